"""What stands on a page in the order it is read: lines, tables and columns of text among words with boxes."""

from collections.abc import Sequence

from askall.documents.pdf_flow import Flow, loose_runs
from askall.documents.pdf_tables import Grid, Ruled, unruled
from askall.documents.pdf_words import Block, Run, Word, blocks_of, once, runs_of

LEAST_FILLED = 0.35  # share of a table's cells that hold words
MANY_LINES = 4
Rows = list[tuple[str, ...]]


def write(flow: Flow, words: Sequence[Word], areas: Sequence[Ruled]) -> list[Rows]:
    """Write the page in reading order; gives its tables. `areas` are what its lines divide."""
    rest = once(words)
    grids: list[Grid] = []
    for area in areas:
        inside = [word for word in rest if area.holds(word)]
        grid = _ruled(area, inside)
        if grid is not None:
            grids.append(grid)
            taken = set(inside)
            rest = [word for word in rest if word not in taken]
    blocks = blocks_of(runs_of(rest))
    found = unruled(blocks)
    used = {id(block) for grid in found for row in grid.rows for cell in row for block in cell}
    return _in_order(flow, grids + found, [block for block in blocks if id(block) not in used])


def _ruled(area: Ruled, inside: Sequence[Word]) -> Grid | None:
    """The words by cell; None for a drawing, whose lines part few words, and for lines that part no rows: there the
    words' own order tells more."""
    cells: dict[tuple[int, int], list[Word]] = {}
    for word in inside:
        cells.setdefault(area.cell_of(word), []).append(word)
    rows: list[list[list[Block]]] = []
    for row in sorted({row for row, _ in cells}):
        rows.append([blocks_of(runs_of(cells.get((row, at), []))) for at in range(len(area.across) - 1)])
    columns = [at for at in range(len(area.across) - 1) if any(row[at] for row in rows)]
    filled = [sum(map(bool, row)) for row in rows]
    if len(rows) < 2 or max(filled) < 2 or sum(filled) < LEAST_FILLED * len(rows) * len(columns):
        return None
    if len(rows) <= 2 and max(sum(_lines(cell) >= MANY_LINES for cell in row) for row in rows) > 1:
        return None
    return Grid([[row[at] for at in columns] for row in rows], ruled=True)


def _lines(cell: Sequence[Block]) -> int:
    return len({round(run.top) for block in cell for run in block.runs})


def _in_order(flow: Flow, grids: Sequence[Grid], blocks: Sequence[Block]) -> list[Rows]:
    tables: list[Rows] = []
    items: list[tuple[int, Grid | Run]] = [(grid.order, grid) for grid in grids]
    items += [(run.words[0].start, run) for run in loose_runs(blocks)]
    waiting: list[Run] = []
    for _, item in sorted(items, key=lambda one: one[0]):
        if isinstance(item, Run):
            waiting.append(item)
            continue
        if waiting:
            flow.lines(waiting)
            waiting = []
        if item.side_by_side:
            flow.columns(item)
        else:
            tables.append(list(flow.rows(item)))
    if waiting:
        flow.lines(waiting)
    return tables
