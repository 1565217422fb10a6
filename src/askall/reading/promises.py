"""Promises: when a body says it will answer, and when it says it takes more time. What is read of it moves deadlines,
so a date that is merely mentioned is passed over rather than taken for one."""

# ruff: noqa: E501 -- a family of phrases stands on one line, so that it reads as one.

import re
from datetime import date, timedelta

from askall.reading.dates import Written, dates_in
from askall.reading.patterns import phrases

REACH = 240  # characters before a date in which its verb is looked for
FURTHEST = timedelta(days=400)

# What stands between "by" and the date: "by 5pm on Tuesday", "by close of business on", "no later than the end of".
_BETWEEN = re.compile(
    r"(?:\b(?:\d{1,2}(?:[:.]\d\d)? ?[ap]\.?m\.?|\d\d[:.]\d\d|noon|midday|midnight|close of (?:business|play)|cob|eod|the end of|end of|business|next|this|on or|on|the|day|date|of|at|latest)|[(,])$"
)
_TOWARDS = re.compile(
    r"\b(?:by|before|than|until|till|due|is|be|to|erbyn|cyn|dyddiad ymateb):?$|\b(?:due|target|response|completion|reply|deadline)(?: date)?(?: for (?:this|our|the|your) (?:response|reply|request))?:$"
    r"|\b(?:working[ -]days?|period) (?:will )?ends?$|\b(?:hear from (?:us|me)|respond to you|receive (?:our|a|the) (?:response|reply))$"
)
_WITHIN = re.compile(r"\b(?:until|till)$")
_SAYS = phrases(
    "",
    r"\b(?:respon(?:d|ds|se|ding)|repl(?:y|ies)|answer(?:ed)?|working[ -]days|hear|receive|expect|provide|send|supply|contact|touch|write|decision|outcome|issue|complet\w+|conclud\w+|finish\w*|due|deadline|back to you|let you|process|target|deal with|review|update|ymateb|ateb|clywed|disgwyl)\b",
)  # fmt: skip
# To whom, or about what: words that only the handling of a request has.
_ABOUT_US = phrases(
    "",
    r"\b(?:respond|reply|write|back|touch|provide|send|supply|answer|update|contact|inform)\w*(?: \w+){0,6} (?:to |with )?you\b|\byou (?:will|shall|should|can|may|are)(?: \w+){0,3} (?:expect|receive|hear|have|get|entitled)\b",
    r"\b(?:your|our|full|substantive|formal|final|a|the|any) (?:\w+ ){0,2}(?:response|reply|answer)\b|\brespond(?:ing)? to (?:you\b|your|(?:this|the) (?:\w+ )?(?:request|enquiry|review|e-?mail|letter)\b)|\b(?:response|reply) (?:is|to|will|date|due|by|no later)\b",
    r"\b(?:deal with|process|complet\w+|conclud\w+|finish\w*|answer|consider\w*)(?: \w+){0,3} (?:your|this|our|the) (?:\w+ ){0,3}(?:requests?|review|enquiry|response)\b",
    r"\b(?:provide|send|supply|release)(?: \w+){0,2} (?:this|the (?:remaining|rest|outstanding|missing)) (?:\w+ ){0,2}(?:information|data|documents?|details)\b",
    r"\b(?:due|target|completion|statutory) (?:date|deadline)\b|\bworking[ -]days?\b|\bdeadline (?:is|for|to|will)\b|\b(?:your|this|the) (?:request|enquiry) (?:will|should|is to) be (?:answered|dealt|processed|completed)\b|\bto (?:respond|reply|answer)(?:[.,;]|$| to you)|\bcais\b|\bymateb\b|\bgennym\b",
)  # fmt: skip
_WE_WILL = re.compile(
    r"\b(?:we|i|council|trust|force|team|board|university|authority|it)(?:'ll| will| shall| aim| hope| expect| plan| intend| endeavour| must| should| anticipate| propose| estimate| are (?:aiming|hoping|required|working|obliged|expecting|due)| am (?:aiming|hoping))\b[^.]{0,60}\b(?:respond|reply|answer|be in touch|write again)\b(?! (?:to|the|all|any|a|its|for)\b)"
)
# The applicant's own dates, and conditions.
_YOURS = re.compile(
    r"\byou (?:must|should|need|can|may|could|have until|have to|are (?:asked|required|requested|entitled) to|wish|want|would like|do not|don't|will need|will have to)(?! (?:\w+ )?(?:expect|receive|hear|have our|have a|get)\b)"
    r"|\b(?:please|kindly)(?! (?:note|be|expect|bear|accept|allow|find))\b|\b(?:reviews?|complaints?|appeals?|clarification|payments?|fees?|cheques?)(?: \w+){0,4} (?:must|should|needs? to|has to|have to|can|may) (?:be|reach)\b"
    r"|\bif\b(?! possible)|\bunless\b|\bshould (?:you|we|i)\b|\bwhere (?:you|we|the)\b|\bgrateful if\b|\b(?:from|hear) you (?:by|before)\b|\bask (?:that )?you\b"
)
_PAST = re.compile(
    r"\b(?:was|were|had been|should have|ought to have|would have|would be|missed|missing|breach\w*)\b[^.]{0,120}$|\b(?<!be )(?:received|dated|sent|submitted|made|asked|requested|responded|replied|issued|provided|published|logged|closed|wrote|contacted|clarified|deadline of|request of|letter of|e-?mail of)(?: \w+){0,2}$"
)

