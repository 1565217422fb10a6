"""Elliptic answers: what "two do", "not since 2009", "one, in February" or "on request" say below a yes-or-no question.

Such answers leave out what was asked, so they are read only where they stand under a question of that form, and the
first words count most. What only tells why nothing is told ("not recorded", "not released") answers nothing.
"""

# ruff: noqa: E501 -- a family of phrases stands on one line, so that it reads as one.

import re

from askall.reading.folding import content_stems
from askall.reading.polarity import NOT_BARRED, hedges, main_clauses, negates, only_planned, without_options
from askall.reading.sent import YES_OR_NO, questions_sent

PLAIN, LOOSE = 0.75, 0.6  # said of "it"; said in other words
_FORM = re.compile(
    r"^\W*(?:[\w, ]{0,20}\b)?you (?:have |had )?(?:also |then |further |finally |lastly )?(?:asked|enquired|wanted to know|wished to know|ask)(?: us)? (?:whether|if)\b|^\W*(?:\w{1,2}[.):]? )?(?:please )?(?:(?:confirm|state|say|advise|tell (?:me|us)) )?(?:whether|if|any)\b|^\W*(?:\w{1,2}\d?[.):]? )?(?:do|does|did|is|are|was|were|has|have|had|will|would|can|may|must)\b"
    r"|^\W*(?:\w{1,2}\d?[.):]? )?(?:since|in|during|from|between|over|as of|as at|at) [^?]{3,40} (?:do|does|did|is|are|was|were|has|have|had) (?:you|your|the|there|any)\b"
)
_NOT_KEPT = re.compile(
    r"\b(?:do|does|did)(?: not|n't) (?:\w+ ){0,2}(?:collect|gather|monitor|measure|record|track|keep)\b(?! (?:\w+ ){0,3}(?:information|data|records?)\b)|\bno (?:\w+ ){0,3}(?:is|are) (?:\w+ )?(?:collected|gathered|measured|monitored|tracked)\b"
)
_ASKS_KEPT = re.compile(r"\b(?:collect|gather|monitor|measure|record|track|keep)(?:ed|s)?\b")
_KEEPING = content_stems("collect gather monitor measure record track keep information data")
_EITHER = re.compile(r"\b(?:or is|or are|or do|or does|in.house or|yourselves or|or outsourced|or leased|or hired)\b")
_LEAD = re.compile(
    r"^(?:\W+|(?:happily|sadly|fortunately|thankfully|unfortunately|i'm afraid|i am afraid|well|so far|to date|at present|currently|as above)[,:]? )+"
)
UNTOLD = re.compile(
    r"\b(?:one|a matter|a question) for (?:the|each|individual|our|your)\b|\bnot (?:\w+ )?(?:recorded|held|known|applicable|available|released|disclosed|provided|possible|sure|certain|captured|collected|monitored|given|logged|specified|something(?! (?:we|that we|the \w+) )|able|prepared|kept|in a position|relevant|clear)\b|\b(?:see|refer)\b|\bno (?:final |formal |firm )?decisions?\b|\bundecided\b|\b(?:considering|exploring|thinking about) (?:whether|if|how|this|it)\b|\bexempt|\bwithh|\brefus|\bsection \d|\bunknown\b|\b(?:fewer|less) than\b|\bunder (?:consideration|review)\b|\bit depends\b|\bcannot say\b|\bn't (?:say|record|hold|know|keep|collect|write)\b|\?$"
)
_FORMER = re.compile(
    r"^(?:we|it|they|there|this|these|the \w+|yes,?) ?(?:\w+ )?(?:used to|did (?:so )?(?:until|up to|before)|(?:was|were|had)\b[^.]{0,80}\b(?:until|between (?:\w+ ){0,2}(?:19|20)\d\d and|ended|stopped|closed|wound up|ceased|withdrawn|discontinued))|^(?:until|up to|before) (?:\w+ ){0,2}(?:19|20)\d\d|^(?:not|none) since (?:\w+ ){0,2}(?:19|20)\d\d,? (?:when|as|because) |^(?:we |it |they |yes,? )?(?:formerly|previously)\b|\bdo(?:es)? so no longer\b|^(?:no longer|not any ?more|ceased|ended|stopped|discontinued)\b"
)
_NO = re.compile(
    r"^(?:none|nobody|no[ -]?one|nothing|never|nil|zero(?!-)|0|neither|nowhere)\b(?! (?:recorded|held|known))|^not\b(?! only| just| all)|^(?:no|zero) (?!doubt|longer|information|records?|data)\w+(?: \w+){0,4} (?:is|are|was|were|has|have|had|exists?|yet|at present|currently|to date)\b|^no such\b|^(?:still |yet )to be\b"
    r"|^(?:it|they|we|there|he|she|this|that|these|one|some|the \w+(?: \w+)?|neither|none|nobody|i) (?:\w+ly )?(?:do|does|did|has|have|had|is|are|was|were|will|can|would)(?: not|n't)\b|^there (?:is|are|was|were|has been|have been) (?:no\b|none|nothing|never|not)|^(?:we|it|they|there|the \w+)(?: have| has|'ve|'s)? never\b"
    r"|^(?:we|it|they|the \w+) (?:have|has|had) (?:\w+ly )?(?:entered into|made|signed|received|issued|held|used|carried out|commissioned|given|done|paid|recorded) (?:none|no such|nothing)\b"
    r"|^(?:we|it|they|there|the \w+) (?:\w+ly )?(?:have|has|had|is|are|was|were|owns?|employs?|uses?) (?:none|nobody|no[ -]one|nothing of the kind|no such)\b"
)
_YES = re.compile(
    r"^(?:we|they|it)(?:'ve| have| has)(?: got| also| currently)? (?:an?|one|two|some|several|both) |^(?:the )?[\w' -]{2,40} has one\b|^there (?:is|are|was|were|has been|have been)(?:\W*$|,| (?:one|some|several|two|three|four|five|both|a few|a number|\d+)\b)|^(?:it|they|we|he|she|this|some|most|all|both|one|two|three|four|five|several|many|a few|a number|the majority|every one|everyone) (?:\w+ly )?(?:do|does|did|is|are|was|were|has|have|had|can)\b(?! ?not\b|n't)"
    r"|^(?:permitted|allowed)\W*$|^(?:y|yes|yep|yeah|aye)\b|^(?:sometimes|occasionally|usually|mostly|partly|partially|always|often|regularly|certainly|indeed|correct|of course|only|in part|if asked|if requested|on request|upon request|by arrangement|where (?:needed|necessary|required|asked|requested)|when (?:needed|necessary|required|asked|full|requested)|as (?:needed|necessary|required)|compulsory|mandatory|required)\b"
    r"|^(?:we|it|they|the \w+|our \w+) (?:\w+ly )?(?:owns?|has|have|uses?|operates?|runs?|employs?|leases?|provides?|holds?) (?:one|two|three|four|five|six|seven|eight|nine|ten|some|several|both|a few|a number|[1-9]\d*)\W*$"
    r"|^(?:on|in) (?:one|two|three|four|five|six|several|\d+) (?:occasions?|cases?|instances?)\b|^(?:once|twice|(?:three|four|five|\d+) times)\b|^(?:since|from|as of) (?:\w+ ){0,2}(?:19|20)?\d\d|^every (?:\w+ )?(?:meeting|year|month|week|day|time|one|ward|case|school|site|quarter)\b|^(?:completed|adopted|introduced|installed|purchased|done|carried out|published|attached|enclosed)\b|^available (?:since|from|via|through|on|at|to)\b|^trial(?:ling|led|s)?\b|^part of\b"
    r"|^(?:currently |now |about |around |approximately |approx\.? |over |just (?:over|under) |some |nearly |at present )*(?:one|two|three|four|five|six|seven|eight|nine|ten|(?!(?:19|20)\d\d\b)[1-9][\d,]*)\b(?!\d|%|/|-\d| ?(?:to|-) ?\d| ?(?:days?|hours?|mins?|minutes?|years?|months?|weeks?|working|per|p/|km|miles|am|pm|st|nd|rd|th)\b)"
)
_PAUSE = re.compile(r"[,;:(]| - | and | but | though | although ")
_SOME = re.compile(r"^(?:some|most|all|many|several|both|a few|the majority)\b")
_PLANS = re.compile(
    r"\b(?:will|plan\w*|propos\w*|draft\w*|consider\w*|intend\w*|hope\w*|should|would|could|may|might|future|if)\b"
)

