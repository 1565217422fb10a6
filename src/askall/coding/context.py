"""A quote in its context, redacted: what a reader of the published figure sees."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from askall.coding.records import Quote
from askall.coding.redaction import personal_spans, redact_slice
from askall.coding.redaction_marks import MARKERS
from askall.foundation.errors import CheckFailed

REACH = 400
"""Characters of context on each side, at most."""

# A marker is one piece: half of it would hide that something was taken out.
_PIECE = re.compile("|".join(map(re.escape, MARKERS.values())) + r"|\s+|(?:(?!\[(?:name|e-mail|phone) removed\])\S)+")


@dataclass(frozen=True, slots=True)
class Context:
    """The redacted quote with what stands around it. `before` and `after` are at most as long as asked for."""

    before: str
    quote: str
    after: str


def in_context(quote: Quote, text: str, keep: Collection[str] = (), reach: int = REACH) -> Context:
    """The quote of `text` with up to `reach` characters before and after, cut between words, personal data redacted.

    `text` is the whole stored text, all of which tells what is a name; `keep` as in `redact`. Raises CheckFailed if the
    quote does not stand there.
    """
    if not quote.quote.strip() or text[quote.start : quote.end] != quote.quote:
        raise CheckFailed(f"The quote “{quote.quote[:80]}” does not stand in {quote.label} of file {quote.sha256}.")
    spans = personal_spans(text, keep)
    before = redact_slice(text, spans, max(0, quote.start - reach), quote.start)
    after = redact_slice(text, spans, quote.end, min(len(text), quote.end + reach))
    return Context(
        _shortened(before, reach, starts_inside=_inside_word(text, quote.start - reach), from_end=True),
        redact_slice(text, spans, quote.start, quote.end),
        _shortened(after, reach, starts_inside=_inside_word(text, quote.end + reach), from_end=False),
    )


def _inside_word(text: str, at: int) -> bool:
    """Whether cutting at this place would cut a word in two."""
    return 0 < at < len(text) and not text[at - 1].isspace() and not text[at].isspace()


def _shortened(context: str, reach: int, *, starts_inside: bool, from_end: bool) -> str:
    """As many whole words as fit into `reach`, counted from the quote outwards. A single longer word is cut."""
    pieces = _PIECE.findall(context)
    if from_end:
        pieces.reverse()
    if starts_inside and len(pieces) > 1 and pieces[-1] not in MARKERS.values():
        pieces.pop()
    kept = list(_fitting(pieces, reach))
    if not kept and pieces and pieces[0] not in MARKERS.values():
        kept = [pieces[0][-reach:] if from_end else pieces[0][:reach]]
    return "".join(reversed(kept) if from_end else kept)


def _fitting(pieces: list[str], reach: int) -> Iterator[str]:
    length = 0
    for piece in pieces:
        length += len(piece)
        if length > reach:
            return
        yield piece
