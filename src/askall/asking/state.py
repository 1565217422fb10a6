"""The state of a request, derived from its events: a table of what follows what, and nothing that cannot be derived
again.

Two foldings of the same log are kept apart. The *state* follows everything that was not rejected, so that people see
at once what a new mail seems to say. What is *firm* follows only mail itself and what a person, or a rule the user
switched on, has confirmed: deadlines and the list of overdue requests rest on that alone.
"""

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from askall.foundation.clock import uk_date

# What a letter or a decision makes of a request. It stays so until the next of them.
BASE_AFTER = {
    "sent": "waiting",
    "replied": "replied",
    "refused": "refused",
    "transferred": "transferred",
    "review_requested": "review",
    "review_answered": "replied",
    "review_upheld": "review_upheld",
    "complained": "complaint",
    "withdrawn": "withdrawn",
}
# What stands in the way meanwhile, and what takes it away again: then the request is where it was before.
HOLD_AFTER = {"clarification_asked": "clarification_asked", "fee_notice": "fee_asked", "bounced": "undeliverable"}
ENDS_HOLD = {"clarified": "clarification_asked", "fee_paid": "fee_asked"}
KINDS = (
    *BASE_AFTER,
    *HOLD_AFTER,
    *ENDS_HOLD,
    "opened",
    "chased",
    "acknowledged",
    "received",
    "automatic_reply",
    "delayed",
    "extended",
    "stated_due",
)
"""Every kind of event. The last few change no state, but that an acknowledgement tells what a mail was."""

OUR_LETTERS = frozenset({"sent", "chased", "clarified"})
ANSWERS = frozenset({"replied", "refused", "transferred", "review_answered", "review_upheld"})
ANSWERED = frozenset({"replied", "refused", "transferred", "review_upheld", "complaint"})
"""States in which an answer of the body is there, so that a late bounce or an old acknowledgement undoes nothing."""
OUTSTANDING = frozenset({"waiting", "received", "clarification_asked", "fee_asked", "review"})
"""Firm states in which the body has still to answer, or waits for us to, unless it answered before it asked."""
FROM_THEM = frozenset({"received", "acknowledged", "clarification_asked", "fee_notice", "extended", *ANSWERS})
WRITTEN = frozenset({*OUR_LETTERS, "review_requested", "complained", "fee_paid", "withdrawn"})
SUGGESTED = ("acknowledged", "stated_due", "extended", "fee_notice", "clarification_asked", *sorted(ANSWERS))
"""Kinds that the machine reads out of mail."""
# What an outcome, read or coded, is in the log of the request; the event's note keeps the outcome itself. That a letter
# came back is known from the mail as such, before anything is read.
EVENT_OF_OUTCOME = {
    "answered": "replied",
    "partly_answered": "replied",
    "not_held": "replied",
    "refused": "refused",
    "neither_confirm_nor_deny": "refused",
    "transferred": "transferred",
    "clarification_asked": "clarification_asked",
    "acknowledged": "acknowledged",
    "review_upheld": "review_upheld",
    "review_overturned": "review_answered",
}
DATED = ("stated_due", "extended")
"""Kinds whose note is the date the body named, in ISO 8601."""
PARTLY = "partly_answered"
"""What is noted of an answer that gave a part only."""
ACCEPTED, REJECTED = "accepted", "rejected"
_TELLING = FROM_THEM - {"received", "extended"}


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

    `note` of a stated_due or an extension is the date named, in ISO 8601; of an answer its outcome; of a transfer the
    body it went to; of a fees notice the amount. `suggested`: read out of a mail by the machine, with its evidence; it
    counts once its `verdict` is "accepted".
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

    `firm` is the state without what nobody has confirmed yet, and `outstanding` whether the body still owes an answer
    by it; `pending` the number of suggestions that wait. `sent_on` is the day of the letter that reached the body: of
    the first one, or of the one sent again after it had come back. `last_heard_on` is the day of the last mail that no
    machine wrote, `last_written_on` that of our last letter.
    `heard`: whether any mail came in for it at all, also what a machine wrote. `partly`: whether any answer gave a part
    only, as far as nobody has said otherwise.
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
    outstanding: bool = False
    partly: bool = False


