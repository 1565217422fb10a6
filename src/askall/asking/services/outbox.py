"""The outbox as its user sees it: letters queued, undone, paused, settled and listed.

Letters are composed and queued through `mail.services.sending`, and handed over by `asking.services.handing_over`.
"""

import secrets
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Count, Exists, OuterRef

from askall.asking.models import OutgoingLetter, SendingPause
from askall.asking.outbox import CANCELLED, REJECTED, STATES, STEPS, WAITING, in_the_way
from askall.asking.pacing import DAY, next_slot, used
from askall.asking.records import Letter, Limits, OutboxRow, PaceView, Prepared, RequestRecord
from askall.asking.services.among import Among
from askall.asking.services.asked import requests
from askall.asking.services.handing_over import attempts_since, pause_at
from askall.foundation.addresses import mail_address
from askall.foundation.errors import BadInput, Fault, InputFaults
from askall.team import services as team

FIELDS = (
    "pk",
    "request_id",
    "request__body__code",
    "request__body__name",
    "step",
    "number",
    "batch",
    "recipient",
    "subject",
    "body",
    "state",
    "not_before",
    "queued_at",
    "queued_by__username",
    "tries",
    "tried_at",
    "code",
    "answer",
    "accepted_at",
    "settled_by",
    "message_id",
    "sha256",
)


def prepare(
    *, letters: Sequence[Letter], domain: str, at: datetime
) -> tuple[str, tuple[Prepared, ...], tuple[tuple[int, str], ...]]:
    """The id of a new batch, its letters with numbers and Message-IDs at `domain`, and those left out with the reason.

    Raises InputFaults naming every letter whose recipient or step is none: then nothing is queued.
    """
    batch = f"{at:%Y%m%d-%H%M%S}-{secrets.token_hex(4)}"
    known = {one.key: one for one in requests(keys={letter.request for letter in letters})}
    _check(letters, known)
    earlier = _earlier(known)
    ready: dict[tuple[int, str], Prepared] = {}
    left_out = []
    for letter in letters:
        request, states = known[letter.request], earlier[letter.request, letter.step]
        why = in_the_way(letter.step, states, request.state.sent_on, request.state.name)
        if (letter.request, letter.step) in ready:
            why = "it stands in this batch already"
        if why:
            left_out.append((letter.request, why))
            continue
        number = len(states) + 1
        name = f"askall.{request.token}.{letter.step}{number}.{batch}@{domain}"
        ready[letter.request, letter.step] = Prepared(letter, request, number, name)
    return batch, tuple(ready.values()), tuple(left_out)


def not_to_be_asked(*, requests: Iterable[RequestRecord]) -> dict[int, str]:
    """Request key → why its first letter does not go out again, of those that were asked or are about to be."""
    listed = list(requests)
    earlier = _earlier(one.key for one in listed)
    whys = {one.key: in_the_way("ask", earlier[one.key, "ask"], one.state.sent_on, one.state.name) for one in listed}
    return {key: why for key, why in whys.items() if why}


def _check(letters: Sequence[Letter], known: dict[int, RequestRecord]) -> None:
    faults = []
    for letter in letters:
        if letter.request not in known:
            raise BadInput(f"There is no request {letter.request} in this workspace.")
        if letter.step not in STEPS:
            raise BadInput(f"“{letter.step}” is no step. The steps are {', '.join(STEPS)}.")
        try:
            mail_address(letter.recipient)
        except BadInput as error:
            faults.append(Fault(known[letter.request].id, str(error)))
    if faults:
        raise InputFaults(faults)


def _earlier(requests: Iterable[int]) -> dict[tuple[int, str], list[str]]:
    """(request, step) → the states of its letters, oldest first, those undone left out."""
    found: dict[tuple[int, str], list[str]] = defaultdict(list)
    rows = OutgoingLetter.objects.filter(Among("request_id", requests)).exclude(state=CANCELLED).order_by("number")
    for request, step, state in rows.values_list("request_id", "step", "state"):
        found[request, step].append(state)
    return found


