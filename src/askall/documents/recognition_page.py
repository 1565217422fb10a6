"""A page drawn for recognising: grey, at about 200 dots to the inch, evenly lit and straight."""

import io
import math
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw
from PIL import Image, ImageChops, ImageFilter, ImageOps

from askall.documents.media_type import PDF, media_type
from askall.documents.pictures import FAULTS, FORMATS, LARGEST_IMAGE
from askall.documents.records import Box
from askall.foundation.errors import BadInput

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
    return _of_pdf(content, number) if media_type(content) == PDF else _of_image(content, number)


def _of_pdf(content: bytes, number: int) -> Image.Image:
    document = None
    try:
        document = pdfium.PdfDocument(content)
        if number > len(document):
            raise BadInput(f"The PDF has {len(document)} pages.")
        if document.get_formtype() != raw.FORMTYPE_NONE:
            document.init_forms()
        return _pdf_page(document[number - 1])
    except pdfium.PdfiumError as error:
        raise BadInput(f"Page {number} cannot be drawn ({error}).") from error
    finally:
        if document is not None:
            document.close()


def _pdf_page(page: Any) -> Image.Image:
    width, height = page.get_size()
    if not (width > 0 and height > 0):
        raise BadInput("The page has no size.")
    scale = min(DOTS / POINTS, (MOST_PIXELS / (width * height)) ** 0.5)
    drawn: Image.Image = page.render(scale=scale, may_draw_forms=True, grayscale=True).to_pil()
    return drawn.convert("L")


def _of_image(content: bytes, number: int) -> Image.Image:
    try:
        image: Image.Image = Image.open(io.BytesIO(content), formats=FORMATS)
        if number > 1:
            image.seek(number - 1)
        if image.width * image.height > LARGEST_IMAGE:
            raise BadInput(f"The image is {image.width} by {image.height} pixels large and is not read.")
        image.draft("L", (LONG_PAGE, LONG_PAGE))  # a large JPEG is read smaller at once
        image = ImageOps.exif_transpose(image)
        if image.mode not in ("1", "L", "RGB"):  # what is transparent is white paper
            over = image.convert("RGBA")
            ground = Image.new("RGB", over.size, (255, 255, 255))
            ground.paste(over, mask=over.getchannel("A"))
            image = ground
        return _sized(image.convert("L"))
    except EOFError as error:
        raise BadInput(f"The image has no page {number}.") from error
    except FAULTS as error:
        raise BadInput("The image is damaged and cannot be drawn.") from error


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
