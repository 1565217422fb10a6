"""What to do next with a request: which step the law offers, why, and until when; and what stands in its way today.

Every date is computed when it is looked at. A clock is the line of clocks.py, which begins with the law.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from askall.asking.clocks import deadline_by, is_overdue
from askall.asking.lists import BoardRow
from askall.law.calendars import calendar
from askall.law.regimes import Regime, regime
from askall.law.windows import ask_review_by, complain_by, pay_by

KINDS = ("clarify", "fee", "review", "complain", "chase", "readdress", "confirm")
"""Kinds of task, the most pressing first. Mail that is not filed and letters that did not go out are added by whoever
shows the list."""
CHASES = 2
"""So many reminders before silence is taken further."""
CHASE_EVERY = 10
"""Working days between letters to a body that is silent."""
HEARD_WITHIN = 7
"""Who wrote within so many days is left in peace."""
_LONGEST = 400  # days: no period the law gives us is longer


@dataclass(frozen=True, slots=True)
class Task:
    """One kind of work: how many requests are ready for it, how many are left out today, and the first last day."""

    kind: str
    count: int
    left_out: int = 0
    by: date | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """What the mail that led to a task said: on which day, in which words, with what note."""

    on: date | None = None
    quote: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a request stands in the list, with the provision, until when something can be done (None: no such day), and
    the `step` whose letter does it ("" if no letter does)."""

    step: str
    why: str
    by: date | None = None


@dataclass(frozen=True, slots=True)
class WorkItem:
    """A request in the list of one kind of task. `excluded_because` says why it is left out today, "" if it is not.
    `recipient` is the address to write to, "" if none is known; `guess` warns that nobody has seen it in use."""

    row: BoardRow
    kind: str
    step: str
    why: str
    by: date | None = None
    recipient: str = ""
    recipient_why: str = ""
    guess: bool = False
    quote: str = ""
    excluded_because: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """A letter as it would go to one body, to be looked at and changed before it is queued under `step`.
    `why_excluded` says why it should not go as it is, "" if it may."""

    request: int
    step: str
    recipient: str
    subject: str
    body: str
    why_excluded: str = ""
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Overdue:
    """The clocks that ran out, by what can be done about it. `review_soon` and `review_closed` are those of
    `review_first` whose last day to ask for a review is near or past, `complaint_closed` those of `review` too old to
    complain about."""

    request: tuple[str, ...]
    review_first: tuple[str, ...]
    review_soon: tuple[str, ...]
    review_closed: tuple[str, ...]
    review: tuple[str, ...]
    complaint_closed: tuple[str, ...]


def overdue_clocks(clocks: Iterable[str], today: date) -> Overdue:
    """Of these clocks, each once, those that ran out."""
    late = sorted({clock for clock in clocks if is_overdue(clock, today)})
    request = [clock for clock in late if not asked_for_review(clock)]
    review = [clock for clock in late if asked_for_review(clock)]
    first = [clock for clock in request if law_of(clock).review_first]
    last_day = {clock: review_by(clock) for clock in first}
    soon = {clock for clock in first if _in_working_days(law_of(clock), today, CHASE_EVERY) >= last_day[clock]}
    return Overdue(
        request=tuple(request),
        review_first=tuple(first),
        review_soon=tuple(clock for clock in first if clock in soon and last_day[clock] >= today),
        review_closed=tuple(clock for clock in first if last_day[clock] < today),
        review=tuple(review),
        complaint_closed=tuple(clock for clock in review if complaint_by(clock) < today),
    )


def law_of(clock: str) -> Regime:
    """The law a clock runs under."""
    return regime(clock.partition(" ")[0])


def asked_for_review(clock: str) -> bool:
    """Whether what is due is the outcome of a review."""
    return " review_requested:" in clock


def review_by(clock: str, answered: date | None = None) -> date:
    """The last day to ask for a review of the answer of that day, or of silence. Raises ValueError for ""."""
    deadline = deadline_by(clock)
    if deadline is None:
        raise ValueError("a clock that does not run has no last day")
    return ask_review_by(deadline.law, deadline.request_due, answered)


