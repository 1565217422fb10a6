"""Mails as bytes, in the habits of several mail programs: charsets, encodings, folding (RFC 5322, 2045-2047).

Written by hand rather than with the `email` package: real mail programs do what that package would not, and the same
plan must give the same bytes on every Python.
"""

import binascii
import quopri
from base64 import encodebytes
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from hashlib import sha256

SYNTHETIC = ("X-Synthetic", "askall simulation")
MEDIA_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
# (charset as named, charset as written, transfer encoding). "latin" writes Windows characters and calls them Latin-1.
CLIENTS = {
    "study": ("utf-8", "utf-8", "8bit"),
    "outlook": ("Windows-1252", "cp1252", "quoted-printable"),
    "webmail": ("utf-8", "utf-8", "base64"),
    "bare": ("utf-8", "utf-8", "8bit"),
    "latin": ("iso-8859-1", "cp1252", "8bit"),
}


@dataclass(frozen=True, slots=True)
class Entity:
    """A MIME entity: its header lines and its body as it stands on the wire."""

    headers: tuple[tuple[str, str], ...]
    body: bytes

    def wire(self) -> bytes:
        """Header, blank line, body; lines end in LF, as in a mailbox file."""
        head = "".join(f"{name}: {value}\n" for name, value in self.headers)
        return head.encode("ascii") + b"\n" + self.body


def text_entity(text: str, subtype: str, client: str) -> Entity:
    """A text/plain or text/html entity in the client's charset and encoding."""
    named, written, encoding = CLIENTS[client]
    raw = text.encode(written, "xmlcharrefreplace" if subtype == "html" else "replace")
    if encoding == "quoted-printable":
        raw = quopri.encodestring(raw)
    elif encoding == "base64":
        raw = encodebytes(raw)
    headers = (("Content-Type", f'text/{subtype}; charset="{named}"'), ("Content-Transfer-Encoding", encoding))
    return Entity(headers, raw if raw.endswith(b"\n") else raw + b"\n")


def file_entity(filename: str, kind: str, content: bytes) -> Entity:
    """An attachment in base64."""
    return Entity(
        (
            ("Content-Type", f'{MEDIA_TYPES[kind]}; name="{filename}"'),
            ("Content-Transfer-Encoding", "base64"),
            ("Content-Disposition", f'attachment; filename="{filename}"'),
        ),
        encodebytes(content),
    )


def multipart(subtype: str, parts: Iterable[Entity], parameters: str = "") -> Entity:
    """Parts between a boundary that follows from their content."""
    wires = [part.wire() for part in parts]
    boundary = f"_{subtype}_{sha256(b''.join(wires)).hexdigest()[:24]}_"
    mark = f"--{boundary}".encode()
    body = b"".join(mark + b"\n" + wire + (b"" if wire.endswith(b"\n") else b"\n") for wire in wires) + mark + b"--\n"
    return Entity((("Content-Type", f'multipart/{subtype}; boundary="{boundary}"{parameters}'),), body)


def header(text: str) -> str:
    """A header's text: as it is where ASCII, otherwise as encoded words (RFC 2047) of at most 75 characters."""
    if text.isascii():
        return text
    return "\n ".join(f"=?utf-8?B?{binascii.b2a_base64(piece).decode().strip()}?=" for piece in _pieces(text))


def _pieces(text: str) -> Iterable[bytes]:
    """UTF-8 in pieces of at most 42 bytes, never within a character."""
    piece = b""
    for char in text:
        raw = char.encode()
        if len(piece) + len(raw) > 42:
            yield piece
            piece = b""
        piece += raw
    yield piece


def address(name: str, email: str) -> str:
    """A mailbox, its name quoted where it holds a special character."""
    if not name:
        return email
    if not name.isascii():
        return f"{header(name)} <{email}>"
    shown = f'"{name}"' if any(char in name for char in ',.;:@()<>[]"') else name
    return f"{shown} <{email}>"


def date_header(moment: datetime) -> str:
    """RFC 5322 date with the offset of the day."""
    return format_datetime(moment)
