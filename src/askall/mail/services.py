"""What can be done with mail: import it, file it to requests, move it by hand, hand on threads."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.db.models import Count, Exists, F, OuterRef, QuerySet

from askall.asking import services as asking
from askall.asking.records import Event, RequestRecord
from askall.bodies.domains import DomainIndex
from askall.foundation.errors import BadInput
from askall.foundation.files import FileStore, hash_of
from askall.foundation.text import storable
from askall.foundation.work import Progress, Serial, Work
from askall.mail.containers import Found
from askall.mail.filing import Asked, Decision, FilingIndex, bare_subject, decide, references_in
from askall.mail.intake import (
    ATTACHMENT_FIELDS,
    attachment_fields,
    batches,
    derived_fields,
    event_kind,
    found_in,
    our_side,
)
from askall.mail.models import Attachment, Filing, LearntReference, Message
from askall.mail.parse import parse_message
from askall.mail.records import (
    FiledAs,
    FilingReport,
    ImportReport,
    ParsedMessage,
    StoredMessage,
)
from askall.team import services as team

MACHINE = "machine:filing"
FILING_CHUNK = 500
# Clocks differ, so an answer may bear an earlier time than what it answers: it is looked at again with that known.
FILING_ROUNDS = 3
NO_DATE = datetime.max.replace(tzinfo=UTC)


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
    whole = {hash_of(found.raw or b""): found for found in batch}
    known = set(Message.objects.filter(sha256__in=whole).values_list("sha256", flat=True))
    # In order of hashes: two imports beside each other that wrote in different orders would wait for one another.
    new = {sha: whole[sha] for sha in sorted(whole.keys() - known)}
    raws = [found.raw or b"" for found in new.values()]
    store.put_many(raws)
    parsed = _parsed(raws, work)
    store.put_many(file.content for message in parsed for file in message.attachments)
    with transaction.atomic():
        Message.objects.bulk_create(
            [
                _row(message, our_side(message.sender.email, own), found, at)
                for message, found in zip(parsed, new.values(), strict=True)
            ],
            ignore_conflicts=True,  # another import of the same mailbox may run beside this one
        )
        keys = dict(Message.objects.filter(sha256__in=new).values_list("sha256", "pk"))
        attached = [row for message in parsed for row in _attachment_rows(message, keys[message.sha256])]
        Attachment.objects.bulk_create(attached, ignore_conflicts=True)
    return len(new)


def _parsed(raws: Sequence[bytes], work: Work) -> list[ParsedMessage]:
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
    for start in range(0, len(keys), FILING_CHUNK):
        rows = list(Message.objects.filter(pk__in=keys[start : start + FILING_CHUNK]).prefetch_related("attachments"))
        for row, parsed in zip(rows, _parsed([store.get(row.sha256) for row in rows], work), strict=True):
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


# --- Filing: which request a message belongs to ---------------------------------------------------------------------


def file_messages(*, keywords: Iterable[str], at: datetime, progress: Progress | None = None) -> FilingReport:
    """File every message not yet filed, oldest first, and look again at what the machine left in triage.

    What a person has put somewhere stays there. Each chunk is one transaction: a crash loses nothing and the same
    call goes on with the rest.
    """
    report = FilingReport()
    requests = {one.key: one for one in asking.requests()}
    index = _index(requests.values(), keywords)
    states = {key: one.state.name for key, one in requests.items()}
    for number in range(FILING_ROUNDS):
        keys = list(_unsettled().order_by(F("sent_at").asc(nulls_last=True), "pk").values_list("pk", flat=True))
        before, report.looked_at = report.filed, report.looked_at or len(keys)
        for start in range(0, len(keys), FILING_CHUNK):
            with transaction.atomic():
                _file_chunk(keys[start : start + FILING_CHUNK], index, states, at, report)
            if progress and number == 0:
                progress(min(start + FILING_CHUNK, len(keys)))
        if report.filed == before:
            break
    report.waiting = Message.objects.filter(request__isnull=True, filed=True).count()
    return report


def tell_sides(*, own_addresses: Iterable[str]) -> None:
    """Which unfiled messages are ours, by the addresses the study names now; they may have been unknown at import."""
    own = frozenset(address.lower() for address in own_addresses)
    for side, other in (("in", "out"), ("out", "in")):
        rows = _unsettled().filter(direction=side).values_list("pk", "sender_email")
        wrong = [key for key, sender in rows if our_side(sender, own) == (side == "in")]
        Message.objects.filter(pk__in=wrong[:30_000]).update(direction=other)


def _unsettled() -> QuerySet[Message]:
    """What the machine may file: neither filed to a request nor ever put anywhere by a person."""
    by_people = Filing.objects.filter(message=OuterRef("pk"), by__kind="person")
    return Message.objects.filter(~Exists(by_people), request__isnull=True)


def _index(requests: Iterable[RequestRecord], keywords: Iterable[str]) -> FilingIndex:
    records = list(requests)
    index = FilingIndex(
        DomainIndex({one.body.id: one.body for one in records}.values()),
        frozenset(word.lower() for word in keywords),
        shared_addresses=_shared("sender_email"),
        shared_subjects=frozenset(bare_subject(subject) for subject in _shared("subject")),
        known_senders=frozenset(address.lower() for one in records for address in one.body.emails),
    )
    for one in records:
        index.add(Asked(one.key, one.token, one.reply_address, one.body.id))
        for name in (one.body.name, one.body.short_name):
            index.add_name(name, one.body.id)
    for reference, request in LearntReference.objects.values_list("reference", "request_id"):
        index.by_reference[reference].add(request)
    outgoing = Message.objects.filter(direction="out", request__isnull=False)
    for subject, request in outgoing.values_list("subject", "request_id").distinct():
        index.add_subject(subject, request)
    return index


def _shared(column: str) -> frozenset[str]:
    """What stands in this column of letters of ours that went to more than one place: an address, a subject."""
    written: dict[str, set[str]] = defaultdict(set)
    for value, to in Message.objects.filter(direction="out").values_list(column, "to").distinct():
        written[value].update(to[:1])
    return frozenset(value for value, places in written.items() if len(places) > 1)


def _file_chunk(
    chunk: Sequence[int], index: FilingIndex, states: dict[int, str], at: datetime, report: FilingReport
) -> None:
    # Locked and asked again: a person, or another import beside this one, may have settled some since.
    rows = list(_unsettled().filter(pk__in=chunk).order_by("pk").select_for_update(of=("self",)))
    rows.sort(key=lambda row: (row.sent_at or NO_DATE, row.pk))
    _know_threads(rows, index)
    machine = team.person(handle=MACHINE)
    filings: list[Filing] = []
    events: list[asking.NewEvent] = []
    learnt: list[LearntReference] = []
    addresses: dict[int, str] = {}
    for row in rows:
        decision = decide(row.for_filing(), index)
        if row.filed and decision.request is None:
            continue  # still in triage, as before
        row.filed, row.request_id = True, decision.request
        filings.append(_filing(row.pk, decision, at, machine.pk))
        if decision.request is None:
            continue
        report.filed += 1
        kind, permanent = row.automatic_kind()
        event = event_kind(row.direction == "out", kind, permanent, states[decision.request])
        states[decision.request] = "waiting" if event in ("sent", "clarified") else states[decision.request]
        events.append(asking.NewEvent(decision.request, Event(event, row.sent_at or at, row.sha256)))
        if row.direction == "out" and index.learn_reply_address(row.sender_email, decision.request):
            addresses.setdefault(decision.request, row.sender_email)
        learnt += _learn(row, decision.request, index)
    Filing.objects.bulk_create(filings)
    _put([(row.request_id, row.pk) for row in rows if row.filed])
    LearntReference.objects.bulk_create(learnt, ignore_conflicts=True)
    asking.log_events(events=events, by=MACHINE, at=at)
    asking.learn_reply_addresses(addresses=addresses)


def _put(places: Sequence[tuple[int | None, int]]) -> None:
    """(request, message) pairs as one statement run many times: `bulk_update` builds a CASE of all rows, ten times as
    slow."""
    with connection.cursor() as cursor:
        cursor.executemany("UPDATE messages SET filed = TRUE, request_id = %s WHERE id = %s", places)


def _know_threads(rows: Iterable[Message], index: FilingIndex) -> None:
    """Look up, for the chunk at once, the filed messages its members answer."""
    wanted = {row.in_reply_to for row in rows} | {one for row in rows for one in row.references}
    unknown = [one for one in wanted if one and one not in index.by_message_id]
    for start in range(0, len(unknown), 500):
        found = Message.objects.filter(message_id__in=unknown[start : start + 500], request__isnull=False)
        index.by_message_id.update(found.values_list("message_id", "request_id"))


def _learn(row: Message, request: int, index: FilingIndex) -> list[LearntReference]:
    """A filed message teaches its id; ours teaches its subject, theirs the body's own reference."""
    if row.direction == "out":
        index.learn(row.message_id, (), request)
        index.add_subject(row.subject, request)
        return []
    references = references_in(f"{row.subject}\n{row.own_text()[:4000]}")
    index.learn(row.message_id, references, request)
    return [LearntReference(request_id=request, reference=one, message=row) for one in sorted(references)]


