"""Explain: what spoke for an outcome, in words a coder reads, and the outcomes that were weighed and put second."""

from collections.abc import Iterator
from dataclasses import replace

from askall.reading.records import Suggestion
from askall.reading.weighing import Weighed

LEAST = 0.5  # weaker signs explain nothing
SECOND = 0.5  # what is put second is at most half as sure as its strongest sign
MOST = 4

# Meaning of a sign → how it is said, and the outcome it speaks for.
SIGNS: dict[str, tuple[str, str]] = {
    "disclosed": ("something is given", "answered"),
    "pointed": ("it points to where something is", "answered"),
    "withheld": ("something is withheld", "refused"),
    "cost": ("the cost limit is named", "refused"),
    "elsewhere": ("something is published already", "refused"),
    "not_held": ("something is not held", "not_held"),
    "ncnd": ("something is neither confirmed nor denied", "neither_confirm_nor_deny"),
    "clarification": ("the applicant is asked something", "clarification_asked"),
    "transferred": ("the request is passed on", "transferred"),
    "extension": ("more time is taken", "acknowledged"),
    "acknowledged": ("an answer is promised", "acknowledged"),
    "withdrawn": ("the request is closed", "withdrawn"),
    "review_upheld": ("a review upholds the decision", "review_upheld"),
    "review_overturned": ("a review overturns the decision", "review_overturned"),
}
_NOT_GIVEN = ("withheld", "cost", "not_held", "ncnd")


def explained(outcome: Suggestion, weighed: Weighed) -> Suggestion:
    """The outcome with `why`, the signs met in order of their strength, and `others`, other outcomes that signs speak
    for, the likelier first. An abstention keeps them too."""
    strengths = sorted(((weighed.best(name), name) for name in SIGNS), key=lambda one: -one[0])
    met = [(strength, name) for strength, name in strengths if strength >= LEAST]
    others = sorted(_others(weighed, str(outcome.value)), key=lambda one: -one.confidence)
    return replace(outcome, why=tuple(SIGNS[name][0] for _, name in met), others=tuple(others[:MOST]))


def _others(weighed: Weighed, chosen: str) -> Iterator[Suggestion]:
    """One suggestion for each outcome that a sign speaks for, without the one chosen."""
    given, kept = weighed.best("disclosed", "pointed"), weighed.best(*_NOT_GIVEN)
    best: dict[str, Suggestion] = {}
    for name, (_, value) in SIGNS.items():
        strength = weighed.best(name)
        held = best.get(value)
        if strength and (held is None or held.confidence < SECOND * strength):
            evidence = tuple(one.evidence for one in weighed.passages(name)[:2])
            best[value] = Suggestion(value, round(SECOND * strength, 2), evidence)
    if given and kept:
        parts = weighed.passages("disclosed", "pointed")[:1] + weighed.passages(*_NOT_GIVEN)[:1]
        both = round(SECOND * min(given, kept), 2)
        best["partly_answered"] = Suggestion("partly_answered", both, tuple(one.evidence for one in parts))
    yield from (one for value, one in best.items() if value != chosen)
