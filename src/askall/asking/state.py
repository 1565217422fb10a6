"""The state of a request, derived from its events: a table of what follows what, and nothing stored."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from askall.foundation.clock import uk_date

# Kinds of event, and the state a request is in after each. None: the state stays as it was.
STATE_AFTER: dict[str, str | None] = {
    "opened": None,  # the state before any letter; a mailbox may tell of letters from before the request was opened
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

OUR_LETTERS = ("sent", "chased")


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


def understood(events: Iterable[Event]) -> tuple[Event, ...]:
    """The events in order of time, each letter of ours as what it was: the first one asks, one after a question back
    clarifies, any other chases.

    What it was is not known when it is filed, for mailboxes come in any order and are read after they are filed.
    """
    told, name, sent_on = [], "prepared", None
    for event in sorted(events, key=lambda one: one.at):
        day, kind = uk_date(event.at), event.kind
        if kind in OUR_LETTERS and sent_on is None:
            kind, sent_on = "sent", day
        elif kind in OUR_LETTERS and name == "clarification_asked":
            kind = "clarified"
        elif kind == "sent" and day != sent_on:
            kind = "chased"
        name = _after(name, kind)
        told.append(event if kind == event.kind else replace(event, kind=kind))
    return tuple(told)


def _after(name: str, kind: str) -> str:
    """A late bounce of a chaser or an old acknowledgement does not undo an answer."""
    undoes = name == "replied" and kind in ("acknowledged", "bounced", "sent")
    return name if undoes else STATE_AFTER.get(kind) or name


def state_of(events: Iterable[Event]) -> State:
    """Fold the events, in order of time, into the state. Pure: the same events give the same state."""
    name, sent, first, last, sources = "prepared", None, None, None, set[str]()
    for event in understood(events):
        name = _after(name, event.kind)
        if event.source:
            sources.add(event.source)
        day = uk_date(event.at)
        if event.kind == "sent":
            sent = sent or day
        elif event.kind in ("replied", "review_answered"):
            first, last = first or day, day
    return State(name, sent, first, last, len(sources))
