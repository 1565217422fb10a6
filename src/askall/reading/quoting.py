"""Which stretches of a text are the sender's own words and which are quoted from earlier messages."""

# ruff: noqa: E501 -- a family of phrases stands on one line, so that it reads as one.

import re
from collections.abc import Iterator, Sequence

from askall.reading.records import Span

_HEADER = re.compile(r"^[ \t>]*\*?(from|sent|date|to|subject|cc)\*?:", re.I)
_DIVIDER = re.compile(
    r"^[ \t>]*(?:-{2,}[ ]?(?:original message|forwarded message|original appointment)|begin forwarded message:"
    r"|on .{6,120} wrote:[ \t]*$|show quoted sections)",
    re.I,
)
_MARKED = re.compile(r"(?:^[ \t]*>[^\n]*(?:\n|\Z)(?:[ \t]*\n(?=[ \t]*>))*)+", re.MULTILINE)
_WORD = re.compile(r"\w")
_INSIDE = re.compile(
    r"(?:answers?|responses?|repl(?:y|ies|ied)|comments?|answered|responded|shown|provided|information)[^.]{0,60}\b(?:inline|in-line|in (?:red|blue|bold|green|italics|capitals|purple)\b"
    r"|within (?:the |your )(?:body|text|e-?mail|request|original|questions|message)|against each|under(?:neath)? each|after each|beneath (?:each|your)|into your|worked into|embedded|interspersed|"
    r"in (?:your|the) (?:e-?mail|original|request below|message below))|\b(?:in red|in blue|inline|in-line)\b"
)
_BELOW = re.compile(r"(?:see|find|answers?|response|responses|repl(?:y|ies))\b[^.]{0,60}\bbelow\b|^(?:see )?below\W*$")


def spans_of(text: str, given: Sequence[Span]) -> list[Span]:
    """The message's own segments, or for a document the segments its lines show; they cover the text."""
    if given:
        found = [span for span in given if 0 <= span.start < span.end <= len(text)]
    else:
        cut = _first_quote(text)
        found = [Span("own", 0, cut), Span("quoted", cut, len(text))]
    if ">" not in text:
        return [span for span in found if span.start < span.end]
    return [piece for span in found for piece in _marked(text, span)]


def _marked(text: str, span: Span) -> Iterator[Span]:
    """A span cut into its lines marked ">", which are quoted whatever the program made of them, and the others."""
    if span.kind not in ("own", "quoted"):
        yield span
        return
    start = span.start
    for found in _MARKED.finditer(text, span.start, span.end):
        if found.start() > start:
            yield Span(span.kind, start, found.start())
        yield Span("marked", found.start(), found.end())
        start = found.end()
    if start < span.end:
        yield Span(span.kind, start, span.end)


def answers_between(spans: Sequence[Span], text: str) -> bool:
    """Whether the sender's own words stand below a line marked ">": then he answers what he quotes, piece by piece."""
    marked = next((span.end for span in spans if span.kind == "marked"), len(text))
    return any(
        span.kind == "own" and span.start >= marked and _WORD.search(text, span.start, span.end) for span in spans
    )


def points_inside(plain: str) -> bool:
    """Whether the sender says that the answers stand in the quoted text ("see my replies in red below")."""
    return bool(_INSIDE.search(plain))


def points_below(plain: str) -> bool:
    """Whether the sender only says that the answer stands below."""
    return bool(_BELOW.search(plain))


def _first_quote(text: str) -> int:
    """Offset of the first header block or divider of an earlier message; the text's length if there is none."""
    headers: list[tuple[int, str]] = []
    opened = 0
    for number, (start, line) in enumerate(_numbered(text)):
        if len(line) > 200:
            headers.clear()
            continue
        if _DIVIDER.match(line):
            return start
        if found := _HEADER.match(line):
            if not headers or number - opened > 4:
                headers, opened = [], number
            headers.append((start, found[1].lower()))
            names = {name for _, name in headers}
            if headers[0][1] == "from" and number - opened < 5 and len(names & {"sent", "date", "to", "subject"}) >= 2:
                return headers[0][0] if headers[0][0] > 0 else len(text)
        elif headers and number - opened > 4:
            headers.clear()
    return len(text)


def _numbered(text: str) -> Iterator[tuple[int, str]]:
    at = 0
    for line in text.splitlines(keepends=True):
        yield at, line
        at += len(line)
