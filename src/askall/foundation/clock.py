"""Time is passed in, never taken: every function that needs "now" is given a clock, and tests set it."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

UK = ZoneInfo("Europe/London")


class Clock(Protocol):
    """Whatever knows the time."""

    def now(self) -> datetime:
        """The present moment, with a time zone."""
        ...


class SystemClock:
    """The computer's own clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class FixedClock:
    """A clock that stands still at `moment` (with a time zone)."""

    moment: datetime

    def now(self) -> datetime:
        return self.moment


def uk_date(moment: datetime) -> date:
    """The day on a wall calendar in the United Kingdom. 23:30 UTC in June is already the next day there,
    and it is the local day that counts for receipt (FOIA 2000 s.10(6))."""
    return moment.astimezone(UK).date()
