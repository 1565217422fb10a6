"""CSV as spreadsheet programs hand it back: byte order marks, semicolons, cp1252."""

import csv
import re

from askall.foundation.cells import restore
from askall.foundation.delimited import delimited_rows
from askall.foundation.errors import BadInput, Fault, InputFaults

LONGEST_READ = 131_072
_BOMS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_SEPARATOR_LINE = re.compile(r"sep=(.)[ ,;\t]*\r?\n", re.IGNORECASE)


def read_cells(content: bytes | str, path: str) -> list[list[str]]:
    """The rows of a CSV file as a spreadsheet program shows them, header first; cells stripped and restored.

    Separator (comma, semicolon, tab) and encoding (UTF-8, UTF-16, cp1252) are found out. Raises BadInput for what is no
    CSV: an empty file, a workbook (.xlsx), a quotation mark never closed.
    """
    text = content.lstrip("\ufeff") if isinstance(content, str) else _decode(content, path)
    named = _SEPARATOR_LINE.match(text)
    body = text[named.end() :] if named else text
    if not body.strip():
        raise BadInput(f"{path} is empty. Export a coding sheet anew: askall code export")
    rows: list[list[str]] = [[]] if named else []
    reader = delimited_rows(body, named[1] if named else _separator(body), longest_cell=LONGEST_READ, strict=True)
    try:
        rows.extend([restore(cell.strip(" \u00a0")).strip() for cell in row] for row in reader)
    except csv.Error as error:
        why = f"cannot be read as CSV: {error}. Save it again as “CSV UTF-8” from your spreadsheet program."
        raise InputFaults([Fault(path, why, len(rows) + 1)]) from error
    return rows


def _decode(content: bytes, path: str) -> str:
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise BadInput(f"{path} is a workbook, not CSV. In your spreadsheet program choose Save as, “CSV UTF-8”.")
    for mark, encoding in _BOMS.items():
        if content.startswith(mark):
            return content.decode(encoding, "replace")
    try:
        return content.decode()
    except UnicodeDecodeError:  # Excel's plain “CSV” on Windows in western Europe
        return content.decode("cp1252", "replace")


def _separator(text: str) -> str:
    """The one that splits the header, and never stands in it otherwise, into the most cells."""
    header = text.lstrip("\r\n").split("\n", 1)[0]
    return max(",;\t", key=header.count)
