"""The nation's post office: letters out of a Maildir, mails to a mail server. Nothing else of the simulation touches a
file or the network."""

import smtplib
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from askall.foundation.errors import OutsideFailure
from askall.mail.parse import parse_message
from askall.simulation.council import Heard
from askall.simulation.plans import MessagePlan

TIMEOUT = 60  # seconds


class Letterbox:
    """The Maildir in which all letters to the nation land."""

    def __init__(self, maildir: Path) -> None:
        self.maildir = maildir
        self._taken: set[str] = set()

    def new(self) -> Iterator[bytes]:
        """The letters that arrived since the last time, in order of arrival. They stay where they are."""
        paths = {path.name.partition(":")[0]: path for path in inbox(self.maildir)}
        for name in sorted(paths.keys() - self._taken):
            yield paths[name].read_bytes()
            self._taken.add(name)


def inbox(maildir: Path) -> list[Path]:
    """The files of the messages in the inbox, seen or not (https://cr.yp.to/proto/maildir.html)."""
    return [path for folder in ("new", "cur") for path in (maildir / folder).glob("[0-9]*")]


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


def send_mails(mails: Iterable[tuple[MessagePlan, bytes]], host: str, port: int) -> int:
    """Hand the nation's mails to the mail server; how many. Raises OutsideFailure if it takes one not."""
    number = 0
    try:
        with smtplib.SMTP(host, port, timeout=TIMEOUT) as server:
            for plan, raw in mails:
                # What machines write bears no envelope sender, so that nothing answers it (RFC 5321, 4.5.5).
                sender = plan.sender[1] if plan.structure == "mail" else ""
                server.sendmail(sender, plan.recipients, raw.replace(b"\n", b"\r\n"))
                number += 1
    except (OSError, smtplib.SMTPException) as error:
        raise OutsideFailure(f"The nation's mail server failed: {error}.") from error
    return number
