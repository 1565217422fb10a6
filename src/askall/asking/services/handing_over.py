"""The sender's side of the outbox: letters taken one by one, and every step written down before the next is made.

A letter is "connecting" from the moment it is taken, "handing" just before its content is transmitted, and what the
server said after that. So whatever kills the sender, the rows tell what may have happened to each letter.
"""

from collections.abc import Iterable
from contextlib import AbstractContextManager, nullcontext, suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import DatabaseError, connection, transaction
from django.db.models import Min, Q

from askall.asking.models import OutgoingLetter, RequestEvent, SendingAttempt, SendingPause
from askall.asking.outbox import (
    ACCEPTED,
    CANCELLED,
    CONNECTING,
    EVENT_OF,
    HANDING,
    HELD_BACK,
    QUEUED,
    REJECTED,
    UNKNOWN,
    WAITING,
    after,
    next_try,
)
from askall.asking.records import Claimed, Event
from askall.asking.services.events import NewEvent, log_events
from askall.asking.state import FROM_THEM
from askall.foundation.clock import uk_date
from askall.foundation.errors import BadInput, OutsideFailure
from askall.foundation.text import storable
from askall.team import services as team

SENDER = "machine:sender"
LOCK = 0x61736B616C6C  # of this database: any number no other program uses
LONGEST_ANSWER = 2000


def only_sender() -> AbstractContextManager[Any]:
    """While it is entered no other machine sends from this database. Raises OutsideFailure if one does already.

    The embedded database is one folder's own, where a lock on a file is enough.
    """
    return _AdvisoryLock() if connection.vendor == "postgresql" else nullcontext()


class _AdvisoryLock(AbstractContextManager[None]):
    """Held by the database connection, so it ends with the process."""

    def __enter__(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [LOCK])
            if not cursor.fetchone()[0]:
                raise OutsideFailure("Another program is sending letters from this database; only one may at a time.")

    def __exit__(self, *error: object) -> None:
        with suppress(DatabaseError), connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])


@dataclass(frozen=True, slots=True)
class Pause:
    """Why nothing goes out, and until when; None: until a person says go on."""

    until: datetime | None
    why: str


def pause_at(now: datetime) -> Pause | None:
    """The pause in force, if any: the newest one holds."""
    rows = SendingPause.objects.filter(Q(until__isnull=True) | Q(until__gt=now), ended_at__isnull=True)
    row = rows.order_by("-pk").first()
    return Pause(row.until, row.why) if row else None


def attempts_since(moment: datetime) -> list[datetime]:
    """When letters were handed over, in order; those that never got as far as an answer of the server's are no load."""
    rows = SendingAttempt.objects.filter(at__gt=moment).exclude(outcome="returned").order_by("at")
    return list(rows.values_list("at", flat=True))


def next_wanted() -> datetime | None:
    """When the next waiting letter may be taken, as far as its undo window or back-off goes; None if none waits."""
    found: datetime | None = OutgoingLetter.objects.filter(state__in=WAITING).aggregate(at=Min("not_before"))["at"]
    return found


@transaction.atomic
def recover(*, at: datetime) -> tuple[int, int]:
    """After a sender that was killed: (letters back in the queue, letters now unknown)."""
    returned = [
        _happens(row, "returned", at, answer="the sender was stopped before the content went out")
        for row in OutgoingLetter.objects.select_for_update().filter(state=CONNECTING)
    ]
    lost = [
        _happens(row, "lost", at, answer="the sender was stopped before the server had answered")
        for row in OutgoingLetter.objects.select_for_update().filter(state=HANDING)
    ]
    return len(returned), len(lost)


@transaction.atomic
def claim(*, at: datetime) -> Claimed | None:
    """Take the next letter that may go out; None if there is none, or sending is paused.

    A letter that would chase a body, or answer it, is left out instead if the body has written since it was queued.
    """
    if pause_at(at):
        return None
    while True:
        due = OutgoingLetter.objects.select_for_update().filter(state__in=WAITING, not_before__lte=at)
        row = due.order_by("not_before", "pk").first()
        if row is None:
            return None
        if not (why := _held_back(row)):
            break
        _move(row, "cancelled", answer=why)
        team.record(by=SENDER, at=at, action="letter held back", subject=f"letter {row.pk}", detail={"why": why})
    row.tries, row.tried_at = row.tries + 1, at
    _move(row, "claimed")
    SendingAttempt.objects.create(letter=row, at=at)
    return Claimed(row.pk, row.request_id, row.step, row.recipient, row.message_id, row.sha256)


def _held_back(row: OutgoingLetter) -> str:
    if row.step not in HELD_BACK:
        return ""
    since = RequestEvent.objects.filter(request_id=row.request_id, logged_at__gt=row.queued_at, withdrawn=False)
    heard = since.filter(kind__in=FROM_THEM).order_by("-at").first()
    return f"not sent: the body wrote on {uk_date(heard.at)}, after this letter was queued" if heard else ""


