"""Bank holidays and the open due dates that move with them: a change of the calendar is noticed, and told once."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Count

from askall.asking.clocks import deadline_on
from askall.asking.models import HolidaysSeen, Standing
from askall.asking.records import CalendarChange, Moved
from askall.asking.services.among import Among
from askall.law.calendars import CALENDARS, END, FIRST, Calendar, Proclaimed, Skipped, calendar, of_days, with_days
from askall.team import services as team

SUBJECT = "bank holidays"
EXAMPLES = 3


@transaction.atomic
def note_calendar(*, by: str, at: datetime) -> CalendarChange | None:
    """Compare the bank holidays known now with those that open due dates were last shown by. A change, be it one the
    user named or one that came with an update, is kept, written to the audit trail and given back once; else None."""
    now = {name: [one.date.isoformat() for one in calendar(name).skipped(FIRST, END)] for name in CALENDARS}
    seen = HolidaysSeen.objects.select_for_update().order_by("-pk").first()
    if seen and seen.days == now:
        return None
    HolidaysSeen.objects.create(days=now, at=at)
    if seen is None:
        return None
    before = {name: of_days(name, map(date.fromisoformat, days)) for name, days in seen.days.items()}
    change = _change(before, {name: calendar(name) for name in CALENDARS}, at)
    team.record(by=by, at=at, action="bank holidays changed", subject=SUBJECT, detail=_as_json(change))
    return change


def if_proclaimed(*, days: tuple[Proclaimed, ...], at: datetime) -> CalendarChange:
    """What would change if these days were bank holidays too. Nothing is kept."""
    after = {name: with_days(name, days) for name in CALENDARS}
    return _change({name: calendar(name) for name in CALENDARS}, after, at)


def latest_change() -> CalendarChange | None:
    """The newest change of the calendar that was told, as the overview shows it; None if there was none."""
    told = team.trail(subject=SUBJECT, last=1)
    return _from_json(told[0].detail, told[0].at) if told else None


def _change(before: Mapping[str, Calendar], after: Mapping[str, Calendar], at: datetime) -> CalendarChange:
    moves: dict[str, tuple[date, date]] = {}
    number = 0
    open_ones = Standing.objects.filter(outstanding=True).exclude(clock="")
    for clock, requests in open_ones.order_by().values_list("clock").annotate(n=Count("pk")):
        dates = deadline_on(clock, before).due, deadline_on(clock, after).due
        if dates[0] != dates[1]:
            moves[clock] = dates
            number += requests
    shown = open_ones.filter(Among("clock", moves)).order_by("code", "wave")[:EXAMPLES]
    return CalendarChange(
        at,
        added=_more(after, before),
        removed=tuple(one.date for one in _more(before, after)),
        moved=number,
        examples=tuple(
            Moved(row.code if row.wave == 1 else f"{row.code}-{row.wave}", row.name, *moves[row.clock]) for row in shown
        ),
    )


def _more(these: Mapping[str, Calendar], those: Mapping[str, Calendar]) -> tuple[Skipped, ...]:
    """The days off that a calendar of `these` has and its namesake has not, each once, in order."""
    found: dict[date, Skipped] = {}
    for name, one in these.items():
        others = {day.date for day in those[name].skipped(FIRST, END)} if name in those else set()
        found = {day.date: day for day in one.skipped(FIRST, END) if day.date not in others} | found
    return tuple(found[day] for day in sorted(found))


def _as_json(change: CalendarChange) -> dict[str, Any]:
    return {
        "added": [one.as_json() for one in change.added],
        "removed": [one.isoformat() for one in change.removed],
        "moved": change.moved,
        "examples": [
            [one.request_id, one.body_name, one.before.isoformat(), one.now.isoformat()] for one in change.examples
        ],
    }


def _from_json(detail: Mapping[str, Any], at: datetime) -> CalendarChange:
    day = date.fromisoformat
    return CalendarChange(
        at,
        tuple(Skipped(day(one["date"]), one["reason"], one["title"]) for one in detail["added"]),
        tuple(day(one) for one in detail["removed"]),
        detail["moved"],
        tuple(Moved(one, name, day(before), day(now)) for one, name, before, now in detail["examples"]),
    )
