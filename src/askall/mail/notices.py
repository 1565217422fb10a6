"""Notices of mail servers: that a message failed, is late, or arrived; which message, and for whom.

A notice in machine-readable form (RFC 3464, RFC 8098) is one by its form. One in words only must show several signs at
once, each of which an answer may bear alone: who it says it is from, an empty envelope sender, headers that only mail
servers write, the subject and the opening words of a known program, and what was sent returned with it. A person's
letter that quotes or forwards a notice has the words, but not the writer and not the beginning.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from askall.mail.automatic_words import (
    COPY_BELOW,
    DELAYED,
    GAVE_UP,
    NOTICE_OPENING,
    NOTICE_SUBJECT,
    READ_SUBJECT,
    READ_TEXT,
)
from askall.mail.decoding import western
from askall.mail.headers import Headers, header_end, read_block
from askall.mail.mime_tree import Part
from askall.mail.parameters import parse_message_ids
from askall.mail.records import Address, Automatic

STATUS_PARTS = frozenset({"message/delivery-status", "message/global-delivery-status"})
RECEIPT_PARTS = frozenset({"message/disposition-notification", "message/global-disposition-notification"})
RETURNED_PARTS = frozenset({"message/rfc822", "message/global", "text/rfc822-headers", "message/rfc822-headers"})
STATUS_FIELD = re.compile(
    r"^(action|status|final-recipient|original-recipient|original-message-id|diagnostic-code)[ \t]*:[ \t]*([^\n]*)",
    re.I | re.M,
)
# Exchange Online sends its notices from the one address that begins with "MicrosoftExchange" and these 32 digits.
DAEMON = re.compile(
    r"(?:mailer[-_]?daemon|mail[-_]?daemon|mdaemon|mail[._]delivery[._]s\w+|microsoftexchange329e71ec88ae4615bbc36ab6ce41109e)@"
)
DAEMON_NAME = re.compile(r"(?:mailer[- ]daemon|(?:internet )?mail delivery (?:sub)?(?:system|service))$", re.I)
SERVER = re.compile(r"^(?:post_?master|mail-?admin|)(?:@|$)")
SERVER_NAME = re.compile(r"post ?master|system administrator|systemadministrator", re.I)
EXCHANGE_NOTICE = "x-ms-exchange-message-is-ndr"
MARKS = ("x-failed-recipients", EXCHANGE_NOTICE, "x-ms-embedded-report")
OPENING, NOTICE = 900, 4000  # characters in which a notice says what it is, and in which it says why
STATUS_CODE = re.compile(r"(?<![\d.])([45])\.\d{1,3}\.\d{1,3}(?![\d.])|(?<![\d.])([45])\d\d[ -](?=\S)")
ADDRESS = re.compile(r"[^\s<>@,;:()\[\]\"'=|]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
MOST_RECIPIENTS, MOST_HEADERS = 50, 20_000


def server_notice(root: Part, subject: str, sender: Address, text: str) -> Automatic | None:
    """What a mail server tells, with the reasons; None if a person, or a program on a person's behalf, wrote it."""
    return _report(root) or _receipt(subject, text) or _in_words(root, subject, sender, text)


def _report(root: Part) -> Automatic | None:
    """A report in machine-readable form: RFC 3464 delivery status, RFC 8098 disposition (a read receipt)."""
    kind = root.parameters.get("report-type", "").lower()
    leaves = {part.media_type for part in root.leaves()} if root.media_type == "multipart/report" else set()
    if kind == "disposition-notification" or RECEIPT_PARTS & leaves:
        return Automatic("receipt", None, ("multipart/report with a disposition notification (RFC 8098)",))
    if kind != "delivery-status" and not STATUS_PARTS & leaves:
        return None
    return _delivery(list(_status_fields(root)), "multipart/report with a delivery status (RFC 3464)")


def _status_fields(root: Part) -> Iterator[tuple[str, str]]:
    for part in root.leaves():
        if part.media_type in STATUS_PARTS | RECEIPT_PARTS:
            for name, value in STATUS_FIELD.findall(western(part.content([])).replace("\r", "")):
                yield name.lower(), value.strip()


def _delivery(fields: list[tuple[str, str]], *reasons: str) -> Automatic:
    """Failed beats delayed beats delivered, when one report speaks of several recipients."""
    actions = {value.lower().partition(" ")[0] for name, value in fields if name == "action"}
    classes = {value[:1] for name, value in fields if name == "status"} & {"2", "4", "5"}
    given = (*reasons, *(f"{name.title()}: {value}" for name, value in fields if name in ("action", "status")))[:9]
    if not classes - {"2"}:
        classes |= _classes(" ".join(value for name, value in fields if name == "diagnostic-code"))
    if "failed" in actions or (not actions and "5" in classes):
        return Automatic("bounce", "5" in classes if classes & {"4", "5"} else None, given)
    if "delayed" in actions or (not actions and "4" in classes):
        return Automatic("delay", None, given)
    if actions & {"delivered", "relayed", "expanded"}:
        return Automatic("receipt", None, given)
    return Automatic("bounce", None, given)


def _classes(text: str) -> set[str]:
    """Of the status codes in a text: 4 for "try again", 5 for "never" (RFC 3463 s.2)."""
    return {one or other for one, other in STATUS_CODE.findall(text)}


