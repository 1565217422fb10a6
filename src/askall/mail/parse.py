"""One message's raw bytes → ParsedMessage. Never raises, and nothing readable is lost.

`parse_message` reads like a table of contents: split into parts, choose the text, collect the files, mark the
segments, recognise what no person wrote.
"""

import re
from collections.abc import Iterable
from datetime import datetime

from askall.foundation.files import hash_of
from askall.mail.attachments import Collector
from askall.mail.automatic import detect
from askall.mail.body import is_text, message_text
from askall.mail.decoding import tidy, western
from askall.mail.headers import Headers
from askall.mail.html_text import html_to_text
from askall.mail.media_types import OLE
from askall.mail.mime_tree import Part, split_message
from askall.mail.notices import returned_message
from askall.mail.outlook import msg_to_mail, tnef_text
from askall.mail.parameters import parse_addresses, parse_date, parse_message_ids
from askall.mail.records import Address, Attachment, ParsedMessage
from askall.mail.segments import segment

CITED = re.compile(rb"cid:([^\"'\s>)]{1,200})", re.I)
ENCRYPTED = frozenset({"multipart/encrypted", "application/pgp-encrypted"})
SMIME = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime"})
PGP_BLOCK = "-----BEGIN PGP MESSAGE-----"
# A broken file can give the same warning for every line: people need each once.
MOST_WARNINGS = 50


def parse_message(raw: bytes) -> ParsedMessage:
    """Read one mail (RFC 5322) or Outlook .msg file, whatever state it is in.

    What cannot be read as it should be is read as far as possible and told in `warnings`; input that is no mail at
    all becomes a message without headers whose text is the decoded content. `sha256` is that of `raw`.
    """
    warnings: list[str] = []
    mail = msg_to_mail(raw, warnings) if raw.startswith(OLE) else raw
    root = split_message(mail or b"", warnings)
    leaves = list(root.leaves())
    readable = [part for number, part in enumerate(leaves) if is_text(part, is_first=number == 0)]
    text, uuencoded = message_text(readable, warnings)
    collector = Collector(warnings)
    if mail is None:
        collector.add("message.msg", "", raw, source="mime", depth=99)
    _collect(collector, leaves, readable, uuencoded)
    text = text or _text_from_tnef(collector.found, warnings)
    _tell_encrypted(leaves, root, text, warnings)
    return _message(raw, root, text, tuple(collector.found), warnings)


def _collect(
    collector: Collector, leaves: list[Part], readable: list[Part], uuencoded: list[tuple[str, bytes]]
) -> None:
    texts = set(map(id, readable))
    files = [part for part in leaves if id(part) not in texts]
    cited = _cited(readable) if files else frozenset()
    for part in files:
        collector.add_part(part, cited)
    for name, content in uuencoded:
        collector.add(name, "", content, source="uuencode")


def _cited(readable: list[Part]) -> frozenset[str]:
    pages = (part.content([]) for part in readable if part.media_type == "text/html")
    return frozenset(western(found) for page in pages for found in CITED.findall(page))


def _text_from_tnef(attachments: Iterable[Attachment], warnings: list[str]) -> str:
    """Outlook may put the whole letter into winmail.dat and leave the mail itself empty."""
    for one in attachments:
        if one.media_type == "application/ms-tnef" and one.source == "mime":
            text, is_html = tnef_text(one.content, warnings)
            if text:
                return tidy(html_to_text(text) if is_html else text).strip("\n")
    return ""


def _tell_encrypted(leaves: list[Part], root: Part, text: str, warnings: list[str]) -> None:
    smime = {part.parameters.get("smime-type", "").lower() for part in leaves if part.media_type in SMIME}
    if root.media_type in ENCRYPTED or smime & {"", "enveloped-data"} or PGP_BLOCK in text:
        warnings.append("The message, or part of it, is encrypted and cannot be read here.")
    if "signed-data" in smime:
        warnings.append("The letter is wrapped into its signature (smime.p7m) and was not unwrapped.")


def _message(
    raw: bytes, root: Part, text: str, attachments: tuple[Attachment, ...], warnings: list[str]
) -> ParsedMessage:
    headers = root.headers
    date = _date(headers, warnings)
    subject = " ".join(headers.text("subject", warnings).split())
    sender = _people(headers, "from") or _people(headers, "sender") or (Address("", ""),)
    segments = segment(text, subject)
    own = "".join(text[part.start : part.end] for part in segments if part.kind == "own")
    has_files = any(not one.inline for one in attachments)
    automatic = detect(root, subject, sender[0], own, text, has_files, warnings)
    about, failed = returned_message(root, text) if automatic and automatic.kind != "auto_reply" else ((), ())
    return ParsedMessage(
        sha256=hash_of(raw),
        message_id=next(iter(parse_message_ids(headers.raw("message-id"))), ""),
        in_reply_to=next(iter(parse_message_ids(headers.raw("in-reply-to"))), ""),
        references=parse_message_ids(headers.raw("references")),
        date=date,
        sender=sender[0],
        to=_people(headers, "to"),
        cc=_people(headers, "cc"),
        subject=subject,
        automatic=automatic,
        text=text,
        segments=segments,
        attachments=attachments,
        warnings=tuple(dict.fromkeys(warnings))[:MOST_WARNINGS],
        reply_to=_people(headers, "reply-to"),
        delivered_to=_delivered_to(headers),
        about=about,
        failed_recipients=failed,
    )


def _people(headers: Headers, name: str) -> tuple[Address, ...]:
    return tuple(one for value in headers.raws(name) for one in parse_addresses(value))


def _delivered_to(headers: Headers) -> tuple[str, ...]:
    names = ("delivered-to", "x-original-to", "envelope-to", "x-envelope-to")
    found = (one.email for name in names if headers.has(name) for one in _people(headers, name))
    return tuple(dict.fromkeys(email for email in found if email))


def _date(headers: Headers, warnings: list[str]) -> datetime | None:
    """The Date header, else the moment the last mail server noted in the topmost Received (RFC 5321 s.4.4)."""
    given = headers.raw("date")
    date = parse_date(given) if given else None
    if date:
        return date
    problem = f"The date “{given[:60]}” cannot be read" if given else "There is no date"
    for value in headers.raws("received"):
        noted = parse_date(value.rpartition(";")[2])
        if noted:
            warnings.append(f"{problem}: taken from when a mail server received the message.")
            return noted
    warnings.append(f"{problem}.")
    return None
