"""Rows and columns among blocks of words, with and without ruled lines: pure geometry."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from askall.documents.pdf_alike import are_columns, is_none
from askall.documents.pdf_words import Block, Word, bands_of

ALIGNED = 4.0  # points within which edges are the same
ROW_GAP = 3.5  # line heights between two rows of one table
MOST_COLUMNS = 40
MOST_RULES = 4_000  # more are a drawing
SHORT = 6.0  # points; shorter lines are the ticks of a chart or dots
WIDE = 0.75  # share of the width of a table


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
    whole = growing.columns[-1][1] - growing.columns[0][0]
    for band in growing.waiting:
        gap = band[0].top - max(block.bottom for block in rows[-1])
        if gap > 0.8 * band[0].height and not (band[0].text.endswith("?") and gap < ROW_GAP * band[0].height):
            break
        width = band[0].right - band[0].left
        if width > WIDE * whole and width > 2 * max(block.right - block.left for row in growing.rows for block in row):
            break  # a paragraph
        rows.append(band)
    return [grid for part in _apart(growing.columns, rows) for grid in _grid_of(*part)]


def _apart(
    columns: list[list[float]], rows: list[list[Block]]
) -> Iterator[tuple[list[list[float]], list[list[Block]]]]:
    """Rows that share no column but the first with those below them are something of their own: an address above the
    lines of a reference."""
    held = [{_column_of(columns, block) for block in row} for row in rows]
    start, seen = 0, set(held[0]) if held else set()
    for at in range(1, len(rows)):
        later = set().union(*held[at:])
        if len(rows[at]) > 1 and not (seen & later) - {0} and len(seen) > 1:
            yield [columns[one] for one in sorted(seen)], rows[start:at]
            start, seen = at, set()
        seen |= held[at]
    yield [columns[one] for one in sorted(seen)], rows[start:]


def _grid_of(columns: list[list[float]], rows: list[list[Block]]) -> list[Grid]:
    if sum(len(row) > 1 for row in rows) < 2:
        return []
    cells = [_cells(columns, row) for row in rows]
    if are_columns(cells):
        while not any(cells[-1][1:]):  # what follows below on the left is the letter
            cells.pop()
        return [Grid(cells, side_by_side=True)]
    if not _edges_agree(columns, rows) or is_none(cells):
        return []
    whole = _joined(cells)
    return [Grid(whole)] if sum(sum(map(bool, row)) > 1 for row in whole) > 1 else []


def _cells(columns: Sequence[Sequence[float]], row: Sequence[Block]) -> list[list[Block]]:
    cells: list[list[Block]] = [[] for _ in columns]
    for block in row:
        cells[_column_of(columns, block)].append(block)
    return cells


def _column_of(columns: Sequence[Sequence[float]], block: Block) -> int:
    """The column that the block's middle lies in, or next to."""
    middle = (block.left + block.right) / 2
    best, least = 0, float("inf")
    for at, (left, right) in enumerate(columns):
        away = left - middle if middle < left else middle - right if middle > right else 0.0
        if away < least:
            best, least = at, away
            if not away:
                break
    return best


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
