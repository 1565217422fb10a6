"""Members of zip files, read within the limits. Names inside are labels, never paths."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO

from askall.documents.draft import Draft

LOCAL_HEADER = b"PK\x03\x04"
CHUNK = 1 << 16
ENCRYPTED = 0x1
# What zipfile raises on hostile files; RuntimeError and NotImplementedError for locked and unknown packing.
FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OSError,
)


class Members:
    """The members of a zip. A zip cut short has no directory; what its local headers still give is read."""

    def __init__(self, content: bytes, draft: Draft) -> None:
        self.draft = draft
        self.salvaged: dict[str, bytes] = {}
        self.archive: zipfile.ZipFile | None = None
        try:
            self.archive = zipfile.ZipFile(io.BytesIO(content))
        except FAULTS:
            self.salvaged = dict(_salvage(content, draft))
            draft.warn("The file is damaged or cut short; what could be found in it was read.")

    def names(self) -> list[str]:
        """Names of the files inside, in their order; a name that comes twice is given twice."""
        if self.archive is None:
            return list(self.salvaged)
        return [info.filename for info in self.archive.infolist() if not info.is_dir()]

    def read(self, name: str) -> bytes | None:
        """The last member of this name; None, with a warning, if it is missing, locked, damaged or a bomb."""
        if self.archive is None:
            return self.salvaged.get(name)
        try:
            info = self.archive.getinfo(name)
        except KeyError:
            return None
        return self._read(info)

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Name and bytes of each file that can be read."""
        if self.archive is None:
            yield from self.salvaged.items()
            return
        for info in self.archive.infolist():
            content = None if info.is_dir() else self._read(info)
            if content is not None:
                yield info.filename, content

    def _read(self, info: zipfile.ZipInfo) -> bytes | None:
        if info.flag_bits & ENCRYPTED:
            self.draft.warn(f"“{info.filename}” is locked with a password and was not read.")
            return None
        assert self.archive is not None
        try:
            with self.archive.open(info) as stream:
                return _bounded(stream, info, self.draft)
        except FAULTS as error:
            self.draft.warn(f"“{info.filename}” is damaged and was not read ({error}).")
            return None


def _bounded(stream: IO[bytes], info: zipfile.ZipInfo, draft: Draft) -> bytes | None:
    """What the stream really gives counts, not the size its header declares."""
    limits = draft.limits
    most = max(limits.small, limits.ratio * max(info.compress_size, 1))
    gathered = bytearray()
    while chunk := stream.read(CHUNK):
        draft.unpacked(len(chunk))
        gathered += chunk
        if len(gathered) > most:
            draft.warn(f"“{info.filename}” unpacks to over {limits.ratio} times its size; it was not read.")
            return None
    return bytes(gathered)


def _salvage(content: bytes, draft: Draft) -> Iterator[tuple[str, bytes]]:
    """Members by their local headers (PKWARE APPNOTE 4.3.7), as far as their data reaches."""
    at = content.find(LOCAL_HEADER)
    while 0 <= at <= len(content) - 30:
        method, _, _, _, packed, _, name_length, extra_length = struct.unpack_from("<HHHIIIHH", content, at + 8)
        start = at + 30 + name_length + extra_length
        name = content[at + 30 : at + 30 + name_length].decode("utf-8", "replace")
        data = b""
        if method == zipfile.ZIP_DEFLATED:
            data = inflate(content[start:], draft)
        elif method == zipfile.ZIP_STORED:
            data = content[start : start + packed]
        if data and not name.endswith("/"):
            yield name, data
        at = content.find(LOCAL_HEADER, at + 4)


def inflate(packed: bytes, draft: Draft, window: int = -zlib.MAX_WBITS) -> bytes:
    """As much as the deflate stream gives before it ends, breaks or passes the limit for one member."""
    engine = zlib.decompressobj(window)
    most = max(draft.limits.small, min(draft.limits.unpacked, draft.limits.ratio * len(packed)))
    try:
        found = engine.decompress(packed, most)
    except zlib.error:
        return _inflate_slowly(packed, window, most)
    draft.unpacked(len(found))
    return found


def _inflate_slowly(packed: bytes, window: int, most: int) -> bytes:
    """In small steps, so that what comes before the damage is kept."""
    engine = zlib.decompressobj(window)
    found = bytearray()
    try:
        for at in range(0, len(packed), 256):
            found += engine.decompress(packed[at : at + 256], most)
            if engine.eof or len(found) > most:
                break
    except zlib.error:
        pass
    return bytes(found)
