"""What asking hands on: a request with its events."""

from dataclasses import dataclass
from datetime import date, datetime

from askall.asking.state import Event, Quoted, State, state_of
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
    on ("FOIA 31(1)(a)"), `answer` ours to its question. `reply_to` is where its last letter is to be answered; `failed`
    are addresses that took no letter, `named` those a bounce says to use instead, `seen` those its mail came from.
    """

    reference: str = ""
    subject: str = ""
    provisions: tuple[str, ...] = ()
    answer: str = ""
    reply_to: str = ""
    failed: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    seen: tuple[str, ...] = ()


__all__ = ["CalendarChange", "Event", "Known", "Limits", "Moved", "Quoted", "RequestRecord", "State", "Suggestion"]