def _receipt(subject: str, text: str) -> Automatic | None:
    if READ_SUBJECT.match(subject) and READ_TEXT.search(text[:OPENING]):
        return Automatic("receipt", None, ("a receipt in a mail program's own words",))
    return None


@dataclass(frozen=True, slots=True)
class _Signs:
    """What speaks for a notice: `reasons` as shown, `writer` 2 for a daemon's own address, 1 for a server's, else 0.
    `words`: something in it is worded as a notice."""

    reasons: tuple[str, ...]
    writer: int
    words: bool

    @property
    def is_notice(self) -> bool:
        """A daemon writes nothing but notices, so one more sign will do; anybody else needs the words and three."""
        return (self.writer == 2 or self.words) and len(self.reasons) + (self.writer == 2) >= 3


def _in_words(root: Part, subject: str, sender: Address, text: str) -> Automatic | None:
    writer = _writer(sender)
    is_marked = any(root.headers.has(name) for name in MARKS)
    if not (writer or is_marked or NOTICE_SUBJECT.match(subject)):
        return None
    signs = _signs(root, subject, text, writer)
    if not (signs.is_notice or root.headers.has(EXCHANGE_NOTICE)):
        return None
    fields = list(_status_fields(root))
    if any(name == "action" for name, _ in fields):
        return _delivery(fields, *signs.reasons)
    return _told(root.headers, subject, notice_text(text), signs.reasons)


def _writer(sender: Address) -> int:
    if DAEMON.match(sender.email) or DAEMON_NAME.match(sender.name.strip()):
        return 2
    return int(bool(SERVER.match(sender.email) or SERVER_NAME.search(sender.name)))


def _signs(root: Part, subject: str, text: str, writer: int) -> _Signs:
    opens = NOTICE_OPENING.search(text[:OPENING]) if writer == 2 or not _is_letter(text) else None
    marks = [name for name in MARKS if root.headers.has(name)]
    words = {
        f"the subject “{subject[:40]}”": bool(NOTICE_SUBJECT.match(subject)),
        f"it says “{opens[0][:60]}”" if opens else "": bool(opens),
        f"header {', '.join(marks)}": bool(marks),
    }
    others = {
        "sent by a mail server": writer > 0,
        "empty envelope sender": is_from_nobody(root.headers),
        "what was sent is returned": _returns(root, text),
    }
    reasons = tuple(reason for reason, holds in (others | words).items() if holds)
    return _Signs(reasons, writer, any(words.values()))


def _is_letter(text: str) -> bool:
    return bool(
        re.match(r"\s*(?:dear (?!sender|user|e-?mail)|annwyl |good (?:morning|afternoon)|hello |hi \w)", text, re.I)
    )


def is_from_nobody(headers: Headers) -> bool:
    """Whether no answer to it is wanted: an empty envelope sender, or a daemon's in its place."""
    path = headers.raw("return-path").replace(" ", "").lower()
    return path == "<>" or path.startswith(("<mailer-daemon", "mailer-daemon"))


def _returns(root: Part, text: str) -> bool:
    return any(part.media_type in RETURNED_PARTS | STATUS_PARTS for part in root.children) or bool(
        COPY_BELOW.search(text)
    )


def _told(headers: Headers, subject: str, notice: str, reasons: tuple[str, ...]) -> Automatic:
    """By the notice's own words: late or failed, and if failed, for good or not."""
    if DELAYED.search(subject) or (DELAYED.search(notice) and not GAVE_UP.search(notice)):
        return Automatic("delay", None, reasons)
    classes = _classes(notice)
    gave_up = headers.has("x-failed-recipients") or GAVE_UP.search(notice)
    return Automatic("bounce", "5" in classes if classes else (True if gave_up else None), reasons)


def notice_text(text: str) -> str:
    """The words of the mail server itself, without what it returns."""
    copy = COPY_BELOW.search(text)
    return text[: min(copy.start() if copy else NOTICE, NOTICE)]


def returned_message(root: Part, text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """For a bounce, delay or receipt: the ids of the message it is about, and the recipients it names."""
    copies = list(_copies(root, text))
    ids = [
        one for name, value in _status_fields(root) if name == "original-message-id" for one in parse_message_ids(value)
    ]
    ids += [one for copy in copies for one in parse_message_ids(copy.raw("message-id"))]
    named = [value for name, value in _status_fields(root) if name in ("final-recipient", "original-recipient")]
    named += root.headers.raw("x-failed-recipients").split(",")
    recipients = [address for value in named for address in ADDRESS.findall(value)]
    if not recipients:
        ours = set(ADDRESS.findall(root.headers.raw("to")))
        recipients = [one for one in ADDRESS.findall(notice_text(text)) if one not in ours]
    if not recipients:
        recipients = [address for copy in copies for address in ADDRESS.findall(copy.raw("to"))]
    return tuple(dict.fromkeys(ids)), tuple(dict.fromkeys(one.lower() for one in recipients))[:MOST_RECIPIENTS]


def _copies(root: Part, text: str) -> Iterator[Headers]:
    """The headers of what is returned, as a part of its own or below the notice's words."""
    for part in root.leaves():
        if part.media_type in RETURNED_PARTS:
            content = part.content([])
            yield read_block(content[: header_end(content, 0, len(content))[0]], [])[0]
    if copy := COPY_BELOW.search(text):
        below = text[copy.end() :][:MOST_HEADERS].lstrip().encode("utf-8", "replace")
        yield read_block(below[: header_end(below, 0, len(below))[0]], [])[0]
