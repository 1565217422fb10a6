"""Outlines of quotes: boxes as an SVG that lies upon the picture of a page, whatever the picture's size."""

from collections.abc import Iterable

from askall.documents.records import Box

UNITS = 1000
ROOM = 3  # units between the words and their outline


def outline_of(boxes: Iterable[Box]) -> str:
    """The boxes, given as shares of the page, outlined in the colours of marked words."""
    drawn = "".join(map(_rectangle, boxes))
    size = f'viewBox="0 0 {UNITS} {UNITS}" preserveAspectRatio="none"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{drawn}</svg>'


def _rectangle(box: Box) -> str:
    left, top, right, bottom = (round(value * UNITS, 1) for value in box)
    return (
        f'<rect x="{left - ROOM:g}" y="{top - ROOM:g}" width="{right - left + 2 * ROOM:g}" '
        f'height="{bottom - top + 2 * ROOM:g}" fill="#ffd84d" fill-opacity=".3" stroke="#9a3b00" stroke-width="2" '
        f'vector-effect="non-scaling-stroke"/>'
    )
