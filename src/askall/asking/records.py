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


__all__ = ["Event", "Limits", "Quoted", "RequestRecord", "State", "Suggestion"]
