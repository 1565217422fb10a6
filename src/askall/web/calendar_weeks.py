"""The days of a clock as a calendar: which were counted, which were not, and what fell on them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from askall.asking.due_view import DueView
from askall.law.calendars import calendar
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


def weeks(due: DueView, told: Mapping[date, Iterable[str]]) -> tuple[tuple[Day, ...], ...]:
    """The weeks from the day the count begins to the last due date, Monday first. `told` says what fell on a day; days
    outside are left out of it. Empty where nothing is due, the count was interrupted, or it is too long for a
    picture."""
    if due.due is None or due.day_zero is None:
        return ()
    days, zero, last_counted = calendar(find_law(due.law).regime.calendar), due.day_zero, due.due
    first, last = zero - timedelta(days=zero.weekday()), max(last_counted, due.rival_due or last_counted)
    number = (last - first) // WEEK + 1
    if number > MOST_WEEKS or days.between(zero + timedelta(days=1), last_counted) != due.working_days:
        return ()
    holidays = {one.date: one.title for one in due.skipped}

    def day(on: date) -> Day:
        inside = zero < on <= last_counted
        kind = ("holiday" if on in holidays else "counted" if days.is_working(on) else "off") if inside else ""
        counted = days.between(zero + timedelta(days=1), on) if kind == "counted" else 0
        return Day(on, counted, kind, (*([holidays[on]] if on in holidays else ()), *told.get(on, ())))

    return tuple(
        tuple(day(first + WEEK * week + timedelta(days=weekday)) for weekday in range(7)) for week in range(number)
    )
