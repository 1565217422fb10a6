"""A table of requests as CSV, with the columns law, received, events and, for schools, school_closed."""

import csv
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from askall.foundation.delimited import delimited_rows
from askall.foundation.errors import BadInput, Fault, InputFaults
from askall.law.calendars import Period
from askall.law.deadlines import Deadline, due
from askall.law.events import parse_day, parse_events, parse_period
from askall.law.regimes import find_law


def parse_periods(text: str) -> tuple[Period, ...] | None:
    """Periods written FROM..TO with ";" between them; None for empty text."""
    return tuple(parse_period(part) for part in text.split(";") if part.strip()) or None


def _known_law(name: str) -> str:
    find_law(name)
    return name


REQUIRED = ("law", "received")
COLUMNS: dict[str, Callable[[str], Any]] = {
    "law": _known_law,
    "received": parse_day,
    "events": parse_events,
    "school_closed": parse_periods,
}


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the sheet, numbered as a spreadsheet shows it: its deadline, or every fault found in it."""

    row: int
    deadline: Deadline | None
    faults: tuple[Fault, ...] = ()


def read_sheet(path: str, content: bytes) -> Iterator[Line]:
    """The deadline of each row, or its faults. `path` is only named in faults. Rows without a word are passed over.

    Raises InputFaults if the table as a whole cannot be used: no header, a column missing, or no readable CSV.
    """
    rows = _rows(path, content)
    header = [name.strip().casefold() for name in next(rows, (1, []))[1]]
    missing = [name for name in REQUIRED if name not in header]
    if missing:
        wanted = ", ".join(COLUMNS)
        raise InputFaults(
            [Fault(path, f"The column is missing; the sheet has the columns {wanted}.", 1, name) for name in missing]
        )
    for row, cells in rows:
        if any(cell.strip() for cell in cells):
            yield _line(path, row, header, cells)


def _rows(path: str, content: bytes) -> Iterator[tuple[int, list[str]]]:
    reader = delimited_rows(_decoded(content))
    row = 0
    while True:
        row += 1
        try:
            yield row, next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise InputFaults([Fault(path, f"This is no readable CSV ({error}).", row)]) from None


def _decoded(content: bytes) -> str:
    """Spreadsheets save as UTF-8 with or without a mark, as UTF-16, or in the Windows code page."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _line(path: str, row: int, header: Sequence[str], cells: Sequence[str]) -> Line:
    if any(cell.strip() for cell in cells[len(header) :]):
        return Line(row, None, (Fault(path, "The row has more cells than the header has names.", row),))
    values = dict(zip(header, cells, strict=False))
    faults: list[Fault] = []
    parsed: dict[str, Any] = {}
    for column, parse in COLUMNS.items():
        try:
            parsed[column] = parse(values.get(column, "").strip())
        except BadInput as error:
            faults.append(Fault(path, str(error), row, column))
    if faults:
        return Line(row, None, tuple(faults))
    closures = parsed["school_closed"]
    try:
        return Line(row, due(parsed["law"], parsed["received"], parsed["events"], school_closures=closures))
    except BadInput as error:  # each cell is sound by itself, so they do not fit together
        return Line(row, None, (Fault(path, str(error), row, "school_closed" if closures else "events"),))
