"""Letters of ours that were accepted, kept as messages; and what mail that comes in proves of the others."""

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction

from askall.asking.records import Claimed
from askall.asking.services import handing_over
from askall.foundation.files import FileStore
from askall.mail.intake import attachment_fields, derived_fields
from askall.mail.models import Attachment, Filing, Message
from askall.mail.parse import parse_message
from askall.mail.records import SENT_BY_US
from askall.team import services as team

OURS = "askall."  # how the Message-ID of each letter from the outbox begins


def keep_sent(*, letter: Claimed, raw: bytes, store: FileStore, at: datetime) -> None:
    """The letter as an outgoing message filed to its request; call it in the transaction that notes its acceptance."""
    message = parse_message(raw)
    fields = {**derived_fields(message), "direction": "out", "size": len(raw), "found_in": SENT_BY_US}
    place = {"request_id": letter.request, "filed": True, "imported_at": at}
    row, new = Message.objects.get_or_create(sha256=message.sha256, defaults={**fields, **place})
    if not new:
        _file(row, letter.request, "our own letter", at)
        return
    _log_filing(row, "our own letter", at)
    if message.attachments:
        store.put_many(file.content for file in message.attachments)
        Attachment.objects.bulk_create(Attachment(message=row, **one) for one in attachment_fields(message))


def settle(*, letter: int, accepted: bool, store: FileStore, by: str, at: datetime) -> None:
    """A person says what became of an unknown letter: it was accepted, or it goes out again. Raises BadInput if the
    letter is not unknown."""
    with transaction.atomic():
        claimed = handing_over.settle(letter=letter, accepted=accepted, by=by, at=at)
        if accepted:
            keep_sent(letter=claimed, raw=store.get(claimed.sha256), store=store, at=at)


def settle_from_mail(*, store: FileStore, at: datetime) -> int:
    """What mail not filed yet proves: that letters were accepted; the number settled now. Call it before filing.

    A copy from the Sent folder or our own mailbox, a reply, or a report on its delivery bears the letter's Message-ID,
    which nobody knows who did not get it. Copies are filed here: they are no second letter.
    """
    settled = 0
    for row in Message.objects.filter(filed=False).order_by("pk").iterator():
        for name, how in _tells_of(row):
            with transaction.atomic():
                letter = handing_over.prove(message_id=name, how=how, at=at)
                if letter is not None:
                    keep_sent(letter=letter, raw=store.get(letter.sha256), store=store, at=at)
                    settled += 1
        if row.direction == "out" and row.message_id.startswith(OURS):
            _file_copy(row, at)
    return settled


def _tells_of(row: Message) -> Iterator[tuple[str, str]]:
    """(Message-ID of a letter of ours, how this mail proves that it was accepted)."""
    kind, _ = row.automatic_kind()
    answers = "bounce" if kind in ("bounce", "delay") else "reply"
    told = dict.fromkeys((row.in_reply_to, *row.references, *row.about), answers)
    told[row.message_id] = "copy" if row.delivered_to else "sent folder"
    return ((name, how) for name, how in told.items() if name.startswith(OURS))


@transaction.atomic
def _file_copy(row: Message, at: datetime) -> None:
    found = handing_over.letters_by_message_id([row.message_id]).get(row.message_id)
    if found is not None:
        _file(row, found[0], "copy of our own letter", at)


def _file(row: Message, request: int, signal: str, at: datetime) -> None:
    if row.request_id == request:
        return
    row.request_id, row.filed = request, True
    row.save(update_fields=["request", "filed"])
    _log_filing(row, signal, at)


def _log_filing(row: Message, signal: str, at: datetime) -> None:
    reasons = [{"signal": signal, "weight": 1.0, "seen": row.message_id}]
    machine = team.person(handle=handing_over.SENDER)
    Filing.objects.create(message=row, request_id=row.request_id, score=1.0, reasons=reasons, by=machine, at=at)
