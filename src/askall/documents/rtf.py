"""Rich text (.rtf), by an own walk over its words: libraries that strip it lose what is struck out, hidden or apart."""

import codecs
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from askall.documents.draft import Draft, flow_row, paragraphs
from askall.documents.marked import Marking, link, plain
from askall.documents.rtf_words import (
    ACTING,
    APART,
    LETTERS,
    SHOWN,
    SIGNS,
    SILENT,
    SWITCHES,
    TOKEN,
    colours_of,
    fonts_of,
)
from askall.documents.word import COMMENTED, DELETED, HIDDEN

# Ends of cells and rows, and of lines outside tables, until rows are told apart.
CELL, ROW, OUTSIDE = "\ue000", "\ue001", "\ue002"
UNSEEN = {ord(one): None for one in CELL + ROW + OUTSIDE + "\u00ad"}
PLAIN_COLOURS = ("", "#000000", "#FFFFFF")
DEEPEST = 10_000
KINDS = {"header": "header", "footer": "footer", "comments": "comment"}


def read_rtf(content: bytes, draft: Draft) -> None:
    """The part "document" with rows of tables as lines, then headers, footers and comments where there are any."""
    reader = Reader(colours_of(content), fonts_of(content))
    for token in TOKEN.finditer(content):
        kind = token.lastgroup
        # Most words are of looks that say nothing here: a table without a word in it takes hundreds of them.
        if (kind == "number" or kind == "word") and token["word"] not in ACTING and not reader.starred:
            continue
        if kind is not None and (not reader.until or token.start() >= reader.until):
            reader.take(kind, token)
    reader.end()
    for label in ("document", *KINDS):
        lines, tables = _rows(reader.text_of(label), reader.marking)
        text = paragraphs(lines)
        if label in KINDS:
            text = reader.marking.wrap(KINDS[label], "\n".join(dict.fromkeys(text.split("\n"))))
        text, marks = reader.marking.split(text)
        if text or label == "document":
            draft.add(label, text, tables, marks=marks)
    kinds = {kind for kind, _ in reader.marking.known}
    for kind, warning in (("hidden", HIDDEN), ("deleted", DELETED), ("comment", COMMENTED)):
        if kind in kinds:
            draft.warn(warning)


class State(NamedTuple):
    """What holds within a group."""

    to: str = "document"  # where its text goes; "" for nowhere
    looks: tuple[tuple[str, str], ...] = ()
    in_table: bool = False
    codec: str = ""  # of the font
    skipped: int = 1  # letters that stand in for one of Unicode
    instruction: int = -1  # of the field this is the result of


