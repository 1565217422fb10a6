"""The clock of a request in one line: its law, the day its letter went out, and the confirmed events that move its due
date. Requests with the same line have the same due dates, so a list of 45,000 asks the law once for each line.

Dates are computed from the line whenever they are looked at and never stored: only the facts they rest on are.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache

from askall.asking.state import DATED, REJECTED, Event, understood
from askall.foundation.clock import uk_date
from askall.foundation.errors import BadInput
from askall.law.calendars import Calendar, edition
from askall.law.deadlines import Deadline, due, is_late
from askall.law.events import KINDS as CLOCK_KINDS
from askall.law.events import Event as ClockEvent

LONGEST = 400
STATED = "stated_due"


def clock_of(law: str, events: Iterable[Event], with_pending: bool = False) -> str:
    """ "FOIA 2021-08-31 extended:2021-09-20"; "" if no letter was sent. Only events that count are in it, or also those
    that nobody has judged yet `with_pending`."""
    told = understood(one for one in events if one.counts or (with_pending and one.verdict != REJECTED))
    sent = [uk_date(one.at) for one in told if one.kind == "sent"]
    if not sent:
        return ""
    found = [one for one in _clock_events(told) if one.on >= sent[-1] or one.kind == STATED]
    stated = [one for one in found if one.kind == STATED][-1:]  # the body's latest word
    words = [f"{one.kind}:{one.on}" for one in [*(one for one in found if one.kind != STATED), *stated]]
    line = " ".join([law, sent[-1].isoformat(), *dict.fromkeys(words)])
    return line if len(line) <= LONGEST else line[:LONGEST].rpartition(" ")[0]


def _clock_events(events: Iterable[Event]) -> Iterator[ClockEvent]:
    """What moves the due date. A request for review that came back was never received."""
    found: list[ClockEvent] = []
    before = ""
    for one in events:
        if one.kind == "bounced" and before == "review_requested":
            found.pop()
        elif one.kind in CLOCK_KINDS:
            found += _of_clock(one, asked=any(each.kind == "clarification_asked" for each in found))
        before = one.kind
    return iter(found)


def _of_clock(one: Event, asked: bool) -> Iterator[ClockEvent]:
    if one.kind == "clarified" and not asked:
        return
    if one.kind != STATED:
        yield ClockEvent(one.kind, uk_date(one.at))
    if one.kind in DATED:  # an extension names a new date too
        try:
            yield ClockEvent(STATED, date.fromisoformat(one.note))
        except ValueError:
            return


def deadline_by(clock: str) -> Deadline | None:
    """What the line says by the bank holidays known now; None for "". Events that contradict each other are left
    aside."""
    return _deadline(clock, edition()) if clock else None


@lru_cache(maxsize=50_000)
def _deadline(clock: str, _edition: int) -> Deadline:
    return deadline_on(clock, {})


def deadline_on(clock: str, calendars: Mapping[str, Calendar]) -> Deadline:
    """As `deadline_by`, by these calendars instead of those of the same name: what it was, or would be."""
    law, sent, *words = clock.split()
    events = [ClockEvent(kind, date.fromisoformat(day)) for kind, _, day in (one.partition(":") for one in words)]
    try:
        return due(law, date.fromisoformat(sent), events, calendars=calendars)
    except BadInput:
        return due(law, date.fromisoformat(sent), calendars=calendars)


def without_stated(clock: str) -> str:
    """The line without the body's own date, which no acknowledgement can put off the list of overdue requests by."""
    return " ".join(word for word in clock.split() if not word.startswith(STATED))


def is_overdue(clock: str, today: date) -> bool:
    """Whether a body that has not answered is past the latest of all readings of the law, and does not wait for us.

    The body's own date is left out of account here: whatever an acknowledgement says, the request stays on the list.
    What is published is more careful (deadlines.lateness).
    """
    deadline = deadline_by(without_stated(clock))
    return deadline is not None and is_late(deadline, today)
