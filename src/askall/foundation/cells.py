"""CSV for spreadsheet programs: it opens with a double click, and nothing in a cell is run as a formula."""

import csv
import re
from collections.abc import Iterable, Sequence
from io import StringIO

LONGEST_CELL = 32_767
"""Characters; more does not fit into a cell of Excel or LibreOffice."""
BYTE_ORDER_MARK = "\ufeff"

_FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
_SURROGATE = re.compile("[\ud800-\udfff]")


def neutralise(cell: str) -> str:
    """A cell that a spreadsheet program would run as a formula (CSV injection) gets an apostrophe before it.

    So does one that has such an apostrophe already: `restore` always gives back what was there.
    """
    return f"'{cell}" if _FORMULA.match(cell) else cell


def restore(cell: str) -> str:
    """Undo `neutralise`."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def cell_lines(rows: Iterable[Sequence[str]]) -> str:
    """Rows as lines of CSV: comma, CRLF; formulas neutralised."""
    file = StringIO(newline="")
    writer = csv.writer(file, lineterminator="\r\n")
    for row in rows:
        writer.writerow(neutralise(_SURROGATE.sub("\ufffd", cell))[:LONGEST_CELL] for cell in row)
    return file.getvalue()


def write_cells(rows: Iterable[Sequence[str]]) -> bytes:
    """A whole CSV file: UTF-8 with byte order mark."""
    return (BYTE_ORDER_MARK + cell_lines(rows)).encode()
