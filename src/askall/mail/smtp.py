"""The mail server that letters are handed to (RFC 5321), by the standard library's smtplib. Nothing else speaks SMTP.

Handing over one letter is split where it matters: `offer` goes as far as the server's "go on" (354), `hand_over` sends
the content. Before the content's last line no server accepts a letter; after it only its answer tells.
"""

import re
import smtplib
import ssl
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from time import monotonic
from typing import Any

from askall.foundation.errors import OutsideFailure
from askall.mail.mailbox import Mailbox
from askall.mail.secrets import Secret

GO_ON = 354
MOST_LINES, LONGEST_LINE = 200, 2000
_DOT = re.compile(rb"^\.", re.MULTILINE)
# What a laptop calls itself is nobody's business; servers of providers ask for no real name.
OURSELVES = "[127.0.0.1]"


@dataclass(frozen=True, slots=True)
class Answer:
    """A server's words on a letter. `stage`: connect, login, mail, recipient, data or content, where it was said.

    `code` 0: there was no answer, the connection was lost or hung; `text` then says how.
    """

    stage: str
    code: int
    text: str

    @property
    def accepted(self) -> bool:
        return 200 <= self.code < 300

    @property
    def later(self) -> bool:
        """Try again later."""
        return 400 <= self.code < 500

    @property
    def refused(self) -> bool:
        return 500 <= self.code < 600


class Refused(OutsideFailure):
    """The server did not let us in, or not now: `answer` says why."""

    def __init__(self, sentence: str, answer: Answer) -> None:
        super().__init__(sentence)
        self.answer = answer


class _Patient(smtplib.SMTP):
    """As smtplib's, but an answer has to be there in time as a whole, and has an end: a server that sends a byte a
    minute, or lines for ever, holds nobody. Half an answer is none."""

    def __init__(self, host: str, port: int, patience: float, **options: Any) -> None:
        self.patience, self.unread = patience, b""
        super().__init__(host, port, OURSELVES, timeout=patience, **options)

    def getreply(self) -> tuple[int, bytes]:
        deadline, lines = monotonic() + self.patience, list[bytes]()
        try:
            while len(lines) < MOST_LINES:
                line = self._line(deadline)
                lines.append(line[4:].strip())
                if not line[:3].isdigit():
                    raise ConnectionError("what it said is no answer")
                if line[3:4] != b"-":
                    return int(line[:3]), b"\n".join(lines)  # as smtplib reads the extensions
            raise ConnectionError("its answer had no end")
        except OSError as error:
            self.close()
            raise smtplib.SMTPServerDisconnected(_how(error)) from error

    def _line(self, deadline: float) -> bytes:
        while b"\n" not in self.unread:
            left = deadline - monotonic()
            if left <= 0:
                raise TimeoutError
            if self.sock is None or len(self.unread) > LONGEST_LINE:
                raise ConnectionError("its answer had no end")
            self.sock.settimeout(left)
            received = self.sock.recv(LONGEST_LINE)
            self.sock.settimeout(self.patience)
            if not received:
                raise ConnectionError("the server closed the connection")
            self.unread += received
        line, _, self.unread = self.unread.partition(b"\n")
        return line


class _PatientTls(_Patient, smtplib.SMTP_SSL):
    """The same, with TLS from the first byte."""


