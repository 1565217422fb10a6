"""Outlook's own formats: .msg files (MS-OXMSG) become ordinary mail bytes, winmail.dat (MS-OXTNEF) its members.

There is then one reader for everything: a .msg is read as the mail it was.
"""

import base64
import struct
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from oxmsg import Message
from oxmsg.domain import constants as pid
from oxmsg.domain import model
from oxmsg.properties import Properties
from striprtf.striprtf import rtf_to_text
from tnefparse import TNEF

from askall.foundation.files import hash_of
from askall.mail.decoding import decode_text, western

CODE_PAGE, SENDER_SMTP, REPRESENTING_SMTP, RECIPIENT_KIND = 0x3FDE, 0x5D01, 0x5D02, 0x0C15
EMBEDDED = "__substg1.0_3701000D"
# Properties of a message inside a message begin after 24 bytes (MS-OXMSG s.2.4.1.2).
EMBEDDED_HEADER = 24
CODE_PAGES = {65001: "utf-8", 20127: "ascii", 28591: "iso-8859-1", 28605: "iso-8859-15", 1200: "utf-16-le"}
# What a message class (MS-OXOMSG) means, said as the headers a mail would have.
CLASSES = (
    (".NDR", "multipart/report; report-type=delivery-status", ""),
    (".IPNRN", "multipart/report; report-type=disposition-notification", ""),
    (".IPNNRN", "multipart/report; report-type=disposition-notification", ""),
    (".OofTemplate.Microsoft", "multipart/mixed", "auto-replied"),
)
# Written anew for the mail that is made; all other transport headers are kept as they are.
REMADE = ("content-type:", "content-transfer-encoding:", "mime-version:", "content-disposition:", "content-id:")
DEEPEST = 8
# tnefparse copies the rest for every object: beyond this product of objects and bytes it would run for minutes.
MOST_TNEF_WORK = 4_000_000_000
LZFU = 0x75465A4C
# The dictionary every compressed RTF starts with (MS-OXRTFCP s.3.1.3.1).
RTF_DICTIONARY = (
    b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript "
    b"\\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par "
    b"\\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx"
)


def msg_to_mail(raw: bytes, warnings: list[str]) -> bytes | None:
    """An Outlook message as mail bytes: its transport headers, its texts as alternatives, its files. None if it
    cannot be read at all, with the reason in `warnings`."""
    try:
        storage = Message.load(raw)._storage
        return _Letter(storage, model.MSG_HDR_OFFSET, hash_of(raw), warnings).mail()
    except Exception as error:  # the library raises whatever a damaged file makes it stumble over
        warnings.append(f"The Outlook file cannot be read ({type(error).__name__}).")
        return None


def is_msg(content: bytes) -> bool:
    """Whether an OLE file is an Outlook message: its streams are named so (MS-OXMSG s.2.2)."""
    return "__substg1.0_".encode("utf-16-le") in content or "__properties_v".encode("utf-16-le") in content


def tnef_members(content: bytes, warnings: list[str]) -> list[tuple[str, bytes]]:
    """Files inside a winmail.dat: (name, content)."""
    tnef = _open_tnef(content, warnings)
    return [_tnef_file(one) for one in tnef.attachments] if tnef else []


def tnef_text(content: bytes, warnings: list[str]) -> tuple[str, bool]:
    """The letter inside a winmail.dat, and whether it is HTML; "" if it holds none."""
    tnef = _open_tnef(content, warnings)
    if not tnef:
        return "", False
    html, plain, rtf = (_as_text(value) for value in (tnef.htmlbody, tnef.body, _rtf_text(tnef._rtfbody)))
    return (html, True) if html else (plain or rtf, False)


def _open_tnef(content: bytes, warnings: list[str]) -> Any:
    try:
        if _tnef_objects(content) * len(content) > MOST_TNEF_WORK:
            warnings.append("A winmail.dat is built from too many pieces and was left unopened.")
            return None
        return TNEF(content, do_checksum=False)
    except Exception as error:
        warnings.append(f"A winmail.dat cannot be read ({type(error).__name__}).")
        return None


def _tnef_objects(content: bytes) -> int:
    """How many objects: each is a level, a name, a length, so many bytes, and a checksum (MS-OXTNEF s.2.1.3)."""
    at, count = 6, 0
    while at + 11 <= len(content):
        at += 11 + struct.unpack_from("<I", content, at + 5)[0]
        count += 1
    return count


def _tnef_file(attachment: Any) -> tuple[str, bytes]:
    try:
        name = _as_text(attachment.long_filename())
    except (UnicodeError, AttributeError, TypeError):
        name = ""
    return name, bytes(attachment.data or b"")


