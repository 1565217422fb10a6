"""Where words of a document stand: boxes on the page, or cells of the sheet."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator

from askall.documents.records import Box, Document, Place

APART = 0.06  # share of the page's width between two boxes that are not joined


def where(document: Document, part: int, start: int, end: int) -> tuple[Place, ...]:
    """Where characters `start` to `end` of a part stand, for a document read with its places.

    Boxes of words are joined line by line, those of one cell are one; offsets stay within `start` and `end`. Words that
    the quote only touches count whole. Empty where nothing is known.
    """
    if not 0 <= part < len(document.parts):
        return ()
    return joined(document.parts[part].places, start, end)


def joined(places: Iterable[Place], start: int, end: int) -> tuple[Place, ...]:
    """`where` among the places of one part, which are in order of their start."""
    return tuple(_joined(_touched(places, start, end)))


def _touched(places: Iterable[Place], start: int, end: int) -> Iterator[Place]:
    listed = sorted(places, key=lambda one: one.start)
    last = bisect_right([one.start for one in listed], end - 1)
    for one in listed[:last]:
        if one.end > start:
            yield Place(max(one.start, start), min(one.end, end), one.box, one.cell)


def _joined(places: Iterable[Place]) -> Iterator[Place]:
    before: Place | None = None
    for one in places:
        box = _union(before, one)
        if before is not None and (box or (one.cell and one.cell == before.cell)):
            before = Place(before.start, max(before.end, one.end), box, one.cell)
            continue
        if before is not None:
            yield before
        before = one
    if before is not None:
        yield before


def _union(before: Place | None, one: Place) -> Box | None:
    """The box around both, if they stand on one line and near each other."""
    if before is None or before.box is None or one.box is None or before.cell != one.cell:
        return None
    left, top, right, bottom = before.box
    low = min(bottom - top, one.box[3] - one.box[1])
    if min(bottom, one.box[3]) - max(top, one.box[1]) < 0.5 * low:
        return None
    if max(left, one.box[0]) - min(right, one.box[2]) > APART:
        return None
    return min(left, one.box[0]), min(top, one.box[1]), max(right, one.box[2]), max(bottom, one.box[3])
