"""Meanings: what codebooks commonly call an answer beside yes and no, and the words by which letters say it.

A choice is known by its name ("in transition", "someone_elses", "ruled out", "human rights"); whatever no meaning fits is
looked for by the choice's own words alone.
"""

# ruff: noqa: E501 -- a family of phrases stands on one line, so that it reads as one.

import re
from dataclasses import dataclass

from askall.reading.folding import fold


@dataclass(frozen=True, slots=True)
class Meaning:
    """`called`: what a codebook calls it; `said`: how letters say it; `not_said`: what turns that off."""

    called: re.Pattern[str]
    said: re.Pattern[str]
    not_said: re.Pattern[str] | None = None


_NOT_RULED = re.compile(
    r"\b(?:not|no|never|n't|neither)\b[^.]{0,40}\b(?:rul\w+ (?:it |them |this )?out|ban|bann\w+|prohibit\w*|exclud\w+|policy)"
)

_DENIES = re.compile(r"\bnot\b(?! (?:to )?buy)")
_PLANS = Meaning(
    re.compile(r"\bno (?:current )?(?:plans?|intentions?)\b|\bnot plann"),
    re.compile(
        r"\bno (?:\w+ ){0,2}(?:plans?|intentions?|proposals?) (?:\w+ ){0,2}(?:to|for|of)\b|\bnot (?:currently |presently )?(?:planning|intend\w*|proposing|looking) (?:to|on)\b|\bno (?:\w+ )?(?:plans?|intentions?)\W*$"
    ),
)
_GOING = (
    r"\bin the process of (?:\w+ )?(?:remov|replac|phas|decommission|withdraw|upgrad)\w+|\b(?:is|are|being|be|been) (?:\w+ )?(?:being )?(?:removed|replaced|phased out|decommissioned|withdrawn)\b|\bprogrammes? (?:to|of) (?:remov|replac)\w*"
    r"|\b(?:plan\w*|intend\w*|aim\w*|propos\w+) (?:to|on) (?:remov|replac|phas)\w+|\bphas(?:e|ing) (?:\w+ ){0,3}out\b|\b(?:removing|replacing)\b"
)
_NOT_GOING = re.compile(r"\b(?:not|no plans?|no intentions?)\b[^.]{0,30}\b(?:remov|replac|phas)")
_COMING = r"\b(?:is|are|being|be) (?:now |currently |gradually )?(?:being )?(?:rolled out|introduced|brought in|phased in|drafted|drawn up|set up|rewritten)\b|\bin the (?:process|course|middle) of\b(?! (?:\w+ )?(?:checking|reviewing|searching))|\broll(?:ing|ed)?[- ]?out\b[^.]{0,50}\bunder ?way\b|\bnow going in\b"
_TRANSITION = Meaning(re.compile(r"\btransition\b"), re.compile(f"{_GOING}|{_COMING}"), _NOT_GOING)
# A stance on buying or using a thing, its grounds, and the answers between yes and no.
MEANINGS: tuple[Meaning, ...] = (
    Meaning(
        re.compile(r"\brul\w+ out\b|\bban\b|\bbanned\b|\bprohibit\w*|\bboycott|\bnot (?:to )?buy"),
        re.compile(
            r"\brul(?:ed|es|ing) (?:\w+ ){0,4}out\b|\b(?:will|would|shall) (?:not|never|no longer) (?:be )?(?:\w+ )?(?:purchas|procur|buy|us(?:e|ing)\b|install|acquir|bought)\w*"
            r"|\b(?:decided|resolved|agreed|committed|voted|pledged) (?:not to|against|that (?:it|we) (?:will|would|should) not)|\b(?:prohibit\w*|banned|bans|excluded from)\b|\b(?:no longer|not) (?:purchas\w+|procur\w+|buy\w*) (?:any|new|further|from)"
        ),
        _NOT_RULED,
    ),
    _PLANS,
    _TRANSITION,
    Meaning(
        re.compile(r"\bremov\w*|\breplac\w*|\bphas\w+ out|\bbeing withdrawn"),
        re.compile(_GOING),
        _NOT_GOING,
    ),
    Meaning(
        re.compile(r"\bsomeone else|\belse'?s\b|\blandlord|\bcontractor|\bthird part|\bnot ours\b|\bother bod|\banother bod"),
        re.compile(r"\blandlords?\b|\bcontractors?\b|\bthird[- ]part(?:y|ies)\b|\b(?:owned|managed|operated|provided|run|supplied|controlled|installed) (?:and \w+ )?by (?!us\b|the council\b|our (?:own )?(?:staff|officers|team)|(?:[\w'-]+ ){0,5}(?:services?|teams?|departments?|units?|sections?|officers?|staff|pilots?|wardens?|operators?|divisions?|directorates?)\b)|\bon (?:our|its|the council's) behalf\b|\bleased\b|\bnot (?:the property of|owned by) (?:us|the)"),
    ),
    Meaning(
        re.compile(r"\bsome sites?\b|\bsome (?:places|locations|buildings|departments|areas)\b|\bin part\b|\bpart(?:ly|ial\w*)\b"),
        re.compile(r"\b(?:some|certain|several|a (?:small )?number of|a few|(?:(?:at|in|on|only|just|across) (?:one|two|three|four|five))) (?:of (?:our|the|its) )?(?:\w+ )?(?:sites?|localit\w+|locations?|buildings?|premises|departments?|services?|schools?|areas?|teams?|stations?|wards?|halls?)\b|\b(?:only|just) (?:at|in|on|within)\b|\bat [^.]{3,60} only\b|^at [^,.]{3,50}, yes\b|\b\d+ (?:out )?of (?:the |our )?\d+ (?:\w+ )?(?:sites|stations|schools|buildings|wards|locations|halls|homes|offices)\b|\bnot all\b|\bin part\b|\bpart(?:ly|ially)\b|\b(?:the )?majority\b|\bmost of\b"),
    ),
    Meaning(re.compile(r"\bhuman rights?\b|\bethic\w*"), re.compile(r"\bhuman rights?\b|\bethic\w*|\bmoral\w*|\bmodern slavery\b|\bforced labour\b|\bpersecut\w+|\babuses?\b|\bcivil libert\w+")),
    Meaning(re.compile(r"\bsecurity\b"), re.compile(r"\bsecurity\b|\bcyber\w*|\bvulnerabilit\w+|\bespionage\b|\bhack\w*|\bdata (?:breach|protection risk)\w*")),
    Meaning(re.compile(r"\bcosts?\b|\bprice\b|\bbudget\b|\bmoney\b"), re.compile(r"\bcosts?\b|\bprice\w*|\bbudget\w*|\bvalue for money\b|\bafford\w*|\bfinancial\w*|\bexpens\w+|\bcheaper\b")),
)  # fmt: skip


def meaning_of(choice: str) -> Meaning | None:
    """What a choice of a codebook means by its name; None where its own words are all there is."""
    name = fold(choice.replace("_", " ").replace("-", " "))
    found = next((one for one in MEANINGS if one.called.search(name)), None)
    return None if found and _DENIES.search(name) and found is not _PLANS else found


def says(choice: str, plain: str) -> bool:
    """Whether folded text says what this choice means."""
    meaning = meaning_of(choice)
    return meaning is not None and bool(meaning.said.search(plain)) and not denies(choice, plain)


def denies(choice: str, plain: str) -> bool:
    """Whether folded text has the words of this choice only to deny it."""
    meaning = meaning_of(choice)
    return bool(meaning and meaning.not_said and meaning.not_said.search(plain))
