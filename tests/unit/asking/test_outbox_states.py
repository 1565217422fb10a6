"""What can become of a letter, and what cannot."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askall.asking.outbox import (
    ACCEPTED,
    AFTER,
    BACK_OFF,
    CANCELLED,
    EVENT_OF,
    GIVE_UP,
    HANDING,
    QUEUED,
    REJECTED,
    STATES,
    STEPS,
    UNDER_WAY,
    UNKNOWN,
    after,
    in_the_way,
    next_try,
)
from askall.asking.state import KINDS

NOW = datetime(2022, 2, 7, 12, 0, tzinfo=UTC)
HAPPENINGS = sorted({what for _, what in AFTER})
walks = st.lists(st.sampled_from(HAPPENINGS), max_size=40)


def walked(happenings):
    """(state before, what happened, state after) along a walk from the queue; what cannot happen is passed over."""
    state, steps = QUEUED, []
    for what in happenings:
        if following := after(state, what):
            steps.append((state, what, following))
            state = following
    return steps


@given(walks)
def test_accepted_is_reached_only_by_the_servers_word_or_by_proof(happenings):
    for before, what, following in walked(happenings):
        if following == ACCEPTED:
            assert what == "proven" or (before, what) == (HANDING, "accepted")


@given(walks)
def test_nothing_unknown_goes_out_again_unless_a_person_says_so(happenings):
    for before, what, following in walked(happenings):
        if before == UNKNOWN:
            assert (what, following) in {("not_sent", QUEUED), ("proven", ACCEPTED)}


@given(walks)
def test_what_went_out_or_was_undone_stays_so(happenings):
    for before, _, _ in walked(happenings):
        assert before not in (ACCEPTED, CANCELLED)


@given(walks)
def test_no_letter_is_handed_over_twice_without_word_that_it_was_not_taken(happenings):
    """Between two times that content goes out, the server refused it or a person said it did not go."""
    pending = False
    for _, what, _ in walked(happenings):
        if what == "content":
            assert not pending
            pending = True
        elif what in ("returned", "deferred", "rejected", "not_sent"):
            pending = False


def test_every_state_can_be_reached_and_left_as_it_should():
    reached = {QUEUED} | set(AFTER.values())
    assert reached == set(STATES)
    ends = {state for state in STATES if not any(before == state for before, _ in AFTER)}
    assert ends == {ACCEPTED, CANCELLED}
    assert {what for before, what in AFTER if before == REJECTED} == {"proven"}


def test_each_step_logs_a_known_event():
    assert set(EVENT_OF) == set(STEPS) - {"reply"}
    assert set(EVENT_OF.values()) <= set(KINDS)


@given(st.integers(1, 60))
def test_back_off_grows_and_ends(deferrals):
    again = next_try(deferrals, NOW, NOW)
    assert again is not None
    assert again - NOW == BACK_OFF[min(deferrals, 5) - 1]
    assert next_try(deferrals, NOW - GIVE_UP, NOW) is None


def test_a_letter_put_off_again_and_again_is_given_up_after_five_days():
    now, tries = NOW, 0
    while again := next_try(tries + 1, NOW, now):
        now, tries = again, tries + 1
    assert timedelta(days=4, hours=19) < now - NOW <= timedelta(days=5)
    assert tries == 33


@pytest.mark.parametrize(
    ("step", "earlier", "asked_on", "state", "why"),
    [
        ("ask", [], None, "prepared", ""),
        ("ask", [], date(2022, 1, 3), "waiting", "asked on 2022-01-03"),
        ("ask", [ACCEPTED], None, "prepared", "asked already"),
        ("ask", [ACCEPTED], date(2022, 1, 3), "undeliverable", ""),
        ("ask", [REJECTED], None, "prepared", ""),
        ("chase", [ACCEPTED], date(2022, 1, 3), "waiting", ""),
        ("chase", [], date(2022, 1, 3), "withdrawn", "withdrawn"),
        *[(step, [state], None, "waiting", f"is {state} already") for step in STEPS for state in UNDER_WAY],
    ],
)
def test_a_request_is_asked_once_and_each_step_waits_for_the_one_before(step, earlier, asked_on, state, why):
    found = in_the_way(step, earlier, asked_on, state)
    assert why in found
    assert bool(why) == bool(found)