def _filing(message: int, decision: Decision, at: datetime, by: int) -> Filing:
    best = decision.candidates[0] if decision.candidates else None
    return Filing(
        message_id=message,
        request_id=decision.request,
        score=decision.score,
        reasons=[reason.as_json() for reason in best.reasons] if best and decision.request else [],
        candidates=[candidate.as_json() for candidate in decision.candidates],
        by_id=by,
        at=at,
    )


@transaction.atomic
def move_message(*, sha256: str, to_request: int | None, by: str, at: datetime, why: str = "") -> None:
    """Put a message where a person says it belongs (None: back to triage). Logged, and reversible by another move."""
    row = Message.objects.select_for_update().filter(sha256=sha256).first()
    if row is None:
        raise BadInput(f"There is no message {sha256[:12]} in this workspace.")
    if row.request_id == to_request and row.filed:
        return
    Filing.objects.create(
        message=row, request_id=to_request, score=1.0, why=why, by=team.person(handle=by), at=at, reasons=[]
    )
    before, row.request_id, row.filed = row.request_id, to_request, True
    row.save(update_fields=["request", "filed"])
    LearntReference.objects.filter(message=row).delete()
    moved = asking.move_events(source=sha256, to_request=to_request, at=at)
    if row.direction == "out":
        _move_reply_address(row.sender_email, before, to_request)
    if to_request is not None:
        if not moved:
            kind, permanent = row.automatic_kind()
            state = asking.requests(keys=[to_request])[0].state.name
            event = Event(event_kind(row.direction == "out", kind, permanent, state), row.sent_at or at, sha256)
            asking.log_events(events=[asking.NewEvent(to_request, event)], by=by, at=at)
        if row.direction == "in":
            references = references_in(f"{row.subject}\n{row.own_text()[:4000]}")
            LearntReference.objects.bulk_create(
                LearntReference(request_id=to_request, reference=one, message=row) for one in sorted(references)
            )
    detail = {"from": before, "to": to_request, "why": why}
    team.record(by=by, at=at, action="message moved", subject=f"message {sha256}", detail=detail)


