"""Words seen on a page, laid out as text: lines in reading order, columns of a table apart by tabs."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

Edges = tuple[float, float, float, float]  # left, top, right, bottom, in pixels

GAP = 2.0  # heights of a line: more than this between two words parts two cells
NARROW = 0.3  # of the page's width: a column of short answers; two columns of a letter are wider
SHARED = 0.5  # of its height that a line has in common with another in the same row
RULING = re.compile(r"[|_\-–—=~.·•°'‘’`\"“”<>\[\](){}/\\:;,]+")
LEAST = 0.3  # confidence; marks of the pen and the folds of the paper are seen as letters with less


@dataclass(frozen=True, slots=True)
class Seen:
    """A word in the picture. `line` names the line, and `block` the block of lines, that its reader puts it in."""

    text: str
    confidence: float
    edges: Edges
    block: int
    line: tuple[int, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Laid:
    """The text, and each word with where it starts in it."""

    text: str
    words: tuple[tuple[int, Seen], ...]


def lay_out(words: Iterable[Seen], width: int) -> Laid:
    """The words as text. Lines of narrow columns beside other columns become rows; an empty line parts blocks."""
    lines = _lines([one for one in words if _is_word(one)])
    pieces: list[str] = []
    placed: list[tuple[int, Seen]] = []
    length, before = 0, None
    for row in _rows(lines, width):
        if before is not None:
            parted = _is_apart(before, row)
            pieces.append("\n\n" if parted else "\n")
            length += 2 if parted else 1
        height = median(one.edges[3] - one.edges[1] for one in row) or 1.0
        last: Seen | None = None
        for word in row:
            if last is not None:
                pieces.append("\t" if word.edges[0] - last.edges[2] > GAP * height else " ")
                length += 1
            placed.append((length, word))
            pieces.append(word.text)
            length += len(word.text)
            last = word
        before = row
    return Laid("".join(pieces), tuple(placed))


def _is_word(one: Seen) -> bool:
    """Rulings of tables and specks of dirt are seen as strokes."""
    if RULING.fullmatch(one.text):
        return one.text in "-–—" and one.confidence > 0.8
    return one.confidence >= LEAST


def _lines(words: Sequence[Seen]) -> list[list[Seen]]:
    lines: dict[tuple[int, ...], list[Seen]] = {}
    for word in words:
        lines.setdefault(word.line, []).append(word)
    return list(lines.values())


def _rows(lines: list[list[Seen]], width: int) -> list[list[Seen]]:
    """Each line, with those beside it where one of the two stands in a narrow column. In the order of the reader,
    which is that of people: a row stands where its first line stood."""
    extent = _extents(lines)
    rows: list[list[Seen]] = []
    for line in lines:
        home = next((row for row in reversed(rows[-60:]) if _beside(row, line, extent, width)), None)
        if home is None:
            rows.append(line)
        else:
            home.extend(line)
            home.sort(key=lambda one: one.edges[0])
    return rows


def _extents(lines: Iterable[list[Seen]]) -> dict[int, float]:
    """Block → how wide it is, in pixels."""
    edges: dict[int, list[Edges]] = {}
    for line in lines:
        for one in line:
            edges.setdefault(one.block, []).append(one.edges)
    return {block: max(one[2] for one in found) - min(one[0] for one in found) for block, found in edges.items()}


def _beside(row: list[Seen], line: list[Seen], extent: dict[int, float], width: int) -> bool:
    blocks = {row[0].block, row[-1].block}
    other = line[0].block
    if blocks == {other} and other != 0:  # lines of one block are told apart by their reader
        return False
    if other != 0 and min(*(extent[one] for one in blocks), extent[other]) > NARROW * width:
        return False
    top, bottom = _span(row)
    above, below = _span(line)
    shared = min(bottom, below) - max(top, above)
    if shared < SHARED * max(min(bottom - top, below - above), 1):
        return False
    left, right = line[0].edges[0], line[-1].edges[2]
    return all(one.edges[2] <= left + 3 or one.edges[0] >= right - 3 for one in row)


def _span(words: Sequence[Seen]) -> tuple[float, float]:
    return median(one.edges[1] for one in words), median(one.edges[3] for one in words)


def _is_apart(before: Sequence[Seen], row: Sequence[Seen]) -> bool:
    """Whether there is an empty line between two rows, or the second starts higher up: another column."""
    top, bottom = _span(before)
    above, below = _span(row)
    height = max(min(bottom - top, below - above), 1)
    return above - bottom > 1.1 * height or above < top - height
