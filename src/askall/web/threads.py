"""A request's messages and files as the pages show them, with the words that answers rest on marked."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from askall.coding.records import Quote
from askall.mail.records import AttachedFile, StoredMessage
from askall.reading.records import StoredReading, Suggestion, Text
from askall.web.pieces import Piece, Place, Run, marked_runs, pieces

SHOWN = 40_000
"""Characters of one part of a file that a page shows; more if a quote stands further down. The file is beside it."""

PICTURES = 20
"""Pages of one file that pictures are made of. The whole file is beside them."""

OUTLINES = 20
"""Quotes outlined on one page."""
PAGE = re.compile(r"page (\d{1,6})")

Marks = dict[tuple[str, int], set[Place]]


@dataclass(frozen=True, slots=True)
class PartView:
    """One page or sheet of a file. `left_out` counts the characters not shown."""

    label: str
    runs: tuple[Run, ...]
    left_out: int

    @property
    def marked(self) -> bool:
        """Whether something rests on it."""
        return any(run.marked for run in self.runs)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A page as a picture. `outlines` are addresses of what lies upon it: boxes around words that something rests
    on."""

    number: int
    outlines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FileView:
    """An attachment with the text that was read from it, and how many of its pages can be drawn. `outlines` are
    those of each page by its number; `paged` tells that it is a PDF, whose pages are all drawn at one width."""

    file: AttachedFile
    parts: tuple[PartView, ...]
    pages: int = 0
    outlines: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    paged: bool = False

    @property
    def pictures(self) -> list[Drawn]:
        """The pages that are shown as pictures: the first ones, and any further one with an outline."""
        shown = {*range(1, min(self.pages, PICTURES) + 1), *(one for one in self.outlines if one <= self.pages)}
        return [Drawn(number, self.outlines.get(number, ())) for number in sorted(shown)]

    @property
    def outlined(self) -> list[int]:
        """The pages on which words are outlined."""
        return sorted(one for one in self.outlines if one <= self.pages)

    @property
    def marked(self) -> bool:
        """Whether something rests on it."""
        return any(part.marked for part in self.parts)


@dataclass(frozen=True, slots=True)
class MessageView:
    """A message with its text in pieces and its files."""

    record: StoredMessage
    pieces: tuple[Piece, ...]
    files: tuple[FileView, ...]


def thread_views(
    thread: Iterable[StoredMessage],
    texts: Mapping[int, Sequence[Text]],
    quotes: Iterable[Quote],
    pages: Mapping[str, int] | None = None,
) -> tuple[MessageView, ...]:
    """The messages in order. `texts` are those of each message by its key; `quotes` are marked where they stand.

    `pages` tells by its hash how many pages of a file can be drawn as pictures.
    """
    marks: Marks = defaultdict(set)
    for quote in quotes:
        marks[quote.sha256, quote.part].add((quote.start, quote.end))
    anchored: set[str] = set()
    return tuple(_message(one, texts.get(one.key, ()), marks, anchored, pages or {}) for one in thread)


def anchor(sha256: str, part: int, start: int) -> str:
    """The id of the place where a quote begins."""
    return f"{_prefix(sha256, part)}-{start}"


def reading_quotes(read: StoredReading) -> list[tuple[str, Suggestion, tuple[Quote, ...]]]:
    """Variable, suggestion and the places it rests on, for all that the machine suggests of a message."""
    listed = [("outcome", read.reading.outcome), *read.reading.answers]
    return [(variable, one, _places(read, one)) for variable, one in listed if one.value is not None]


def _places(read: StoredReading, suggestion: Suggestion) -> tuple[Quote, ...]:
    found = ((one, read.places[one.part]) for one in suggestion.evidence)
    return tuple(Quote(at.sha256, at.part, at.label, one.start, one.end, one.quote) for one, at in found)


def _prefix(sha256: str, part: int) -> str:
    return f"q-{sha256[:12]}-{part}"


def _message(
    one: StoredMessage, texts: Sequence[Text], marks: Marks, anchored: set[str], pages: Mapping[str, int]
) -> MessageView:
    prefix = _once(_prefix(one.sha256, 0), anchored)
    own = pieces(one.text, one.segments, marks.get((one.sha256, 0), ()), prefix)
    files = (_file(file, texts, marks, anchored) for file in one.attachments)
    return MessageView(one, own, tuple(replace(file, pages=_pages(file.file, pages)) for file in files))


def _pages(file: AttachedFile, pages: Mapping[str, int]) -> int:
    """A picture within a letter is not read for text, but it can be drawn."""
    return pages.get(file.sha256, 1 if file.inline and file.media_type.startswith("image/") else 0)


def _file(file: AttachedFile, texts: Sequence[Text], marks: Marks, anchored: set[str]) -> FileView:
    parts = []
    outlines: dict[int, tuple[str, ...]] = {}
    paged = False
    for text in texts:
        if text.sha256 != file.sha256:
            continue
        label = text.label.removeprefix(f"{file.filename or 'attachment'}, ")
        number = page_of(label)
        paged = paged or number > 0
        if text.text.strip():
            listed = sorted(marks.get((text.sha256, text.part), ()))
            end = min(len(text.text), max([SHOWN, *(right + 500 for _, right in listed)]))
            prefix = _once(_prefix(text.sha256, text.part), anchored)
            runs = marked_runs(text.text, 0, end, listed, prefix)
            parts.append(PartView(label, runs, len(text.text) - end))
            if number and listed:
                outlines[number] = tuple(
                    f"/files/{file.sha256}/{text.part}/{left}-{right}.svg" for left, right in listed[:OUTLINES]
                )
    return FileView(file, tuple(parts), outlines=outlines, paged=paged)


def page_of(label: str) -> int:
    """The number of the page that a part of a PDF is; 0 for any other part."""
    found = PAGE.fullmatch(label)
    return int(found[1]) if found else 0


def _once(prefix: str, anchored: set[str]) -> str:
    """An id stands on a page once, also where the same file came with two mails."""
    if prefix in anchored:
        return ""
    anchored.add(prefix)
    return prefix
