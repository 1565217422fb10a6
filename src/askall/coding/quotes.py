"""Quotes are the words of a stored file, to the character. People paste them from screens that break lines elsewhere,
so they are looked for with tolerance, but what is kept is always the slice of the stored text itself."""

import re
from collections.abc import Iterable

from askall.coding.records import Quote, StoredText
from askall.foundation.quoting import locate, locate_exactly

GAPS = re.compile(r"\s*\[(?:\.\.\.|…)\]\s*")
"""[…] or [...] between two pieces: the answer rests on both ("47 static cameras […] 9 PTZ")."""


def find_quotes(quote: str, texts: Iterable[StoredText]) -> tuple[Quote, ...]:
    """The places of a quote, or of each of its pieces around […]. Empty if any piece is not found."""
    texts = tuple(texts)
    whole = find_quote(quote, texts)
    if whole:
        return (whole,)
    found = [find_quote(piece, texts) for piece in GAPS.split(quote) if piece.strip()]
    return tuple(one for one in found if one) if all(found) else ()


def find_quote(quote: str, texts: Iterable[StoredText]) -> Quote | None:
    """Where `quote` stands in the first of `texts` that has it: exactly if one has it so, else as `locate` finds it.

    The result's `quote` equals `text[start:end]`. None if no text has it, or if the quote is blank.
    """
    texts = tuple(texts)
    for search in (locate_exactly, locate):
        for text in texts:
            place = search(quote, text.text)
            if place:
                return quote_at(text, *place)
    return None


def quote_at(text: StoredText, start: int, end: int) -> Quote:
    """The quote of a known place. Raises ValueError if there are no words there."""
    words = text.text[start:end] if 0 <= start < end <= len(text.text) else ""
    if not words.strip():
        raise ValueError(f"There are no words from {start} to {end} in {text.label} of file {text.sha256}.")
    return Quote(text.sha256, text.part, text.label, start, end, words)


def is_verbatim(quote: Quote, texts: Iterable[StoredText]) -> bool:
    """Whether the words stand at that place of that part of that file, to the character."""
    return bool(quote.quote.strip()) and any(
        (text.sha256, text.part) == (quote.sha256, quote.part)
        and quote.start >= 0
        and text.text[quote.start : quote.end] == quote.quote
        for text in texts
    )