@dataclass(slots=True)
class _Standing:
    """A request while its events are gone through. `heard`: whether anything came since the letter that counts."""

    base: str = "prepared"
    hold: str = ""
    unread: bool = False
    heard: bool = False

    def take(self, kind: str) -> None:
        if kind == "sent" and self.base not in ("prepared", "waiting"):
            return
        if kind in FROM_THEM:
            self._hear(kind)
        if kind in BASE_AFTER:
            self.base, self.hold, self.unread = BASE_AFTER[kind], "", False
            self.heard = self.heard and kind in ANSWERS
        elif kind == "bounced":
            self._come_back()
        elif kind in HOLD_AFTER:
            self.hold = HOLD_AFTER[kind]
        elif ENDS_HOLD.get(kind) == self.hold or (kind == "chased" and self.hold == "undeliverable"):
            self.hold = ""

    def _hear(self, kind: str) -> None:
        """Whoever writes to us has our letter."""
        self.heard, self.unread = True, kind == "received" or (self.unread and kind == "extended")
        self.base = "waiting" if self.base == "prepared" else self.base
        self.hold = "" if self.hold == "undeliverable" else self.hold

    def _come_back(self) -> None:
        """A late bounce, as of a reminder, says nothing of a letter that has arrived."""
        if self.base in ("prepared", "waiting", "review") and not self.heard:
            self.hold = "undeliverable"

    @property
    def name(self) -> str:
        return "received" if self.unread else self.hold or self.base

    @property
    def firm(self) -> str:
        """That some mail came in is no more than that, until it is known what it says."""
        unknown = self.unread and self.base == "waiting" and not self.hold
        return "received" if unknown else self.hold or self.base

    @property
    def outstanding(self) -> bool:
        return self.base in ("waiting", "review") and self.hold != "undeliverable"


def understood(events: Iterable[Event]) -> tuple[Event, ...]:
    """The events in order of time, each letter of ours as what it was: the first one asks, one after a question back
    clarifies, one after the first came back asks again, any other chases.

    What it was is not known when it is filed, for mailboxes come in any order and are read after they are filed.
    """
    return _gone_through(events)[0]


def _gone_through(events: Iterable[Event]) -> tuple[tuple[Event, ...], _Standing]:
    told: list[Event] = []
    standing, sent_on = _Standing(), None
    listed = sorted(events, key=lambda one: one.at)
    known = {one.source for one in listed if one.kind in _TELLING and one.verdict != REJECTED}
    for event in listed:
        kind = event.kind
        if kind in OUR_LETTERS:
            day = uk_date(event.at)
            kind = _as_letter(kind, day, standing, sent_on)
            sent_on = day if kind == "sent" else sent_on
        if event.verdict != REJECTED:
            told_of = kind == "received" and event.source and event.source in known
            standing.take("acknowledged" if told_of else kind)
        told.append(event if kind == event.kind else replace(event, kind=kind))
    return tuple(told), standing


def _as_letter(kind: str, day: date, standing: _Standing, sent_on: date | None) -> str:
    if sent_on is None:
        return kind if kind == "clarified" else "sent"
    if standing.hold == "undeliverable" and standing.base == "waiting":
        return "sent"
    if standing.hold == "clarification_asked":
        return "clarified"
    return "sent" if kind == "sent" and day == sent_on else "chased"


def state_of(events: Iterable[Event]) -> State:
    """Fold the events, in order of time, into the state. Pure: the same events give the same state."""
    listed = [event for event in events if event.verdict != REJECTED]
    told, now = _gone_through(listed)
    counting = [event for event in listed if event.counts]
    firm = now if len(counting) == len(listed) else _gone_through(counting)[1]
    answers, heard, written = _days(told, ANSWERS), _days(told, FROM_THEM), _days(told, WRITTEN)
    sent, acknowledged = _days(told, {"sent"}), _days(told, {"acknowledged"})
    return State(
        now.name,
        sent_on=sent[-1] if sent else None,
        first_reply_on=answers[0] if answers else None,
        last_reply_on=answers[-1] if answers else None,
        messages=len({event.source for event in told if event.source}),
        firm=firm.firm,
        pending=sum(event.pending for event in told),
        chases=sum(event.kind == "chased" for event in told),
        acknowledged_on=acknowledged[0] if acknowledged else None,
        last_heard_on=heard[-1] if heard else None,
        last_written_on=written[-1] if written else None,
        outstanding=firm.outstanding,
        heard=any(event.kind != "opened" and event.kind not in WRITTEN for event in told),
        partly=any(event.kind == "replied" and event.note == PARTLY for event in told),
    )


def _days(told: Sequence[Event], kinds: Set[str]) -> list[date]:
    return [uk_date(event.at) for event in told if event.kind in kinds]
