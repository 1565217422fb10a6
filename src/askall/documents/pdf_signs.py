"""Cheap signs that a page of a PDF is more than lines below each other. pdfium tells runs of text with their boxes at a
twentieth of the cost of the text itself."""

import ctypes
import re
from array import array
from collections.abc import Sequence
from typing import Any

import pypdfium2.raw as raw

from askall.documents.pdf_objects import Box
from askall.documents.pdf_tables import unruled
from askall.documents.pdf_words import Word, blocks_of, runs_of

SPACED = re.compile(r"\S {3,}\S")
PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")
NARROW = 22.0  # points; a list's mark is no wider
TURNED_HEIGHT = 40.0  # points; a run that is higher and not wider is turned, or very large
NEAR = 150.0  # points between two lines that have something beside each other
ASIDE = 1.3  # line heights between what stands side by side
NEIGHBOURS = 12  # runs looked at on each side


def raw_text(text_page: Any) -> tuple[str, bool]:
    """pdfium's text, one character for each of its units, and whether these count as its characters do."""
    count = raw.FPDFText_CountChars(text_page)
    if count <= 0:
        return "", True
    buffer = ctypes.create_string_buffer(2 * (count + 1) * 2)
    got = raw.FPDFText_GetText(text_page, 0, count, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)))
    units = buffer.raw[: 2 * max(0, got - 1)]
    text = units.decode("utf-16-le", "surrogatepass")
    if len(text) != len(units) // 2:
        text = "".join(map(chr, array("H", units)))
        # The character in place of its first half, nothing in place of the second: offsets stay.
        text = PAIR.sub(lambda two: two.group().encode("utf-16-le", "surrogatepass").decode("utf-16-le") + "\0", text)
    return text, got - 1 == count


def signs_of(rects: Sequence[Box]) -> tuple[bool, bool]:
    """Whether runs of text stand side by side on two lines or more; and whether some lie upon each other or are turned.

    A page's number beside its title is neither a table nor a column.
    """
    ordered = sorted(rects, key=lambda one: one[1] + one[3])
    beside = other = False
    last = -1e9
    # Each run is compared with its neighbours: plain comparisons take half as long as `min`, `max` and `abs`.
    for at, (left, top, right, bottom) in enumerate(ordered):
        height, width = bottom - top, right - left
        if height > TURNED_HEIGHT or (height > 2.5 * width and height > NARROW):
            other = True
        for one in ordered[at + 1 : at + NEIGHBOURS]:
            left2, top2, right2, bottom2 = one
            if top2 + bottom2 - top - bottom > height:
                break
            if (bottom if bottom < bottom2 else bottom2) - (top if top > top2 else top2) < 0.5 * height:
                continue
            if -3 < left2 - left < 3 and -3 < right2 - right < 3 and width > NARROW:
                other = True
            if beside:
                continue
            height2 = bottom2 - top2
            gap, first = (left2 - right, width) if left < left2 else (left - right2, right2 - left2)
            if (
                gap <= ASIDE * (height if height > height2 else height2)
                or first <= NARROW
                or _between(ordered, at, one)
            ):
                continue
            beside = 0.7 * height < top - last < NEAR
            last = last if top - last <= 0.7 * height else top
        if beside and other:
            break
    return beside, other


def _between(ordered: Sequence[Box], at: int, other: Box) -> bool:
    """Whether a further run of the line stands in the gap."""
    left, top, right, bottom = ordered[at]
    start, end = (right, other[0]) if left < other[0] else (other[2], left)
    start, end = start + 1, end - 1
    for one in ordered[max(0, at - NEIGHBOURS) : at + NEIGHBOURS + 1]:
        if one[0] < end and one[2] > start and one[1] < bottom and one[3] > top and one[1] < one[3]:
            return bottom > top
    return False


def spaced(text: str) -> bool:
    """Whether blanks keep pieces of lines apart."""
    return "   " in text and len(SPACED.findall(text)) > 1


def has_grid(rects: Sequence[Box], text: str) -> bool:
    """Whether the runs, in the order of the file, make rows that could be a table's or columns that are mixed up."""
    if spaced(text):
        return True
    return bool(unruled(blocks_of(runs_of(Word(at, at + 1, *box, "") for at, box in enumerate(rects)))))
