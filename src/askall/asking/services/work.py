"""The work list: what to do next, across a study. How many requests there are for each kind of task, and which ones; in
a constant number of queries."""

from collections import Counter
from dataclasses import replace
from datetime import date

from django.db.models import Case, Count, F, When
from django.db.models.expressions import OrderBy
from django.db.models.functions import Coalesce

from askall.asking.lists import Filters
from askall.asking.next_steps import HEARD_WITHIN, KINDS, Draft, Task, WorkItem, last_day
from askall.asking.records import Known
from askall.asking.services.candidates import Candidates
from askall.asking.services.drafts import QUEUED_AS, drafts
from askall.asking.services.listing import Knowing, items, nothing_known
from askall.foundation.errors import BadInput

__all__ = [
    "HEARD_WITHIN",
    "KINDS",
    "QUEUED_AS",
    "Draft",
    "Knowing",
    "Known",
    "Task",
    "WorkItem",
    "drafts",
    "work",
    "work_items",
]

LIMITED = ("review", "complain", "fee")
"""Kinds of task that the law gives a last day."""
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


def work(*, study: str = "", today: date, filters: Filters | None = None) -> tuple[Task, ...]:
    """Every kind of task that any request is in, the most pressing first."""
    looking = Candidates(_within(study, filters), today)
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
    looking = Candidates(_within(study, filters), today, exclude_heard_within_days)
    found = looking.of(kind)
    page = found.order_by(Case(When(obstacle="", then=0), default=1), *_ORDER[kind], "code", "wave")
    return items(kind, page[offset : None if limit is None else offset + limit], today, known), found.count()


def _within(study: str, filters: Filters | None) -> Filters:
    filters = filters or Filters()
    return replace(filters, study=study or filters.study)


def _task(looking: Candidates, kind: str) -> Task:
    """Counted by what its last day depends on, where it has one: one query gives the numbers and the first of them."""
    columns = ["obstacle", *(("clock", "state", "firm", "last_reply_on", "last_heard_on") if kind in LIMITED else ())]
    grouped = looking.of(kind).order_by().values(*columns).annotate(number=Count("pk"))
    numbers: Counter[str] = Counter()
    days = []
    for row in grouped.values_list(*columns, "number", named=True):
        numbers[row.obstacle] += row.number
        if kind in LIMITED and not row.obstacle and (day := last_day(kind, row)):
            days.append(day)
    ready = numbers.pop("", 0)
    return Task(kind, ready, numbers.total(), min(days, default=None))
