"""Quotes are the words of a stored file, to the character. People paste them from screens that break lines elsewhere,
so they are looked for with tolerance, but what is kept is always the slice of the stored text itself."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from askall.coding.records import Quote, StoredText

SHORT = 12
"""A quote shorter than this must stand on whole words: "no" is not found inside "know". A longer one that cuts a word
at its edge is a slip of the mouse, not a coincidence."""

GAPS = re.compile(r"\s*\[(?:\.\.\.|…)\]\s*")
"""[…] or [...] between two pieces: the answer rests on both ("47 static cameras […] 9 PTZ")."""

_SIGNS = str.maketrans(
    dict.fromkeys("‘’‚‛ʼ′`´", "'") | dict.fromkeys("“”„‟″«»", '"') | dict.fromkeys("‐‑‒–—―−", "-") | {"⁄": "/"}
)
_INVISIBLE = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")


@dataclass(frozen=True, slots=True)
class _Folded:
    """Text made comparable. Character `at` of `text` comes from character `source[at]` of the original."""

    text: str
    source: tuple[int, ...]


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
    for search in (_exact, locate):
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


def locate(quote: str, text: str) -> tuple[int, int] | None:
    """Start and end of `quote` in `text`, as Unicode characters; None if it is not there.

    Line breaks and runs of white space, curly and straight quotation marks, kinds of dashes, ligatures and invisible
    characters are alike; letters, digits and their case are not.
    """
    wanted = _fold(quote).text.strip()
    folded = _fold(text)
    places = ((at, at + len(wanted)) for at in _occurrences(wanted, folded.text))
    whole = ((folded.source[at], folded.source[end - 1] + 1) for at, end in places if _uncut(folded, at, end))
    return _best(quote, text, whole)


def _exact(quote: str, text: str) -> tuple[int, int] | None:
    words = quote.strip()
    return _best(words, text, ((at, at + len(words)) for at in _occurrences(words, text)))


def _best(quote: str, text: str, places: Iterable[tuple[int, int]]) -> tuple[int, int] | None:
    """The first place on whole words, else the first at all if the quote is long enough to be no coincidence."""
    first = None
    for start, end in places:
        if _on_whole_words(text, start, end):
            return start, end
        first = first or (start, end)
    return first if len(quote.strip()) >= SHORT else None


def _on_whole_words(text: str, start: int, end: int) -> bool:
    return not (_joined(text, start) or _joined(text, end))


def _joined(text: str, at: int) -> bool:
    """Whether a word runs on across this place. A figure's own point or comma joins too: 56 is not in 1,560 or 56.5."""
    before, after = text[max(0, at - 2) : at], text[at : at + 2]
    if before[-1:].isalnum() and after[:1].isalnum():
        return True
    figure_after = before[-1:].isdigit() and after[:1] in (".", ",") and after[1:].isdigit()
    figure_before = after[:1].isdigit() and before[-1:] in (".", ",") and before[:-1].isdigit()
    return figure_after or figure_before


def _occurrences(words: str, text: str) -> Iterator[int]:
    at = text.find(words) if words else -1
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


def _uncut(folded: _Folded, start: int, end: int) -> bool:
    """False if the place begins or ends within what was one character, such as a ligature or a letter with accent."""
    source, text = folded.source, folded.text
    cut_before = start > 0 and source[start - 1] == source[start]
    cut_after = end < len(source) and (source[end - 1] == source[end] or unicodedata.combining(text[end]) > 0)
    return not cut_before and not cut_after


@lru_cache(maxsize=64)
def _fold(text: str) -> _Folded:
    letters: list[str] = []
    source: list[int] = []
    for at, character in enumerate(text):
        for letter in _plain(character):
            if letter == " " and letters and letters[-1] == " ":
                continue
            letters.append(letter)
            source.append(at)
    return _Folded("".join(letters), tuple(source))


@lru_cache(maxsize=4096)
def _plain(character: str) -> str:
    """What a character is compared as: white space is one space, an invisible one is nothing."""
    if character in _INVISIBLE:
        return ""
    if character.isspace():
        return " "
    signs = unicodedata.normalize("NFKD", character.translate(_SIGNS)).translate(_SIGNS)
    return "".join(" " if sign.isspace() else sign for sign in signs)
