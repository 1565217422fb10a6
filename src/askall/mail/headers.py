"""Header blocks: split, unfolded and decoded, with all the faults real mail has. Nothing here raises."""

import re
from collections.abc import Iterator

from askall.mail.decoding import WESTERN, codec_name, decode_text, from_base64, tidy, western

FIELD = re.compile(rb"^([!-9;-~]+)[ \t]*:[ \t]*(.*(?:\n[ \t].*)*)", re.M)
BLANK = re.compile(rb"\n\r*\n")
LONE_CR = re.compile(rb"\r(?!\n)")
FOLD = re.compile(rb"\r?\n[ \t]+")
# Names that make a block of "word: text" lines a header block and not a letter's first paragraph.
TELLING = frozenset(
    b"from to cc bcc subject date message-id received return-path reply-to sender in-reply-to references mime-version "
    b"delivered-to envelope-to x-original-to thread-topic thread-index auto-submitted precedence list-id user-agent "
    b"x-mailer status x-priority importance".split()
)
TELLING_START = (b"content-", b"x-", b"resent-", b"arc-", b"dkim-", b"authentication-", b"list-")

WORD = re.compile(r"=\?([^?\s]{1,60})\?([bBqQ])\?([^?]*(?:\?(?!=)[^?]*)*?)\?=")
# An encoded word whose end was cut off by a careless fold or limit.
CUT_WORD = re.compile(r"=\?([^?\s]{1,60})\?([bBqQ])\?([^?\s]*)\??$")
Q_BYTE = re.compile(rb"=([0-9A-Fa-f]{2})")


class Headers:
    """The fields of one header block, in order. Names are lower case; values are unfolded raw bytes."""

    __slots__ = ("fields", "first")

    def __init__(self, fields: list[tuple[str, bytes]]) -> None:
        self.fields = fields
        self.first: dict[str, bytes] = dict(reversed(fields))

    def raw(self, name: str) -> str:
        """The first value of this name, bytes made text but encoded words left alone; "" if missing."""
        value = self.first.get(name)
        return western(value).strip() if value is not None else ""

    def raws(self, name: str) -> list[str]:
        """All values of this name, as `raw` gives them."""
        return [western(value).strip() for key, value in self.fields if key == name]

    def text(self, name: str, warnings: list[str] | None = None) -> str:
        """The first value of this name for people to read: encoded words decoded, one line."""
        value = self.raw(name)
        return decode_words(value, warnings) if value else ""

    def has(self, name: str) -> bool:
        return name in self.first


def header_end(raw: bytes, start: int, limit: int) -> tuple[int, int]:
    """Where the header block beginning at `start` ends, and where the body begins. Without a blank line before
    `limit` the block reaches to `limit`."""
    if raw[start : start + 1] == b"\n":
        return start, start + 1
    if raw[start : start + 2] == b"\r\n":
        return start, start + 2
    found = BLANK.search(raw, start, limit)
    return (found.start(), found.end()) if found else (limit, limit)


def read_block(block: bytes, warnings: list[str]) -> tuple[Headers, int]:
    """The fields of a header block, and where in `block` the body began; `len(block)` if it did not.

    A line that is no header is junk, skipped and told in `warnings`, if a header that only mail uses follows within
    three lines. Otherwise the blank line is missing and the body begins there.
    """
    if b"\r" in block and block.count(b"\r") != block.count(b"\r\n"):
        block = LONE_CR.sub(_line_end_or_space, block)
    fields: list[tuple[str, bytes]] = []
    at = 0
    for match in FIELD.finditer(block):
        name, value = match.groups()
        lowered = name.lower()
        if match.start() != at:
            junk = block[at : match.start()]
            if not (_is_envelope(junk) or (_tells(lowered) and junk.count(b"\n") <= 3)):
                break
            _tell_junk(junk, warnings)
        fields.append((lowered.decode("ascii"), FOLD.sub(b" ", value) if b"\n" in value else value))
        at = match.end() + 1
    if at < len(block) and (not block[at:].strip() or (not fields and _is_envelope(block[at:]))):
        at = len(block)
    return Headers(fields), min(at, len(block))


def is_telling(headers: Headers) -> bool:
    """Whether at least one name is one that only mail uses."""
    return any(_tells(name.encode("ascii")) for name in headers.first)


def _tells(name: bytes) -> bool:
    return name in TELLING or name.startswith(TELLING_START)


def _line_end_or_space(match: re.Match[bytes]) -> bytes:
    """Of the same length, so that offsets hold."""
    return b"\n" if FIELD.match(match.string, match.end()) else b" "


def _is_envelope(line: bytes) -> bool:
    """The first line a mailbox puts before each message."""
    return line.startswith((b"From ", b">From ")) and b"\n" not in line.strip()


def _tell_junk(junk: bytes, warnings: list[str]) -> None:
    warnings.extend(
        f"A line among the headers is no header: “{tidy(western(line.strip()))[:200]}”."
        for line in junk.split(b"\n")
        if line.strip() and not _is_envelope(line)
    )


def decode_words(value: str, warnings: list[str] | None = None) -> str:
    """Encoded words (RFC 2047) as text. Neighbours of one character set are joined as bytes first, because mailers
    split letters between them; words with spaces, wrong padding, no end or an unknown character set are read as far
    as they go."""
    value = tidy(value).replace("\n", " ")
    if "=?" not in value:
        return value
    notes: list[str] = []
    text = "".join(_joined(_pieces(value), notes))
    if warnings is not None:
        warnings.extend(notes)
    return tidy(text).replace("\n", " ").strip()


def _pieces(value: str) -> Iterator[tuple[str, bytes | str]]:
    """(charset, bytes) for each encoded word, ("", text) between; blanks between two encoded words are dropped."""
    at = 0
    after_word = False
    for match in WORD.finditer(value):
        between = value[at : match.start()]
        if between and not (after_word and between.isspace()):
            yield "", between
        yield match[1].partition("*")[0].lower(), _word_bytes(match[2], match[3])
        at, after_word = match.end(), True
    rest = value[at:]
    cut = CUT_WORD.search(rest)
    if cut:
        if rest[: cut.start()].strip() or not after_word:
            yield "", rest[: cut.start()]
        yield cut[1].partition("*")[0].lower(), _word_bytes(cut[2], cut[3])
    elif rest:
        yield "", rest


def _joined(pieces: Iterator[tuple[str, bytes | str]], warnings: list[str]) -> Iterator[str]:
    waiting, charset = b"", ""
    for label, piece in pieces:
        if isinstance(piece, bytes) and label == charset:
            waiting += piece
            continue
        if waiting:
            yield _decoded_word(waiting, charset, warnings)
        waiting, charset = (piece, label) if isinstance(piece, bytes) else (b"", "")
        if isinstance(piece, str):
            yield piece
    if waiting:
        yield _decoded_word(waiting, charset, warnings)


def _decoded_word(content: bytes, charset: str, warnings: list[str]) -> str:
    return western(content) if codec_name(charset) in WESTERN else decode_text(content, charset, warnings)


def _word_bytes(kind: str, payload: str) -> bytes:
    if kind in "bB":
        return from_base64(payload.encode("utf-8"), [])
    raw = payload.replace("_", " ").encode("utf-8")
    if b"=" not in raw:
        return raw
    return Q_BYTE.sub(lambda match: bytes([int(match[1], 16)]), raw)
