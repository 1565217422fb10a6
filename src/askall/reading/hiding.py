"""Hiding: a text as it may leave the computer, with places that lead back into the text as it was received."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


def nothing_hidden(_text: str) -> Sequence[tuple[int, int, str]]:
    """Where the study lets everything leave."""
    return ()


@dataclass(frozen=True, slots=True)
class HiddenText:
    """`text` is what may leave. `holes` are (start, end) in `text` and (start, end) in the original of each marker."""

    text: str
    holes: tuple[tuple[int, int, int, int], ...] = ()

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The place in the original that `text[start:end]` was made from; half a marker stands for all it hides."""
        return self._back(start, at_end=False), self._back(end, at_end=True)

    def _back(self, at: int, at_end: bool) -> int:
        shift = 0
        for left, right, begin, end in self.holes:
            if at < left or (at == left and at_end):
                break
            if at < right or (at == right and at_end):
                return end if at_end else begin
            shift = end - right
        return at + shift

    def hidden(self, start: int, end: int) -> str:
        """`original[start:end]` as it may leave: a marker for each hole that it touches."""
        return self.text[self._forth(start, at_end=False) : self._forth(end, at_end=True)]

    def _forth(self, at: int, at_end: bool) -> int:
        shift = 0
        for left, right, begin, end in self.holes:
            if at < begin or (at == begin and at_end):
                break
            if at < end or (at == end and at_end):
                return right if at_end else left
            shift = right - end
        return at + shift


def hide(text: str, places: Iterable[tuple[int, int, str]]) -> HiddenText:
    """`text` with a marker for each of the places."""
    pieces: list[str] = []
    holes: list[tuple[int, int, int, int]] = []
    at = length = 0
    for start, end, marker in places:
        length += start - at
        holes.append((length, length + len(marker), start, end))
        pieces += [text[at:start], marker]
        at, length = end, length + len(marker)
    pieces.append(text[at:])
    return HiddenText("".join(pieces), tuple(holes))
