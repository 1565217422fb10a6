"""What asking hands on: a request with its events, letters on their way out."""

from dataclasses import dataclass
from datetime import date, datetime

from askall.asking.state import ANSWERS, EVENT_OF_OUTCOME, OUR_LETTERS, Event, Quoted, State, state_of
from askall.bodies.records import Body
from askall.law.calendars import Skipped
from askall.law.wording import spoken

MOST_DAYS = 4


@dataclass(frozen=True, slots=True)
class RequestRecord:
    """One request. `token` marks our letters; `reply_address` is the address of ours the body writes back to."""

    key: int
    token: str
    reply_address: str
    study: str
    wave: int
    body: Body
    events: tuple[Event, ...] = ()

    @property
    def id(self) -> str:
        """Its name for people and files: "WXB" in the first wave, "WXB-2" in the second."""
        return self.body.id if self.wave == 1 else f"{self.body.id}-{self.wave}"

    @property
    def state(self) -> State:
        """Where it stands, from its events."""
        return state_of(self.events)


@dataclass(frozen=True, slots=True)
class Limits:
    """At most so many letters in any minute, hour and 24 hours; 0 where there is no limit."""

    per_minute: int = 0
    per_hour: int = 0
    per_day: int = 0


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Something the machine read out of the mail of one request; `event.key` names it."""

    request: int
    study: str
    wave: int
    body_id: str
    body_name: str
    event: Event

    @property
    def request_id(self) -> str:
        """The request's name for people and files, as that of its record."""
        return self.body_id if self.wave == 1 else f"{self.body_id}-{self.wave}"


@dataclass(frozen=True, slots=True)
class Moved:
    """An open request whose due date a change of the calendar moves."""

    request_id: str
    body_name: str
    before: date
    now: date


@dataclass(frozen=True, slots=True)
class CalendarChange:
    """Bank holidays that came or went, and how many open due dates move by it, with some of the requests."""

    at: datetime
    added: tuple[Skipped, ...]
    removed: tuple[date, ...]
    moved: int
    examples: tuple[Moved, ...] = ()

    @property
    def sentence(self) -> str:
        """What changed, for people."""
        came = [f"{spoken(one.date)} ({one.title}, {one.reason}) is one" for one in self.added]
        went = [f"{spoken(one)} is none any more" for one in self.removed]
        days = [*came, *went]
        told = "; ".join(days[:MOST_DAYS]) + (f"; and {len(days) - MOST_DAYS} more" if days[MOST_DAYS:] else "")
        return f"Bank holidays have changed: {told}. {self.effect}"

    @property
    def effect(self) -> str:
        """What the change does to open due dates."""
        if not self.moved:
            return "No open due date moves by it."
        shown = ", ".join(f"{one.body_name} from {_short(one.before)} to {_short(one.now)}" for one in self.examples)
        more = ", …" if self.moved > len(self.examples) else ""
        dates = "1 open due date moves" if self.moved == 1 else f"{self.moved:,} open due dates move"
        return f"{dates} by it: {shown}{more}."


def _short(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


@dataclass(frozen=True, slots=True)
class Known:
    """What only later stages know of a request, given to whoever writes its next letter.

    `reference` is the body's own case number, `subject` that of our first letter, `provisions` the sections it relies
    on ("FOIA 31(1)(a)"), `answer` ours to its question. `written_to` is where our last letter went, `reply_to` where
    its last one is to be answered; `failed` are addresses that took no letter, `named` those a bounce says to use
    instead, `seen` those its mail came from.
    """

    reference: str = ""
    subject: str = ""
    provisions: tuple[str, ...] = ()
    answer: str = ""
    written_to: str = ""
    reply_to: str = ""
    failed: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    seen: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that goes out with a letter."""

    filename: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter to be queued: for which request, as which step (see asking/outbox.py), to whom, and its words."""

    request: int
    step: str
    recipient: str
    subject: str
    body: str
    attachments: tuple[Attached, ...] = ()


@dataclass(frozen=True, slots=True)
class Prepared:
    """A letter with what is fixed before it is composed: its number among those of its step, and its Message-ID
    without angle brackets."""

    letter: Letter
    request: RequestRecord
    number: int
    message_id: str


@dataclass(frozen=True, slots=True)
class Batch:
    """Letters queued together. `left_out` are (request key, why)."""

    id: str
    queued: int
    left_out: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Claimed:
    """A letter that the sender has taken; its bytes are in the file store under `sha256`."""

    key: int
    request: int
    step: str
    recipient: str
    message_id: str
    sha256: str


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """A letter of the outbox. `code` and `answer` are the mail server's last words on it; `settled_by` says on whose
    word it is accepted: server, sent folder, copy, reply, bounce or person."""

    key: int
    request: int
    body_id: str
    body_name: str
    step: str
    number: int
    batch: str
    recipient: str
    subject: str
    body: str
    state: str
    not_before: datetime
    queued_at: datetime
    queued_by: str
    tries: int
    tried_at: datetime | None
    code: int | None
    answer: str
    accepted_at: datetime | None
    settled_by: str
    message_id: str
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class PaceView:
    """What was handed over in the last minute, hour and 24 hours, beside the limits, and when the next letter may go.

    `next_at` is None while sending is paused; then `why` says so, and `paused_until` is None if only a person ends it.
    """

    sent_minute: int
    sent_hour: int
    sent_day: int
    limits: Limits
    next_at: datetime | None
    paused_until: datetime | None = None
    why: str = ""


__all__ = [
    "ANSWERS",
    "EVENT_OF_OUTCOME",
    "OUR_LETTERS",
    "CalendarChange",
    "Event",
    "Known",
    "Limits",
    "Moved",
    "Quoted",
    "RequestRecord",
    "State",
    "Suggestion",
]
