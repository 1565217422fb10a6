"""Evaluation: what the reader says beside what careful people say. How often it is right, how often it speaks, and
whether its confidence means what it says.

Terms: of all values people give, *accuracy* is the share the reader gives rightly; of all values the reader gives,
*precision* is the share that is right; *coverage* is the share of cases where it gives one. The curve lowers the line
of abstention step by step and notes both. Calibration compares stated confidence with the share that is right, in bins
(expected calibration error: Naeini, Cooper and Hauskrecht, AAAI 2015).
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from askall.reading.gold import Expected, GoldCase
from askall.reading.records import Evidence, Provision, Suggestion, Value

OUTCOME, PROVISIONS = "outcome", "provisions"
NOTHING = "(nothing)"
BINS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01)
TOLERANCE = 0.005  # two numbers that are the same as people write them


@dataclass(frozen=True, slots=True)
class Judged:
    """One suggestion beside what people say. `expected` None: the letter gives no value, so abstaining is right."""

    case: str
    variable: str
    expected: Expected
    suggestion: Suggestion
    sure: bool = True

    @property
    def spoke(self) -> bool:
        return self.suggestion.value is not None

    @property
    def right(self) -> bool:
        return same(self.suggestion.value, self.expected)

    def as_json(self) -> dict[str, Any]:
        return {
            "id": self.case,
            "variable": self.variable,
            "expected": list(self.expected) if isinstance(self.expected, tuple) else self.expected,
            "sure": self.sure,
            "suggested": self.suggestion.as_json(),
        }


@dataclass(frozen=True, slots=True)
class Bin:
    """Suggestions whose confidence lies from `low` to below `high`: their number, mean confidence and share right."""

    low: float
    high: float
    number: int
    confidence: float
    right: float

    def as_json(self) -> list[float]:
        return [self.low, min(self.high, 1.0), self.number, round(self.confidence, 4), round(self.right, 4)]


@dataclass(frozen=True, slots=True)
class Figures:
    """Of one variable, or of several. A share is None where its base is 0. `curve`: confidence, coverage, precision."""

    valued: int  # people give a value
    open: int  # people give none
    right: int
    wrong: int  # a value that is not theirs, or one where they give none
    abstained: int  # of `valued`
    left_open: int  # of `open`
    curve: tuple[tuple[float, float, float], ...]
    bins: tuple[Bin, ...]
    confusion: tuple[tuple[str, str, int], ...]  # expected, suggested, number

    @property
    def accuracy(self) -> float | None:
        return self.right / self.valued if self.valued else None

    @property
    def precision(self) -> float | None:
        return self.right / (self.right + self.wrong) if self.right + self.wrong else None

    @property
    def coverage(self) -> float | None:
        return (self.right + self.wrong) / (self.valued + self.open) if self.valued + self.open else None

    @property
    def calibration_error(self) -> float | None:
        number = sum(one.number for one in self.bins)
        return sum(one.number * abs(one.confidence - one.right) for one in self.bins) / number if number else None

    def as_json(self) -> dict[str, Any]:
        plain = {name: getattr(self, name) for name in ("valued", "open", "right", "wrong", "abstained", "left_open")}
        shares = ("accuracy", "precision", "coverage", "calibration_error")
        return {
            **plain,
            **{name: _rounded(getattr(self, name)) for name in shares},
            "curve": [[round(number, 4) for number in point] for point in self.curve],
            "bins": [one.as_json() for one in self.bins],
            "confusion": [list(one) for one in self.confusion],
        }


@dataclass(frozen=True, slots=True)
class Cited:
    """Provisions: how many the reader names and people do too, over all letters; `whole` letters with none astray."""

    named: int = 0
    expected: int = 0
    hits: int = 0  # of those named
    found: int = 0  # of those expected
    letters: int = 0
    whole: int = 0

    @property
    def precision(self) -> float | None:
        return self.hits / self.named if self.named else None

    @property
    def recall(self) -> float | None:
        return self.found / self.expected if self.expected else None

    def as_json(self) -> dict[str, Any]:
        counts = {name: getattr(self, name) for name in ("named", "expected", "hits", "found", "letters", "whole")}
        return {**counts, "precision": _rounded(self.precision), "recall": _rounded(self.recall)}


@dataclass(frozen=True, slots=True)
class Astray:
    """A provision that only the reader names (with its words), or that only people do (`evidence` empty)."""

    case: str
    provision: str
    evidence: tuple[Evidence, ...] = ()

    def as_json(self) -> dict[str, Any]:
        quotes = [one.quote for one in self.evidence]
        return {"id": self.case, "provision": self.provision, "missed": not quotes, "quotes": quotes}


def same(given: Value, expected: Expected) -> bool:
    """Whether a suggested value is what people say. Letters' case and the order of a list do not matter."""
    if given is None or expected is None:
        return given is expected
    if isinstance(given, tuple) or isinstance(expected, tuple):
        return _as_set(given) == _as_set(expected)
    mine, theirs = _as_number(given), _as_number(expected)
    if mine is not None and theirs is not None:
        return abs(mine - theirs) < TOLERANCE
    return str(given).strip().casefold() == str(expected).strip().casefold()


