"""The state of a request, derived from its events: a table of what follows what, and nothing that cannot be derived
again.

Two foldings of the same log are kept apart. The *state* follows everything that was not rejected, so that people see
at once what a new mail seems to say. What is *firm* follows only mail itself and what a person, or a rule the user
switched on, has confirmed: deadlines and the list of overdue requests rest on that alone.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
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
    "refused": "refused",
    "transferred": "transferred",
    "clarification_asked": "clarification_asked",
    "clarified": "waiting",
    "fee_notice": "fee_asked",
    "fee_paid": "waiting",
    "extended": None,
    "stated_due": None,
    "review_requested": "review",
    "review_answered": "replied",
    "review_upheld": "review_upheld",
    "complained": "complaint",
    "withdrawn": "withdrawn",
}

OUR_LETTERS = ("sent", "chased")
ANSWERS = frozenset({"replied", "refused", "transferred", "review_answered", "review_upheld"})
ANSWERED = frozenset({"replied", "refused", "transferred", "review_upheld", "complaint"})
"""States in which an answer of the body is there, so that a late bounce or an old acknowledgement undoes nothing."""
OUTSTANDING = frozenset({"waiting", "received", "clarification_asked", "fee_asked", "review"})
"""Firm states in which the body has still to answer, or waits for us to."""
FROM_THEM = frozenset({"received", "acknowledged", "clarification_asked", "fee_notice", "extended", *ANSWERS})
WRITTEN = frozenset({*OUR_LETTERS, "clarified", "review_requested", "complained", "fee_paid", "withdrawn"})
ACCEPTED, REJECTED = "accepted", "rejected"


@dataclass(frozen=True, slots=True)
class Quoted:
    """The words an event rests on: `text[start:end]` of part `part` of the stored file `sha256`."""

    sha256: str
    part: int
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to a request, in time order. `source` is a message's hash or "".

    `suggested`: read out of a mail by the machine, with its evidence; it counts once its `verdict` is "accepted".
    """

    kind: str
    at: datetime
    source: str = ""
    note: str = ""
    suggested: bool = field(default=False, compare=False)
    verdict: str = field(default="", compare=False)
    confidence: float = field(default=1.0, compare=False)
    evidence: tuple[Quoted, ...] = field(default=(), compare=False)
    key: int = field(default=0, compare=False)
    by: str = field(default="", compare=False)

    @property
    def counts(self) -> bool:
        """Whether deadlines and the list of overdue requests may rest on it."""
        return not self.suggested or self.verdict == ACCEPTED

    @property
    def pending(self) -> bool:
        """Whether nobody has said yet if it is so."""
        return self.suggested and not self.verdict


@dataclass(frozen=True, slots=True)
class State:
    """Where a request stands. Dates are local to the United Kingdom; None where it has not happened.

    `firm` is the state without what nobody has confirmed yet; `pending` the number of suggestions that wait.
    `last_heard_on` is the day of the last mail that no machine wrote, `last_written_on` that of our last letter.
    `heard`: whether any mail came in for it at all, also what a machine wrote.
    """

    name: str
    sent_on: date | None = None
    first_reply_on: date | None = None
    last_reply_on: date | None = None
    messages: int = 0
    firm: str = "prepared"
    pending: int = 0
    chases: int = 0
    acknowledged_on: date | None = None
    last_heard_on: date | None = None
    last_written_on: date | None = None
    heard: bool = False

    @property
    def outstanding(self) -> bool:
        """Whether the body still owes an answer, as far as people have confirmed."""
        return self.firm in OUTSTANDING


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
        if event.verdict != REJECTED:
            name = _after(name, kind)
        told.append(event if kind == event.kind else replace(event, kind=kind))
    return tuple(told)


def _after(name: str, kind: str) -> str:
    """A late bounce of a chaser or an old acknowledgement does not undo an answer."""
    undoes = name in ANSWERED and kind in ("acknowledged", "bounced", "sent")
    return name if undoes else STATE_AFTER.get(kind) or name


def _firmly_after(name: str, kind: str) -> str:
    """As `_after`; that some mail came in is no more than that, until it is known what it says."""
    return name if kind == "received" and name not in ("prepared", "waiting") else _after(name, kind)


def state_of(events: Iterable[Event]) -> State:
    """Fold the events, in order of time, into the state. Pure: the same events give the same state."""
    told = [event for event in understood(events) if event.verdict != REJECTED]
    name, firm = "prepared", "prepared"
    for event in told:
        name = _after(name, event.kind)
        firm = _firmly_after(firm, event.kind) if event.counts else firm
    answers = [uk_date(event.at) for event in told if event.kind in ANSWERS]
    heard = [uk_date(event.at) for event in told if event.kind in FROM_THEM]
    written = [uk_date(event.at) for event in told if event.kind in WRITTEN]
    return State(
        name,
        sent_on=next((uk_date(event.at) for event in told if event.kind == "sent"), None),
        first_reply_on=answers[0] if answers else None,
        last_reply_on=answers[-1] if answers else None,
        messages=len({event.source for event in told if event.source}),
        firm=firm,
        pending=sum(event.pending for event in told),
        chases=sum(event.kind == "chased" for event in told),
        acknowledged_on=next((uk_date(event.at) for event in told if event.kind == "acknowledged"), None),
        last_heard_on=heard[-1] if heard else None,
        last_written_on=written[-1] if written else None,
        heard=any(event.kind != "opened" and event.kind not in WRITTEN for event in told),
    )
