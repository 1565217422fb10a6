"""Pieces: whole texts cut for a language model, so that every character lies in a piece and each cut falls between two
sentences, the last of which stands in the next piece again."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from askall.reading.segmenting import units

OVERLAP = 8  # a piece begins with what the last eighth of the one before held, and with one sentence at least


@dataclass(frozen=True, slots=True)
class Slice:
    """`texts[part][start:end]`."""

    part: int
    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start


Piece = tuple[Slice, ...]


def pieces(texts: Sequence[str], length: int) -> list[Piece]:
    """The texts in order, in as few pieces of at most `length` characters as there can be; short texts share one."""
    found: list[Piece] = []
    held: list[Slice] = []
    for part, text in enumerate(texts):
        for stretch in _stretches(part, text, max(1, length // 2)):
            if held and sum(map(len, held)) + len(stretch) > length:
                found.append(_joined(held))
                held = _carried(held, part, min(length // OVERLAP, length - len(stretch)), length - len(stretch))
            held.append(stretch)
    return [*found, _joined(held)] if held else found


def _carried(held: Sequence[Slice], part: int, room: int, most: int) -> list[Slice]:
    """The end of a piece that the next one begins with, of the same text."""
    carried: list[Slice] = []
    for stretch in reversed(held):
        size = sum(map(len, carried)) + len(stretch)
        if stretch.part != part or size > (room if carried else most):
            break
        carried.insert(0, stretch)
    return carried


def _joined(held: Sequence[Slice]) -> Piece:
    joined: list[Slice] = []
    for one in held:
        if joined and joined[-1].part == one.part and joined[-1].end == one.start:
            joined[-1] = Slice(one.part, joined[-1].start, one.end)
        else:
            joined.append(one)
    return tuple(joined)


def _stretches(part: int, text: str, most: int) -> Iterator[Slice]:
    """A text from one sentence, item or cell to the next, no stretch longer than `most`."""
    begun = sorted({0, len(text), *(one.start for one in units(text))})
    for start, end in pairwise(begun):
        left = start
        while end - left > most:
            cut = _gap(text, left, left + most)
            yield Slice(part, left, cut)
            left = cut
        if left < end:
            yield Slice(part, left, end)


def _gap(text: str, start: int, end: int) -> int:
    """The last place between two words from `start` on; `end` where there is none."""
    space = max(text.rfind(" ", start + 1, end), text.rfind("\n", start + 1, end))
    return space if space > start else end
