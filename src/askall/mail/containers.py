"""Every message in a file or folder, told by content and not by name: .eml, .msg, mbox, Maildir, folders, zips.

Mailboxes are read through a memory map, one message at a time, so their size does not matter. A fault of one item is
reported in its place and never stops the rest.
"""

import mmap
import os
import re
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import IO

from askall.foundation.errors import BadInput
from askall.mail.archives import FAULTS, HIGHEST_RATIO, safe_path
from askall.mail.headers import header_end, is_telling, read_block
from askall.mail.media_types import OLE, media_type_of
from askall.mail.outlook import is_msg

Bytes = bytes | mmap.mmap
DAY = rb"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)"
# The line before each message of a mailbox (RFC 4155); dates come in many forms, but none without a time.
FROM_LINE = re.compile(rb"From [^\r\n]*(?:\d:\d\d|" + DAY + rb" )[^\r\n]*\r?\n")
STRICT_FROM_LINE = re.compile(rb"From \S+ +" + DAY + rb"[, ]+[^\r\n]*\d\d:\d\d[^\r\n]*\r?\n")
HEADER_LINE = re.compile(rb">?(?:From |[!-9;-~]+[ \t]*:)")
QUOTED_FROM = re.compile(rb"^>+From ", re.M)
HEAD = 65_536
MOST_UNPACKED = 8 * 1024**3
ALWAYS_ALLOWED = 64 * 1024**2


@dataclass(frozen=True, slots=True)
class Found:
    """One message, or what stands in its place: `raw` is None where `error` says why.

    `location` is the same on every run: "letters/one.eml", "box.mbox#17", "export.zip/box.mbox#17". `offset` is where
    the message begins in its file (0 but for mailboxes).
    """

    location: str
    raw: bytes | None
    error: str | None = None
    offset: int = 0


def messages_in(path: Path, skip: int = 0) -> Iterator[Found]:
    """The messages of a file or folder, in an order that never changes; `skip` leaves out that many from the start,
    so that a stopped run can go on where it was.

    Raises BadInput if the path itself holds nothing that can be read as mail.
    """
    if not path.exists():
        raise BadInput(f"{path} does not exist.")
    found = _in_folder(path) if path.is_dir() else _in_file(path)
    return islice(found, skip, None)


def _in_folder(folder: Path) -> Iterator[Found]:
    empty = True
    for path in _files(folder):
        empty = False
        try:
            yield from _in_file(path)
        except BadInput as error:
            yield Found(str(path), None, str(error))
    if empty:
        raise BadInput(f"{folder} holds no files.")


def _files(folder: Path) -> Iterator[Path]:
    """Files below `folder` in order of their paths. In a Maildir what is still being delivered (tmp/) and the
    server's own files are left out; hidden files are, everywhere."""
    for here, folders, names in os.walk(folder):
        is_maildir = {"cur", "new"} <= set(folders)
        if is_maildir:
            folders[:] = [
                name for name in folders if name in ("cur", "new") or (name.startswith(".") and len(name) > 1)
            ]
            names = []
        else:
            folders[:] = [name for name in folders if not name.startswith(".") and name != "__MACOSX"]
        folders.sort()
        yield from (Path(here, name) for name in sorted(names) if not name.startswith("."))


def _in_file(path: Path) -> Iterator[Found]:
    try:
        with path.open("rb") as file:
            if not path.is_file():
                raise BadInput(f"{path} is no ordinary file.")
            yield from _in_open_file(file, str(path), is_outermost=True)
    except OSError as error:
        raise BadInput(f"{path} cannot be read: {error.strerror or error}.") from error


def _in_open_file(file: IO[bytes], location: str, *, is_outermost: bool) -> Iterator[Found]:
    """By content. `file` must be a real file, so that it can be mapped into memory."""
    if os.fstat(file.fileno()).st_size == 0:
        raise BadInput(f"{location} is empty.")
    with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        head = content[:HEAD]
        if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
            if not is_outermost and location.count(".zip/") > 1:
                raise BadInput(f"{location} is a zip inside a zip inside a zip: unpack it first.")
            yield from _in_zip(file, location)
        elif head.startswith(OLE):
            if not is_msg(content[:]):
                raise BadInput(f"{location} is an Office file, not an Outlook message.")
            yield Found(location, content[:])
        else:
            yield from _in_text(content, head, location)


def _in_text(content: mmap.mmap, head: bytes, location: str) -> Iterator[Found]:
    start = len(head) - len(head.lstrip(b"\r\n"))
    begins = start if FROM_LINE.match(head, start) and _is_header_next(content, start, False) else None
    if begins is None and (_is_mail(head) or _is_named_mail(head, location)):
        yield Found(location, content[:])
        return
    if begins is None and _next_separator(content, 0) < 0:
        raise BadInput(f"{location} is neither a mail nor a mailbox (.eml, .msg, .mbox, Maildir, or a zip of these).")
    yield from _in_mailbox(content, begins, location)


