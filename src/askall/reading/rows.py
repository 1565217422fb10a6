"""Rows: a table of two columns that names our questions on the left, and answers them on the right.

"5a Homeless applicants recorded? | No", "Machine translation | Yes (text messages)". What stands on the left only names
the question: by its number, or by words of it, in the order of the questions. Where a row fits none of them, it is a
question of its own.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from askall.reading.folding import content_stems
from askall.reading.passage import Passage
from askall.reading.polarity import opening
from askall.reading.topics import FEWEST, MOST_OTHERS, Name, fits, in_any_order, in_order

MOST_WORDS = 10  # of a name
MOST_RIGHT = 2  # cells right of it: the answer, and notes
_HELD = re.compile(r"(?:is )?(?:the )?(?:information |info )?held\??(?: \(?y/n\)?)?")
_ALONE = re.compile(r"\d{1,2}(?:[a-h]|\([a-h]\))?[.)]?")
HEADS = frozenset({"question", "questions", "response", "reply", "answer", "answers", "request", "item"})


@dataclass(frozen=True, slots=True)
class _Row:
    """The places of what stands on the left, and of the first of what stands right of it."""

    left: tuple[int, ...]
    right: int


def by_rows(read: list[Passage], asked: Sequence[tuple[str, str]]) -> list[Passage]:
    """The passages of one text, the left cells of such a table made headings that have the number of their question.

    `asked` are the questions as `worded` gives them.
    """
    read = list(_without_held(read))
    rows = [one for one in _rows(read) if not HEADS & set(read[one.left[0]].plain.split())] if len(asked) > 1 else []
    if len(rows) < FEWEST:
        return read
    chosen = _numbered(read, rows, [number for number, _ in asked]) or _named(read, rows, asked)
    for row in rows if chosen else ():
        number = chosen.get(row.left[0])
        for at in row.left:
            unit = replace(read[at].unit, numbers=(number,) if number else (), mark="item" if number else "")
            read[at] = replace(read[at], label="heading" if number else "question", unit=unit)
        if read[row.right].label in ("question", "heading", "boilerplate"):
            read[row.right] = replace(read[row.right], label="own")
    return read


def _without_held(read: Sequence[Passage]) -> Iterator[Passage]:
    """Without the column that says of each question whether the information is held, which is no answer to it."""
    heads = [one for one in read if one.unit.row >= 0 and _HELD.fullmatch(one.plain)]
    head = heads[0].unit if heads else None
    for one in read:
        beneath = head and one.unit.row >= head.row and one.unit.cell == head.cell
        yield replace(one, label="boilerplate") if beneath else one


def _rows(read: Sequence[Passage]) -> Iterator[_Row]:
    """The rows of two cells."""
    by_row: dict[tuple[int, int], list[int]] = {}
    for at, passage in enumerate(read):
        struck = passage.label == "signature" or (passage.label == "boilerplate" and passage.unit.cell)
        if passage.unit.row >= 0 and not struck:
            by_row.setdefault((passage.part, passage.unit.row), []).append(at)
    for places in by_row.values():
        cells = sorted({read[at].unit.cell for at in places})
        counts = len(cells) > 2 and _ALONE.fullmatch(read[places[0]].plain) is not None  # 1 | Policy | Yes
        naming = cells[:2] if counts else cells[:1]
        left = tuple(at for at in places if read[at].unit.cell in naming)
        short = sum(len(read[at].plain.split()) for at in left) <= MOST_WORDS
        if 0 < len(cells) - len(naming) <= MOST_RIGHT and short and not opening(read[left[0]].plain):
            yield _Row(left, next(at for at in places if read[at].unit.cell == cells[len(naming)]))


def _numbered(read: Sequence[Passage], rows: Sequence[_Row], wanted: Sequence[str]) -> dict[int, str]:
    """The numbers on the left, where most rows have one of the letter's."""
    known = {*wanted, *(f"{one}a" for one in wanted)}
    found = {row.left[0]: _number(read[row.left[0]]) for row in rows}
    fitting = {at: number for at, number in found.items() if number in known}
    return fitting if len(fitting) >= FEWEST and 2 * len(fitting) > len(rows) else {}


def _number(passage: Passage) -> str:
    if passage.unit.numbers:
        return passage.unit.numbers[0]
    first = passage.plain.split(" ", 1)[0].replace("(", "").rstrip(".):")
    return first if first[:1].isdigit() and len(first) < 4 and first.rstrip("abcdefgh").isdigit() else ""


def _named(read: Sequence[Passage], rows: Sequence[_Row], asked: Sequence[tuple[str, str]]) -> dict[int, str]:
    """The questions that the words on the left name, one after another."""
    stems = [content_stems(text) for _, text in asked]
    names = [
        Name(row.left[0], 0, fits(read[row.left[-1]].raw, read[row.left[-1]].plain, [text for _, text in asked], stems))
        for row in rows
    ]
    chosen = max(in_order([one for one in names if one.fits]), in_any_order(names), key=len)
    if len(chosen) < FEWEST or sum(not one.fits for one in names) > MOST_OTHERS * len(names):
        return {}
    return {name.at: asked[place][0] for name, place in chosen}
