"""Having: whether the body has the thing at all, where running text tells something else of it.

"Do you use drones?" – "The force runs a drone section jointly with the fire service." Whatever that sentence answers, it
says that they have them; so it counts though other questions are about drones too.
"""

# ruff: noqa: E501 -- a family of phrases stands on one line, so that it reads as one.

import re
from collections.abc import Iterator, Sequence

from askall.reading.elliptic import done_by_others
from askall.reading.folding import fold
from askall.reading.passage import Passage
from askall.reading.polarity import clauses, hedges, negates, only_planned
from askall.reading.statements import CONDITION, Sign, freed
from askall.reading.subjects import GENERIC, RESTATED, Subject

SURE = 0.6
_ASKS = re.compile(
    r"^\W*(?:do|does|is|are|has|have)\b[^?]{0,60}?\b(?:use|uses|using|used|have|has|own|owns|operate|operates|operating|run|runs|running|employ|employs|provide|provides|there)\b"
)
_MORE = re.compile(
    r"\b(?:plan\w*|intend\w*|assessment|consult\w*|contract|review\w*|written|record\w*|report\w*|train\w*|evaluat\w*|other|made by|before|since|because|whether)\b"
)  # what a question asks of the thing beside having it
_OPEN = re.compile(
    r"\b(?:consider\w*|whether|if|would|could|should|may|might|plan\w*|intend\w*|will|propos\w*|ask\w*)\b"
)
_MANY = r"(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|several|some|both|its|our|their|the|\d[\d,]*)"
_HAS = re.compile(
    rf"\b(?:(?:we|it|they|council|trust|force|police|board|authority|university|college|service|department|team|section|unit|[a-z]+) (?:currently |now |also |already )?(?:has|have|uses?|operates?|owns?|runs?|employs?|flies|hires?|maintains?)|there (?:is|are)) (?:\w+ly |now |also |in use )?(?:{_MANY} )?(?:[\w'-]+ ){{0,3}}$"
)
# "One of our four drones", "the force's only drone": whatever is said of it, it is theirs.
_THEIRS = re.compile(
    rf"\b(?:our|its|(?:council|trust|force|board|authority|university|college|service)'s) (?:(?:own|only|single|first|existing|current|{_MANY}) )*(?:[\w-]+ )?$"
)
_HAS_NOT = re.compile(
    r"^(?:[\w'&-]+ ){0,6}?(?:(?:does|do|has|have)(?: not|n't)(?: currently| itself| ourselves| yet| any longer)? (?:have|use|own|operate|run|employ|fly|provide)|(?:has|have|there (?:is|are)) no|uses? no|operates? no) (?:any )?(?:[\w'-]+ ){0,3}$"
)


def has_it(about: Subject, read: Sequence[Passage], elsewhere: frozenset[int]) -> Iterator[Sign]:
    """Yes or no, of a question that asks no more than whether the thing is there; `elsewhere` are passages that answer
    other questions."""
    asked = fold(about.question.text)
    if not _ASKS.search(asked) or _MORE.search(asked) or freed(about).special - GENERIC:
        return
    for passage in read:
        plain = passage.plain
        if passage.label != "own" or id(passage) in elsewhere or plain.endswith("?") or CONDITION.match(plain):
            continue
        for clause in clauses(plain):
            found = about.found(clause)
            if not found or hedges(clause) or only_planned(clause) or RESTATED.search(clause[: found.start()]):
                continue
            before = clause[: found.start()]
            if _OPEN.search(before):
                continue
            if _HAS_NOT.match(before):
                yield Sign("no", SURE, passage, "it says that it has none")
            elif (
                (_HAS.search(before) or _THEIRS.search(before))
                and not negates(before)
                and not done_by_others(asked, clause)
            ):
                yield Sign("yes", SURE, passage, "it says what it has of it")
