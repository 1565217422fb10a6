"""CSV text → rows: one place, because the standard library keeps the longest cell it takes for the whole process."""

import csv
import io
from collections.abc import Iterator

LONGEST_CELL = 131_072


def delimited_rows(
    text: str,
    delimiter: str = ",",
    *,
    longest_cell: int = LONGEST_CELL,
    strict: bool = False,
    skip_spaces: bool = False,
) -> Iterator[list[str]]:
    """The rows of `text` one by one, blank lines as empty rows.

    A quotation mark never closed would swallow the rest of a file: a cell of more than `longest_cell` characters raises
    csv.Error, here and not in whoever reads next, so the limit is set anew before each row.
    """
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=strict, skipinitialspace=skip_spaces)
    while True:
        csv.field_size_limit(longest_cell)
        row = next(reader, None)
        if row is None:
            return
        yield row