@transaction.atomic
def begin_content(*, letter: int, at: datetime) -> bool:
    """Written down before the first byte of the content goes out: from here on the server may accept it.

    False if it must not go out: mail has shown in the meantime that it was accepted before.
    """
    row = _locked(letter)
    if row.state != CONNECTING:
        return False
    _happens(row, "content", at)
    return True


@transaction.atomic
def answered(*, letter: int, what: str, at: datetime, code: int | None = None, answer: str = "") -> str:
    """What came of a try: accepted, deferred, rejected, returned or lost, with the server's words; the new state.

    A deferred letter gets its next try, or is given up as rejected after five days.
    """
    row = _locked(letter)
    if row.state == ACCEPTED:  # mail that came in beside the sender has proven it
        _note_attempt(row, what, code, answer)
        return row.state
    if what == "deferred":
        return _defer(row, at, code, answer)
    if what == "accepted":
        row.settled_by = "server"
    return _happens(row, what, at, code, answer)


def _defer(row: OutgoingLetter, at: datetime, code: int | None, answer: str) -> str:
    tries = row.attempts.exclude(outcome="returned")
    first = tries.order_by("at").values_list("at", flat=True)[0]
    again = next_try(tries.filter(outcome="deferred").count() + 1, first, at)
    if again is None:
        return _happens(row, "rejected", at, code, f"Given up after five days. {answer}")
    row.not_before = again
    return _happens(row, "deferred", at, code, answer)


@transaction.atomic
def prove(*, message_id: str, how: str, at: datetime) -> Claimed | None:
    """Mail shows that the letter was accepted: it is, since it was last tried. None if that was known, or is no letter
    of ours."""
    row = OutgoingLetter.objects.select_for_update().filter(message_id=message_id).first()
    if row is None or after(row.state, "proven") is None:
        return None
    row.settled_by = how
    _happens(row, "proven", at)
    return _as_claimed(row)


@transaction.atomic
def settle(*, letter: int, accepted: bool, by: str, at: datetime) -> Claimed:
    """A person says what became of an unknown letter: it was accepted, or it goes out again."""
    row = _locked(letter)
    if row.state != UNKNOWN:
        raise BadInput(f"Letter {letter} is {row.state}; only an unknown one can be settled.")
    row.settled_by = "person" if accepted else ""
    row.not_before = row.not_before if accepted else at
    _happens(row, "proven" if accepted else "not_sent", at, by=by)
    return _as_claimed(row)


def _locked(letter: int) -> OutgoingLetter:
    row = OutgoingLetter.objects.select_for_update().filter(pk=letter).first()
    if row is None:
        raise BadInput(f"There is no letter {letter} in the outbox.")
    return row


def _as_claimed(row: OutgoingLetter) -> Claimed:
    return Claimed(row.pk, row.request_id, row.step, row.recipient, row.message_id, row.sha256)


def _move(row: OutgoingLetter, what: str, **fields: Any) -> None:
    following = after(row.state, what)
    if following is None:
        raise BadInput(f"Letter {row.pk} is {row.state}: it cannot be {what}.")
    row.state = following
    for name, value in fields.items():
        setattr(row, name, value)
    row.save()


def _note_attempt(row: OutgoingLetter, what: str, code: int | None, answer: str) -> None:
    latest = row.attempts.order_by("-pk").first()
    if latest is not None and not latest.outcome:
        latest.outcome, latest.code, latest.answer = what, code, storable(answer)[:LONGEST_ANSWER]
        latest.save(update_fields=["outcome", "code", "answer"])


TOLD = {ACCEPTED: "letter accepted", REJECTED: "letter rejected", UNKNOWN: "letter unknown", QUEUED: "letter returned"}


def _happens(
    row: OutgoingLetter, what: str, at: datetime, code: int | None = None, answer: str = "", by: str = SENDER
) -> str:
    """The letter's new state, with everything that follows from it in the same transaction."""
    before, words = row.state, storable(answer)[:LONGEST_ANSWER]
    if after(before, what) == ACCEPTED:
        # Proof comes later than what it proves: the server took the letter when it was handed over.
        row.accepted_at = at if what == "accepted" else row.tried_at or at
    _move(row, what, **({"code": code, "answer": words} if what not in ("content", "proven", "not_sent") else {}))
    if row.state in (HANDING, CANCELLED):
        return row.state
    _note_attempt(row, what, code, words)
    if row.state == ACCEPTED and row.accepted_at and (kind := EVENT_OF.get(row.step)):
        event = Event(kind, row.accepted_at, row.sha256)
        log_events(events=[NewEvent(row.request_id, event)], by=by, at=at)
    if row.state in TOLD:
        detail = {"was": before, "code": code, "by": row.settled_by} if row.state == ACCEPTED else {"was": before}
        team.record(by=by, at=at, action=TOLD[row.state], subject=f"letter {row.pk}", detail=detail)
    return row.state


def letters_by_message_id(ids: Iterable[str]) -> dict[str, tuple[int, str, str]]:
    """Message-ID → (request, state, hash of our own bytes) of those that are letters of ours."""
    rows = OutgoingLetter.objects.filter(message_id__in=list(ids))
    return {row[0]: row[1:] for row in rows.values_list("message_id", "request_id", "state", "sha256")}
