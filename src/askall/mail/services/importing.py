"""Taking mail in: raw bytes first, then what is derived from them."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

from django.db import transaction

from askall.foundation.files import FileStore, hash_of
from askall.foundation.text import storable
from askall.foundation.work import Progress, Serial, Work
from askall.mail.containers import Found
from askall.mail.intake import ATTACHMENT_FIELDS, attachment_fields, batches, derived_fields, found_in, our_side
from askall.mail.models import Attachment, Message
from askall.mail.parse import parse_message
from askall.mail.records import ImportReport, ParsedMessage

CHUNK = 500


def import_mail(
    *,
    paths: Iterable[Path],
    store: FileStore,
    own_addresses: Iterable[str],
    at: datetime,
    work: Work | None = None,
    progress: Progress | None = None,
) -> ImportReport:
    """Take in every message of these files and folders: raw bytes first, then what is derived from them.

    Messages known by the hash of their bytes are passed over, so the same command after a crash goes on where it
    stopped. Nothing is filed yet: see `file_messages`.
    """
    report = ImportReport()
    own = frozenset(address.lower() for address in own_addresses)
    for batch in batches(found for path in paths for found in found_in(path)):
        report.faults += [(one.location, one.error or "unreadable") for one in batch if one.raw is None]
        readable = [one for one in batch if one.raw is not None]
        new = _take_in(readable, store, own, at, work or Serial())
        report.seen += len(readable)
        report.new += new
        report.known += len(readable) - new
        if progress:
            progress(report.seen)
    return report


def _take_in(batch: Sequence[Found], store: FileStore, own: frozenset[str], at: datetime, work: Work) -> int:
    prepared = prepare(batch, store, work)
    keep(prepared, own, at)
    return len(prepared)


def prepare(batch: Sequence[Found], store: FileStore, work: Work) -> list[tuple[ParsedMessage, Found]]:
    """Those of these messages that are not known yet, each with what it says; all bytes are in the store by then."""
    whole = {hash_of(found.raw or b""): found for found in batch}
    known = set(Message.objects.filter(sha256__in=whole).values_list("sha256", flat=True))
    # In order of hashes: two imports beside each other that wrote in different orders would wait for one another.
    new = {sha: whole[sha] for sha in sorted(whole.keys() - known)}
    raws = [found.raw or b"" for found in new.values()]
    store.put_many(raws)
    parsed = parsed_messages(raws, work)
    store.put_many(file.content for message in parsed for file in message.attachments)
    return list(zip(parsed, new.values(), strict=True))


@transaction.atomic
def keep(prepared: Sequence[tuple[ParsedMessage, Found]], own: frozenset[str], at: datetime) -> None:
    """The rows of prepared messages and of their attachments."""
    Message.objects.bulk_create(
        [_row(message, our_side(message.sender.email, own), found, at) for message, found in prepared],
        ignore_conflicts=True,  # another import of the same mailbox may run beside this one
    )
    shas = [message.sha256 for message, _ in prepared]
    keys = dict(Message.objects.filter(sha256__in=shas).values_list("sha256", "pk"))
    attached = [row for message, _ in prepared for row in _attachment_rows(message, keys[message.sha256])]
    Attachment.objects.bulk_create(attached, ignore_conflicts=True)


def parsed_messages(raws: Sequence[bytes], work: Work) -> list[ParsedMessage]:
    """What these bytes say; where that cannot be read in time or memory, a message that says why."""
    return [
        done.value or ParsedMessage.unreadable(hash_of(raw), str(done.error))
        for raw, done in zip(raws, work.run(parse_message, raws), strict=True)
    ]


def _row(message: ParsedMessage, outgoing: bool, found: Found, at: datetime) -> Message:
    return Message(
        sha256=message.sha256,
        **derived_fields(message),
        direction="out" if outgoing else "in",
        size=len(found.raw or b""),
        found_in=storable(found.location),
        imported_at=at,
    )


def _attachment_rows(message: ParsedMessage, key: int) -> list[Attachment]:
    return [Attachment(message_id=key, **fields) for fields in attachment_fields(message)]


def reparse(*, store: FileStore, work: Work, progress: Progress | None = None) -> int:
    """Derive every message again from its stored bytes; the number of messages that came out otherwise than before.

    Where a message is filed, and what people decided, stays.
    """
    changed = 0
    keys = list(Message.objects.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), CHUNK):
        rows = list(Message.objects.filter(pk__in=keys[start : start + CHUNK]).prefetch_related("attachments"))
        for row, parsed in zip(rows, parsed_messages([store.get(row.sha256) for row in rows], work), strict=True):
            changed += _derive_again(row, parsed, store)
        if progress:
            progress(start + len(rows))
    return changed


@transaction.atomic
def _derive_again(row: Message, message: ParsedMessage, store: FileStore) -> bool:
    fields, attached = derived_fields(message), attachment_fields(message)
    before = [{name: getattr(one, name) for name in ATTACHMENT_FIELDS} for one in row.attachments.all()]
    if before == attached and all(getattr(row, name) == value for name, value in fields.items()):
        return False
    for name, value in fields.items():
        setattr(row, name, value)
    row.save(update_fields=list(fields))
    store.put_many(file.content for file in message.attachments)
    row.attachments.all().delete()
    Attachment.objects.bulk_create(_attachment_rows(message, row.pk))
    return True