@transaction.atomic
def enqueue(
    *, batch: str, letters: Sequence[tuple[Prepared, str, str]], not_before: datetime, by: str, at: datetime
) -> int:
    """Put composed letters into the outbox: (prepared, subject as composed, hash of its stored bytes). All or none.

    Raises BadInput if somebody else queued one of them in the meantime.
    """
    actor = team.person(handle=by)
    rows = [
        OutgoingLetter(
            request_id=one.letter.request,
            step=one.letter.step,
            number=one.number,
            batch=batch,
            message_id=one.message_id,
            sha256=sha256,
            recipient=mail_address(one.letter.recipient),
            subject=subject,
            body=one.letter.body,
            not_before=not_before,
            queued_at=at,
            queued_by=actor,
        )
        for one, subject, sha256 in letters
    ]
    try:
        with transaction.atomic():
            OutgoingLetter.objects.bulk_create(rows)
    except IntegrityError:
        raise BadInput("Somebody has just queued some of these letters: look at the outbox and queue again.") from None
    if rows:
        team.record(by=by, at=at, action="letters queued", subject=f"batch {batch}", detail={"letters": len(rows)})
    return len(rows)


@transaction.atomic
def cancel(*, batch: str | None = None, letters: Iterable[int] = (), by: str, at: datetime) -> int:
    """Undo letters that have not gone out, of a batch or by their keys; the number undone. Others stay as they are."""
    rows = OutgoingLetter.objects.select_for_update().filter(state__in=WAITING)
    rows = rows.filter(batch=batch) if batch is not None else rows.filter(Among("pk", letters))
    keys = list(rows.values_list("pk", flat=True))
    OutgoingLetter.objects.filter(Among("pk", keys), state__in=WAITING).update(state=CANCELLED, answer="undone")
    subjects = [(f"letter {key}", {"batch": batch} if batch else {}) for key in keys]
    team.record_many(by=by, at=at, action="letter undone", subjects=subjects)
    return len(keys)


@transaction.atomic
def pause(*, until: datetime | None, why: str, by: str, at: datetime) -> None:
    """No letter goes out before `until`; None: until somebody says `resume`."""
    SendingPause.objects.create(until=until, why=why, by=team.person(handle=by), at=at)
    detail = {"until": until and until.isoformat(), "why": why}
    team.record(by=by, at=at, action="sending paused", subject="outbox", detail=detail)


@transaction.atomic
def resume(*, by: str, at: datetime) -> bool:
    """End every pause; whether there was one."""
    was = pause_at(at) is not None
    SendingPause.objects.filter(ended_at__isnull=True).update(ended_at=at)
    if was:
        team.record(by=by, at=at, action="sending resumed", subject="outbox")
    return was


def outbox(
    *,
    state: str | None = None,
    batch: str | None = None,
    letters: Iterable[int] | None = None,
    request: int | None = None,
    offset: int = 0,
    limit: int = 100,
) -> tuple[tuple[OutboxRow, ...], int]:
    """Letters of the outbox, the newest first, and how many there are in all; of a state, a batch, a request, or those
    given."""
    rows = OutgoingLetter.objects.order_by("-pk")
    if state is not None:
        rows = rows.filter(state=state)
    if batch is not None:
        rows = rows.filter(batch=batch)
    if letters is not None:
        rows = rows.filter(Among("pk", letters))
    if request is not None:
        rows = rows.filter(request_id=request)
    listed = rows.values_list(*FIELDS)[offset : offset + limit]
    return tuple(OutboxRow(*row) for row in listed), rows.count()


def outbox_counts() -> dict[str, int]:
    """State → number of letters, every state named."""
    found = dict(OutgoingLetter.objects.order_by().values_list("state").annotate(n=Count("pk")))
    return {state: found.get(state, 0) for state in STATES}


def still_rejected() -> list[int]:
    """Keys of the rejected letters that no newer letter of the same step has followed."""
    newer = OutgoingLetter.objects.filter(
        request=OuterRef("request"), step=OuterRef("step"), number__gt=OuterRef("number")
    ).exclude(state=CANCELLED)
    rows = OutgoingLetter.objects.filter(~Exists(newer), state=REJECTED).order_by("pk")
    return list(rows.values_list("pk", flat=True))


def stored_letters() -> set[str]:
    """The hash of every letter of the outbox; its bytes are in the file store."""
    return set(OutgoingLetter.objects.values_list("sha256", flat=True))


def newest_batch() -> str:
    """The id of the batch queued last; "" if there is none."""
    return OutgoingLetter.objects.order_by("-pk").values_list("batch", flat=True).first() or ""


def pace_now(*, limits: Limits, now: datetime) -> PaceView:
    """What has gone out lately, and when the next letter may."""
    attempts = attempts_since(now - DAY)
    paused = pause_at(now)
    return PaceView(
        *used(attempts, now),
        limits,
        None if paused else next_slot(attempts, limits, now),
        paused.until if paused else None,
        paused.why if paused else "",
    )
