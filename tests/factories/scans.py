"""Scans made for tests: words drawn as pixels, on images and in PDFs."""

import io

from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from askall.documents.recognising import Readers, installed
from factories.needed import need

LETTER = (
    "Westshire Council",
    "Dear Ms Poe",
    "Does the council use Larkvision cameras?",
    "Yes, the council uses 56 Larkvision cameras in its car parks.",
    "The council spent 23,690 pounds on them in 2021.",
    "Yours sincerely",
)
DOTS = 200
PAGE = (8.27, 11.69)  # inches: A4


def readers() -> Readers:
    """What recognises pictures here; skips, or in a complete run fails, without both."""
    found = installed()
    need(bool(found.tesseract and found.rapid), "the extra “ocr” with Debian's tesseract-ocr-eng")
    return found


def scan(lines=LETTER, dots=DOTS, size=11, step=26):
    """A page of `lines` in type of `size` points, `step` points apart, scanned at so many dots to the inch."""
    image = Image.new("L", (round(PAGE[0] * dots), round(PAGE[1] * dots)), 255)
    drawing, font = ImageDraw.Draw(image), ImageFont.load_default(size * dots / 72)
    for number, line in enumerate(lines):
        drawing.text((dots, dots + number * step * dots / 72), line, font=font, fill=0)
    return image


def as_bytes(image, kind="PNG", **options):
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def scanned_pdf(*pages):
    """A PDF of pages, each an image, or words that stay words."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842))
    for page in pages:
        if isinstance(page, str):
            canvas.drawString(60, 700, page)
        else:
            canvas.drawImage(ImageReader(page), 0, 0, 595, 842)
        canvas.showPage()
    canvas.save()
    return out.getvalue()
