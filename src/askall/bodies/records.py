"""What the register hands on: a public body with its dates in force, and the frame of a study."""

from dataclasses import dataclass
from datetime import date
from hashlib import sha256


@dataclass(frozen=True, slots=True)
class Body:
    """A public body. `start` and `end` are half-open: in force from `start` up to, not including, `end`.

    `None` as start means "before the register begins", as end "still in force". `law` is the access law it answers
    under: FOIA or FOISA. `predecessors` and `successors` are ids of the same register.
    """

    id: str
    name: str
    short_name: str
    type: str
    nation: str
    region: str
    law: str
    start: date | None = None
    end: date | None = None
    former_names: tuple[str, ...] = ()
    other_names: tuple[str, ...] = ()
    predecessors: tuple[str, ...] = ()
    successors: tuple[str, ...] = ()
    website: str = ""
    domains: tuple[str, ...] = ()  # mail domains, lower case, e.g. ("hackney.gov.uk",)
    emails: tuple[str, ...] = ()  # where requests are sent
    county: str = ""
    gss: str = ""  # code of the Office for National Statistics
    population: int | None = None
    latitude: float | None = None
    longitude: float | None = None

    def in_force(self, as_at: date) -> bool:
        """Whether the body exists on that day."""
        return (self.start is None or self.start <= as_at) and (self.end is None or as_at < self.end)


@dataclass(frozen=True, slots=True)
class Frame:
    """The bodies asked, frozen as at a date: later changes of the register do not reach it."""

    as_at: date
    bodies: tuple[Body, ...]

    @property
    def sha256(self) -> str:
        """Hash over the date and every field of every body, in order of id: equal frames have equal hashes."""
        listing = "\n".join(repr(body) for body in sorted(self.bodies, key=lambda body: body.id))
        return sha256(f"{self.as_at.isoformat()}\n{listing}".encode()).hexdigest()
