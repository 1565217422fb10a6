"""Text of a page, put together from pieces of the raw text: what is known of a piece can be told of its place."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence

from askall.documents.pdf_tables import Grid
from askall.documents.pdf_words import Block, Run, blocks_of, runs_of, same_line

# pdfium marks a hyphen at a line's end, where the word goes on in the next line, with one of these.
LINE_HYPHENS = "\x02\ufffe\u00ad"
BLANKS = re.compile(r"[ \t\xa0]*")
LINE = re.compile(r"[^\r\n]*")


class Flow:
    """Lines of text, and which characters of the raw text they hold."""

    def __init__(self, raw: str) -> None:
        self.raw = raw
        self.shown = raw
        for sign in LINE_HYPHENS:  # hundreds of times as quick as `translate`
            self.shown = self.shown.replace(sign, "-")
        self.pieces: list[str] = []
        self.length = 0
        self.spans: list[tuple[int, int, int]] = []  # (start and end in the raw text, start in this)
        self._sorted: list[int] = []

    def as_it_stands(self) -> None:
        """All of the raw text, line by line: no blanks at line ends, at most one empty line in a row."""
        empty, at, length = 2, 0, self.length
        for line in self.shown.split("\n"):
            kept = line.rstrip(" \r")
            empty = 0 if kept else empty + 1
            if empty < 2:
                if kept:
                    self.spans.append((at, at + len(kept), length))
                self.pieces.append(kept + "\n")
                length += len(kept) + 1
            at += len(line) + 1
        self.length = length

    def lines(self, runs: Iterable[Run]) -> None:
        """Runs in order; those beside each other share a line."""
        before: Run | None = None
        for run in runs:
            if before is not None:
                beside = same_line(before, run) and run.left >= before.right - 0.5 * run.height
                self._put(" " if beside else "\n")
            self._run(run)
            before = run
        self._put("\n")

    def rows(self, grid: Grid) -> Iterator[tuple[str, ...]]:
        """A table, a line a row with cells apart by tabs; gives the rows as text."""
        for row in grid.rows:
            cells = [[run for block in cell for run in block.runs] for cell in row]
            filled = sum(map(bool, cells))
            shown = []
            for at, runs in enumerate(cells):
                start = len(self.pieces)
                for number, run in enumerate(runs):
                    if number:
                        self._put("\n" if filled == 1 else " ")
                    self._run(run)
                shown.append(" ".join("".join(self.pieces[start:]).split()))
                if filled > 1 and any(cells[at + 1 :]):
                    self._put("\t")
            self._put("\n")
            yield tuple(shown)

    def columns(self, grid: Grid) -> None:
        """Columns of text, one after the other."""
        for at in range(len(grid.rows[0])):
            self.lines(run for row in grid.rows for block in row[at] for run in block.runs)

    def _run(self, run: Run) -> None:
        """Words with what stands between them in the raw text, where that is blank."""
        start, end = run.words[0].start, run.words[0].end
        for word in run.words[1:]:
            if word.start >= end and BLANKS.fullmatch(self.raw, end, word.start):
                end = word.end
                continue
            self._span(start, end)
            self._put(" ")
            start, end = word.start, word.end
        self._span(start, end)

    def _span(self, start: int, end: int) -> None:
        if start < end:
            self.spans.append((start, end, self.length))
            self._put(self.shown[start:end])

    def _put(self, text: str) -> None:
        self.pieces.append(text)
        self.length += len(text)

    def text(self) -> str:
        """All lines; offsets count in this."""
        self.spans.sort()
        self._sorted = [start for start, _, _ in self.spans]
        return "".join(self.pieces).rstrip("\n")

    def ranges(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Where characters `start` to `end` of the raw text stand; `text` is to be asked first."""
        for at in range(max(0, bisect_right(self._sorted, start) - 1), bisect_left(self._sorted, end)):
            left, right, shift = self.spans[at]
            first, last = max(left, start), min(right, end)
            if first < last:
                yield first - left + shift, last - left + shift


def merged(ranges: Iterable[tuple[int, int]], text: str) -> list[tuple[int, int]]:
    """Ranges in order, those joined that nothing but blanks parts."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(ranges):
        if found and not text[found[-1][1] : start].strip():
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def loose_runs(blocks: Sequence[Block]) -> list[Run]:
    """The runs of blocks that are in no table, in the order of the file."""
    return sorted((run for block in blocks for run in block.runs), key=lambda one: one.words[0].start)


__all__ = ["Flow", "blocks_of", "loose_runs", "merged", "runs_of"]
