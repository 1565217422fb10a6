"""Subjects: what a codebook question is about, and which questions and sentences of a letter are about the same."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from askall.reading.alignment import Item
from askall.reading.folding import content_stems, fold, stem, words
from askall.reading.passages import Passage
from askall.study.records import Question

# Words for the thing in general: sharing only these does not make two questions the same.
GENERIC = frozenset(
    stem(word)
    for word in [
        "equipment",
        "camera",
        "cameras",
        "system",
        "systems",
        "product",
        "products",
        "device",
        "devices",
        "technology",
        "made",
        "manufactured",
        "supplied",
        "council",
        "body",
        "authority",
        "owned",
        "operated",
        "installed",
        "cctv",
        "surveillance",
        "video",
        "total",
        "many",
        "much",
        "type",
        "used",
        "make",
        "brand",
        "does",
    ]
)
_KIND = {
    "number": re.compile(r"\bhow many\b|\bnumber\b|\bquantity\b|\bcount\b|\btotal\b"),
    "money": re.compile(
        r"\bhow much\b|\bcosts?\b|\bspen[dt]\b|\bspending\b|\bvalue\b|\bprice\b|\bbudget\b|\bpaid\b|£|\bexpenditure\b"
    ),
    "date": re.compile(r"\bwhen\b|\bdates?\b|\bexpir\w*|\brenew\w*|\bend\b|\bstart\b"),
    "choice": re.compile(
        r"\b(?:do|does|is|are|has|have|did|will|can)\b|\bwhether\b|\bif\b|\bwhich\b|\bwhat\b|\blist\b|\bany\b"
    ),
    "list": re.compile(r"\blist\b|\bwhich\b|\bwhat\b|\bnames?\b|\bmakes?\b|\bbrands?\b|\bmodels?\b"),
    "text": re.compile(r"\b(?:what|why|how|which|who|describe|explain|details|provide)\b"),
}


@dataclass(frozen=True, slots=True)
class Subject:
    """`names`: proper names, one of which must occur; `special`: what sets this question apart from others of the
    same subject; `stems`: all its words of meaning."""

    question: Question
    names: re.Pattern[str] | None
    topics: re.Pattern[str] | None
    special: frozenset[str]
    stems: frozenset[str]
    needs: re.Pattern[str] | None = (
        None  # "ruled out": a keyword of its own that the question's text uses beside a name
    )

    def named(self, plain: str) -> bool:
        """Whether the text speaks of the subject by name (or topic word, where the question has no name)."""
        pattern = self.names or self.topics
        return bool(pattern and pattern.search(plain))


def subject(question: Question) -> Subject:
    """What `question` is about. Capitalised keywords, and capitalised words of its text, are names."""
    text = fold(question.text)
    capital = [word for word in question.keywords if word[:1].isupper() and not _acronym(word)]
    inside = re.findall(r"(?<=[a-z,] )[A-Z][A-Za-z]+(?=\W|$)", question.text)
    names = capital if capital else [word for word in inside if not _acronym(word)]
    topics = [word for word in question.keywords if word not in names]
    own = {stem(word) for name in (*names, *topics) for word in words(fold(name))}
    stems = content_stems(text)
    needs = [word for word in topics if names and fold(word) in text and not content_stems(fold(word)) <= GENERIC]
    return Subject(question, _pattern(names), _pattern(topics), stems - own - GENERIC, stems | own, _pattern(needs))


def _acronym(word: str) -> bool:
    return word.isupper() and len(word) > 1


def _pattern(names: Sequence[str]) -> re.Pattern[str] | None:
    folded = sorted({fold(name).strip() for name in names if name.strip()}, key=len, reverse=True)
    if not folded:
        return None
    return re.compile(r"(?<![a-z0-9])(?:" + "|".join(re.escape(name) for name in folded) + r")(?:'?s)?(?![a-z0-9])")


def matching(about: Subject, items: Sequence[Item]) -> list[tuple[float, Item]]:
    """The letter's questions that ask the same, best first, with a score from 0 to 1."""
    scored = [(score, number, item) for number, item in enumerate(items) if (score := _score(about, item)) >= 0.35]
    return [(score, item) for score, _, item in sorted(scored, key=lambda one: (-one[0], one[1]))]


def _score(about: Subject, item: Item) -> float:
    asked = item.subject
    if about.names and not (about.names.search(asked) or any(about.names.search(one.plain) for one in item.answers)):
        return 0.0
    if about.needs and not (about.needs.search(asked) or any(about.needs.search(one.plain) for one in item.answers)):
        return 0.0
    stems = content_stems(asked)
    if about.special and not about.special & stems:
        return 0.0
    shared = len(about.stems & stems) / max(1, min(len(about.stems), 6))
    fits = bool(_KIND.get(about.question.kind, _KIND["text"]).search(item.question))
    if about.question.kind in ("number", "money", "date") and not fits:
        return 0.0
    score = min(1.0, shared * 0.7 + (0.3 if fits else 0.0))
    # "Which makes do you use?": the question is general, and the answer speaks of ours.
    general = about.question.kind == "choice" and bool(stems & GENERIC) and fits
    return max(score, 0.4) if general and any(about.named(one.plain) for one in item.answers) else score


def speaking_of(about: Subject, read: Sequence[Passage]) -> list[Passage]:
    """The body's own sentences that name the subject, and what sets this question apart."""
    return [
        one
        for one in read
        if one.label == "own"
        and about.named(one.plain)
        and (not about.needs or about.needs.search(one.plain))
        and (not about.special or about.special & content_stems(one.plain))
    ]
