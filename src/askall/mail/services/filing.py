"""Which request each message belongs to: filed by signals, every decision logged with its reasons."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime

from django.db import connection, transaction
from django.db.models import Exists, F, OuterRef, QuerySet

from askall.asking import services as asking
from askall.asking.records import Event
from askall.foundation.clock import uk_date
from askall.foundation.files import FileStore
from askall.foundation.work import Progress
from askall.mail.filing import Decision, FilingIndex, Incoming, decide
from askall.mail.intake import event_kind, incoming, our_side
from askall.mail.media_types import OUTLOOK
from askall.mail.models import WAITS, Attachment, Filing, LearntReference, Message
from askall.mail.parse import parse_message
from askall.mail.records import FilingReport
from askall.mail.references import bare_subject, references_in
from askall.mail.services.copies import filed_copies, identity
from askall.mail.services.index import filing_index
from askall.team import services as team

MACHINE = "machine:filing"
FILING_CHUNK = 500
# Clocks differ, so an answer may bear an earlier time than what it answers: it is looked at again with that known.
FILING_ROUNDS = 3
MAILS = ("message/rfc822", "message/global", OUTLOOK)
MOST_MAILS, LARGEST_MAIL = 20, 20_000_000
NO_DATE = datetime.max.replace(tzinfo=UTC)


def file_messages(
    *, keywords: Iterable[str], at: datetime, store: FileStore | None = None, progress: Progress | None = None
) -> FilingReport:
    """File every message not yet filed, oldest first, and look again at what the machine left in triage.

    What a person has put somewhere stays there. Each chunk is one transaction: a crash loses nothing and the same
    call goes on with the rest. With the `store`, mails that are attached to a message are looked into where it says
    nothing sure itself.
    """
    report = FilingReport()
    requests = {one.key: one for one in asking.requests()}
    index = filing_index(requests.values(), keywords)
    states = {key: one.state.name for key, one in requests.items()}
    for number in range(FILING_ROUNDS):
        keys = list(_unsettled().order_by(F("sent_at").asc(nulls_last=True), "pk").values_list("pk", flat=True))
        before, report.looked_at = report.filed, report.looked_at or len(keys)
        for start in range(0, len(keys), FILING_CHUNK):
            with transaction.atomic():
                _file_chunk(keys[start : start + FILING_CHUNK], index, states, store, at, report)
            if progress and number == 0:
                progress(min(start + FILING_CHUNK, len(keys)))
        if report.filed == before:
            break
    report.waiting = Message.objects.filter(WAITS, filed=True).count()
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


def _file_chunk(
    chunk: Sequence[int],
    index: FilingIndex,
    states: dict[int, str],
    store: FileStore | None,
    at: datetime,
    report: FilingReport,
) -> None:
    # Locked and asked again: a person, or another import beside this one, may have settled some since.
    rows = list(_unsettled().filter(pk__in=chunk).order_by("pk").select_for_update(of=("self",)))
    rows.sort(key=lambda row: (row.sent_at or NO_DATE, row.direction == "in", row.pk))
    _know_threads(rows, index)
    files, copies = _files(rows), filed_copies(rows)
    machine = team.person(handle=MACHINE)
    filings: list[Filing] = []
    events: list[asking.NewEvent] = []
    learnt: list[LearntReference] = []
    addresses: dict[int, str] = {}
    for row in rows:
        attached = files.get(row.pk, [])
        known = copies.get(identity(row)) if row.message_id else None
        seen = row.for_filing(tuple(one.filename for one in attached), known)
        decision = decide(seen, index, _mails_in(attached, store))
        if row.filed and decision.request is None:
            continue  # still in triage, as before
        row.filed, row.request_id = True, decision.request
        filings.append(_filing(row.pk, decision, at, machine.pk))
        if decision.request is None:
            continue
        report.filed += 1
        if known is not None:
            continue  # what it means is logged and learnt already
        copies[identity(row)] = decision.request
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


def _files(rows: Sequence[Message]) -> dict[int, list[Attachment]]:
    found: dict[int, list[Attachment]] = defaultdict(list)
    for one in Attachment.objects.filter(message__in=rows).exclude(inline=True).order_by("message_id", "position"):
        found[one.message_id].append(one)
    return found


def _mails_in(attached: Iterable[Attachment], store: FileStore | None) -> Iterator[Incoming]:
    """The mails attached to a message, read only when they are asked for."""
    for one in list(attached)[:MOST_MAILS]:
        if store is not None and one.media_type in MAILS and one.size <= LARGEST_MAIL:
            yield incoming(parse_message(store.get(one.sha256)))


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
    """A filed message teaches its id; ours teaches its subject and day, theirs the body's own reference."""
    if row.direction == "out":
        index.learn(row.message_id, (), request)
        index.learn_letter(row.subject, uk_date(row.sent_at) if row.sent_at else None, request)
        return []
    subject = "" if bare_subject(row.subject) in index.by_subject else row.subject
    references = references_in(f"{subject}\n{row.own_text()[:4000]}")
    index.learn(row.message_id, references, request)
    if row.automatic is None:
        index.learn_sender(row.sender_email, request)
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
