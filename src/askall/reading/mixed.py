"""Mixed: how sure it is that a letter which gives something and keeps something back has answered in part.

The confidences are what some 330 such letters showed after the reader had been mended on them (docs/reading.md). Where
an exemption is cited beside what is given, nine in ten were answered in part. Where nothing but the cost limit, or that
something is not held, speaks for the keeping, it depends on whether that stands as the answer to a question: if not,
the letter as a whole was refused, not held, or answered with a remark. What is published already is some coders' yes and
others' no.
"""

# ruff: noqa: E501 -- a family of phrases stands on one line, so that it reads as one.

import re
from collections.abc import Sequence
from dataclasses import dataclass

from askall.reading.passage import Passage
from askall.reading.provisions import cited
from askall.reading.weighing import Weighed

SURE, PROBABLY, HARDLY = 0.85, 0.65, 0.45
NAMED = 0.7  # a sign that says so, and does not only name the section
SEVERAL = 4  # statements that are more than a slip
PARTIAL = re.compile(
    r"\b(?:questions?|parts?|points?|q)\.? ?\d|\bsome of (?:the|your)|\bany (?:other|further)\b|\bpart of (?:the|your)|\b(?:remaining|remainder|majority|in part|partially|some data|some information)\b"
)
# What is kept back is named as a piece of it: "most of it", "as a gesture of goodwill", "unable to say what each cost".
_A_PIECE = re.compile(
    r"\b(?:most|all) of (?:it|this|the|your)\b|\bthe rest\b|\bgoodwill\b|\b(?:this|that) (?:part|question|element|aspect|portion|one)\b|\bsay (?:what|which|who|how)\b|\b(?:unable|able|cannot|can't|possible) (?:to )?(?:provide|give|supply|disclose) (?:the|a) (?!(?:\w+ )?(?:information|data|requested|response|reply|answers?)\b)\w+"
)
_HOLDS_SOME = re.compile(r"\bholds? (?:only )?(?:some|part|most) of the information\b")
_WITH_IT = re.compile(r"\b(?:attach(?:ed|ing)|enclos(?:ed|ing))\b")
_PUBLISHED = frozenset({("FOIA", "21"), ("FOISA", "25"), ("EIR", "6"), ("EISR", "6"), ("FOIA", "22")})


@dataclass(frozen=True, slots=True)
class Sides:
    """What speaks for each side: passages that give, refuse, say that nothing is held, or will not say."""

    given: Sequence[Passage]
    refused: Sequence[Passage]
    absent: Sequence[Passage]
    denied: Sequence[Passage]


def sure_of_parts(sides: Sides, weighed: Weighed, law: str, *, answers_cite: bool) -> float:
    """How sure "partly answered" is of a letter that has both sides; `answers_cite` if what stands below its questions
    names a provision."""
    kept = (*sides.refused, *sides.absent, *sides.denied)
    much = len(sides.given) >= SEVERAL
    in_words = any(PARTIAL.search(one.plain) or _A_PIECE.search(one.plain) for one in (*kept, *sides.given))
    in_words = in_words or any(_HOLDS_SOME.search(one.plain) for one in weighed.statements)
    by_place = all(any(id(one) in weighed.answering for one in side) for side in (kept, sides.given))
    if weighed.best("cost") >= NAMED:  # whoever refuses all of it for its cost explains that with what he has
        return SURE if much or in_words or by_place or any(map(_hands_over, sides.given)) else HARDLY
    withheld = [one for one in sides.refused if not _is_published(one, law)]
    if sides.denied or cites(withheld, law) or (withheld and answers_cite) or (sides.absent and sides.refused):
        return SURE
    if much and by_place and len(kept) > 1 and (sides.absent or withheld):
        return SURE
    return PROBABLY if in_words or (by_place and (sides.absent or len(withheld) > 1)) else HARDLY


def _hands_over(passage: Passage) -> bool:
    """Whether something goes with the letter: an explanation of the cost goes with none."""
    return _WITH_IT.search(passage.plain) is not None


def cites(shown: Sequence[Passage], law: str) -> bool:
    """Whether any of these passages names a provision."""
    return any(True for one in shown for _ in cited(one.raw, law))


def cites_published(passage: Passage, law: str) -> bool:
    """Whether it names the provision for what is published already, or is about to be."""
    return any((named, section.split("(")[0]) in _PUBLISHED for named, section in cited(passage.raw, law))


def _is_published(passage: Passage, law: str) -> bool:
    """Whether it names that provision and no other."""
    named = {(one, section.split("(")[0]) for one, section in cited(passage.raw, law)}
    return bool(named) and named <= _PUBLISHED - {("FOIA", "22")}
