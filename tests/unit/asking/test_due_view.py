"""A request's dates side by side, as the pages and the command show them."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from askall.asking.due_view import due_view
from askall.asking.records import RequestRecord
from askall.asking.state import ACCEPTED, REJECTED, Event
from askall.bodies.records import Body


def on(day, month=1, year=2022):
    return datetime(year, month, day, 12, tzinfo=UTC)


def request(*events, law="FOIA"):
    body = Body("WXB", "Wexbarrow Borough Council", "Wexbarrow", "district", "England", "South East", law)
    return RequestRecord(1, "tok", "", "study", 1, body, events)


SENT = Event("sent", on(15))  # a Saturday: our date is 11 February, the rival one 14 February
STATED = Event("stated_due", on(17), "a" * 64, "2022-02-21", suggested=True)


def view(*events, today, law="FOIA"):
    return due_view(request(*events, law=law), today)


def test_our_date_the_rival_one_and_the_body_s_own_stand_side_by_side():
    seen = view(SENT, replace(STATED, verdict=ACCEPTED), today=date(2022, 2, 1))
    assert (seen.due, seen.rival_due, seen.stated_due) == (date(2022, 2, 11), date(2022, 2, 14), date(2022, 2, 21))
    assert (seen.day_zero, seen.working_days, seen.source) == (date(2022, 1, 15), 20, "FOIA 2000 s.10(1), s.10(6)")
    said = " ".join(seen.explanations)
    for words in ("Friday 11 February 2022", "Monday 14 February 2022", "Monday 21 February 2022", "s.10(1)"):
        assert words in said


def test_each_skipped_day_is_named_with_its_reason():
    seen = view(Event("sent", on(13, 12, 2021)), today=date(2022, 1, 3))
    skipped = [(one.date.isoformat(), one.reason) for one in seen.skipped]
    assert ("2022-01-04", "bank holiday in Scotland") in skipped
    assert any("Tuesday 4 January 2022" in one and "Scotland" in one for one in seen.explanations)


def test_what_nobody_has_confirmed_changes_no_date_but_is_shown():
    asked = Event("clarification_asked", on(20), "b" * 64, suggested=True)
    seen = view(SENT, STATED, asked, Event("chased", on(3, 2)), today=date(2022, 2, 15))
    assert (seen.due, seen.stated_due, seen.standing) == (date(2022, 2, 11), None, "overdue")
    assert seen.if_accepted == date(2022, 3, 3)
    assert any("3 March 2022" in one for one in seen.explanations)
    rejected = view(SENT, replace(asked, verdict=REJECTED), Event("chased", on(3, 2)), today=date(2022, 2, 15))
    assert rejected.if_accepted is None


def test_the_body_s_own_date_spares_it_in_print_but_not_in_the_list():
    seen = view(SENT, replace(STATED, verdict=ACCEPTED), today=date(2022, 2, 15))
    assert (seen.standing, seen.overdue_after, seen.late_after) == ("overdue", date(2022, 2, 14), date(2022, 2, 21))
    assert any("whatever date the body named" in one for one in seen.explanations)


@pytest.mark.parametrize(
    ("today", "standing", "left"),
    [
        (date(2022, 1, 20), "on time", 16),
        (date(2022, 2, 4), "due soon", 5),
        (date(2022, 2, 11), "due soon", 0),
        (date(2022, 2, 14), "past due", -1),
        (date(2022, 2, 15), "overdue", -2),
    ],
)
def test_how_a_silent_body_stands_as_the_days_go_by(today, standing, left):
    seen = view(SENT, today=today)
    assert (seen.standing, seen.days_left) == (standing, left)


@pytest.mark.parametrize(
    ("event", "standing"),
    [
        (Event("replied", on(20)), "answered"),
        (Event("refused", on(20)), "answered"),
        (Event("clarification_asked", on(20)), "waits for us"),
        (Event("fee_notice", on(20)), "waits for us"),
        (Event("bounced", on(15)), "undeliverable"),
        (Event("withdrawn", on(20)), "withdrawn"),
        (Event("complained", on(20)), "with the regulator"),
    ],
)
def test_who_owes_us_nothing_today_has_no_days_left(event, standing):
    seen = view(SENT, event, today=date(2022, 3, 1))
    assert seen.standing == standing
    if standing != "waits for us":
        assert seen.days_left is None


def test_nothing_sent_has_no_date():
    seen = view(Event("opened", on(1)), today=date(2022, 3, 1))
    assert (seen.standing, seen.due, seen.explanations) == ("not sent", None, ())


def test_until_when_we_may_ask_for_a_review():
    refused = Event("refused", on(20), "b" * 64, suggested=True)
    assert view(SENT, refused, today=date(2022, 2, 1)).ask_review_by == date(2022, 3, 18)
    assert view(SENT, refused, today=date(2022, 2, 1), law="FOISA").ask_review_by == date(2022, 4, 8)
    assert view(SENT, today=date(2022, 2, 1)).ask_review_by is None
    silent = view(SENT, today=date(2022, 2, 15), law="FOISA")
    assert silent.ask_review_by == date(2022, 4, 8), "silence is reviewed too"
    assert any("FOISA 2002 s.20(5)" in one for one in silent.explanations)


def test_the_review_is_what_is_due_once_it_is_asked_for():
    log = (SENT, Event("refused", on(20)), Event("review_requested", on(1, 2)))
    seen = view(*log, today=date(2022, 2, 2), law="FOISA")
    assert (seen.step, seen.due, seen.standing) == ("review", date(2022, 3, 1), "on time")
    assert "FOISA 2002 s.21(1)" in seen.source
    assert (seen.ask_review_by, seen.complain_by) == (None, None)


def test_until_when_we_may_complain():
    log = (SENT, Event("refused", on(20)), Event("review_requested", on(1, 2)))
    silent = view(*log, today=date(2022, 5, 1), law="FOISA")
    assert (silent.standing, silent.complain_by) == ("overdue", date(2022, 9, 1))
    upheld = view(*log, Event("review_upheld", on(20, 2)), today=date(2022, 3, 1), law="FOISA")
    assert (upheld.standing, upheld.complain_by) == ("answered", date(2022, 8, 20))
    assert any("Scottish Information Commissioner" in one and "s.47(4)" in one for one in upheld.explanations)
    under_foia = view(*log, Event("review_upheld", on(20, 2)), today=date(2022, 3, 1))
    assert under_foia.complain_by == date(2022, 4, 3)
    assert any("practice, not statute" in one for one in under_foia.explanations)
    assert view(*log, Event("complained", on(21, 2)), today=date(2022, 3, 1)).complain_by is None