def complaint_by(clock: str, upheld: date | None = None) -> date:
    """The last day to complain about the outcome of a review of that day, or about one that never came. Where a review
    may take longer in exceptional cases (FOIA), silence is counted from the end of that. Raises ValueError for ""."""
    deadline = deadline_by(clock)
    if deadline is None:
        raise ValueError("a clock that does not run has no last day")
    due = deadline.late_after if law_of(clock).review_exceptional else deadline.due
    return complain_by(deadline.law, review_answered=upheld, review_due=due)


def review_open_since(law: Regime, today: date) -> date:
    """The earliest day on which an answer can have come that a review may still be asked of."""
    return _earliest(today, lambda day: ask_review_by(law.code, day, day) >= today)


def complaint_open_since(law: Regime, today: date) -> date:
    """The earliest day on which a review can have upheld what may still be complained about."""
    return _earliest(today, lambda day: complain_by(law.code, review_answered=day) >= today)


def open_for_review(clocks: Iterable[str], today: date) -> tuple[str, ...]:
    """Those under which a review may still be asked for however early the answer came (FOISA s.20(5)(a))."""
    return tuple(clock for clock in clocks if review_by(clock, date.fromisoformat(clock.split()[1])) >= today)


def may_write_again(law: Regime, today: date) -> date:
    """Whoever was last written to on this day or before may be written to again."""
    waits = _earliest(today, lambda day: _in_working_days(law, day, CHASE_EVERY) >= today)
    return waits - timedelta(days=1)


def _earliest(today: date, holds: Callable[[date], bool]) -> date:
    """The first day from which on `holds` is true, up to today, for which it is."""
    days = [today - timedelta(days=back) for back in range(_LONGEST, -1, -1)]
    return days[bisect_left(days, True, key=holds)]


def _in_working_days(law: Regime, day: date, number: int) -> date:
    return calendar(law.calendar).after(day, number)


class Answered(Protocol):
    """What the last day of a task depends on: a row of a list, or some columns of it."""

    @property
    def clock(self) -> str: ...
    @property
    def state(self) -> str: ...
    @property
    def firm(self) -> str: ...
    @property
    def last_reply_on(self) -> date | None: ...
    @property
    def last_heard_on(self) -> date | None: ...


def last_day(kind: str, row: Answered) -> date | None:
    """Until when a request of that kind of task can be acted on; None where no day ends it."""
    if not row.clock:
        return None
    if kind == "review":
        return review_by(row.clock, None if is_silent(row) else row.last_reply_on)
    if kind == "complain" and row.state == "review_upheld":
        return complaint_by(row.clock, row.last_reply_on)
    if kind == "complain" and asked_for_review(row.clock):
        return complaint_by(row.clock)
    notice = _notice(row) if kind == "fee" else None
    return pay_by(law_of(row.clock).code, notice) if notice else None


def is_silent(row: Answered) -> bool:
    """Whether no answer has come, as far as anybody has confirmed, and none is suggested that a review could be of."""
    return row.firm in ("waiting", "received") and row.state != "refused"


def _notice(row: Answered) -> date | None:
    """The day of the last fees notice: confirmed, or as the mail of the last day we heard suggests."""
    told = [word.partition(":")[2] for word in row.clock.split() if word.startswith("fee_notice:")]
    return date.fromisoformat(told[-1]) if told else row.last_heard_on


def reason_for(kind: str, row: BoardRow, told: Told) -> Reason:
    """Why this request stands in the list of that kind. `told` is what its last question or bounce said."""
    return _REASONS[kind](row, told)


def _silence(row: BoardRow) -> str:
    """ "No answer by 7 February 2022 (FOIA 2000 s.10(1), s.10(6)), reminded twice"."""
    deadline = row.deadline
    since = f"No answer by {in_words(deadline.request_due)} ({deadline.source})" if deadline else "No answer"
    times = ("", ", reminded once", ", reminded twice")
    return since + (times[row.chases] if row.chases < len(times) else f", reminded {row.chases} times")