def _as_set(value: Value | Expected) -> frozenset[str]:
    return frozenset(str(one).strip().casefold() for one in (value if isinstance(value, tuple) else (value,)))


def _as_number(value: object) -> float | None:
    try:
        return float(str(value).replace(",", ""))
    except ValueError:
        return None


def judged(case: GoldCase, outcome: Suggestion, answers: Iterable[tuple[str, Suggestion]]) -> Iterator[Judged]:
    """Each variable that people judged, beside the reader's word on it. A letter that is something else ("other") has
    no outcome: there the reader is right to abstain."""
    if case.outcome is not None:
        expected = None if case.outcome in ("other", "automatic") else case.outcome
        yield Judged(case.id, OUTCOME, expected, outcome, OUTCOME not in case.unsure)
    told = dict(answers)
    for question, value in case.answers:
        given = told.get(question, Suggestion(None, abstained="the codebook has no such question"))
        yield Judged(case.id, question, value, given, question not in case.unsure)


def figures(all_judged: Iterable[Judged]) -> Figures:
    """The figures over these suggestions."""
    listed = list(all_judged)
    valued = [one for one in listed if one.expected is not None]
    spoke = [one for one in listed if one.spoke]
    return Figures(
        valued=len(valued),
        open=len(listed) - len(valued),
        right=sum(one.right for one in valued),
        wrong=sum(not one.right for one in spoke),
        abstained=sum(not one.spoke for one in valued),
        left_open=sum(not one.spoke for one in listed if one.expected is None),
        curve=tuple(_curve(spoke, len(listed))),
        bins=tuple(_bins(spoke)),
        confusion=tuple((*pair, number) for pair, number in sorted(Counter(map(_pair, listed)).items())),
    )


def _pair(one: Judged) -> tuple[str, str]:
    return _word(one.expected), _word(one.suggestion.value)


def _word(value: Value | Expected) -> str:
    return NOTHING if value is None else ", ".join(value) if isinstance(value, tuple) else str(value)


def _curve(spoke: Sequence[Judged], cases: int) -> Iterator[tuple[float, float, float]]:
    """From the surest on: with the line of abstention at this confidence, how much is said and how much of it is right.
    Suggestions of the same confidence come in together."""
    ordered = sorted(spoke, key=lambda one: -one.suggestion.confidence)
    right = 0
    for number, one in enumerate(ordered, 1):
        right += one.right
        sure = one.suggestion.confidence
        if number == len(ordered) or ordered[number].suggestion.confidence < sure:
            yield sure, number / cases, right / number


def _bins(spoke: Sequence[Judged]) -> Iterator[Bin]:
    for low, high in pairwise(BINS):
        inside = [one for one in spoke if low <= one.suggestion.confidence < high]
        if inside:
            mean = sum(one.suggestion.confidence for one in inside) / len(inside)
            yield Bin(low, high, len(inside), mean, sum(one.right for one in inside) / len(inside))


def cited(pairs: Iterable[tuple[Sequence[str], Sequence[Provision]]]) -> Cited:
    """Over (expected, suggested) of each letter. "FOIA 31" and "FOIA 31(1)(a)" meet: one is the other said more
    exactly; "FOIA 40(2)" and "FOIA 40(5)" do not."""
    total = Cited()
    for expected, suggested in pairs:
        theirs = {_canonical(one) for one in expected}
        mine = {_canonical(f"{one.law} {one.section}") for one in suggested}
        hits = sum(any(_meet(one, other) for other in theirs) for one in mine)
        found = sum(any(_meet(one, other) for other in mine) for one in theirs)
        total = Cited(
            total.named + len(mine),
            total.expected + len(theirs),
            total.hits + hits,
            total.found + found,
            total.letters + 1,
            total.whole + (hits == len(mine) and found == len(theirs)),
        )
    return total


def astray(case: str, expected: Iterable[str], suggested: Sequence[Provision]) -> Iterator[Astray]:
    """Provisions of one letter on which the reader and people part: those it names wrongly, then those it misses."""
    theirs = {one: _canonical(one) for one in expected}
    mine = [(one, _canonical(f"{one.law} {one.section}")) for one in suggested]
    for one, key in mine:
        if not any(_meet(key, other) for other in theirs.values()):
            yield Astray(case, f"{one.law} {one.section}", one.evidence)
    for said, key in theirs.items():
        if not any(_meet(key, other) for _, other in mine):
            yield Astray(case, said)


def _canonical(provision: str) -> tuple[str, ...]:
    """ "FOIA 31(1)(a)" → ("FOIA", "31", "1", "a")."""
    return tuple(re.findall(r"[A-Za-z]+|\d+[A-Za-z]?", provision))


def _meet(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    shared = min(len(one), len(other))
    return shared >= 2 and one[:shared] == other[:shared]


def _rounded(share: float | None) -> float | None:
    return None if share is None else round(share, 4)
