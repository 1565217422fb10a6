"""What people know of a request beside its mail: a fee paid, a question answered by telephone, more time that the
machine did not read. Logged as their word, and taken back by them."""

from datetime import date, datetime

from django.db import transaction

from askall.asking.models import RequestEvent
from askall.asking.records import Event
from askall.asking.services.events import NewEvent, log_events
from askall.asking.services.standings import restate
from askall.asking.state import DATED, KINDS
from askall.foundation.errors import BadInput
from askall.team import services as team


@transaction.atomic
def note_event(*, request: int, event: Event, by: str, at: datetime) -> None:
    """Log what happened to a request on the word of a person; it counts at once. Raises BadInput for a kind that there
    is not, for what has not happened yet, and for a named date that is none."""
    if event.kind not in KINDS or event.kind == "opened":
        known = ", ".join(kind for kind in KINDS if kind != "opened")
        raise BadInput(f"“{event.kind[:80]}” is not a kind of event. Known: {known}.")
    if event.at > at:
        raise BadInput(f"{event.at.date()} is still to come; note what has happened.")
    if event.kind in DATED and (event.note or event.kind == "stated_due"):
        _check_date(event)
    log_events(events=[NewEvent(request, event)], by=by, at=at)
    detail = {"kind": event.kind, "at": event.at.isoformat(), "note": event.note}
    team.record(by=by, at=at, action="event noted", subject=f"request {request}", detail=detail)


def _check_date(event: Event) -> None:
    try:
        date.fromisoformat(event.note)
    except ValueError:
        raise BadInput(f"“{event.note[:80]}” is not a date; of {event.kind} note the day named, YYYY-MM-DD.") from None


@transaction.atomic
def take_back(*, event: int, by: str, at: datetime) -> None:
    """What a person noted was not so. It stays in the table, withdrawn. Raises BadInput for anything else: what mail
    caused goes with its mail, and what the machine read is rejected."""
    row = (
        RequestEvent.objects.filter(pk=event, withdrawn=False, suggested=False, source="").select_related("by").first()
    )
    if row is None or row.by.kind != "person" or row.kind == "opened":
        raise BadInput(f"{event} is not the key of anything a person noted.")
    RequestEvent.objects.filter(pk=row.pk).update(withdrawn=True)
    detail = {"kind": row.kind, "at": row.at.isoformat(), "note": row.note}
    team.record(by=by, at=at, action="event taken back", subject=f"request {row.request_id}", detail=detail)
    restate([row.request_id])
