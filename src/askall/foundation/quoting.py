"""Where given words stand in a text: looked for with tolerance, since screens, mail programs and models break lines and
write signs otherwise. What is found is always a place in the text itself."""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

SHORT = 12
"""A quote shorter than this must stand on whole words: "no" is not found inside "know". A longer one that cuts a word
at its edge is a slip of the mouse, not a coincidence."""

_SIGNS = str.maketrans(
    dict.fromkeys("‘’‚‛ʼ′`´", "'") | dict.fromkeys("“”„‟″«»", '"') | dict.fromkeys("‐‑‒–—―−", "-") | {"⁄": "/"}
)
_INVISIBLE = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")


@dataclass(frozen=True, slots=True)
class _Folded:
    """Text made comparable. Character `at` of `text` comes from character `source[at]` of the original."""

    text: str
    source: tuple[int, ...]


def locate(quote: str, text: str) -> tuple[int, int] | None:
    """Start and end of `quote` in `text`, as Unicode characters; None if it is not there.

    Line breaks and runs of white space, curly and straight quotation marks, kinds of dashes, ligatures and invisible
    characters are alike; letters, digits and their case are not.
    """
    return _best(quote, text, _places(quote, text))


def places(quote: str, text: str) -> list[tuple[int, int]]:
    """Every place where `quote` stands in `text` on whole words, as `locate` compares them: a figure is never found
    inside a longer one."""
    return [place for place in _places(quote, text) if _on_whole_words(text, *place)]


def _places(quote: str, text: str) -> Iterator[tuple[int, int]]:
    wanted = _fold(quote).text.strip()
    folded = _fold(text)
    found = ((at, at + len(wanted)) for at in _occurrences(wanted, folded.text))
    return ((folded.source[at], folded.source[end - 1] + 1) for at, end in found if _uncut(folded, at, end))


def locate_exactly(quote: str, text: str) -> tuple[int, int] | None:
    """As `locate`, of the very same characters."""
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
