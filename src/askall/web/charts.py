"""Pictures as numbers: where each part of a drawing stands. Templates draw them, with a table or a list beside each
that says the same in words."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from askall.asking.services.board import ReplyCurve

WIDTH = 1000
"""Of a bar, in units of its drawing."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a stacked bar: from `x`, `width` units wide, coloured by `tone`."""

    name: str
    label: str
    number: int
    x: float
    width: float
    tone: str


def stacked(counts: Sequence[tuple[str, str, int, str]]) -> tuple[Stretch, ...]:
    """(name, label, number, tone) → the parts of a bar; nothing is drawn for a zero."""
    total, at, parts = sum(number for _, _, number, _ in counts) or 1, 0.0, []
    for name, label, number, tone in counts:
        width = WIDTH * number / total
        parts.append(Stretch(name, label, number, round(at, 2), round(width, 2), tone))
        at += width
    return tuple(part for part in parts if part.number)


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of a funnel: how many came so far, which is `percent` of the `base`, and where the list of them is."""

    label: str
    number: int
    base: int
    to: str

    @property
    def width(self) -> float:
        """Of its bar, in units of the drawing."""
        return round(WIDTH * self.number / self.base, 2) if self.base else 0.0

    @property
    def percent(self) -> str:
        """ "92 %"; never "100 %" or "0 %" where it is not quite so."""
        return percent(self.number, self.base)


def percent(number: int, base: int) -> str:
    """A share for people, in whole per cent; "over 99 %" and "under 1 %" where rounding would say all or none."""
    if not base:
        return "–"
    share = 100 * number / base
    if 0 < share < 1:
        return "under 1 %"
    return "over 99 %" if 99 < share < 100 else f"{round(share)} %"


@dataclass(frozen=True, slots=True)
class Line:
    """How the share of bodies under one law that have answered grew: an SVG path, and the height of its label at the
    right end. `kind` counts the lines from 0: each is drawn in a way of its own, not by its colour alone."""

    kind: int
    path: str
    law: str
    share: str
    label_y: float


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark on an axis."""

    at: float
    label: str


@dataclass(frozen=True, slots=True)
class Curves:
    """Answers over working days in a drawing of `width` by `height` units: lines inside the frame, ticks, the legal
    limits as upright lines."""

    width: int
    height: int
    left: float
    right: float
    top: float
    bottom: float
    lines: tuple[Line, ...]
    days: tuple[Tick, ...]
    shares: tuple[Tick, ...]
    limits: tuple[Tick, ...]


SIZES = ((760, 340, 56, 100), (340, 300, 46, 98))
"""Width, height and the room left and right of the frame: for wide and for narrow screens, since words in a drawing do
not wrap."""
TOP, BOTTOM, BETWEEN = 34, 46, 17
LONGEST = 3
"""How many times the legal limit a picture shows. What came later still is told in words."""
MOST_LINES = 4


def drawings(curves: Sequence[ReplyCurve]) -> tuple[Curves, ...]:
    """The same picture in each size; none while nobody was asked."""
    shown = [one for one in curves if one.asked][:MOST_LINES]
    return tuple(_drawing(shown, *size) for size in SIZES) if shown else ()


def last_day(curves: Iterable[ReplyCurve]) -> int:
    """The last working day that the picture shows: the last answer, but not beyond three times the limit."""
    listed = list(curves)
    limit = max(one.limit for one in listed)
    latest = max((day for one in listed for day, _ in one.days), default=0)
    return min(max(latest, limit + limit // 4), LONGEST * limit)


def _drawing(curves: Sequence[ReplyCurve], width: int, height: int, left: int, right: int) -> Curves:
    last, inner, bottom = last_day(curves), width - left - right, height - BOTTOM

    def across(day: float) -> float:
        return round(left + inner * day / last, 1)

    def up(share: float) -> float:
        return round(bottom - (bottom - TOP) * share, 1)

    step = 5 if last <= 30 else 10 if last <= 60 or width > SIZES[-1][0] else 20
    return Curves(
        width,
        height,
        left,
        width - right,
        TOP,
        bottom,
        lines=_lines(curves, last, across, up),
        days=tuple(Tick(across(day), str(day)) for day in range(0, last + 1, step)),
        shares=tuple(Tick(up(share / 100), f"{share} %") for share in (0, 25, 50, 75, 100)),
        limits=tuple(Tick(across(limit), str(limit)) for limit in sorted({one.limit for one in curves})),
    )


Scale = Callable[[float], float]


def _lines(curves: Sequence[ReplyCurve], last: int, across: Scale, up: Scale) -> tuple[Line, ...]:
    ends = [one.within(last) / one.asked for one in curves]
    places = apart([up(share) for share in ends], up(0))
    return tuple(
        Line(kind, _steps(curve, last, across, up), curve.law, percent(curve.within(last), curve.asked), place)
        for kind, (curve, place) in enumerate(zip(curves, places, strict=True))
    )


def _steps(curve: ReplyCurve, last: int, across: Scale, up: Scale) -> str:
    """An answer lifts the line on the day it came; between answers it stays level."""
    path, answered = [f"M{across(0)} {up(0)}"], 0
    for day, number in curve.days:
        if day <= last:
            answered += number
            path.append(f"H{across(day)}V{up(answered / curve.asked)}")
    return "".join([*path, f"H{across(last)}"])


def apart(places: Sequence[float], lowest: float) -> list[float]:
    """Heights for labels as near to `places` as can be, no two closer than a line of text, none below `lowest`."""
    order = sorted(range(len(places)), key=lambda one: places[one])
    found = list(places)
    for before, after in pairwise(order):
        found[after] = max(found[after], found[before] + BETWEEN)
    if order:
        found[order[-1]] = min(found[order[-1]], lowest)
    for after, before in pairwise(reversed(order)):
        found[before] = min(found[before], found[after] - BETWEEN)
    return found
