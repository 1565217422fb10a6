"""However letters are paced, no span ever holds more of them than its limit."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from askall.asking.pacing import DAY, next_slot, spans, used
from askall.asking.records import Limits

NOW = datetime(2022, 2, 7, 12, 0, tzinfo=UTC)
limits = st.builds(Limits, st.integers(0, 5), st.integers(0, 12), st.integers(0, 20))
waits = st.lists(st.integers(0, 7200), max_size=60)


def sent_by(waits, allowed):
    """Times of attempts: each is wanted some seconds after the one before, and made when it may be."""
    times, now = [], NOW
    for seconds in waits:
        now = next_slot(times, allowed, now + timedelta(seconds=seconds))
        times.append(now)
    return times


@given(waits, limits)
def test_no_span_holds_more_than_its_limit(waits, allowed):
    times = sent_by(waits, allowed)
    for span, most in spans(allowed):
        for number, moment in enumerate(times):
            assert sum(moment - span < one <= moment for one in times[: number + 1]) <= most


@given(waits, limits)
def test_pacing_survives_a_restart(waits, allowed):
    """Only the last day's attempts are looked up again; the slot is the same."""
    times = sent_by(waits, allowed)
    now = times[-1] if times else NOW
    assert next_slot([one for one in times if one > now - DAY], allowed, now) == next_slot(times, allowed, now)


@given(waits, limits, st.integers(-400_000, 400_000))
def test_a_clock_set_back_or_forward_never_blocks_for_longer_than_a_day(waits, allowed, shift):
    now = NOW + timedelta(seconds=shift)
    assert now <= next_slot(sent_by(waits, allowed), allowed, now) <= now + DAY


def test_letters_of_a_minute_go_out_evenly():
    assert next_slot([NOW], Limits(30), NOW) == NOW + timedelta(seconds=2)


def test_without_limits_there_is_no_wait():
    assert next_slot([NOW] * 1000, Limits(), NOW) == NOW


def test_a_day_is_any_24_hours():
    times = [NOW - timedelta(hours=hours) for hours in (20, 10, 1)]
    assert next_slot(times, Limits(per_day=3), NOW) == NOW + timedelta(hours=4)
    assert used(times, NOW) == (0, 0, 3)
