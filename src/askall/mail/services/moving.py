"""A person says where a message belongs."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from askall.asking import services as asking
from askall.asking.records import Event
from askall.foundation.errors import BadInput
from askall.mail.intake import event_kind
from askall.mail.models import Filing, LearntReference, Message
from askall.mail.references import bare_subject, references_in
from askall.mail.services.copies import copies_of
from askall.mail.services.index import shared
from askall.team import services as team


@dataclass(frozen=True, slots=True)
class _Move:
    """Where to, who says so, when and why."""

    to_request: int | None
    aside: bool
    by: str
    at: datetime
    why: str


@transaction.atomic
def move_message(
    *, sha256: str, to_request: int | None, by: str, at: datetime, why: str = "", aside: bool = False
) -> None:
    """Put a message where a person says it belongs. None is back to triage, or `aside`: it belongs to no request.
    Logged, and reversible by another move. Copies of the same mail go along."""
    row = Message.objects.select_for_update().filter(sha256=sha256).first()
    if row is None:
        raise BadInput(f"There is no message {sha256[:12]} in this workspace.")
    if row.request_id == to_request and row.filed and row.set_aside == aside:
        return
    before, move = row.request_id, _Move(to_request, aside, by, at, why)
    moved = sum(_put(one, move) for one in (row, *copies_of(row)))
    if to_request is not None and not moved:
        kind, permanent = row.automatic_kind()
        state = asking.requests(keys=[to_request])[0].state.name
        event = Event(event_kind(row.direction == "out", kind, permanent, state), row.sent_at or at, sha256)
        asking.log_events(events=[asking.NewEvent(to_request, event)], by=by, at=at)
    detail = {"from": before, "to": to_request, "why": why}
    action = "message set aside" if aside else "message moved"
    team.record(by=by, at=at, action=action, subject=f"message {sha256}", detail=detail)


def _put(row: Message, move: _Move) -> int:
    """The message, its filing and what was learnt from it, to their new place; the number of its events moved."""
    actor, to = team.person(handle=move.by), move.to_request
    Filing.objects.create(
        message=row, request_id=to, score=1.0, reasons=[], set_aside=move.aside, why=move.why, by=actor, at=move.at
    )
    before, row.request_id, row.filed, row.set_aside = row.request_id, to, True, move.aside
    row.save(update_fields=["request", "filed", "set_aside"])
    LearntReference.objects.filter(message=row).delete()
    if row.direction == "out":
        _move_reply_address(row.sender_email, before, to)
    elif to is not None:
        _learn_references(row, to)
    if before is None or before == to:
        return 0
    return asking.move_events(source=row.sha256, from_request=before, to_request=to, at=move.at)


def _learn_references(row: Message, request: int) -> None:
    letters = Message.objects.filter(request_id=request, direction="out").values_list("subject", flat=True)
    ours = {bare_subject(subject) for subject in letters}
    subject = "" if bare_subject(row.subject) in ours else row.subject
    references = references_in(f"{subject}\n{row.own_text()[:4000]}")
    LearntReference.objects.bulk_create(
        LearntReference(request_id=request, reference=one, message=row) for one in sorted(references)
    )


def _move_reply_address(address: str, before: int | None, after: int | None) -> None:
    """What was learnt from a letter that stood in the wrong place is learnt for the right one."""
    if before is not None and not Message.objects.filter(request_id=before, sender_email=address).exists():
        asking.forget_reply_address(request=before, address=address)
    if after is not None and address not in shared("sender_email"):
        asking.learn_reply_addresses(addresses={after: address})
