"""What waits for a person: the queue, what was set aside or filed lately, and decisions on many messages at once."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from askall.foundation.errors import BadInput
from askall.mail.models import BRIEF, WAITS, Filing, Message, SharedMessage
from askall.mail.records import Brief, FiledMail, StoredMessage
from askall.mail.services.moving import move_message
from askall.mail.services.sharing import share_message, unshare

OLDEST_FIRST = (F("sent_at").asc(nulls_last=True), "pk")
UNDONE = "Taken back."


def queue(*, find: str = "", sender: str = "", offset: int = 0, limit: int = 25) -> tuple[tuple[Brief, ...], int]:
    """What waits, oldest first, from `offset` on, and how many there are: with `find` in its subject or sender's
    address, or all from just this `sender`."""
    rows = _waiting(find, sender)
    found = rows.only(*BRIEF).order_by(*OLDEST_FIRST)[offset : offset + limit]
    return tuple(row.as_brief() for row in found), rows.count()


def place_in_queue(*, message: Brief | StoredMessage, find: str = "") -> int | None:
    """How many wait before this message; None if it does not wait, or not among those found."""
    rows = _waiting(find)
    if not rows.filter(pk=message.key).exists():
        return None
    if message.sent_at is None:
        return rows.filter(Q(sent_at__isnull=False) | Q(pk__lt=message.key)).count()
    same = Q(sent_at=message.sent_at, pk__lt=message.key)
    return rows.filter(Q(sent_at__lt=message.sent_at) | same).count()


def _waiting(find: str = "", sender: str = "") -> QuerySet[Message]:
    rows = Message.objects.filter(WAITS)
    if find:
        rows = rows.filter(Q(subject__icontains=find) | Q(sender_email__icontains=find))
    return rows.filter(sender_email=sender) if sender else rows


def places(*, sha256: str) -> tuple[int, ...]:
    """The requests that have this message: the one it is filed to, then those it is shared with."""
    first = Message.objects.filter(sha256=sha256, request__isnull=False).values_list("request_id", flat=True)
    shared = SharedMessage.objects.filter(message__sha256=sha256, ended_at__isnull=True).order_by("pk")
    return tuple(dict.fromkeys((*first, *shared.values_list("request_id", flat=True))))


def filed_lately(
    *, by_people: bool, aside: bool = False, before: int | None = None, limit: int = 50
) -> tuple[FiledMail, ...]:
    """The filing log backwards, from just before entry `before`: what people, or the machine, filed to requests; or
    what was set aside and still is."""
    rows = Filing.objects.filter(by__kind="person" if by_people else "machine", set_aside=aside)
    rows = rows.filter(message__set_aside=True) if aside else rows.filter(request__isnull=False)
    if before is not None:
        rows = rows.filter(pk__lt=before)
    later = Exists(Filing.objects.filter(message=OuterRef("message_id"), pk__gt=OuterRef("pk")))
    rows = rows.annotate(overruled=later).select_related("by").order_by("-pk")
    if aside:
        rows = rows.filter(overruled=False)
    listed = list(rows[:limit])
    mails = Message.objects.only(*BRIEF).in_bulk([row.message_id for row in listed])
    return tuple(
        FiledMail(row.pk, mails[row.message_id].as_brief(), row.as_record(), not row.overruled) for row in listed
    )


def number_aside() -> int:
    """How many messages a person set aside."""
    return Message.objects.filter(set_aside=True).count()


@transaction.atomic
def set_aside(*, sha256: Iterable[str], why: str, by: str, at: datetime) -> int:
    """Say that these messages belong to no request, and why. They are kept and listed, and wait no more; the number."""
    if not why.strip():
        raise BadInput("Say why it belongs to no request, in a few words.")
    hashes = list(dict.fromkeys(sha256))
    for one in hashes:
        _unshare_all_but((), one, by, at)
        move_message(sha256=one, to_request=None, by=by, at=at, why=why, aside=True)
    return len(hashes)


@transaction.atomic
def file_by_hand(*, sha256: Iterable[str], requests: Sequence[int], by: str, at: datetime, why: str = "") -> int:
    """Put each of these messages where a person says: to the first request, and shared with the others if there are
    several; back to triage if there is none. The number of messages."""
    hashes = list(dict.fromkeys(sha256))
    first, others = (requests[0], set(requests[1:])) if requests else (None, set())
    for one in hashes:
        _unshare_all_but(others, one, by, at)
        move_message(sha256=one, to_request=first, by=by, at=at, why=why)
        for request in others:
            share_message(sha256=one, request=request, by=by, at=at, why=why)
    return len(hashes)


def _unshare_all_but(kept: Collection[int], sha256: str, by: str, at: datetime) -> None:
    for request in places(sha256=sha256)[1:]:
        if request not in kept:
            unshare(sha256=sha256, request=request, by=by, at=at)


@transaction.atomic
def take_back(*, decided: datetime, by: str, at: datetime) -> tuple[str, ...]:
    """Undo what `by` decided at that moment: each message goes back to where it was before, and is shared as it was.
    One that was moved again since stays. The hashes of those taken back."""
    moved = Filing.objects.filter(at=decided, by__username=by, by__kind="person")
    begun = SharedMessage.objects.filter(at=decided, by__username=by, ended_at__isnull=True)
    ended = SharedMessage.objects.filter(ended_at=decided)
    touched = {row.message_id for rows in (moved, begun, ended) for row in rows}
    stale = set(Filing.objects.filter(message__in=touched, at__gt=decided).values_list("message_id", flat=True))
    hashes = dict(Message.objects.filter(pk__in=touched - stale).order_by("pk").values_list("pk", "sha256"))
    for row in begun.filter(message__in=hashes):
        unshare(sha256=hashes[row.message_id], request=row.request_id, by=by, at=at, why=UNDONE)
    for filing in moved.filter(message__in=hashes):
        earlier = Filing.objects.filter(message=filing.message_id, pk__lt=filing.pk).last()
        to, aside = (earlier.request_id, earlier.set_aside) if earlier else (None, False)
        sha256 = hashes[filing.message_id]
        move_message(sha256=sha256, to_request=to, by=by, at=at, why=UNDONE, aside=aside)
    for row in ended.filter(message__in=hashes):
        share_message(sha256=hashes[row.message_id], request=row.request_id, by=by, at=at, why=UNDONE)
    return tuple(hashes.values())
