"""Spreadsheets (.xlsx, .xlsb, .xls, .ods) by calamine: every sheet a part, its rows as lines and as a table.

Hidden sheets, rows and columns are read too: whoever has the file has them. They are marked, and a warning says so.
"""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import python_calamine

from askall.documents.draft import Draft, flow_row
from askall.documents.drawings import add_drawings
from askall.documents.marked import plain
from askall.documents.records import Mark, Place
from askall.documents.sheet_formats import Cell, Package, Sheet, column_name, kept_data, package_of
from askall.documents.sheet_numbers import plain_value, show
from askall.documents.sheet_open import Package as OpenPackage
from askall.documents.sheet_open import package_of_ods
from askall.documents.sheet_records import Stream, stream_of

NONE: dict[int, str] = {}


def read_sheets(content: bytes, draft: Draft) -> None:
    """Cells as people see them; where a cell stores another value than it shows, a mark has it."""
    try:
        book = python_calamine.load_workbook(io.BytesIO(content))
    except python_calamine.PasswordError:
        draft.warn("The spreadsheet is locked with a password.")
        return
    except Exception as error:
        draft.warn(f"The spreadsheet cannot be opened ({error}).")
        return
    known = _known(content, draft)
    for index, metadata in enumerate(book.sheets_metadata):
        if metadata.typ == python_calamine.SheetTypeEnum.WorkSheet:
            _sheet(book, index, metadata, known, draft)
    if isinstance(known, Package):
        add_drawings(known.members, "xl/", draft)
        kept_data(known.members, draft)


def _known(content: bytes, draft: Draft) -> "Package | OpenPackage | Stream | None":
    """What the file says of its sheets beside their values."""
    if content.startswith(b"PK"):
        return package_of(content, draft) or package_of_ods(content, draft)
    return stream_of(content)


def _sheet(book: Any, index: int, metadata: Any, known: "Package | OpenPackage | Stream | None", draft: Draft) -> None:
    name = metadata.name
    try:
        beside = known.sheet(name) if known is not None else Sheet()
        grid = Grid(name, beside, metadata.visible != python_calamine.SheetVisibleEnum.Visible)
        _fill(grid, book.get_sheet_by_index(index), draft)
    except MemoryError:
        raise
    except Exception as error:
        draft.warn(f"sheet {name} cannot be read ({error}).")
        return
    add_sheet(grid, draft)


@dataclass(slots=True)
class Grid:
    """A sheet's filled rows, each with its number from 0, all beginning at column `left`."""

    name: str
    beside: Sheet
    is_hidden: bool = False
    left: int = 0
    rows: list[tuple[int, list[str]]] = field(default_factory=list)
    stored: dict[Cell, str] = field(default_factory=dict)
    unseen: set[Cell] = field(default_factory=set)  # cells whose format shows nothing


def _fill(grid: Grid, sheet: Any, draft: Draft) -> None:
    """The filled rows, without the columns that are empty throughout on the left."""
    if sheet.start is None:
        return
    grid.left = sheet.start[1]
    beside = grid.beside
    for at, values in enumerate(sheet.iter_rows()):
        if beside.errors or beside.shown or at in beside.codes:
            row = list(_shown(grid, at, values))
        else:
            row = [value.strip() if value.__class__ is str else plain_value(value) for value in values]
        if not "".join(row).isascii():
            row = [plain(cell) for cell in row]
        while row and not row[-1]:
            row.pop()
        if len(grid.rows) == draft.limits.rows:
            draft.warn(f"sheet {grid.name} has more than {draft.limits.rows:,} rows; the rest is left out.")
            break
        if row:
            grid.rows.append((at, row))


def _shown(grid: Grid, at: int, values: Sequence[Any]) -> Iterator[str]:
    """The cells of a row of which something is known beside their values; what they store besides is kept."""
    codes, errors, said = grid.beside.codes.get(at) or NONE, grid.beside.errors, grid.beside.shown
    for column, value in enumerate(values, grid.left):
        stored = ""
        if value.__class__ is str:
            shown = value.strip()
        elif column in codes:
            shown, stored = show(value, codes[column])
        else:
            shown = plain_value(value)
        if said:
            told = said.get((at, column), "")
            if told and told != shown:
                shown, stored = told, shown
        if stored:
            grid.stored[at, column] = stored
            if not shown:
                shown = stored
                grid.unseen.add((at, column))
        elif errors and not shown:
            shown = errors.get((at, column), "")
        yield shown


