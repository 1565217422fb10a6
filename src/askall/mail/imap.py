"""The server that keeps the user's mailbox (RFC 3501), by the library imapclient. Nothing else speaks IMAP.

A folder is opened by EXAMINE and read by BODY.PEEK alone: no flag changes, nothing is moved or deleted, and to the
user's mail program it is as if nobody had looked.
"""

import ssl
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from imaplib import IMAP4
from logging import WARNING, getLogger
from typing import Any, TypeVar

from imapclient import IMAPClient, SocketTimeout
from imapclient.exceptions import CapabilityError, ProtocolError
from imapclient.imap4 import IMAP4WithTimeout
from imapclient.imap_utf7 import decode as from_utf7
from imapclient.tls import IMAP4_TLS

from askall.foundation.errors import AskallError, BadInput, OutsideFailure
from askall.mail.folders import Folder, role_of
from askall.mail.mailbox import Mailbox
from askall.mail.secrets import Secret

MOST_BYTES = 150_000_000  # of one message
TOO_LARGE = f"The message is larger than {MOST_BYTES // 1_000_000} MB."
HEADS_BYTES = 32_000_000  # of the headers asked for at once
CONNECT_SECONDS, GOODBYE_SECONDS = 30, 5
SLOWEST = 1000  # bytes a second: who sends less for long holds us up
ANSWER_BYTES = 20_000_000  # a list of two million UIDs
_FIELDS = (
    "FROM SENDER REPLY-TO TO CC BCC DELIVERED-TO X-ORIGINAL-TO ENVELOPE-TO X-ENVELOPE-TO SUBJECT DATE MESSAGE-ID "
    "IN-REPLY-TO REFERENCES RETURN-PATH CONTENT-TYPE AUTO-SUBMITTED PRECEDENCE X-FAILED-RECIPIENTS X-AUTOREPLY "
    "X-AUTORESPOND"
)
Value = TypeVar("Value")

# What it writes for those who look for faults is the whole conversation: not in our logs.
getLogger("imapclient").setLevel(WARNING)


class Refused(OutsideFailure):
    """The server does not let us in, or cannot be trusted: trying again would not help."""


class Declined(OutsideFailure):
    """The server said no to one thing; the connection holds."""


class Dropped(OutsideFailure):
    """The connection was lost, hung, or gave answers that are no IMAP. It is closed now."""


class TooLarge(Dropped):
    """The answer was larger than was allowed for; the connection was given up for it."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A folder as EXAMINE shows it. UIDs mean something only beside their `uid_validity`."""

    uid_validity: int
    messages: int


@dataclass(frozen=True, slots=True)
class Headers:
    """The header lines of a message that tell whether it is about a study, and the size the server says it has."""

    size: int
    lines: bytes


class _Patient:
    """What one command's answer may cost, in bytes and in time. A mix-in for imaplib's classes."""

    allowed = ANSWER_BYTES
    received = 0
    began = 0.0
    patience = float(CONNECT_SECONDS)

    def begin(self, allowed: int, patience: float) -> None:
        """Another command."""
        self.allowed, self.received, self.began, self.patience = allowed, 0, time.monotonic(), patience

    def read(self, size: int) -> bytes:
        """As imaplib's, of a literal whose size the server told before."""
        if self.received + size > self.allowed:
            raise TooLarge(f"The mail server's answer was larger than {self.allowed // 1_000_000} MB.")
        parts = bytearray()
        while len(parts) < size and (part := self._source().read1(min(size - len(parts), 65_536))):
            parts += part
            self._count(len(part))
        return bytes(parts)

    def readline(self) -> bytes:
        """As imaplib's, but a line may be as long as is allowed for the whole."""
        line = bytearray()
        while not line.endswith(b"\n") and (ready := self._source().peek(1)):
            part = self._source().read(ready.find(b"\n") + 1 or len(ready))
            line += part
            self._count(len(part))
        return bytes(line)

    def _source(self) -> Any:
        return getattr(self, "_file", None) or self.file  # type: ignore[attr-defined]  # the former from Python 3.14 on

    def _count(self, received: int) -> None:
        self.received += received
        self.began = self.began or time.monotonic()
        if self.received > self.allowed:
            raise TooLarge(f"The mail server's answer was larger than {self.allowed // 1_000_000} MB.")
        if time.monotonic() > self.began + self.patience + self.received / SLOWEST:
            raise TimeoutError("its answer took too long")


