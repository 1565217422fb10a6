"""Working days: FOIA and EIR leave out a bank holiday in any part of the United Kingdom, the Scottish laws in Scotland.

FOIA 2000 s.10(6) and FOISA 2002 s.73 both point to the Banking and Financial Dealings Act 1971. The days come from the
`holidays` package, corrected by data/bank_holidays.toml. Good Friday and Christmas Day, which FOIA names beside the
bank holidays, are treated as if they were bank holidays: the effect is the same.
"""

import tomllib
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from importlib.resources import files
from typing import Any

import holidays

# Requests are accepted from FIRST to LAST; the calendar goes on for two years more, so that every limit ends inside it.
FIRST = date(2000, 1, 1)
LAST = date(2099, 12, 31)
END = date(2101, 12, 31)
NATIONS = {"ENG": "England", "WLS": "Wales", "SCT": "Scotland", "NIR": "Northern Ireland"}
CALENDARS = {"United Kingdom": ("ENG", "WLS", "SCT", "NIR"), "Scotland": ("SCT",)}

Period = tuple[date, date]
"""From a day to a day, both included."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """A Monday to Friday that is no working day, why, and what the day is called."""

    date: date
    reason: str
    title: str

    def as_json(self) -> dict[str, Any]:
        """{"date", "reason", "title"}."""
        return {"date": self.date.isoformat(), "reason": self.reason, "title": self.title}


class Calendar:
    """The working days of one calendar, precomputed: every question is a look-up."""

    def __init__(self, name: str, skipped: Sequence[Skipped]) -> None:
        self.name = name
        self._skipped = tuple(skipped)
        self._skipped_on = [one.date for one in self._skipped]
        self._working: list[date] = []
        self._count: list[int] = []  # working days from FIRST up to and including each day
        off = set(self._skipped_on)
        self._origin = FIRST.toordinal()
        for ordinal in range(self._origin, END.toordinal() + 1):
            day = date.fromordinal(ordinal)
            if day.weekday() < 5 and day not in off:
                self._working.append(day)
            self._count.append(len(self._working))

    def is_working(self, day: date) -> bool:
        """Whether `day` is a working day."""
        index = day.toordinal() - self._origin
        return self._count[index] != (self._count[index - 1] if index else 0)

    def next_working(self, day: date) -> date:
        """`day` if it is a working day, otherwise the first one after it."""
        return day if self.is_working(day) else self._working[self._count[day.toordinal() - self._origin]]

    def after(self, day: date, days: int, disregarded: Sequence[Period] = ()) -> date:
        """The last of `days` working days after `day`, which is itself not counted; working days in the
        `disregarded` periods do not count either."""
        count, origin = self._count, self._origin
        wanted = count[day.toordinal() - origin] + days
        if not disregarded:
            return self._working[wanted - 1]
        for first, last in _merged(disregarded):
            first = max(first, day + timedelta(days=1))
            if last < first:
                continue
            if first > self._working[wanted - 1]:
                break
            wanted += count[last.toordinal() - origin] - count[first.toordinal() - origin - 1]
        return self._working[wanted - 1]

    def between(self, first: date, last: date) -> int:
        """How many working days lie from `first` to `last`, both included."""
        return bisect_right(self._working, last) - bisect_left(self._working, first)

    def skipped(self, after: date, until: date) -> tuple[Skipped, ...]:
        """Bank holidays on Mondays to Fridays after `after`, up to and including `until`."""
        return self._skipped[bisect_right(self._skipped_on, after) : bisect_right(self._skipped_on, until)]


def _merged(periods: Sequence[Period]) -> list[Period]:
    """The same days as sorted periods that do not overlap."""
    merged: list[Period] = []
    for first, last in sorted(periods):
        if merged and first <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
        else:
            merged.append((first, last))
    return merged


@dataclass(frozen=True, slots=True)
class Proclaimed:
    """A bank holiday this version does not know yet. `nations` are names such as "Scotland"."""

    date: date
    nations: tuple[str, ...]
    title: str


_PROCLAIMED: tuple[Proclaimed, ...] = ()
_EDITION = 0


def proclaim(days: Iterable[Proclaimed]) -> None:
    """From now on these days are bank holidays too, beside those shipped; they take the place of any given before.

    Called at the edge, with what the workspace's settings name: a holiday may be proclaimed days before it comes.
    """
    global _PROCLAIMED, _EDITION  # the calendar is one for the whole program, as the law is
    given = tuple(sorted(set(days), key=lambda one: (one.date, one.nations)))
    if given != _PROCLAIMED:
        _PROCLAIMED, _EDITION = given, _EDITION + 1
        bank_holidays.cache_clear()
        calendar.cache_clear()


def with_days(name: str, more: Iterable[Proclaimed]) -> Calendar:
    """The calendar of this name as it would be with these days off too. Nothing is proclaimed by it."""
    known = calendar(name).skipped(FIRST, END)
    here = [NATIONS[nation] for nation in CALENDARS[name]]
    new = {
        one.date: Skipped(one.date, _reason([nation for nation in here if nation in one.nations]), one.title)
        for one in more
        if one.date.weekday() < 5 and not set(here).isdisjoint(one.nations)
    }
    return Calendar(name, sorted({**new, **{one.date: one for one in known}}.values(), key=lambda one: one.date))


def of_days(name: str, days: Iterable[date]) -> Calendar:
    """A calendar of this name with exactly these days off, as it was known at another time."""
    return Calendar(name, [Skipped(day, "bank holiday", "") for day in sorted(days)])


def edition() -> int:
    """Changes whenever the calendars do: what was computed under another edition is computed again."""
    return _EDITION


@lru_cache(maxsize=len(CALENDARS))
def calendar(name: str) -> Calendar:
    """The calendar "United Kingdom" (a day off in any part of it is off) or "Scotland"."""
    days: dict[date, list[str]] = {}
    titles: dict[date, str] = {}
    for nation in CALENDARS[name]:
        for day, title in bank_holidays(nation).items():
            days.setdefault(day, []).append(NATIONS[nation])
            titles.setdefault(day, title)
    return Calendar(name, [Skipped(day, _reason(days[day]), titles[day]) for day in sorted(days)])


@lru_cache(maxsize=len(NATIONS))
def bank_holidays(nation: str) -> dict[date, str]:
    """Bank holidays of one nation ("ENG", "WLS", "SCT", "NIR") that fall on Mondays to Fridays, with their titles."""
    every = holidays.country_holidays("GB", subdiv=nation, years=range(FIRST.year, END.year + 1), observed=True)
    days = {day: title for day, title in every.items() if day.weekday() < 5}
    for wrong in _corrections().get("remove", []):
        if NATIONS[nation] in wrong["nations"]:
            days.pop(wrong["date"], None)
    for missing in _corrections().get("add", []):
        if NATIONS[nation] in missing["nations"]:
            days[missing["date"]] = missing["title"]
    for one in _PROCLAIMED:
        if NATIONS[nation] in one.nations and one.date.weekday() < 5:
            days[one.date] = one.title
    return days


def verified_until() -> date:
    """The last day to which the calendars have been compared with the Act and the proclamations. Later days are a
    forecast: a one-off holiday may still be proclaimed."""
    return _verified_until()


@lru_cache(maxsize=1)
def _verified_until() -> date:
    last: date = _corrections()["verified_until"]
    return last


@lru_cache(maxsize=1)
def _corrections() -> dict[str, Any]:
    return tomllib.loads(files("askall.law").joinpath("data/bank_holidays.toml").read_text("utf-8"))


def _reason(nations: Sequence[str]) -> str:
    if len(nations) == len(NATIONS):
        return "bank holiday in all parts of the United Kingdom"
    if len(nations) == 1:
        return f"bank holiday in {nations[0]}"
    return f"bank holiday in {', '.join(nations[:-1])} and {nations[-1]}"
