"""How well and how fast scanned pages are recognised: words and numbers right, seconds a page, memory.

    .venv/bin/python benchmarks/recognition.py

The pages are made here: a letter of forty lines with figures in one typeface, drawn as pixels, then scanned coarsely,
turned, slanted, sprinkled with noise, unevenly lit. Real scans are worse. Each is read by both readers together, by
tesseract alone and by rapidocr alone. "Right" is the share of the letter's words, in order, that are in what was read.
"""

import random
import resource
import time
from dataclasses import replace
from difflib import SequenceMatcher
from io import BytesIO

from PIL import Image, ImageDraw, ImageFilter, ImageFont

from askall.documents.recognising import installed, recognise
from askall.documents.recognition_page import drawn_page

SENTENCE = (
    "the council can confirm that it holds information about cameras bought between for its car parks and libraries "
    "which were fitted by a contractor under section of the Act and replaced in part since then at a cost of pounds"
)
WORDS = SENTENCE.split()
LINES, A4 = 40, (8.27, 11.69)
PAGES = 3


def letter(seed: int) -> list[str]:
    chance = random.Random(seed)
    return [
        " ".join(
            str(chance.randrange(10, 99_999)) if chance.random() < 0.12 else chance.choice(WORDS) for _ in range(11)
        )
        for _ in range(LINES)
    ]


def scan(lines: list[str], dots: int) -> Image.Image:
    image = Image.new("L", (round(A4[0] * dots), round(A4[1] * dots)), 255)
    drawing, font = ImageDraw.Draw(image), ImageFont.load_default(11 * dots / 72)
    for number, line in enumerate(lines):
        drawing.text((0.8 * dots, (0.8 + 0.25 * number) * dots), line, font=font, fill=0)
    return image


def noisy(image: Image.Image) -> Image.Image:
    grain = Image.effect_noise(image.size, 60)
    return Image.blend(image, grain, 0.25).filter(ImageFilter.GaussianBlur(0.6))


def photographed(image: Image.Image) -> Image.Image:
    """A shadow across, a slight slant and a slight keystone."""
    shade = Image.linear_gradient("L").resize(image.size).point(lambda level: 90 + level * 165 // 255)
    lit = Image.composite(image, Image.new("L", image.size, 20), shade)
    width, height = lit.size
    corners = (0, 0, 0.01 * width, height, 0.985 * width, height, width, 0)
    return lit.transform(lit.size, Image.Transform.QUAD, corners, fillcolor=120).rotate(1.2, fillcolor=120)


KINDS = {
    "200 dots to the inch": lambda lines: scan(lines, 200),
    "150": lambda lines: scan(lines, 150),
    "100": lambda lines: scan(lines, 100),
    "200, turned by 90 degrees": lambda lines: scan(lines, 200).transpose(Image.Transpose.ROTATE_90),
    "200, turned by 180 degrees": lambda lines: scan(lines, 200).transpose(Image.Transpose.ROTATE_180),
    "150, slanted by 3 degrees": lambda lines: scan(lines, 150).rotate(3, Image.Resampling.BICUBIC, fillcolor=255),
    "150, noisy": lambda lines: noisy(scan(lines, 150)),
    "200, photographed": lambda lines: photographed(scan(lines, 200)),
}


def right(wanted: list[str], read: list[str]) -> float:
    matched = SequenceMatcher(None, wanted, read, autojunk=False).get_matching_blocks()
    return sum(one.size for one in matched) / len(wanted)


def main() -> None:
    both = installed()
    if not (both.tesseract and both.rapid):
        raise SystemExit("This needs the extra “ocr” and tesseract's English model.")
    readers = {"both": both, "tesseract": replace(both, rapid=""), "rapidocr": replace(both, tesseract="")}
    print(f"{'page':30}" + "".join(f"{name:>10}: words  numbers  s/page" for name in readers))
    for kind, make in KINDS.items():
        row = f"{kind:30}"
        for used in readers.values():
            words, numbers, taken = [], [], []
            for seed in range(PAGES):
                lines, out = letter(seed), BytesIO()
                make(lines).save(out, "PNG")
                begun = time.process_time()
                read = recognise(drawn_page(out.getvalue(), 1), used).text.split()
                taken.append(time.process_time() - begun)
                wanted = " ".join(lines).split()
                words.append(right(wanted, read))
                numbers.append(right([one for one in wanted if one.isdigit()], [one for one in read if one.isdigit()]))
            mean = [sum(column) / PAGES for column in (words, numbers, taken)]
            row += f"{'':10}  {mean[0]:5.3f}    {mean[1]:5.3f}  {mean[2]:6.1f}"
        print(row, flush=True)
    print(f"largest: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000:.0f} MB")


if __name__ == "__main__":
    main()
