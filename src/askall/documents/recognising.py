"""Recognises the words of one page: by the first reader, and where that is not enough by the second."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from PIL import Image

from askall.documents import recogniser_rapid as second
from askall.documents import recogniser_tesseract as first
from askall.documents.draft import clean
from askall.documents.recognised import DIGITS, Recognised, Word
from askall.documents.recognition_layout import Seen, lay_out
from askall.documents.recognition_page import Prepared, prepared
from askall.foundation.files import hash_of

RECIPE = "1"
"""Changes when pages are recognised otherwise than before by the same readers."""
GOOD = 0.85  # mean confidence from which on a page is upright and clear
GUESSED = 0.5  # below it what was read may be upside down
DOUBTFUL = 0.80  # below it the second reader reads the whole page
MOST_NUMBERS = 150  # on one page, that the second reader looks at: a page of figures takes it 5 seconds
WELSH = frozenset(
    re.findall(
        r"\w+",
        "yn yr y i o a ac ar at gan am wedi bod yw ydy mae nid dim cais gwybodaeth rhyddid cyngor ein eich chi ddim "
        "hyn hwn hon os neu gyda ydych oes sydd cyfer unrhyw dan deddf diolch",
    )
)
WELSH_SHARE = 0.12
FEWEST_WORDS = 8
TURNS = (90, 270, 180)


@dataclass(frozen=True, slots=True)
class Readers:
    """The versions of the readers to be used, "" for one that is not there."""

    tesseract: str = ""
    rapid: str = ""

    def __bool__(self) -> bool:
        return bool(self.tesseract or self.rapid)

    def key(self) -> str:
        """Names what a page would be recognised by, in ten hex digits."""
        return hash_of(f"{RECIPE}|{self.tesseract}|{self.rapid}".encode())[:10]


def installed() -> Readers:
    """What is installed here."""
    return Readers(first.version(), second.version())


def recognise(page: Image.Image, readers: Readers, seconds: float = 60.0) -> Recognised:
    """The words of a page drawn by `recognition_page.drawn_page`.

    Turned pages are turned, shadows taken out, lines made level. `seconds` limit one run of the first reader.
    """
    ready = prepared(page)
    used: list[str] = []
    turned, words = 0, list[Seen]()
    if readers.tesseract:
        ready, turned, words = _by_first(ready, seconds)
        used.append(readers.tesseract)
    if readers.rapid and (not readers.tesseract or _is_doubtful(words)):
        ready, turned, words, better = _by_second(ready, turned, words)
        used = [readers.rapid] if better else used
    if readers.rapid and readers.tesseract in used:
        words = _confirmed(ready, words)
        used.append(readers.rapid)
    elif words:
        words = [replace(one, note=DIGITS) if _digits(one.text) else one for one in words]
    return _as_page(words, ready, tuple(used), turned)


def _by_first(ready: Prepared, seconds: float) -> tuple[Prepared, int, list[Seen]]:
    words = first.see(ready.image, False, seconds)
    turned = 0
    if _mean(words) < GOOD or len(words) < FEWEST_WORDS or _stands(words):
        turn = first.turn_of(ready.image)
        if turn:
            upright = ready.turned(turn)
            again = first.see(upright.image, False, seconds)
            if _stands(words) or _weight(again) > _weight(words):
                ready, words, turned = upright, again, turn
    if _is_welsh(words):
        words = first.see(ready.image, True, seconds)
    return ready, turned, words


def _by_second(ready: Prepared, turned: int, words: list[Seen]) -> tuple[Prepared, int, list[Seen], bool]:
    """The page by the second reader, if it makes more of it than `words`. Unless the first reader has found which way
    is up, each way is tried until one reads well."""
    best = (ready, turned, words, False)
    known = len(words) >= FEWEST_WORDS and _mean(words) > GUESSED
    for turn in (0,) if known else (0, *TURNS):
        other = ready.turned(turn)
        seen = second.see(other.image)
        if _weight(seen) > _weight(best[2]):
            best = (other, (turned + turn) % 360, seen, True)
        if not seen or (_mean(seen) >= GOOD and not _stands(seen)):
            break
    return best


def _stands(words: Sequence[Seen]) -> bool:
    """Whether most longer words are higher than wide: the lines run up or down the page."""
    longer = [one for one in words if len(one.text) > 3]
    high = sum(one.edges[3] - one.edges[1] > one.edges[2] - one.edges[0] for one in longer)
    return bool(longer) and high > len(longer) / 2


def _mean(words: Sequence[Seen]) -> float:
    """Mean confidence, longer words counting for more."""
    letters = sum(len(one.text) for one in words)
    return sum(one.confidence * len(one.text) for one in words) / letters if letters else 0.0


def _weight(words: Sequence[Seen]) -> float:
    """How much was read: letters in words of which the reader is fairly sure, less those of which it is not."""
    return sum(len(one.text) * (one.confidence - 0.5) for one in words if any(map(str.isalnum, one.text)))


def _is_doubtful(words: Sequence[Seen]) -> bool:
    return _mean(words) < DOUBTFUL


def _is_welsh(words: Sequence[Seen]) -> bool:
    told = [re.sub(r"\W+", "", one.text).casefold() for one in words]
    return len(told) >= FEWEST_WORDS and sum(one in WELSH for one in told) > WELSH_SHARE * len(told)


def _digits(text: str) -> str:
    return re.sub(r"\D+", "", text)


def _confirmed(ready: Prepared, words: list[Seen]) -> list[Seen]:
    """Words with digits shown to the second reader, each cut out on its own: a number counts when both read it."""
    numbers = [index for index, one in enumerate(words) if _digits(one.text)]
    asked = numbers[:MOST_NUMBERS]
    read = second.read_cuttings(ready.image, [words[index].edges for index in asked])
    said = dict(zip(asked, read, strict=False))
    for index in numbers:
        words[index] = replace(words[index], note=_note(words[index].text, said.get(index)))
    return words


def _note(text: str, other: str | None) -> str:
    if other is None or not other.strip():
        return DIGITS
    return "" if _digits(other) == _digits(text) else f"also read as {other.strip()[:40]}"


def _as_page(words: Sequence[Seen], ready: Prepared, used: tuple[str, ...], turned: int) -> Recognised:
    words = [replace(one, text=text) for one in words if (text := " ".join(clean(one.text).split()))]
    laid = lay_out(words, ready.image.width)
    placed = tuple(
        Word(start, start + len(one.text), round(one.confidence, 3), ready.box(*one.edges), one.note)
        for start, one in laid.words
    )
    confidence = round(_mean([one for _, one in laid.words]), 3) if placed else None
    return Recognised(laid.text, placed, confidence, used, turned)
