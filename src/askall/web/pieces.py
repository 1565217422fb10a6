"""A text cut for display: by segment, with quotes marked. Nothing of a message is left out."""

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
Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text that is marked as evidence, or not. `anchors` are ids for links to the quotes that begin in
    it."""

    text: str
    marked: bool
    anchors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Piece:
    """One segment. `title` is "" for the sender's own words, which are shown open; a marked piece is open too."""

    title: str
    runs: tuple[Run, ...]

    @property
    def open(self) -> bool:
        """Whether it is shown unfolded."""
        return not self.title or any(run.marked for run in self.runs)


def pieces(text: str, segments: Sequence[Segment], marks: Iterable[Place] = (), prefix: str = "") -> tuple[Piece, ...]:
    """The segments of a text in order, each with its marked runs. Blank segments are passed over."""
    listed = sorted(set(marks))
    cut = segments or (Segment("own", 0, len(text)),)
    return tuple(
        Piece(NAMES.get(one.kind, one.kind), marked_runs(text, *_trimmed(text, one), listed, prefix))
        for one in cut
        if text[one.start : one.end].strip()
    )


def _trimmed(text: str, segment: Segment) -> Place:
    """Without the blank lines at its edges, which would part the segments twice; its first indent stays."""
    words = text[segment.start : segment.end]
    begin = words.rfind("\n", 0, len(words) - len(words.lstrip())) + 1
    return segment.start + begin, segment.start + len(words.rstrip())


def marked_runs(text: str, start: int, end: int, marks: Sequence[Place], prefix: str = "") -> tuple[Run, ...]:
    """`text[start:end]` in runs. With a `prefix`, the quote that begins at character 12 gets the anchor "prefix-12"."""
    return tuple(_runs(text, start, end, _merged(marks), sorted({one for one, _ in marks}), prefix))


def _merged(marks: Iterable[Place]) -> list[Place]:
    merged: list[Place] = []
    for start, end in sorted(marks):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _runs(text: str, start: int, end: int, places: list[Place], begins: list[int], prefix: str) -> Iterable[Run]:
    at = start
    for left, right in places:
        left, right = max(left, start), min(right, end)
        if left >= right:
            continue
        if at < left:
            yield Run(text[at:left], False)
        anchors = tuple(f"{prefix}-{one}" for one in begins if prefix and left <= one < right)
        yield Run(text[left:right], True, anchors)
        at = right
    if at < end:
        yield Run(text[at:end], False)
