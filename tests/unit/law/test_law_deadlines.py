"""What the clock does: resets, pauses, extensions, reviews, rival dates, and when a body may be called late."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askall.foundation.errors import BadInput
from askall.law.calendars import calendar
from askall.law.deadlines import Deadline, due, is_late
from askall.law.events import Event, parse_event, parse_events
from askall.law.regimes import LAWS, regime

laws = st.sampled_from(LAWS)
days = st.dates(date(2006, 1, 1), date(2028, 6, 30))
WEEKDAY = date(2022, 3, 1)


def found(law: str, received: str, events: str = "") -> Deadline:
    return due(law, date.fromisoformat(received), parse_events(events))


def test_the_printed_object_keeps_its_shape() -> None:
    printed = found("FOIA", "2022-07-20").as_json()
    promised = {
        "law": "FOIA",
        "received": "2022-07-20",
        "due": "2022-08-18",
        "rival_due": None,
        "day_zero": "2022-07-20",
        "working_days": 20,
        "source": "FOIA 2000 s.10(1), s.10(6)",
    }
    assert printed.items() >= promised.items()
    assert printed["skipped"] == [
        {"date": "2022-08-01", "reason": "bank holiday in Scotland", "title": printed["skipped"][0]["title"]}
    ]


@given(laws, days)
def test_the_due_date_is_the_last_of_its_working_days(law: str, received: date) -> None:
    one, working = due(law, received), calendar(regime(law).calendar)
    assert one.day_zero == received
    assert working.is_working(one.due)
    assert working.between(received + timedelta(days=1), one.due) == one.working_days
    assert all(received < day.date < one.due and not working.is_working(day.date) for day in one.skipped)


@given(laws, days)
def test_a_rival_date_stands_beside_receipt_on_a_day_off(law: str, received: date) -> None:
    one, working = due(law, received), calendar(regime(law).calendar)
    assert (one.rival_due is None) == working.is_working(received)
    if one.rival_due:
        assert one.rival_due == due(law, working.next_working(received)).due
        assert one.rival_due > one.due
        assert working.between(one.due, one.rival_due) == 2


@given(laws, days, st.integers(0, 200))
def test_late_is_claimed_only_past_every_rival_date(law: str, received: date, after: int) -> None:
    one = due(law, received)
    on = received + timedelta(days=after)
    latest = max([one.due, one.rival_due or one.due, *(other.due for other in one.alternatives)])
    assert is_late(one, on) <= (on > latest)
    assert is_late(one, one.late_after + timedelta(days=1))
    assert not is_late(one, one.late_after)


@given(laws, days, st.integers(0, 60), st.integers(0, 60))
def test_a_clarification_starts_the_count_anew(law: str, received: date, asked: int, answered: int) -> None:
    question = received + timedelta(days=asked)
    answer = question + timedelta(days=answered)
    one = due(law, received, [Event("clarified", answer), Event("clarification_asked", question)])
    plain = due(law, answer)
    assert (one.due, one.day_zero, one.rival_due) == (plain.due, answer, plain.rival_due)
    assert one.late_after >= plain.due


@given(laws, days, st.integers(0, 25), st.integers(0, 80))
def test_a_paid_fee_stops_the_clock_for_its_working_days(law: str, received: date, given_on: int, paid: int) -> None:
    notice = received + timedelta(days=given_on)
    payment = notice + timedelta(days=paid)
    plain = due(law, received)
    one = due(law, received, [Event("fee_notice", notice), Event("fee_paid", payment)])
    working = calendar(regime(law).calendar)
    if notice > plain.due:
        assert one.due == plain.due
    else:
        lost = working.between(max(notice, received + timedelta(days=1)), payment)
        assert one.due == working.after(received, plain.working_days + lost)
    assert one.day_zero == received


def test_an_unanswered_clarification_is_the_applicants_move() -> None:
    one = found("FOIA", "2022-03-01", "clarification_asked:2022-03-08")
    assert one.due == date(2022, 3, 30)
    assert one.waiting_for == "clarification"
    assert not is_late(one, date(2030, 1, 1))


def test_an_unpaid_fee_is_the_applicants_move_and_has_a_last_day() -> None:
    one = found("FOIA", "2022-02-01", "fee_notice:2022-02-08")
    assert one.waiting_for == "fee"
    assert one.pay_by == date(2022, 5, 7)
    assert not is_late(one, date(2030, 1, 1))


def test_a_fees_notice_after_the_time_limit_stops_nothing() -> None:
    one = found("FOIA", "2022-02-01", "fee_notice:2022-04-08")
    assert one.waiting_for is None
    assert is_late(one, date(2022, 4, 9))
    assert any("does not stop the clock" in warning for warning in one.warnings)


def test_a_fee_paid_too_late_is_said() -> None:
    one = found("FOIA", "2022-02-01", "fee_notice:2022-02-08;fee_paid:2022-05-09")
    assert any("need no longer answer" in warning for warning in one.warnings)


def test_both_readings_of_a_clarification_are_kept() -> None:
    one = found("FOIA", "2022-01-10", "clarification_asked:2022-01-20;clarified:2022-02-03")
    assert one.due == one.late_after == date(2022, 3, 3)
    assert [other.due for other in one.alternatives] == [date(2022, 2, 7)]
    assert "s.1(3)" in one.source


def test_a_question_after_the_time_limit_is_noted() -> None:
    one = found("FOIA", "2022-03-01", "clarification_asked:2022-04-20;clarified:2022-04-21")
    assert any("after the time limit" in warning for warning in one.warnings)


@pytest.mark.parametrize(("law", "expected"), [("FOIA", date(2022, 4, 29)), ("EIR", date(2022, 4, 29))])
def test_an_extension_told_in_time_gives_40_days(law: str, expected: date) -> None:
    one = found(law, "2022-03-01", "extended:2022-03-30")
    assert (one.due, one.working_days) == (expected, 40)
    assert one.extension_notice_by == date(2022, 3, 30)
    assert one.statutory == (law == "EIR")


def test_an_environmental_extension_told_too_late_stays_an_alternative() -> None:
    one = found("EIR", "2022-03-01", "extended:2022-03-31")
    assert one.due == date(2022, 3, 30)
    assert [other.due for other in one.alternatives] == [date(2022, 4, 29)]
    assert not is_late(one, date(2022, 4, 29))
    assert is_late(one, date(2022, 4, 30))


def test_scotland_knows_no_extension() -> None:
    one = found("FOISA", "2022-03-01", "extended:2022-03-15")
    assert one.due == date(2022, 3, 29)
    assert one.extension_notice_by is None
    assert any("no extension" in warning for warning in one.warnings)
    assert is_late(one, date(2022, 3, 30))


def test_an_extension_before_a_clarification_may_or_may_not_outlive_it() -> None:
    one = found("FOIA", "2022-01-10", "extended:2022-01-14;clarification_asked:2022-01-20;clarified:2022-02-03")
    assert one.due == date(2022, 3, 3)
    assert date(2022, 4, 1) in [other.due for other in one.alternatives]
    assert one.late_after == date(2022, 4, 1)


def test_the_bodys_own_date_counts_only_as_far_as_the_law_bears_it() -> None:
    near = found("FOIA", "2022-01-10", "stated_due:2022-02-09")
    assert (near.due, near.stated_due, near.late_after) == (date(2022, 2, 7), date(2022, 2, 9), date(2022, 2, 9))
    far = found("FOIA", "2022-01-10", "stated_due:2023-02-09")
    assert far.late_after == found("FOIA", "2022-01-10", "extended:2022-01-11").due
    assert any("past the longest period" in warning for warning in far.warnings)
    scottish = found("FOISA", "2022-01-10", "stated_due:2022-02-09")
    assert scottish.late_after == date(2022, 2, 7)
    early = found("FOIA", "2022-01-10", "stated_due:2022-02-01")
    assert early.late_after == date(2022, 2, 7)


def test_of_several_stated_dates_the_last_word_counts() -> None:
    one = found("FOIA", "2022-01-10", "stated_due:2022-02-09;stated_due:2022-02-08")
    assert one.stated_due == date(2022, 2, 8)


@pytest.mark.parametrize(
    ("law", "due_day", "late_after"),
    [
        ("FOIA", date(2022, 5, 4), date(2022, 6, 1)),
        ("FOISA", date(2022, 5, 3), date(2022, 5, 3)),
        ("EIR", date(2022, 6, 1), date(2022, 6, 1)),
        ("EISR", date(2022, 5, 3), date(2022, 5, 3)),
    ],
)
def test_a_review_has_its_own_limit(law: str, due_day: date, late_after: date) -> None:
    one = found(law, "2022-02-01", "review_requested:2022-04-01")
    assert (one.step, one.due, one.late_after) == ("review", due_day, late_after)
    assert one.day_zero == date(2022, 4, 1)
    assert one.request_due == found(law, "2022-02-01").due


def test_a_review_asked_twice_runs_from_the_first_asking() -> None:
    one = found("FOISA", "2022-02-01", "review_requested:2022-04-20;review_requested:2022-04-01")
    assert one.day_zero == date(2022, 4, 1)


def test_a_review_asked_on_a_saturday_has_a_rival_date() -> None:
    one = found("FOISA", "2022-02-01", "review_requested:2022-04-02")
    assert one.rival_due == found("FOISA", "2022-02-01", "review_requested:2022-04-04").due


def test_the_keeper_of_the_records_has_30_days() -> None:
    by_option = due("FOISA", date(2022, 1, 10), keeper=True)
    assert by_option == due("FOISA (Keeper of the Records)", date(2022, 1, 10))
    assert (by_option.due, by_option.working_days) == (date(2022, 2, 21), 30)
    review = due("FOISA", date(2022, 1, 10), [Event("review_requested", date(2022, 3, 1))], keeper=True)
    assert review.working_days == 30
    with pytest.raises(BadInput, match="Keeper"):
        due("FOIA", date(2022, 1, 10), keeper=True)


def test_a_school_counts_its_own_days_up_to_a_cap() -> None:
    open_school = due("FOIA", date(2022, 3, 1), school_closures=[])
    assert open_school.due == due("FOIA", date(2022, 3, 1)).due
    assert "SI 2004/3364" in open_school.source
    closed = due("FOIA", date(2022, 7, 22), school_closures=[(date(2022, 7, 23), date(2022, 11, 6))])
    assert (closed.due, closed.working_days) == (date(2022, 10, 19), 60)
    assert due("FOIA (school)", date(2022, 3, 1)).warnings
    with pytest.raises(BadInput, match="school days"):
        due("FOISA", date(2022, 3, 1), school_closures=[])
    with pytest.raises(BadInput, match="ends before it begins"):
        due("FOIA", date(2022, 3, 1), school_closures=[(date(2022, 5, 2), date(2022, 5, 1))])


@given(days, st.lists(st.tuples(st.integers(0, 120), st.integers(0, 60)), max_size=4))
def test_a_school_is_never_due_before_20_nor_after_60_working_days(
    received: date, closed: list[tuple[int, int]]
) -> None:
    closures = [(received + timedelta(days=a), received + timedelta(days=a + b)) for a, b in closed]
    one, working = due("FOIA", received, school_closures=closures), calendar("United Kingdom")
    assert 20 <= working.between(received + timedelta(days=1), one.due) <= 60


def test_the_long_limit_of_spring_2020_in_scotland() -> None:
    inside = found("FOISA", "2020-04-20")
    assert (inside.due, inside.working_days) == (date(2020, 7, 15), 60)
    assert [other.due for other in inside.alternatives] == [date(2020, 5, 19)]
    before = found("FOISA", "2020-03-20")
    assert before.working_days == 20
    assert before.late_after > before.due
    assert found("FOISA", "2020-05-27").working_days == 20
    assert found("FOISA", "2020-03-01").alternatives == ()
    assert found("FOIA", "2020-04-20").working_days == 20
    review = found("FOISA", "2020-02-01", "review_requested:2020-04-20")
    assert review.due == date(2020, 7, 15)


def test_a_moment_counts_by_the_day_in_the_united_kingdom() -> None:
    assert due("FOIA", datetime(2022, 6, 30, 23, 30, tzinfo=UTC)).received == date(2022, 7, 1)
    assert due("FOIA", datetime(2022, 1, 14, 23, 45, tzinfo=UTC)).received == date(2022, 1, 14)
    with pytest.raises(BadInput, match="no time zone"):
        due("FOIA", datetime(2022, 6, 30, 23, 30))


def test_years_without_settled_bank_holidays_are_provisional() -> None:
    assert not found("FOIA", "2028-11-01").provisional
    later = found("FOIA", "2028-12-20")
    assert later.provisional
    assert any("forecast" in warning for warning in later.warnings)


def test_before_the_law_was_in_force_is_noted() -> None:
    assert any("not in force" in warning for warning in found("FOIA", "2004-12-30").warnings)
    assert found("FOIA", "2005-01-04").warnings == ()


@pytest.mark.parametrize(
    ("events", "message"),
    [
        ("clarified:2022-03-10", "has no clarification_asked"),
        ("clarified:2022-03-10;clarification_asked:2022-03-11", "has no clarification_asked"),
        ("fee_paid:2022-03-10", "has no fee_notice"),
        ("fee_notice:2022-02-28", "before the request was received"),
        ("answered:2022-03-10", "not a kind of event"),
        ("clarified", "KIND:DATE"),
        ("extended:2022-02-30", "not a date"),
        ("extended:9999-12-31", "outside the years"),
    ],
)
def test_events_that_cannot_be_are_refused_in_one_sentence(events: str, message: str) -> None:
    with pytest.raises(BadInput, match=message) as caught:
        found("FOIA", "2022-03-01", events)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("received", [date(1999, 12, 31), date(2100, 1, 1), date(1, 1, 1)])
def test_years_out_of_reach_are_refused(received: date) -> None:
    with pytest.raises(BadInput, match="outside the years"):
        due("FOIA", received)


kinds = st.sampled_from(["clarification_asked", "clarified", "fee_notice", "fee_paid", "extended", "stated_due"])


@given(laws, days, st.lists(st.tuples(kinds, st.integers(-3, 400)), max_size=7))
def test_any_events_give_a_date_or_one_clear_refusal(law: str, received: date, what: list[tuple[str, int]]) -> None:
    events = [Event(kind, received + timedelta(days=after)) for kind, after in what]
    try:
        one = due(law, received, events)
    except BadInput:
        return
    assert one.day_zero >= received
    assert one.late_after >= max(one.due, one.rival_due or one.due)
    assert calendar(regime(law).calendar).is_working(one.due)
    assert due(law, received, sorted(events, key=lambda event: event.kind)) == one


@given(st.text(max_size=40))
def test_no_text_crashes_the_reading_of_events(text: str) -> None:
    try:
        parsed = parse_event(text)
    except BadInput:
        return
    assert text.strip().startswith(parsed.kind)