# The sentence's last statement begins here; what was done before is told in an earlier one.
_CLAUSE = re.compile(r"(?:[,;:]| and| but) (?=(?:we|you|i|our|your|a|the|it)\b)")
# Other things are answered too: consultations, audits, tenders.
_OTHERS = re.compile(
    r"\b(?:responses?|repl(?:y|ies)|answers?) to (?:the|a|an|any|this|these) (?!(?:\w+ )?(?:request|enquiry|e-?mail|letter|question|review|clarification|above))"
)

_LONGER = phrases(
    "exten additional further more longer extra back estyn",
    r"\bextend(?:ing|ed)? (?:\w+ ){0,5}(?:deadline|time\w*|period|response|20|twenty|working|date)\b",
    r"\b(?:deadline|time ?(?:limit|scale|frame)s?|period|(?:response|due) date|working days|time for \w+) (?:\w+ ){0,4}(?:is|are|has been|have been|will be|needs? to be|must be|being) (?:\w+ )?extended\b",
    r"\b(?:need|needs|require|requires|requiring|seek|seeking|taking|take|takes) (?:\w+ ){0,3}(?:further|additional|more|extra|longer)(?: \w+){0,3} (?:time|days|weeks)\b|\b(?:need|require|take) longer (?:than|to)\b",
    r"\b(?:claim\w*|apply\w*|invok\w*|relying on|requir\w+|need|have|extended by|use|using) (?:\w+ ){0,3}(?:an |the )?extension\b|\bextension (?:of time )?(?:is|has been) (?:being )?(?:applied|claimed|required|needed|necessary)\b",
    r"\b(?:put|push|mov)(?:ting|ing|ed)?(?: \w+){0,4} back (?:to|until)\b|\brequest is (?:now )?being extended\b|\bestyn (?:y|yr) (?:dyddiad|terfyn|amser)",
)  # fmt: skip
_NEW = re.compile(r"\b(?:new|revised|extended|final|target) (?:\w+ )?(?:date|deadline|time ?limit)\b")
_LONGER_FOR = re.compile(
    r"\bdeadline|\brespon|\brepl(?:y|ies)|\brequest|working days|public interest|section 10|\bs\.? ?10\b|\breg(?:ulation)?\.? ?7|\breview|time ?(?:limit|scale|frame)|statutory|exemption|complex|volum"
)
_RIGHTLY = re.compile(
    r"public interest|section 10|\bs\.? ?10\b|\breg(?:ulation)?\.? ?7\b|your request|20 working|twenty working"
)
_PERHAPS = re.compile(
    r"^(?:if|where|should|unless|sometimes)\b|\bif (?!possible)|\b(?:may|might|could|can|would)(?: \w+){0,3} (?:extend\w*|need|require|take|longer|claim|apply)\b|\b(?:allow|permit|entitle|enable)(?:s|d|ed)?\b|\b(?:in|under) (?:some|certain|exceptional|these|such) (?:cases|circumstances|situations)\b"
    r"|\bshould (?:we|you|more)\b|\bwhere (?:we|a|it|more|information|further)\b|\bunless\b|\b(?:no|not|without|never)(?: \w+){0,3} (?:exten\w+|further time|more time|additional time)\b|\bright to extend|\bprovides? for\b"
    r"|\b(?:(?:the|our|that) extended|(?:informed|told) you|overlooked|miss(?:ed|ing)|sought|previously|originally|was extended|were extended|had extended|your request for (?:an|more)|contract\w*|lease|licen[cs]\w+|agreement|framework|loan|tenanc\w+|warrant\w+|consultation|contractor|supplier|opening)\b"
)  # fmt: skip


