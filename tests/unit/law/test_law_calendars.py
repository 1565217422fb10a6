"""The calendars, compared with our table of bank holidays on every day of 2006 to 2028, and their arithmetic."""

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askall.law.calendars import CALENDARS, FIRST, LAST, NATIONS, bank_holidays, calendar, verified_until

SAMPLE = Path(__file__).parents[2] / "samples" / "law" / "bank_holidays.csv"
DIVISIONS = {"ENG": "England and Wales", "WLS": "England and Wales", "SCT": "Scotland", "NIR": "Northern Ireland"}
EVERY_DAY = [date(2006, 1, 1) + timedelta(days=n) for n in range((date(2029, 1, 1) - date(2006, 1, 1)).days)]
days = st.dates(date(2005, 1, 1), date(2090, 1, 1))
calendars = st.sampled_from(sorted(CALENDARS))


def table() -> dict[date, set[str]]:
    with SAMPLE.open(encoding="utf-8", newline="") as file:
        return {date.fromisoformat(row["date"]): set(row["divisions"].split("; ")) for row in csv.DictReader(file)}


@pytest.mark.parametrize("nation", NATIONS)
def test_each_nation_has_exactly_the_bank_holidays_of_the_table(nation: str) -> None:
    expected = {day for day, divisions in table().items() if DIVISIONS[nation] in divisions and day.year > 2005}
    assert {day for day in bank_holidays(nation) if 2006 <= day.year <= 2028} == expected


def test_every_day_under_foia_is_off_if_off_in_any_part_of_the_kingdom() -> None:
    off, uk = table(), calendar("United Kingdom")
    for day in EVERY_DAY:
        assert uk.is_working(day) == (day.weekday() < 5 and day not in off), day


def test_every_day_under_foisa_is_off_only_if_off_in_scotland() -> None:
    off, scotland = table(), calendar("Scotland")
    for day in EVERY_DAY:
        assert scotland.is_working(day) == (day.weekday() < 5 and "Scotland" not in off.get(day, set())), day


def test_the_package_is_corrected_where_it_is_wrong() -> None:
    assert date(2006, 11, 30) not in bank_holidays("SCT")
    assert date(2007, 11, 30) in bank_holidays("SCT")
    assert bank_holidays("SCT")[date(2026, 6, 15)] == "World Cup bank holiday"
    assert date(2026, 6, 15) not in bank_holidays("ENG")
    assert verified_until() == max(table()).replace(month=12, day=31)


def test_reasons_name_the_places() -> None:
    reasons = {
        one.date: one.reason for one in calendar("United Kingdom").skipped(date(2021, 12, 31), date(2022, 12, 31))
    }
    assert reasons[date(2022, 8, 1)] == "bank holiday in Scotland"
    assert reasons[date(2022, 3, 17)] == "bank holiday in Northern Ireland"
    assert reasons[date(2022, 8, 29)] == "bank holiday in England, Wales and Northern Ireland"
    assert reasons[date(2022, 9, 19)] == "bank holiday in all parts of the United Kingdom"
    assert {one.reason for one in calendar("Scotland").skipped(FIRST, LAST)} == {"bank holiday in Scotland"}


@given(calendars, days, st.integers(1, 80))
def test_counting_agrees_with_walking_day_by_day(name: str, start: date, number: int) -> None:
    one = calendar(name)
    day, left = start, number
    while left:
        day += timedelta(days=1)
        left -= one.is_working(day)
    assert one.after(start, number) == day
    assert one.between(start + timedelta(days=1), day) == number


@given(calendars, days, st.integers(1, 60), st.lists(st.tuples(st.integers(-30, 120), st.integers(0, 40)), max_size=5))
def test_disregarded_days_agree_with_walking(
    name: str, start: date, number: int, offsets: list[tuple[int, int]]
) -> None:
    one = calendar(name)
    periods = [(start + timedelta(days=offset), start + timedelta(days=offset + length)) for offset, length in offsets]
    day, left = start, number
    while left:
        day += timedelta(days=1)
        left -= one.is_working(day) and not any(first <= day <= last for first, last in periods)
    assert one.after(start, number, periods) == day


@given(calendars, days)
def test_next_working_day_is_the_first_from_that_day_on(name: str, day: date) -> None:
    one = calendar(name)
    found = one.next_working(day)
    assert one.is_working(found)
    assert one.between(day, found) == 1


def test_a_calendar_reaches_past_the_last_day_it_accepts() -> None:
    for name in CALENDARS:
        assert calendar(name).after(LAST, 60).year == 2100
        assert not calendar(name).is_working(FIRST)  # New Year's Day 2000, a Saturday
