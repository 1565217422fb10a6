"""Pictures of files: pixels drawn anew, whatever the file holds, within limits."""

import io
import struct
import zlib
from dataclasses import replace

import pytest
from document_samples import p, pdf, word
from PIL import Image

from askall.documents.pictures import LARGEST_IMAGE, MOST_PIXELS, PICTURE_LIMITS, WIDEST, picture_of
from askall.documents.picturing import PictureJob, picture_in_worker
from askall.foundation.errors import BadInput
from askall.foundation.work import Parallel


def image(
    kind: str = "PNG", size: tuple[int, int] = (40, 30), mode: str = "RGB", colour: object = "red", **more
) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size, colour).save(out, kind, **more)
    return out.getvalue()


def opened(png: bytes) -> Image.Image:
    assert png.startswith(b"\x89PNG")
    return Image.open(io.BytesIO(png))


def chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def huge_png() -> bytes:
    """A few bytes that claim to be an image of 60,000 by 60,000 pixels."""
    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")
    )


def test_a_page_of_a_pdf_is_drawn_as_wide_as_a_screen() -> None:
    first = picture_of(pdf(("Yes, 56 cameras.",), ("Annex",)))
    assert (first.width, first.height) == opened(first.png).size
    assert first.width == WIDEST
    assert len(opened(first.png).getcolors(10_000) or ()) > 2, "there are words on it"
    assert picture_of(pdf(("Yes, 56 cameras.",), ("Annex",)), 2).png != first.png


@pytest.mark.parametrize("number", [0, 3, 10**9])
def test_there_are_no_other_pages(number: int) -> None:
    with pytest.raises(BadInput):
        picture_of(pdf(("one",), ("two",)), number)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "TIFF", "BMP", "WEBP"])
def test_images_of_the_usual_kinds_are_drawn(kind: str) -> None:
    red, green, blue = opened(picture_of(image(kind)).png).getpixel((5, 5))
    assert red > 240
    assert max(green, blue) < 15


@pytest.mark.parametrize(("mode", "clear"), [("RGBA", (0, 0, 0, 0)), ("LA", (0, 0))])
def test_what_is_transparent_is_white(mode: str, clear: tuple[int, ...]) -> None:
    assert opened(picture_of(image(mode=mode, colour=clear)).png).getpixel((1, 1)) == (255, 255, 255)


def test_a_picture_holds_nothing_but_pixels() -> None:
    taken = Image.Exif()
    taken[0x0112], taken[0x010E] = 6, "at home"  # turned by a quarter, with a description
    shown = opened(picture_of(image("JPEG", (40, 20), exif=taken, comment=b"at home")).png)
    assert shown.size == (20, 40), "it is turned as it was taken"
    assert shown.info == {}
    assert not shown.getexif()


def test_a_large_image_is_made_small() -> None:
    shown = picture_of(image("JPEG", (6000, 9000)))
    assert shown.width <= WIDEST
    assert shown.width * shown.height <= MOST_PIXELS
    assert shown.width / shown.height == pytest.approx(2 / 3, rel=0.01)


def test_a_fax_of_several_pages() -> None:
    second = Image.new("RGB", (40, 30), "blue")
    fax = image("TIFF", save_all=True, append_images=[second])
    assert opened(picture_of(fax, 2).png).getpixel((5, 5)) == (0, 0, 255)
    with pytest.raises(BadInput, match="no page 3"):
        picture_of(fax, 3)


def test_an_image_larger_than_any_camera_takes_is_not_opened() -> None:
    assert LARGEST_IMAGE < 60_000 * 60_000
    with pytest.raises(BadInput):
        picture_of(huge_png())


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"Dear Sir",
        b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog",
        b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n%%EndComments\n",  # Pillow would start Ghostscript
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        image()[:60],
        image("JPEG", (400, 400))[:200],
        b"GIF89a" + b"\xff" * 40,
        word(p("Dear Sir")),
    ],
    ids=["empty", "text", "broken PDF", "EPS", "SVG", "cut PNG", "cut JPEG", "odd GIF", "Word"],
)
def test_of_anything_else_there_is_no_picture(content: bytes) -> None:
    with pytest.raises(BadInput):
        picture_of(content)


def test_a_worker_draws_within_its_limits() -> None:
    work = Parallel(workers=1)
    try:
        assert picture_in_worker(PictureJob(pdf(("one",)), 1), work).width == WIDEST
        with pytest.raises(BadInput, match="No picture could be made"):
            picture_in_worker(
                PictureJob(image("PNG", (9000, 9000)), 1, replace(PICTURE_LIMITS, memory=40_000_000)), work
            )
        with pytest.raises(BadInput, match="No picture could be made"):
            picture_in_worker(PictureJob(image("PNG", (9000, 9000)), 1, replace(PICTURE_LIMITS, seconds=0.01)), work)
        assert picture_in_worker(PictureJob(image(), 1), work).width == 40, "and goes on with the next"
    finally:
        work.close()