def _move_reply_address(address: str, before: int | None, after: int | None) -> None:
    """What was learnt from a letter that stood in the wrong place is learnt for the right one."""
    if before is not None and not Message.objects.filter(request_id=before, sender_email=address).exists():
        asking.forget_reply_address(request=before, address=address)
    if after is not None and address not in _shared("sender_email"):
        asking.learn_reply_addresses(addresses={after: address})


def messages(
    *, requests: Iterable[int] | None = None, sha256: Iterable[str] | None = None, in_triage: bool = False
) -> tuple[StoredMessage, ...]:
    """Messages in order of their date: of these requests, with these hashes, or waiting in triage."""
    rows = Message.objects.prefetch_related("attachments").order_by(F("sent_at").asc(nulls_last=True), "pk")
    if requests is not None:
        rows = rows.filter(request_id__in=list(requests))
    if sha256 is not None:
        rows = rows.filter(sha256__in=list(sha256))
    if in_triage:
        rows = rows.filter(request__isnull=True)
    return tuple(row.as_record() for row in rows)


def filing_log(*, sha256: str) -> tuple[FiledAs, ...]:
    """How a message was filed, and by whom, oldest first."""
    rows = Filing.objects.filter(message__sha256=sha256).select_related("by")
    return tuple(
        FiledAs(row.request_id, row.score, tuple(row.reasons), tuple(row.candidates), row.by.username, row.at, row.why)
        for row in rows
    )


def candidates(*, keys: Iterable[int]) -> dict[int, tuple[dict[str, Any], ...]]:
    """For each message key, the candidates of its newest filing."""
    newest: dict[int, tuple[dict[str, Any], ...]] = defaultdict(tuple)
    for message, listed in Filing.objects.filter(message_id__in=list(keys)).values_list("message_id", "candidates"):
        newest[message] = tuple(listed)
    return newest


def counts() -> dict[str, int]:
    """How many messages there are: "in", "out" and "triage"."""
    found = dict(Message.objects.values_list("direction").annotate(n=Count("pk")))
    triage = Message.objects.filter(request__isnull=True).count()
    return {"in": found.get("in", 0), "out": found.get("out", 0), "triage": triage}


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
    """The hash of every file that mail refers to: messages and attachments."""
    return set(Message.objects.values_list("sha256", flat=True)) | set(
        Attachment.objects.values_list("sha256", flat=True)
    )
