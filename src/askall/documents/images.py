"""Images as documents: each page of a scan a part without text, to be recognised. Logos and signatures are not."""

import io
import re

from PIL import Image

from askall.documents.draft import Draft
from askall.documents.pictures import FAULTS, FORMATS, LARGEST_IMAGE

MOST_PAGES = 1_000
PAGED = ("TIFF",)  # the further pictures of other formats are an animation
# Pixels from which on a picture may hold words worth reading; one that a mail program has named stands in a signature.
LEAST_SIDE, LEAST_AREA, LEAST_AREA_INLINE = 60, 60_000, 300_000
INLINE = re.compile(
    r"image\d{3}\.\w+|outlook-\w+\.\w+|.*(?:logo|signature|banner|icon|facebook|twitter|linkedin).*", re.I
)
NOT_READ = "The image has no text yet: its words are not recognised (a scan?)"


def read_image(content: bytes, draft: Draft) -> None:
    """“page 1” on: each a part without text that is listed as unread."""
    try:
        image: Image.Image = Image.open(io.BytesIO(content), formats=FORMATS)
        pages = min(getattr(image, "n_frames", 1), MOST_PAGES) if image.format in PAGED else 1
        size = image.size
    except FAULTS:
        draft.warn("The image is damaged and cannot be opened.")
        return
    if size[0] * size[1] > LARGEST_IMAGE:
        draft.warn(f"The image is {size[0]} by {size[1]} pixels large and is not read.")
        return
    if pages == 1 and not worth_reading(*size, draft.name):
        draft.warn("The image is small (a logo or a signature?); its text is not read.")
        return
    for number in range(1, pages + 1):
        draft.add(f"page {number}", "", unread=True)
    if getattr(image, "n_frames", 1) > MOST_PAGES and image.format in PAGED:
        draft.warn(f"There are more than {MOST_PAGES:,} pages; the rest is left out.")
    draft.warn(NOT_READ)


def worth_reading(width: int, height: int, filename: str = "") -> bool:
    """Whether a picture of this size may hold words that answer something."""
    least = LEAST_AREA_INLINE if INLINE.fullmatch(filename) else LEAST_AREA
    return min(width, height) >= LEAST_SIDE and width * height >= least
