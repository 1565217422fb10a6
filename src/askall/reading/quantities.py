"""Quantities and texts: a number, sum, date, list or text out of the passages that answer a question."""

import re
from collections.abc import Callable, Sequence

from askall.reading.events import dates_in
from askall.reading.figures import Figure, counts, money, pieces, years_in
from askall.reading.folding import fold
from askall.reading.passages import Passage
from askall.reading.polarity import opening
from askall.reading.records import Evidence, Suggestion
from askall.reading.weighing import NO_BECAUSE

_PARTS_OF = re.compile(
    r"\b(?:of which|of these|of those|including|includes|comprising|made up|consisting|split|broken down|out of)\b|\("
)
_DEFERS = re.compile(r"\b(?:see|refer to|attached|as above|link)\b")
_SPLIT = re.compile(r"[ \t]*(?:,|;|/|\n|•|\band\b|&)[ \t]*")
_NOT_VALUE = re.compile(r"\b(?:not held|do(?:es)? not hold|exempt|withh\w+|unable|cannot|refus\w+|neither confirm)\b")
MANY = 12  # more figures than this are a table, not an answer


def number_of(told: Sequence[Passage], unpaired: bool = False) -> Suggestion:
    """A count. Parts are added up, each with its own quote; a bound or a range is not a count."""
    if told and opening(told[0].plain) == "n/a":
        return Suggestion(None, abstained="not applicable: the answer is “N/A”")
    if told and not unpaired and (opening(told[0].plain) == "no" or NO_BECAUSE.search(told[0].plain)):
        return Suggestion(0, 0.75, (told[0].evidence,))
    return _quantity(told, counts, unpaired, whole=True)


def money_of(told: Sequence[Passage], unpaired: bool = False) -> Suggestion:
    """A sum in pounds, read as `number_of` reads a count."""
    found = _quantity(told, money, unpaired, whole=False)
    if (
        found.value is None
        and not found.abstained
        and not unpaired
        and told
        and opening(told[0].plain) in ("no", "n/a")
    ):
        return Suggestion(None, abstained="not applicable: the answer is “no” or “N/A”")
    return found


def _quantity(
    told: Sequence[Passage], figures_in: Callable[[str], list[Figure]], unpaired: bool, whole: bool
) -> Suggestion:
    held: list[tuple[Passage, list[Figure]]] = []
    for passage in told:
        figures = figures_in(fold(passage.raw))
        if figures and not _NOT_VALUE.search(passage.plain):
            held.append((passage, figures))
        elif held and not passage.unit.mark and passage.unit.row < 0:
            break
    if not held:
        return Suggestion(None)
    if sum(len(figures) for _, figures in held) > MANY:
        return Suggestion(None, abstained="unclear: a table of figures, none of them named as the total")
    sure = 0.6 if unpaired else 0.85
    return _one(held, sure, whole) or _total(held, sure, whole) or _sum(held, sure, whole)


def _one(held: Sequence[tuple[Passage, list[Figure]]], sure: float, whole: bool) -> Suggestion | None:
    passage, figures = held[0]
    if len(held) > 1 and (passage.unit.mark == "bullet" or passage.unit.row >= 0):
        return None
    if len(figures) > 1 and not _PARTS_OF.search(fold(passage.raw)[figures[0].end : figures[1].start]):
        return None
    return _exact(figures[0], passage, sure, whole)


def _total(held: Sequence[tuple[Passage, list[Figure]]], sure: float, whole: bool) -> Suggestion | None:
    totals = [(passage, figure) for passage, figures in held for figure in figures if figure.total]
    if len({figure.value for _, figure in totals}) != 1:
        return None
    return _exact(totals[0][1], totals[0][0], sure, whole)


def _exact(figure: Figure, passage: Passage, sure: float, whole: bool) -> Suggestion:
    if figure.bound:
        return Suggestion(None, abstained="unclear: only a bound or a range is given")
    return Suggestion(_plain(figure.value, whole), sure * (0.6 if figure.about else 1.0), (passage.evidence,))


def _sum(held: Sequence[tuple[Passage, list[Figure]]], sure: float, whole: bool) -> Suggestion:
    figures = [figure for _, found in held for figure in found]
    if any(figure.bound for figure in figures):
        return Suggestion(None, abstained="unclear: only a bound or a range is given")
    if sum(years_in(passage.plain) for passage, _ in held) > 1:
        return Suggestion(None, abstained="unclear: several figures, one for each year")
    evidence = [
        Evidence(passage.raw[start:end], passage.part, passage.unit.start + start, passage.unit.start + end)
        for passage, found in held
        for start, end in pieces(fold(passage.raw), found)
    ]
    about = 0.6 if any(figure.about for figure in figures) else 1.0
    return Suggestion(_plain(sum(figure.value for figure in figures), whole), sure * 0.8 * about, tuple(evidence))


def _plain(value: float, whole: bool) -> int | float:
    return int(value) if whole or value == int(value) else round(value, 2)


def date_of(told: Sequence[Passage]) -> Suggestion:
    """The only date given, as ISO 8601; several dates are unclear."""
    for passage in told:
        days = {day for _, day in dates_in(passage.plain)}
        if len(days) == 1:
            return Suggestion(days.pop().isoformat(), 0.8, (passage.evidence,))
        if days:
            return Suggestion(None, abstained="unclear: several dates are given")
    return Suggestion(None)


def list_of(told: Sequence[Passage]) -> Suggestion:
    """The things listed: bullets or lines, or one sentence parted at commas."""
    kept = [one for one in told if not _NOT_VALUE.search(one.plain) and not _DEFERS.search(one.plain)]
    if not kept or opening(kept[0].plain) in ("no", "n/a"):
        return Suggestion(None, abstained="the answer is “none”" if kept else "")
    if len(kept) == 1:
        parts = tuple(part.strip(" .") for part in _SPLIT.split(kept[0].raw) if part.strip(" ."))
    else:
        parts = tuple(one.raw.strip(" .") for one in kept[:60])
    return Suggestion(parts, 0.7, tuple(one.evidence for one in kept[:60])) if parts else Suggestion(None)


def text_of(told: Sequence[Passage]) -> Suggestion:
    """The first passage of the answer, word for word."""
    kept = [one for one in told if not _NOT_VALUE.search(one.plain)]
    return Suggestion(kept[0].raw, 0.7, (kept[0].evidence,)) if kept else Suggestion(None)
