"""Rows and columns among blocks of words, with and without ruled lines: pure geometry."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from askall.documents.pdf_words import MARKER, Block, Word, bands_of

ALIGNED = 4.0  # points within which edges are the same
ROW_GAP = 3.5  # line heights between two rows of one table
MOST_COLUMNS = 40
MOST_RULES = 4_000  # more are a drawing
SHORT = 6.0  # points; shorter lines are the ticks of a chart or dots
PROSE_ROWS = 6
PROSE_LETTERS = 22  # letters in a line of a column of prose, at least
ADDRESS = re.compile(
    r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b|@|\bwww\.|\b(?:tel|telephone|phone|fax|e-?mail|minicom|textphone)\b",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Grid:
    """A table: rows of cells, each a list of blocks in reading order. `side_by_side` are columns of text instead,
    to be read one after the other."""

    rows: list[list[list[Block]]]
    side_by_side: bool = False
    ruled: bool = False

    @property
    def order(self) -> int:
        """Its place in the file."""
        return min(block.order for row in self.rows for cell in row for block in cell)


@dataclass(slots=True)
class _Growing:
    """A table while its rows are gathered. Columns are (left, right), from left to right."""

    columns: list[list[float]]
    rows: list[list[Block]]
    waiting: list[list[Block]] = field(default_factory=list)  # bands of one block, rows if a row follows

    @property
    def bottom(self) -> float:
        return max(block.bottom for block in (self.waiting or self.rows)[-1])

    @property
    def last(self) -> int:
        return max(block.last for block in (self.waiting or self.rows)[-1])


def unruled(blocks: Sequence[Block]) -> list[Grid]:
    """Tables and columns of text among blocks that no lines divide."""
    found: list[Grid] = []
    growing: _Growing | None = None
    for band in bands_of(blocks):
        band.sort(key=lambda one: one.left)
        if growing is not None and not _grow(growing, band):
            found += _judged(growing)
            growing = None
        if growing is None and 1 < len(band) <= MOST_COLUMNS:
            columns = _columns(band)
            if columns:
                growing = _Growing(columns, [band])
    return found + (_judged(growing) if growing else [])


def _columns(band: Sequence[Block]) -> list[list[float]] | None:
    """Left and right edges, if the blocks of the band stand beside each other, none above another."""
    for left, right in pairwise(band):
        if right.left < left.right:
            return None
    return [[one.left, one.right] for one in band]


def _grow(growing: _Growing, band: list[Block]) -> bool:
    """Take the band as a row, if its blocks stand in the columns and follow in the file."""
    height = min(block.height for block in band)
    if min(block.top for block in band) - growing.bottom > ROW_GAP * height:
        return False
    if min(block.order for block in band) < growing.last or _columns(band) is None:
        return False
    columns = [list(one) for one in growing.columns]
    for block in band:
        inside = [at for at, (left, right) in enumerate(columns) if block.left < right and left < block.right]
        if len(inside) > 1:
            return False
        if inside:
            column = columns[inside[0]]
            column[0], column[1] = min(column[0], block.left), max(column[1], block.right)
        elif len(band) == 1 or growing.waiting:
            return False
        else:
            columns.append([block.left, block.right])
            columns.sort()
    growing.columns = columns
    if len(band) == 1:
        growing.waiting.append(band)
    else:
        growing.rows += [*growing.waiting, band]
        growing.waiting = []
    return True


def _judged(growing: _Growing) -> list[Grid]:
    """The table, or columns of text, or nothing, by what letters are made of."""
    rows = growing.rows
    # Rows of one block after the last whole row belong to it where they stand close: a cell without a neighbour.
    for band in growing.waiting:
        gap = band[0].top - max(block.bottom for block in rows[-1])
        if gap > 0.8 * band[0].height and not (band[0].text.endswith("?") and gap < ROW_GAP * band[0].height):
            break
        rows.append(band)
    if sum(len(row) > 1 for row in rows) < 2:
        return []
    cells = [_cells(growing.columns, row) for row in rows]
    if len(growing.columns) == 2 and (_is_prose(cells) or _is_address(cells)):
        while not cells[-1][1]:  # what follows below on the left is the letter
            cells.pop()
        return [Grid(cells, side_by_side=True)]
    if not _edges_agree(growing.columns, rows) or _is_list(cells) or _is_reference(cells):
        return []
    return [Grid(_joined(cells))]


def _cells(columns: Sequence[Sequence[float]], row: Sequence[Block]) -> list[list[Block]]:
    cells: list[list[Block]] = [[] for _ in columns]
    for block in row:
        middle = (block.left + block.right) / 2
        best, least = 0, float("inf")
        for at, (left, right) in enumerate(columns):
            away = left - middle if middle < left else middle - right if middle > right else 0.0
            if away < least:
                best, least = at, away
                if not away:
                    break
        cells[best].append(block)
    return cells


def _edges_agree(columns: Sequence[Sequence[float]], rows: Sequence[Sequence[Block]]) -> bool:
    """Whether most cells share their column's left edge, right edge or middle."""
    good = total = 0
    for left, right in columns:
        inside = [one for row in rows for one in row if left <= (one.left + one.right) / 2 <= right]
        if len(inside) > 1:
            total += len(inside)
            good += max(
                sum(one.left - left < ALIGNED for one in inside),
                sum(right - one.right < ALIGNED for one in inside),
                sum(abs(one.left + one.right - left - right) < 2 * ALIGNED for one in inside),
            )
    return total > 0 and good >= 0.75 * total


