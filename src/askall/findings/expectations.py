"""What a claim expects, read from its `expect` table; every fault is found before anything is checked."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from askall.findings.dataset import Dataset
from askall.findings.phrases import Phrase, parse_phrase
from askall.findings.scopes import FIELDS, Scope
from askall.foundation.errors import Fault
from askall.study.records import ClaimText, Question

SHARES = ("share", "share_of_answered")
EVERYWHERE = {"in_every_region": "region", "in_every_nation": "nation"}
NUMERIC = ("sum", "median", "min", "max")
FIGURES = ("count", *SHARES, *EVERYWHERE, *NUMERIC)
COMPARISONS = ("at_least", "at_most", "equals", "above", "below")
KEYS = ("question", "answer", "scope", "figure", "phrase", "base", *COMPARISONS)


@dataclass(frozen=True, slots=True)
class Expectation:
    """A claim bound to a figure.

    `phrase` is None where the sentence itself is searched for words about a share; `detect` is False where the
    study switched that off with an empty phrase.
    """

    text: str
    question: str
    answer: str | None
    scope: Scope
    figure: str
    comparisons: tuple[tuple[str, Fraction], ...]
    phrase: Phrase | None
    detect: bool
    base: int | None

    @property
    def of_answered(self) -> bool:
        """Whether its base are those that answered, not those asked."""
        return self.figure == "share_of_answered"


def expectation(dataset: Dataset, claim: ClaimText, number: int) -> tuple[Expectation | None, list[Fault]]:
    """The expectation of claim `number` (counted from 1), or its faults."""
    expect = dict(claim.expect)
    faults = [Fault("claims.json", f"claim {number}: {why}") for why in _faults(dataset, expect)]
    if faults:
        return None, faults
    phrase = expect.get("phrase")
    return (
        Expectation(
            text=claim.text,
            question=expect["question"],
            answer=expect.get("answer"),
            scope=Scope(**expect.get("scope", {})),
            figure=expect.get("figure", "count"),
            comparisons=tuple((name, Fraction(str(expect[name]))) for name in COMPARISONS if name in expect),
            phrase=parse_phrase(phrase) if phrase else None,
            detect=phrase is None,
            base=expect.get("base"),
        ),
        [],
    )


def _faults(dataset: Dataset, expect: dict[str, Any]) -> Iterator[str]:
    for key in expect:
        if key not in KEYS:
            yield f"“{key}” is not a word of a claim; use {', '.join(KEYS)}."
    question = dataset.question.get(str(expect.get("question")))
    if question is None:
        yield f"“{expect.get('question', '')}” is not a question of the codebook."
        return
    yield from _faults_of_figure(expect, question)
    yield from _faults_of_answer(expect, question)
    yield from _faults_of_scope(dataset, expect.get("scope", {}))
    yield from _faults_of_numbers(expect)
    phrase = expect.get("phrase")
    if phrase and (not isinstance(phrase, str) or parse_phrase(phrase) is None):
        yield f"“{phrase}” is not a phrase that can be checked; docs/claims.md lists those that can."


def _faults_of_figure(expect: dict[str, Any], question: Question) -> Iterator[str]:
    figure = expect.get("figure", "count")
    if figure not in FIGURES:
        yield f"“{figure}” is not a figure; use one of {', '.join(FIGURES)}."
    elif figure in NUMERIC and question.kind not in ("number", "money"):
        yield f"“{question.id}” is not a question about a number, so it has no {figure}."


def _faults_of_answer(expect: dict[str, Any], question: Question) -> Iterator[str]:
    answer = expect.get("answer")
    if question.kind not in ("choice", "list"):
        if answer is not None:
            yield f"“{question.id}” has no fixed answers; leave “answer” out."
    elif not isinstance(answer, str):
        yield f"say which “answer” to “{question.id}” is meant."
    elif question.choices and answer not in question.choices:
        yield f"“{answer}” is not among the choices of “{question.id}”: {', '.join(question.choices)}."


def _faults_of_scope(dataset: Dataset, scope: Any) -> Iterator[str]:
    if not isinstance(scope, dict):
        yield '“scope” must be a table such as { nation = "Scotland" }.'
        return
    for field, value in scope.items():
        if field not in FIELDS:
            yield f"“{field}” is not part of a scope; use {', '.join(FIELDS)}."
        elif value not in {getattr(body, field) for body in dataset.bodies}:
            yield f"no body of the frame has the {field} “{value}”."


def _faults_of_numbers(expect: dict[str, Any]) -> Iterator[str]:
    share = expect.get("figure") in SHARES
    for name in COMPARISONS:
        value = expect.get(name, 0)
        if isinstance(value, bool) or not isinstance(value, int | float) or value != value or abs(value) > 1e18:
            yield f"“{name}” must be a number."
        elif share and not 0 <= value <= 1:
            yield f"“{name}” is compared with a share, so it lies between 0 and 1; {value} does not."
    base = expect.get("base", 0)
    if isinstance(base, bool) or not isinstance(base, int):
        yield "“base” must be a whole number."


def expectations(dataset: Dataset, claims: Sequence[ClaimText]) -> tuple[list[Expectation], list[Fault]]:
    """Every claim's expectation, and every fault of all of them."""
    found: list[Expectation] = []
    faults: list[Fault] = []
    for number, claim in enumerate(claims, start=1):
        one, wrong = expectation(dataset, claim, number)
        found.extend([one] if one else [])
        faults.extend(wrong)
    return found, faults
