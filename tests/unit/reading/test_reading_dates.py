"""Dates as letters write them."""

from datetime import date

import pytest

from askall.reading.dates import dates_in

LETTER = date(2021, 9, 1)


def days(plain: str, letter: date | None = LETTER) -> list[str]:
    return [one.day.isoformat() for one in dates_in(plain, letter)]


@pytest.mark.parametrize(
    ("plain", "expected"),
    [
        ("by 28 september 2021", ["2021-09-28"]),
        ("on 28.09.21 and 2021-09-28", ["2021-09-28", "2021-09-28"]),
        ("28th of sept. 2021", ["2021-09-28"]),
        ("28^th september 2021", ["2021-09-28"]),
        ("september 28, 2021", ["2021-09-28"]),
        ("erbyn 28 medi 2021", ["2021-09-28"]),
        ("erbyn 28ain medi 2021", ["2021-09-28"]),
        ("1 june 2022, 2 july 23", ["2022-06-01", "2023-07-02"]),
        ("31 february 2021", []),
        ("3 markets", []),
        ("28 marching 2022", []),
        ("on the 24/7 line", []),
    ],
)
def test_dates_are_found_as_they_are_written(plain: str, expected: list[str]) -> None:
    assert days(plain) == expected


@pytest.mark.parametrize(
    ("plain", "expected"),
    [
        ("by 5pm on tuesday 28th september", ["2021-09-28"]),
        ("by friday 7 january", ["2022-01-07"]),
        ("by 28 september 20 working days", ["2021-09-28"]),
        ("by 28 september 12:00", ["2021-09-28"]),
        ("wednesday 28 september", []),  # in no year near the letter
        ("erbyn 28 medi", ["2021-09-28"]),
    ],
)
def test_without_its_year_a_date_is_near_the_letter(plain: str, expected: list[str]) -> None:
    assert days(plain) == expected
    assert days(plain, None) == []


def test_a_weekday_makes_a_date_sure_and_a_wrong_one_unsure() -> None:
    sure = {
        plain: dates_in(plain, LETTER)[0].sure
        for plain in ("tuesday 28 september", "28 september", "monday 28 september 2021")
    }
    assert sure == {"tuesday 28 september": True, "28 september": False, "monday 28 september 2021": False}


def test_where_it_stands_is_told() -> None:
    plain = "we reply by tuesday 28th september at the latest"
    [one] = dates_in(plain, LETTER)
    assert plain[one.start : one.end] == "tuesday 28th september"
