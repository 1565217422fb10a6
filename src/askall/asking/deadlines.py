"""When a request's answer is due: computed from its logged events when it is looked at, never stored."""

from collections.abc import Iterable
from datetime import date

from askall.asking.records import Event, RequestRecord
from askall.foundation.clock import uk_date
from askall.foundation.errors import BadInput
from askall.law.deadlines import Deadline, due, is_late
from askall.law.events import KINDS as CLOCK_KINDS
from askall.law.events import Event as ClockEvent


def deadline_of(request: RequestRecord) -> Deadline | None:
    """None if no letter was sent. Events that contradict each other are left aside."""
    sent = request.state.sent_on
    if sent is None:
        return None
    try:
        return due(request.body.law, sent, list(_clock_events(request.events)))
    except BadInput:
        return due(request.body.law, sent)


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


def lateness(deadline: Deadline | None, first_reply: date | None, today: date) -> str:
    """ "yes" past the latest of all readings of the law, "no" if answered by our own date, "" where neither is sure."""
    if deadline is None:
        return ""
    if is_late(deadline, first_reply or today):
        return "yes"
    return "no" if first_reply and first_reply <= deadline.request_due else ""
