"""Marks that keep to their words while text is joined, stripped and squeezed: pairs of private characters around them,
which are taken out at the end. Characters of that plane in a file itself mean nothing to anyone and are dropped.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from askall.documents.records import Mark

# The second private plane: the first half opens a mark, the second half closes it.
OPEN, CLOSE = 0x100000, 0x108000
MOST_KINDS = 0x7000
BORDER = re.compile("([\U00100000-\U0010ffff])")
LONGEST_NOTE = 200
ADDRESS = re.compile(r"(?:https?|ftp)://\S+|mailto:\S+", re.IGNORECASE)


def plain(text: str) -> str:
    """Text of a file, without characters that would be taken for borders of marks."""
    return text if text.isascii() else BORDER.sub("", text)


def link(shown: str, address: str) -> str:
    """What is to stand behind the words of a link: its address, unless they say it or it leads nowhere outside."""
    address = address.strip()
    bare = address.removeprefix("mailto:")
    named = bare.partition("://")[2].removeprefix("www.").rstrip("/")
    if not ADDRESS.fullmatch(address) or (named and named in shown):
        return ""
    return "" if bare in shown else f" <{bare}>"


@dataclass(slots=True)
class Marking:
    """The marks of one document, while it is read."""

    known: dict[tuple[str, str], int] = field(default_factory=dict)

    def wrap(self, kind: str, text: str, note: str = "") -> str:
        """`text` with its words between borders; blanks at its ends stay outside."""
        core = text.strip()
        if not core:
            return text
        code = self._code(kind, note[:LONGEST_NOTE])
        at = text.find(core)
        return f"{text[:at]}{chr(OPEN + code)}{core}{chr(CLOSE + code)}{text[at + len(core) :]}"

    def wrap_all(self, marks: Iterable[tuple[str, str]], text: str) -> str:
        """`text` under several marks, each a kind and a note."""
        for kind, note in marks:
            text = self.wrap(kind, text, note)
        return text

    def _code(self, kind: str, note: str) -> int:
        if len(self.known) >= MOST_KINDS:
            note = ""
        return self.known.setdefault((kind, note), min(len(self.known), CLOSE - OPEN - 1))

    def split(self, text: str) -> tuple[str, list[Mark]]:
        """The text without borders, and its marks in order. Runs that follow one another make one mark."""
        if text.isascii() or not BORDER.search(text):
            return text, []
        kinds = list(self.known)
        pieces: list[str] = []
        opened: dict[int, list[int]] = {}
        spans: dict[int, list[tuple[int, int]]] = {}
        at = 0
        for index, piece in enumerate(BORDER.split(text)):
            if index % 2 == 0:
                pieces.append(piece)
                at += len(piece)
                continue
            code = ord(piece) - OPEN
            if code % (CLOSE - OPEN) >= len(kinds):
                continue
            if code < CLOSE - OPEN:
                opened.setdefault(code, []).append(at)
            elif opened.get(code - (CLOSE - OPEN)):
                start = opened[code - (CLOSE - OPEN)].pop()
                if start < at:
                    spans.setdefault(code - (CLOSE - OPEN), []).append((start, at))
        whole = "".join(pieces)
        marks = [
            Mark(start, end, *kinds[code]) for code, found in spans.items() for start, end in _joined(found, whole)
        ]
        return whole, sorted(marks, key=lambda mark: (mark.start, -mark.end, mark.kind))

    def cells(self, rows: Iterable[Sequence[str]]) -> list[list[str]]:
        """Rows as cells of a table: without borders, and without what was deleted with changes tracked."""
        gone = [code for (kind, _), code in self.known.items() if kind == "deleted"]
        found = [[self._cell(cell, gone) for cell in row] for row in rows]
        return [row for row, given in zip(found, rows, strict=True) if any(row) or not any(given)]

    @staticmethod
    def _cell(cell: str, gone: Iterable[int]) -> str:
        if cell.isascii() or not BORDER.search(cell):
            return cell
        for code in gone:
            cell = re.sub(f"{chr(OPEN + code)}[^{chr(CLOSE + code)}]*{chr(CLOSE + code)}", "", cell)
        return BORDER.sub("", cell).strip()


def _joined(spans: list[tuple[int, int]], text: str) -> list[tuple[int, int]]:
    """Spans that overlap or have only blanks between them, as one."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if found and (start <= found[-1][1] or text[found[-1][1] : start].strip(" ") == ""):
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return found