def _text(cell: Sequence[Block]) -> str:
    return "\n".join(block.text for block in cell)


def _is_list(cells: Sequence[Sequence[Sequence[Block]]]) -> bool:
    """Marks and their texts, further apart than usual."""
    if len(cells[0]) != 2:
        return False
    marks = [_text(row[0]) for row in cells if row[0]]
    return all(MARKER.fullmatch(one) for one in marks)


def _is_reference(cells: Sequence[Sequence[Sequence[Block]]]) -> bool:
    """ "Our ref: …, Date: …": words with a colon before what belongs to them, in lines."""
    if len(cells[0]) != 2 or any(len(block.runs) > 1 for row in cells for cell in row for block in cell):
        return False
    keys = [_text(row[0]) for row in cells if row[0]]
    return sum(key.endswith(":") for key in keys) > 0.6 * len(keys) and max(map(len, keys)) < 30


def _is_address(cells: Sequence[Sequence[Sequence[Block]]]) -> bool:
    """Two addresses beside each other, or one beside the date and the names."""
    if len(cells) > 12 or any("?" in _text(cell) for row in cells for cell in row):
        return False
    lines = ["\n".join(_text(row[at]) for row in cells if row[at]).split("\n") for at in (0, 1)]
    if any(len(one) > 60 for side in lines for one in side):
        return False
    return any(sum(bool(ADDRESS.search(one)) for one in side) >= (1 if len(side) > 2 else 2) for side in lines)


def _is_prose(cells: Sequence[Sequence[Sequence[Block]]]) -> bool:
    """Two columns of sentences, whose lines go on in the next line."""
    both = [row for row in cells if all(row)]
    if len(both) < PROSE_ROWS:
        return False
    for at in (0, 1):
        lines = [_text(row[at]) for row in both]
        if sum(map(len, lines)) < PROSE_LETTERS * len(lines) or any("\n" in one for one in lines):
            return False
        if sum(one[:1].islower() for one in lines) < 0.4 * len(lines):
            return False
    return True


def _joined(cells: list[list[list[Block]]]) -> list[list[list[Block]]]:
    """Rows without the lines that only go on what stands above: nothing in the first column, close to it, and not
    beginning anew; such lines come from files that write a table line by line."""
    rows: list[list[list[Block]]] = []
    for row in cells:
        if rows and not row[0] and _goes_on(rows[-1], row):
            for at, cell in enumerate(row):
                rows[-1][at] += cell
        else:
            rows.append(row)
    return rows


def _goes_on(above: list[list[Block]], row: list[list[Block]]) -> bool:
    filled = [(one[-1], cell[0]) for one, cell in zip(above, row, strict=True) if one and cell]
    if len(filled) < sum(map(bool, row)):
        return False
    close = all(cell.top - one.bottom < 0.35 * cell.height for one, cell in filled)
    return close and any(cell.text[:1].islower() for _, cell in filled)


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line of the page, level or upright."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def level(self) -> bool:
        return self.right - self.left >= self.bottom - self.top


