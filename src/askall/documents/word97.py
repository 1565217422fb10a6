"""Word 97–2003 (.doc): the text by its piece table (MS-DOC 2.4.1), with its tables and how its words look."""

import io
import re
import struct
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import olefile

from askall.documents.draft import Draft, flow_row, paragraphs
from askall.documents.marked import Marking, plain
from askall.documents.word97_looks import LETTERS, PARAGRAPHS, Look, looks, runs, table_end

# Offsets in the file information block (MS-DOC 2.5).
IDENT, FLAGS, COUNTS, CLX = 0x00, 0x0A, 0x4C, 0x01A2
WORD_97 = 0xA5EC
ENCRYPTED, SECOND_TABLE = 0x0100, 0x0200
COMPRESSED = 0x40000000
STORIES = ("document", "footnotes", "header", "macros", "comments", "endnotes", "text boxes", "header boxes")
KINDS = {"footnotes": "footnote", "endnotes": "footnote", "header": "header", "comments": "comment"}
KINDS |= {"text boxes": "text box", "header boxes": "text box"}
FIELD_CODE = re.compile("\x13[^\x13\x14\x15]*\x14?")
SIGNS = str.maketrans(
    {
        "\x01": None,
        "\x1e": "-",
        "\x1f": None,
        "\x15": None,
        "\x14": None,
        "\x0c": "\n",
        "\x0b": "\n",
        "\r": "\n",
        "\x0e": "\n",
    }
)
CONTROL = re.compile("([\x01-\x1f])")
# A cell's end and a row's are the same letter; so are a line's end in a cell and outside. They are told apart as these.
CELL, ROW = "\x07", "\x08"
LINE, OUTSIDE = "\r", "\x0e"
# In files these anchor a drawing and end a column of text.
TAKEN = str.maketrans({ROW: "\x01", OUTSIDE: "\x0b"})
PAIR = re.compile("[\udbc0-\udbff][\udc00-\udfff]")  # of the plane that borders of marks are from
ROW_END = re.compile("\x07\x07+")
DELETED = "Text deleted with changes tracked is still in the file; it is included and marked as deleted."
UNTOLD = "An old Word file: text deleted with changes tracked may be included."
HIDDEN = "Text formatted as hidden is in the file; it is included and marked."


def read_word97(content: bytes, draft: Draft) -> None:
    """The part "document", then notes, headers, comments and text boxes; cells are apart by tabs, rows are lines."""
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
    letter = Letter(_ends(main, table))
    pieces = list(_pieces(main, table))
    letter.text = "".join(text for _, _, text in pieces).translate(TAKEN)
    letter.looks = list(_looks(main, table, pieces))
    if not letter.looks and not _safely(main, table, LETTERS):
        draft.warn(UNTOLD)
    letter.mark_ends(pieces)
    counts = struct.unpack_from("<8i", main, COUNTS)
    at = 0
    for label, count in zip(STORIES, counts, strict=True):
        begin, at = at, at + max(count, 0)
        _add(label, begin, at, letter, draft)
    kinds = {kind for kind, _ in letter.marking.known}
    for kind, warning in (("deleted", DELETED), ("hidden", HIDDEN)):
        if kind in kinds:
            draft.warn(warning)


@dataclass(slots=True)
class Letter:
    """The whole text of a file, and what is known of pieces of it, by offsets in it."""

    ends: list[tuple[int, str]]  # byte of the stream behind which a paragraph ends, and what ends with it
    has_rows: bool = False
    text: str = ""
    looks: list[tuple[int, int, tuple[Look, ...]]] = field(default_factory=list)
    marking: Marking = field(default_factory=Marking)

    def mark_ends(self, pieces: list[tuple[int, int, str]]) -> None:
        """Tell apart what ends, where the file has tables and says so."""
        self.has_rows = any(kind == "row" for _, kind in self.ends)
        letters, at = list(self.text) if self.has_rows else [], 0
        for where, width, text in pieces if self.has_rows else ():
            first, last = (bisect_right(self.ends, (one, "~")) for one in (where, where + width * len(text)))
            for end, kind in self.ends[first:last]:
                place = at + (end - where) // width - 1
                if kind == "row" and letters[place] == CELL:
                    letters[place] = ROW
                elif kind == "line" and letters[place] == LINE:
                    letters[place] = OUTSIDE
            at += len(text)
        self.text = "".join(letters) or self.text

    def marked(self, begin: int, end: int) -> str:
        """A stretch of the text with borders of its marks. Signs that part text are never within them."""
        pieces, at = [], begin
        for start, stop, found in self.looks:
            start, stop = max(start, at), min(stop, end)
            if start < stop:
                pieces.append(_kept(self.text[at:start]))
                for index, piece in enumerate(CONTROL.split(_kept(self.text[start:stop]))):
                    pieces.append(piece if index % 2 else self.marking.wrap_all(found, piece))
                at = stop
        return "".join([*pieces, _kept(self.text[at:end])])


