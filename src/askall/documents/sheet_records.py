"""What calamine does not tell of an .xls: the records of the workbook's stream (MS-XLS 2.1), one after the other."""

import io
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

import olefile

from askall.documents.marked import plain
from askall.documents.sheet_formats import MOST_COLUMNS, Cell, Sheet
from askall.documents.sheet_numbers import BUILT_IN, sections_of

START, END = 0x0809, 0x000A
SHEET, FORMAT, STYLE = 0x0085, 0x041E, 0x00E0
FORMULA, NUMBER, SHORT, SHORTS, FAULT, ROW, COLUMNS = 0x0006, 0x0203, 0x027E, 0x00BD, 0x0205, 0x0208, 0x007D
OBJECT_TEXT, CONTINUED = 0x01B6, 0x003C
HIDDEN_ROW, HIDDEN_COLUMN = 0x20, 0x01
ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}


@dataclass(slots=True)
class Stream:
    """A workbook's records, and where its sheets begin in them."""

    content: bytes = b""
    places: dict[str, int] = field(default_factory=dict)
    styles: list[str] = field(default_factory=list)  # cell format → format code

    def sheet(self, name: str) -> Sheet:
        """What is known of the sheet of this name."""
        found = Sheet()
        if name not in self.places:
            return found
        depth, text_size = 0, 0
        for kind, record in _records(self.content, self.places[name]):
            depth += (kind == START) - (kind == END)
            if depth <= 0:
                break
            if kind == OBJECT_TEXT and len(record) >= 12:
                text_size = struct.unpack_from("<H", record, 10)[0]
            elif kind == CONTINUED and text_size:
                found.boxes += [_text(record, text_size)] if len(record) > 1 else []
                text_size = 0
            elif depth == 1:
                self._record(kind, record, found)
        return found

    def _record(self, kind: int, record: bytes, found: Sheet) -> None:
        if kind in (NUMBER, SHORT, FORMULA, FAULT) and len(record) >= 8:
            row, column, style = struct.unpack_from("<HHH", record)
            self._cell((row, column), style, found)
            error = _error(kind, record)
            if error is not None:
                found.errors[row, column] = ERRORS.get(error, "#ERROR!")
        elif kind == SHORTS:
            row, column = struct.unpack_from("<HH", record)
            for index in range((len(record) - 6) // 6):
                self._cell((row, column + index), struct.unpack_from("<H", record, 4 + 6 * index)[0], found)
        elif kind == ROW and len(record) >= 16 and struct.unpack_from("<H", record, 12)[0] & HIDDEN_ROW:
            found.hidden_rows.add(struct.unpack_from("<H", record)[0])
        elif kind == COLUMNS and len(record) >= 10:
            first, last, _, _, flags = struct.unpack_from("<5H", record)
            if flags & HIDDEN_COLUMN:
                found.hidden_columns |= set(range(first, min(last + 1, MOST_COLUMNS)))

    def _cell(self, cell: Cell, style: int, found: Sheet) -> None:
        code = self.styles[style] if style < len(self.styles) else ""
        if code:
            found.codes.setdefault(cell[0], {})[cell[1]] = code


def _error(kind: int, record: bytes) -> int | None:
    if kind == FAULT and record[7]:
        return record[6]
    if kind == FORMULA and len(record) >= 14 and record[12:14] == b"\xff\xff" and record[6] == 2:
        return record[8]
    return None


def stream_of(content: bytes) -> Stream | None:
    """The records of an .xls of Excel 97 or later; None where there are none."""
    found = Stream()
    try:
        with olefile.OleFileIO(io.BytesIO(content)) as file:
            found.content = file.openstream("Workbook").read()
        codes: dict[int, str] = {}
        styles: list[int] = []
        for kind, record in _records(found.content, 0):
            if kind == END:
                break
            if kind == SHEET:
                found.places[_text(record[7:], record[6])] = struct.unpack_from("<I", record)[0]
            elif kind == FORMAT:
                identity, size = struct.unpack_from("<HH", record)
                codes[identity] = _text(record[4:], size)
            elif kind == STYLE:
                styles.append(struct.unpack_from("<H", record, 2)[0])
    except (OSError, struct.error, IndexError):
        return None
    shown = [codes.get(one) or BUILT_IN.get(one, "") for one in styles]
    found.styles = [code if code and sections_of(code) else "" for code in shown]
    return found


def _records(content: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    while at + 4 <= len(content):
        kind, size = struct.unpack_from("<HH", content, at)
        yield kind, content[at + 4 : at + 4 + size]
        at += 4 + size


def _text(record: bytes, size: int) -> str:
    """A string with the byte that tells whether its letters have one byte or two."""
    if record[0] & 1:
        return plain(record[1 : 1 + 2 * size].decode("utf-16-le", "replace"))
    return plain(record[1 : 1 + size].decode("latin-1"))