class _Plain(_Patient, IMAP4WithTimeout):  # type: ignore[misc]  # imaplib declares `read` more narrowly
    pass


class _Tls(_Patient, IMAP4_TLS):  # type: ignore[misc]
    pass


class _Client(IMAPClient):  # type: ignore[misc]  # the library ships no types
    def _create_IMAP4(self) -> IMAP4:
        if self.ssl:
            return _Tls(self.host, self.port, self.ssl_context, CONNECT_SECONDS)
        return _Plain(self.host, self.port, CONNECT_SECONDS)


class Connection:
    """One connection to the mailbox, logged in. Raises Refused or Dropped if that fails, BadInput if the mailbox has
    no IMAP server or no login."""

    def __init__(self, mailbox: Mailbox, secret: Secret) -> None:
        if mailbox.imap is None or mailbox.login == "none":
            raise BadInput("[mailbox] needs an imap server and a login before mail can be fetched from it.")
        self.server, self._mailbox, self._secret = mailbox.imap, mailbox, secret
        context = None if self.server.security == "plain" else mailbox.tls()
        try:
            self._client = _Client(
                self.server.host,
                self.server.port,
                ssl=self.server.security == "tls",
                ssl_context=context,
                timeout=SocketTimeout(CONNECT_SECONDS, mailbox.timeout),
            )
            self._client.folder_encode = False  # names as the server writes them: what it lists it will also open
        except ssl.SSLCertVerificationError as error:
            raise Refused(
                f"The certificate of {self.server.host} is not to be trusted: {error.verify_message}."
            ) from None
        except Exception as error:
            raise Dropped(f"The mail server {self.server.host} cannot be reached: {self._words(error)}") from None
        try:
            self._enter(context)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Say goodbye if anybody listens."""
        with suppress(Exception):
            self._client.socket().settimeout(GOODBYE_SECONDS)
            self._client.logout()
        self._hang_up()

    def _hang_up(self) -> None:
        with suppress(Exception):
            self._client.shutdown()

    def folders(self) -> tuple[Folder, ...]:
        """Every folder of the mailbox."""
        listed = self._ask(lambda: self._client.list_folders())
        return tuple(_folder(flags, delimiter, name) for flags, delimiter, name in listed)

    def examine(self, folder: Folder) -> Opened:
        """Open a folder for reading only."""
        found = self._ask(lambda: self._client.select_folder(folder.raw, readonly=True))
        if b"UIDVALIDITY" not in found:
            raise Declined(f"The mail server does not number the messages of {folder.name} for good (no UIDVALIDITY).")
        return Opened(int(found[b"UIDVALIDITY"]), int(found.get(b"EXISTS", 0)))

    def uids_after(self, last: int) -> list[int]:
        """The UIDs above `last` in the folder open, ascending."""
        # "n:*" always names the newest message too, however small its UID (RFC 3501 s.6.4.8).
        found = self._ask(lambda: self._client.search(["UID", f"{last + 1}:*"]))
        return sorted({uid for uid in found if uid > last})

    def headers(self, uids: Sequence[int]) -> dict[int, Headers]:
        """The telling header lines of these messages; those no longer there are missing."""
        items = [f"BODY.PEEK[HEADER.FIELDS ({_FIELDS})]", "RFC822.SIZE"]
        found = self._fetch(uids, items, HEADS_BYTES)
        return {
            uid: Headers(_number(found[uid].get(b"RFC822.SIZE")), _content(found[uid], b"BODY[HEADER.FIELDS"))
            for uid in uids
            if uid in found
        }

    def messages(self, uids: Sequence[int]) -> dict[int, bytes]:
        """The whole bytes of these messages; those no longer there are missing. Raises TooLarge beyond 150 MB."""
        try:
            found = self._fetch(uids, ["BODY.PEEK[]"], MOST_BYTES)
        except TooLarge:
            raise TooLarge(TOO_LARGE) from None
        # Of a message deleted meanwhile some servers give out nothing (NIL), and say that all is well.
        return {uid: content for uid in uids if uid in found and (content := _content(found[uid], b"BODY[]"))}

    def _fetch(self, uids: Sequence[int], items: list[str], allowed: int) -> dict[int, dict[bytes, Any]]:
        try:
            found: dict[int, dict[bytes, Any]] = self._ask(lambda: self._client.fetch(uids, items), allowed)
        except Declined as error:
            # RFC 5530: deleted by somebody else meanwhile. The others are given out when asked for alone.
            if len(uids) == 1 and "[EXPUNGEISSUED]" in str(error):
                return {}
            raise
        return found

    def append(self, folder: Folder, raw: bytes, at: datetime) -> None:
        """Put a message of ours, already read, into a folder. The one thing here that changes the mailbox."""
        self._ask(lambda: self._client.append(folder.raw, raw, (b"\\Seen",), at))

    def _enter(self, context: ssl.SSLContext | None) -> None:
        if self.server.security == "starttls":
            try:
                self._ask(lambda: self._client.starttls(context))
            except Declined:
                raise Refused(f"The mail server {self.server.host} offers no STARTTLS.") from None
        try:
            self._ask(self._log_in)
        except Declined as error:
            raise Refused(
                f"The mail server {self.server.host} refused the login of {self._mailbox.user}: {error}"
            ) from None

    def _log_in(self) -> None:
        user, secret = self._mailbox.user, self._secret.reveal()
        if self._secret.is_token:
            self._client.oauth2_login(user, secret)
        elif self._client.has_capability("AUTH=PLAIN"):  # takes letters of any alphabet, as LOGIN does not
            self._client.plain_login(user, secret)
        else:
            self._client.login(user, secret)

    def _ask(self, question: Callable[[], Value], allowed: int = 0) -> Value:
        """The answer, of at most so many bytes; what goes wrong is told as Declined, Dropped or TooLarge, without the
        secret."""
        try:
            self._client._imap.begin(allowed or ANSWER_BYTES, self._mailbox.timeout)
            return question()
        except AskallError:
            self._hang_up()
            raise
        except (CapabilityError, IMAP4.error) as error:
            # The library tells a connection lost while we log in as a login that failed.
            if isinstance(error, (ProtocolError, IMAP4.abort)) or isinstance(error.__context__, IMAP4.abort):
                self._hang_up()
                raise Dropped(f"The connection to {self.server.host} was lost: {self._words(error)}") from None
            raise Declined(self._words(error)) from None
        except Exception as error:  # a hostile answer may trip the library anywhere
            self._hang_up()
            raise Dropped(f"The connection to {self.server.host} was lost: {self._words(error)}") from None

    def _words(self, error: Exception) -> str:
        """What went wrong, in one line without the secret; an encoding error, which shows what it failed on, by its
        kind alone."""
        said = type(error).__name__ if isinstance(error, UnicodeError) else str(error) or type(error).__name__
        line = " ".join("".join(char if char.isprintable() else " " for char in self._secret.hide(said)).split())
        return line[:300].rstrip(".") + "."


def _folder(flags: Any, delimiter: Any, name: bytes | str) -> Folder:
    raw = name if isinstance(name, bytes) else name.encode()  # a name of digits comes as text
    try:
        read = from_utf7(raw)
    except (UnicodeError, ValueError):
        read = raw.decode("ascii", "replace")
    told = [flag.decode("ascii", "replace") for flag in flags or () if isinstance(flag, bytes)]
    return Folder(read, raw, role_of(read, delimiter.decode("ascii", "replace") if delimiter else "", told))


def _content(found: dict[bytes, Any], key: bytes) -> bytes:
    """Servers repeat the name of what was asked for in their own spelling; a text of digits comes as a number."""
    for name, value in found.items():
        if name.startswith(key):
            return value if isinstance(value, bytes) else str(value).encode() if isinstance(value, int) else b""
    return b""


def _number(value: Any) -> int:
    return value if isinstance(value, int) else 0
