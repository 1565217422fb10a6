"""What happened to a request after it was received, and what that does to its clock."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from askall.foundation.clock import uk_date
from askall.foundation.errors import BadInput
from askall.law.calendars import FIRST, LAST, Period

KINDS = ("clarification_asked", "clarified", "fee_notice", "fee_paid", "extended", "stated_due", "review_requested")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9:.,]+([Zz]|[+-][0-9:]+)?")


@dataclass(frozen=True, slots=True)
class Event:
    """`kind` is one of KINDS. `on` is the day it happened in the United Kingdom; for `stated_due` it is the day by
    which the body says it will answer. A datetime must bear its zone."""

    kind: str
    on: date


class History(NamedTuple):
    """The events of one request, put in order.

    `day_zero` is the day from which its answer is counted: receipt, or the last clarification after it. `asked` and
    `notice` are the last clarification question and the last fees notice, `unclarified` and `unpaid` the day of one
    the applicant has not met, `pauses` the fees notices paid. `lapsed_extension` came before a clarification.
    """

    day_zero: date
    asked: date | None = None
    clarified: bool = False
    unclarified: date | None = None
    pauses: tuple[Period, ...] = ()
    notice: date | None = None
    unpaid: date | None = None
    extended: date | None = None
    lapsed_extension: date | None = None
    stated: date | None = None
    review: date | None = None


def uk_day(value: date | datetime) -> date:
    """The day of `value` in the United Kingdom (23:30 UTC in June is the next day there). Raises BadInput for a
    datetime without a zone, and for a day outside the years the calendars cover."""
    day: date = value
    if isinstance(value, datetime):
        if value.tzinfo is None:
            raise BadInput(f"{value.isoformat()} has no time zone; add Z or an offset, or leave the time out.")
        try:
            day = uk_date(value)
        except (OverflowError, ValueError):
            raise BadInput(f"{value.isoformat()} is not a date askall can reckon with.") from None
    if not FIRST <= day <= LAST:
        raise BadInput(f"{day.isoformat()} is outside the years {FIRST.year} to {LAST.year}.")
    return day


def parse_day(text: str) -> date:
    """The UK day of "2022-07-20" or of a moment with its zone, "2022-06-30T23:30:00Z". Raises BadInput otherwise."""
    text = text.strip()
    try:
        if _DAY.fullmatch(text):
            return uk_day(date.fromisoformat(text))
        if _MOMENT.fullmatch(text):
            return uk_day(datetime.fromisoformat(text.replace("z", "Z")))
    except ValueError:
        pass
    raise BadInput(f"“{text[:80]}” is not a date; write it as YYYY-MM-DD, or as a moment with its zone.")


def parse_event(text: str) -> Event:
    """An event written KIND:DATE, for example "clarified:2022-02-03". Raises BadInput."""
    kind, colon, day = text.strip().partition(":")
    if not colon:
        raise BadInput(f"“{text[:80]}” is not an event; write it as KIND:DATE.")
    _check_kind(kind.strip())
    return Event(kind.strip(), parse_day(day))


def parse_events(text: str) -> tuple[Event, ...]:
    """Events written KIND:DATE with ";" between them; empty text is none."""
    return tuple(parse_event(part) for part in text.split(";") if part.strip())


def parse_period(text: str) -> Period:
    """Days written FROM..TO, both included. Raises BadInput."""
    first, dots, last = text.strip().partition("..")
    if not dots:
        raise BadInput(f"“{text[:80]}” is not a period; write it as FROM..TO.")
    return checked_period((parse_day(first), parse_day(last)))


def checked_period(period: Period) -> Period:
    """The period itself. Raises BadInput if it ends before it begins."""
    first, last = uk_day(period[0]), uk_day(period[1])
    if last < first:
        raise BadInput(f"The period {first.isoformat()}..{last.isoformat()} ends before it begins.")
    return first, last


def history_of(received: date, events: Iterable[Event]) -> History:
    """What `events` amount to for a request received on the UK day `received`. They may come in any order.

    Raises BadInput for an unknown kind, an event before the receipt, a clarification nobody asked for and a fee paid
    without a notice.
    """
    days: dict[str, list[date]] = {}
    for event in events:
        _check_kind(event.kind)
        on = uk_day(event.on)
        if on < received:
            raise BadInput(f"The event {event.kind} on {on} comes before the request was received on {received}.")
        days.setdefault(event.kind, []).append(on)
    stated = _last(days.get("stated_due", ()))  # as given: the last one is the body's latest word
    for several in days.values():
        several.sort()
    questions, answers = days.get("clarification_asked", ()), days.get("clarified", ())
    _check_answers(questions, answers, "clarified", "clarification_asked")
    pauses, unpaid = _pauses(days.get("fee_notice", ()), days.get("fee_paid", ()))
    day_zero, asked = _last(answers) or received, _last(questions)
    extensions = days.get("extended", ())
    renewed = [day for day in extensions if day >= day_zero]
    return History(
        day_zero=day_zero,
        asked=asked,
        clarified=bool(answers),
        unclarified=asked if asked and (not answers or asked > day_zero) else None,
        pauses=pauses,
        notice=_last(days.get("fee_notice", ())),
        unpaid=unpaid,
        extended=renewed[0] if renewed else None,
        lapsed_extension=None if renewed else _last(extensions),
        stated=stated,
        review=days["review_requested"][0] if "review_requested" in days else None,
    )


def _check_kind(kind: str) -> None:
    if kind not in KINDS:
        raise BadInput(f"“{kind[:80]}” is not a kind of event; the kinds are {', '.join(KINDS)}.")


def _last(days: Sequence[date]) -> date | None:
    return days[-1] if days else None


def _check_answers(questions: Sequence[date], answers: Sequence[date], answer: str, question: str) -> None:
    """Each answer needs a question on the same day or earlier; one answer may meet several questions."""
    for day in answers:
        if not questions or questions[0] > day:
            raise BadInput(f"The event {answer} on {day} has no {question} on or before that day.")


def _pauses(notices: Sequence[date], payments: Sequence[date]) -> tuple[tuple[Period, ...], date | None]:
    """From each notice to the payment that meets it, both days included, and the first notice still unpaid."""
    _check_answers(notices, payments, "fee_paid", "fee_notice")
    pauses: list[Period] = []
    waiting = list(notices)
    for paid in payments:
        met = [day for day in waiting if day <= paid]
        if met:
            pauses.append((met[0], paid))
            waiting = [day for day in waiting if day > paid]
    return tuple(pauses), (waiting[0] if waiting else None)
