"""What people know beside the mail counts at once, and is taken back as easily."""

from datetime import UTC, date, datetime, timedelta

import pytest
from factories.journeys import kinds_of, request_of, take_over

from askall.asking import services as asking
from askall.asking.deadlines import deadline_of
from askall.asking.models import RequestEvent
from askall.asking.records import Event
from askall.foundation.errors import BadInput
from askall.team import services as team

pytestmark = pytest.mark.django_db


def at(day, month=9):
    return datetime(2021, month, day, 12, tzinfo=UTC)


@pytest.fixture
def record(tmp_path, now):
    """Wexbarrow was asked on 31 August 2021."""
    study = take_over(tmp_path, now)
    sent = asking.NewEvent(request_of(study, "WXB").key, Event("sent", at(31, 8)))
    asking.log_events(events=[sent], by="machine:filing", at=now)
    return study


def note(record, now, event):
    asking.note_event(request=request_of(record, "WXB").key, event=event, by="alice", at=now)


def test_a_fee_asked_for_and_paid_stops_the_clock_between(record, now):
    note(record, now, Event("fee_notice", at(6), note="£45"))
    assert deadline_of(request_of(record, "WXB")).waiting_for == "fee"
    note(record, now, Event("fee_paid", at(10)))
    assert deadline_of(request_of(record, "WXB")).due == date(2021, 10, 5)


def test_an_extension_names_the_day_they_told_and_the_day_they_named(record, now):
    note(record, now, Event("extended", at(20), note="2021-10-26"))
    found = deadline_of(request_of(record, "WXB"))
    assert (found.due, found.stated_due) == (date(2021, 10, 26), date(2021, 10, 26))


def test_it_is_in_the_trail_and_can_be_taken_back(record, now):
    note(record, now, Event("withdrawn", at(20)))
    key = next(one.key for one in request_of(record, "WXB").events if one.kind == "withdrawn")
    assert not request_of(record, "WXB").state.outstanding
    asking.take_back(event=key, by="ben", at=now + timedelta(hours=1))
    assert request_of(record, "WXB").state.outstanding
    assert kinds_of(record, "WXB") == ["sent", "opened"]
    assert RequestEvent.objects.get(pk=key).withdrawn, "it stays in the table"
    assert [(one.action, one.by) for one in team.trail(last=2)] == [
        ("event taken back", "ben"),
        ("event noted", "alice"),
    ]


@pytest.mark.parametrize(
    ("event", "why"),
    [
        (Event("vanished", at(20)), "“vanished” is not a kind"),
        (Event("opened", at(20)), "“opened” is not a kind"),
        (Event("fee_paid", datetime(2023, 1, 1, tzinfo=UTC)), "still to come"),
        (Event("stated_due", at(20)), "note the day named"),
        (Event("extended", at(20), note="soon"), "“soon” is not a date"),
    ],
)
def test_what_cannot_be_is_not_noted(record, now, event, why):
    with pytest.raises(BadInput, match=why):
        note(record, now, event)
    assert kinds_of(record, "WXB") == ["sent", "opened"]


def test_only_what_a_person_noted_is_taken_back(record, now):
    for one in request_of(record, "WXB").events:
        with pytest.raises(BadInput, match="not the key of anything a person noted"):
            asking.take_back(event=one.key, by="alice", at=now)
