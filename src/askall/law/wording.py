"""A deadline in sentences: every date with the provision it rests on, every day left out with its reason."""

from collections.abc import Iterator
from datetime import date

from askall.law.deadlines import RIVAL_REASON, Deadline
from askall.law.regimes import regime


def explained(found: Deadline) -> Iterator[str]:
    """A deadline in sentences, the date first."""
    what = "answer" if found.step == "request" else "internal review"
    yield f"Due {spoken(found.due)}: {what} under the {regime(found.law).name}."
    basis = "" if found.statutory else " (guidance, not statute)"
    yield f"{found.working_days} working days after {spoken(found.day_zero)}; {found.source}{basis}."
    for day in found.skipped:
        yield f"Not counted: {spoken(day.date)}, {day.title}, {day.reason}."
    if found.rival_due:
        yield f"Rival date: {spoken(found.rival_due)}. {RIVAL_REASON}"
    for other in found.alternatives:
        yield f"Other date: {spoken(other.due)}. {other.reason}"
    if found.stated_due:
        yield f"The body's own date: {spoken(found.stated_due)}."
    if found.pay_by:
        yield f"Last day to pay the fee: {spoken(found.pay_by)}."
    if found.extension_notice_by and found.extension_notice_by != found.due:
        yield f"An extension had to be notified by {spoken(found.extension_notice_by)}."
    for warning in found.warnings:
        yield f"Note: {warning}"
    if found.waiting_for:
        yield f"Not late: the next move is the applicant's ({found.waiting_for})."
    elif found.late_after != found.due:
        yield f"Late may be claimed only after {spoken(found.late_after)}."


def spoken(day: date) -> str:
    """ "Monday 7 February 2022"."""
    return f"{day:%A} {day.day} {day:%B %Y}"
