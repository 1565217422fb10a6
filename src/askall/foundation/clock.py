"""Time is passed in, never taken: every function that needs "now" is given a clock, and tests set it."""

import time
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Protocol
from zoneinfo import ZoneInfo

from askall.foundation.errors import BadInput

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


@dataclass(frozen=True, slots=True)
class FileClock:
    """A clock that a file sets, for simulated time: it shows the moment written there, and runs on from then at the
    pace of the computer's own."""

    path: Path

    def now(self) -> datetime:
        """Raises BadInput if the file holds no moment with a time zone."""
        moment = _moment(self.path.read_text("utf-8"))
        if moment is None:
            raise BadInput(f"{self.path} holds no moment such as 2021-09-06T09:00:00+01:00.")
        return moment + timedelta(seconds=max(0.0, time.time() - self.path.stat().st_mtime))

    def set(self, moment: datetime) -> None:
        """From now on it shows `moment` (with a time zone). Whoever reads it sees the old moment or the new one."""
        new = self.path.with_suffix(".new")
        new.write_text(f"{moment.isoformat()}\n", encoding="utf-8")
        new.replace(self.path)


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return moment if moment.tzinfo else None


def uk_date(moment: datetime) -> date:
    """The day on a wall calendar in the United Kingdom. 23:30 UTC in June is already the next day there,
    and it is the local day that counts for receipt (FOIA 2000 s.10(6))."""
    return moment.astimezone(UK).date()
