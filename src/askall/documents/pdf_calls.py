"""pdfium's small questions, asked hundreds of times a page, without the wrapping that costs more than the answer.

Handles are addresses. What a function gives back through pointers stands in one buffer per kind of number, so none of
this is safe for threads; pdfium is not either.
"""

import ctypes
from collections.abc import Callable
from struct import iter_unpack, pack, unpack
from typing import Any

import pypdfium2.raw as raw
from pypdfium2 import PdfiumError

HANDLE, INT = ctypes.c_void_p, ctypes.c_int
FLOATS = (ctypes.c_float * 6)()
COLOUR = (ctypes.c_uint * 4)()
MOST_RECTS = 500  # asked for at once
RECTS = (ctypes.c_double * (4 * MOST_RECTS))()
FLOAT_AT = [ctypes.addressof(FLOATS) + 4 * at for at in range(4)]
COLOUR_BYTES = memoryview(COLOUR).cast("B")
BLACK = pack("4I", 0, 0, 0, 255)
RED_AT, GREEN_AT, BLUE_AT, OPAQUE_AT = (ctypes.addressof(COLOUR) + 4 * at for at in range(4))
RECT_AT = [tuple(ctypes.addressof(RECTS) + 32 * at + 8 * side for side in range(4)) for at in range(MOST_RECTS)]
LIMITS_AT = (FLOAT_AT[0], FLOAT_AT[1], FLOAT_AT[2], FLOAT_AT[3])
Corners = tuple[float, float, float, float]


def _ask(name: str, result: Any, *arguments: Any) -> Callable[..., Any]:
    address = ctypes.cast(getattr(raw, name), ctypes.c_void_p).value or 0
    return ctypes.PYFUNCTYPE(result, *arguments)(address)


_rect = _ask("FPDFText_GetRect", INT, HANDLE, INT, HANDLE, HANDLE, HANDLE, HANDLE)
_loose = _ask("FPDFText_GetLooseCharBox", INT, HANDLE, INT, HANDLE)
_bounds = _ask("FPDFPageObj_GetBounds", INT, HANDLE, HANDLE, HANDLE, HANDLE, HANDLE)
_fill = _ask("FPDFPageObj_GetFillColor", INT, HANDLE, HANDLE, HANDLE, HANDLE, HANDLE)
_matrix = _ask("FPDFPageObj_GetMatrix", INT, HANDLE, HANDLE)
_draw_mode = _ask("FPDFPath_GetDrawMode", INT, HANDLE, HANDLE, HANDLE)
_point = _ask("FPDFPathSegment_GetPoint", INT, HANDLE, HANDLE, HANDLE)
_box = _ask("FPDF_GetPageBoundingBox", INT, HANDLE, HANDLE)
count_rects = _ask("FPDFText_CountRects", INT, HANDLE, INT, INT)
char_of_text = _ask("FPDFText_GetCharIndexFromTextIndex", INT, HANDLE, INT)
angle_of = _ask("FPDFText_GetCharAngle", ctypes.c_float, HANDLE, INT)
unmapped = _ask("FPDFText_HasUnicodeMapError", INT, HANDLE, INT)
text_object = _ask("FPDFText_GetTextObject", HANDLE, HANDLE, INT)
count_objects = _ask("FPDFPage_CountObjects", INT, HANDLE)
object_at = _ask("FPDFPage_GetObject", HANDLE, HANDLE, INT)
kind_of = _ask("FPDFPageObj_GetType", INT, HANDLE)
count_inside = _ask("FPDFFormObj_CountObjects", INT, HANDLE)
inside_at = _ask("FPDFFormObj_GetObject", HANDLE, HANDLE, ctypes.c_ulong)
render_mode = _ask("FPDFTextObj_GetTextRenderMode", INT, HANDLE)
font_of = _ask("FPDFTextObj_GetFont", HANDLE, HANDLE)
_font_name = _ask("FPDFFont_GetBaseFontName", ctypes.c_ulong, HANDLE, HANDLE, ctypes.c_ulong)
count_segments = _ask("FPDFPath_CountSegments", INT, HANDLE)
segment_at = _ask("FPDFPath_GetPathSegment", HANDLE, HANDLE, INT)
segment_kind = _ask("FPDFPathSegment_GetType", INT, HANDLE)
TEXT, PATH, IMAGE, SHADING, FORM = 1, 2, 3, 4, 5
INVISIBLE, FILLED_AND_STROKED = 3, 2
MOVE = 2
NAME = ctypes.create_string_buffer(200)


