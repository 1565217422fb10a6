"""What stands side by side like a table and is none: columns of text, addresses, signatures, lists, references."""

import re
from collections.abc import Sequence
from itertools import pairwise

from askall.documents.pdf_words import MARKER, Block

PROSE_ROWS = 6
PROSE_LETTERS = 22  # letters in a line of a column of prose, at least
ADDRESS = re.compile(
    r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b|@|\bwww\.|\b(?:tel|telephone|phone|fax|e-?mail|minicom|textphone)\b",
    re.IGNORECASE,
)
# What is told of how to reach a place; a table of people has the same of these all down a column.
REACHED = {
    "post": re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b"),
    "tel": re.compile(r"\b(?:tel|telephone|phone)\b", re.IGNORECASE),
    "fax": re.compile(r"\b(?:fax|minicom|textphone)\b", re.IGNORECASE),
    "mail": re.compile(r"@"),
    "web": re.compile(r"\bwww\.|https?:"),
}
FEW = 6  # rows of a foot of a letter, or of signatures
SIGNED = re.compile(r"(?:yours (?:sincerely|faithfully|truly)|(?:kind|best) regards|signed)\b", re.IGNORECASE)
NUMBERED = re.compile(r"(?:\d{1,2}\.?)+(?:\s|$)")
CONTENTS_ROWS = 5
Cells = Sequence[Sequence[Sequence[Block]]]


def are_columns(cells: Cells) -> bool:
    """Whether these are columns of text, to be read one after the other."""
    if len(cells[0]) == 2 and (_is_prose(cells) or _is_address(cells) or _is_signature(cells)):
        return True
    return len(cells[0]) > 2 and _is_foot(cells)


def is_none(cells: Cells) -> bool:
    """Whether these are lines that only have wide gaps."""
    return _is_list(cells) or _is_reference(cells) or _is_contents(cells)


def _is_signature(cells: Cells) -> bool:
    """Two people sign side by side."""
    return len(cells) <= FEW and any(SIGNED.match(_text(cell)) for cell in cells[0])


def _is_foot(cells: Cells) -> bool:
    """Where to write, whom to call and what to look up, side by side at the foot of a letter."""
    if len(cells) > FEW:
        return False
    mixed = 0
    for at in range(len(cells[0])):
        said = "\n".join(_text(row[at]) for row in cells)
        mixed += sum(bool(pattern.search(said)) for pattern in REACHED.values()) > 1
    return mixed > 1


def _is_contents(cells: Cells) -> bool:
    """Numbered titles with their pages."""
    if len(cells) < CONTENTS_ROWS or not all(NUMBERED.match(_text(row[0])) for row in cells):
        return False
    pages = [_text(row[-1]) for row in cells]
    return all(one.isdecimal() for one in pages) and all(int(one) <= int(two) for one, two in pairwise(pages))


def _text(cell: Sequence[Block]) -> str:
    return "\n".join(block.text for block in cell)


def _is_list(cells: Cells) -> bool:
    """Marks and their texts, further apart than usual."""
    if len(cells[0]) != 2:
        return False
    marks = [_text(row[0]) for row in cells if row[0]]
    return all(MARKER.fullmatch(one) for one in marks)


def _is_reference(cells: Cells) -> bool:
    """ "Our ref: …, Date: …": words with a colon before what belongs to them, in lines."""
    if len(cells[0]) != 2 or any(len(block.runs) > 1 for row in cells for cell in row for block in cell):
        return False
    keys = [_text(row[0]) for row in cells if row[0]]
    return sum(key.endswith(":") for key in keys) > 0.6 * len(keys) and max(map(len, keys)) < 30


def _is_address(cells: Cells) -> bool:
    """Two addresses beside each other, or one beside the date and the names."""
    if len(cells) > 12 or any("?" in _text(cell) for row in cells for cell in row):
        return False
    lines = ["\n".join(_text(row[at]) for row in cells if row[at]).split("\n") for at in (0, 1)]
    if any(len(one) > 60 for side in lines for one in side):
        return False
    return any(sum(bool(ADDRESS.search(one)) for one in side) >= (1 if len(side) > 2 else 2) for side in lines)


def _is_prose(cells: Cells) -> bool:
    """Two columns of sentences, whose lines go on in the next line."""
    both = [row for row in cells if all(row)]
    if len(both) < PROSE_ROWS:
        return False
    for at in (0, 1):
        lines = [_text(row[at]) for row in both]
        if sum(map(len, lines)) < PROSE_LETTERS * len(lines) or any("\n" in one for one in lines):
            return False
        if sum(one[:1].islower() for one in lines) < 0.4 * len(lines):
            return False
    return True
