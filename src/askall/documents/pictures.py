"""Pictures of files: a page of a PDF, or an image, drawn anew as a PNG that holds nothing but pixels.

Whatever else the file holds (scripts, links, hidden text, the place where a photo was taken) does not come through.
"""

import io
from collections.abc import Callable
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as raw
from PIL import Image, ImageOps

from askall.documents.limits import MEGABYTE, Limits
from askall.documents.media_type import PDF, media_type
from askall.foundation.errors import BadInput

DRAWER = "1"
"""Changes when a file is drawn otherwise than before: pictures kept from before are then drawn again."""
PICTURE_LIMITS = Limits(seconds=10.0, last_seconds=15.0, memory=600 * MEGABYTE)
WIDEST = 1240  # a page of A4 at 150 dots to the inch
MOST_PIXELS = 4_000_000
LARGEST_IMAGE = 100_000_000  # pixels of an image as sent, about 12,000 by 8,000
LARGEST_SCALE = 4.0
FORMATS = ("PNG", "JPEG", "GIF", "TIFF", "BMP", "WEBP")
"""Only these are tried: other formats that Pillow knows start programs or are read by little-tested code."""
FAULTS = (OSError, ValueError, SyntaxError, Image.DecompressionBombError, Image.DecompressionBombWarning)
WHITE = (255, 255, 255)
Scale = Callable[[float, float], float]
"""Width and height of a page in points → pixels a point."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG and its size in pixels."""

    png: bytes
    width: int
    height: int


def picture_of(content: bytes, number: int = 1) -> Picture:
    """Page `number` of a PDF, from 1, or an image with several pages; small enough for a screen.

    Raises BadInput for what has no such page or cannot be drawn. Runs in this process: files from strangers go through
    `picturing.picture_in_worker`.
    """
    if number < 1:
        raise BadInput("Pages are counted from 1.")
    is_pdf = media_type(content) == PDF
    image = pdf_page(content, number, _scale) if is_pdf else image_page(content, number, 2 * WIDEST)
    image.thumbnail(_room(image.width, image.height))
    out = io.BytesIO()
    Image.frombytes(image.mode, image.size, image.tobytes()).save(out, "PNG")
    return Picture(out.getvalue(), image.width, image.height)


def _room(width: int, height: int) -> tuple[int, int]:
    """The size a picture of these proportions may have."""
    scale = min(1.0, WIDEST / width, (MOST_PIXELS / (width * height)) ** 0.5)
    return max(1, int(width * scale)), max(1, int(height * scale))


def pdf_page(content: bytes, number: int, scale: Scale, *, grey: bool = False) -> Image.Image:
    """Page `number`, from 1, of a PDF with its forms filled in, as large as `scale` says. Raises BadInput."""
    try:
        document = pdfium.PdfDocument(content)
    except pdfium.PdfiumError as error:
        raise BadInput(f"The PDF cannot be opened ({error}).") from error
    try:
        if number > len(document):
            raise BadInput(f"The PDF has {len(document)} pages.")
        if document.get_formtype() != raw.FORMTYPE_NONE:
            document.init_forms()
        page = document[number - 1]
        width, height = page.get_size()
        if not (width > 0 and height > 0):
            raise BadInput("The page has no size.")
        drawn: Image.Image = page.render(scale=scale(width, height), may_draw_forms=True, grayscale=grey).to_pil()
        return drawn.convert("L" if grey else "RGB")
    except pdfium.PdfiumError as error:
        raise BadInput(f"Page {number} cannot be drawn ({error}).") from error
    finally:
        document.close()


def _scale(width: float, height: float) -> float:
    return min(LARGEST_SCALE, WIDEST / width, float((MOST_PIXELS / (width * height)) ** 0.5))


def image_page(content: bytes, number: int, longest: int, *, grey: bool = False) -> Image.Image:
    """Page `number`, from 1, of an image, upright, what is transparent as white paper. A JPEG much larger than
    `longest` pixels is read smaller at once. Raises BadInput."""
    mode = "L" if grey else "RGB"
    try:
        image: Image.Image = Image.open(io.BytesIO(content), formats=FORMATS)
        _refuse_if_large(image)
        if number > 1:
            image.seek(number - 1)
            _refuse_if_large(image)
        image.draft(mode, (longest, longest))
        return _on_white(ImageOps.exif_transpose(image)).convert(mode)
    except EOFError as error:
        raise BadInput(f"The image has no page {number}.") from error
    except FAULTS as error:
        raise BadInput("The image is damaged and cannot be drawn.") from error


def _refuse_if_large(image: Image.Image) -> None:
    if image.width * image.height > LARGEST_IMAGE:
        raise BadInput(f"The image is {image.width} by {image.height} pixels large and is not drawn.")


def _on_white(image: Image.Image) -> Image.Image:
    """What is transparent would be black on black in the dark."""
    if image.mode in ("1", "L", "RGB"):
        return image
    over = image.convert("RGBA")
    ground = Image.new("RGB", over.size, WHITE)
    ground.paste(over, mask=over.getchannel("A"))
    return ground
