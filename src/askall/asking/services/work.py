"""The work list: what to do next, across a study. How many requests there are for each kind of task, and which ones; in
a constant number of queries."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import Case, Count, F, QuerySet, When
from django.db.models.expressions import OrderBy
from django.db.models.functions import Coalesce

from askall.asking.lists import BoardRow, Filters
from askall.asking.models import OutgoingLetter, RequestEvent
from askall.asking.next_steps import (
    HEARD_WITHIN,
    KINDS,
    Task,
    Told,
    WorkItem,
    last_day,
    obstacle_in_words,
    reason_for,
)
from askall.asking.records import Known
from askall.asking.services.among import Among
from askall.asking.services.board import COLUMNS
from askall.asking.services.candidates import Candidates
from askall.asking.services.recipients import accepted_at, address_for, bodies_of
from askall.asking.state import REJECTED
from askall.foundation.clock import uk_date
from askall.foundation.errors import BadInput

__all__ = ["HEARD_WITHIN", "KINDS", "Knowing", "Known", "Task", "WorkItem", "work", "work_items"]

LIMITED = ("review", "complain", "fee")
"""Kinds of task that the law gives a last day."""
_TOLD_BY = {"clarify": "clarification_asked", "readdress": "bounced"}
_OLDEST: tuple[str | OrderBy, ...] = (F("last_heard_on").asc(nulls_last=True),)
_ORDER: dict[str, tuple[str | OrderBy, ...]] = {
    "clarify": _OLDEST,
    "fee": _OLDEST,
    "confirm": _OLDEST,
    "review": (Coalesce("last_reply_on", "sent_on").asc(),),
    "complain": (Coalesce("last_reply_on", "sent_on").asc(),),
    "chase": (F("sent_on").asc(nulls_last=True),),
    "readdress": ("name",),
}
Knowing = Callable[[Sequence[int]], Mapping[int, Known]]
"""Told the keys of requests, gives what a later stage knows of them."""


def nothing_known(_: Sequence[int]) -> Mapping[int, Known]:
    """For callers that know no more than asking itself."""
    return {}


def work(*, study: str = "", today: date, filters: Filters | None = None) -> tuple[Task, ...]:
    """Every kind of task that any request is in, the most pressing first."""
    looking = Candidates(replace(filters or Filters(), study=study), today)
    tasks = [_task(looking, kind) for kind in KINDS]
    return tuple(task for task in tasks if task.count or task.left_out)


def work_items(
    *,
    study: str = "",
    kind: str,
    today: date,
    filters: Filters | None = None,
    exclude_heard_within_days: int = HEARD_WITHIN,
    known: Knowing = nothing_known,
    offset: int = 0,
    limit: int | None = 100,
) -> tuple[tuple[WorkItem, ...], int]:
    """The requests of one kind of task from `offset` on, those left out today last; and how many there are in all.

    `known` is asked for what later stages know of the requests shown. Raises BadInput for what is no kind.
    """
    if kind not in KINDS:
        raise BadInput(f"“{kind[:40]}” is not a kind of task. Known: {', '.join(KINDS)}.")
    looking = Candidates(replace(filters or Filters(), study=study), today, exclude_heard_within_days)
    found = looking.of(kind)
    page = found.order_by(Case(When(obstacle="", then=0), default=1), *_ORDER[kind], "code", "wave")
    return items(kind, page[offset : None if limit is None else offset + limit], today, known), found.count()


def _task(looking: Candidates, kind: str) -> Task:
    found = looking.of(kind)
    counted = dict(found.values_list("obstacle").annotate(number=Count("pk")).order_by())
    by = None
    if kind in LIMITED:
        columns = ("clock", "state", "firm", "last_reply_on", "last_heard_on")
        ready = found.filter(obstacle="").order_by().values_list(*columns, named=True).distinct()
        by = min((day for row in ready if (day := last_day(kind, row))), default=None)
    return Task(kind, counted.pop("", 0), sum(counted.values()), by)


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
        letters = OutgoingLetter.objects.filter(Among("request_id", keys), state="rejected", step="ask")
        for request, answer in letters.order_by("number").values_list("request_id", "answer"):
            found.setdefault(request, Told(note=answer))
    return found