# Who does it instead: "schools decide this", "this is a matter for the landlord".
OTHERS_DECIDE = re.compile(
    r"\b(?:decid\w+|responsib\w+|(?:is|are) up to|left to|matter for|(?:managed|run|delivered|looked after|handled|dealt with) by|their own|(?:fall|falls|come|comes) (?:under|within) the (?:remit|responsib\w+))\b"
)
_CHARGES = re.compile(r"\b(?:charge|charges|charged|fees?|pay)\b")
# "Do you pay for uniforms to be washed?": who pays is the body, and free means that it does.
_BODY_PAYS = re.compile(
    r"\b(?:you|body|council|trust|force|board|authority|university|organisation|employer) (?:\w+ ){0,2}(?:pay|pays|meet|meets|cover|covers)\b"
)
# "It is commissioned by the two local authorities": others do it.
_BY_OTHERS = re.compile(
    r"\b(?:commissioned|provided|managed|run|delivered|operated|employed|funded|handled|undertaken|carried out|issued|owned|maintained|dealt with|looked after|done) (?:\w+ly )?by (?:the |our |each )?(?:[\w-]+ ){0,2}(?:local authorit\w+|(?:county|borough|district|city|parish|town) councils?|councils|health boards?|nhs|icbs?|ccgs?|trusts|housing associations?|landlords?|schools?|government|department|others?)\b|\b(?:fall|falls|come|comes) (?:under|within) the (?:remit|responsibilit\w+) of\b"
)
LONG = 6  # words of a sentence that must have a verb
VERB = re.compile(
    r"\b(?:is|are|was|were|has|have|had|do|does|did|can|may|will|not|n't|no|none|\w{3,}(?:ed|es)|run|runs|held|kept|made|built|paid|bought|spent|sold|took|gave|use|uses|pay|pays|sell|sells|keep|keeps|take|takes|hold|holds|give|gives|ask|asks|"
    r"allow|allows|let|lets|send|sends|employ|employs|own|owns|inform|informs|offer|offers|provide|accept|accepts|work|works|go|goes|contain|contains|need|needs|\w+ts|put|set|met|won|lost|began)\b"
)
_ASKS_LEAVE = re.compile(
    r"^\W*(?:\w{1,3}[.):]+ )?(?:can|may|is it possible|are (?:\w+ ){1,3}(?:allowed|permitted|able)|is (?:\w+ ){1,4}(?:allowed|permitted))\b"
)
_LEAVE = re.compile(r"\b(?:may|can|is possible|(?:is|are) (?:allowed|permitted|able|free|welcome) to)\b")
_NO_LEAVE = re.compile(
    r"\b(?:not|n't|cannot|no longer) (?:\w+ )?(?:possible|permitted|allowed|able|let|permit|allow)\b|\b(?:may|can)(?: not|not|'t)\b|\bcannot\b|\bnot in a position to let\b"
)
_CASE_BY_CASE = re.compile(r"\b(?:depend\w*|discretion|case by case|exceptional\w*|in some cases|would|might|could)\b")
_SHUT = re.compile(r"\b(?:(?:block|prohibit|forbid|exclud|restrict|clos)\w*|ban(?:s|ned)?|bar(?:s|red)?)\b")
_SAYS = re.compile(
    r"^(?:we|it|they|our|the \w+)\b|\b(?:is|are|was|were|has|have|had|do|does|did|can|will|not|no|none|\w{3,}(?:ed|es))\b"
)
_ALL = re.compile(r"\b(?:all|every|each) (?:of )?\w+")
_SHARE = re.compile(r"(?:\w+ ){0,2}?(\d[\d,]*) (?:out )?of (?:the |our )?(\d[\d,]*)\b")
_SAME = re.compile(r"(?:the )?(?<!\w)same\b")
_FREE = re.compile(
    r"^free\b|\bfree to (?:use|enter|all|everyone)\b|\b(?:is|are) free\b|\bfree of charge\b|\bno (?:charge|fee)\b|\bwithout charge\b"
)