class Ruled:
    """Lines that touch each other and divide something: edges of its columns (`across`) and rows (`down`)."""

    def __init__(self, across: list[float], down: list[float], rules: Sequence[Rule]) -> None:
        self.across, self.down = across, down
        self._upright = _spans(across, ((one.left, one.top, one.bottom) for one in rules if not one.level))
        self._level = _spans(down, ((one.top, one.left, one.right) for one in rules if one.level))

    def holds(self, word: Word) -> bool:
        """Whether the word stands in it."""
        x, y = (word.left + word.right) / 2, (word.top + word.bottom) / 2
        return self.across[0] < x < self.across[-1] and self.down[0] < y < self.down[-1]

    def cell_of(self, word: Word) -> tuple[int, int]:
        """Row and column, those of its upper left part where cells are joined."""
        x, y = (word.left + word.right) / 2, (word.top + word.bottom) / 2
        column, row = (
            bisect_left(self.across, x, 1, len(self.across) - 1) - 1,
            bisect_left(self.down, y, 1, len(self.down) - 1) - 1,
        )
        while column and not any(start <= y <= end for start, end in self._upright[column]):
            column -= 1
        while row and not any(start <= x <= end for start, end in self._level[row]):
            row -= 1
        return row, column


def _spans(edges: Sequence[float], lines: Iterable[tuple[float, float, float]]) -> list[list[tuple[float, float]]]:
    """For each edge, from where to where lines are drawn along it."""
    found: list[list[tuple[float, float]]] = [[] for _ in edges]
    for at, start, end in sorted(lines, key=lambda one: one[1]):
        index = bisect_left(edges, at + ALIGNED / 2)
        near = min((one for one in (index - 1, index) if 0 <= one < len(edges)), key=lambda one: abs(edges[one] - at))
        listed = found[near]
        if listed and start <= listed[-1][1] + ALIGNED:
            listed[-1] = (listed[-1][0], max(listed[-1][1], end))
        else:
            listed.append((start, end))
    return found


def ruled_areas(rules: Iterable[Rule]) -> list[Ruled]:
    """Groups of touching lines that divide a space into at least two columns."""
    kept = list(
        {_rounded(one): one for one in rules if max(one.right - one.left, one.bottom - one.top) > SHORT}.values()
    )
    if len(kept) > MOST_RULES:
        return []
    groups: list[tuple[tuple[float, float, float, float], list[Rule]]] = []
    for rule in sorted(kept, key=lambda one: one.top):
        box = (rule.left, rule.top, rule.right, rule.bottom)
        members, apart = [rule], []
        for group in groups:
            if _touch(group[0], box):
                box = (
                    min(box[0], group[0][0]),
                    min(box[1], group[0][1]),
                    max(box[2], group[0][2]),
                    max(box[3], group[0][3]),
                )
                # The smaller list goes into the larger one.
                small, large = sorted((members, group[1]), key=len)
                large += small
                members = large
            else:
                apart.append(group)
        groups = [*apart, (box, members)]
    areas = []
    for _, members in groups:
        across = _edges([one.left for one in members if not one.level])
        down = _edges([one.top for one in members if one.level])
        if 2 < len(across) <= MOST_COLUMNS + 1 and len(down) > 1:
            areas.append(Ruled(across, down, members))
    return areas


def _rounded(rule: Rule) -> tuple[int, int, int, int]:
    return round(rule.left), round(rule.top), round(rule.right), round(rule.bottom)


def _touch(one: Sequence[float], other: Sequence[float]) -> bool:
    return (
        one[0] <= other[2] + ALIGNED
        and other[0] <= one[2] + ALIGNED
        and one[1] <= other[3] + ALIGNED
        and other[1] <= one[3] + ALIGNED
    )


def _edges(values: Sequence[float]) -> list[float]:
    """Distinct positions, in order."""
    edges: list[float] = []
    for value in sorted(values):
        if not edges or value - edges[-1] > ALIGNED:
            edges.append(value)
    return edges
