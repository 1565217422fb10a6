"""Sides: what "contractor", "own staff only" or "both" say below a question which of two ways a thing is done."""

# ruff: noqa: E501 -- a family of phrases stands on one line, so that it reads as one.

import re
from collections.abc import Sequence

from askall.reading.folding import fold
from askall.reading.polarity import hedges, main_clauses, negates

SURE = 0.8
SHORT = 16  # words of a clause that only says which
MOST_PARTS = 6  # of the body's answers that each say it of a part of it
_OUTSIDE = re.compile(
    r"\bcontractors?\b|\bcontract(?:ed|s|ing)?(?: it| them)? out\b|\boutsourc\w+|\bexternal(?:ly)?\b|\bthird[ -]part(?:y|ies)\b|\b(?:outside|private|specialist|commercial) (?:firms?|compan(?:y|ies)|suppliers?|providers?|agenc(?:y|ies)|operators?)\b|\bsuppliers?\b|\b(?:ltd|limited|plc|llp)\b"
)
_OWN = re.compile(
    r"\bin[- ]house\b|\bown (?:[\w&]+,? ){0,4}(?:staff|workforce|employees|teams?|gangs?|people|men|crews?|labour|officers?|force)\b|\b(?:direct(?:ly)?|council|trust|university|college|our|internal) (?:employed |labour|staff|employees|workforce|teams?)\b|\binternal(?:ly)?\b|\bdso\b|\b(?:by )?ourselves\b|\bby the (?:council|trust|university|college|board)(?: itself)?\W*$"
)
_BOTH = re.compile(
    r"^(?:it is |they are |we use |done by )?(?:an? )?(?:both|mix|mixture|combination|blend|bit of each|some of each)\b"
)
_OF_A_PART = re.compile(r"^\W*[\w &/-]{2,40}(?:: | - )|\b(?:in|on|at|for) (?:the|our) ")
_ONE_ALONE = re.compile(r"\b(?:only|solely|exclusively|entirely|wholly)\b(?!,? (?:or|and) (?:in part|partly))")
_COUNTED_OFF = re.compile(r"^\W*(?:\(?(?:[a-z]|[ivx]{1,3}|\d{1,2})[).]\)? ?)+")


def said_of_sides(ours: str, asked: str, told: Sequence[str]) -> str:
    """Whether a thing is done on the side that our question names: "yes", "no", or "" where the letter's question puts
    no two sides against each other, ours names none of them or both, or the answers (folded) do not say which."""
    ours = fold(ours)
    outside, own = bool(_OUTSIDE.search(ours)), bool(_OWN.search(ours))
    if outside == own or " or " not in asked or not (_OUTSIDE.search(asked) and _OWN.search(asked)):
        return ""
    sides = _sides(told[0])
    if sides and _OF_A_PART.search(told[0]):  # "Parks: own staff", and what does another do?
        others = [_sides(one) for one in told[1:MOST_PARTS] if _OF_A_PART.search(one) or _sides(one)]
        sides = sides.union(*others) if all(others) else frozenset()
    if not sides:
        return ""
    if len(sides) > 1:
        return "no" if _ONE_ALONE.search(ours) else "yes"
    return "yes" if ("outside" in sides) == outside else "no"


def _sides(plain: str) -> frozenset[str]:
    """Which of "outside" and "own" a short clause says."""
    told = next(iter(main_clauses(_COUNTED_OFF.sub("", plain))), "")
    if not told or len(told.split()) > SHORT or told.endswith("?") or hedges(told) or negates(told):
        return frozenset()
    outside, own = (_BOTH.match(told) or side.search(told) for side in (_OUTSIDE, _OWN))
    return frozenset(name for name, found in (("outside", outside), ("own", own)) if found)