class Connection:
    """One connection to the mailbox's server, logged in. Raises Refused or OutsideFailure if that fails."""

    def __init__(self, mailbox: Mailbox, secret: Secret) -> None:
        self.mailbox, self._secret, self.letters = mailbox, secret, 0
        self._smtp = self._connect()
        try:
            self._log_in()
        except BaseException:
            self.close()
            raise

    def offer(self, recipient: str, size: int, copy_to: str = "") -> Answer:
        """MAIL, RCPT and DATA: 354 means that the content may follow. Any other answer ended the letter's turn.

        `copy_to` is a second recipient of the same handing-over; if the server refuses that one the letter goes all
        the same, for it is meant for the first.
        """
        self.letters += 1
        announced = f" SIZE={size}" if self._smtp.has_extn("size") else ""
        answer = self._say("mail", "MAIL", f"FROM:<{self.mailbox.address}>{announced}")
        if answer.accepted:
            answer = self._say("recipient", "RCPT", f"TO:<{recipient}>")
        if not answer.accepted:
            return answer
        if copy_to:
            copied = self._say("recipient", "RCPT", f"TO:<{copy_to}>")
            if copied.code in (0, 421):
                return copied
        answer = self._say("data", "DATA")
        if answer.code == GO_ON and self._smtp.unread:
            self.close()
            return Answer("data", 0, "it answered before it was asked")
        return answer

    def hand_over(self, content: bytes) -> Answer:
        """Transmit the content and wait for the answer. Code 0 means that nobody can know whether it was accepted."""
        ending = b".\r\n" if content.endswith(b"\r\n") else b"\r\n.\r\n"
        self._smtp.patience = self.mailbox.answer_timeout
        try:
            self._smtp.send(_DOT.sub(b"..", content) + ending)
            return self._answer("content", *self._smtp.getreply())
        except (OSError, smtplib.SMTPException) as error:
            self.close()
            return Answer("content", 0, _how(error))
        finally:
            self._smtp.patience = self.mailbox.timeout

    def reset(self) -> bool:
        """Make ready for the next letter; whether the connection can be used for it."""
        return self._say("mail", "RSET").accepted

    def close(self) -> None:
        """End without a word: a letter begun is not finished."""
        self._smtp.close()

    def quit(self) -> None:
        """End politely; whatever comes of it."""
        self._say("mail", "QUIT")
        self._smtp.close()

    def _connect(self) -> _Patient:
        with self._explained():
            smtp = self._open()
        try:
            with self._explained():
                answer = self._greet(smtp)
                if answer.accepted and self.mailbox.smtp.security == "starttls":
                    answer = self._start_tls(smtp)
        except BaseException:
            smtp.close()
            raise
        if not answer.accepted:
            smtp.close()
            raise self._not_now(answer)
        return smtp

    def _open(self) -> _Patient:
        server, patience = self.mailbox.smtp, self.mailbox.timeout
        if server.security == "tls":
            return _PatientTls(server.host, server.port, patience, context=self.mailbox.tls())
        return _Patient(server.host, server.port, patience)

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """Whatever fails on the way in, as one sentence."""
        where = f"{self.mailbox.smtp.host}:{self.mailbox.smtp.port}"
        try:
            yield
        except ssl.SSLCertVerificationError as error:
            raise OutsideFailure(f"{where}: its certificate is not valid ({error.verify_message}).") from None
        except smtplib.SMTPConnectError as error:
            said = error.smtp_error if isinstance(error.smtp_error, bytes) else error.smtp_error.encode()
            raise self._not_now(self._answer("connect", error.smtp_code, said)) from None
        except (OSError, smtplib.SMTPException, ValueError) as error:
            raise Refused(f"{where} cannot be reached: {_how(error)}.", Answer("connect", 0, _how(error))) from None

    def _not_now(self, answer: Answer) -> Refused:
        server = self.mailbox.smtp
        return Refused(f"{server.host}:{server.port} takes no letters now: {answer.code} {answer.text}", answer)

    def _greet(self, smtp: _Patient) -> Answer:
        return self._answer("connect", *smtp.ehlo())

    def _start_tls(self, smtp: _Patient) -> Answer:
        """Never without: whoever stands between would only need to leave STARTTLS out."""
        if not smtp.has_extn("starttls"):
            return Answer("connect", 502, "it offers no STARTTLS, so password and letters would be seen on the way")
        answer = self._answer("connect", *smtp.starttls(context=self.mailbox.tls()))
        if smtp.unread:  # slipped in before TLS began, by whoever stands between
            raise ConnectionError("it said something more before TLS began")
        return self._greet(smtp) if answer.accepted else answer

    def _log_in(self) -> None:
        if self.mailbox.login == "none":
            return
        offered = self._smtp.esmtp_features.get("auth", "").upper().split()
        user, word = self.mailbox.user, self._secret.reveal()
        if self._secret.is_token:
            first = f"user={user}\x01auth=Bearer {word}\x01\x01"
            answer = self._authenticate("XOAUTH2", first)
            if answer.code == 334:  # the server says why in a challenge that is answered with nothing
                answer = self._authenticate("", "")
        elif "PLAIN" in offered or "LOGIN" not in offered:
            answer = self._authenticate("PLAIN", f"\0{user}\0{word}")
        else:
            answer = self._authenticate("LOGIN", user)
            answer = self._authenticate("", word) if answer.code == 334 else answer
        if not answer.accepted:
            where = f"{self.mailbox.smtp.host}:{self.mailbox.smtp.port}"
            raise Refused(f"{where} did not let {user} in: {answer.code} {answer.text}", answer)

    def _authenticate(self, mechanism: str, word: str) -> Answer:
        encoded = b64encode(word.encode()).decode()
        line = f"{mechanism} {encoded}" if mechanism else encoded
        answer = self._say("login", "AUTH" if mechanism else line, line if mechanism else "")
        return Answer(answer.stage, answer.code, answer.text.replace(encoded, "(hidden)") if encoded else answer.text)

    def _say(self, stage: str, verb: str, argument: str = "") -> Answer:
        try:
            return self._answer(stage, *self._smtp.docmd(verb, argument))
        except (OSError, smtplib.SMTPException, ValueError) as error:
            self.close()
            return Answer(stage, 0, _how(error))

    def _answer(self, stage: str, code: int, text: bytes) -> Answer:
        said = text.decode("utf-8", "replace")
        shown = "".join(char if char.isprintable() else " " for char in said)
        return Answer(stage, code, self._secret.hide(shown)[:1000])


def _how(error: Exception) -> str:
    """What went wrong with the connection, in a few words that hold nothing of what was sent."""
    if isinstance(error, TimeoutError):
        return "no answer in time"
    if isinstance(error, OSError) and error.strerror:
        return error.strerror.lower()
    return str(error)[:200] or type(error).__name__
