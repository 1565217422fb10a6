"""A bank holiday that is proclaimed while requests run moves their dates, and is told once."""

from datetime import UTC, date, datetime

import pytest
from factories.journeys import request_of, take_over

from askall.asking import services as asking
from askall.asking.deadlines import deadline_of
from askall.asking.models import HolidaysSeen
from askall.asking.records import Event
from askall.asking.services import calendar
from askall.law.calendars import CALENDARS, END, FIRST, Proclaimed, proclaim
from askall.law.calendars import calendar as calendar_of
from askall.team import services as team

pytestmark = pytest.mark.django_db
FUNERAL = date(2022, 9, 19)
AUGUST = datetime(2022, 8, 31, 12, tzinfo=UTC)
ALL = ("England", "Wales", "Scotland", "Northern Ireland")


@pytest.fixture(autouse=True)
def nothing_proclaimed():
    yield
    proclaim([])


@pytest.fixture
def study(tmp_path, now):
    """Four councils asked on 31 August 2022, Starney's request answered, Pentrefan not asked."""
    record = take_over(tmp_path, now)
    asked = [request_of(record, body).key for body in ("GLN", "HLM", "STN", "WXB")]
    asking.log_events(events=[asking.NewEvent(key, Event("sent", AUGUST)) for key in asked], by="alice", at=now)
    replied = Event("replied", datetime(2022, 9, 5, 12, tzinfo=UTC))
    asking.log_events(events=[asking.NewEvent(request_of(record, "STN").key, replied)], by="alice", at=now)
    return record


def as_before_the_proclamation(now):
    """What a workspace kept whose askall did not know of the State Funeral yet."""
    days = {
        name: [one.date.isoformat() for one in calendar_of(name).skipped(FIRST, END) if one.date != FUNERAL]
        for name in CALENDARS
    }
    HolidaysSeen.objects.create(days=days, at=now)


def test_the_state_funeral_moves_every_open_date_by_a_day_and_no_closed_one(study, now):
    as_before_the_proclamation(now)
    change = calendar.note_calendar(by="alice", at=now)
    assert [one.date for one in change.added] == [FUNERAL]
    assert change.removed == ()
    assert change.moved == 3
    before = {"GLN": date(2022, 9, 28), "HLM": date(2022, 9, 28), "WXB": date(2022, 9, 28)}
    assert {one.request_id: one.before for one in change.examples} == before
    assert {one.now for one in change.examples} == {date(2022, 9, 29)}
    for body in before:
        assert deadline_of(request_of(study, body)).due == date(2022, 9, 29)


def test_it_is_told_in_one_sentence_once_and_stays_to_be_shown(study, now):
    as_before_the_proclamation(now)
    change = calendar.note_calendar(by="alice", at=now)
    assert "Monday 19 September 2022" in change.sentence
    assert "all parts of the United Kingdom" in change.sentence
    assert "3 open due dates move" in change.sentence
    assert "Glenmorra Council from 28 September 2022 to 29 September 2022" in change.sentence
    assert calendar.note_calendar(by="alice", at=now) is None
    assert calendar.latest_change() == change
    [entry] = team.trail(subject=calendar.SUBJECT)
    assert (entry.by, entry.detail["moved"]) == ("alice", 3)


def test_the_first_look_at_the_calendar_tells_nothing(study, now):
    assert calendar.note_calendar(by="alice", at=now) is None
    assert calendar.latest_change() is None
    assert HolidaysSeen.objects.count() == 1


def test_a_holiday_the_workspace_names_is_looked_at_before_it_is_kept(study, now):
    calendar.note_calendar(by="alice", at=now)
    new = Proclaimed(date(2022, 9, 20), ("Scotland",), "Day of a new reign")
    change = calendar.if_proclaimed(days=(new,), at=now)
    assert change.moved == 3, "a day off in Scotland is one under FOIA too"
    assert {(one.before, one.now) for one in change.examples} == {(date(2022, 9, 29), date(2022, 9, 30))}
    assert deadline_of(request_of(study, "WXB")).due == date(2022, 9, 29), "nothing was proclaimed yet"
    assert calendar.note_calendar(by="alice", at=now) is None
    proclaim([new])
    told = calendar.note_calendar(by="alice", at=now)
    assert (told.moved, told.examples) == (change.moved, change.examples)
    assert deadline_of(request_of(study, "WXB")).due == date(2022, 9, 30)


def test_a_day_off_in_northern_ireland_moves_no_date_under_foisa(study, now):
    new = Proclaimed(date(2022, 9, 20), ("Northern Ireland",), "Day of a new reign")
    change = calendar.if_proclaimed(days=(new,), at=now)
    assert change.moved == 2
    assert "GLN" not in {one.request_id for one in change.examples}


def test_a_holiday_taken_back_is_told_too(study, now):
    proclaim([Proclaimed(date(2022, 9, 20), ALL, "Day of a new reign")])
    calendar.note_calendar(by="alice", at=now)
    proclaim([])
    change = calendar.note_calendar(by="alice", at=now)
    assert (change.added, change.removed, change.moved) == ((), (date(2022, 9, 20),), 3)
    assert "is none any more" in change.sentence


def test_a_change_that_moves_nothing_says_so(study, now):
    calendar.note_calendar(by="alice", at=now)
    proclaim([Proclaimed(date(2030, 9, 20), ALL, "Day of a new reign")])
    change = calendar.note_calendar(by="alice", at=now)
    assert change.moved == 0
    assert change.effect == "No open due date moves by it."
