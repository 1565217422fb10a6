"""A message's text cut for display: by segment, with quotes marked. Nothing of it is left out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from askall.mail.records import Segment

NAMES = {
    "own": "",
    "quoted": "Earlier mail, quoted",
    "forwarded": "Forwarded mail",
    "signature": "Signature",
    "disclaimer": "Disclaimer",
}


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text that is marked as evidence, or not."""

    text: str
    marked: bool


@dataclass(frozen=True, slots=True)
class Piece:
    """One segment. `title` is "" for the sender's own words, which are shown open; a marked piece is open too."""

    title: str
    runs: tuple[Run, ...]

    @property
    def open(self) -> bool:
        """Whether it is shown unfolded."""
        return not self.title or any(run.marked for run in self.runs)


def pieces(text: str, segments: Sequence[Segment], marks: Iterable[tuple[int, int]] = ()) -> tuple[Piece, ...]:
    """The segments of a text in order, each with its marked runs. Blank segments are passed over."""
    places = _merged(marks)
    cut = segments or (Segment("own", 0, len(text)),)
    return tuple(
        Piece(NAMES.get(one.kind, one.kind), tuple(_runs(text, one.start, one.end, places)))
        for one in cut
        if text[one.start : one.end].strip()
    )


def _merged(marks: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(marks):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _runs(text: str, start: int, end: int, places: list[tuple[int, int]]) -> Iterable[Run]:
    at = start
    for left, right in places:
        left, right = max(left, start), min(right, end)
        if left >= right:
            continue
        if at < left:
            yield Run(text[at:left], False)
        yield Run(text[left:right], True)
        at = right
    if at < end:
        yield Run(text[at:end], False)
