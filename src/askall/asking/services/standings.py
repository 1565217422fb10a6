"""Where every request stands, kept in step with the log: for lists of 45,000 requests that answer at once."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from django.db import transaction

from askall.asking.clocks import clock_of
from askall.asking.models import Request, RequestEvent, Standing
from askall.asking.services.among import Among
from askall.asking.state import Event, Quoted, state_of
from askall.foundation.work import Progress

CHUNK = 2000


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


FOLDING = ("request_id", "kind", "at", "source", "note", "suggested", "verdict")
"""What states and clocks rest on: the words an event was read from take longer to load than all of it to fold."""
ASKED = (
    "pk",
    "study_id",
    "wave__number",
    "body__code",
    "body__name",
    "body__type",
    "body__nation",
    "body__region",
    "body__law",
)


def restate(requests: Iterable[int]) -> None:
    """Fold the events of these requests again; call it in the transaction that changed them."""
    for keys in _chunks(sorted(set(requests))):
        chosen = Request.objects.filter(Among("pk", keys)).order_by("pk")
        # Locked first: of two that log beside each other, the later one folds what the earlier one logged.
        list(chosen.select_for_update(no_key=True).values_list("pk"))
        events = _to_fold(keys)
        known = {row[0]: row[1:] for row in _standings_of(keys)}
        folded = (_standing(row, events[row[0]]) for row in chosen.values_list(*ASKED))
        Standing.objects.bulk_create(
            [one for one in folded if known.get(one.request_id) != tuple(getattr(one, field) for field in FOLDED)],
            update_conflicts=True,
            unique_fields=["request"],
            update_fields=FOLDED,
        )


def _standings_of(requests: Iterable[int]) -> Iterable[tuple[Any, ...]]:
    """What is kept of these requests now: most of it stays as it is, and reading is cheaper than writing."""
    return Standing.objects.filter(Among("request_id", requests)).values_list("request_id", *FOLDED)


def _to_fold(requests: Iterable[int]) -> dict[int, list[Event]]:
    """Request key → its events that were not withdrawn, in order of time, without what folding has no use for."""
    rows = RequestEvent.objects.filter(Among("request_id", requests), withdrawn=False).order_by("at", "id")
    found: dict[int, list[Event]] = defaultdict(list)
    for request, *row in rows.values_list(*FOLDING):
        found[request].append(Event(*row))
    return found


def _chunks(keys: Sequence[int]) -> Iterator[list[int]]:
    items = iter(keys)
    while chunk := list(islice(items, CHUNK)):
        yield chunk


FOLDED = [
    "state",
    "firm",
    "outstanding",
    "heard",
    "partly",
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


def _standing(row: Sequence[Any], events: Sequence[Event]) -> Standing:
    key, study, wave, code, name, type_of, nation, region, law = row
    state = state_of(events)
    return Standing(
        request_id=key,
        study_id=study,
        wave=wave,
        code=code,
        name=name,
        type=type_of,
        nation=nation,
        region=region,
        state=state.name,
        clock=clock_of(law, events),
        **{field: getattr(state, field) for field in FOLDED if field not in ("state", "clock")},
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
