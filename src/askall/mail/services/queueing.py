"""Letters into the outbox: composed, their bytes stored, then queued all at once or not at all."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from email import message_from_bytes
from email.policy import SMTP

from django.db.models import F, Q

from askall.asking import services as asking
from askall.asking.outbox import REJECTED
from askall.asking.records import Attached, Batch, Letter, OutboxRow, Prepared, RequestRecord
from askall.asking.services import outbox
from askall.foundation.errors import BadInput, Fault, InputFaults
from askall.foundation.files import FileStore
from askall.mail.compose import Draft, compose, with_token, without_token
from askall.mail.mailbox import Mailbox
from askall.mail.models import Message
from askall.study import services as studies

UNDO_MINUTES = 10
# The first letter begins a thread, and a regulator knows nothing of ours.
OF_NO_THREAD = ("ask", "complain")


def queue_letters(
    *,
    letters: Sequence[Letter],
    mailbox: Mailbox,
    store: FileStore,
    undo_minutes: float = UNDO_MINUTES,
    by: str,
    at: datetime,
) -> Batch:
    """Compose these letters and put them into the outbox; none goes out before `undo_minutes` are over.

    Left out with the reason: a letter of a step that is under way for its request, a second request to the same body.
    Raises InputFaults naming every letter that cannot be sent as it stands; then nothing is queued.
    """
    batch, prepared, left_out = outbox.prepare(letters=letters, domain=mailbox.domain, at=at)
    slugs = {one.request.study for one in prepared}
    synthetic = {slug: studies.study(slug=slug).protocol.synthetic for slug in slugs}
    threads = _threads(one.request.key for one in prepared if one.letter.step not in OF_NO_THREAD)
    drafts, faults, raws = [], [], []
    for one in prepared:
        draft = _draft(one, mailbox, threads.get(one.request.key, ()), synthetic[one.request.study], at)
        try:
            raws.append(compose(draft))
            drafts.append(draft)
        except BadInput as error:
            faults.append(Fault(one.request.id, str(error)))
    if faults:
        raise InputFaults(faults)
    hashes = store.put_many(raws)
    composed = [(one, draft.subject, sha) for one, draft, sha in zip(prepared, drafts, hashes, strict=True)]
    not_before = at + timedelta(minutes=undo_minutes)
    queued = outbox.enqueue(batch=batch, letters=composed, not_before=not_before, by=by, at=at)
    return Batch(batch, queued, left_out)


def retry(
    *,
    letters: Iterable[int],
    mailbox: Mailbox,
    store: FileStore,
    recipients: Mapping[int, str] | None = None,
    undo_minutes: float = UNDO_MINUTES,
    by: str,
    at: datetime,
) -> Batch:
    """Queue rejected letters again, as new letters with a number and Message-ID of their own: to the address given by
    letter key in `recipients`, or that the study knows now. Raises BadInput if one of them was not rejected."""
    rows, _ = outbox.outbox(letters=letters, limit=100_000)
    for row in rows:
        if row.state != REJECTED:
            raise BadInput(f"Letter {row.key} to {row.body_name} is {row.state}; only a rejected one is queued again.")
    known = {one.key: one for one in asking.requests(keys={row.request for row in rows})}
    again = [
        Letter(
            row.request,
            row.step,
            (recipients or {}).get(row.key) or _recipient(row, known[row.request]),
            without_token(row.subject, known[row.request].token),
            row.body,
            _attachments(store.get(row.sha256)),
        )
        for row in reversed(rows)
    ]
    return queue_letters(letters=again, mailbox=mailbox, store=store, undo_minutes=undo_minutes, by=by, at=at)


def _recipient(row: OutboxRow, request: RequestRecord) -> str:
    """A first letter goes to the body's own address, which may have been mended since."""
    return request.body.emails[0] if row.step == "ask" and request.body.emails else row.recipient


def _draft(one: Prepared, mailbox: Mailbox, thread: Sequence[str], synthetic: bool, at: datetime) -> Draft:
    letter, token = one.letter, one.request.token
    return Draft(
        mailbox.name,
        mailbox.address,
        mailbox.plus_address(token),
        letter.recipient,
        with_token(letter.subject, token),
        letter.body,
        one.message_id,
        at,
        tuple(thread),
        letter.attachments,
        synthetic,
    )


def _threads(requests: Iterable[int]) -> dict[int, list[str]]:
    """Request → the Message-IDs of its correspondence, oldest first, what machines answered left out."""
    found: dict[int, list[str]] = defaultdict(list)
    rows = Message.objects.filter(Q(automatic__isnull=True) | Q(direction="out"), request_id__in=list(requests))
    for request, name in rows.order_by(F("sent_at").asc(nulls_last=True), "pk").values_list("request_id", "message_id"):
        found[request].append(name)
    return found


def _attachments(raw: bytes) -> tuple[Attached, ...]:
    """The files of a letter composed by us."""
    files = []
    for part in message_from_bytes(raw, policy=SMTP).iter_attachments():
        content = part.get_payload(decode=True)
        if isinstance(content, bytes):
            files.append(Attached(part.get_filename() or "file", part.get_content_type(), content))
    return tuple(files)
