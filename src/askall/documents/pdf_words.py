"""Words on a page, and the runs and blocks they stand in: pure geometry, in points from the upper left corner."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

# A gap this many line heights wide separates what stands side by side; spaces of justified lines are narrower.
GAP = 0.85
STACKED = 0.55  # line heights between two lines of one block
MARKER = re.compile(
    r"(?:[•●○▪■□▫◦‣⁃·–—*o§-]|[\uf000-\uf0ff]|\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})[.):]{1,2}|Q\d{1,2}[.:)]?|(?:\d{1,2}\.)+\d{0,2}\.?)"
)
SHADOW = 4.0  # points
MOST_SAME = 200  # of one word, looked through for one drawn again
MARKER_GAP = 5.0  # line heights between a list's mark and its text


class Word(NamedTuple):
    """Characters `start` to `end` of the page's raw text, and their box."""

    start: int
    end: int
    left: float
    top: float
    right: float
    bottom: float
    text: str


@dataclass(slots=True)
class Run:
    """Words of one line without a wide gap."""

    words: list[Word]
    left: float
    top: float
    right: float
    bottom: float

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    def take(self, word: Word) -> None:
        """One word more."""
        self.words.append(word)
        _, _, left, top, right, bottom, _ = word
        if left < self.left:
            self.left = left
        if right > self.right:
            self.right = right
        if top < self.top:
            self.top = top
        if bottom > self.bottom:
            self.bottom = bottom


@dataclass(slots=True)
class Block:
    """Runs that stand below each other and follow each other in the file."""

    runs: list[Run]
    left: float
    top: float
    right: float
    bottom: float

    @property
    def height(self) -> float:
        """Of its first line."""
        return self.runs[0].height

    @property
    def order(self) -> int:
        """Its place in the file."""
        return self.runs[0].words[0].start

    @property
    def last(self) -> int:
        """Where it ends in the file."""
        return self.runs[-1].words[-1].start

    @property
    def text(self) -> str:
        return "\n".join(run.text for run in self.runs)

    def take(self, run: Run) -> None:
        """One run more."""
        self.runs.append(run)
        self.left, self.right = min(self.left, run.left), max(self.right, run.right)
        self.top, self.bottom = min(self.top, run.top), max(self.bottom, run.bottom)


def once(words: Sequence[Word]) -> list[Word]:
    """Words without those drawn a second time at nearly the same place, as for a shadow or a heavy face."""
    kept: list[Word] = []
    seen: dict[str, list[Word]] = {}
    for word in words:
        same = seen.setdefault(word.text, [])
        if not same or not _is_again(word, same):
            same.append(word)
            kept.append(word)
    return kept


def _is_again(word: Word, same: Sequence[Word]) -> bool:
    left, top = word.left, word.top
    return any(-SHADOW < one.top - top < SHADOW and -SHADOW < one.left - left < SHADOW for one in same[-MOST_SAME:])


def runs_of(words: Iterable[Word]) -> list[Run]:
    """Words in the order of the file as runs. A list's mark stays with its text."""
    runs: list[Run] = []
    for word in words:
        if runs and _goes_on(runs[-1], word):
            runs[-1].take(word)
        else:
            runs.append(Run([word], word.left, word.top, word.right, word.bottom))
    return runs


def _goes_on(run: Run, word: Word) -> bool:
    gap = word.left - run.right
    height = run.bottom - run.top
    if word.bottom - word.top < height:
        height = word.bottom - word.top
    if not -height < gap < MARKER_GAP * height or not same_line(run, word):
        return False
    return gap < GAP * height or (len(run.words) == 1 and MARKER.fullmatch(run.words[0].text) is not None)


def same_line(one: "Run | Word | Block", other: "Run | Word | Block") -> bool:
    """Whether the two overlap in height by half of the lower one."""
    top, bottom, top2, bottom2 = one.top, one.bottom, other.top, other.bottom
    shared = (bottom if bottom < bottom2 else bottom2) - (top if top > top2 else top2)
    height, height2 = bottom - top, bottom2 - top2
    return shared > 0.5 * (height if height < height2 else height2)


def blocks_of(runs: Iterable[Run]) -> list[Block]:
    """Runs as blocks: each line directly below the one before it, in the order of the file."""
    blocks: list[Block] = []
    for run in runs:
        if blocks and _stacks(blocks[-1], run):
            blocks[-1].take(run)
        else:
            blocks.append(Block([run], run.left, run.top, run.right, run.bottom))
    return blocks


def _stacks(block: Block, run: Run) -> bool:
    above = block.runs[-1]
    gap = run.top - above.bottom
    height = min(above.height, run.height)
    overlap = min(block.right, run.right) - max(block.left, run.left)
    return -0.45 * height < gap < STACKED * height and overlap > 0 and not same_line(above, run)


def bands_of(blocks: Sequence[Block]) -> list[list[Block]]:
    """Blocks that stand side by side, from top to bottom: each band is one row of whatever it is."""
    bands: list[list[Block]] = []
    floor = 0.0
    for block in sorted(blocks, key=lambda one: one.top):
        inset = 0.3 * block.height
        if bands and block.top + inset < floor:
            bands[-1].append(block)
            floor = max(floor, block.bottom - inset)
        else:
            bands.append([block])
            floor = block.bottom - inset
    return bands
