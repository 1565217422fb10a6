"""Columns: questions and answers that stand beside each other in plain text, as a page turned into text leaves them.

    1) Does the council employ        Yes. Two, who share
       dog wardens?                   one van.
    2) Is there a charge?             No

Lines do not tell where such a cell ends: the place does where the right column begins, which several lines share.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

Line = tuple[int, int]  # where it begins and ends in the text

FEWEST = 3  # lines that share the place where the right column begins
PLACES = 8  # that are tried, those of most lines first
ROWS = 2  # of a question and an answer each
FITTING = 0.85  # of the lines between the first and the last row
_GAP = re.compile(r"(?<=\S) {3,}(?=\S)")
_NUMBERED = re.compile(r"\s*(?:q\.? ?)?\(?\d{1,2}(?:[a-h]|\([a-h]\))?[.):]?\s")


@dataclass(slots=True)
class Row:
    """The parts of lines that make the left and the right cell, and the number of the line where the row begins."""

    line: int
    left: list[Line] = field(default_factory=list)
    right: list[Line] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Columns:
    """`lines[first : last + 1]` hold nothing but these rows."""

    first: int
    last: int
    rows: tuple[Row, ...]


def columns(folded: str, lines: Sequence[Line]) -> Columns | None:
    """The questions and answers that stand side by side in these lines of `folded`; None where there are none."""
    if not lines or folded.count("   ", lines[0][0], lines[-1][1]) < FEWEST:
        return None
    begins: Counter[int] = Counter()
    for left, right in lines:
        begins.update({found.end() - left for found in _GAP.finditer(folded, left, right)})
    tables = (_table(folded, lines, place) for place, times in begins.most_common(PLACES) if times >= FEWEST)
    return max((one for one in tables if one), key=lambda one: len(one.rows), default=None)


def _table(folded: str, lines: Sequence[Line], place: int) -> Columns | None:
    both = [at for at, line in enumerate(lines) if _is_parted(folded, line, place)]
    if len(both) < ROWS:
        return None
    first, last = both[0], both[-1]
    while last + 1 < len(lines) and _is_right_only(folded, lines[last + 1], place):
        last += 1
    filled = [line for line in lines[first : last + 1] if folded[slice(*line)].strip()]
    if sum(_fits(folded, line, place) for line in filled) < FITTING * len(filled):
        return None
    rows = tuple(one for one in _rows(folded, lines, first, last, place) if one.left and one.right)
    asking = [one for one in rows if _asks(folded, one)]
    return Columns(first, last, rows) if len(asking) >= ROWS and 2 * len(asking) >= len(rows) else None


def _rows(folded: str, lines: Sequence[Line], first: int, last: int, place: int) -> Iterator[Row]:
    row: Row | None = None
    for at in range(first, last + 1):
        left, right = lines[at]
        cut = min(left + place, right)
        asked, told = folded[left:cut].strip(), folded[cut:right].strip()
        if row is None or (asked and told and (_NUMBERED.match(folded, left, cut) or _ended(folded, row))):
            if row:
                yield row
            row = Row(at)
        if asked:
            row.left.append((left, cut))
        if told:
            row.right.append((cut, right))
    if row:
        yield row


def _asks(folded: str, row: Row) -> bool:
    return _ended(folded, row) or bool(_NUMBERED.match(folded, *row.left[0]))


def _ended(folded: str, row: Row) -> bool:
    return bool(row.left) and folded[slice(*row.left[-1])].rstrip().endswith("?")


def _is_parted(folded: str, line: Line, place: int) -> bool:
    left, right = line
    begin = left + place
    return (
        begin < right
        and folded[begin - 3 : begin].isspace()
        and bool(folded[left:begin].strip())
        and not folded[begin].isspace()
    )


def _is_right_only(folded: str, line: Line, place: int) -> bool:
    left, right = line
    return left + place < right and folded[left : left + place].isspace() and not folded[left + place].isspace()


def _fits(folded: str, line: Line, place: int) -> bool:
    left, right = line
    return len(folded[left:right].rstrip()) < place or folded[left + place - 2 : left + place].isspace()


def masked(text: str, rows: Sequence[Row], left: bool) -> str:
    """`text` with one column blanked, so that the other can be read on; offsets stay."""
    parts, at = [], 0
    for begin, end in sorted(span for row in rows for span in (row.right if left else row.left)):
        parts += [text[at:begin], " " * (end - begin)]
        at = end
    return "".join([*parts, text[at:]])
