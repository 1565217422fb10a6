"""When the next letter may go out, from the times of those before it: providers count over rolling spans, not days."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from askall.asking.records import Limits

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def spans(limits: Limits) -> tuple[tuple[timedelta, int], ...]:
    """(span, most letters in it) for each limit there is."""
    every = ((MINUTE, limits.per_minute), (HOUR, limits.per_hour), (DAY, limits.per_day))
    return tuple((span, most) for span, most in every if most)


def next_slot(attempts: Sequence[datetime], limits: Limits, now: datetime) -> datetime:
    """The earliest moment, not before `now`, at which one more attempt keeps every limit.

    `attempts` are in order of time; those of the last 24 hours are enough. Letters of a minute go out evenly, not in a
    burst. A clock that was set back keeps nothing waiting for longer than the span itself.
    """
    slot = now
    if attempts and limits.per_minute:
        slot = max(slot, min(attempts[-1] + MINUTE / limits.per_minute, now + MINUTE))
    for span, most in spans(limits):
        if len(attempts) >= most and attempts[-most] > now - span:
            slot = max(slot, min(attempts[-most] + span, now + span))
    return slot


def used(attempts: Sequence[datetime], now: datetime) -> tuple[int, int, int]:
    """How many fell into the last minute, hour and 24 hours."""
    minute, hour, day = (sum(one > now - span for one in attempts) for span in (MINUTE, HOUR, DAY))
    return minute, hour, day
