"""Spreadsheets (.xlsx, .xlsb, .xls, .ods) by calamine: every sheet a part, its rows as lines and as a table."""

import io
from datetime import date, datetime, time, timedelta
from typing import Any

import python_calamine

from askall.documents.draft import Draft, flow_row
from askall.documents.sheet_formats import Formats, formats_of


def read_sheets(content: bytes, draft: Draft) -> None:
    """Cells as people see them: 56 and not 56.0, ISO dates, percentages and currencies of .xlsx in their form."""
    try:
        book = python_calamine.load_workbook(io.BytesIO(content))
    except python_calamine.PasswordError:
        draft.warn("The spreadsheet is locked with a password.")
        return
    except Exception as error:
        draft.warn(f"The spreadsheet cannot be opened ({error}).")
        return
    formats = formats_of(content, draft)
    for index, metadata in enumerate(book.sheets_metadata):
        if metadata.typ == python_calamine.SheetTypeEnum.WorkSheet:
            _sheet(book, index, metadata, formats, draft)


def _sheet(book: Any, index: int, metadata: Any, formats: Formats, draft: Draft) -> None:
    name = metadata.name
    if metadata.visible != python_calamine.SheetVisibleEnum.Visible:
        draft.warn(f"sheet {name} is hidden in the file; its text is included.")
    try:
        sheet = book.get_sheet_by_index(index)
        rows = _rows(sheet, formats.of_sheet(name), draft)
    except MemoryError:
        raise
    except Exception as error:
        draft.warn(f"sheet {name} cannot be read ({error}).")
        return
    draft.add(f"sheet {name}", "\n".join(map(flow_row, rows)), [rows] if rows else [])


def _rows(sheet: Any, formats: dict[tuple[int, int], str], draft: Draft) -> list[list[str]]:
    """The filled rows, without the columns that are empty throughout on the left."""
    if sheet.start is None:
        return []
    left = sheet.start[1]
    rows: list[list[str]] = []
    for at, values in enumerate(sheet.iter_rows()):
        row = _trimmed([shown(value, formats.get((at, left + column), "")) for column, value in enumerate(values)])
        if len(rows) == draft.limits.rows:
            draft.warn(f"sheet {sheet.name} has more than {draft.limits.rows:,} rows; the rest is left out.")
            break
        if row:
            rows.append(row)
    return rows


def _trimmed(row: list[str]) -> list[str]:
    while row and not row[-1]:
        row.pop()
    return row


def shown(value: object, form: str = "") -> str:
    """One cell's value as text. `form` is "%" for percentages or a currency sign; both with the decimals shown."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, (int, float)):
        return _formed(value, form) if form else _number(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "seconds")
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, timedelta):
        return str(value)
    return str(value)


def _number(value: float) -> str:
    """At most 15 digits, as spreadsheets show: 0.1 + 0.2 is 0.3."""
    if isinstance(value, int) or (value.is_integer() and abs(value) < 1e15):
        return str(int(value))
    return f"{value:.15g}"


def _formed(value: float, form: str) -> str:
    sign, decimals = form[:-1], int(form[-1])
    if sign == "%":
        return f"{value * 100:.{decimals}f}%"
    return f"{'-' if value < 0 else ''}{sign}{abs(value):,.{decimals}f}"
