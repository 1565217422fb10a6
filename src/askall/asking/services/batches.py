"""Letters that were queued together: what became of each batch, and how much of it can still be undone."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Max, Min, Q

from askall.asking.models import OutgoingLetter, Standing
from askall.asking.outbox import STATES, UNDER_WAY, WAITING
from askall.asking.services.among import Among


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


def on_their_way(*, step: str, study: str) -> int:
    """How many requests of the study, not yet asked, have a letter of this step that may yet go out."""
    letters = OutgoingLetter.objects.filter(step=step, state__in=UNDER_WAY, request__study__slug=study)
    keys = set(letters.values_list("request_id", flat=True))
    return Standing.objects.filter(Among("request_id", keys), state="prepared").count() if keys else 0
