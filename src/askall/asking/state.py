"""The state of a request, derived from its events: a table of what follows what, and nothing stored."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from askall.foundation.clock import uk_date

# Kinds of event, and the state a request is in after each. None: the state stays as it was.
STATE_AFTER: dict[str, str | None] = {
    "opened": "prepared",
    "sent": "waiting",
    "chased": None,
    "acknowledged": "waiting",
    "received": "received",
    "automatic_reply": None,
    "delayed": None,
    "bounced": "undeliverable",
    "replied": "replied",
    "clarification_asked": "clarification_asked",
    "clarified": "waiting",
    "fee_notice": "fee_asked",
    "fee_paid": "waiting",
    "extended": None,
    "stated_due": None,
    "review_requested": "review",
    "review_answered": "replied",
    "withdrawn": "withdrawn",
}


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to a request, in time order. `source` is a message's hash or ""."""

    kind: str
    at: datetime
    source: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class State:
    """Where a request stands. Dates are local to the United Kingdom; None where it has not happened."""

    name: str
    sent_on: date | None = None
    first_reply_on: date | None = None
    last_reply_on: date | None = None
    messages: int = 0


def state_of(events: Iterable[Event]) -> State:
    """Fold the events, in order of time, into the state. Pure: the same events give the same state."""
    name, sent, first, last, sources = "prepared", None, None, None, set[str]()
    for event in sorted(events, key=lambda one: one.at):
        after = STATE_AFTER.get(event.kind)
        # A late bounce of a chaser or an old acknowledgement does not undo an answer.
        if after and not (name == "replied" and event.kind in ("acknowledged", "bounced", "sent")):
            name = after
        if event.source:
            sources.add(event.source)
        day = uk_date(event.at)
        if event.kind == "sent":
            sent = sent or day
        elif event.kind in ("replied", "review_answered"):
            first, last = first or day, day
    return State(name, sent, first, last, len(sources))
