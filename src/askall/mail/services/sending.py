"""The outbox goes out: one letter at a time over one connection, in the provider's pace, each step written down first.

The doors to sending: `queue_letters`, `retry`, `send_outbox`, `settle`, `settle_from_mail`.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from pathlib import Path
from time import sleep

from django.db import DatabaseError, transaction

from askall.asking.outbox import ACCEPTED, BACK_OFF, DEFERRED, REJECTED, UNKNOWN
from askall.asking.pacing import DAY, next_slot
from askall.asking.records import Claimed
from askall.asking.services import handing_over, outbox
from askall.foundation.clock import UK, Clock
from askall.foundation.errors import CheckFailed, OutsideFailure
from askall.foundation.files import FileStore
from askall.foundation.lock import only_one
from askall.foundation.work import Progress
from askall.mail.mailbox import Mailbox
from askall.mail.secrets import Secret
from askall.mail.services.queueing import UNDO_MINUTES, queue_letters, retry
from askall.mail.services.sent import keep_sent, settle, settle_from_mail
from askall.mail.smtp import Answer, Connection, Refused
from askall.mail.verdicts import GO_ON, verdict

__all__ = ["UNDO_MINUTES", "SendReport", "queue_letters", "retry", "send_outbox", "settle", "settle_from_mail"]

PER_CONNECTION = 50
PATIENCE = timedelta(hours=1)
MORNING = time(8)
# So many in a row tell that something is wrong with us or our server, not with the bodies.
MOST_UNKNOWN, MOST_REJECTED = 3, 10
BUSY = "Another program is sending letters from this workspace; only one may at a time."


@dataclass(slots=True)
class SendReport:
    """What one run did. `stopped` is a sentence on why letters still wait, "" if none does; `next_at` when to go on."""

    accepted: int = 0
    deferred: int = 0
    rejected: int = 0
    unknown: int = 0
    recovered: int = 0
    settled: int = 0
    stopped: str = ""
    next_at: datetime | None = None


def send_outbox(
    *,
    mailbox: Mailbox,
    secret: Callable[[], Secret],
    store: FileStore,
    clock: Clock,
    lock: Path,
    stop: Callable[[], bool] = lambda: False,
    progress: Progress | None = None,
    wait: Callable[[float], None] = sleep,
    patience: timedelta = PATIENCE,
) -> SendReport:
    """Send what waits, in the provider's pace, until nothing does, `stop` says so, or going on would mean waiting for
    longer than `patience`. After a sender that was killed, first sets right what it left behind.

    Only one runs at a time: `lock` is a file of the workspace. Raises OutsideFailure if another one runs, if the server
    lets us send nothing, or if the database fails; the next run goes on from there.
    """
    with only_one(lock, BUSY), handing_over.only_sender():
        run = _Run(mailbox, secret, store, clock, stop, progress, wait, patience)
        try:
            run.recover()
            run.go()
        except DatabaseError as error:
            raise OutsideFailure(f"The database failed while letters went out: {str(error).strip()}") from error
        finally:
            run.close()
    return run.report


@dataclass(slots=True)
class _Run:
    """One run of the sender, its connection, and what it has learnt on the way."""

    mailbox: Mailbox
    secret: Callable[[], Secret]
    store: FileStore
    clock: Clock
    stop: Callable[[], bool]
    progress: Progress | None
    wait: Callable[[float], None]
    patience: timedelta
    report: SendReport = field(default_factory=SendReport)
    connection: Connection | None = None
    attempts: list[datetime] = field(default_factory=list)
    connected_once: bool = False
    not_before: datetime | None = None  # the server wants to be left alone until then
    setbacks: int = 0
    in_a_row: tuple[str, int] = ("", 0)

    def recover(self) -> None:
        """Letters that a killed sender left half-way, and what mail has told of them since."""
        now = self.clock.now()
        back, lost = handing_over.recover(at=now)
        self.report.recovered, self.report.unknown = back + lost, lost
        self.report.settled = settle_from_mail(store=self.store, at=now)
        self.attempts = handing_over.attempts_since(now - DAY)

    def go(self) -> None:
        """Letter after letter, each when it may go."""
        while not self.stop():
            now = self.clock.now()
            if paused := handing_over.pause_at(now):
                moment, why = paused.until, f"Sending is paused: {paused.why}"
            else:
                moment, why = self._next_moment(now), "The next letter may go out later."
                if moment is None:
                    return
            if moment is None or moment - now > self.patience:
                self.report.stopped, self.report.next_at = why, moment
                return
            if moment > now:
                # In short naps, so that "stop" and "pause" are heard.
                self.wait(min((moment - now).total_seconds(), 1.0))
            elif self._connect(now):
                self._send_one(now)
        self.report.stopped = "Stopped; letters still wait." if handing_over.next_wanted() else ""

    def close(self) -> None:
        """End the connection."""
        if self.connection is not None:
            self.connection.quit()
            self.connection = None

    def _next_moment(self, now: datetime) -> datetime | None:
        wanted = handing_over.next_wanted()
        if wanted is None:
            return None
        self.attempts = [one for one in self.attempts if one > now - DAY]
        return max(wanted, next_slot(self.attempts, self.mailbox.limits, now), self.not_before or now)

    def _connect(self, now: datetime) -> bool:
        """Whether there is a connection for the next letter: the one there is, or a new one."""
        if self.connection is not None:
            if self.connection.letters < PER_CONNECTION and self.connection.reset():
                return True
            self.close()
        try:
            self.connection = Connection(self.mailbox, self.secret())
        except Refused as refused:
            if refused.answer.refused or not (self.connected_once or refused.answer.later):
                raise
            self._leave_alone(now, str(refused))
            return False
        self.connected_once = True
        return True

    def _send_one(self, now: datetime) -> None:
        letter = handing_over.claim(at=now)
        if letter is None or self.connection is None:
            return
        self.attempts.append(now)
        try:
            content = self.store.get(letter.sha256)
        except CheckFailed as error:
            self._count(handing_over.answered(letter=letter.key, what="rejected", at=now, answer=str(error)))
            return
        answer = self.connection.offer(letter.recipient, len(content), self._copy_to(letter))
        if answer.code == GO_ON:
            if not handing_over.begin_content(letter=letter.key, at=self.clock.now()):
                self._drop()
                return
            answer = self.connection.hand_over(content)
        self._note(letter, content, answer)

    def _copy_to(self, letter: Claimed) -> str:
        copy = self.mailbox.copy_to_self and letter.recipient != self.mailbox.address
        return self.mailbox.address if copy else ""

    def _note(self, letter: Claimed, content: bytes, answer: Answer) -> None:
        now, found = self.clock.now(), verdict(answer)
        with transaction.atomic():
            state = handing_over.answered(
                letter=letter.key, what=found.letter, at=now, code=answer.code or None, answer=answer.text
            )
            if state == ACCEPTED:
                keep_sent(letter=letter, raw=content, store=self.store, at=now)
        self._count(state)
        if found.letter == "returned":
            self.attempts.pop()
        elif state == ACCEPTED:
            self.setbacks = 0
        self._go_on(found.sender, answer, now)
        self._mind_the_row(state, letter, answer, now)

    def _count(self, state: str) -> None:
        if state in (ACCEPTED, DEFERRED, REJECTED, UNKNOWN):
            setattr(self.report, state, getattr(self.report, state) + 1)
        if self.progress:
            self.progress(self.report.accepted)

    def _go_on(self, what: str, answer: Answer, now: datetime) -> None:
        """What the answer means for the connection and for the letters that follow."""
        if what in ("reconnect", "wait", "end"):
            self._drop()
        if what == "end":
            raise OutsideFailure(f"The mail server does not let {self.mailbox.address} send: {_words(answer)}")
        if what == "wait" or (what == "reconnect" and answer.stage != "content"):
            self._leave_alone(now, _words(answer), at_once=what == "reconnect")
        if what == "limit":
            self._drop()
            until = self._next_day(now)
            why = f"a daily limit was reached ({_words(answer)})"
            outbox.pause(until=until, why=why, by=handing_over.SENDER, at=now)

    def _leave_alone(self, now: datetime, why: str, at_once: bool = False) -> None:
        """Wait before the next connection: not at all after the first that was lost, then longer and longer."""
        number = self.setbacks - at_once
        self.setbacks += 1
        if number < 0:
            return
        self.not_before = now + BACK_OFF[min(number, len(BACK_OFF) - 1)]
        if self.not_before - now > self.patience:
            raise OutsideFailure(f"The mail server takes no letters: {why}")

    def _mind_the_row(self, state: str, letter: Claimed, answer: Answer, now: datetime) -> None:
        """Stop for good where the same thing goes wrong again and again: a person has to look."""
        said = _words(answer).replace(letter.recipient, "") if state == REJECTED else ""
        words, (before, number) = f"{state} {said}", self.in_a_row
        self.in_a_row = (words, number + 1 if before == words else 1)
        for bad, most in ((UNKNOWN, MOST_UNKNOWN), (REJECTED, MOST_REJECTED)):
            if state == bad and self.in_a_row[1] >= most:
                why = f"the last {most} letters were all {bad} ({_words(answer)})"
                outbox.pause(until=None, why=why, by=handing_over.SENDER, at=now)
                raise OutsideFailure(f"Sending stopped, for {why}. When that is mended: askall ask resume")

    def _drop(self) -> None:
        if self.connection is not None:
            self.connection.close()
            self.connection = None

    def _next_day(self, now: datetime) -> datetime:
        if self.mailbox.limit_ends == "after a day":
            return now + DAY
        today = now.astimezone(UK)
        return datetime.combine(today.date() + timedelta(days=today.time() >= MORNING), MORNING, UK)


def _words(answer: Answer) -> str:
    return f"{answer.code} {answer.text}" if answer.code else answer.text
