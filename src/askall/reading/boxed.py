"""Boxed: tables drawn in plain text, whose cells run over several lines.

    ┌────────┬───────────────┐      +---+----------------+-----+
    │Question│Do you employ  │      | 1 | Do you employ  | Yes |
    │1       │dog wardens?   │      |   | dog wardens?   |     |
    ├────────┼───────────────┤      +---+----------------+-----+
    │Response│Yes. Two.      │

Mail programs and web pages turned into text leave them. A rule ends each row; a cell is read on down its column.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

Line = tuple[int, int]  # where it begins and ends in the text

MOST_COLUMNS, MOST_TABLES = 8, 20  # what lies beyond is data, and read line by line
FEWEST_RULES = 2  # of a table that is to be read so
_STROKE = re.compile(r"[│┃|]")
_RULE = re.compile(r"[ \t]*[├┌└┝┞╞╔╚╠+|│┃─━═╌┄=-][├┼┤┌┬┐└┴┘╞╪╡╔╦╗╚╩╝╠╬╣+|│┃─━═╌┄=: -]{4,}[ \t]*")
_NUMBER = re.compile(r"\s*[Qq]?\d{1,2}[a-h]?[.):]?\s*")
_DRAWN = re.compile(r"[─━═=-]{3}")


@dataclass(frozen=True, slots=True)
class Boxed:
    """`lines[first : last + 1]` are a table; `rows` have, for each cell of a row, the parts of lines it is made of."""

    first: int
    last: int
    rows: tuple[tuple[tuple[Line, ...], ...], ...]


def boxed(text: str, lines: Sequence[Line]) -> list[Boxed]:
    """The drawn tables among these lines."""
    begin, end = (lines[0][0], lines[-1][1]) if lines else (0, 0)
    if all(text.find(sign, begin, end) < 0 for sign in ("│", "┃", "--+", "==+", "-|-")):
        return []
    return list(islice(_tables(text, lines), MOST_TABLES))


def _tables(text: str, lines: Sequence[Line]) -> Iterator[Boxed]:
    at = 0
    while at < len(lines):
        end = at
        while end < len(lines) and _belongs(text, lines[end]):
            end += 1
        if end - at > FEWEST_RULES and sum(_is_rule(text, one) for one in lines[at:end]) >= FEWEST_RULES:
            rows = tuple(_rows(text, lines[at:end]))
            if rows and any(sum(len(cell) > 1 for cell in row) for row in rows):  # else each line is a row, and read so
                yield Boxed(at, end - 1, rows)
        at = max(end, at + 1)


def _belongs(text: str, line: Line) -> bool:
    return _is_rule(text, line) or _STROKE.search(text, *line) is not None


def _is_rule(text: str, line: Line) -> bool:
    return _RULE.fullmatch(text, *line) is not None and _DRAWN.search(text, *line) is not None


def _rows(text: str, lines: Sequence[Line]) -> Iterator[tuple[tuple[Line, ...], ...]]:
    for held in _groups(text, lines):
        if held:
            width = max(len(one) for one in held)
            if width <= MOST_COLUMNS:
                columns = [
                    [one[at] for one in held if at < len(one) and text[slice(*one[at])].strip()] for at in range(width)
                ]
                yield tuple(tuple(one) for one in columns)


def _groups(text: str, lines: Sequence[Line]) -> Iterator[list[list[Line]]]:
    """The lines of each row: up to a rule, or to the next number in the first column."""
    held: list[list[Line]] = []
    for line in lines:
        if _is_rule(text, line):
            yield held
            held = []
            continue
        cells = list(_cells(text, line))
        if held and all(_NUMBER.fullmatch(text, *one[0]) for one in (held[0], cells)):
            yield held
            held = []
        held.append(cells)
    yield held


def _cells(text: str, line: Line) -> Iterator[Line]:
    """The parts of a line between strokes; one at its beginning or end opens or closes the row."""
    left, right = line
    while left < right and text[left] in " \t":
        left += 1
    while right > left and text[right - 1] in " \t":
        right -= 1
    if left < right and _STROKE.match(text[left]):
        left += 1
    if left < right and _STROKE.match(text[right - 1]):
        right -= 1
    at = left
    for stroke in _STROKE.finditer(text, left, right):
        yield at, stroke.start()
        at = stroke.end()
    yield at, right


def only(text: str, table: Boxed, lines: Sequence[Line], column: int) -> str:
    """`text` with all of the table but one column blanked, so that its cells can be read on; offsets stay."""
    first, last = lines[table.first][0], lines[table.last][1]
    parts, at = [text[:first]], first
    for row in table.rows:
        for begin, end in row[column] if column < len(row) else ():
            parts += [_blank(text[at:begin]), text[begin:end]]
            at = end
    return "".join([*parts, _blank(text[at:last]), text[last:]])


def _blank(text: str) -> str:
    return "".join("\n" if sign == "\n" else " " for sign in text)
