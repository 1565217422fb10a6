"""A page drawn for recognising: grey, at about 200 dots to the inch, evenly lit and straight."""

import math
from dataclasses import dataclass
from itertools import pairwise

from PIL import Image, ImageChops, ImageFilter, ImageOps

from askall.documents.media_type import PDF, media_type
from askall.documents.pictures import image_page, pdf_page
from askall.documents.records import Box

DOTS = 200  # to the inch: more costs time and finds no more
POINTS = 72  # to the inch, in a PDF
MOST_PIXELS = 16_000_000  # a page of A2 at 200 dots to the inch
SHORT_PAGE = 1_700  # pixels of a page's longer side: A4 at 145 dots to the inch; below it letters are enlarged
LONG_PAGE = 3_600
WIDE_STRIP = 5.0  # a strip cut out of a page is enlarged by its height
STEEPEST = 8.0  # degrees: a page that lies more askew than this is turned by hand before it is scanned
LEAST_SLOPE = 0.3
# A page is unevenly lit if its ground differs by this much, or is as dark as this, of 255.
UNEVEN, DARK = 40, 190
GROUND = 96  # pixels of the small picture in which ground and slope are measured
SLOPE_SIDE = 700

Matrix = tuple[float, float, float, float, float, float]


@dataclass(frozen=True, slots=True)
class Prepared:
    """`image` to be read; `matrix` leads from its pixels to the page as it was drawn, of `width` by `height` pixels."""

    image: Image.Image
    matrix: Matrix
    width: int
    height: int

    def box(self, left: float, top: float, right: float, bottom: float) -> Box:
        """A box in the image's pixels as shares of the page."""
        corners = [_apply(self.matrix, x, y) for x in (left, right) for y in (top, bottom)]
        across, down = [x / self.width for x, _ in corners], [y / self.height for _, y in corners]
        low = (min(across), min(down))
        high = (max(across), max(down))
        a, b, c, d = (round(min(1.0, max(0.0, one)), 4) for one in (*low, *high))
        return a, b, c, d

    def turned(self, degrees: int) -> "Prepared":
        """Turned clockwise by 90, 180 or 270 degrees."""
        if not degrees:
            return self
        width, height = self.image.size
        ways = {
            90: (Image.Transpose.ROTATE_270, (0.0, 1.0, 0.0, -1.0, 0.0, float(height))),
            180: (Image.Transpose.ROTATE_180, (-1.0, 0.0, float(width), 0.0, -1.0, float(height))),
            270: (Image.Transpose.ROTATE_90, (0.0, -1.0, float(width), 1.0, 0.0, 0.0)),
        }
        way, back = ways[degrees]
        return Prepared(self.image.transpose(way), _after(self.matrix, back), self.width, self.height)


def drawn_page(content: bytes, number: int) -> Image.Image:
    """Page `number`, from 1, of a PDF or an image, in grey. Raises BadInput for what cannot be drawn."""
    if media_type(content) == PDF:
        return pdf_page(content, number, _scale, grey=True)
    return _sized(image_page(content, number, LONG_PAGE, grey=True))


def _scale(width: float, height: float) -> float:
    return min(DOTS / POINTS, float((MOST_PIXELS / (width * height)) ** 0.5))


def _sized(image: Image.Image) -> Image.Image:
    """Letters large enough to be read (twice as large on a page of 100 dots to the inch), and none larger than need
    be."""
    longer = max(image.size)
    strip = image.width > WIDE_STRIP * image.height
    if longer < SHORT_PAGE and not (strip and image.height > SHORT_PAGE / WIDE_STRIP):
        return image.resize((image.width * 2, image.height * 2), Image.Resampling.LANCZOS)
    if longer > LONG_PAGE:
        by = LONG_PAGE / longer
        size = max(1, round(image.width * by)), max(1, round(image.height * by))
        return image.resize(size, Image.Resampling.LANCZOS)
    return image


def prepared(page: Image.Image) -> Prepared:
    """The page evenly lit and straight. It is changed only where it needs to be."""
    image = even(page)
    slope = slope_of(image)
    plain = Prepared(image, (1.0, 0.0, 0.0, 0.0, 1.0, 0.0), page.width, page.height)
    if abs(slope) < LEAST_SLOPE:
        return plain
    straight = image.rotate(slope, Image.Resampling.BICUBIC, fillcolor=255)
    # Pillow turns about the middle, counter-clockwise: this leads back.
    angle = math.radians(slope)
    cos, sin = math.cos(angle), math.sin(angle)
    x, y = page.width / 2, page.height / 2
    back = (cos, -sin, x - cos * x + sin * y, sin, cos, y - sin * x - cos * y)
    return Prepared(straight, back, page.width, page.height)


def even(page: Image.Image) -> Image.Image:
    """Shadows of a photographed page taken out: what is darker than the paper around it stays, on white."""
    small = page.copy()
    small.thumbnail((GROUND * 4, GROUND * 4), Image.Resampling.BOX)
    ground = small.filter(ImageFilter.MaxFilter(9)).filter(ImageFilter.MedianFilter(9))
    ground = ground.filter(ImageFilter.GaussianBlur(6))
    levels = sorted(ground.resize((GROUND, GROUND), Image.Resampling.BOX).tobytes())
    light, dark = levels[int(len(levels) * 0.95)], levels[int(len(levels) * 0.05)]
    if light - dark < UNEVEN and light > DARK:
        return page
    whole = ground.resize(page.size, Image.Resampling.BICUBIC)
    return ImageOps.autocontrast(ImageChops.invert(ImageChops.subtract(whole, page)), cutoff=(1, 30))


def slope_of(page: Image.Image) -> float:
    """By how many degrees, counter-clockwise, the page must be turned for its lines to be level; 0 if it has none.

    Level lines are those whose rows of pixels differ most: full of ink, and empty between the lines.
    """
    small = page.copy()
    small.thumbnail((SLOPE_SIDE, SLOPE_SIDE), Image.Resampling.BOX)
    ink = ImageOps.invert(small).point(lambda level: level if level > 60 else 0)
    if not ink.getbbox():
        return 0.0
    coarse = max((one / 2 for one in range(-int(STEEPEST * 2), int(STEEPEST * 2) + 1)), key=lambda by: _sharp(ink, by))
    best = max((coarse + one / 10 for one in range(-5, 6)), key=lambda by: _sharp(ink, by))
    return best if _sharp(ink, best) > 1.05 * _sharp(ink, 0.0) else 0.0


def _sharp(ink: Image.Image, degrees: float) -> float:
    turned = ink.rotate(degrees, Image.Resampling.BILINEAR) if degrees else ink
    rows = turned.resize((1, turned.height), Image.Resampling.BOX).tobytes()
    return sum((one - other) ** 2 for one, other in pairwise(rows)) + 1.0


def _apply(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + b * y + c, d * x + e * y + f


def _after(outer: Matrix, inner: Matrix) -> Matrix:
    """First `inner`, then `outer`."""
    a, b, c, d, e, f = outer
    g, h, i, j, k, m = inner
    return (
        a * g + b * j,
        a * h + b * k,
        a * i + b * m + c,
        d * g + e * j,
        d * h + e * k,
        d * i + e * m + f,
    )
