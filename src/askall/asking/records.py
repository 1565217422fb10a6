"""What asking hands on: a request with its events."""

from dataclasses import dataclass

from askall.asking.state import Event, Quoted, State, state_of
from askall.bodies.records import Body


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


__all__ = ["Event", "Known", "Limits", "Quoted", "RequestRecord", "State"]
