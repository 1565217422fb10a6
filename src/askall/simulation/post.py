"""The nation's post room: takes letters out of a Maildir, and hands mails to a mail server.

Nothing else of the living nation touches a file or the network.
"""

import smtplib
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from askall.foundation.errors import OutsideFailure
from askall.foundation.work import Serial, Work
from askall.mail.parse import parse_message
from askall.simulation.council import Heard
from askall.simulation.live import LiveNation
from askall.simulation.maildirs import inbox
from askall.simulation.mails import render_message
from askall.simulation.plans import MessagePlan

TIMEOUT = 60  # seconds for each command of the mail server
PATIENCE = 60.0  # seconds in which what a mail server accepted is delivered


@dataclass(frozen=True, slots=True)
class Arrived:
    """A letter that arrived: under which Message-ID, for which body ("" for none of the nation), at which address."""

    message_id: str
    body: str
    to: str
    at: datetime


class PostRoom:
    """The nation at its mail server: `host` and `port` take its mails, `maildir` holds the letters to all of it."""

    def __init__(self, nation: LiveNation, maildir: Path, host: str, port: int) -> None:
        self.nation, self.maildir, self.host, self.port = nation, maildir, host, port
        self.letters: list[Arrived] = []
        self.mails: list[MessagePlan] = []
        # What lies there already is not for this nation.
        self._opened = {_name(path) for path in inbox(maildir)}
        self._before = len(self._opened)

    def take_in(self, number: int, at: datetime) -> None:
        """Wait until `number` letters have arrived in all, and let the nation read those it has not read.

        Raises OutsideFailure if they do not arrive; those that did are read.
        """
        arrived_in_time = wait_until(lambda: len(inbox(self.maildir)) - self._before >= number)
        moment = at.replace(microsecond=0)  # a mail's date has no more
        for raw in self._new():
            letter = read_letter(raw, moment)
            body = self.nation.hear(letter)
            self.letters.append(Arrived(letter.message_id, body, letter.to, moment))
        if not arrived_in_time:
            missing = number - len(self._opened) + self._before
            raise OutsideFailure(f"{missing} letters were accepted and have not arrived.")

    def send_due(self, until: datetime, work: Work | None = None) -> tuple[MessagePlan, ...]:
        """Write out and send what the nation has to say up to this moment."""
        plans = self.nation.due(until)
        raws = (done.result() for done in (work or Serial()).run(render_message, plans))
        if plans:
            send_mails(zip(plans, raws, strict=True), self.host, self.port)
        self.mails += plans
        return plans

    def _new(self) -> Iterator[bytes]:
        """The letters not opened before, in order of arrival. They stay where they are."""
        for path in inbox(self.maildir):
            if _name(path) not in self._opened:
                self._opened.add(_name(path))
                yield path.read_bytes()


def _name(path: Path) -> str:
    """That of a message, whatever flags follow it."""
    return path.name.partition(":")[0]


def wait_until(holds: Callable[[], bool]) -> bool:
    """Whether it comes to hold while there is patience."""
    deadline = time.monotonic() + PATIENCE
    while not holds():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def read_letter(raw: bytes, at: datetime) -> Heard:
    """A letter of the study, received at `at`: to whom the mail server gave it, and where it asks to be answered."""
    message = parse_message(raw)
    to = [*message.delivered_to, *(one.email for one in message.to)]
    reply_to = [one.email for one in message.reply_to] or [message.sender.email]
    return Heard(
        message.message_id,
        at,
        (message.sender.name, message.sender.email),
        reply_to[0],
        to[0] if to else "",
        message.subject,
        message.text.strip(),
        message.references,
    )


def send_mails(mails: Iterable[tuple[MessagePlan, bytes]], host: str, port: int) -> None:
    """Hand the nation's mails to the mail server. Raises OutsideFailure if it does not take one."""
    try:
        with smtplib.SMTP(host, port, timeout=TIMEOUT) as server:
            for plan, raw in mails:
                # What machines write bears no envelope sender, so that nothing answers it (RFC 5321, 4.5.5).
                sender = plan.sender[1] if plan.structure == "mail" else ""
                server.sendmail(sender, plan.recipients, raw.replace(b"\n", b"\r\n"))
    except (OSError, smtplib.SMTPException) as error:
        raise OutsideFailure(f"The nation's mail server failed: {error}.") from error
