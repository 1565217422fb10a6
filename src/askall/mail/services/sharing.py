"""One mail that speaks for several requests: filed to one of them, and shared with the others."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from askall.asking import services as asking
from askall.asking.records import Event
from askall.foundation.errors import BadInput
from askall.mail.intake import event_kind
from askall.mail.models import Message, SharedMessage
from askall.mail.records import SharedAs
from askall.team import services as team


@transaction.atomic
def share_message(*, sha256: str, request: int, by: str, at: datetime, why: str = "") -> None:
    """Say that a message speaks for this request too, beside the one it is filed to. Logged, and taken back by
    `unshare`. Raises BadInput if there is no such message, or if it is filed nowhere."""
    row = _message(sha256)
    if row.request_id is None:
        raise BadInput("A message is filed to one request first, then shared with others.")
    if row.request_id == request or row.shares.filter(request_id=request, ended_at__isnull=True).exists():
        return
    SharedMessage.objects.create(message=row, request_id=request, why=why, by=team.person(handle=by), at=at)
    kind, permanent = row.automatic_kind()
    state = asking.requests(keys=[request])[0].state.name
    event = Event(event_kind(row.direction == "out", kind, permanent, state), row.sent_at or at, sha256)
    asking.log_events(events=[asking.NewEvent(request, event)], by=by, at=at)
    _tell("message shared", sha256, request, why, by, at)


@transaction.atomic
def unshare(*, sha256: str, request: int, by: str, at: datetime, why: str = "") -> None:
    """Say that a message does not speak for this request after all. What it was once shared with stays in the log."""
    row = _message(sha256)
    if row.shares.filter(request_id=request, ended_at__isnull=True).update(ended_at=at):
        asking.move_events(source=sha256, from_request=request, to_request=None, at=at)
        _tell("message unshared", sha256, request, why, by, at)


def shared_with(*, messages: Iterable[int]) -> dict[int, tuple[int, ...]]:
    """Message key → the requests it is shared with now, of those of these that are shared."""
    found: dict[int, tuple[int, ...]] = {}
    rows = SharedMessage.objects.filter(message_id__in=list(messages), ended_at__isnull=True).order_by("pk")
    for message, request in rows.values_list("message_id", "request_id"):
        found[message] = (*found.get(message, ()), request)
    return found


def share_log(*, sha256: str) -> tuple[SharedAs, ...]:
    """What a message was ever shared with, and by whom, oldest first."""
    rows = SharedMessage.objects.filter(message__sha256=sha256).select_related("by").order_by("pk")
    return tuple(SharedAs(row.request_id, row.by.username, row.at, row.why, row.ended_at) for row in rows)


def _message(sha256: str) -> Message:
    row = Message.objects.select_for_update().filter(sha256=sha256).first()
    if row is None:
        raise BadInput(f"There is no message {sha256[:12]} in this workspace.")
    return row


def _tell(action: str, sha256: str, request: int, why: str, by: str, at: datetime) -> None:
    detail = {"request": request, "why": why}
    team.record(by=by, at=at, action=action, subject=f"message {sha256}", detail=detail)
