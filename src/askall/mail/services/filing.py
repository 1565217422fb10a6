"""Which request each message belongs to: filed by signals, moved by people, every decision logged."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from django.db import connection, transaction
from django.db.models import Exists, F, OuterRef, QuerySet

from askall.asking import services as asking
from askall.asking.records import Event, RequestRecord
from askall.bodies.domains import DomainIndex
from askall.foundation.errors import BadInput
from askall.foundation.work import Progress
from askall.mail.filing import Asked, Candidate, Decision, FilingIndex, Reason, bare_subject, decide, references_in
from askall.mail.intake import event_kind, our_side
from askall.mail.models import WAITS, Filing, LearntReference, Message
from askall.mail.records import FilingReport
from askall.team import services as team

MACHINE = "machine:filing"
FILING_CHUNK = 500
# Clocks differ, so an answer may bear an earlier time than what it answers: it is looked at again with that known.
FILING_ROUNDS = 3
NO_DATE = datetime.max.replace(tzinfo=UTC)


def file_messages(*, keywords: Iterable[str], at: datetime, progress: Progress | None = None) -> FilingReport:
    """File every message not yet filed, oldest first, and look again at what the machine left in triage.

    What a person has put somewhere stays there. Each chunk is one transaction: a crash loses nothing and the same
    call goes on with the rest.
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
                _file_chunk(keys[start : start + FILING_CHUNK], index, states, at, report)
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


def filing_index(requests: Iterable[RequestRecord], keywords: Iterable[str]) -> FilingIndex:
    """What mail is told apart by: marks of these requests, and what filed mail has taught."""
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
    copies = _known_copies(rows)
    machine = team.person(handle=MACHINE)
    filings: list[Filing] = []
    events: list[asking.NewEvent] = []
    learnt: list[LearntReference] = []
    addresses: dict[int, str] = {}
    for row in rows:
        copy_of = copies.get(_identity(row))
        decision = decide(row.for_filing(), index) if copy_of is None else _as_copy(row, copy_of)
        if row.filed and decision.request is None:
            continue  # still in triage, as before
        row.filed, row.request_id = True, decision.request
        filings.append(_filing(row.pk, decision, at, machine.pk))
        if decision.request is None:
            continue
        report.filed += 1
        if copy_of is not None:
            continue  # what it means is logged and learnt already
        if row.message_id:
            copies[_identity(row)] = decision.request
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


def _identity(row: Message) -> tuple[str, ...]:
    """Two messages of which all this is the same are one mail, found in two places."""
    return (row.message_id, row.direction, row.sender_email, row.sent_at.isoformat() if row.sent_at else "")


def _as_copy(row: Message, request: int) -> Decision:
    return Decision(request, 1.0, (Candidate(request, 1.0, (Reason("copy", 1.0, row.message_id),)),))


def _known_copies(rows: Sequence[Message]) -> dict[tuple[str, ...], int]:
    """Where the mail of these messages is filed already, under another hash."""
    ids = [row.message_id for row in rows if row.message_id]
    found = Message.objects.filter(message_id__in=ids, request__isnull=False)
    columns = found.only("message_id", "direction", "sender_email", "sent_at", "request_id")
    return {_identity(row): row.request_id for row in columns if row.request_id is not None}


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
def move_message(
    *, sha256: str, to_request: int | None, by: str, at: datetime, why: str = "", aside: bool = False
) -> None:
    """Put a message where a person says it belongs. None is back to triage, or `aside`: it belongs to no request.
    Logged, and reversible by another move."""
    row = Message.objects.select_for_update().filter(sha256=sha256).first()
    if row is None:
        raise BadInput(f"There is no message {sha256[:12]} in this workspace.")
    if row.request_id == to_request and row.filed and row.set_aside == aside:
        return
    actor = team.person(handle=by)
    Filing.objects.create(
        message=row, request_id=to_request, score=1.0, reasons=[], set_aside=aside, why=why, by=actor, at=at
    )
    before, row.request_id, row.filed, row.set_aside = row.request_id, to_request, True, aside
    row.save(update_fields=["request", "filed", "set_aside"])
    LearntReference.objects.filter(message=row).delete()
    moved = before and asking.move_events(source=sha256, from_request=before, to_request=to_request, at=at)
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
    action = "message set aside" if aside else "message moved"
    team.record(by=by, at=at, action=action, subject=f"message {sha256}", detail=detail)


def _move_reply_address(address: str, before: int | None, after: int | None) -> None:
    """What was learnt from a letter that stood in the wrong place is learnt for the right one."""
    if before is not None and not Message.objects.filter(request_id=before, sender_email=address).exists():
        asking.forget_reply_address(request=before, address=address)
    if after is not None and address not in _shared("sender_email"):
        asking.learn_reply_addresses(addresses={after: address})
