"""What recognising the words of one page gives, and how it is written down."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from askall.documents.records import Box, Mark, Part, Place

WEAK = 0.6
"""A word recognised with less confidence than this is marked as doubtful."""
DIGITS = "digits recognised"
"""Note of a number that one reader alone has read."""


@dataclass(frozen=True, slots=True)
class Word:
    """`text[start:end]` of the page. `confidence` is 0 to 1; `box` as in `Place`.

    `note` says of a number what the second reader made of it: nothing where both agree.
    """

    start: int
    end: int
    confidence: float
    box: Box
    note: str = ""


@dataclass(frozen=True, slots=True)
class Recognised:
    """One page as it was recognised. `turned` is by how many degrees, clockwise, it had to be turned to be read;
    `readers` are those whose word it is. A page that could not be recognised has no text and says why in `failed`."""

    text: str = ""
    words: tuple[Word, ...] = ()
    confidence: float | None = None
    readers: tuple[str, ...] = ()
    turned: int = 0
    failed: str = ""

    def marks(self) -> tuple[Mark, ...]:
        """A mark for each word with little confidence, and for each number that is not confirmed."""
        return tuple(self._marks())

    def _marks(self) -> Iterator[Mark]:
        for word in self.words:
            if word.note or word.confidence < WEAK:
                yield Mark(word.start, word.end, "doubtful", word.note or f"{word.confidence:.2f}")

    def part(self, label: str, *, places: bool = False) -> Part:
        """The page as a part of its document."""
        where = tuple(Place(one.start, one.end, one.box) for one in self.words) if places else ()
        return Part(label, self.text, True, self.confidence, self.marks(), where)

    def as_line(self) -> str:
        """As kept on disk: one line of JSON."""
        words = [[one.start, one.end, one.confidence, list(one.box), one.note] for one in self.words]
        return json.dumps(
            {
                "text": self.text,
                "words": words,
                "confidence": self.confidence,
                "readers": self.readers,
                "turned": self.turned,
                "failed": self.failed,
            },
            ensure_ascii=False,
            separators=(",", ":"),
        )


def recognised_from_json(line: str) -> Recognised:
    """As written by `as_line`. Raises ValueError for whatever else it is: a cache may be cut short or written over."""
    try:
        found = json.loads(line)
        text = str(found["text"])
        words = tuple(
            Word(int(start), int(end), float(confidence), _box(box), str(note))
            for start, end, confidence, box, note in found["words"]
        )
        confidence = None if found["confidence"] is None else float(found["confidence"])
        result = Recognised(
            text, words, confidence, tuple(map(str, found["readers"])), int(found["turned"]), str(found["failed"])
        )
    except (TypeError, KeyError, AttributeError, RecursionError) as error:
        raise ValueError(f"This is no recognised page ({error}).") from error
    if any(not 0 <= word.start < word.end <= len(text) for word in words):
        raise ValueError("Words lie outside the text of their page.")
    return result


def _box(given: Any) -> Box:
    left, top, right, bottom = map(float, given)
    return left, top, right, bottom