def _chase(row: BoardRow, _: Told) -> Reason:
    return Reason("chase_again" if row.chases else "chase", f"{_silence(row)}.")


def _review(row: BoardRow, _: Told) -> Reason:
    law, by = law_of(row.clock), last_day("review", row)
    until = f"Ask for a review by {in_words(by)} ({law.ask_review.source})." if by else ""
    if is_silent(row):
        why = f"{_silence(row)}. Under {law.short} a review comes before any complaint."
        return Reason("review_silence", f"{why} {until}", by)
    did = "Refused" if row.state == "refused" else "Answered only in part"
    when = f" on {in_words(row.last_reply_on)}" if row.last_reply_on else ""
    return Reason("review", f"{did}{when}. {until}", by)


def _complain(row: BoardRow, _: Told) -> Reason:
    law, by, deadline = law_of(row.clock), last_day("complain", row), row.deadline
    if by is None or deadline is None:
        why = f"{_silence(row)}. The {law.regulator.short} hears complaints about silence without a review"
        return Reason("complain", f"{why} ({law.cited.complaint}).")
    if row.state == "review_upheld" and row.last_reply_on:
        why = f"The review upheld the decision on {in_words(row.last_reply_on)}."
    else:
        why = f"No outcome of the review by {in_words(deadline.late_after)} ({deadline.source})."
    until = f"Complain to the {law.regulator.short} by {in_words(by)} ({law.complain.source})."
    return Reason("complain", f"{why} {until}", by)


def _clarify(row: BoardRow, told: Told) -> Reason:
    asked = f"Asked on {in_words(told.on)}" if told.on else "It asked back"
    law = f" ({law_of(row.clock).short} {law_of(row.clock).clarification})" if row.clock else ""
    return Reason("clarify", f"{asked}. Nothing runs against it until you answer{law}.")


def _fee(row: BoardRow, _: Told) -> Reason:
    by, notice = last_day("fee", row), _notice(row)
    if by is None or notice is None:
        return Reason("", "It asks for a fee.")
    source = law_of(row.clock).pay.source
    return Reason("", f"A fee was asked for on {in_words(notice)}. Pay by {in_words(by)} ({source}).", by)


def _readdress(row: BoardRow, told: Told) -> Reason:
    if row.state == "undeliverable":
        return Reason("readdress", f"The letter came back{f' on {in_words(told.on)}' if told.on else ''}.")
    return Reason("readdress", f"The mail server refused the letter: “{told.note}”" if told.note else "Refused.")


def _confirm(row: BoardRow, _: Told) -> Reason:
    waiting = (
        "1 suggestion from its mail waits" if row.pending == 1 else f"{row.pending} suggestions from its mail wait"
    )
    return Reason("", f"{waiting} for a person.")


_REASONS: dict[str, Callable[[BoardRow, Told], Reason]] = {
    "clarify": _clarify,
    "fee": _fee,
    "review": _review,
    "complain": _complain,
    "chase": _chase,
    "readdress": _readdress,
    "confirm": _confirm,
}


def obstacle_in_words(obstacle: str, row: BoardRow, by: date | None) -> str:
    """Why the request is left out today; "" for none."""
    heard = f" on {in_words(row.last_heard_on)}" if row.last_heard_on else ""
    written = f" on {in_words(row.last_written_on)}" if row.last_written_on else ""
    words = {
        "": "",
        "sending": "A letter to it is on its way already.",
        "pending": _confirm(row, Told()).why,
        "unread": f"It wrote{heard}, after our last letter, and nobody has said what that is.",
        "heard": f"It wrote{heard}, only days ago.",
        "written": f"We wrote{written}, not yet {CHASE_EVERY} working days ago.",
        "closed": f"The last day was {in_words(by)}." if by else "The last day is past.",
    }
    return words[obstacle]


def in_words(day: date) -> str:
    """ "10 January 2022"."""
    return f"{day.day} {day:%B %Y}"
