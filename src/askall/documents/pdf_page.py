"""One page of a PDF: its text in reading order, what is known of pieces of it, and where they stand.

Words get boxes only where something on the page asks for it (things side by side, drawn twice, turned, covered), or
where places are wanted: boxes cost as much again as the text itself.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import pypdfium2.raw as raw

from askall.documents import pdf_calls as ask
from askall.documents.draft import Rows
from askall.documents.pdf_flow import Flow, merged
from askall.documents.pdf_objects import Box, Frame, scan
from askall.documents.pdf_order import write
from askall.documents.pdf_signs import SPACED, TURNED_HEIGHT, has_grid, raw_text, signs_of, spaced
from askall.documents.pdf_tables import ruled_areas
from askall.documents.pdf_words import Run, Word
from askall.documents.records import Mark, Place

# A word ends at a blank, and after a hyphen that pdfium found at a line's end.
WORD = re.compile("[^\\s\x00\x02\ufffe]+[\x02\ufffe]?")
LINE = re.compile("[^\\s\x02\ufffe](?:[^\r\n\x02\ufffe]*[^\\s\x02\ufffe])?[\x02\ufffe]?")
WIDE = 0.9  # line heights a letter may take on average in a line without gaps
# Bullets of symbol fonts stand in the private area; other signs there are glyphs nobody knows the letters of.
UNKNOWN = re.compile("[\ufffd\ue000-\uefff\uf100-\uf8ff\x01-\x08\x0e-\x1f]")
SAMPLE = 12
MOST_GARBAGE = 0.3
FEW_LETTERS = 120  # a stamp or a header on a scan
PICTURE = 0.5  # share of the page
EDGE_LINES = 3
MOST_HIDDEN = 0.6  # share of the page; a larger dark box is its ground
TOLERANCE = 1.0


@dataclass(slots=True)
class Edge:
    """A line at the head or the foot of a page, which may stand on others as well."""

    start: int
    end: int
    middle: float  # share of the page's height, from its top


@dataclass(slots=True)
class PageText:
    """What was read of a page. `unread`: it shows something but has no usable text."""

    text: str = ""
    tables: list[Rows] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    edges: list[Edge] = field(default_factory=list)
    unread: bool = False
    shows: bool = False  # anything but text
    recognised: bool = False  # by whoever made the scan
    garbage: bool = False
    covered: bool = False
    hidden: bool = False


class _Reader:
    """A page while it is read."""

    def __init__(self, page: Any, text_page: Any) -> None:
        self.page, self.text_page = ask.address(page.raw), ask.address(text_page)
        self.frame = Frame(self.page, raw.FPDFPage_GetRotation(page))
        self.raw, self.direct = raw_text(text_page)
        self.rects = self.frame.all_shown(ask.rects_of(self.text_page))
        width, height = self.frame.width, self.frame.height
        on_page = [one for one in self.rects if one[2] > 0 and one[3] > 0 and one[0] < width and one[1] < height]
        self.all_inside = len(on_page) == len(self.rects)
        beside, other = signs_of(on_page)
        beside = beside or spaced(self.raw)
        self.scan = scan(self.page, self.frame, lines=beside)
        # Whether the layout has to be looked at closely.
        self.ruled = ruled_areas(self.scan.rules) if beside else []
        self.signs = other or (beside and (bool(self.ruled) or has_grid(on_page, self.raw)))
        self._words: list[Word] | None = None
        self._pieces: list[Word] | None = None
        self._objects: list[tuple[int, int, int, bool]] | None = None

    def char(self, index: int) -> int:
        """The number pdfium gives the character at `index` of the raw text."""
        return index if self.direct else int(ask.char_of_text(self.text_page, index))

    def word(self, start: int, end: int) -> Word:
        """A piece of one line with its box."""
        box = ask.box_of_word(self.text_page, self.char(start), self.char(end - 1))
        return Word(start, end, *self.frame.shown(box), self.raw[start:end])

    def words(self) -> list[Word]:
        """All words with their boxes, in the order of the file."""
        if self._words is None:
            self._words = [self.word(*found.span()) for found in WORD.finditer(self.raw)]
        return self._words

    def pieces(self) -> list[Word]:
        """Lines where one object drew the whole line without wide gaps, else words: what the layout is made of."""
        if self._pieces is None:
            self._pieces = list(self._cut())
        return self._pieces

    def _cut(self) -> Iterator[Word]:
        for start, end, _, whole in self.drawn():
            piece = self.word(start, end)
            tight = piece.right - piece.left < WIDE * (end - start) * (piece.bottom - piece.top)
            if not whole or (tight and not SPACED.search(piece.text)):
                yield piece
            else:
                yield from self.words_in(piece)

    def words_in(self, piece: Word) -> Iterator[Word]:
        """The words of a piece, each with its own box."""
        return (self.word(*word.span()) for word in WORD.finditer(self.raw, piece.start, piece.end))

    def drawn(self) -> list[tuple[int, int, int, bool]]:
        """Start, end and text object of pieces of lines, and whether they are whole lines: of these only the two ends
        are asked for."""
        if self._objects is None:
            self._objects = list(self._drawn())
        return self._objects

    def object_at(self, index: int) -> int:
        """The text object that drew a character."""
        return ask.text_object(self.text_page, self.char(index)) or 0

    def _drawn(self) -> Iterator[tuple[int, int, int, bool]]:
        text_object, text_page, direct = ask.text_object, self.text_page, self.direct
        for line in LINE.finditer(self.raw):
            start, end = line.span()
            first = text_object(text_page, start) if direct else self.object_at(start)
            if first == (text_object(text_page, end - 1) if direct else self.object_at(end - 1)):
                yield start, end, first or 0, True
            else:
                for word in WORD.finditer(self.raw, start, end):
                    start, end = word.span()
                    yield start, end, (text_object(text_page, start) if direct else self.object_at(start)) or 0, False


def read_page(page: Any, *, places: bool, alone: bool = False) -> PageText:
    """The text of a page with marks, tables and, if wanted, places. Form fields are not in it.

    A page `alone` in its file has no lines that stand on other pages too.
    """
    text_page = ask.load_text(page.raw)
    try:
        reader = _Reader(page, text_page)
        found = PageText()
        flow = Flow(reader.raw)
        if reader.signs:
            level, turned = _by_direction(reader)
            found.tables.extend(write(flow, level, reader.ruled))
            flow.lines([Run([word], *word[2:6]) for word in turned] and _lines_of_turned(turned))
        else:
            flow.as_it_stands()
        found.text = flow.text()
        _judge(found, reader)
        _mark(found, reader, flow)
        if not alone:
            found.edges = _edges(found.text, reader, flow)
        if places:
            found.places = _places(reader, flow)
        return found
    finally:
        raw.FPDFText_ClosePage(text_page)


def _by_direction(reader: _Reader) -> tuple[list[Word], list[Word]]:
    """Words on level lines, and those that are turned on the page as it is shown."""
    level: list[Word] = []
    turned: list[Word] = []
    for word in reader.pieces():
        width, height = word.right - word.left, word.bottom - word.top
        odd = height > TURNED_HEIGHT or (height > 1.2 * width and len(word.text) > 1)
        (turned if odd and _is_turned(reader, word) else level).append(word)
    if len(turned) < 3:
        return level, turned
    # Single letters of a turned line look like any other: they go with their neighbours.
    ends = {word.end for word in turned}
    starts = {word.start for word in turned}
    for word in list(level):
        if len(word.text) < 3 and (word.start - 1 in ends or word.end + 1 in starts) and _is_turned(reader, word):
            level.remove(word)
            turned.append(word)
    turned.sort(key=lambda one: one.start)
    return level, turned


def _is_turned(reader: _Reader, word: Word) -> bool:
    angle = ask.angle_of(reader.text_page, reader.char(word.start))
    quarter = 1.5707963
    off = (angle - reader.frame.turn * quarter) % (4 * quarter)
    return bool(0.1 < off < 4 * quarter - 0.1)


def _lines_of_turned(words: Sequence[Word]) -> list[Run]:
    """Turned words as runs that never share a line with others: one a line of the file."""
    runs: list[Run] = []
    for word in words:
        if runs and word.start - runs[-1].words[-1].end <= 1:
            runs[-1].words.append(word)
        else:
            floor = 1e6 * (len(runs) + 1)
            runs.append(Run([word], word.left, floor, word.right, floor + 1))
    return runs


def _judge(found: PageText, reader: _Reader) -> None:
    """Whether the text is one that can be used, and where it comes from."""
    scanned = reader.scan
    page = reader.frame.width * reader.frame.height or 1.0
    pictures = sum(_area(box, reader.frame) for _, box in scanned.images)
    found.shows = bool(scanned.images or scanned.paths)
    letters = len(found.text) - found.text.count(" ") - found.text.count("\n")
    found.recognised = bool(scanned.invisible) and pictures > PICTURE * page and letters > 0
    # Where every sixteenth letter is known, a third of all are not unknown.
    strange = len(UNKNOWN.findall(found.text)) if UNKNOWN.search(found.text[::16]) else 0
    found.garbage = letters > 0 and (strange > MOST_GARBAGE * letters or _share_unmapped(reader) > MOST_GARBAGE)
    scan_with_stamp = pictures > PICTURE * page and letters < FEW_LETTERS and not found.recognised
    found.unread = found.garbage or scan_with_stamp or (not letters and found.shows)


def _area(box: Box, frame: Frame) -> float:
    width = min(box[2], frame.width) - max(box[0], 0.0)
    height = min(box[3], frame.height) - max(box[1], 0.0)
    return max(0.0, width) * max(0.0, height)


def _share_unmapped(reader: _Reader) -> float:
    """The share of letters whose glyphs have no known meaning, in a sample."""
    step = max(1, len(reader.raw) // SAMPLE)
    asked = [at for at in range(step // 2, len(reader.raw), step) if not reader.raw[at].isspace()]
    numbers = asked if reader.direct else map(reader.char, asked)
    return [ask.unmapped(reader.text_page, at) for at in numbers].count(1) / len(asked) if asked else 0.0


def _mark(found: PageText, reader: _Reader, flow: Flow) -> None:
    """Marks for what is bold, coloured, hidden or covered."""
    scanned, text = reader.scan, found.text
    hidden = _unseen(reader) | (set() if found.recognised else scanned.invisible)
    marked: list[tuple[int, int, str, str]] = []
    if hidden or scanned.bold or scanned.coloured:
        for start, end, thing, _ in reader.drawn():
            if thing in hidden:
                marked.append((start, end, "hidden", ""))
            if thing in scanned.bold:
                marked.append((start, end, "bold", ""))
            if thing in scanned.coloured:
                marked.append((start, end, "colour", scanned.coloured[thing]))
    width, height = reader.frame.width + TOLERANCE, reader.frame.height + TOLERANCE
    if not reader.all_inside and any(
        right < -TOLERANCE or bottom < -TOLERANCE or left > width or top > height
        for left, top, right, bottom in reader.rects
    ):
        marked += [
            (one.start, one.end, "hidden", "outside the page")
            for one in reader.pieces()
            if _outside(one[2:6], width, height)
        ]
    covered = _covered(reader)
    marked += [(one.start, one.end, "hidden", "under a black box") for one in covered]
    found.covered = bool(covered)
    for kind, note in dict.fromkeys((kind, note) for _, _, kind, note in marked):
        raws = [(start, end) for start, end, one, said in marked if (one, said) == (kind, note)]
        ranges = merged((two for start, end in raws for two in flow.ranges(start, end)), text)
        # What nearly the whole page is set in says nothing.
        if kind == "hidden" or sum(end - start for start, end in ranges) < 0.6 * len(text):
            found.marks += [Mark(start, end, kind, note) for start, end in ranges]
            found.hidden |= kind == "hidden" and not found.covered
    found.marks.sort(key=lambda one: (one.start, one.end))


def _outside(box: Sequence[float], width: float, height: float) -> bool:
    return box[2] < -TOLERANCE or box[3] < -TOLERANCE or box[0] > width or box[1] > height


def _unseen(reader: _Reader) -> set[int]:
    """White text with nothing dark or drawn behind it."""
    scanned = reader.scan
    grounds = [(one.turn, one.box) for one in scanned.fills if not one.pale] + scanned.images
    unseen = set()
    for thing in scanned.pale:
        bounds = ask.bounds_of(thing)
        if bounds is None:
            continue
        left, top, right, bottom = reader.frame.shown(bounds)
        x, y = (left + right) / 2, (top + bottom) / 2
        if not any(
            turn < scanned.texts[thing] and box[0] <= x <= box[2] and box[1] <= y <= box[3] for turn, box in grounds
        ):
            unseen.add(thing)
    return unseen


def _covered(reader: _Reader) -> list[Word]:
    """Words under dark boxes that were drawn after them."""
    most = MOST_HIDDEN * reader.frame.width * reader.frame.height
    boxes = [one for one in reader.scan.fills if one.dark and _area(one.box, reader.frame) < most]
    if not boxes or not any(_lies_in(rect, one.box) for one in boxes for rect in reader.rects):
        return []
    # White words upon a dark box are a heading, however the file orders the two.
    pale = set(reader.scan.pale)
    turns = {thing: turn for thing, turn in reader.scan.texts.items() if thing not in pale}
    met = [one for one in reader.pieces() if any(_lies_in(one[2:6], box.box) for box in boxes)]
    words = [
        word
        for piece in met
        for word in reader.words_in(piece)
        for turn in [turns.get(reader.object_at(word.start), 1 << 30)]
        if any(turn < one.turn and _lies_in(word[2:6], one.box, whole=True) for one in boxes)
    ]
    return words if sum(letter.isalnum() for word in words for letter in word.text) > 1 else []


def _lies_in(box: Sequence[float], outer: Box, *, whole: bool = False) -> bool:
    """Whether the two meet; with `whole`, whether the middle of the first lies in the second."""
    if whole:
        x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        return outer[0] <= x <= outer[2] and outer[1] <= y <= outer[3]
    return box[0] < outer[2] and outer[0] < box[2] and box[1] < outer[3] and outer[1] < box[3]


def _edges(text: str, reader: _Reader, flow: Flow) -> list[Edge]:
    """The first and last lines of the text, by where they stand on the page."""
    height = reader.frame.height or 1.0
    if not reader.signs and not reader.frame.turn:
        lines = text.split("\n")
        filled = [at for at, line in enumerate(lines) if line and not line.isspace()]
        if len(filled) == len(reader.rects):  # each line is one run, in the same order
            return list(_edges_of_runs(lines, filled, reader.rects, height))
    return _edges_by_boxes(text, reader, flow, height)


def _edges_of_runs(lines: Sequence[str], filled: Sequence[int], rects: Sequence[Box], height: float) -> Iterator[Edge]:
    """The same where line and run go together, so that nothing has to be asked for."""
    runs = range(len(filled))
    outer = runs if len(runs) <= 2 * EDGE_LINES else (*runs[:EDGE_LINES], *runs[-EDGE_LINES:])
    start = at = 0
    for run in outer:
        start += sum(map(len, lines[at : filled[run]])) + filled[run] - at
        at = filled[run]
        line = lines[at]
        inner = start + len(line) - len(line.lstrip())
        yield Edge(inner, start + len(line.rstrip()), (rects[run][1] + rects[run][3]) / 2 / height)


def _edges_by_boxes(text: str, reader: _Reader, flow: Flow, height: float) -> list[Edge]:
    """The same of any page, by the first letter of each of these lines."""
    lines = [found.span() for found in LINE.finditer(text)]
    wanted = lines if len(lines) <= 2 * EDGE_LINES else [*lines[:EDGE_LINES], *lines[-EDGE_LINES:]]
    by_out = sorted((out, start) for start, _, out in flow.spans)
    edges = []
    at = 0
    for start, end in wanted:
        while at + 1 < len(by_out) and by_out[at + 1][0] <= start:
            at += 1
        index = by_out[at][1] + start - by_out[at][0] if by_out else -1
        if 0 <= index < len(reader.raw):
            _, top, _, bottom = reader.frame.shown(
                ask.box_of_word(reader.text_page, reader.char(index), reader.char(index))
            )
            edges.append(Edge(start, end, (top + bottom) / 2 / height))
    return edges


def _places(reader: _Reader, flow: Flow) -> list[Place]:
    """The box of each word that is on the page, in shares of it."""
    found = []
    for word in reader.words():
        left, top, right, bottom = box = reader.frame.share(word[2:6])
        if left < right and top < bottom:
            found += [Place(start, end, box) for start, end in flow.ranges(word.start, word.end)]
    found.sort(key=lambda one: one.start)
    return found
