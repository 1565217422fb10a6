"""The state of a request is derived from its events, in whatever order they are logged."""

from datetime import UTC, date, datetime
from itertools import permutations

import pytest

from askall.asking.deadlines import deadline_of, lateness
from askall.asking.records import RequestRecord
from askall.asking.state import EVENT_OF_OUTCOME, SUGGESTED, Event, state_of
from askall.bodies.records import Body
from askall.study.keys import READ_OUT
from askall.study.records import OUTCOMES


def at(day, month=9, year=2021):
    return datetime(year, month, day, 12, tzinfo=UTC)


def request(*events, law="FOIA"):
    body = Body("WXB", "Wexbarrow Borough Council", "Wexbarrow", "district", "England", "South East", law)
    return RequestRecord(1, "tok", "", "study", 1, body, events)


@pytest.mark.parametrize(
    ("kinds", "state"),
    [
        (["opened"], "prepared"),
        (["opened", "sent"], "waiting"),
        (["opened", "sent", "received"], "received"),
        (["opened", "sent", "received", "acknowledged"], "waiting"),
        (["opened", "sent", "acknowledged", "replied"], "replied"),
        (["opened", "sent", "replied", "acknowledged"], "replied"),
        (["opened", "sent", "clarification_asked"], "clarification_asked"),
        (["opened", "sent", "clarification_asked", "clarified"], "waiting"),
        (["opened", "sent", "bounced"], "undeliverable"),
        (["opened", "sent", "replied", "chased", "bounced"], "replied"),
        (["opened", "sent", "replied", "review_requested"], "review"),
        (["opened", "sent", "replied", "review_requested", "review_answered"], "replied"),
        (["opened", "sent", "fee_notice"], "fee_asked"),
        (["opened", "sent", "withdrawn"], "withdrawn"),
    ],
)
def test_what_follows_what(kinds, state):
    events = [Event(kind, at(number + 1)) for number, kind in enumerate(kinds)]
    assert state_of(events).name == state


def test_the_order_of_logging_does_not_matter():
    events = [Event("sent", at(1)), Event("acknowledged", at(2)), Event("replied", at(20), "f1")]
    states = {state_of(order) for order in permutations(events)}
    assert len(states) == 1
    assert states.pop().last_reply_on == date(2021, 9, 20)


def test_a_deadline_follows_the_log():
    assert deadline_of(request(Event("opened", at(1)))) is None
    plain = deadline_of(request(Event("sent", at(10, 1, 2022))))
    assert plain.request_due == date(2022, 2, 7)
    clarified = deadline_of(
        request(
            Event("sent", at(10, 1, 2022)),
            Event("clarification_asked", at(20, 1, 2022)),
            Event("clarified", at(3, 2, 2022)),
        )
    )
    assert clarified.request_due == date(2022, 3, 3)


def test_the_day_is_the_british_one():
    """Sent at 23:30 UTC on 30 June is received on 1 July there (FOIA: 2 August, not 29 July)."""
    sent = datetime(2022, 6, 30, 23, 30, tzinfo=UTC)
    assert deadline_of(request(Event("sent", sent))).request_due == date(2022, 8, 2)


def test_contradicting_events_never_break_the_page():
    odd = request(
        Event("sent", at(10)),
        Event("clarified", at(5)),
        Event("fee_paid", at(11)),
        Event("stated_due", at(12), note="soon"),
        Event("review_requested", at(9)),
    )
    assert deadline_of(odd).request_due == date(2021, 10, 8)


@pytest.mark.parametrize(
    ("first_reply", "today", "late"),
    [
        (date(2022, 2, 7), date(2022, 3, 1), "no"),
        (date(2022, 2, 8), date(2022, 3, 1), "yes"),
        (None, date(2022, 2, 7), ""),
        (None, date(2022, 2, 8), "yes"),
    ],
)
def test_late_is_said_only_past_the_last_day(first_reply, today, late):
    deadline = deadline_of(request(Event("sent", at(10, 1, 2022))))
    assert lateness(deadline, first_reply, today) == late


def test_received_on_a_saturday_the_rival_date_protects_the_body():
    deadline = deadline_of(request(Event("sent", at(15, 1, 2022))))
    assert (deadline.request_due, deadline.rival_due) == (date(2022, 2, 11), date(2022, 2, 14))
    assert lateness(deadline, date(2022, 2, 14), date(2022, 3, 1)) == ""
    assert lateness(deadline, date(2022, 2, 15), date(2022, 3, 1)) == "yes"


def test_nothing_sent_is_never_late():
    assert lateness(None, None, date(2022, 3, 1)) == ""


def test_every_kind_the_machine_suggests_can_be_named_in_a_rule():
    assert set(READ_OUT) == set(SUGGESTED)


def test_every_outcome_that_a_body_s_mail_can_have_is_an_event_of_the_log():
    of_no_mail = {"no_reply", "undeliverable", "withdrawn"}
    assert set(EVENT_OF_OUTCOME) == set(OUTCOMES) - of_no_mail
    assert set(EVENT_OF_OUTCOME.values()) <= set(SUGGESTED)
