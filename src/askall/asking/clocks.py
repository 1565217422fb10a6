"""The clock of a request in one line: its law, the day its letter went out, and the confirmed events that move its due
date. Requests with the same line have the same due dates, so a list of 45,000 asks the law once for each line.

Dates are computed from the line whenever they are looked at and never stored: only the facts they rest on are.
"""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from askall.asking.state import REJECTED, Event, understood
from askall.foundation.clock import uk_date
from askall.foundation.errors import BadInput
from askall.law.calendars import edition
from askall.law.deadlines import Deadline, due, is_late
from askall.law.events import KINDS as CLOCK_KINDS
from askall.law.events import Event as ClockEvent

LONGEST = 400


def clock_of(law: str, events: Iterable[Event], with_pending: bool = False) -> str:
    """ "FOIA 2021-08-31 extended:2021-09-20"; "" if no letter was sent. Only events that count are in it, or also those
    that nobody has judged yet `with_pending`."""
    told = [one for one in understood(events) if one.counts or (with_pending and one.verdict != REJECTED)]
    sent = next((uk_date(one.at) for one in told if one.kind == "sent"), None)
    if sent is None:
        return ""
    words = [f"{one.kind}:{one.on}" for one in _clock_events(told) if one.on >= sent or one.kind == "stated_due"]
    line = " ".join(dict.fromkeys([law, sent.isoformat(), *words]))
    return line if len(line) <= LONGEST else line[:LONGEST].rpartition(" ")[0]


def _clock_events(events: Iterable[Event]) -> Iterable[ClockEvent]:
    asked = False
    for one in events:
        if one.kind not in CLOCK_KINDS or (one.kind == "clarified" and not asked):
            continue
        asked = asked or one.kind == "clarification_asked"
        try:
            day = date.fromisoformat(one.note) if one.kind == "stated_due" else uk_date(one.at)
        except ValueError:
            continue
        yield ClockEvent(one.kind, day)


def deadline_by(clock: str) -> Deadline | None:
    """What the line says by the bank holidays known now; None for "". Events that contradict each other are left
    aside."""
    return _deadline(clock, edition()) if clock else None


@lru_cache(maxsize=50_000)
def _deadline(clock: str, _edition: int) -> Deadline:
    law, sent, *words = clock.split()
    events = [ClockEvent(kind, date.fromisoformat(day)) for kind, _, day in (one.partition(":") for one in words)]
    try:
        return due(law, date.fromisoformat(sent), events)
    except BadInput:
        return due(law, date.fromisoformat(sent))


def is_overdue(clock: str, today: date) -> bool:
    """Whether a body that has not answered is past the latest of all readings of the law, and does not wait for us."""
    deadline = deadline_by(clock)
    return deadline is not None and is_late(deadline, today)