def address(handle: Any) -> int:
    """The address behind one of pypdfium2's raw handles."""
    return ctypes.addressof(handle.contents) if handle else 0


def load_text(page: Any) -> Any:
    """The handle of a page's text, to be closed again. Raises PdfiumError where there is none."""
    handle = raw.FPDFText_LoadPage(page)
    if not handle:
        raise PdfiumError("Failed to load text page.")
    return handle


def rects_of(text_page: int) -> list[Corners]:
    """Left, top, right, bottom of each run of text, in the file's points and order."""
    found: list[Corners] = []
    ask = _rect
    count = count_rects(text_page, 0, -1)
    for begin in range(0, count, MOST_RECTS):
        asked = RECT_AT[: count - begin]
        for index, (left, top, right, bottom) in enumerate(asked, begin):
            ask(text_page, index, left, top, right, bottom)
        found += iter_unpack("4d", memoryview(RECTS).cast("B")[: 32 * len(asked)])
    return found


def box_of_word(text_page: int, first: int, last: int) -> Corners:
    """Left, top, right, bottom of the characters `first` to `last`, which stand on one line."""
    _loose(text_page, first, FLOAT_AT[0])
    left, top, right, bottom = FLOATS[0], FLOATS[1], FLOATS[2], FLOATS[3]
    if last > first:
        _loose(text_page, last, FLOAT_AT[0])
        left, right = min(left, FLOATS[0]), max(right, FLOATS[2])
        top, bottom = max(top, FLOATS[1]), min(bottom, FLOATS[3])
    return left, top, right, bottom


def bounds_of(thing: int) -> Corners | None:
    """Left, top, right, bottom of a page object."""
    if not _bounds(thing, *LIMITS_AT):
        return None
    return FLOATS[0], FLOATS[3], FLOATS[2], FLOATS[1]


def fill_bytes(thing: int) -> bytes:
    """A page object's fill as it stands in memory, black where it has none: quicker to compare than to take apart."""
    return COLOUR_BYTES.tobytes() if _fill(thing, RED_AT, GREEN_AT, BLUE_AT, OPAQUE_AT) else BLACK


def colour(fill: bytes) -> tuple[int, int, int, int]:
    """Red, green, blue and opacity of what `fill_bytes` gives, each 0 to 255."""
    red, green, blue, opaque = unpack("4I", fill)
    return red, green, blue, opaque


def fill_of(thing: int) -> tuple[int, int, int, int]:
    """Red, green, blue and opacity of a page object's fill, each 0 to 255; black where it has none."""
    return colour(fill_bytes(thing))


def is_filled(path: int) -> bool:
    """Whether a path is filled rather than drawn as a line only."""
    return bool(_draw_mode(path, RED_AT, GREEN_AT)) and ctypes.c_int(COLOUR[0]).value != 0


def matrix_of(thing: int) -> tuple[float, ...]:
    """The six numbers by which a page object's inside is placed."""
    return tuple(FLOATS) if _matrix(thing, FLOAT_AT[0]) else (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def point_of(segment: int) -> tuple[float, float]:
    """Where a piece of a path ends."""
    _point(segment, FLOAT_AT[0], FLOAT_AT[1])
    return FLOATS[0], FLOATS[1]


def page_box(page: int) -> Corners:
    """Left, top, right, bottom of the page that is shown, before it is turned."""
    return (FLOATS[0], FLOATS[1], FLOATS[2], FLOATS[3]) if _box(page, FLOAT_AT[0]) else (0.0, 0.0, 0.0, 0.0)


def font_name(font: int) -> str:
    """The name of a font in its file."""
    length = _font_name(font, ctypes.addressof(NAME), len(NAME))
    return NAME.raw[: max(0, min(length, len(NAME)) - 1)].decode("latin-1")
