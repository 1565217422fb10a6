"""What mail there is: messages, how each was filed, and how many."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db.models import Count, F, Max, Q

from askall.asking.services import outbox
from askall.mail.models import WAITS, Attachment, Filing, MailFolder, Message, SharedMessage
from askall.mail.records import SENT_BY_US, FiledAs, StoredMessage
from askall.mail.services.copies import identity


def messages(
    *, requests: Iterable[int] | None = None, sha256: Iterable[str] | None = None, in_triage: bool = False
) -> tuple[StoredMessage, ...]:
    """Messages in order of their date: of these requests, with these hashes, or waiting in triage.

    Of these requests each mail comes once, however many copies of it were found; one that speaks for several comes once
    for each of them, with `request` set to that one.
    """
    rows = Message.objects.prefetch_related("attachments").order_by(F("sent_at").asc(nulls_last=True), "pk")
    if sha256 is not None:
        rows = rows.filter(sha256__in=list(sha256))
    if in_triage:
        rows = rows.filter(WAITS)
    if requests is None:
        return tuple(row.as_record() for row in rows)
    wanted = set(requests)
    shared = _shared_with(wanted)
    rows = rows.filter(Q(request_id__in=wanted) | Q(pk__in=shared)) if shared else rows.filter(request_id__in=wanted)
    found = [(row, place) for row in rows for place in (row.request_id, *shared.get(row.pk, ())) if place in wanted]
    return tuple(_in_thread(row.as_record(), place) for row, place in _once(found))


def _in_thread(message: StoredMessage, request: int | None) -> StoredMessage:
    shared = message.request != request
    return replace(message, request=request, shared_from=message.request) if shared else message


def _shared_with(requests: set[int]) -> dict[int, list[int]]:
    """Message → those of these requests that it is shared with."""
    rows = SharedMessage.objects.filter(request_id__in=requests, ended_at__isnull=True).order_by("pk")
    found: dict[int, list[int]] = defaultdict(list)
    for message, request in rows.values_list("message_id", "request_id"):
        found[message].append(request)
    return found


def _once(found: Sequence[tuple[Message, int | None]]) -> list[tuple[Message, int | None]]:
    """Without copies: of the messages that are one mail the letter as we sent it, or the first that was taken in."""
    kept: dict[tuple[object, ...], Message] = {}
    for row, place in found:
        key = (identity(row) or row.pk, row.direction, place)
        if row.found_in == SENT_BY_US or key not in kept:
            kept[key] = row
    chosen = {(row.pk, key[-1]) for key, row in kept.items()}
    return [(row, place) for row, place in found if (row.pk, place) in chosen]


def filing_log(*, sha256: str) -> tuple[FiledAs, ...]:
    """How a message was filed, and by whom, oldest first."""
    return tuple(row.as_record() for row in Filing.objects.filter(message__sha256=sha256).select_related("by"))


def filing_logs(*, sha256: Iterable[str]) -> dict[str, tuple[FiledAs, ...]]:
    """As `filing_log`, of several messages by their hash."""
    found: dict[str, list[FiledAs]] = defaultdict(list)
    for row in Filing.objects.filter(message__sha256__in=list(sha256)).select_related("by", "message"):
        found[row.message.sha256].append(row.as_record())
    return {sha: tuple(listed) for sha, listed in found.items()}


def candidates(*, keys: Iterable[int]) -> dict[int, tuple[dict[str, Any], ...]]:
    """For each message key, the candidates of its newest filing by the machine: people name none."""
    newest: dict[int, tuple[dict[str, Any], ...]] = defaultdict(tuple)
    by_machine = Filing.objects.filter(message_id__in=list(keys), by__kind="machine")
    for message, listed in by_machine.values_list("message_id", "candidates"):
        newest[message] = tuple(listed)
    return newest


def counts() -> dict[str, int]:
    """How many messages there are: "in", "out" and "triage". A letter of ours counts once, however many copies of it
    came back from our own mailbox."""
    letters = Message.objects.filter(direction="out").aggregate(n=Count("message_id", distinct=True))
    received, triage = Message.objects.filter(direction="in").count(), Message.objects.filter(WAITS).count()
    return {"in": received, "out": letters["n"], "triage": triage}


def looked_through_at() -> datetime | None:
    """When a folder of the user's mailbox was last looked through; None if none ever was."""
    found: datetime | None = MailFolder.objects.aggregate(last=Max("looked_at"))["last"]
    return found


def heard_requests() -> set[int]:
    """The keys of the requests that any mail came in for."""
    return set(Message.objects.filter(direction="in", request__isnull=False).values_list("request_id", flat=True))


def hashes_starting(digits: str) -> list[str]:
    """The hashes of at most two messages that begin with these digits."""
    return list(Message.objects.filter(sha256__startswith=digits.lower()).values_list("sha256", flat=True)[:2])


def attached_files() -> list[tuple[str, str]]:
    """(hash, file name) of every attachment that is to be read, each file once. Pictures within a letter are not."""
    rows = Attachment.objects.exclude(inline=True, media_type__startswith="image/").order_by("sha256", "pk")
    return list(dict(rows.values_list("sha256", "filename")).items())


def stored_hashes() -> set[str]:
    """The hash of every file that mail refers to: messages, attachments, letters on their way out."""
    messages = set(Message.objects.values_list("sha256", flat=True))
    return messages | set(Attachment.objects.values_list("sha256", flat=True)) | outbox.stored_letters()