def add_sheet(grid: Grid, draft: Draft) -> None:
    """The part "sheet NAME" with its table, marks and places, and parts for what lies upon the sheet."""
    label = f"sheet {grid.name}"
    if grid.is_hidden:
        draft.warn(f"{label} is hidden in the file; its text is included.")
    _warn_of_hidden(label, grid, draft)
    if grid.beside.uncounted:
        draft.warn(f"{label} has {grid.beside.uncounted:,} formulas whose results are not in the file; they are empty.")
    lines: list[str] = []
    marks: list[Mark] = []
    places: list[Place] = []
    at = 0
    marked = {row for row, _ in grid.stored} | grid.beside.hidden_rows
    all_marked = draft.places or bool(grid.beside.hidden_columns)
    for row, cells in grid.rows:
        line = flow_row(cells)
        lines.append(line)
        if all_marked or row in marked:
            spans = list(_spans(cells, line))
            marks += _marks(grid, row, at, spans, len(line))
            if draft.places:
                places += [
                    Place(at + start, at + end, cell=f"{column_name(grid.left + column)}{row + 1}")
                    for column, start, end in spans
                ]
        at += len(line) + 1
    text = "\n".join(lines)
    if grid.is_hidden:
        marks.insert(0, Mark(0, len(text), "hidden", "sheet"))
    rows = [cells for _, cells in grid.rows]
    draft.add(label, text, [rows] if rows else [], marks=marks, places=places)
    for kind, title, found in (
        ("comment", "comments on", grid.beside.comments),
        ("text box", "text on", grid.beside.boxes),
    ):
        if found:
            text = "\n".join(found)
            draft.add(f"{title} {label}", text, marks=[Mark(0, len(text), kind)])


def _spans(cells: Sequence[str], line: str) -> Iterator[tuple[int, int, int]]:
    """Column, start and end of each filled cell in its line, which may have squeezed its blanks."""
    at = 0
    if line == "\t".join(cells).rstrip("\t"):  # nothing was squeezed
        for column, cell in enumerate(cells):
            if cell and not cell.isspace():
                yield column, at, at + len(cell)
            at += len(cell) + 1
        return
    for column, cell in enumerate(cells):
        if not cell.strip():
            continue
        shown = cell if line.startswith(cell, at) or cell in line[at:] else " ".join(cell.split())
        start = line.find(shown, at)
        if start >= 0:
            at = start + len(shown)
            yield column, start, at


def _marks(grid: Grid, row: int, at: int, spans: list[tuple[int, int, int]], length: int) -> Iterator[Mark]:
    if row in grid.beside.hidden_rows:
        yield Mark(at, at + length, "hidden", "row")
    for column, start, end in spans:
        cell = row, grid.left + column
        if cell[1] in grid.beside.hidden_columns:
            yield Mark(at + start, at + end, "hidden", "column")
        if cell in grid.unseen:
            yield Mark(at + start, at + end, "hidden", "format")
        elif cell in grid.stored:
            yield Mark(at + start, at + end, "stored", grid.stored[cell])


def _warn_of_hidden(label: str, grid: Grid, draft: Draft) -> None:
    """What is hidden and how much of it has content. It has been disclosed, perhaps by mistake."""
    rows = sum(row in grid.beside.hidden_rows for row, _ in grid.rows)
    columns = sum(
        any(len(cells) > column - grid.left >= 0 and cells[column - grid.left] for _, cells in grid.rows)
        for column in grid.beside.hidden_columns
    )
    counts = [f"{count:,} {name}{'s' * (count != 1)}" for count, name in ((rows, "row"), (columns, "column")) if count]
    if counts:
        draft.warn(f"{label} has hidden content: {' and '.join(counts)}. It is included and marked.")
    if grid.unseen:
        draft.warn(
            f"{label} has {len(grid.unseen):,} cells whose format hides their content. It is included and marked."
        )
