"""Events: what a letter says of the request's clock, each with the words it stands in."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from askall.reading.notices import fee_in, questions_to_us
from askall.reading.passage import Passage
from askall.reading.promises import new_date, promised, put_off_to, takes_longer
from askall.reading.records import Evidence, StatedEvent, Suggestion

DECIDED = frozenset(
    {
        "answered",
        "partly_answered",
        "refused",
        "not_held",
        "neither_confirm_nor_deny",
        "transferred",
        "review_upheld",
        "review_overturned",
    }
)
# Echoed questions, names and what may come of any request say nothing of this one's clock.
_SILENT = frozenset({"question", "greeting", "signature", "general"})
# Outcomes given less surely than this are right about as often as wrong (docs/reading.md): a person may look at them,
# but they tell nothing of the request.
LEAST = 0.65
NEAR = 3  # sentences after "we need more time" in which its new date is looked for


def events(
    read: Sequence[Passage], outcome: Suggestion, letter: date | None = None, ours: str = ""
) -> tuple[StatedEvent, ...]:
    """The date the body says it will answer by, an extension, a fees notice, the questions it puts to us: one of each
    kind at most. `letter` is the day the mail was sent, `ours` the words of our own letter."""
    spoken = [one for one in read if one.label not in _SILENT and not one.inside]
    decided = has_decided(outcome)
    found = [*_extended(spoken, letter, decided), *_stated(spoken, letter, decided)]
    if not decided and (fee := fee_in(spoken, letter)):
        amount, day, shown = fee
        found.append(StatedEvent("fee_notice", _iso(day), _evidence(shown), 0.9, amount))
    if outcome.value == "clarification_asked" and (asked := questions_to_us(read, ours)):
        found.append(StatedEvent("clarification_asked", "", _evidence(asked), 0.9))
    return tuple(_settled(found))


def has_decided(outcome: Suggestion) -> bool:
    """Whether a letter decides of the request. One with both sides, something given and something kept back, does,
    whichever of them counts."""
    return outcome.value in DECIDED and (outcome.confidence >= LEAST or outcome.value == "partly_answered")


def _stated(spoken: Sequence[Passage], letter: date | None, decided: bool) -> Iterator[StatedEvent]:
    for one in spoken:
        if not takes_longer(one.plain, decided) and (told := promised(one.plain, letter, decided)):
            yield StatedEvent("stated_due", told[0].isoformat(), (one.evidence,), told[1])


def _extended(spoken: Sequence[Passage], letter: date | None, decided: bool) -> Iterator[StatedEvent]:
    """The new date stands in the same sentence or in one of the next."""
    for at, one in enumerate(spoken):
        if not takes_longer(one.plain, decided):
            continue
        day, shown = put_off_to(one.plain, letter), [one]
        following = [each for each in spoken[at + 1 : at + 1 + NEAR] if each.part == one.part]
        for each in following if day is None else ():
            told = promised(each.plain, letter, decided)
            day = told[0] if told else new_date(each.plain, letter)
            if day:
                shown.append(each)
                break
        sure = 0.7 if decided else 0.92 if day else 0.85
        yield StatedEvent("extended", _iso(day), _evidence(shown), sure)


def _settled(found: Sequence[StatedEvent]) -> Iterator[StatedEvent]:
    """Of several of a kind the surest, and of those the latest date; the date of an extension is not told twice."""
    by_kind: dict[str, StatedEvent] = {}
    for one in found:
        held = by_kind.get(one.kind)
        if held is None or (one.confidence, one.date) > (held.confidence, held.date):
            by_kind[one.kind] = one
        elif (one.confidence, one.date) == (held.confidence, held.date):
            by_kind[one.kind] = replace(held, evidence=held.evidence + one.evidence)
    extended, stated = by_kind.get("extended"), by_kind.get("stated_due")
    if extended and stated and (not extended.date or extended.date == stated.date):
        by_kind["extended"] = replace(extended, date=stated.date, evidence=extended.evidence + stated.evidence)
        del by_kind["stated_due"]
    return iter(by_kind.values())


def _evidence(shown: Sequence[Passage]) -> tuple[Evidence, ...]:
    return tuple(dict.fromkeys(one.evidence for one in shown))


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