def _as_text(value: Any) -> str:
    if isinstance(value, list | tuple):
        value = value[0] if value else ""
    if isinstance(value, bytes):
        value = western(value)
    return str(value or "").strip("\x00")


def _rtf_text(compressed: bytes | None) -> str:
    return str(rtf_to_text(western(uncompress_rtf(compressed)), errors="ignore")) if compressed else ""  # type: ignore[no-untyped-call]


def uncompress_rtf(data: bytes) -> bytes:
    """Outlook's compressed RTF (MS-OXRTFCP s.2.1): literal bytes and references into a ring of 4,096 bytes."""
    _, size, kind, _ = struct.unpack_from("<4I", data)
    if kind != LZFU:
        return data[16:]
    ring, write, out, at = bytearray(RTF_DICTIONARY.ljust(4096)), len(RTF_DICTIONARY), bytearray(), 16
    while at < len(data) and len(out) < size:
        control, at = data[at], at + 1
        for bit in range(8):
            run, at = _next_run(data, at, bool(control >> bit & 1), ring, write)
            if run is None:
                return bytes(out)
            out += run
            write = (write + len(run)) % 4096
    return bytes(out[:size])


def _next_run(data: bytes, at: int, is_reference: bool, ring: bytearray, write: int) -> tuple[bytes | None, int]:
    if at + is_reference >= len(data):
        return None, at
    run = bytearray()
    if not is_reference:
        run.append(data[at])
        ring[write] = data[at]
        return bytes(run), at + 1
    reference = data[at] << 8 | data[at + 1]
    offset, length = reference >> 4, (reference & 15) + 2
    if offset == write:
        return None, at
    for step in range(length):
        byte = ring[(offset + step) % 4096]
        ring[(write + step) % 4096] = byte
        run.append(byte)
    return bytes(run), at + 2


