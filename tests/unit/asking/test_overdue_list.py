"""Who is overdue: what mail, people and rules may change of it, and what may not."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from askall.asking.clocks import clock_of, is_overdue
from askall.asking.state import ACCEPTED, ANSWERED, KINDS, REJECTED, SUGGESTED, Event, state_of, understood

SENT = datetime(2021, 8, 31, 9, tzinfo=UTC)
TODAY = date(2022, 6, 1)
LAWS = ("FOIA", "FOISA", "EIR", "EISR")
SAYS_NOTHING = ("acknowledged", "automatic_reply", "received", "delayed", "stated_due")
"""What a machine or a clerk writes while the answer is still to come."""

moments = st.integers(0, 260 * 24).map(lambda hours: SENT + timedelta(hours=hours))
sources = st.sampled_from(["", "a" * 64, "b" * 64, "c" * 64])
days = st.dates(date(2021, 9, 1), date(2023, 1, 1)).map(date.isoformat)


@st.composite
def events(draw, kinds, verdicts=("", ACCEPTED, REJECTED)):
    kind = draw(st.sampled_from(kinds))
    note = draw(days) if kind in ("stated_due", "extended") else ""
    suggested = kind in SUGGESTED and draw(st.booleans())
    verdict = draw(st.sampled_from(verdicts)) if suggested else ""
    return Event(kind, draw(moments), draw(sources), note, suggested, verdict)


logs = st.lists(events(KINDS), max_size=8).map(lambda found: [Event("sent", SENT), *found])
pending = events(SUGGESTED, ("",)).map(lambda one: replace(one, suggested=True))
harmless = st.one_of(events(SAYS_NOTHING), pending)


def overdue(log, law="FOIA", today=TODAY):
    return state_of(log).outstanding and is_overdue(clock_of(law, log), today)


@settings(max_examples=400, deadline=None)  # the first call loads the calendars
@given(logs, harmless, st.sampled_from(LAWS))
def test_an_acknowledgement_or_automatic_reply_never_takes_a_request_out_of_the_overdue_list(log, added, law):
    """Nor mail nobody has read, a delay, a date the body names, or anything that is only suggested: wherever in the
    log it stands, whatever stands around it, confirmed or not."""
    assume(overdue(log, law))
    assert overdue([*log, added], law)


@pytest.mark.parametrize("kind", SAYS_NOTHING)
@pytest.mark.parametrize("verdict", ["", ACCEPTED, REJECTED])
def test_the_silent_stay_overdue_whatever_they_say_but_an_answer(kind, verdict):
    log = [Event("sent", SENT), Event(kind, SENT + timedelta(days=3), "a" * 64, "2022-12-24", True, verdict)]
    assert overdue([Event("sent", SENT)])
    assert overdue(log)


@settings(deadline=None)
@given(logs)
def test_the_order_of_logging_does_not_change_who_is_overdue(log):
    moments = {one.at for one in log}
    assume(len(moments) == len(log))
    assert overdue(log) == overdue(list(reversed(log)))


@settings(deadline=None)
@given(logs)
def test_what_letters_were_is_told_again_alike(log):
    assert understood(understood(log)) == understood(log)


@settings(deadline=None)
@given(
    logs.filter(lambda log: all(one.counts for one in log)),
    events(
        ("received", "acknowledged", "bounced", "delayed", "automatic_reply", "extended", "stated_due"), (ACCEPTED,)
    ),
)
def test_a_confirmed_answer_is_not_undone_by_what_comes_later(log, later):
    """A late bounce, an old acknowledgement, more mail: the request does not become outstanding again."""
    state = state_of(log)
    assume(state.firm in ANSWERED)
    last = max(one.at for one in log) + timedelta(days=1)
    assert not state_of([*log, replace(later, at=last)]).outstanding


def on(day, month=9, year=2021):
    return datetime(year, month, day, 12, tzinfo=UTC)


def test_after_an_answer_a_question_back_and_our_reply_leave_it_answered():
    log = [Event("sent", on(1)), Event("replied", on(10), "a"), Event("clarification_asked", on(12), "b")]
    assert (state_of(log).name, state_of(log).outstanding) == ("clarification_asked", False)
    answered = [*log, Event("chased", on(13), "c")]
    assert [one.kind for one in understood(answered)][-1] == "clarified"
    assert state_of(answered).firm == "replied"
    assert not overdue(answered)


def test_a_question_back_answered_by_our_letter_starts_the_count_anew():
    log = [Event("sent", on(1)), Event("clarification_asked", on(8), "a"), Event("chased", on(20), "b")]
    assert clock_of("FOIA", log) == "FOIA 2021-09-01 clarification_asked:2021-09-08 clarified:2021-09-20"
    assert not overdue(log, today=date(2021, 10, 5))
    assert overdue(log, today=date(2021, 10, 19))


def test_a_letter_after_a_question_nobody_confirmed_is_a_reminder_to_the_clock():
    asked = Event("clarification_asked", on(8), "a", suggested=True)
    log = [Event("sent", on(1)), asked, Event("chased", on(20), "b")]
    assert [one.kind for one in understood(log)][-1] == "clarified", "people see at once what it may be"
    assert clock_of("FOIA", log) == "FOIA 2021-09-01"
    assert clock_of("FOIA", log, with_pending=True).endswith("clarified:2021-09-20")


def test_while_the_next_move_is_ours_nobody_is_overdue():
    log = [Event("sent", on(1)), Event("clarification_asked", on(8), "a")]
    assert not overdue(log)
    assert not overdue([Event("sent", on(1)), Event("fee_notice", on(8), "a", "£45")])


def test_a_letter_that_came_back_starts_the_clock_when_it_is_sent_again():
    log = [Event("sent", on(1)), Event("bounced", on(1), "a")]
    assert (state_of(log).name, state_of(log).outstanding) == ("undeliverable", False)
    again = [*log, Event("chased", on(1, 10), "b")]
    state = state_of(again)
    assert (state.name, state.sent_on, state.outstanding) == ("waiting", date(2021, 10, 1), True)
    assert clock_of("FOIA", again) == "FOIA 2021-10-01"


def test_a_reminder_that_comes_back_does_not_unsay_that_the_letter_arrived():
    log = [
        Event("sent", on(1)),
        Event("acknowledged", on(2), "a"),
        Event("chased", on(4, 10)),
        Event("bounced", on(4, 10), "b"),
    ]
    state = state_of(log)
    assert (state.name, state.sent_on, state.outstanding) == ("waiting", date(2021, 9, 1), True)


def test_a_request_under_review_is_outstanding_until_the_review_is_answered():
    log = [Event("sent", on(1)), Event("refused", on(10), "a"), Event("review_requested", on(20), "b")]
    assert (state_of(log).firm, state_of(log).outstanding) == ("review", True)
    for kind in ("received", "acknowledged"):
        log.append(Event(kind, on(21), "c"))
        assert (state_of(log).firm, state_of(log).outstanding) == ("review", True)
    assert not overdue(log, today=date(2021, 10, 18))
    assert overdue(log, today=date(2021, 11, 16)), "past the 40 working days of exceptional cases"
    asked = [*log, Event("clarification_asked", on(25), "d"), Event("chased", on(26), "e")]
    assert state_of(asked).firm == "review"
    for kind, firm in (("review_upheld", "review_upheld"), ("review_answered", "replied"), ("replied", "replied")):
        answered = [*log, Event(kind, on(30), "f")]
        assert (state_of(answered).firm, state_of(answered).outstanding) == (firm, False)


def test_a_request_for_review_that_came_back_was_never_received():
    log = [
        Event("sent", on(1)),
        Event("refused", on(10), "a"),
        Event("review_requested", on(20), "b"),
        Event("bounced", on(20), "c"),
    ]
    assert clock_of("FOIA", log) == "FOIA 2021-09-01"
    assert state_of(log).name == "undeliverable"
    assert not state_of(log).outstanding


def test_a_complaint_waits_for_the_regulator():
    log = [
        Event("sent", on(1)),
        Event("refused", on(10), "a"),
        Event("complained", on(20), "b"),
        Event("acknowledged", on(21), "c"),
    ]
    assert (state_of(log).name, state_of(log).outstanding) == ("complaint", False)


def test_new_mail_is_seen_above_all_until_it_is_read():
    log = [Event("sent", on(1)), Event("replied", on(10), "a"), Event("received", on(12), "b")]
    assert (state_of(log).name, state_of(log).firm) == ("received", "replied")
    read = [*log, Event("acknowledged", on(12), "b", suggested=True)]
    assert state_of(read).name == "replied"


def test_more_time_moves_the_date_when_it_is_confirmed_and_names_the_new_one():
    told = Event("extended", on(20), "a", "2021-10-27", suggested=True)
    log = [Event("sent", on(1)), told]
    assert overdue(log, today=date(2021, 10, 12))
    confirmed = [log[0], replace(told, verdict=ACCEPTED)]
    assert clock_of("FOIA", confirmed) == "FOIA 2021-09-01 extended:2021-09-20 stated_due:2021-10-27"
    assert not overdue(confirmed, today=date(2021, 10, 12))
    assert overdue(confirmed, "FOISA", date(2021, 10, 12)), "FOISA knows no extension"
