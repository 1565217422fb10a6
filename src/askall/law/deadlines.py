"""When an answer is due, and why. Dates are computed on every read from logged events and never stored, because a bank
holiday may be proclaimed after the request was received, as on 19 September 2022."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal, NamedTuple

from askall.foundation.errors import BadInput
from askall.law.calendars import Calendar, Period, Skipped, calendar, verified_until
from askall.law.events import Event, History, checked_period, history_of, uk_day
from askall.law.regimes import Emergency, Limit, Regime, Variant, find_law
from askall.law.windows import pay_by

RIVAL_REASON = (
    "Some bodies treat what reaches them on a day that is not a working day as received on the next working day."
)


@dataclass(frozen=True, slots=True)
class Alternative:
    """A due date under another reading of the law or the facts."""

    due: date
    reason: str

    def as_json(self) -> dict[str, Any]:
        """{"due", "reason"}."""
        return {"due": self.due.isoformat(), "reason": self.reason}


# A named tuple, because a frozen dataclass of so many fields takes longer to make than the date takes to find.
class Deadline(NamedTuple):
    """When the next answer is due.

    `step` says whether that is the answer to the request or to the internal review asked for; `request_due` is always
    the date of the request. `day_zero` is the day from which `working_days` are counted, itself not counted.
    `rival_due` is the date if receipt on a day that is not a working day is moved to the next one. `late_after` is the
    last day on which nobody may be called late. `waiting_for` tells that the next move is the applicant's. `statutory`
    is false where the date rests on guidance. `provisional`: the bank holidays of that time are not settled yet.
    """

    law: str
    received: date
    due: date
    rival_due: date | None
    day_zero: date
    working_days: int
    skipped: tuple[Skipped, ...]
    source: str
    step: Literal["request", "review"]
    request_due: date
    statutory: bool
    late_after: date
    stated_due: date | None = None
    extension_notice_by: date | None = None
    pay_by: date | None = None
    waiting_for: Literal["clarification", "fee"] | None = None
    alternatives: tuple[Alternative, ...] = ()
    warnings: tuple[str, ...] = ()
    provisional: bool = False

    def as_json(self) -> dict[str, Any]:
        """The object that `askall deadline --json` prints; dates in ISO 8601."""
        return {name: _plain(getattr(self, name)) for name in self._fields}


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [one if isinstance(one, str) else one.as_json() for one in value]
    return value


class _Term(NamedTuple):
    """How many working days, and which are left out: `pauses` from every count, `closures` only from the ordinary one
    (a school's days), which ends with the `cap` at the latest."""

    days: int
    source: str
    statutory: bool
    pauses: tuple[Period, ...] = ()
    closures: tuple[Period, ...] = ()
    cap: int | None = None

    def ends(self, days: Calendar, day_zero: date) -> date:
        end = days.after(day_zero, self.days, self.pauses + self.closures)
        return end if self.cap is None else min(end, days.after(day_zero, self.cap, self.pauses))

    def counted(self, days: Calendar, day_zero: date, end: date) -> int:
        """How many working days led to `end`: the cap where that came first."""
        capped = self.cap is not None and days.after(day_zero, self.days, self.pauses + self.closures) > end
        return self.cap if self.cap is not None and capped else self.days

    def to(self, limit: Limit) -> "_Term":
        """The same count to another limit, in ordinary working days."""
        return _Term(max(limit.days, self.days), limit.source, limit.statutory, self.pauses)


def due(
    law: str,
    received: date | datetime,
    events: Iterable[Event] = (),
    *,
    school_closures: Sequence[Period] | None = None,
    keeper: bool = False,
    calendars: Mapping[str, Calendar] | None = None,
) -> Deadline:
    """When the answer to a request is due.

    `law` is a code or alias (regimes.py). `received` is a UK date, or a datetime with its zone, whose UK date counts.
    `school_closures` makes it a request to a school, closed in the given periods (FOIA only, SI 2004/3364 reg 3);
    `keeper` one to the Keeper of the Records of Scotland for records not yet open (FOISA s.10(2)). `calendars` take the
    place of those of the same name: what the date was, or would be, by other bank holidays.
    Raises BadInput for an unknown law, an impossible date, or events that do not fit together.
    """
    regime, variant = find_law(law)
    day = uk_day(received)
    days = (calendars or {}).get(regime.calendar) or calendar(regime.calendar)
    history = history_of(day, events) if events else History(day)
    term = _request_term(regime, variant, history, school_closures, keeper)
    end = term.ends(days, history.day_zero)
    reading = _Reading(regime, days, day, history, term, history.day_zero, end, end, end)
    if variant == "school" and school_closures is None:
        reading.warnings.append("No school closures were given, so every working day counts as a school day.")
    reading.read_request()
    if history.review:
        reading.read_review(history.review, keeper or variant == "keeper")
    return reading.deadline()


def is_late(deadline: Deadline, on: date) -> bool:
    """Whether a body that has not answered by the end of `on` may be called late: only past the latest of our date,
    the rival date, the alternatives, and the body's own date as far as the law's longest period bears it out; and
    never while the next move is the applicant's."""
    return deadline.waiting_for is None and on > deadline.late_after


def _request_term(
    regime: Regime, variant: Variant, history: History, closures: Sequence[Period] | None, keeper: bool
) -> _Term:
    limit, cap = regime.answer, None
    shut: tuple[Period, ...] = ()
    if keeper or variant == "keeper":
        if regime.keeper is None:
            raise BadInput(f"Only FOISA has a time limit of its own for the Keeper of the Records, not {regime.code}.")
        limit = regime.keeper
    source = limit.source
    if closures is not None:
        if regime.school is None:
            raise BadInput(f"{regime.code} knows no school days; only FOIA does.")
        shut = tuple(checked_period(period) for period in closures)
        cap, source = regime.school.days, f"{source}, {regime.school.source}"
    if history.clarified:
        source += f", {regime.clarification}"
    if history.pauses:
        source += f", {regime.pause}"
    return _Term(limit.days, source, limit.statutory, history.pauses, shut, cap)


@dataclass(slots=True)
class _Reading:
    """One request being read: the date found so far, with what else might be said."""

    regime: Regime
    days: Calendar
    received: date
    history: History
    term: _Term
    day_zero: date
    due: date
    request_due: date
    latest: date
    """The last of all alternatives, each with receipt moved to a working day."""
    step: Literal["request", "review"] = "request"
    longest: Limit | None = None
    extension_notice_by: date | None = None
    waiting_for: Literal["clarification", "fee"] | None = None
    alternatives: list[Alternative] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def read_request(self) -> None:
        history = self.history
        if self.regime.emergency:
            self._emergency(self.regime.emergency)
        if self.regime.extended:
            self.longest, self.extension_notice_by = self.regime.extended, self.due
        if history.extended or history.lapsed_extension:
            self._extension(self.due)
        if history.asked:
            self._clarification(history.asked)
        if history.notice:
            self._fee(history.notice)
        self.request_due = self.due

    def read_review(self, asked: date, keeper: bool) -> None:
        """From here on the review is what is due (FOIA s.45 Code, FOISA s.21, EIR reg 11, EI(S)R reg 16)."""
        regime = self.regime
        limit = (keeper and regime.keeper_review) or regime.review
        self.step, self.day_zero = "review", asked
        self.term = _Term(limit.days, limit.source, limit.statutory)
        self.due = self.term.ends(self.days, self.day_zero)
        self.alternatives, self.waiting_for, self.extension_notice_by, self.longest = [], None, None, None
        self.latest = self.due
        if regime.emergency:
            self._emergency(regime.emergency)
        if regime.review_exceptional:
            self.longest = regime.review_exceptional
            reason = f"In exceptional cases ({self.longest.source})."
            self._alternative(self.term.to(self.longest), self.day_zero, reason)

    def deadline(self) -> Deadline:
        """Everything said so far as a Deadline."""
        history = self.history
        rival = self.days.next_working(self.day_zero)
        rival_due = self.term.ends(self.days, rival) if rival != self.day_zero else None
        late_after = max(self.due, rival_due or self.due, self.latest)
        if history.stated and history.stated > late_after:
            late_after = self._stated_bears(history.stated, late_after, rival)
        provisional = late_after > verified_until()
        if provisional:
            self.warnings.append(
                f"Bank holidays after {verified_until()} are a forecast; one more may yet be proclaimed."
            )
        if self.received < self.regime.in_force:
            self.warnings.append(f"{self.regime.short} was not in force before {self.regime.in_force}.")
        return Deadline(
            law=self.regime.code,
            received=self.received,
            due=self.due,
            rival_due=rival_due,
            day_zero=self.day_zero,
            working_days=self.term.counted(self.days, self.day_zero, self.due),
            skipped=self.days.skipped(self.day_zero, self.due),
            source=self.term.source,
            step=self.step,
            request_due=self.request_due,
            statutory=self.term.statutory,
            late_after=late_after,
            stated_due=history.stated,
            extension_notice_by=self.extension_notice_by,
            pay_by=pay_by(self.regime.code, history.notice) if history.notice else None,
            waiting_for=self.waiting_for,
            alternatives=tuple(self.alternatives),
            warnings=tuple(self.warnings),
            provisional=provisional,
        )

    def _alternative(self, term: _Term, day_zero: date, reason: str) -> None:
        end = term.ends(self.days, day_zero)
        if end != self.due:
            self.alternatives.append(Alternative(end, reason))
            rival = self.days.next_working(day_zero)
            self.latest = max(self.latest, end if rival == day_zero else term.ends(self.days, rival))

    def _stated_bears(self, stated: date, late_after: date, rival: date) -> date:
        """The body's own date puts off the claim that it is late, but not past the longest period the law knows for
        this step: otherwise a body could name any date it liked."""
        longest = (self.term.to(self.longest) if self.longest else self.term).ends(self.days, rival)
        longest = max(longest, late_after)
        if stated > longest:
            self.warnings.append(f"The body's own date, {stated}, is past the longest period of the law, {longest}.")
        return min(stated, longest)

    def _emergency(self, emergency: Emergency) -> None:
        """60 working days in Scotland in spring 2020. The repeal saved nothing expressly, so the ordinary date stays
        beside ours; an older request still open on the first day gains the longer date as an alternative."""
        if self.day_zero > emergency.last or self.due < emergency.first:
            return
        limit = Limit(emergency.days, emergency.source)
        longer = self.term.to(limit)
        if self.day_zero < emergency.first:
            self._alternative(longer, self.day_zero, f"Still open when the longer limit began ({emergency.source}).")
            return
        ordinary, self.term = self.term, longer
        self.due = longer.ends(self.days, self.day_zero)
        self._alternative(ordinary, self.day_zero, "If the repeal of the longer limit reached open requests.")

    def _extension(self, ordinary: date) -> None:
        limit, told = self.regime.extended, self.history.extended
        if limit is None:
            self.warnings.append(f"{self.regime.short} knows no extension; the one claimed is left out of account.")
            return
        longer = self.term.to(limit)
        if told is None:
            reason = f"If the extension of {self.history.lapsed_extension} outlives the clarification ({limit.source})."
            self._alternative(longer, self.day_zero, reason)
        elif told > ordinary and limit.needs_timely_notice:
            self.warnings.append(f"The extension was notified on {told}, after its last day, {ordinary}.")
            self._alternative(longer, self.day_zero, f"If the late extension counts all the same ({limit.source}).")
        else:
            if told > ordinary:
                self.warnings.append(f"The extension was notified on {told}; the notice was due on {ordinary}.")
            if longer.ends(self.days, self.day_zero) > ordinary:  # a closed school may have longer than that anyway
                self.term = longer
                self.due = longer.ends(self.days, self.day_zero)

    def _clarification(self, asked: date) -> None:
        """The clock starts again only if the question was reasonably required, which the letters alone cannot settle:
        the date without it is kept as an alternative."""
        history = self.history
        first_due = self.term.ends(self.days, self.received)
        if asked > first_due:
            self.warnings.append(f"Clarification was asked on {asked}, after the time limit of {first_due}.")
        if history.unclarified:
            self.waiting_for = "clarification"
            self.warnings.append(
                f"The body asked for clarification on {history.unclarified}. If it reasonably needs it, the clock "
                "starts anew when the applicant answers; the date given holds only if it does not."
            )
        if history.day_zero != self.received:
            reason = f"If the clarification was not reasonably required ({self.regime.clarification})."
            self._alternative(self.term, self.received, reason)

    def _fee(self, notice: date) -> None:
        """A fees notice counts only if given within the time for answering (FOIA s.9(1), FOISA s.9(1))."""
        last = pay_by(self.regime.code, notice)
        if notice > self.term.ends(self.days, self.days.next_working(self.day_zero)):
            self.warnings.append(f"The fees notice of {notice} came after the time limit and does not stop the clock.")
        elif self.history.unpaid and self.waiting_for is None:
            self.waiting_for = "fee"
            self.warnings.append(
                f"The clock stands still from {self.history.unpaid} until the fee is paid, by {last} at the latest; "
                "the date given holds only if no fee was due."
            )
        elif self.history.pauses and self.history.pauses[-1][1] > last:
            self.warnings.append(f"The fee was paid after {last}, its last day: the body need no longer answer.")