@dataclass(slots=True)
class Reader:
    """The text read so far, by the part it belongs to."""

    colours: list[str]
    fonts: dict[int, str]
    marking: Marking = field(default_factory=Marking)
    state: State = field(default_factory=State)
    outer: list[State] = field(default_factory=list)
    pieces: dict[str, list[str]] = field(default_factory=dict)
    raw: bytearray = field(default_factory=bytearray)  # letters of one encoding, until they end
    letters: list[str] = field(default_factory=list)  # of one look
    codec: str = "cp1252"
    skip: int = 0
    until: int = 0  # where raw bytes of a picture end
    starred: bool = False
    notes: list[str] = field(default_factory=list)  # names of those the line refers to
    count: int = 0
    instructions: list[bytearray] = field(default_factory=list)
    starts: dict[int, int] = field(default_factory=dict)  # field → where its result begins

    def take(self, kind: str, match: re.Match[bytes]) -> None:
        """One word, letter or brace."""
        if kind == "group":
            self._group(match[0])
        elif kind == "text":
            self._bytes(match[0])
        elif kind == "byte":
            self._bytes(bytes([int(match["byte"], 16)]))
        elif kind == "sign":
            self.starred = match["sign"] == b"*"
            self._letters(SIGNS.get(match["sign"], ""))
        elif kind in ("word", "number"):
            number = int(match["number"]) if match["number"] is not None else None
            if match["word"] == b"bin":
                self.until = match.end() + max(0, number or 0)
            else:
                self._word(match["word"], number)

    def text_of(self, label: str) -> str:
        """The text of a part, with borders of marks and signs of cells in it."""
        text = "".join(self.pieces.get(label, ()))
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")  # halves of letters joined

    def end(self) -> None:
        """What is left of a file that is cut short."""
        self._flush()
        self._set_notes()

    def _bytes(self, raw: bytes) -> None:
        self.starred = False
        if self.skip:
            self.skip, raw = max(0, self.skip - len(raw)), raw[self.skip :]
        if self.state.to:
            self.raw += raw
        elif self.state.instruction >= 0 and len(self.instructions[-1]) < 2_000:
            self.instructions[self.state.instruction] += raw

    def _letters(self, text: str) -> None:
        if text and self.state.to:
            self._decode()
            self.letters.append(text)

    def _decode(self) -> None:
        if self.raw:
            self.letters.append(self.raw.decode(self.state.codec or self.codec, "replace"))
            self.raw.clear()

    def _flush(self) -> None:
        """Write the letters so far under the marks that hold."""
        self._decode()
        if self.letters:
            text = "".join(self.letters)
            self.letters.clear()
            text = text if text.isascii() else plain(text).translate(UNSEEN)
            self._write(self.marking.wrap_all(self.state.looks, text) if self.state.looks else text)

    def _write(self, text: str) -> None:
        self.pieces.setdefault(self.state.to, []).append(text)

    def _group(self, brace: bytes) -> None:
        self._flush()
        self.skip, self.starred = 0, False
        if brace == b"{":
            if len(self.outer) < DEEPEST:
                self.outer.append(self.state)
        elif self.outer:
            ended, self.state = self.state, self.outer.pop()
            if ended.to.startswith("note ") and self.state.to != ended.to:
                self.notes.append(ended.to)
            elif ended.to and ended.instruction >= 0 and self.state.instruction != ended.instruction:
                self._end_field(ended)
            elif ended.to in KINDS and self.state.to != ended.to:
                self.pieces.setdefault(ended.to, []).append(OUTSIDE)

    def _end_field(self, ended: State) -> None:
        words = self.instructions[ended.instruction].decode("latin-1").split('"')
        if len(words) > 1 and words[0].strip().upper() == "HYPERLINK":
            pieces = self.pieces.setdefault(ended.to, [])
            shown = "".join(pieces[self.starts.get(ended.instruction, 0) :])
            pieces.append(plain(link(shown, words[1])))

    def _word(self, word: bytes, number: int | None) -> None:
        starred, self.starred = self.starred, False
        if word == b"u":
            self._letters(chr((number or 0) % 0x10000))
            self.skip = self.state.skipped
        elif word in LETTERS:
            self._letters(LETTERS[word])
        elif word in (b"par", b"sect", b"page", b"cell", b"nestcell", b"row", b"nestrow"):
            self._end_of(word)
        elif word in APART and self.state.to == "document":
            self._go(APART[word])
        elif word == b"footnote":
            self._note()
        elif word == b"fldinst":
            self.instructions.append(bytearray())
            self._go("", len(self.instructions) - 1)
        elif word == b"fldrslt" and self.instructions and self.state.to:
            self.starts[len(self.instructions) - 1] = len(self.pieces.get(self.state.to, ()))
            self._go(self.state.to, len(self.instructions) - 1)
        elif word in SILENT or (starred and word not in SHOWN):
            self._go("")
        else:
            self._looks(word, number)

    def _go(self, to: str, instruction: int = -1) -> None:
        self._flush()
        self.state = self.state._replace(to=to, instruction=instruction)

    def _note(self) -> None:
        """ "[1]" where the page has a small raised 1, which must not run into a number before it."""
        if self.state.to != "document":
            return
        self._flush()
        self.count += 1
        self._write(self.marking.wrap("footnote", f"[{self.count}]", "reference"))
        self._go(f"note {self.count}")

    def _set_notes(self) -> None:
        for name in self.notes:
            text = paragraphs(_rows(self.text_of(name), self.marking)[0]).strip()
            shown = self.marking.wrap("footnote", f"[{name.removeprefix('note ')}] {text}")
            self.pieces.setdefault("document", []).append(shown + OUTSIDE)
        self.notes.clear()

    def _end_of(self, word: bytes) -> None:
        if not self.state.to:
            return
        self._flush()
        if word in (b"cell", b"nestcell"):
            self._write(CELL)
        elif word in (b"row", b"nestrow"):
            self._write(ROW)
        else:
            self._write("\n" if self.state.in_table else OUTSIDE)
        if self.state.to == "document" and (word == b"row" or not self.state.in_table):
            self._set_notes()

    def _looks(self, word: bytes, number: int | None) -> None:
        state = self.state
        if word == b"ansicpg":
            self.codec = _known(f"cp{number}")
        elif word == b"uc":
            skipped = max(0, min(number or 0, 9))
            state = state._replace(skipped=skipped) if skipped != state.skipped else state
        elif not state.to:
            return
        elif word in SWITCHES:
            state = _turned(state, SWITCHES[word], None if number == 0 else "")
        elif word in (b"cf", b"highlight", b"chcbpat", b"cb"):
            colour = self.colours[number or 0] if 0 < (number or 0) < len(self.colours) else ""
            kind = "colour" if word == b"cf" else "highlight"
            state = _turned(state, kind, None if colour in PLAIN_COLOURS else colour)
        elif word == b"plain":
            state = state._replace(looks=(), codec="") if state.looks or state.codec else state
        elif word in (b"pard", b"intbl"):
            is_inside = word == b"intbl"
            state = state._replace(in_table=is_inside) if state.in_table != is_inside else state
        elif word == b"f":
            codec = self.fonts.get(number or 0, "")
            state = state._replace(codec=codec) if codec != state.codec else state
        if state is not self.state:
            self._flush()
            self.state = state


def _turned(state: State, kind: str, note: str | None) -> State:
    """With a look on, or off where `note` is None."""
    kept = tuple([one for one in state.looks if one[0] != kind]) if state.looks else ()
    looks = kept if note is None else (*kept, (kind, note))
    return state._replace(looks=looks) if looks != state.looks else state


def _known(codec: str) -> str:
    try:
        return codecs.lookup("utf-8" if codec == "cp65001" else codec).name
    except LookupError:
        return "cp1252"


def _rows(text: str, marking: Marking) -> tuple[list[str], list[list[list[str]]]]:
    """Lines of the text, and the rows that follow one another as tables."""
    lines: list[str] = []
    tables: list[list[list[str]]] = []
    *rows, rest = text.split(ROW)
    for at, row in enumerate(rows):
        *cells, after = row.split(CELL)
        # What stands before a table ends with a line outside it; the first cell begins behind it.
        before, is_apart, first = (cells or [after])[0].rpartition(OUTSIDE)
        lines += before.split(OUTSIDE) if is_apart else []
        shown = [paragraphs(_lines(cell)) for cell in ([first, *cells[1:]] if cells else [first])]
        if is_apart or not at:
            tables.append([])
        tables[-1] += marking.cells([shown])
        lines.append(flow_row(shown))
    lines += _lines(rest.replace(CELL, "\t"))
    return lines, [one for one in tables if any(any(row) for row in one)]


def _lines(text: str) -> Iterable[str]:
    return text.replace(OUTSIDE, "\n").split("\n")