def promised(plain: str, letter: date | None, decided: bool) -> tuple[date, float] | None:
    """The day by which the sentence says the body will answer, and how sure that is.

    `letter` is the day the mail was sent, if known: nobody promises for the past. A letter that has `decided` may
    promise the rest of an answer, but only in words that speak to the applicant.
    """
    found = [
        (one.day, _sure(one, letter, decided))
        for one in dates_in(plain, letter)
        if _ahead(one.day, letter) and _is_promise(plain, one, decided)
    ]
    return max(found) if found else None


def _is_promise(plain: str, one: Written, decided: bool) -> bool:
    before = _without_between(plain[max(0, one.start - REACH) : one.start])
    if not _TOWARDS.search(before) or _YOURS.search(before) or _OTHERS.search(before):
        return False
    if _PAST.search(_CLAUSE.split(before)[-1]):
        return False
    said = before + plain[one.end : one.end + 60] if _WITHIN.search(before) else before  # "until 28 May to answer you"
    if not _SAYS.search(said):
        return False
    return bool(_ABOUT_US.search(said)) or (not decided and bool(_WE_WILL.search(said)))


def _without_between(before: str) -> str:
    for _ in range(8):
        shorter = _BETWEEN.sub("", before.rstrip())
        if shorter == before:
            break
        before = shorter
    return before.rstrip()


def _ahead(day: date, letter: date | None) -> bool:
    return letter is None or letter <= day <= letter + FURTHEST


def _sure(one: Written, letter: date | None, decided: bool) -> float:
    if decided:
        return 0.7
    return 0.95 if one.sure and letter else 0.85


def takes_longer(plain: str, decided: bool) -> bool:
    """Whether the sentence says that the body takes more time for this request. What it may do, or has done with a
    contract, is no extension; nor, beside a decision, anything but the law's own grounds."""
    if not _LONGER.search(plain) or not _LONGER_FOR.search(plain) or _PERHAPS.search(plain):
        return False
    return not decided or bool(_RIGHTLY.search(plain))


def new_date(plain: str, letter: date | None) -> date | None:
    """The day of "the new deadline is 18 October", which says something only after "we need more time"."""
    return put_off_to(plain, letter) if _NEW.search(plain) and not _YOURS.search(plain) else None


def put_off_to(plain: str, letter: date | None) -> date | None:
    """The last day ahead that the sentence moves something to: "from 18 December to 6 January"."""
    days = [
        one.day
        for one in dates_in(plain, letter)
        if _ahead(one.day, letter) and _TOWARDS.search(_without_between(plain[max(0, one.start - REACH) : one.start]))
    ]
    return days[-1] if days else None
