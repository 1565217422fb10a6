"""Agreement of a study: between its coders, and between the machine's suggestions and what people decided."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from askall.coding.agreement import measures
from askall.coding.decide import Decision
from askall.coding.records import Coding
from askall.study.records import Question

METRIC_OF_KIND = {"number": "ratio", "money": "ratio"}
"""Counts and sums have a true zero: 10 against 20 is a bigger difference than 1,010 against 1,020."""


def metrics_of(questions: Iterable[Question]) -> dict[str, str]:
    """The metric of alpha for each question; "outcome" and all others are nominal."""
    return {question.id: METRIC_OF_KIND.get(question.kind, "nominal") for question in questions}


def agreement_table(codings: Iterable[Coding], metrics: Mapping[str, str] | None = None) -> dict[str, dict[str, Any]]:
    """Per variable: {"units", "raw", "kappa", "alpha", "by_value", "metric", "reasons"}, between people.

    Only codings of role "coder" count, and of each coder the first word under the newest codebook version used on
    that request: a coding changed after talking, or after adjudication, is no longer independent.
    """
    units: dict[str, dict[str, dict[str, str]]] = defaultdict(dict)
    for (request, variable), given in _people(codings).items():
        units[variable][request] = first_words(given)
    metrics = metrics or {}
    return {
        variable: measures(list(units[variable].values()), metrics.get(variable, "nominal"))
        for variable in sorted(units)
    }


def machine_agreement_table(
    codings: Iterable[Coding], decisions: Iterable[Decision], metrics: Mapping[str, str] | None = None
) -> dict[str, dict[str, Any]]:
    """Per variable, the machine's latest suggestion against the final value, in the shape of `agreement_table`.

    `units` are the final values for which there was a suggestion, `decided` all of them: the rest were abstentions.
    """
    suggested: dict[tuple[str, str], str] = {}
    for coding in sorted((one for one in codings if one.role == "machine"), key=lambda one: one.at):
        suggested[coding.request, coding.variable] = coding.value
    units: dict[str, list[dict[str, str]]] = defaultdict(list)
    for decision in decisions:
        if decision.final:
            suggestion = suggested.get((decision.request, decision.variable), "")
            units[decision.variable].append({"machine": suggestion, "people": decision.value})
    metrics = metrics or {}
    return {
        variable: measures(units[variable], metrics.get(variable, "nominal")) | {"decided": len(units[variable])}
        for variable in sorted(units)
    }


def first_words(codings: Iterable[Coding]) -> dict[str, str]:
    """Coder → the first value each gave under the newest codebook version among these codings of one variable."""
    given = sorted(codings, key=lambda one: one.at)
    newest = max((one.codebook_version for one in given), default=0)
    words: dict[str, str] = {}
    for coding in given:
        if coding.codebook_version == newest:
            words.setdefault(coding.coder, coding.value)
    return words


def _people(codings: Iterable[Coding]) -> dict[tuple[str, str], list[Coding]]:
    by_variable: dict[tuple[str, str], list[Coding]] = defaultdict(list)
    for coding in codings:
        if coding.role == "coder" and coding.value.strip():
            by_variable[coding.request, coding.variable].append(coding)
    return by_variable
