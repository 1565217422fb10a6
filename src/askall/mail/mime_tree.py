"""The tree of MIME parts (RFC 2046) as offsets into the raw bytes, in one pass and without recursion.

Boundaries are found by one search for lines that begin with "--", so the cost is linear in the size however deep or
wide the tree is; 500 nested and 1,000 flat parts are ordinary. There is one reader, so there is one order of parts.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from askall.mail.decoding import undo_transfer
from askall.mail.headers import BLANK, Headers, header_end, is_telling, read_block
from askall.mail.parameters import parse_parameters

MEDIA_TYPE = re.compile(r"[\w.+-]+/[\w.+-]+$")
GUESSED_BOUNDARY = re.compile(rb"(?:\A|\n)--([^\r\n]{1,200}?)[ \t]*\r?\n(?=content-)", re.I)
# A search for a boundary that is not there reads the whole rest: after this many, none is made.
GUESSES = 50
LONGEST_BOUNDARY = 300
# What stands before the first part is for programs that know no MIME, and says so.
USUAL_PREAMBLE = re.compile(rb"MIME|multi-?part|mehrteilig", re.I)


@dataclass(slots=True, eq=False)
class Part:
    """One part: its headers, and its body as `raw[start:end]`. A container has children.

    `stray` is text before the first or after the last boundary of a container: shown, never lost.
    """

    raw: bytes = field(repr=False)
    headers: Headers
    media_type: str
    parameters: dict[str, str]
    start: int
    end: int
    children: "list[Part]" = field(default_factory=list)
    parent: "Part | None" = field(default=None, repr=False)
    stray: bool = False

    @property
    def is_container(self) -> bool:
        return self.media_type.startswith("multipart/")

    def body(self) -> bytes:
        """The bytes as they stand in the message."""
        return self.raw[self.start : self.end]

    def content(self, warnings: list[str]) -> bytes:
        """The bytes without their transfer encoding."""
        encoding = self.headers.raw("content-transfer-encoding").partition(";")[0].strip(" \"'.").lower()
        return undo_transfer(self.body(), encoding.partition(" ")[0], warnings)

    def leaves(self) -> "Iterator[Part]":
        """Every part without children, in the order of the message."""
        waiting = [self]
        while waiting:
            part = waiting.pop()
            if part.children:
                waiting.extend(reversed(part.children))
            else:
                yield part


def split_message(raw: bytes, warnings: list[str]) -> Part:
    """The tree of a whole message. What is no mail becomes one part of plain text without headers."""
    if b"\r" in raw[:65_536] and b"\n" not in raw[:65_536]:
        warnings.append("Lines end in a bare carriage return.")
        raw = raw.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    start = len(raw) - len(raw.lstrip(b" \t\r\n\x00\xef\xbb\xbf")) if raw[:1] in b" \t\r\n\x00\xef" else 0
    end, body = header_end(raw, start, len(raw))
    headers, used = read_block(raw[start:end], warnings)
    if not is_telling(headers):
        warnings.append("No mail headers: read as plain text." if raw else "The message is empty.")
        return _part(raw, Headers([]), 0, warnings)
    if used < end - start:
        warnings.append("No blank line between headers and text.")
        body = start + used
    root = _part(raw, headers, body, warnings)
    _Splitter(raw, warnings).grow(root)
    return root


def _part(raw: bytes, headers: Headers, start: int, warnings: list[str]) -> Part:
    media_type, parameters = parse_parameters(headers.raw("content-type"), warnings)
    if not MEDIA_TYPE.match(media_type):
        media_type = "text/plain"
    return Part(raw, headers, media_type, parameters, min(start, len(raw)), len(raw))


class _Splitter:
    """One walk over the boundary lines, with the containers that are open."""

    def __init__(self, raw: bytes, warnings: list[str]) -> None:
        self.raw = raw
        self.warnings = warnings
        self.guesses = 0
        self.open: list[tuple[bytes, Part]] = []
        self.depths: dict[bytes, list[int]] = {}  # boundary → its places in `open`; the innermost counts

    def grow(self, root: Part) -> None:
        """Fill in the children below `root`, and where each part ends."""
        self._open_container(root)
        current, at = root, root.start - 1
        while self.open and (at := self.raw.find(b"\n--", at)) >= 0:
            line_end = self._line_end(at)
            boundary, is_last = self._boundary(at, line_end)
            if boundary is not None:
                self._finish(current, at)
                depth = self.depths[boundary][-1]
                container = self.open[depth][1]
                self._close(depth if is_last else depth + 1)
                current = self._epilogue(line_end + 1) if is_last else self._read_part(line_end + 1)
                current.parent = container
                container.children.append(current)
                self._open_container(current)
            at = line_end
        if any(part.children for _, part in self.open):
            self.warnings.append("The last boundary is missing: the message may be cut short.")
        self._finish(current, len(self.raw))

    def _line_end(self, at: int) -> int:
        end = self.raw.find(b"\n", at + 3)
        return len(self.raw) if end < 0 else end

    def _boundary(self, at: int, line_end: int) -> tuple[bytes | None, bool]:
        """The open boundary this line is, if any, and whether it closes its container."""
        line = self.raw[at + 3 : min(line_end, at + LONGEST_BOUNDARY)].rstrip()
        if line in self.depths:
            return line, False
        if line.endswith(b"--") and line[:-2].rstrip() in self.depths:
            return line[:-2].rstrip(), True
        return None, False

    def _open_container(self, part: Part) -> None:
        if not part.is_container or part.stray:
            return
        boundary = part.parameters.get("boundary", "").rstrip().encode("utf-8")[: LONGEST_BOUNDARY - 10]
        if self.guesses < GUESSES and (not boundary or self.raw.find(b"\n--" + boundary, part.start - 1) < 0):
            self.guesses += 1
            found = GUESSED_BOUNDARY.search(self.raw, max(part.start - 1, 0))
            self.warnings.append("The boundary between parts is missing" + (": taken from the text." if found else "."))
            boundary = found[1].rstrip() if found else b""
        if boundary:
            self.depths.setdefault(boundary, []).append(len(self.open))
            self.open.append((boundary, part))

    def _close(self, depth: int) -> None:
        """Close every container opened at this depth or deeper."""
        while len(self.open) > depth:
            boundary, _ = self.open.pop()
            depths = self.depths[boundary]
            depths.pop()
            if not depths:
                del self.depths[boundary]

    def _finish(self, part: Part, at: int) -> None:
        """The part ends at the line end before a boundary, which belongs to the boundary (RFC 2046 s.5.1.1)."""
        if at < len(self.raw):
            at -= self.raw[at - 1 : at] == b"\r"
        part.end = max(at, part.start)
        if part.stray and part.parent and not part.body().strip():
            part.parent.children.pop()
        elif part.stray:
            self.warnings.append("Text after the last part of the message was kept.")
        elif part.is_container and part.end < len(self.raw):
            self._keep_preamble(part)

    def _keep_preamble(self, container: Part) -> None:
        preamble = container.body()
        if preamble.strip() and not USUAL_PREAMBLE.search(preamble):
            stray = Part(self.raw, Headers([]), "text/plain", {}, container.start, container.end)
            stray.stray, stray.parent = True, container
            container.children.append(stray)
            self.warnings.append("Text before the first part of the message was kept.")

    def _epilogue(self, start: int) -> Part:
        start = min(start, len(self.raw))
        return Part(self.raw, Headers([]), "text/plain", {}, start, len(self.raw), stray=True)

    def _read_part(self, start: int) -> Part:
        start = min(start, len(self.raw))
        end, body = self._header_bounds(start)
        headers, used = read_block(self.raw[start:end], self.warnings)
        if used < end - start:
            if not is_telling(headers):
                headers, used = Headers([]), 0
            self.warnings.append("A part has no blank line between its headers and its content.")
            body = start + used
        return _part(self.raw, headers, body, self.warnings)

    def _header_bounds(self, start: int) -> tuple[int, int]:
        """As `header_end`, but headers never reach beyond a boundary line that is in use."""
        if self.raw[start : start + 2] in (b"\r\n", b"\n\r") or self.raw[start : start + 1] == b"\n":
            return header_end(self.raw, start, start)
        searched, at = start, start - 1
        while True:
            at = self.raw.find(b"\n--", at)
            blank = BLANK.search(self.raw, searched, at + 1 if at >= 0 else len(self.raw))
            if blank:
                return blank.start(), blank.end()
            if at < 0:
                return len(self.raw), len(self.raw)
            line_end = self._line_end(at)
            if self._boundary(at, line_end)[0] is not None:
                return at + 1, at + 1
            searched, at = max(start, at), line_end
