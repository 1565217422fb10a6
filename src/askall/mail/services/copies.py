"""One mail found in two places: in another folder, or our own letter fetched back from the folder of sent mail.

The bytes differ in what servers wrote into them, so both are stored and filed; what the mail means is logged once.
"""

from collections.abc import Iterable

from django.db.models import QuerySet

from askall.mail.models import Message

Identity = tuple[str, ...]


def identity(row: Message) -> Identity | None:
    """Messages of which this is the same are one mail. Our letters bear ids of our own making; a Message-ID of others
    is believed only with its sender and moment, for some programs give all their mail the same."""
    if not row.message_id:
        return None
    if row.direction == "out":
        return (row.message_id,)
    return (row.message_id, row.sender_email, row.sent_at.isoformat() if row.sent_at else "")


def filed_copies(rows: Iterable[Message]) -> dict[Identity | None, int]:
    """Where mail of which a copy is among these messages is filed already."""
    ids = [row.message_id for row in rows if row.message_id]
    found = _identifiable().filter(message_id__in=ids, request__isnull=False)
    return {identity(row): row.request_id for row in found if row.request_id is not None}


def copies_of(row: Message) -> list[Message]:
    """The other messages that are the same mail."""
    if not row.message_id:
        return []
    found = _identifiable().filter(message_id=row.message_id, direction=row.direction).exclude(pk=row.pk)
    keys = [one.pk for one in found if identity(one) == identity(row)]
    return list(Message.objects.select_for_update().filter(pk__in=keys).order_by("pk")) if keys else []


def _identifiable() -> QuerySet[Message]:
    return Message.objects.only("message_id", "direction", "sender_email", "sent_at", "request_id")
