"""Requests that were found for a kind of task, as they stand in its list: why, until when, whom to write to."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import QuerySet

from askall.asking.lists import BoardRow
from askall.asking.models import OutgoingLetter, RequestEvent
from askall.asking.next_steps import Told, WorkItem, obstacle_in_words, reason_for
from askall.asking.outbox import REJECTED as REFUSED
from askall.asking.records import Known
from askall.asking.services.among import Among
from askall.asking.services.board import COLUMNS
from askall.asking.services.recipients import accepted_at, address_for, bodies_of
from askall.asking.state import REJECTED
from askall.foundation.clock import uk_date

Knowing = Callable[[Sequence[int]], Mapping[int, Known]]
"""Told the keys of requests, gives what a later stage knows of them."""
_TOLD_BY = {"clarify": "clarification_asked", "readdress": "bounced"}


def nothing_known(_: Sequence[int]) -> Mapping[int, Known]:
    """For callers that know no more than asking itself."""
    return {}


def items(kind: str, found: QuerySet[Any], today: date, known: Knowing) -> tuple[WorkItem, ...]:
    """These candidates as they stand in the list, in their order."""
    rows = [(BoardRow(*(*row[:-1], today)), row[-1]) for row in found.values_list(*COLUMNS, "obstacle")]
    keys = [row.key for row, _ in rows]
    told, register, taken, more = _told(kind, keys), bodies_of(keys), accepted_at(keys), known(keys)
    listed = []
    for row, obstacle in rows:
        heard = told.get(row.key, Told())
        reason = reason_for(kind, row, heard)
        to = address_for(kind, row, register[row.key], more.get(row.key, Known()), taken.get(row.key, ""))
        why_not = obstacle_in_words(obstacle, row, reason.by)
        where = (to.address, to.why, to.guess)
        listed.append(WorkItem(row, kind, reason.step, reason.why, reason.by, *where, heard.quote, why_not))
    return tuple(listed)


def _told(kind: str, keys: Sequence[int]) -> dict[int, Told]:
    """What the last question or bounce of each request said, or the mail server that refused its letter."""
    if kind not in _TOLD_BY:
        return {}
    rows = RequestEvent.objects.filter(Among("request_id", keys), kind=_TOLD_BY[kind], withdrawn=False)
    rows = rows.exclude(verdict=REJECTED).order_by("at", "id")
    found = {
        request: Told(uk_date(at), " ".join(quote["quote"] for quote in evidence))
        for request, at, evidence in rows.values_list("request_id", "at", "evidence")
    }
    if kind == "readdress":
        letters = OutgoingLetter.objects.filter(Among("request_id", keys), state=REFUSED, step="ask")
        for request, answer in letters.order_by("number").values_list("request_id", "answer"):
            found.setdefault(request, Told(note=answer))
    return found
