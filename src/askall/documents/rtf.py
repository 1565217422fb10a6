"""Rich text (.rtf) by striprtf. Cells and rows are marked beforehand, for it would set bars between them."""

import re

from striprtf.striprtf import rtf_to_text

from askall.documents.draft import Draft, flow_row, paragraphs
from askall.documents.plain import decode

CELL, ROW = "\ue000", "\ue001"
ENDS = re.compile(r"(?<!\\)((?:\\\\)*)\\(?:nest)?(cell|row)(?![a-z]) ?")
# Pictures are kept as hexadecimal digits; they are read letter by letter if left in.
PICTURE = re.compile(r"[0-9a-fA-F\r\n]{512,}")
SOFT = str.maketrans({"\u00ad": None, "\u2011": "-"})


def read_rtf(content: bytes, draft: Draft) -> None:
    """The whole text as one part, rows of tables as lines with tabs."""
    source = PICTURE.sub("", decode(content))
    source = ENDS.sub(lambda end: end[1] + (CELL if end[2] == "cell" else ROW), source)
    text: str = rtf_to_text(source, errors="replace")  # type: ignore[no-untyped-call]
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").translate(SOFT)
    lines, tables = _tables(text)
    draft.add("document", paragraphs(lines), tables)


def _tables(text: str) -> tuple[list[str], list[list[list[str]]]]:
    """Lines of the text, and the rows that follow one another as tables."""
    lines: list[str] = []
    tables: list[list[list[str]]] = []
    *rows, rest = text.split(ROW)
    is_in_table = False
    for row in rows:
        *cells, after = row.split(CELL)
        # What stands before a table ends with a line feed; the first cell begins behind it.
        before, _, first = (
            cells[0].rpartition("\n") if cells and not is_in_table else ("", "", cells[0] if cells else "")
        )
        lines += [before] if before else []
        filled = [cell.strip() for cell in [first, *cells[1:], after]]
        filled = filled if filled[-1] else filled[:-1]
        lines.append(flow_row(filled))
        if not is_in_table:
            tables.append([])
        tables[-1].append(filled)
        is_in_table = True
    lines.append(rest.replace(CELL, "\t"))
    return lines, [rows for rows in tables if any(any(row) for row in rows)]