def _is_mail(head: bytes) -> bool:
    head = head.lstrip(b" \t\r\n\xef\xbb\xbf")
    if b"\n" not in head:
        head = head.replace(b"\r", b"\n")
    headers, _ = read_block(head[: header_end(head, 0, len(head))[0]], [])
    return is_telling(headers)


def _is_named_mail(head: bytes, location: str) -> bool:
    """Text in a file named .eml has lost its headers, but somebody kept it as a mail: better read than refused."""
    if not location.lower().endswith((".eml", ".email")) or media_type_of(head, "", ""):
        return False
    return b"\x00" not in head and sum(byte >= 32 or byte in b"\t\r\n\f" for byte in head) > 0.97 * len(head)


def _in_mailbox(content: mmap.mmap, begins: int | None, location: str) -> Iterator[Found]:
    """A mailbox that was cut at its front begins with a rest, which is kept as item 0."""
    number, at = 1, begins
    if at is None:
        at = _next_separator(content, 0)
        yield Found(f"{location}#0", content[:at])
    while 0 <= at < len(content):
        following = _next_separator(content, at + 5)
        end = following if following >= 0 else len(content)
        raw = content[at:end]
        yield Found(f"{location}#{number}", _message(raw), offset=at)
        number, at = number + 1, following


def _next_separator(content: Bytes, at: int) -> int:
    """Where the next "From " line begins that starts a message; -1 if there is none."""
    at -= 1
    while (at := content.find(b"\nFrom ", max(at, 0))) >= 0:
        begin = at + 1
        after_blank = content[max(at - 2, 0) : at + 1].endswith((b"\n\n", b"\n\r\n"))
        line = FROM_LINE if after_blank else STRICT_FROM_LINE
        if line.match(content, begin) and _is_header_next(content, begin, not after_blank):
            return begin
        at = begin
    return -1


def _is_header_next(content: Bytes, begin: int, must_tell: bool) -> bool:
    """A sentence that begins with "From " is followed by more text; a message by its headers."""
    line_end = content.find(b"\n", begin) + 1
    if not must_tell:
        return bool(HEADER_LINE.match(content, line_end)) or line_end >= len(content)
    block = content[line_end : line_end + 2_000]
    return bool(HEADER_LINE.match(block)) and is_telling(read_block(block.partition(b"\n\n")[0], [])[0])


def _message(raw: bytes) -> bytes:
    """Without the "From " line and the blank line that a mailbox puts after each message, the last one too: it must
    not become another message when the mailbox has grown. Some programs leave out the blank line after the last."""
    raw = raw[raw.find(b"\n") + 1 :]
    if raw.endswith((b"\n\n", b"\n\r\n")):
        raw = raw[: -2 if raw.endswith(b"\r\n") else -1]
    return _unquoted(raw) if b"\n>" in raw else raw


def _unquoted(raw: bytes) -> bytes:
    """A mailbox writes ">From " for a line that begins with "From ". Between other lines with ">" it is part of a
    quotation instead, and stays."""

    def restore(match: re.Match[bytes]) -> bytes:
        line_end = raw.find(b"\n", match.end())
        before = raw.rfind(b"\n", 0, max(match.start() - 1, 0)) + 1
        is_quotation = raw[before : before + 1] == b">" or (line_end >= 0 and raw[line_end + 1 : line_end + 2] == b">")
        return match[0] if is_quotation else match[0][1:]

    return QUOTED_FROM.sub(restore, raw)


def _in_zip(file: IO[bytes], location: str) -> Iterator[Found]:
    try:
        archive = zipfile.ZipFile(file)
    except FAULTS as error:
        raise BadInput(f"{location} is a damaged zip: {error}.") from error
    with archive:
        entries = [entry for entry in archive.infolist() if not entry.is_dir() and not _is_hidden(entry.filename)]
        if not entries:
            raise BadInput(f"{location} holds no files.")
        left = MOST_UNPACKED
        for entry in entries:
            place = f"{location}/{safe_path(entry.filename)}"
            try:
                with tempfile.TemporaryFile() as unpacked:
                    left -= _unpack(archive, entry, unpacked, left, place)
                    yield from _in_open_file(unpacked, place, is_outermost=False)
            except BadInput as error:
                yield Found(place, None, str(error))
            except FAULTS as error:
                yield Found(place, None, f"{place} cannot be unpacked: {error}.")


def _is_hidden(name: str) -> bool:
    return any((part.startswith(".") and part.strip(".")) or part == "__MACOSX" for part in name.split("/"))


def _unpack(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, target: IO[bytes], left: int, place: str) -> int:
    if entry.flag_bits & 1:
        raise BadInput(f"{place} is locked with a password.")
    allowed = min(left, max(ALWAYS_ALLOWED, entry.compress_size * HIGHEST_RATIO))
    if entry.file_size > allowed:
        raise BadInput(f"{place} would unpack to {entry.file_size:,} bytes, more than the limits allow.")
    with archive.open(entry) as packed:
        shutil.copyfileobj(packed, target, 1024 * 1024)
    target.flush()
    return entry.file_size
