"""The second reader of pictures: rapidocr, whose models come in its wheel. Optional; runs in worker processes only."""

from collections.abc import Sequence
from functools import lru_cache
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as version_of
from typing import Any

from PIL import Image

from askall.documents.recognition_layout import Edges, Seen

NAME = "rapidocr"
ENGINE = "onnxruntime"
MARGIN = 0.25  # of a word's height, left around it when it is cut out


@lru_cache(1)
def version() -> str:
    """ "rapidocr 3.10.0", or "" where it cannot be used."""
    try:
        installed = version_of(NAME)
        version_of(ENGINE)
    except PackageNotFoundError:
        return ""
    return f"{NAME} {installed}"


@lru_cache(1)
def _engine() -> Any:
    from rapidocr import RapidOCR

    return RapidOCR(
        params={
            "Global.log_level": "critical",
            # Its line classifier turns upright lines over: words fall from 0.99 to 0.88 with it.
            "Global.use_cls": False,
            "Global.text_score": 0.3,
            # Lines are found as well in a picture of this many dots on its longer side, with a quarter less memory.
            "Det.limit_type": "max",
            "Det.limit_side_len": 1280,
            "Rec.rec_batch_num": 2,  # lines read at a time: no slower than six, and smaller
            "EngineConfig.onnxruntime.intra_op_num_threads": 1,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        }
    )


def see(image: Image.Image) -> list[Seen]:
    """The words of the picture, line by line, from the top."""
    import numpy

    found = _engine()(numpy.asarray(image.convert("RGB")), use_det=True, use_rec=True, return_word_box=True)
    if found.txts is None:
        return []
    words = []
    for number, (line, corners) in enumerate(zip(found.word_results, found.boxes, strict=True)):
        for text, score, box in line:
            if text.strip():
                words.append(
                    Seen(text.strip(), float(score), _edges(box if box is not None else corners), 0, (number,))
                )
    return words


def _edges(corners: Any) -> Edges:
    across, down = [float(x) for x, _ in corners], [float(y) for _, y in corners]
    return min(across), min(down), max(across), max(down)


def read_cuttings(image: Image.Image, boxes: Sequence[Edges]) -> list[str]:
    """The words in each of these boxes, read on their own: a thirtieth of a second each."""
    import numpy

    if not boxes:
        return []
    cuttings = []
    for left, top, right, bottom in boxes:
        margin = MARGIN * (bottom - top)
        area = (int(left - margin), int(top - margin), int(right + margin) + 1, int(bottom + margin) + 1)
        inside = max(0, area[0]), max(0, area[1]), min(image.width, area[2]), min(image.height, area[3])
        cuttings.append(numpy.asarray(image.crop(inside).convert("RGB")))
    engine = _engine()
    engine.update_params(return_word_box=False)
    found = engine.recognize_txt(cuttings)
    return [str(one) for one in found.txts]
