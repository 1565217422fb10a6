"""What a page is made of: pictures, boxes, lines, and how its text is drawn."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from askall.documents import pdf_calls as ask
from askall.documents.pdf_tables import Rule

MOST_OBJECTS = 20_000
MOST_PATHS = 6_000  # a page with more is a drawing or a map
MOST_SEGMENTS = 2_000
DEEPEST = 3
THIN = 2.5  # points
DARK, PALE = 70, 245
HIDING = (10.0, 5.0)  # width and height in points of the least box that hides words
COLOURED = 60  # between the strongest and the weakest of red, green and blue
UNSEEN, WHITE = "unseen", "white"
BOLD = ("bold", "black", "heavy", "semibold", "demi")
Box = tuple[float, float, float, float]
NO_CHANGE = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class Frame:
    """The page as it is shown: points of the file become points from its upper left corner, y downwards."""

    __slots__ = ("bottom", "height", "left", "right", "top", "turn", "width")

    def __init__(self, page: int, turn: int) -> None:
        self.left, self.top, self.right, self.bottom = ask.page_box(page)
        self.turn = turn % 4
        size = (self.right - self.left, self.top - self.bottom)
        self.width, self.height = size if self.turn % 2 == 0 else size[::-1]

    def shown(self, box: Sequence[float]) -> Box:
        """Left, top, right, bottom of a box given as such in the file's points."""
        left, top, right, bottom = box
        if not self.turn:
            return left - self.left, self.top - top, right - self.left, self.top - bottom
        if self.turn == 1:
            return bottom - self.bottom, left - self.left, top - self.bottom, right - self.left
        if self.turn == 2:
            return self.right - right, bottom - self.bottom, self.right - left, top - self.bottom
        return self.top - top, self.right - right, self.top - bottom, self.right - left

    def all_shown(self, boxes: Sequence[Box]) -> list[Box]:
        """The same of many boxes: on a page that is not turned without a call for each."""
        if self.turn:
            return [self.shown(box) for box in boxes]
        x, y = self.left, self.top
        return [(left - x, y - top, right - x, y - bottom) for left, top, right, bottom in boxes]

    def share(self, box: Sequence[float]) -> Box:
        """A shown box in shares of the page's width and height, nothing of it outside the page."""
        left, top, right, bottom = box
        width, height = self.width or 1.0, self.height or 1.0
        return _share(left / width), _share(top / height), _share(right / width), _share(bottom / height)


def _share(value: float) -> float:
    return round(min(1.0, max(0.0, value)), 5)


@dataclass(frozen=True, slots=True)
class Fill:
    """A filled box, and its place in the order of drawing."""

    turn: int
    box: Box
    dark: bool
    pale: bool


@dataclass(slots=True)
class Scan:
    """What was found on a page."""

    texts: dict[int, int] = field(default_factory=dict)  # text object → its place in the order of drawing
    images: list[tuple[int, Box]] = field(default_factory=list)
    fills: list[Fill] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    paths: int = 0
    bold: set[int] = field(default_factory=set)
    coloured: dict[int, str] = field(default_factory=dict)
    pale: list[int] = field(default_factory=list)
    invisible: set[int] = field(default_factory=set)


def scan(page: int, frame: Frame, *, lines: bool) -> Scan:
    """Look through a page's objects; its straight lines are gathered if `lines` are wanted."""
    found = Scan()
    paths: list[tuple[int, int, Sequence[float]]] = []
    for turn, (thing, kind, matrix) in enumerate(_objects(page)):
        if kind == ask.TEXT:
            found.texts[thing] = turn
        elif kind == ask.PATH:
            paths.append((turn, thing, matrix))
        elif kind in (ask.IMAGE, ask.SHADING):
            box = ask.bounds_of(thing)
            if box is not None:
                found.images.append((turn, frame.shown(_placed(box, matrix))))
    found.paths = len(paths)
    if len(paths) <= MOST_PATHS:
        for turn, thing, matrix in paths:
            _path(found, turn, thing, matrix, frame, lines)
    _styles(found)
    return found


def _objects(page: int) -> Iterator[tuple[int, int, Sequence[float]]]:
    """Each object with its kind and where its form places it."""
    for index in range(min(ask.count_objects(page), MOST_OBJECTS)):
        thing = ask.object_at(page, index)
        kind = ask.kind_of(thing)
        if kind == ask.FORM:
            yield from _inside(thing, NO_CHANGE, 1)
        else:
            yield thing, kind, NO_CHANGE


