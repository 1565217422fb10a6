"""The applicant's own time limits: to ask for a review, to complain, to appeal, to pay; and the aggregation window."""

from calendar import monthrange
from datetime import date, timedelta

from askall.foundation.errors import BadInput
from askall.law.calendars import calendar
from askall.law.events import uk_day
from askall.law.regimes import Limit, Regime, regime


def ask_review_by(law: str, time_allowed: date, answered: date | None = None) -> date:
    """The last day to ask for an internal review, where `time_allowed` is the day the answer was due.

    FOISA s.20(5) counts 40 working days from the end of the time allowed, even if the answer came sooner, and from the
    receipt of an answer that came late. The others count from the answer, or from the time allowed if there is none
    (FOIA s.45 Code, EIR reg 11(2), EI(S)R reg 16).
    """
    one = regime(law)
    start = answered or time_allowed
    if one.code == "FOISA":
        start = max(start, time_allowed)
    return _end(one, one.ask_review, start)


def complain_by(law: str, review_answered: date | None = None, review_due: date | None = None) -> date:
    """The last day to complain to the regulator: counted from the outcome of the review or, where none came, from the
    day it was due. FOISA s.47(4): six calendar months. FOIA and EIR: six weeks by the regulator's practice.
    Raises BadInput if neither day is given."""
    one = regime(law)
    start = review_answered or review_due
    if start is None:
        raise BadInput("To tell the last day for a complaint, give the day of the review's outcome or when it was due.")
    return _end(one, one.complain, start)


def appeal_by(law: str, decision_sent: date) -> date:
    """The last day to appeal to the First-tier Tribunal, 28 days after the decision notice was sent (rule 22(1)(b)).
    Raises BadInput for the Scottish laws, where an appeal goes to the Court of Session (FOISA s.56)."""
    one = regime(law)
    if one.appeal is None:
        raise BadInput(f"Under {one.short} an appeal goes to the Court of Session on a point of law; ask a solicitor.")
    return _end(one, one.appeal, decision_sent)


def pay_by(law: str, notice: date) -> date:
    """The last day to pay the fee asked for in a notice of that day. FOIA s.9(2), FOISA s.9(3): three months that begin
    with the day of the notice itself. EIR reg 8(5): 60 working days after it."""
    one = regime(law)
    if one.pay.unit == "months":
        return _months_beginning_with(uk_day(notice), one.pay.days)
    return _end(one, one.pay, notice)


def aggregation_until(law: str, first: date) -> date:
    """The last day on which a similar request to the same body may be added to the costs of one received on `first`:
    60 consecutive working days with the first request on day one (SI 2004/3244 reg 5(2)(b); the inclusive count is our
    reading). Raises BadInput where the law has no such window."""
    one = regime(law)
    if one.aggregation is None:
        raise BadInput(f"{one.short} has no window in which the costs of requests are added up.")
    return _end(one, one.aggregation, first - timedelta(days=1))


def _end(one: Regime, limit: Limit, start: date) -> date:
    start = uk_day(start)
    if limit.unit == "days":
        return start + timedelta(days=limit.days)
    if limit.unit == "months":
        return _months_after(start, limit.days)
    return calendar(one.calendar).after(start, limit.days)


def _months_after(day: date, months: int) -> date:
    """The same day of the month so many months on, or the last day of a month too short for it (the corresponding-date
    rule, Dodds v Walker [1981] 1 WLR 1027)."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _months_beginning_with(day: date, months: int) -> date:
    """The last day of a period of `months` of which `day` is the first."""
    after = _months_after(day, months)
    return after - timedelta(days=1) if after.day == day.day else after
