"""The first reader of pictures: tesseract, by tesserocr. Optional; runs in worker processes only."""

import os
from functools import lru_cache
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as version_of
from pathlib import Path
from typing import Any

from PIL import Image

from askall.documents.recognition_layout import Seen

NAME = "tesserocr"
# Where tesseract's packages put what they know of a language.
FOLDERS = (
    "/usr/share/tesseract-ocr/*/tessdata",
    "/usr/share/tessdata",
    "/usr/local/share/tessdata",
    "/opt/homebrew/share/tessdata",
    "/opt/local/share/tessdata",
    "/Program Files/Tesseract-OCR/tessdata",
)
SURE_TURN = 1.5  # tesseract's own measure of how sure it is which way is up


@lru_cache(1)
def version() -> str:
    """ "tesserocr 2.13.0, cym eng osd", or "" where it cannot be used."""
    try:
        installed = version_of(NAME)
    except PackageNotFoundError:
        return ""
    known = languages()
    return f"{NAME} {installed}, {' '.join(known)}" if "eng" in known else ""


@lru_cache(1)
def _folder() -> Path | None:
    given = os.environ.get("TESSDATA_PREFIX")
    places = [Path(given), Path(given) / "tessdata"] if given else []
    for pattern in FOLDERS:
        places += sorted(Path("/").glob(pattern.lstrip("/")), reverse=True)
    return next((one for one in places if (one / "eng.traineddata").is_file()), None)


@lru_cache(1)
def languages() -> tuple[str, ...]:
    """Those of English, Welsh and the model of orientation that are installed."""
    folder = _folder()
    return tuple(one for one in ("cym", "eng", "osd") if folder and (folder / f"{one}.traineddata").is_file())


@lru_cache(3)
def _engine(language: str, mode: int) -> Any:
    """One engine for the life of the process: opening one costs as much as reading a third of a page."""
    os.environ["OMP_THREAD_LIMIT"] = "1"  # a worker is one core's; tesseract's own threads are slower, too
    import tesserocr

    return tesserocr.PyTessBaseAPI(path=str(_folder()), lang=language, psm=mode, oem=tesserocr.OEM.LSTM_ONLY)


def see(image: Image.Image, welsh: bool, seconds: float) -> list[Seen]:
    """The words of the picture, in reading order."""
    import tesserocr

    engine = _engine("eng+cym" if welsh and "cym" in languages() else "eng", tesserocr.PSM.AUTO)
    engine.SetImage(image)
    engine.SetSourceResolution(200)
    try:
        if not engine.Recognize(int(seconds * 1000)):
            raise TimeoutError(f"Recognising took more than {seconds:g} seconds.")
        return _words(engine.GetTSVText(0))
    finally:
        engine.Clear()


def _words(table: str) -> list[Seen]:
    """From tesseract's own table: level, page, block, paragraph, line, word, left, top, width, height, confidence,
    text."""
    found = []
    for row in table.split("\n"):
        cells = row.split("\t")
        if len(cells) < 12 or cells[0] != "5" or not cells[11].strip():
            continue
        block, paragraph, line = map(int, cells[2:5])
        left, top, width, height = map(int, cells[6:10])
        confidence = min(1.0, max(0.0, float(cells[10]) / 100))
        found.append(
            Seen(
                cells[11].strip(), confidence, (left, top, left + width, top + height), block, (block, paragraph, line)
            )
        )
    return found


def turn_of(image: Image.Image) -> int:
    """By how many degrees, clockwise, the picture must be turned to stand upright; 0 where that is not clear."""
    if "osd" not in languages():
        return 0
    import tesserocr

    os.environ["OMP_THREAD_LIMIT"] = "1"
    with tesserocr.PyTessBaseAPI(path=str(_folder()), lang="osd", psm=tesserocr.PSM.OSD_ONLY) as engine:
        engine.SetImage(image)
        engine.SetSourceResolution(200)
        found = engine.DetectOS()
    if not found or found["oconfidence"] < SURE_TURN:
        return 0
    # Counted in quarters by which the page was turned: 1 needs 270 more, clockwise, to be upright.
    return {0: 0, 1: 270, 2: 180, 3: 90}.get(int(found["orientation"]), 0)
