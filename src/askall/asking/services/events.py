"""The log of what happened to each request: appended to, moved with its message, judged, never rewritten."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction

from askall.asking.models import EventVerdict, RequestEvent
from askall.asking.records import Event
from askall.asking.services.standings import restate
from askall.asking.state import ACCEPTED, KINDS, REJECTED
from askall.foundation.errors import BadInput
from askall.team import services as team

RULE = "machine:rule"
"""Who accepts suggestions by a rule that the study's user switched on."""


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
        event = one.event
        if event.kind not in KINDS:
            raise BadInput(f"“{event.kind}” is not a kind of event. Known: {', '.join(KINDS)}.")
        rows.append(
            RequestEvent(
                request_id=one.request,
                kind=event.kind,
                at=event.at,
                source=event.source,
                note=event.note,
                by=actor,
                logged_at=at,
                suggested=event.suggested,
                confidence=event.confidence,
                evidence=[asdict(quote) for quote in event.evidence],
            )
        )
    RequestEvent.objects.bulk_create(rows, ignore_conflicts=True)
    restate(row.request_id for row in rows)


@transaction.atomic
def move_events(*, source: str, to_request: int | None, at: datetime, from_request: int | None = None) -> int:
    """The events a message caused go with it: withdrawn where it was (`from_request` alone, for a message may speak for
    several), logged where it is now as said by whoever said them. The number moved."""
    found = RequestEvent.objects.filter(source=source, withdrawn=False)
    rows = list(found if from_request is None else found.filter(request_id=from_request))
    touched = {row.request_id for row in rows}
    RequestEvent.objects.filter(pk__in=[row.pk for row in rows]).update(withdrawn=True)
    if to_request is not None:
        for row in rows:
            row.pk, row.request_id, row.logged_at = None, to_request, at
        RequestEvent.objects.bulk_create(rows, ignore_conflicts=True)
        touched.add(to_request)
    restate(touched)
    return len(rows) if to_request is not None else 0


@transaction.atomic
def replace_events(*, sources: Iterable[str], events: Iterable[NewEvent], by: str, at: datetime) -> None:
    """What `by` has said of these messages gives way to `events`. What is said again stays as it was logged, with what
    people have judged of it."""
    listed = list(events)
    wanted = {(one.request, one.event) for one in listed}
    known = RequestEvent.objects.filter(source__in=list(sources), by__username=by, withdrawn=False)
    gone = [row for row in known if (row.request_id, Event(row.kind, row.at, row.source, row.note)) not in wanted]
    RequestEvent.objects.filter(pk__in=[row.pk for row in gone]).update(withdrawn=True)
    log_events(events=listed, by=by, at=at)
    restate(row.request_id for row in gone)


@transaction.atomic
def judge_events(*, events: Iterable[int], accepted: bool, by: str, at: datetime, why: str = "") -> int:
    """Say of what the machine read out of mails, by the keys of the events, whether it is so; the number judged now.

    May be said again otherwise: the newest verdict holds and every one is kept. `by` RULE is a rule the user switched
    on; no other machine may judge.
    """
    actor = team.person(handle=by)
    if actor.kind == "machine" and by != RULE:
        raise BadInput(f"“{by}” is a machine. Machines suggest; people, and the rules they switch on, confirm.")
    word = ACCEPTED if accepted else REJECTED
    found = RequestEvent.objects.select_for_update(of=("self",)).filter(pk__in=list(events), suggested=True)
    rows = list(found.exclude(verdict=word).filter(withdrawn=False))
    EventVerdict.objects.bulk_create(
        EventVerdict(event=row, accepted=accepted, why=why, by=actor, at=at) for row in rows
    )
    RequestEvent.objects.filter(pk__in=[row.pk for row in rows]).update(verdict=word)
    restate(row.request_id for row in rows)
    return len(rows)
