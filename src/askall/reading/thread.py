"""Thread: the readings of one request's messages in order → one outcome, with its history.

The last word wins: data sent after a "not held" stand, a review stands over the decision it reviewed. What decides
nothing (an acknowledgement, a clarification, an automatic reply) never overrides an answer, and pieces from several
messages add up.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from askall.reading.leaning import leaning
from askall.reading.records import Reading, StatedEvent, Suggestion, Value

DECISIONS = frozenset(
    {
        "answered",
        "partly_answered",
        "refused",
        "not_held",
        "neither_confirm_nor_deny",
        "review_upheld",
        "review_overturned",
        "withdrawn",
        "transferred",
    }
)
REVIEWS = frozenset({"review_upheld", "review_overturned"})
GIVEN = frozenset({"answered", "partly_answered"})
# When both messages decide, this is what the later one makes of the earlier one: a rest sent later completes an answer.
_ADDED = {
    ("partly_answered", "answered"): "answered",
    ("answered", "not_held"): "partly_answered",
    ("answered", "refused"): "partly_answered",
    ("partly_answered", "not_held"): "partly_answered",
    ("partly_answered", "refused"): "partly_answered",
}


@dataclass(frozen=True, slots=True)
class Told:
    """A suggestion and the number of the message it stands in; its evidence points into that message's texts."""

    message: int
    suggestion: Suggestion


@dataclass(frozen=True, slots=True)
class ThreadReading:
    """What all messages of one request suggest together. `history` holds every message's own outcome, in order."""

    outcome: Told
    history: tuple[Told, ...]
    answers: tuple[tuple[str, Told], ...]
    events: tuple[tuple[int, StatedEvent], ...]


def combine(readings: Sequence[Reading]) -> ThreadReading:
    """`readings` of incoming messages, oldest first. No messages at all is an abstention, never "no reply": whether the
    time is up is not for reading to say."""
    history = tuple(Told(number, reading.outcome) for number, reading in enumerate(readings))
    return ThreadReading(
        outcome=_outcome(history),
        history=history,
        answers=_answers(readings),
        events=tuple((number, event) for number, reading in enumerate(readings) for event in reading.events),
    )


def leans_to(told: Told) -> Told | None:
    """The same with the outcome that was not said for want of sureness; None for any other."""
    kept = leaning(told.suggestion)
    return None if kept is None else replace(told, suggestion=kept)


def _outcome(history: Sequence[Told]) -> Told:
    standing: Told | None = None
    for told in history:
        if _word(told.suggestion) is not None:
            standing = told if standing is None else _later(standing, told)
    return standing or (history[-1] if history else Told(-1, Suggestion(None, abstained="no message has come")))


def _word(outcome: Suggestion) -> Value:
    """What decides between two messages: also what is not sure enough to be said is a word, and unclear if the last."""
    kept = leaning(outcome)
    return outcome.value if kept is None else kept.value


def _later(standing: Told, told: Told) -> Told:
    before, after = str(_word(standing.suggestion)), str(_word(told.suggestion))
    if after not in DECISIONS:
        return standing if before in DECISIONS else told
    if before in REVIEWS and after not in REVIEWS | GIVEN:
        return standing
    added = _ADDED.get((before, after))
    if added is None or None in (standing.suggestion.value, told.suggestion.value):
        return told
    sure = min(standing.suggestion.confidence, told.suggestion.confidence)
    return Told(told.message, Suggestion(added, sure, told.suggestion.evidence))


def _answers(readings: Sequence[Reading]) -> tuple[tuple[str, Told], ...]:
    """For each question the last value given, a guess only where nothing was said before; without one, the last
    abstention that says more than "not addressed"."""
    best: dict[str, Told] = {}
    for number, reading in enumerate(readings):
        for question, suggestion in reading.answers:
            held = best.get(question)
            said = suggestion.value is not None and not (suggestion.is_guess and _is_sure(held))
            if held is None or said or (held.suggestion.value is None and _telling(suggestion)):
                best[question] = Told(number, suggestion)
    return tuple(best.items())


def _is_sure(held: Told | None) -> bool:
    return held is not None and held.suggestion.value is not None and not held.suggestion.is_guess


def _telling(suggestion: Suggestion) -> bool:
    return suggestion.abstained not in ("not addressed", "nothing is answered yet", "nothing is answered here")
