"""The log of what happened to each request: appended to, moved with its message, never rewritten."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from askall.asking.models import RequestEvent
from askall.asking.records import Event
from askall.asking.state import STATE_AFTER
from askall.foundation.errors import BadInput
from askall.team import services as team


@dataclass(frozen=True, slots=True)
class NewEvent:
    """An event to be logged for the request with this key."""

    request: int
    event: Event


@transaction.atomic
def log_events(*, events: Iterable[NewEvent], by: str, at: datetime) -> None:
    """Append events. One that its message has caused before is left out."""
    rows = []
    actor = team.person(handle=by)
    for one in events:
        if one.event.kind not in STATE_AFTER:
            raise BadInput(f"“{one.event.kind}” is not a kind of event. Known: {', '.join(STATE_AFTER)}.")
        rows.append(
            RequestEvent(
                request_id=one.request,
                kind=one.event.kind,
                at=one.event.at,
                source=one.event.source,
                note=one.event.note,
                by=actor,
                logged_at=at,
            )
        )
    RequestEvent.objects.bulk_create(rows, ignore_conflicts=True)


@transaction.atomic
def move_events(*, source: str, to_request: int | None, at: datetime) -> int:
    """The events a message caused go with it: withdrawn where it was, logged where it is now as said by whoever said
    them. The number moved."""
    rows = list(RequestEvent.objects.filter(source=source, withdrawn=False))
    RequestEvent.objects.filter(pk__in=[row.pk for row in rows]).update(withdrawn=True)
    if to_request is None:
        return 0
    for row in rows:
        row.pk, row.request_id, row.logged_at = None, to_request, at
    RequestEvent.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


@transaction.atomic
def replace_events(*, sources: Iterable[str], events: Iterable[NewEvent], by: str, at: datetime) -> None:
    """What `by` has said of these messages gives way to `events`. What is said again stays as it was logged."""
    listed = list(events)
    wanted = {(one.request, one.event) for one in listed}
    known = RequestEvent.objects.filter(source__in=list(sources), by__username=by, withdrawn=False)
    gone = [row.pk for row in known if (row.request_id, Event(row.kind, row.at, row.source, row.note)) not in wanted]
    RequestEvent.objects.filter(pk__in=gone).update(withdrawn=True)
    log_events(events=listed, by=by, at=at)
