"""Findings: how many bodies gave an answer, of how many asked, and what the missing could change at most.

It is a census, so there are no confidence intervals. The bounds are worst cases (Manski 1989): the lower counts every
body without an answer as not having given this one, the upper counts every such body as having given it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from statistics import median
from typing import Any

from askall.findings.dataset import Dataset
from askall.findings.scopes import Scope, scopes_of
from askall.findings.standing import PARTS, Standing, standings
from askall.findings.values import items, number_of, plain
from askall.study.records import Question


@dataclass(frozen=True, slots=True)
class Numbers:
    """A number or money question over the `n` bodies that gave a number, `base` asked.

    The sum is "at least" as long as no number is negative: whatever the others hold comes on top.
    """

    n: int
    base: int
    sum: Decimal
    min: Decimal
    median: Decimal
    max: Decimal

    @property
    def at_least(self) -> bool:
        return self.min >= 0

    def as_json(self) -> dict[str, Any]:
        figures = {name: plain(getattr(self, name)) for name in ("sum", "min", "median", "max")}
        return {"n": self.n, "base": self.base, **figures, "sum_is_at_least": self.at_least}


@dataclass(frozen=True, slots=True)
class Finding:
    """One counted figure with its base.

    `answer` is None for questions without choices: then the count is of bodies that gave any value. `parts` maps each
    of PARTS to a number and adds up to `asked`; `not_applicable` bodies are outside the base. `bodies` are the ids
    behind the count, in the order of bodies.csv, and `len(bodies) == count`.
    """

    question: str
    answer: str | None
    scope: Scope
    asked: int
    parts: Mapping[str, int]
    other: Mapping[str, int]
    not_applicable: int
    as_at: str
    bodies: tuple[str, ...]
    numbers: Numbers | None = None

    @property
    def count(self) -> int:
        return len(self.bodies)

    @property
    def answered(self) -> int:
        return self.parts["answered"]

    @property
    def missing(self) -> int:
        """How many of those asked gave no answer to this question, for whatever reason."""
        return self.asked - self.answered

    @property
    def lower(self) -> Fraction:
        """Share of those asked, if no body without an answer would have given this one."""
        return Fraction(self.count, self.asked)

    @property
    def upper(self) -> Fraction:
        """Share of those asked, if every body without an answer would have given this one."""
        return Fraction(self.count + self.missing, self.asked)

    @property
    def among_answered(self) -> Fraction | None:
        """Share of those that answered; None where none did."""
        return Fraction(self.count, self.answered) if self.answered else None

    def as_json(self) -> dict[str, Any]:
        """One entry of findings.json."""
        share = self.among_answered
        numbers = {"numbers": self.numbers.as_json()} if self.numbers else {}
        return {
            "question": self.question,
            "answer": self.answer,
            "scope": self.scope.as_json(),
            "count": self.count,
            "asked": self.asked,
            **self.parts,
            "other_reasons": dict(self.other),
            "not_applicable": self.not_applicable,
            "lower": float(self.lower),
            "upper": float(self.upper),
            "among_answered": None if share is None else float(share),
            "as_at": self.as_at,
            "bodies": list(self.bodies),
            **numbers,
        }


class Tally:
    """Counts one dataset: where each body stands on each question is worked out once."""

    def __init__(self, dataset: Dataset) -> None:
        self.dataset = dataset
        self.standings: dict[str, dict[str, Standing]] = {
            question.id: standings(dataset, question) for question in dataset.codebook.questions
        }

        self._members: dict[Scope, tuple[str, ...]] = {}

    def members(self, scope: Scope) -> tuple[str, ...]:
        """The ids of the bodies in `scope` that have a request, in the order of bodies.csv."""
        if scope not in self._members:
            asked = (row for row in self.dataset.bodies if row.body in self.dataset.latest)
            self._members[scope] = tuple(row.body for row in asked if scope.holds(row))
        return self._members[scope]

    def inside(self, question: str, scope: Scope) -> dict[str, Standing]:
        """Body id → standing of every body in `scope` that has a request, in the order of bodies.csv."""
        held = self.standings[question]
        return {body: held[body] for body in self.members(scope)}

    def finding(self, question: Question, answer: str | None, scope: Scope) -> Finding | None:
        """The figure, or None where nobody in the scope was asked."""
        inside = self.inside(question.id, scope)
        base = {body: one for body, one in inside.items() if one.part != "not_applicable"}
        if not base:
            return None
        parts = Counter(one.part for one in base.values())
        given = tuple(body for body, one in base.items() if _gave(one, answer, question))
        return Finding(
            question=question.id,
            answer=answer,
            scope=scope,
            asked=len(base),
            parts={part: parts[part] for part in PARTS},
            other=dict(sorted(Counter(one.why for one in base.values() if one.part == "other").items())),
            not_applicable=len(inside) - len(base),
            as_at=self.dataset.info.as_at.isoformat(),
            bodies=given,
            numbers=_numbers([base[body].answer for body in given], len(base)) if _is_numeric(question) else None,
        )

    def answers_of(self, question: Question) -> tuple[str | None, ...]:
        """The answers to be counted: the codebook's choices, then values met beside them; None without choices."""
        if question.kind not in ("choice", "list"):
            return (None,)
        held = self.standings[question.id].values()
        met = {item for one in held if one.part == "answered" for item in items(one.answer, question)}
        return (*question.choices, *sorted(met - set(question.choices)))

    def findings(self) -> Iterator[Finding]:
        """Every question × answer × scope, in the order of the codebook; scopes where nobody was asked are left out."""
        scopes = scopes_of(self.dataset.bodies)
        for question in self.dataset.codebook.questions:
            for answer in self.answers_of(question):
                found = (self.finding(question, answer, scope) for scope in scopes)
                yield from (one for one in found if one is not None)


def count(dataset: Dataset) -> tuple[Finding, ...]:
    """Every finding of the dataset."""
    return tuple(Tally(dataset).findings())


def _is_numeric(question: Question) -> bool:
    return question.kind in ("number", "money")


def _gave(one: Standing, answer: str | None, question: Question) -> bool:
    if one.part != "answered":
        return False
    return answer is None or answer in items(one.answer, question)


def _numbers(answers: Iterable[str], base: int) -> Numbers | None:
    values = [value for value in map(number_of, answers) if value is not None]
    if not values:
        return None
    total = sum(values, Decimal(0))
    return Numbers(len(values), base, total, min(values), Decimal(median(values)), max(values))
