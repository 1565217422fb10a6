"""A document while it is being read: parts, tables and warnings gathered within the limits."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from askall.documents.limits import DEFAULT_LIMITS, Limits
from askall.documents.records import Document, Mark, Part, Place, Table
from askall.foundation.files import hash_of

Rows = Sequence[Sequence[str]]
Span = TypeVar("Span", Mark, Place)
# Control characters carry no text; lone surrogates cannot be stored as UTF-8.
UNWANTED = re.compile("[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff]")
SURROGATES = re.compile("[\ud800-\udfff]")
LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
DROPPED = re.compile(f"\r\n|{UNWANTED.pattern}")  # of each match `clean` drops one character
EMPTY_LINES = re.compile(r"\n{3,}")
WARNINGS = 200
NAME_LENGTH = 120
MOST_MARKS = 100_000  # of one file with all that is packed in it
LONGEST_CELL = 2_000  # a cell longer than this is layout, not data: its lines stay lines


class LimitReached(Exception):
    """A limit of the whole file is reached; what was gathered so far is the document."""


@dataclass(slots=True)
class Spent:
    """What the file and everything packed in it have cost so far."""

    characters: int = 0
    cells: int = 0
    members: int = 0
    marks: int = 0
    unpacked: int = 0


@dataclass(slots=True)
class Draft:
    """Gathers a document. Drafts of packed files share the lists and the budget of the outermost."""

    limits: Limits = DEFAULT_LIMITS
    parts: list[Part] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    unread: list[int] = field(default_factory=list)  # numbers of parts that show something but have no usable text
    places: bool = False  # whether places are wanted: finding them costs time
    spent: Spent = field(default_factory=Spent)
    seen: set[str] = field(default_factory=set)  # hashes of the packed files that were read
    name: str = ""  # of the file being read; a hint only
    prefix: str = ""
    depth: int = 0
    # How a packed file is read; given by extract.py, which knows every format.
    read_packed: "Callable[[bytes, str, Draft], None] | None" = None

    def warn(self, sentence: str) -> None:
        """Note a warning once, with the packed file it belongs to."""
        sentence = self.prefix + sentence
        if sentence in self.warnings or len(self.warnings) > WARNINGS:
            return
        self.warnings.append(sentence if len(self.warnings) < WARNINGS else "There are more warnings than these.")

    def add(
        self,
        label: str,
        text: str,
        tables: Iterable[Rows] = (),
        *,
        marks: Iterable[Mark] = (),
        places: Iterable[Place] = (),
        unread: bool = False,
    ) -> None:
        """Add a part and its tables. Raises LimitReached when the text or the tables are full.

        Offsets of `marks` and `places` count in `text` as given. Places are kept only where they are wanted.
        """
        cleaned = clean(text)
        room = max(0, self.limits.characters - self.spent.characters)
        self.spent.characters += len(cleaned)
        moved = _moved(text, cleaned)
        kept = cleaned[:room]
        self.parts.append(
            Part(
                self.prefix + label,
                kept,
                marks=self._within_marks(tuple(_fitted(marks, moved, len(kept)))),
                places=tuple(_fitted(places, moved, len(kept))) if self.places else (),
            )
        )
        if unread:
            self.unread.append(len(self.parts) - 1)
        for rows in tables:
            self._add_table(rows)
        if len(cleaned) > room:
            raise LimitReached(f"The text is longer than {self.limits.characters:,} characters; the rest is left out.")

    def _within_marks(self, marks: tuple[Mark, ...]) -> tuple[Mark, ...]:
        room = max(0, MOST_MARKS - self.spent.marks)
        self.spent.marks += len(marks)
        if len(marks) > room:
            self.warn(f"More than {MOST_MARKS:,} pieces of text are marked; the rest is left unmarked.")
        return marks[:room]

    def _add_table(self, rows: Rows) -> None:
        self.spent.cells += sum(map(len, rows))
        if self.spent.cells > self.limits.cells:
            raise LimitReached(f"There are more than {self.limits.cells:,} cells in tables; the rest is left out.")
        self.tables.append(Table(len(self.parts) - 1, tuple([_cleaned(row) for row in rows])))

    def unpacked(self, size: int) -> None:
        """Account for `size` bytes unpacked from an archive."""
        self.spent.unpacked += size
        if self.spent.unpacked > self.limits.unpacked:
            raise LimitReached(f"It unpacks to more than {self.limits.unpacked:,} bytes; the rest is left out.")

    def read_within(self, name: str, content: bytes) -> None:
        """Read a file packed in this one; its labels begin with its name."""
        name = shown_name(name)
        self.spent.members += 1
        if self.spent.members > self.limits.members:
            raise LimitReached(f"There are more than {self.limits.members:,} files inside; the rest is left out.")
        if self.depth >= self.limits.depth:
            self.warn(f"“{name}” is packed more than {self.limits.depth} levels deep and was not opened.")
        elif self.read_packed is not None:
            self.seen.add(hash_of(content))
            inner = replace(self, name=name, prefix=f"{self.prefix}{name} › ", depth=self.depth + 1)
            self.read_packed(content, name, inner)

    def finish(self, sha256: str, media_type: str) -> Document:
        """The document as gathered."""
        return Document(
            sha256, media_type, tuple(self.parts), tuple(self.tables), tuple(self.warnings), tuple(self.unread)
        )


def clean(text: str) -> str:
    """`text` with line feeds as its only line ends, without control characters. Offsets count in this."""
    # Most cells of tables have neither line ends nor control characters, most pages nothing beyond line feeds.
    if text.isprintable() or text.replace("\n", "").replace("\t", "").isprintable():
        return text
    text = LINE_ENDS.sub("\n", text)
    return SURROGATES.sub("\ufffd", UNWANTED.sub("", text))


def _cleaned(row: Sequence[str]) -> tuple[str, ...]:
    """The cells of a row, most of which need nothing."""
    return tuple(row) if "".join(row).isprintable() else tuple([clean(cell) for cell in row])


def _moved(text: str, cleaned: str) -> Callable[[int], int] | None:
    """Offset in `text` → offset in `cleaned`; None where they are the same."""
    if len(text) == len(cleaned):
        return None
    dropped = [found.end() - 1 for found in DROPPED.finditer(text)]
    return lambda offset: offset - bisect_left(dropped, offset)


def _fitted(spans: Iterable[Span], moved: Callable[[int], int] | None, length: int) -> Iterator[Span]:
    """The spans with their offsets moved and cut to `length`; what is empty then is left out."""
    for one in spans:
        start, end = max(0, one.start), max(0, one.end)
        if moved is not None:
            start, end = moved(start), moved(end)
        end = min(end, length)
        if start < end:
            yield one if (start, end) == (one.start, one.end) else replace(one, start=start, end=end)


def shown_name(name: str) -> str:
    """The name of a packed file as a label: one short line. It is never used as a path."""
    return " ".join(clean(name).split())[:NAME_LENGTH] or "unnamed"


def flow(rows: Rows) -> str:
    """Rows as lines, cells apart by tabs. A row with one filled cell is layout: it keeps its own lines."""
    return "\n".join(map(flow_row, rows))


def flow_row(cells: Sequence[str]) -> str:
    """One row of `flow`."""
    line = "\t".join(cells)
    # Nearly every row of a sheet begins and ends with a filled cell, is short and has no signs that part lines.
    framed = line and not (line[0].isspace() or line[-1].isspace() or len(line) > LONGEST_CELL)
    if framed and 0 < line.count("\t") == len(cells) - 1 and line.replace("\t", "").isprintable():
        return line
    filled = [cell for cell in cells if cell and not cell.isspace()]
    if len(filled) == 1:
        return filled[0]
    if filled and max(map(len, filled)) > LONGEST_CELL:
        return "\n".join(filled)
    if line.count("\t") >= len(cells) or not line.replace("\t", "").isprintable():
        line = "\t".join([cell if cell.isprintable() else " ".join(cell.split()) for cell in cells])
    return line.rstrip("\t")


def paragraphs(lines: Iterable[str]) -> str:
    """Lines as text: no blanks at line ends, at most one empty line in a row."""
    text = "\n".join(lines)
    if "\n" not in text:  # as in most cells of tables
        return text.rstrip(" ")
    text = "\n".join([line.rstrip(" ") for line in text.split("\n")]) if " \n" in text else text.rstrip(" ")
    return (EMPTY_LINES.sub("\n\n", text) if "\n\n\n" in text else text).strip("\n")