@dataclass(slots=True)
class _Letter:
    """One message storage of a .msg file, written out as a mail."""

    storage: Any
    offset: int
    boundary: str
    warnings: list[str]
    depth: int = 0
    properties: Any = field(init=False)

    def __post_init__(self) -> None:
        self.properties = Properties(self.storage, properties_header_offset=self.offset)

    def mail(self) -> bytes:
        content_type, automatic = self._kind()
        head = self._headers() + ([f"Auto-Submitted: {automatic}"] if automatic else [])
        head.append(f'Content-Type: {content_type}; boundary="{self.boundary}"')
        parts = self._texts() + [self._file(one) for one in self.storage.iter_attachment_storages()]
        lines = ["\r\n".join(head).encode("utf-8", "replace") + b"\r\n"]
        lines.extend(f"--{self.boundary}\r\n".encode() + part for part in parts)
        return b"\r\n".join([*lines, f"--{self.boundary}--\r\n".encode()])

    def text(self, number: int) -> str:
        return self._safely(lambda: self.properties.str_prop_value(number)) or ""

    def _safely(self, read: Callable[[], Any]) -> Any:
        """One unreadable property must not take the message with it."""
        try:
            return read()
        except Exception as error:
            self.warnings.append(f"A property of the Outlook file cannot be read ({type(error).__name__}).")
            return None

    def _kind(self) -> tuple[str, str]:
        name = self.text(pid.PID_MESSAGE_CLASS)
        found = (pair for ending, *pair in CLASSES if name.lower().endswith(ending.lower()))
        content_type, automatic = next(found, ("multipart/mixed", ""))
        return content_type, automatic

    def _headers(self) -> list[str]:
        given = self.text(pid.PID_TRANSPORT_MESSAGE_HEADERS).replace("\r\n", "\n").strip("\n\x00 ")
        kept: list[str] = []
        is_kept = True
        for line in given.split("\n") if given else ():
            is_kept = is_kept if line[:1] in (" ", "\t") else not line.lower().startswith(REMADE)
            if is_kept and line.strip():
                kept.append(line)
        names = {line.partition(":")[0].strip().lower() for line in kept}
        return kept + [f"{name}: {value}" for name, value in self._own_headers() if value and name.lower() not in names]

    def _own_headers(self) -> list[tuple[str, str]]:
        sent = self._safely(lambda: self.properties.date_prop_value(pid.PID_CLIENT_SUBMIT_TIME))
        received = self._safely(lambda: self.properties.date_prop_value(pid.PID_MESSAGE_DELIVERY_TIME))
        moment = sent or received
        address = self.text(SENDER_SMTP) or self.text(REPRESENTING_SMTP) or self.text(pid.PID_SENDER_EMAIL_ADDRESS)
        people = [self._recipient(one) for one in self.storage.iter_recipient_storages()]
        return [
            ("From", _mailbox(self.text(pid.PID_SENDER_NAME), address)),
            ("To", ", ".join(who for kind, who in people if kind != 2) or _one_line(self.text(pid.PID_DISPLAY_TO))),
            ("Cc", ", ".join(who for kind, who in people if kind == 2)),
            ("Subject", _one_line(self.text(pid.PID_SUBJECT))),
            ("Date", moment.strftime("%Y-%m-%dT%H:%M:%SZ") if moment else ""),
            ("Message-ID", _one_line(self.text(pid.PID_INTERNET_MESSAGE_ID))),
            ("In-Reply-To", _one_line(self.text(pid.PID_IN_REPLY_TO_ID))),
            ("X-Message-Class", _one_line(self.text(pid.PID_MESSAGE_CLASS))),
        ]

    def _recipient(self, storage: Any) -> tuple[int, str]:
        one = _Letter(storage, model.RECIP_HDR_OFFSET, "", self.warnings)
        kind = self._safely(lambda: one.properties.int_prop_value(RECIPIENT_KIND)) or 1
        address = one.text(pid.PID_SMTP_ADDRESS) or one.text(pid.PID_EMAIL_ADDRESS)
        return kind, _mailbox(one.text(pid.PID_DISPLAY_NAME), address)

    def _texts(self) -> list[bytes]:
        plain = self.text(pid.PID_BODY)
        page = self._safely(lambda: self.properties.binary_prop_value(pid.PID_HTML)) or b""
        number = self._safely(lambda: self.properties.int_prop_value(CODE_PAGE)) or 0
        label = CODE_PAGES.get(number, f"cp{number}" if number else "")
        html = decode_text(page, label, self.warnings) if page else self.text(pid.PID_BODY_HTML)
        if not plain and not html:
            plain = self._safely(lambda: _rtf_text(self.properties.binary_prop_value(pid.PID_RTF_COMPRESSED))) or ""
        inner = f"{self.boundary}-texts"
        texts = [("plain", plain), ("html", html)]
        parts = [
            _part(f"text/{kind}; charset=utf-8", "", text.encode("utf-8", "replace")) for kind, text in texts if text
        ]
        marked = b"".join(f"\r\n--{inner}\r\n".encode() + part for part in parts)
        head = f'Content-Type: multipart/alternative; boundary="{inner}"\r\n'.encode()
        return [head + marked + f"\r\n--{inner}--\r\n".encode()] if parts else []

    def _file(self, storage: Any) -> bytes:
        one = _Letter(storage, model.ATTACH_HDR_OFFSET, "", self.warnings)
        name = (
            one.text(pid.PID_ATTACH_LONG_FILENAME)
            or one.text(pid.PID_ATTACH_FILENAME)
            or one.text(pid.PID_DISPLAY_NAME)
        )
        content_id = _one_line(one.text(pid.PID_ATTACH_CONTENT_ID))
        inner = next((sub for sub in storage.storages if sub.name == EMBEDDED), None)
        if inner is not None and self.depth < DEEPEST:
            boundary = f"{self.boundary}-{self.depth}"
            letter = _Letter(inner, EMBEDDED_HEADER, boundary, self.warnings, self.depth + 1)
            return _part("message/rfc822", f"{name}.eml" if name else "", letter.mail())
        content = self._safely(lambda: one.properties.binary_prop_value(pid.PID_ATTACH_DATA_BINARY)) or b""
        media_type = _one_line(one.text(pid.PID_ATTACH_MIME_TAG)) or "application/octet-stream"
        return _part(media_type, name or "attachment", content, content_id)


def _part(content_type: str, name: str, content: bytes, content_id: str = "") -> bytes:
    name = _one_line(name).replace("\\", "/").replace('"', "'")
    head = [f'Content-Type: {content_type}; name="{name}"' if name else f"Content-Type: {content_type}"]
    head.append("Content-Transfer-Encoding: base64")
    if content_id:
        head.append(f"Content-ID: <{content_id}>")
    elif name:
        head.append("Content-Disposition: attachment")
    return "\r\n".join(head).encode("utf-8", "replace") + b"\r\n\r\n" + base64.encodebytes(content)


def _mailbox(name: str, address: str) -> str:
    name = _one_line(name).replace('"', "'")
    address = _one_line(address)
    return f'"{name}" <{address}>' if "@" in address else f'"{name}"' if name else ""


def _one_line(text: str) -> str:
    return " ".join(text.replace("\x00", "").split())