def asks_yes_or_no(asked: str) -> bool:
    """Whether a question can be answered yes or no, and does not put two ways against each other."""
    return bool((YES_OR_NO.match(asked) or _FORM.match(asked)) and not _EITHER.search(asked))


def is_free(asked: str, told: str) -> bool:
    """Whether a charge is asked about, and the answer says that the thing is free."""
    charged = _CHARGES.search(asked) and not _BODY_PAYS.search(asked)
    return bool(charged and _FREE.search(told)) and not (negates(told) or _FREE.search(asked))


def _permitted(asked: str, told: str) -> str:
    """ "A finder may keep it after 28 days", "it is not possible to opt out": asked what may be done, what may."""
    if not _ASKS_LEAVE.match(asked) or not content_stems(asked) & content_stems(told) or told.endswith((":", "?")):
        return ""
    if _NO_LEAVE.search(told):
        return "no"
    return "yes" if _LEAVE.search(told) and not negates(told) and not _CASE_BY_CASE.search(told) else ""


def is_another_side(asked: str, told: str) -> bool:
    """Whether it is asked if a thing is closed or barred, and the answer says what can be done with it."""
    return bool(_SHUT.search(asked)) and not _SHUT.search(told)


def done_by_others(asked: str, told: str) -> bool:
    """Whether the answer says that another body does it, where it is not asked who does."""
    return bool(_BY_OTHERS.search(told)) and not _BY_OTHERS.search(asked)


