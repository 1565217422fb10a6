"""Where every request stands, kept in step with the log: for lists of 45,000 requests that answer at once."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from django.db import transaction

from askall.asking.clocks import clock_of
from askall.asking.models import Request, RequestEvent, Standing
from askall.asking.state import Event, Quoted, state_of
from askall.foundation.work import Progress

CHUNK = 2000


def events_of(requests: Iterable[int]) -> dict[int, list[Event]]:
    """Request key → its events that were not withdrawn, in order of time. At most a few thousand requests at once."""
    rows = RequestEvent.objects.filter(request_id__in=list(requests), withdrawn=False).order_by("at", "id")
    found: dict[int, list[Event]] = defaultdict(list)
    for row in rows.values_list(*EVENT_FIELDS):
        found[row[0]].append(event_from(row[1:]))
    return found


EVENT_FIELDS = (
    "request_id",
    "kind",
    "at",
    "source",
    "note",
    "suggested",
    "verdict",
    "confidence",
    "evidence",
    "pk",
    "by__username",
)


def event_from(row: Sequence[Any]) -> Event:
    """An event from the columns EVENT_FIELDS after the first."""
    kind, at, source, note, suggested, verdict, confidence, evidence, key, by = row
    quotes = tuple(Quoted(**one) for one in evidence)
    return Event(kind, at, source, note, suggested, verdict, confidence, quotes, key, by)


def restate(requests: Iterable[int]) -> None:
    """Fold the events of these requests again; call it in the transaction that changed them."""
    for keys in _chunks(sorted(set(requests))):
        # Locked first: of two that log beside each other, the later one folds what the earlier one logged.
        found = Request.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=keys).order_by("pk")
        rows = list(found.select_related("wave", "body"))
        events = events_of(keys)
        Standing.objects.bulk_create(
            [_standing(row, events[row.pk]) for row in rows],
            update_conflicts=True,
            unique_fields=["request"],
            update_fields=FOLDED,
        )


def _chunks(keys: Sequence[int]) -> Iterator[list[int]]:
    items = iter(keys)
    while chunk := list(islice(items, CHUNK)):
        yield chunk


FOLDED = [
    "state",
    "firm",
    "outstanding",
    "heard",
    "pending",
    "messages",
    "chases",
    "clock",
    "sent_on",
    "acknowledged_on",
    "first_reply_on",
    "last_reply_on",
    "last_heard_on",
    "last_written_on",
]


def _standing(row: Request, events: Sequence[Event]) -> Standing:
    state, body = state_of(events), row.body
    return Standing(
        request_id=row.pk,
        study_id=row.study_id,
        wave=row.wave.number,
        code=body.code,
        name=body.name,
        type=body.type,
        nation=body.nation,
        region=body.region,
        state=state.name,
        clock=clock_of(body.law, events),
        **{name: getattr(state, name) for name in FOLDED if name not in ("state", "clock")},
    )


def restate_all(*, progress: Progress | None = None) -> int:
    """Fold the events of every request again, as after an update; the number of requests."""
    keys = list(Request.objects.order_by("pk").values_list("pk", flat=True))
    done = 0
    for chunk in _chunks(keys):
        with transaction.atomic():
            restate(chunk)
        done += len(chunk)
        if progress:
            progress(done)
    return done
