"""Plans: what running text says of things to come, asked whether anything is planned.

"Do you plan to change the way you provide it in the next 12 months?" – "We've nothing in the pipeline", "no alteration is
proposed". Read only where a single question asks of plans, or the sentence has what sets ours apart ("buy", "stop").
"""

# ruff: noqa: E501 -- a family of phrases stands on one line, so that it reads as one.

import re
from collections.abc import Iterator, Sequence

from askall.reading.folding import content_stems, fold, stem
from askall.reading.passage import Passage
from askall.reading.polarity import hedges
from askall.reading.statements import CONDITION, Sign
from askall.reading.subjects import Subject

SURE = 0.6
_ASKS = re.compile(
    r"\b(?:do|does|is|are|has|have|any)\b[^?]{0,60}?\b(?:plan(?:s|ning|ned)?|intend\w*|intention\w*|propos\w+|expect\w*|consider\w*)\b"
)
_PLANNING = frozenset(
    map(stem, ("plan", "plans", "planning", "planned", "intend", "intends", "propose", "proposed", "expect", "consider", "next", "coming", "months", "year", "future"))
)  # fmt: skip
_NONE = re.compile(
    r"\bno (?:\w+ )?(?:plans?|intentions?|proposals?)\b|\bno (?:\w+ ){0,2}(?:changes?|alterations?|increase|reduction)s?\b[^.;]{0,60}\b(?:plan\w*|propos\w*|intend\w*|envisaged|anticipated|expected|foreseen)\b"
    r"|\b(?:not|n't|never|nor)\b[^.;]{0,30}\b(?:plan(?:s|ned|ning)?|intend(?:s|ed|ing)?|propos(?:e|es|ed|ing)|expect(?:s|ed|ing)?|looking|thinking|going) (?:to|of|on|in)\b|\bnothing\b[^.;]{0,50}\b(?:planned|proposed|in the pipeline|going to change|to change|in mind|on the horizon)\b|\bnothing is going to\b"
)
_COMING = re.compile(
    r"\b(?:will be|are going to|is going to|(?:we|it|council|trust|force|board|service|they) (?:intends?|plans?|propose[sd]?|expects?|hopes?|aims?) to|(?:are|is|am) (?:now |currently |also )?(?:planning|intending|proposing|hoping|about|due|preparing|designing|procuring|re-?tendering|tendering|looking) ?(?:to|for|a|an|at|the)?|(?:is|are|be) (?:due|planned|proposed) (?:to|for)|a business case (?:was|has been) approved|we will|shall be)\b"
    r"|\b(?:business case|proposals?|savings?|options?|restructures?|plans?)\b[^.;]{0,80}\b(?:has been|have been|was|were|is|are) (?:approved|agreed|put forward|out to consultation|under (?:active )?consideration|being (?:drafted|developed|worked up|prepared|consulted on))\b"
    r"|\b(?:is|are) (?:expected|set|scheduled) to (?:take effect|start|begin|open|move|merge|close|transfer|go live)\b|\bout (?:to|for) (?:public |staff )?consultation\b"
)
_CHANGE = frozenset(
    map(stem, ("change", "changes", "alter", "alteration", "different", "differently", "replace", "redesign"))
)
_CHANGES = re.compile(
    r"\b(?:re-?tender\w*|(?:out to|go to|going to) tender|new (?:contract|provider|supplier|service|arrangements?|system|model|framework)|re-?procur\w*|procur(?:e|ing)|re-?let|replac\w+|redesign\w*|bring\w* (?:\w+ ){0,4}(?:in-?house|together)|mov(?:e|ing) to|switch\w*)\b"
)
_AS_IS = re.compile(r"\b(?:intend|plan|propose)s? to (?:leave (?:things|it|them)|continue|keep|carry on)\b")
_SO_NO = re.compile(r"\bso no\b(?! \w)")
_OF_THE_LETTER = re.compile(r"\b(?:issue|send|give) (?:you )?(?:a |any )?(?:\w+ )?(?:notice|reply|response)\b")
_OF_THE_QUESTION = ("whether ", "your question", "you ask", "your request", "any ", "unlike ")
MOST_WORDS = 60


def said_of_plans(asked: str, plain: str) -> str:
    """ "yes", "no" or "", of a sentence that stands below a question (both folded) whether something is planned."""
    if not _ASKS.search(asked) or CONDITION.match(plain) or plain.endswith("?") or plain.startswith(_OF_THE_QUESTION):
        return ""
    if _NONE.search(plain) or _AS_IS.search(plain) or _SO_NO.search(plain):
        return "no"
    return "yes" if _COMING.search(plain) and not hedges(plain) else ""


def of_plans(
    about: Subject, read: Sequence[Passage], rivals: Sequence[frozenset[str]], apart: frozenset[int]
) -> Iterator[Sign]:
    """Yes or no, of a question that asks whether something is planned. `rivals` are the words of the other questions,
    `apart` the passages that answer them."""
    asked = fold(about.question.text)
    if not _ASKS.search(asked):
        return
    others = [one for one in rivals if one & _PLANNING]
    own = about.asked - _PLANNING
    ours = own.difference(*others)
    changing = bool(about.asked & _CHANGE)
    for passage in read:
        plain = passage.plain
        if passage.label != "own" or id(passage) in apart or len(plain.split()) > MOST_WORDS or plain.endswith("?"):
            continue
        if CONDITION.match(plain) or plain.startswith(_OF_THE_QUESTION) or _OF_THE_LETTER.search(plain):
            continue
        stems = content_stems(plain)
        of_ours = bool(ours & stems) or (changing and bool(_CHANGES.search(plain) or stems & _CHANGE))
        if _NONE.search(plain):
            if of_ours or not others:
                yield Sign("no", SURE, passage, "it says that nothing of the kind is planned")
        elif of_ours and _COMING.search(plain) and not hedges(plain):
            yield Sign("yes", SURE, passage, "it says that it will be done")
