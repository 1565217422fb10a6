"""The days of a clock as a calendar: which were counted, which were not, and what fell on them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from askall.law.calendars import calendar
from askall.law.deadlines import Deadline
from askall.law.regimes import find_law

MOST_WEEKS = 14
"""A longer stretch of time is told by its dates alone."""
WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Day:
    """One day. `number` is which working day it is, counted from day zero; 0 for none. `kind` is "counted", "off"
    (weekend), "holiday" or "" (outside the time that counts); `words` say what fell on it."""

    on: date
    number: int
    kind: str
    words: tuple[str, ...]

    @property
    def title(self) -> str:
        """The day of the month, with the month where it begins."""
        return f"{self.on.day} {self.on:%b}" if self.on.day == 1 else str(self.on.day)


def weeks(deadline: Deadline, told: Mapping[date, Iterable[str]]) -> tuple[tuple[Day, ...], ...]:
    """The weeks from the day the count begins to the last due date, Monday first. `told` says what fell on a day; days
    outside are left out of it. Empty where the count was interrupted, or is too long for a picture."""
    days = calendar(find_law(deadline.law).regime.calendar)
    last = max(deadline.due, deadline.rival_due or deadline.due)
    first = deadline.day_zero - timedelta(days=deadline.day_zero.weekday())
    number = (last - first) // WEEK + 1
    interrupted = days.between(deadline.day_zero + timedelta(days=1), deadline.due) != deadline.working_days
    if interrupted or number > MOST_WEEKS:
        return ()
    holidays = {one.date: one.title for one in deadline.skipped}

    def day(on: date) -> Day:
        inside = deadline.day_zero < on <= deadline.due
        kind = ("holiday" if on in holidays else "counted" if days.is_working(on) else "off") if inside else ""
        counted = days.between(deadline.day_zero + timedelta(days=1), on) if kind == "counted" else 0
        return Day(on, counted, kind, (*([holidays[on]] if on in holidays else ()), *told.get(on, ())))

    return tuple(
        tuple(day(first + WEEK * week + timedelta(days=weekday)) for weekday in range(7)) for week in range(number)
    )
