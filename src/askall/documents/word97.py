"""Word 97–2003 (.doc): the text by its piece table (MS-DOC 2.4.1). Formatting is not read, so text that was deleted
with changes tracked is still in it; the reader is told so.
"""

import io
import re
import struct
from collections.abc import Iterator

import olefile

from askall.documents.draft import Draft, paragraphs

# Offsets in the file information block (MS-DOC 2.5).
IDENT, FLAGS, COUNTS, CLX = 0x00, 0x0A, 0x4C, 0x01A2
WORD_97 = 0xA5EC
ENCRYPTED, SECOND_TABLE = 0x0100, 0x0200
COMPRESSED = 0x40000000
STORIES = ("document", "footnotes", "header", "macros", "comments", "endnotes")
FIELD_CODE = re.compile("\x13[^\x13\x14\x15]*\x14?")
SIGNS = str.maketrans({"\x1e": "-", "\x1f": None, "\x15": None, "\x14": None, "\x0c": "\n", "\x0b": "\n", "\r": "\n"})
ROW_END = re.compile("\x07\x07+")


def read_word97(content: bytes, draft: Draft) -> None:
    """The part "document", then notes, headers and comments; cells are apart by tabs, rows are lines."""
    with olefile.OleFileIO(io.BytesIO(content)) as file:
        main = file.openstream("WordDocument").read()
        ident, flags = struct.unpack_from("<H", main, IDENT)[0], struct.unpack_from("<H", main, FLAGS)[0]
        if ident != WORD_97 or flags & ENCRYPTED:
            locked = (
                "The file is locked with a password." if flags & ENCRYPTED else "Word files this old cannot be read."
            )
            draft.warn(locked)
            return
        table = file.openstream("1Table" if flags & SECOND_TABLE else "0Table").read()
    text = "".join(_pieces(main, table))
    counts = struct.unpack_from("<6i", main, COUNTS)
    at = 0
    for label, count in zip(STORIES, counts, strict=True):
        story = _shown(text[at : at + max(count, 0)])
        at += max(count, 0)
        if story or label == "document":
            draft.add(label, story)
    draft.warn("An old Word file: text deleted with changes tracked may be included.")


def _pieces(main: bytes, table: bytes) -> Iterator[str]:
    start, length = struct.unpack_from("<II", main, CLX)
    clx = table[start : start + length]
    at = 0
    while clx[at : at + 1] == b"\x01":  # formatting, with its length
        at += 3 + struct.unpack_from("<H", clx, at + 1)[0]
    size = struct.unpack_from("<I", clx, at + 1)[0]
    plc = clx[at + 5 : at + 5 + size]
    count = (len(plc) - 4) // 12
    ends = struct.unpack_from(f"<{count + 1}I", plc)
    for index in range(count):
        where = struct.unpack_from("<I", plc, 4 * (count + 1) + 8 * index + 2)[0]
        yield _piece(main, where, max(0, ends[index + 1] - ends[index]))


def _piece(main: bytes, where: int, characters: int) -> str:
    if where & COMPRESSED:
        begin = (where & ~COMPRESSED) // 2
        return main[begin : begin + characters].decode("cp1252", "askall_latin1")
    return main[where : where + 2 * characters].decode("utf-16-le", "replace")


def _shown(text: str) -> str:
    before = None
    while before != text:  # fields may hold fields
        before, text = text, FIELD_CODE.sub("", text)
    text = ROW_END.sub("\n", text.translate(SIGNS)).replace("\x07", "\t")
    return paragraphs(text.split("\n"))