def _inside(form: int, outer: Sequence[float], depth: int) -> Iterator[tuple[int, int, Sequence[float]]]:
    matrix = _times(ask.matrix_of(form), outer)
    for index in range(min(ask.count_inside(form), MOST_OBJECTS)):
        thing = ask.inside_at(form, index)
        kind = ask.kind_of(thing)
        if kind == ask.FORM:
            if depth < DEEPEST:
                yield from _inside(thing, matrix, depth + 1)
        else:
            yield thing, kind, matrix


def _times(one: Sequence[float], two: Sequence[float]) -> tuple[float, ...]:
    a, b, c, d, e, f = one
    g, h, i, j, k, m = two
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )


def _placed(box: Sequence[float], matrix: Sequence[float]) -> Sequence[float]:
    if matrix is NO_CHANGE:
        return box
    a, b, c, d, e, f = matrix
    left, top, right, bottom = box
    points = [(a * x + c * y + e, b * x + d * y + f) for x in (left, right) for y in (top, bottom)]
    return (
        min(x for x, _ in points),
        max(y for _, y in points),
        max(x for x, _ in points),
        min(y for _, y in points),
    )


def _path(found: Scan, turn: int, thing: int, matrix: Sequence[float], frame: Frame, lines: bool) -> None:
    bounds = ask.bounds_of(thing)
    if bounds is None:
        return
    box = frame.shown(_placed(bounds, matrix))
    width, height = box[2] - box[0], box[3] - box[1]
    if width < THIN or height < THIN:
        if lines:
            found.rules.append(Rule(*box))
        return
    if width >= HIDING[0] and height >= HIDING[1] and ask.is_filled(thing):
        red, green, blue, opaque = ask.fill_of(thing)
        if opaque > 250:
            dark, pale = max(red, green, blue) <= DARK, min(red, green, blue) >= PALE
            found.fills.append(Fill(turn, box, dark, pale))
    if lines:
        found.rules += _edges(thing, matrix, frame, box)


def _edges(thing: int, matrix: Sequence[float], frame: Frame, box: Box) -> Iterator[Rule]:
    """The straight lines of a path: the sides of a box, or each of many lines drawn as one."""
    count = ask.count_segments(thing)
    if count > MOST_SEGMENTS:
        return
    before: tuple[float, float] | None = None
    matrix = _times(ask.matrix_of(thing), matrix)
    for index in range(count):
        segment = ask.segment_at(thing, index)
        kind = ask.segment_kind(segment)
        x, y = ask.point_of(segment)
        here = _point(x, y, matrix)
        if kind == 0 and before is not None:
            (x0, y0), (x1, y1) = before, here
            shown = frame.shown((min(x0, x1), max(y0, y1), max(x0, x1), min(y0, y1)))
            if shown[2] - shown[0] < THIN or shown[3] - shown[1] < THIN:
                yield Rule(*shown)
        before = here if kind in (0, ask.MOVE) else None
    if 4 <= count <= 5:
        left, top, right, bottom = box  # a box may be closed without a line back to its first corner
        yield Rule(left, top, right, top)
        yield Rule(left, bottom, right, bottom)
        yield Rule(left, top, left, bottom)
        yield Rule(right, top, right, bottom)


def _point(x: float, y: float, matrix: Sequence[float]) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _styles(found: Scan) -> None:
    """Which text is bold, coloured, white or not drawn at all."""
    known: dict[tuple[int, bytes, int | None], tuple[bool, str] | None] = {}
    render_mode, fill_bytes, font_of = ask.render_mode, ask.fill_bytes, ask.font_of
    for thing in found.texts:
        look = render_mode(thing), fill_bytes(thing), font_of(thing)
        if look not in known:
            known[look] = _style(*look)
        style = known[look]
        if style is None:
            continue
        bold, colour = style
        if colour == UNSEEN:
            found.invisible.add(thing)
            continue
        if bold:
            found.bold.add(thing)
        if colour == WHITE:
            found.pale.append(thing)
        elif colour:
            found.coloured[thing] = colour


def _style(mode: int, fill: bytes, font: int | None) -> tuple[bool, str] | None:
    """Whether text looks bold, and its colour, "" for black and grey; None if there is nothing to say of it."""
    red, green, blue, opaque = ask.colour(fill)
    if mode == ask.INVISIBLE or not opaque:
        return False, UNSEEN
    name = ask.font_name(font).lower() if font else ""
    bold = mode == ask.FILLED_AND_STROKED or any(word in name for word in BOLD)
    colour = ""
    if min(red, green, blue) >= PALE:
        colour = WHITE
    elif max(red, green, blue) - min(red, green, blue) > COLOURED:
        colour = f"#{red:02x}{green:02x}{blue:02x}"
    return (bold, colour) if bold or colour else None