def elliptic(told: str) -> tuple[str, float]:
    """("yes", "no", "formerly" or "", how surely) of a folded answer to a question of that form."""
    told = _LEAD.sub("", without_options(told))
    if not told or UNTOLD.search(told) or NOT_BARRED.search(told) or hedges(told):
        return "", 0.0
    if only_planned(told):
        return "", 0.0
    if _FORMER.search(told):
        return "formerly", PLAIN
    if _NO.search(told):
        return "no", PLAIN
    if negates(_PAUSE.split(told, maxsplit=1)[0]):
        return "", 0.0
    if _YES.search(told) or (_SOME.search(told) and not negates(told)):
        return "yes", PLAIN
    return "", 0.0


def share_of_all(asked: str, told: str) -> str:
    """ "11 of 26" is no where it is asked whether all have it, and "26 of 26" yes; "" where neither."""
    found = _SHARE.match(told) if _ALL.search(asked) else None
    return "" if not found else "yes" if found[1] == found[2] else "no"


def repeats(asked: str, told: str) -> tuple[str, float]:
    """What a sentence says that takes up the words of the question ("a note was taken at the second meeting")."""
    if permitted := _permitted(asked, told):
        return permitted, LOOSE
    if UNTOLD.search(told) or hedges(told) or _PLANS.search(told) or told.endswith(":"):
        return "", 0.0
    if (OTHERS_DECIDE.search(told) and not OTHERS_DECIDE.search(asked)) or told.strip(" .") in asked:
        return "", 0.0  # others do it; or one of the answers printed behind the question, and neither yes nor no
    if is_free(asked, told):
        return "no", LOOSE
    if is_another_side(asked, told) or done_by_others(asked, told):
        return "", 0.0
    shared = content_stems(asked) & content_stems(told)
    if _SAME.match(told) and _SAME.search(asked):
        return "yes", LOOSE
    if shared == content_stems(told) and not _SAYS.search(told):
        return "", 0.0  # the name of what is asked about
    if len(shared) < 2 and not (shared and len(told.split()) < 12):
        return "", 0.0
    if len(told.split()) > LONG and not VERB.search(told):
        return "", 0.0  # a heading, or where something is kept
    clause = max(main_clauses(told), key=lambda one: len(shared & content_stems(one)), default=told)
    return ("no" if negates(clause) else "yes"), LOOSE


def is_plain_no(plain: str, letter: str) -> bool:
    """ "We do not collect outcomes", asked whether they are collected: an answer, and nothing that is not held."""
    if not _NOT_KEPT.search(plain):
        return False
    told = content_stems(plain)
    asked = (" ".join(one.plain for one in some) for _, some in questions_sent(letter))
    return any(
        _ASKS_KEPT.search(one) and asks_yes_or_no(one) and (content_stems(one) & told) - _KEEPING for one in asked
    )
