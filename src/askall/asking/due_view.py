"""A request's dates side by side, each with the provision it rests on: ours, the rival one, the body's own, what they
would be if everything read out of mail were confirmed; and our own limits for a review and a complaint. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from askall.asking.clocks import clock_of, deadline_by, without_stated
from askall.asking.deadlines import deadline_if_accepted
from askall.asking.records import RequestRecord
from askall.asking.state import ANSWERS, REJECTED, State
from askall.foundation.clock import uk_date
from askall.law.calendars import Skipped, calendar
from askall.law.deadlines import Deadline
from askall.law.regimes import regime
from askall.law.windows import ask_review_by, complain_by
from askall.law.wording import explained, spoken

SOON = 5
"""Working days before the due date from which it is due soon."""
STANDINGS = {
    "prepared": "not sent",
    "clarification_asked": "waits for us",
    "fee_asked": "waits for us",
    "replied": "answered",
    "refused": "answered",
    "transferred": "answered",
    "review_upheld": "answered",
    "complaint": "with the regulator",
    "undeliverable": "undeliverable",
    "withdrawn": "withdrawn",
}
"""Firm state → how a request stands that owes us nothing today."""


@dataclass(frozen=True, slots=True)
class DueView:
    """The dates of one request on one day. `step` says whether the answer to the request is what is due, or that to the
    review asked for. `due` is our date, `rival_due` that by the other reading of receipt, `stated_due` the body's own,
    `if_accepted` ours if all suggestions were confirmed (None: that changes nothing).

    `overdue_after` is the last day on which the request is not yet in the list of overdue ones; `late_after` the last
    on which nothing published calls the body late, which spares it up to its own date too. `days_left` counts working
    days to `due`, below zero past it. `standing` is "not sent", "on time", "due soon", "past due" (by our date, not by
    every reading), "overdue", "waits for us", "answered", "with the regulator", "undeliverable" or "withdrawn".
    `ask_review_by` and `complain_by` are our last days, None where the step is not open.
    """

    standing: str
    law: str
    step: str = "request"
    due: date | None = None
    rival_due: date | None = None
    stated_due: date | None = None
    if_accepted: date | None = None
    day_zero: date | None = None
    working_days: int = 0
    skipped: tuple[Skipped, ...] = ()
    source: str = ""
    statutory: bool = True
    overdue_after: date | None = None
    late_after: date | None = None
    days_left: int | None = None
    pay_by: date | None = None
    ask_review_by: date | None = None
    complain_by: date | None = None
    explanations: tuple[str, ...] = ()


def due_view(request: RequestRecord, today: date) -> DueView:
    """The dates of a request as they stand on `today`, by what is confirmed."""
    line, state = clock_of(request.body.law, request.events), request.state
    found, plain = deadline_by(line), deadline_by(without_stated(line))
    if found is None or plain is None:
        return DueView(STANDINGS.get(state.firm, "not sent"), request.body.law)
    accepted = deadline_if_accepted(request)
    standing = _standing(state, plain, today)
    review_by, complaint_by = _windows(request, found, state, standing)
    return DueView(
        standing=standing,
        law=found.law,
        step=found.step,
        due=found.due,
        rival_due=found.rival_due,
        stated_due=found.stated_due,
        if_accepted=accepted.due if accepted and accepted.due != found.due else None,
        day_zero=found.day_zero,
        working_days=found.working_days,
        skipped=found.skipped,
        source=found.source,
        statutory=found.statutory,
        overdue_after=plain.late_after,
        late_after=found.late_after,
        days_left=_days_left(found, today) if state.outstanding else None,
        pay_by=found.pay_by,
        ask_review_by=review_by,
        complain_by=complaint_by,
        explanations=(*explained(found), *_more(found, plain, accepted, review_by, complaint_by)),
    )


def _standing(state: State, plain: Deadline, today: date) -> str:
    if not state.outstanding or state.firm in ("clarification_asked", "fee_asked"):
        return STANDINGS.get(state.firm, "answered")
    if plain.waiting_for:
        return "waits for us"
    if today > plain.late_after:
        return "overdue"
    if today > plain.due:
        return "past due"
    return "due soon" if _days_left(plain, today) <= SOON else "on time"


def _days_left(found: Deadline, today: date) -> int:
    days = calendar(regime(found.law).calendar)
    if today <= found.due:
        return days.between(today + timedelta(days=1), found.due)
    return -days.between(found.due + timedelta(days=1), today)


def _windows(request: RequestRecord, found: Deadline, state: State, standing: str) -> tuple[date | None, date | None]:
    """Our last days to ask for a review, and to complain: of an answer as far as it is read, of silence once it is
    overdue. After a complaint neither is open."""
    if state.firm in ("complaint", "withdrawn"):
        return None, None
    told = [one for one in request.events if one.verdict != REJECTED]
    asked = [at for at, one in enumerate(told) if one.kind == "review_requested"]
    answers = [uk_date(one.at) for one in (told[asked[-1] :] if asked else told) if one.kind in ANSWERS]
    answered = answers[-1] if answers else None
    if not asked:
        open_now = answered or standing == "overdue"
        return (ask_review_by(found.law, found.request_due, answered) if open_now else None), None
    if answered:
        return None, complain_by(found.law, review_answered=answered)
    silent_after = found.late_after if regime(found.law).review_exceptional else found.due
    return None, complain_by(found.law, review_due=silent_after) if standing == "overdue" else None


def _more(
    found: Deadline, plain: Deadline, accepted: Deadline | None, review_by: date | None, complaint_by: date | None
) -> Iterator[str]:
    """What the request adds to its deadline: sentences on the dates that the deadline itself does not know."""
    law = regime(found.law)
    if found.late_after != plain.late_after:
        yield f"In the list of overdue requests after {spoken(plain.late_after)}, whatever date the body named."
    if accepted and accepted.due != found.due:
        yield f"If all that was read out of mail is confirmed: {spoken(accepted.due)}; {accepted.source}."
    if review_by:
        basis = "" if law.ask_review.statutory else " (guidance, not statute)"
        yield f"Last day to ask for a review: {spoken(review_by)}; {law.ask_review.source}{basis}."
    if complaint_by:
        basis = "" if law.complain.statutory else " (practice, not statute)"
        yield f"Last day to complain to the {law.regulator.name}: {spoken(complaint_by)}; {law.complain.source}{basis}."
