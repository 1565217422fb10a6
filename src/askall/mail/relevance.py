"""Whether a message of the user's mailbox is about a study of this workspace, and why.

The mailbox holds other mail too. Its header lines are looked at first, and most mail is left alone for what they say;
where they are not enough, as for bounces and for mail of case-management vendors, the whole message is looked at. What
is taken by mistake waits in triage; what is left alone stays in the mailbox and can be looked at again.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from askall.bodies.domains import vendor
from askall.mail.filing_index import FilingIndex
from askall.mail.headers import Headers, decode_words, read_block
from askall.mail.intake import our_side
from askall.mail.parameters import parse_addresses, parse_date, parse_message_ids
from askall.mail.records import Address, ParsedMessage
from askall.mail.references import bare_subject, references_in

LEFT_ALONE = "not about this study"
_RECIPIENTS = ("to", "cc", "bcc", "delivered-to", "x-original-to", "envelope-to", "x-envelope-to")
_ABOUT_REQUESTS = re.compile(
    r"\b(?:foi|foia|foisa|eirs?|freedom of information|information requests?|requests? for information)\b",
    re.IGNORECASE,
)
_LIKE_A_CASE = re.compile(r"\b(?:request|response|acknowledge?ment|decision|review|received)\b", re.IGNORECASE)
_TOKEN = re.compile(r"(?<![a-z0-9])[a-z0-9]{10}(?![a-z0-9])")
_SERVERS = re.compile(r"(?:mailer-daemon|postmaster|mail-daemon|mdaemon|microsoftexchange)", re.IGNORECASE)
_NOTICES = re.compile(
    r"\s*(?:auto|out of (?:the )?office|undeliver|deliver|mail delivery|returned mail)", re.IGNORECASE
)
# Whose mail is private for the most part, or goes to many.
_NO_CASES = ("personal mail", "small organisations", "bulk sending", "satisfaction surveys")
_LOOKED_AT = 200_000  # characters of a text
# Why a message has to be looked at as a whole; two signs must then speak for it, one where its sender is no stranger.
_NOTICE = "notice or automatic reply"
_SUBJECT = "subject like that of a request"
_VENDOR = "from a vendor of bodies"
_NAMED = "sender named like a body asked"
_KNOWN = "from somebody whose mail we have"
_DOUBTS = (_NOTICE, _SUBJECT, _VENDOR, _NAMED, _KNOWN)


@dataclass(frozen=True, slots=True)
class Marks:
    """What tells this workspace's mail from other mail.

    `words`: of the questions, lower case. `own`: our addresses, as `our_side` takes them. `since`: when the first
    letter went out, None if none is known yet: mail of a body asked counts by its sender alone from that day on.
    """

    index: FilingIndex
    words: frozenset[str]
    own: frozenset[str]
    since: datetime | None = None

    def is_since(self, date: datetime | None) -> bool:
        """Whether a mail of that date may answer a letter; a day is left for clocks that differ."""
        return self.since is not None and date is not None and date >= self.since - timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Lines:
    """What the header lines of a message say."""

    message_id: str
    senders: tuple[str, ...]  # From first, then Sender and Reply-To
    sender_name: str
    recipients: tuple[str, ...]
    subject: str
    threads: tuple[str, ...]  # ids of the messages it answers
    date: datetime | None
    notice: bool  # it may come from a mail server or an absent person's mail program

    @property
    def ids(self) -> tuple[str, ...]:
        """Its own Message-ID and those it answers."""
        return (self.message_id, *self.threads) if self.message_id else self.threads

    def is_ours(self, own: frozenset[str]) -> bool:
        """Whether we wrote it."""
        return our_side(self.senders[0], own)


@dataclass(frozen=True, slots=True)
class Verdict:
    """`do`: take the message, look at the whole of it first, or leave it alone."""

    do: Literal["take", "look", "leave"]
    why: str


_LEAVE = Verdict("leave", LEFT_ALONE)


def read_lines(raw: bytes) -> Lines:
    """The header lines of a message, however odd."""
    headers, _ = read_block(raw, [])
    senders = [one for name in ("from", "sender", "reply-to") for one in _people(headers, name)]
    recipients = [one.email for name in _RECIPIENTS for one in _people(headers, name)]
    threads = [*parse_message_ids(headers.raw("in-reply-to")), *parse_message_ids(headers.raw("references"))[-50:]]
    return Lines(
        next(iter(parse_message_ids(headers.raw("message-id"))), ""),
        tuple(dict.fromkeys(one.email for one in senders if one.email)) or ("",),
        senders[0].name if senders else "",
        tuple(dict.fromkeys(email for email in recipients if email)),
        " ".join(decode_words(headers.raw("subject")).split()),
        tuple(dict.fromkeys(threads)),
        parse_date(headers.raw("date")),
        _is_notice(headers, senders[0].email if senders else ""),
    )


def judge(lines: Lines, marks: Marks, known: Collection[str], correspondents: Collection[str] = ()) -> Verdict:
    """What to do with a message, by its header lines.

    `known`: those of its ids that belong to mail we have. `correspondents`: whose mail we have. Our own mail to anybody
    else, such as a reply passed on to a friend, is no part of the study.
    """
    if lines.message_id and lines.message_id in known:
        return Verdict("take", f"known already: {lines.message_id}")
    if lines.is_ours(marks.own) and not any(_may_get_letters(one, marks, correspondents) for one in lines.recipients):
        return _LEAVE
    if answered := next((one for one in lines.threads if one in known), ""):
        return Verdict("take", f"answers: {answered}")
    if mark := _mark(lines, marks):
        return Verdict("take", mark)
    since = marks.is_since(lines.date)
    if near := _near(lines, marks):
        return Verdict("take" if since else "look", near)
    doubt = _doubt(lines, marks, correspondents) if since else ""
    return Verdict("look", doubt) if doubt else _LEAVE


def judge_whole(message: ParsedMessage, before: Verdict, marks: Marks, known: Collection[str]) -> Verdict:
    """What to do with a message that had to be looked at as a whole: take it or leave it alone.

    `known`: those of the ids it tells of (`ids_told`) that belong to mail we have.
    """
    text = f"{message.subject}\n{message.sender.name}\n{message.text}"[:_LOOKED_AT]
    if told := next((one for one in ids_told(message) if one in known), ""):
        return Verdict("take", f"tells of: {told}")
    if token := _token(text, marks.index):
        return Verdict("take", f"token in text: {token}")
    if failed := next((one for one in message.failed_recipients if _is_asked(one, marks.index)), ""):
        return Verdict("take", f"could not reach: {failed}")
    words = [word for word in sorted(marks.words) if word in text.lower()][:5]
    signs = [f"words: {', '.join(words)}"] if words else []
    if before.why in _DOUBTS:
        signs += ["speaks of a request"] if _ABOUT_REQUESTS.search(text) else []
        signs += ["names a body asked"] if marks.index.bodies_named(text[:4000]) else []
    enough = 2 if before.why in _DOUBTS and before.why != _KNOWN else 1
    return Verdict("take", f"{before.why}: {'; '.join(signs)}") if len(signs) >= enough else _LEAVE


def ids_told(message: ParsedMessage) -> tuple[str, ...]:
    """The ids of other messages that a message answers or tells of."""
    return tuple(one for one in dict.fromkeys((*message.about, message.in_reply_to, *message.references)) if one)


def _mark(lines: Lines, marks: Marks) -> str:
    """What only mail of this study bears; "" if nothing of it is there."""
    index = marks.index
    for address in (*lines.recipients, lines.senders[0]):
        # Our plain address may have been learnt as that of a single letter; all our other mail comes to it too.
        if address in index.by_reply_address and address not in marks.own:
            return f"reply address: {address}"
        if token := _token(address, index):
            return f"token in address: {token}"
    if token := _token(lines.subject, index):
        return f"token in subject: {token}"
    if token := _token(" ".join(lines.ids), index):
        return f"token in Message-ID: {token}"
    if known := sorted(one for one in references_in(lines.subject) if one in index.by_reference):
        return f"body's reference: {known[0]}"
    return ""


def _near(lines: Lines, marks: Marks) -> str:
    """A body asked, which may write about other things too, or the subject of a letter of ours."""
    outgoing = lines.is_ours(marks.own)
    for address in lines.recipients if outgoing else lines.senders:
        if _is_asked(address, marks.index):
            return f"{'to' if outgoing else 'from'} a body asked: {address}"
    bare = bare_subject(lines.subject)
    return f"subject of a letter: {bare}" if bare in marks.index.by_subject else ""


def _token(text: str, index: FilingIndex) -> str:
    return next((one for one in _TOKEN.findall(text.lower()) if one in index.by_token), "")


def _doubt(lines: Lines, marks: Marks, correspondents: Collection[str]) -> str:
    """Why the header lines are not enough to leave the message alone. Case systems write in the name of a body or of a
    team, and once one of their addresses is known as such."""
    if lines.notice:
        return _NOTICE
    subject = lines.subject.lower()
    if _LIKE_A_CASE.search(subject) or any(word in subject for word in marks.words):
        return _SUBJECT
    if _ABOUT_REQUESTS.search(f"{subject}\n{lines.sender_name}"):
        return _SUBJECT
    if any(_is_vendor_of_bodies(sender) for sender in lines.senders):
        return _VENDOR
    if marks.index.bodies_named(lines.sender_name):
        return _NAMED
    return _KNOWN if lines.senders[0] in correspondents else ""


def _may_get_letters(address: str, marks: Marks, correspondents: Collection[str]) -> bool:
    return address in correspondents or _is_asked(address, marks.index) or _is_vendor_of_bodies(address)


def _is_vendor_of_bodies(address: str) -> bool:
    return bool(kind := vendor(address)) and not kind.startswith(_NO_CASES)


def _is_asked(address: str, index: FilingIndex) -> bool:
    return any(body in index.by_body for body in index.domains.candidates(address))


def _people(headers: Headers, name: str) -> list[Address]:
    return [one for value in headers.raws(name) for one in parse_addresses(value)]


def _is_notice(headers: Headers, sender: str) -> bool:
    return (
        bool(_SERVERS.match(sender))
        or headers.raw("return-path").replace(" ", "") == "<>"
        or headers.raw("content-type").lower().startswith("multipart/report")
        or headers.raw("auto-submitted").lower() not in ("", "no")
        or any(headers.has(name) for name in ("x-failed-recipients", "x-autoreply", "x-autorespond"))
        or bool(_NOTICES.match(decode_words(headers.raw("subject"))))
    )
