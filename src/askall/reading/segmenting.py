"""Segment: a text into units (sentences, list items, table cells), each with its offsets. Every step is linear."""

# ruff: noqa: E501 -- a family of phrases stands on one line, so that it reads as one.

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from askall.reading.boxed import Boxed, boxed, only
from askall.reading.cells import cells, is_row
from askall.reading.columns import Columns, columns, masked
from askall.reading.folding import fold, squeeze
from askall.reading.markers import marker, starts_item
from askall.reading.sentences import LONGEST, counted_off, lettered_off, sentences
from askall.reading.ticks import in_columns, ticked

LONG_LINE = 50  # characters: a shorter line may be an item of a list
_PLAINLY = re.compile(r"[ \t]*(\d{1,2})([a-h]?) +(?=\S)")
_WIDE = re.compile(r"[ \t]*(\d{1,2}[a-h]?) {3,}(?=[^\d\s])")  # a number in a column of its own
_LONELY = re.compile(
    r"[ \t]*(?:q|question|no)?[ .]*\(?(\d{1,2}(?:[a-h]|\([a-h](?=\)))?)[.):]?[ \t]*"
)  # a table's first column: the number
_WORDED = re.compile(r"[ \t|]*(?:yes|no|none|n/a|not)\b|[ \t|]*[^\t|\n]{0,80}?[a-z]{2,20},? [^\t|\n]{0,80}?[a-z]{2,20}")
_QUOTED = re.compile(r"^[ \t]*>(?:[ \t]*>)*[ \t]?", re.MULTILINE)
# A question that the page or the mail program broke: it opens like one, and its mark stands a line or two below.
_ASKS = re.compile(
    r"(?:[ \t]*(?:[•·o*-]|\(?\w{1,3}[.):]|q(?:uestion)? ?\d{1,2}\w?[.):]?|\d{1,2}[ \t]))?[ \t]*(?:please |and |also |if (?:so|yes|not),? )*"
    r"(?:do|does|did|is|are|was|were|has|have|had|how|what|when|where|which|who|why|can|could|would|will|whether|of these)\b"
)
_ANSWERS = re.compile(r"[ \t]*(?:yes|no|none|nil|n/a|we|our|the council|the trust|\W*\d[\d,.]*\W*$)(?![a-z])")
_NEW_QUESTION = re.compile(
    r"[ \t]*(?:How (?:many|much)|What (?:is|are|was|were)|Do you|Does (?:the|your)|Is there|Are there|Has (?:the|your)|Have you) "
)
_BESIDE = re.compile(r"[ ]*(?:[ ][-=]|:)[ ]+(?=\S)")
_BARE = re.compile(r"[ \t]*(?:yes|no|none|nil|n/a|not applicable|£?(?!(?:19|20)\d\d\b)\d[\d,]*)\W*$")
_HANGS = re.compile(
    r"\b(?:in|of|were|was|are|is|to|the|by|about|around|over|and|or|than|only|for|from|at|on|between|with|no|our|a|nearly|section|£)$"
)
_RULE = re.compile(r"[ \t]*[-_=*~]{5,}[ \t]*")  # a line drawn across the page
_GREETS = re.compile(r"[ \t]*(?:dear|annwyl) [^.?]{2,60}$")
_MONTH_AT_END = re.compile(r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*,?\s*$")
_YEAR = re.compile(r"[ \t]*(?:19|20)\d\d\b")
FEWEST_NAMED = 3  # questions that are named as such, and paragraphs counted beside them
DOUBLED = 8  # lines, before a page of them can be told to be doubly spaced


@dataclass(frozen=True, slots=True)
class Unit:
    """`text[start:end]`: one sentence, list item or cell, without its marker and outer white space.

    `plain` is its folded, squeezed text; `block` numbers the paragraph it stands in; `row` and `cell` place it in a
    table line (-1 outside tables). `numbers` are those of its marker ("3", "2a", a range gives each number) and
    `mark` is how it was marked: "", "bullet", "item", "q" or "a".
    """

    start: int
    end: int
    plain: str
    block: int
    row: int = -1
    cell: int = 0
    numbers: tuple[str, ...] = ()
    mark: str = ""


@dataclass(frozen=True, slots=True)
class _Block:
    start: int
    end: int
    row: int = -1
    cell: int = 0
    seen: tuple[str, str] | None = None  # the text and its folded form with the other column blanked


def plain_text(text: str) -> str:
    """`text` folded, with the ">" that mail programs put before quoted lines blanked; offsets stay."""
    folded = fold(text)
    return _QUOTED.sub(lambda found: " " * len(found[0]), folded) if ">" in folded else folded


def units(
    text: str, start: int = 0, end: int | None = None, folded: str = "", known: frozenset[str] = frozenset()
) -> list[Unit]:
    """The units of `text[start:end]` in order; offsets count in `text`. `folded` is its `plain_text`, if at hand.
    `known` are lines (`lines_of`) that end where they end in the letter sent, however the reply breaks its own."""
    stop = len(text) if end is None else end
    folded = folded or plain_text(text)
    found: list[Unit] = []
    parts = (part for block in _blocks(text, folded, start, stop, known) for part in _parted(folded, block, known))
    for number, block in enumerate(parts):
        seen, plainly = block.seen or (text, folded)
        mark, numbers, begin = marker(plainly, block.start, block.end)
        if block.row >= 0 and (lonely := _lonely(folded, block)):
            mark, numbers, begin = "item", (lonely,), block.end
        elif (
            block.row >= 0 and not numbers and not block.cell and (wide := _WIDE.match(plainly, block.start, block.end))
        ):
            mark, numbers, begin = "item", (wide[1],), wide.end()
        for at, (left, right) in enumerate(sentences(seen, plainly, begin, block.end)):
            plain = ticked(squeeze(plainly[left:right]))
            if plain:
                own = at == 0
                found.append(
                    Unit(left, right, plain, number, block.row, block.cell, numbers if own else (), mark if own else "")
                )
        if begin >= block.end and numbers:  # a marker on a line of its own: the next unit is its text
            found.append(Unit(block.start, block.end, "", number, block.row, block.cell, numbers, mark))
    return _adopt(_without_own_count(list(_asked_and_answered(in_columns(found)))))


def _without_own_count(found: list[Unit]) -> list[Unit]:
    """A letter that counts its own paragraphs, and in one of them "Question 1 - 52.", "Question 2 - Yes.": its own count
    is of nothing that was asked."""
    named = [at for at, one in enumerate(found) if one.mark in ("q", "a") and one.numbers]
    counted = [at for at, one in enumerate(found) if one.mark == "item" and one.numbers and one.numbers[0].isdigit()]
    if len(named) < FEWEST_NAMED or len(counted) < FEWEST_NAMED or any(named[0] < at < named[-1] for at in counted):
        return found
    if not counted[0] < named[0] or found[counted[0]].numbers != ("1",):
        return found
    for at in counted:
        found[at] = replace(found[at], numbers=(), mark="")
    return found


def _lonely(folded: str, block: _Block) -> str:
    """The number in a row's first cell, where words stand in the next."""
    found = None if block.cell else _LONELY.fullmatch(folded, block.start, block.end)
    return found[1].replace("(", "") if found and _WORDED.match(folded, block.end) else ""


def _asked_and_answered(found: Sequence[Unit]) -> Iterator[Unit]:
    """ "A. Yes" below "Q. Do you …?" is an answer, and not the first of several parts."""
    asked = False
    for unit in found:
        if unit.mark == "q" and not unit.numbers:
            asked = True
        elif asked and unit.numbers:
            unit = replace(unit, mark="a", numbers=()) if unit.numbers == ("a",) else unit
            asked = False
        yield unit


def _adopt(found: list[Unit]) -> list[Unit]:
    """Give the numbers of a lonely marker to the unit that follows it."""
    kept: list[Unit] = []
    waiting: Unit | None = None
    for unit in found:
        if not unit.plain:
            waiting = unit
        elif waiting is not None and not unit.numbers:
            kept.append(replace(unit, numbers=waiting.numbers, mark=waiting.mark))
            waiting = None
        elif waiting is not None and _is_first_part(
            waiting.numbers, unit.numbers
        ):  # "Question 3", and below it "(a) Yes"
            kept.append(replace(unit, numbers=(waiting.numbers[0] + unit.numbers[0],)))
            waiting = None
        else:
            kept.append(unit)
            waiting = None
    return kept


def _is_first_part(above: tuple[str, ...], own: tuple[str, ...]) -> bool:
    return len(above) == 1 and above[0].isdigit() and own == ("a",)


def _lines(folded: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    while start < stop:
        newline = folded.find("\n", start, stop)
        end = stop if newline < 0 else newline
        yield start, end
        start = end + 1


def _blocks(text: str, folded: str, start: int, stop: int, known: frozenset[str]) -> Iterator[_Block]:
    """Paragraphs: lines that a mail program or a page broke are joined again; cells of a table line stay apart."""
    lines = _spaced(folded, list(_lines(folded, start, stop)))
    width = _width([right - left for left, right in lines])
    held: tuple[int, int] | None = None
    drawn = {one.first: one for one in boxed(text, lines)}
    table = None if drawn else columns(folded, lines)
    inside = -1
    for number, (left, right) in enumerate(lines):
        if number in drawn:
            if held:
                yield _Block(*held)
            held, inside = None, drawn[number].last
            yield from _drawn(text, folded, drawn[number], lines)
        if number <= inside:
            continue
        if table and table.first <= number <= table.last:
            if held:
                yield _Block(*held)
            held = None
            if number == table.first:
                yield from _beside(text, folded, table)
            continue
        line = folded[left:right]
        if (
            held
            and (
                _continues(folded[held[0] : held[1]], line, width, lines[number - 1], line_end=held[1])
                or _asks_on(folded, held, lines, number)
                or _runs_on(text, folded, held, (left, right))
            )
            and not _NEW_QUESTION.match(text, left, right)
            and not (known and _unmarked(folded, *held) in known)
        ):
            held = (held[0], right)
            continue
        if held:
            yield _Block(*held)
        held = None
        if not line.strip() or _RULE.fullmatch(line):
            continue
        if is_row(line):
            yield from (_Block(begin, end, number, cell) for begin, end, cell in cells(line, left))
        else:
            held = (left, right)
    if held:
        yield _Block(*held)


def _beside(text: str, folded: str, table: Columns) -> Iterator[_Block]:
    """Each row's question, then its answer."""
    asked = masked(text, table.rows, left=True), masked(folded, table.rows, left=True)
    told = masked(text, table.rows, left=False), masked(folded, table.rows, left=False)
    for row in table.rows:
        yield _Block(row.left[0][0], row.left[-1][1], row.line, 0, asked)
        yield _Block(row.right[0][0], row.right[-1][1], row.line, 1, told)


def _drawn(text: str, folded: str, table: Boxed, lines: list[tuple[int, int]]) -> Iterator[_Block]:
    """The cells of a drawn table, row by row."""
    width = max(map(len, table.rows))
    seen = [(only(text, table, lines, at), only(folded, table, lines, at)) for at in range(width)]
    for row in table.rows:
        row_at = min(cell[0][0] for cell in row if cell) if any(row) else 0
        for column, cell in enumerate(row):
            if cell:
                number = not column and len(cell) == 1 and _LONELY.fullmatch(folded, *cell[0])
                yield _Block(cell[0][0], cell[-1][1], row_at, column, None if number else seen[column])


def _spaced(folded: str, lines: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The lines without the empty one that some mail programs put below each: there, paragraphs end at two of them. A
    line that is left out belongs to the one before it, so that the two still touch."""
    filled = [at for at, (left, right) in enumerate(lines) if folded[left:right].strip()]
    if len(filled) < DOUBLED or any(here + 1 == after for here, after in pairwise(filled)):
        return lines
    broken = sum(folded[slice(*lines[at])].lstrip()[:1].islower() for at in filled)
    if broken < len(filled) // 5:  # no line goes on below an empty one: paragraphs of one line each
        return lines
    kept: list[tuple[int, int]] = []
    for at, (left, right) in enumerate(lines):
        alone = at > 0 and not folded[left:right].strip() and folded[slice(*lines[at - 1])].strip()
        if alone and at + 1 < len(lines) and folded[slice(*lines[at + 1])].strip():
            kept[-1] = (kept[-1][0], lines[at + 1][0] - 1)
        else:
            kept.append((left, right))
    return kept


def _parted(folded: str, block: _Block, known: frozenset[str]) -> Iterator[_Block]:
    """ "How many permits were issued - 51" is a question of ours with its answer beside it."""
    end = min(block.end, block.start + LONGEST)
    for found in _BESIDE.finditer(folded, block.start, end) if known and block.row < 0 else ():
        if _unmarked(folded, block.start, found.start()) in known:
            yield _Block(block.start, found.start())
            yield _Block(found.end(), block.end)
            return
    at = block.start
    for begin in _begins(folded, block.start, block.end, known) if block.row < 0 else ():
        if folded[at:begin].strip():
            yield _Block(at, begin)
        at = begin
    yield block if at == block.start else _Block(at, block.end)


def _begins(folded: str, start: int, end: int, known: frozenset[str]) -> list[int]:
    """Where the counted parts of a paragraph begin. A question that is repeated in its parts stays one."""
    counted = counted_off(folded, start, end)
    return counted if counted or (known and "?" in folded[start:end]) else lettered_off(folded, start, end)


def lines_of(letter: str) -> frozenset[str]:
    """The paragraphs and items of a letter of more than a word or two, without their bullets and numbers."""
    folded = plain_text(letter)
    found = _blocks(letter, folded, 0, len(letter), frozenset())
    lines = (_unmarked(folded, one.start, one.end) for one in found if not letter[one.end + 1 : one.end + 2].islower())
    return frozenset(one for one in lines if len(one.split()) > 2)


def _unmarked(folded: str, start: int, end: int) -> str:
    return squeeze(folded[marker(folded, start, end)[2] : end])


def _width(lengths: list[int]) -> int:
    """Where the sender's program breaks its lines: the length that long lines share, 0 if lines are not broken."""
    long = sorted(length for length in lengths if length > 40)
    if len(long) < 3:
        return 0
    width = long[int(len(long) * 0.8)]
    return width if width <= 130 else 0


def _continues(held: str, line: str, width: int, previous: tuple[int, int], line_end: int) -> bool:
    stripped = line.strip()
    if (
        not stripped
        or _RULE.fullmatch(line)
        or _GREETS.match(line)
        or is_row(line)
        or previous[1] != line_end
        or len(held) > 4 * LONGEST
    ):
        return False
    if starts_item(line) or (_BARE.match(line) and not _HANGS.search(held.rstrip())):
        return False
    if _counts_on(held, line):
        return False
    last = held.rstrip()[-1:]
    full = bool(width) and previous[1] - previous[0] + len(stripped.split(None, 1)[0]) + 1 >= width * 0.85
    if last in ".?!:":
        return False
    if _MONTH_AT_END.search(held) and _YEAR.match(line):
        return True
    return full or (width > 0 and previous[1] - previous[0] > width * 0.6 and last in ",-")


def _counts_on(held: str, line: str) -> bool:
    """ "1b Churnet Cleaning, until 2026" and below it "2 None": no sign sets off the numbers, but they go on."""
    before, here = _PLAINLY.match(held), _PLAINLY.match(line)
    if not before or not here:
        return False
    return int(here[1]) - int(before[1]) == (0 if here[2] and here[2] != before[2] else 1)


def _runs_on(text: str, folded: str, held: tuple[int, int], line: tuple[int, int]) -> bool:
    """Whether a long line without an end goes on below with a small letter."""
    if line[0] != held[1] + 1 or held[1] - held[0] > 4 * LONGEST or not text[line[0] : line[0] + 1].islower():
        return False
    last = folded.rfind("\n", held[0], held[1]) + 1 or held[0]
    own = folded[line[0] : line[1]]
    ended = folded[held[0] : held[1]].rstrip()[-1:] in ".?!:;"
    return held[1] - last > LONG_LINE and not ended and not is_row(own) and not starts_item(own)


def _asks_on(folded: str, held: tuple[int, int], lines: list[tuple[int, int]], number: int) -> bool:
    """Whether the held lines open a question that this line, or one of the next two, ends with its mark."""
    asked = folded[held[0] : held[1]]
    if held[1] - held[0] > LONGEST or asked.rstrip()[-1:] in "?!:." or "?" in asked or not _ASKS.match(asked):
        return False
    for left, right in lines[number : number + 3]:
        line = folded[left:right]
        if not line.strip() or is_row(line) or starts_item(line):
            return False
        if "?" in line:
            return not _BARE.match(line)
        if _ANSWERS.match(line):
            return False
    return False
