"""Pictures of files: a page of a PDF, or an image, drawn anew as a PNG that holds nothing but pixels.

Whatever else the file holds (scripts, links, hidden text, the place where a photo was taken) does not come through.
"""

import io
from dataclasses import dataclass
from typing import Any

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
    image = _pdf_page(content, number) if media_type(content) == PDF else _image(content, number)
    image.thumbnail(_room(image.width, image.height))
    out = io.BytesIO()
    Image.frombytes(image.mode, image.size, image.tobytes()).save(out, "PNG")
    return Picture(out.getvalue(), image.width, image.height)


def _room(width: int, height: int) -> tuple[int, int]:
    """The size a picture of these proportions may have."""
    scale = min(1.0, WIDEST / width, (MOST_PIXELS / (width * height)) ** 0.5)
    return max(1, int(width * scale)), max(1, int(height * scale))


def _pdf_page(content: bytes, number: int) -> Image.Image:
    try:
        document = pdfium.PdfDocument(content)
    except pdfium.PdfiumError as error:
        raise BadInput(f"The PDF cannot be opened ({error}).") from error
    try:
        if number > len(document):
            raise BadInput(f"The PDF has {len(document)} pages.")
        if document.get_formtype() != raw.FORMTYPE_NONE:
            document.init_forms()
        return _drawn(document[number - 1])
    except pdfium.PdfiumError as error:
        raise BadInput(f"Page {number} cannot be drawn ({error}).") from error
    finally:
        document.close()


def _drawn(page: Any) -> Image.Image:
    width, height = page.get_size()
    if not (width > 0 and height > 0):
        raise BadInput("The page has no size.")
    scale = min(LARGEST_SCALE, WIDEST / width, (MOST_PIXELS / (width * height)) ** 0.5)
    drawn: Image.Image = page.render(scale=scale, may_draw_forms=True).to_pil()
    return drawn.convert("RGB")


def _image(content: bytes, number: int) -> Image.Image:
    try:
        image: Image.Image = Image.open(io.BytesIO(content), formats=FORMATS)
        _refuse_if_large(image)
        if number > 1:
            image.seek(number - 1)
            _refuse_if_large(image)
        image.draft("RGB", (2 * WIDEST, 2 * WIDEST))  # a large JPEG is read smaller at once
        return _on_white(ImageOps.exif_transpose(image))
    except EOFError as error:
        raise BadInput(f"The image has no page {number}.") from error
    except FAULTS as error:
        raise BadInput(f"The image cannot be drawn ({error}).") from error


def _refuse_if_large(image: Image.Image) -> None:
    if image.width * image.height > LARGEST_IMAGE:
        raise BadInput(f"The image is {image.width} by {image.height} pixels large and is not drawn.")


def _on_white(image: Image.Image) -> Image.Image:
    """What is transparent would be black on black in the dark."""
    if image.mode in ("1", "L", "RGB"):
        return image.convert("RGB")
    over = image.convert("RGBA")
    ground = Image.new("RGB", over.size, WHITE)
    ground.paste(over, mask=over.getchannel("A"))
    return ground
