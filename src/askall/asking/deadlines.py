"""When a request's answer is due: computed from its logged events when it is looked at, never stored."""

from datetime import date

from askall.asking.clocks import clock_of, deadline_by, is_overdue
from askall.asking.records import RequestRecord
from askall.law.deadlines import Deadline, is_late

__all__ = ["clock_of", "deadline_by", "deadline_if_accepted", "deadline_of", "is_overdue", "lateness"]


def deadline_of(request: RequestRecord) -> Deadline | None:
    """By mail itself and what has been confirmed; None if no letter was sent."""
    return deadline_by(clock_of(request.body.law, request.events))


def deadline_if_accepted(request: RequestRecord) -> Deadline | None:
    """The same if everything that the machine read and nobody has judged yet were so; None if that changes nothing."""
    firm = clock_of(request.body.law, request.events)
    told = clock_of(request.body.law, request.events, with_pending=True)
    return deadline_by(told) if told != firm else None


def lateness(deadline: Deadline | None, first_reply: date | None, today: date) -> str:
    """ "yes" past the latest of all readings of the law, "no" if answered by our own date, "" where neither is sure."""
    if deadline is None:
        return ""
    if is_late(deadline, first_reply or today):
        return "yes"
    return "no" if first_reply and first_reply <= deadline.request_due else ""
