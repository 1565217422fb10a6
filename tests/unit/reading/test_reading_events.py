"""Dates that a body states."""

import pytest

from askall.reading.dates import dates_in
from askall.reading.read import read
from askall.reading.records import Text


def stated(text: str) -> list[tuple[str, str]]:
    return [(one.kind, one.date) for one in read([Text("letter", text, "0" * 64)], (), "FOIA").events]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We will respond by 21 September 2021.", [("stated_due", "2021-09-21")]),
        ("We must reply within 20 working days, by 29/11/2024.", [("stated_due", "2024-11-29")]),
        ("You can expect our response no later than 3rd March 2022.", [("stated_due", "2022-03-03")]),
        ("Your request was received on 1 May 2021. A response is due by 31 May 2021.", [("stated_due", "2021-05-31")]),
        ("We are extending the deadline until 4 March 2022.", [("extended", "2022-03-04")]),
        ("Your request was received on 1 May 2021.", []),
        ("The contract ends on 4 March 2026.", []),
        ("We will respond by 31 February 2021.", []),
    ],
)
def test_events(text: str, expected: list[tuple[str, str]]) -> None:
    assert stated(text) == expected


def test_days_stand_before_months() -> None:
    assert [one.day.isoformat() for one in dates_in("on 03/04/2021, 2021-12-05 and 7 june 2020")] == [
        "2021-04-03",
        "2021-12-05",
        "2020-06-07",
    ]
