"""Cells: lines that are rows of a table, their cells parted by tabs, by upright strokes or by dot leaders."""

import re
from collections.abc import Iterator

_EDGE = re.compile(r"[ ]*\|(?!\|)")  # the stroke before the first cell
_DASHES = re.compile(r"\s*:?-{2,}:?\s*")  # between the head of such a table and its rows
_CELL_END = re.compile(r"[\t|]| ?\.{5,} ?")
_LED = re.compile(r"[^.]{3,100}\.{5,} ?[^\s.].*")  # "Contract with a company ........ No"
# "Question | Answer | Notes", "How many? | 12"; not "2nd floor | Moor House | www.moor.example" below a name.
_BARRED = re.compile(
    r"[^|]+ \|(?: [^|]*\|)+(?: [^|]*)?|[^|]+\? \| .+|(?:q ?)?\d{1,2}[a-h]? \| .+"
    r"|[^|]+ \| (?:yes|no|not|none|nil|n/a|£?\d[\d,.]*%?)\b[^|]*"
)
_CONTACT = re.compile(r"www\.|http|@|\btel\b|\bfloor\b|\b[a-z]{1,2}\d{1,2}[a-z]? ?\d[a-z]{2}\b")


def is_row(line: str) -> bool:
    """Whether a line is a row of a table: cells parted by tabs, by upright strokes, or led to by dots."""
    stripped = line.strip()
    if "....." in stripped and _LED.fullmatch(stripped):
        return True
    if "\t" in stripped or (stripped.startswith("|") and stripped.count("|") > 1):
        return True
    return " | " in stripped and bool(_BARRED.fullmatch(stripped)) and not _CONTACT.search(stripped)


def cells(line: str, left: int) -> Iterator[tuple[int, int, int]]:
    """Where each filled cell of a row begins and ends, and its number; `left` is where the row begins in its text."""
    edge = _EDGE.match(line)
    at = edge.end() if edge else 0
    ends = [(one.start(), one.end()) for one in _CELL_END.finditer(line, at)]
    for cell, (end, after) in enumerate([*ends, (len(line), len(line))]):
        content = line[at:end]
        if content.strip() and not _DASHES.fullmatch(content):
            yield left + at, left + end, cell
        at = after
