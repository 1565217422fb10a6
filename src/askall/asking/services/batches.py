"""Letters of the outbox looked at together: what became of each batch, what can be undone, what failed for good."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, Max, Min, OuterRef, Q

from askall.asking.models import OutgoingLetter
from askall.asking.outbox import CANCELLED, REJECTED, STATES, WAITING
from askall.asking.records import OutboxRow
from askall.asking.services.outbox import outbox


@dataclass(frozen=True, slots=True)
class BatchView:
    """A batch as a person sees it. `waiting` of its `letters` can still be undone; the first of these goes out at
    `next_at`, None if none waits. `states` has every state that occurs."""

    id: str
    step: str
    letters: int
    waiting: int
    states: Mapping[str, int]
    queued_at: datetime
    queued_by: str
    next_at: datetime | None


def batches(*, waiting: bool = False, batch: str | None = None, limit: int = 20) -> tuple[BatchView, ...]:
    """The newest batches first: all, those some of whose letters are `waiting`, or the one named."""
    rows = OutgoingLetter.objects.order_by()
    if batch is not None:
        rows = rows.filter(batch=batch)
    waits = Q(state__in=WAITING)
    grouped = rows.values("batch").annotate(
        newest=Max("pk"),
        step=Min("step"),
        letters=Count("pk"),
        waiting=Count("pk", filter=waits),
        queued_at=Min("queued_at"),
        queued_by=Min("queued_by__username"),
        next_at=Min("not_before", filter=waits),
        **{f"in_{state}": Count("pk", filter=Q(state=state)) for state in STATES},
    )
    if waiting:
        grouped = grouped.filter(waiting__gt=0)
    return tuple(
        BatchView(
            row["batch"],
            row["step"],
            row["letters"],
            row["waiting"],
            {state: row[f"in_{state}"] for state in STATES if row[f"in_{state}"]},
            row["queued_at"],
            row["queued_by"],
            row["next_at"],
        )
        for row in map(dict[str, Any], grouped.order_by("-newest")[:limit])
    )


def failures(*, limit: int = 100) -> tuple[tuple[OutboxRow, ...], int]:
    """Letters that were refused for good and not queued again since, the newest first, and how many there are."""
    later = OutgoingLetter.objects.exclude(state=CANCELLED).filter(
        request=OuterRef("request"), step=OuterRef("step"), number__gt=OuterRef("number")
    )
    rows = OutgoingLetter.objects.filter(~Exists(later), state=REJECTED)
    keys = list(rows.order_by("-pk").values_list("pk", flat=True)[:limit])
    return outbox(letters=keys, limit=limit)[0], rows.count() if len(keys) == limit else len(keys)