def _kept(text: str) -> str:
    return text if text.isascii() else PAIR.sub("", plain(text))


def _ends(main: bytes, table: bytes) -> list[tuple[int, str]]:
    try:
        return sorted((end, table_end(content)) for _, end, content in _safely(main, table, PARAGRAPHS))
    except (struct.error, IndexError):
        return []


def _safely(main: bytes, table: bytes, which: int) -> list[tuple[int, int, bytes]]:
    """Looks are worth having, but a file whose lists are damaged still has its text."""
    try:
        return list(runs(main, table, which))
    except (struct.error, IndexError):
        return []


def _looks(
    main: bytes, table: bytes, pieces: list[tuple[int, int, str]]
) -> Iterator[tuple[int, int, tuple[Look, ...]]]:
    """Offsets in the text of each run that looks like something, in order."""
    known = sorted((start, end, found) for start, end, raw in _safely(main, table, LETTERS) if (found := _found(raw)))
    starts = [start for start, _, _ in known]
    at = 0
    for where, width, text in pieces:
        last = where + width * len(text)
        for start, end, found in known[max(0, bisect_right(starts, where) - 1) :]:
            if start >= last:
                break
            begin, stop = max(start, where), min(end, last)
            if begin < stop:
                yield at + (begin - where) // width, at + (stop - where) // width, found
        at += len(text)


def _found(raw: bytes) -> tuple[Look, ...]:
    try:
        return looks(raw)
    except (struct.error, IndexError):
        return ()


def _pieces(main: bytes, table: bytes) -> Iterator[tuple[int, int, str]]:
    """Where each piece of the text lies in the stream, how many bytes its letters have, and the piece."""
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
        characters = max(0, ends[index + 1] - ends[index])
        width = 1 if where & COMPRESSED else 2
        begin = (where & ~COMPRESSED) // 2 if where & COMPRESSED else where
        raw = main[begin : begin + width * characters]
        text = raw.decode("cp1252", "askall_latin1") if width == 1 else _wide(raw)
        yield begin, width, text


def _wide(raw: bytes) -> str:
    """UTF-16, in which offsets count: a letter of two units is shown as a sign and its filler."""
    text = raw.decode("utf-16-le", "replace")
    if 2 * len(text) == len(raw):
        return text
    return "".join(raw[at : at + 2].decode("utf-16-le", "surrogatepass") for at in range(0, len(raw) - 1, 2))


def _add(label: str, begin: int, end: int, letter: Letter, draft: Draft) -> None:
    lines, tables = _shown(letter.marked(begin, end), letter)
    text = paragraphs(lines)
    if not text and label != "document":
        return
    if label in KINDS:
        text = letter.marking.wrap(KINDS[label], text)
    text, marks = letter.marking.split(_whole(text))
    draft.add(label, text, [[[_whole(cell) for cell in row] for row in rows] for rows in tables], marks=marks)


def _whole(text: str) -> str:
    """Letters of two units put together again."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _shown(text: str, letter: Letter) -> tuple[list[str], list[list[list[str]]]]:
    """Lines of the text, and its tables where the file tells the ends of rows."""
    before = None
    while before != text:  # fields may hold fields
        before, text = text, FIELD_CODE.sub("", text)
    if not letter.has_rows:
        text = ROW_END.sub("\n", text.translate(SIGNS)).replace(CELL, "\t")
        return text.split("\n"), []
    return _rows(text, lambda cells: letter.marking.cells([cells]))


def _rows(text: str, bare: Callable[[list[str]], list[list[str]]]) -> tuple[list[str], list[list[list[str]]]]:
    lines: list[str] = []
    tables: list[list[list[str]]] = []
    *rows, rest = text.split(ROW)
    for at, row in enumerate(rows):
        *cells, rest_of_row = row.split(CELL)
        cells += [rest_of_row] if rest_of_row.strip() else []  # a row's end without its cell's
        # What stands before a table ends with a line outside it; the first cell begins behind it.
        before, is_apart, first = (cells or [""])[0].rpartition(OUTSIDE)
        lines += before.translate(SIGNS).split("\n") if is_apart else []
        shown = [paragraphs(cell.translate(SIGNS).split("\n")) for cell in [first, *cells[1:]]]
        if is_apart or not at:
            tables.append([])
        tables[-1] += bare(shown)
        lines.append(flow_row(shown))
    lines += rest.translate(SIGNS).replace(CELL, "\t").split("\n")
    return lines, [one for one in tables if any(any(row) for row in one)]
