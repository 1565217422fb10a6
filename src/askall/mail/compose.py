"""A letter as the bytes that go out (RFC 5322), fixed before it is queued: the same bytes are kept, sent and filed.

Text is plain and 7-bit on the way, lines end in CRLF, and no header holds anything but what it should.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from askall.asking.records import Attached
from askall.foundation.addresses import mail_address
from askall.foundation.clock import UK
from askall.foundation.errors import BadInput

# Folded only where a line would break RFC 5322's limit of 998: some servers mend folded ids and addresses wrongly.
HEADERS = SMTP.clone(max_line_length=900)
# RFC 2045 s.6.7 (5): at most 76 characters on an encoded line.
CONTENT = SMTP.clone(max_line_length=76)
SYNTHETIC = ("X-Synthetic", "askall simulation")
MOST_REFERENCES = 20

_MESSAGE_ID = re.compile(r"[!-;=?-~]{1,240}@[!-;=?-~]{1,240}")
_MEDIA_TYPE = re.compile(r"[a-z0-9][a-z0-9.+-]{0,60}/[a-z0-9][a-z0-9.+-]{0,60}")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_BREAKS = re.compile(r"\r\n?|\u2028|\u2029")


@dataclass(frozen=True, slots=True)
class Draft:
    """Everything a letter is made of. Ids are without angle brackets; `references` oldest first."""

    sender_name: str
    sender: str
    reply_to: str
    recipient: str
    subject: str
    body: str
    message_id: str
    date: datetime
    references: tuple[str, ...] = ()
    attachments: tuple[Attached, ...] = ()
    synthetic: bool = False


def compose(draft: Draft) -> bytes:
    """The whole message. Raises BadInput with one sentence for what cannot stand in a mail."""
    mail = EmailMessage(policy=CONTENT)
    mail["From"] = _address("the sender's name", draft.sender_name, draft.sender)
    mail["To"] = _address("", "", draft.recipient)
    if draft.reply_to != draft.sender:
        mail["Reply-To"] = _address("the sender's name", draft.sender_name, draft.reply_to)
    mail["Subject"] = _one_line("the subject", draft.subject)
    mail["Date"] = format_datetime(draft.date.astimezone(UK))
    mail["Message-ID"] = f"<{_sound_id(draft.message_id)}>"
    if thread := sound_references(draft.references):
        mail["In-Reply-To"] = f"<{thread[-1]}>"
        mail["References"] = " ".join(f"<{one}>" for one in thread)
    if draft.synthetic:
        mail[SYNTHETIC[0]] = SYNTHETIC[1]
    text = _text(draft.body)
    plain = text.isascii() and all(len(line) <= 76 for line in text.split("\n"))
    mail.set_content(text, cte="7bit" if plain else "quoted-printable")
    for one in draft.attachments:
        _attach(mail, one)
    return mail.as_bytes(policy=HEADERS)


def with_token(subject: str, token: str) -> str:
    """The subject with the mark of the request at its end, once."""
    mark = f"[{token}]"
    return subject if subject.rstrip().endswith(mark) else f"{subject.rstrip()} {mark}"


def without_token(subject: str, token: str) -> str:
    """The subject as it was before `with_token`."""
    return subject.removesuffix(f"[{token}]").rstrip()


def sound_references(ids: Sequence[str]) -> tuple[str, ...]:
    """Of the ids of a thread, which hold whatever other people's mailers wrote, those that can stand in a header: each
    once, the first and the newest twenty."""
    sound = tuple(dict.fromkeys(one for one in ids if _MESSAGE_ID.fullmatch(one)))
    return sound if len(sound) <= MOST_REFERENCES else (sound[0], *sound[1 - MOST_REFERENCES :])


def _address(what: str, name: str, address: str) -> Address:
    return Address(_one_line(what, name) if name else "", addr_spec=mail_address(address))


def _one_line(what: str, text: str) -> str:
    """A line break in a header would begin another header."""
    if not text.strip() or _CONTROL.search(text) or "\n" in text or "\t" in text:
        raise BadInput(f"{what.capitalize()} is empty, or holds a line break or another control character.")
    return text.strip()


def _sound_id(message_id: str) -> str:
    if not _MESSAGE_ID.fullmatch(message_id):
        raise BadInput(f"{message_id[:80]!r} cannot be a Message-ID.")
    return message_id


def _text(body: str) -> str:
    text = _BREAKS.sub("\n", body).strip("\n") + "\n"
    if not text.strip():
        raise BadInput("The letter is empty.")
    if found := _CONTROL.search(text):
        raise BadInput(f"The letter holds the control character U+{ord(found[0]):04X}.")
    return text


def _attach(mail: EmailMessage, file: Attached) -> None:
    if not _MEDIA_TYPE.fullmatch(file.media_type):
        raise BadInput(f"{file.media_type[:80]!r} is no media type such as application/pdf.")
    name = _one_line("the name of an attachment", file.filename)
    main, _, sub = file.media_type.partition("/")
    if main in ("multipart", "message"):
        main, sub = "application", "octet-stream"  # its parts would be taken for parts of the letter
    mail.add_attachment(file.content, maintype=main, subtype=sub, filename=name)
