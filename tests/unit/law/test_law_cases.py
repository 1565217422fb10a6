"""Every worked case of tests/samples/law/deadline_cases.csv."""

import csv
from datetime import date
from pathlib import Path

import pytest

from askall.law import windows
from askall.law.calendars import Calendar, Skipped, bank_holidays
from askall.law.deadlines import due
from askall.law.events import parse_day, parse_events, parse_period

SAMPLES = Path(__file__).parents[2] / "samples" / "law"
with (SAMPLES / "deadline_cases.csv").open(encoding="utf-8", newline="") as file:
    CASES = list(csv.DictReader(file))
DEADLINES = [case for case in CASES if not hasattr(windows, case["asked"]) or case["asked"] == "pay_by"]


def ids(cases: list[dict[str, str]]) -> list[str]:
    return [f"{case['case']}: {case['why']}" for case in cases]


def answer(case: dict[str, str]) -> object:
    if case not in DEADLINES:
        return from_window(case)
    closures = [parse_period(case["school_closed"])] if case["school_closed"] else None
    found = due(case["law"], parse_day(case["received"]), parse_events(case["events"]), school_closures=closures)
    return getattr(found, case["asked"])


def from_window(case: dict[str, str]) -> date:
    law, start = case["law"], parse_day(case["received"])
    answered = parse_day(case["events"].removeprefix("answered:")) if case["events"] else None
    if case["asked"] == "ask_review_by":
        return windows.ask_review_by(law, start, answered)
    if case["asked"] == "complain_by":
        return windows.complain_by(law, answered, start)
    return getattr(windows, case["asked"])(law, start)


def test_all_cases_are_here() -> None:
    assert len(CASES) == 71
    assert len({case["case"] for case in CASES}) == 71


@pytest.mark.parametrize("case", CASES, ids=ids(CASES))
def test_case(case: dict[str, str]) -> None:
    assert answer(case) == date.fromisoformat(case["expected"])


RIVALS = [case for case in CASES if case["rival"]]


@pytest.mark.parametrize("case", RIVALS, ids=ids(RIVALS))
def test_rival_date(case: dict[str, str]) -> None:
    found = due(case["law"], parse_day(case["received"]))
    assert found.rival_due == date.fromisoformat(case["rival"])
    assert found.late_after == found.rival_due


ENGLAND = Calendar("England", [Skipped(day, "", title) for day, title in sorted(bank_holidays("ENG").items())])
DIFFERENT = [case for case in CASES if case["england_only"]]


@pytest.mark.parametrize("case", DIFFERENT, ids=ids(DIFFERENT))
def test_a_calendar_of_england_alone_would_be_wrong(case: dict[str, str]) -> None:
    naive = ENGLAND.after(parse_day(case["received"]), 20)
    assert naive == date.fromisoformat(case["england_only"])
    assert naive != answer(case)
