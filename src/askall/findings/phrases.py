"""The vocabulary of shares: what "nearly two-thirds", "most" or "one in four" may stand for, as an interval.

docs/claims.md gives every word and tolerance; a test keeps the two together.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from askall.findings.intervals import Interval

# Tolerances, as shares. A bare fraction is read as rounded; "nearly" and "about" as a reader would take them.
ROUNDED, CLOSE, NEARLY, ABOUT = Fraction(1, 100), Fraction(2, 100), Fraction(5, 100), Fraction(3, 100)
NEARLY_ALL, FEW, VAST = Fraction(9, 10), Fraction(1, 10), Fraction(8, 10)

NUMBER_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
NUMBERS = {word: number for number, word in enumerate(NUMBER_WORDS, start=1)} | {
    "a": 1, "an": 1, "twelve": 12, "fifteen": 15, "twenty": 20, "hundred": 100,
}  # fmt: skip
UNITS = {
    "half": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10,
}  # fmt: skip
QUALIFIERS = {
    "just under": (
        "just under",
        "just below",
        "slightly under",
        "slightly less than",
        "a little under",
        "just short of",
    ),
    "just over": ("just over", "just above", "slightly over", "slightly more than", "a little over"),
    "at least": ("at least", "no fewer than", "no less than", "not fewer than", "not less than", "a minimum of"),
    "at most": ("at most", "no more than", "not more than", "up to", "a maximum of"),
    "nearly": ("nearly", "almost", "close to", "approaching", "virtually", "practically", "not quite"),
    "over": ("well over", "over", "more than", "above", "upwards of", "greater than"),
    "under": ("well under", "under", "less than", "fewer than", "below"),
    "about": ("about", "around", "roughly", "approximately", "approx", "some", "circa"),
}
QUALIFIER_OF = {words: name for name, family in QUALIFIERS.items() for words in family}
WORDS = {
    "all": Interval(Fraction(1), Fraction(1)),
    "none": Interval(Fraction(0), Fraction(0)),
    "most": Interval(Fraction(1, 2), Fraction(1), low_open=True),
    "vast majority": Interval(VAST, Fraction(1)),
    "minority": Interval(Fraction(0), Fraction(1, 2), high_open=True),
    "hardly any": Interval(Fraction(0), FEW, low_open=True),
    "not all": Interval(Fraction(0), Fraction(1), high_open=True),
}
WORD_OF = {
    "all": "all", "every": "all", "each": "all", "none": "none", "no": "none", "not one": "none",
    "not a single": "none", "most": "most", "majority": "most", "the majority": "most", "a majority": "most",
    "minority": "minority", "a minority": "minority", "vast majority": "vast majority",
    "the vast majority": "vast majority", "overwhelming majority": "vast majority",
    "the overwhelming majority": "vast majority", "hardly any": "hardly any",
    "scarcely any": "hardly any", "not all": "not all", "not every": "not all",
}  # fmt: skip


def _any_of(words: "dict[str, str] | dict[str, int]") -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


_QUALIFIER = rf"(?:(?P<qualifier>{_any_of(QUALIFIER_OF)})\s+)?"
_FRACTION = re.compile(
    rf"\b{_QUALIFIER}(?:(?P<top>{'|'.join(['a', *NUMBER_WORDS[:9]])})\s+)?(?P<unit>{_any_of(UNITS)})(?P<plural>s?)\b"
    r"(?!\s+(?:part(?:y|ies|s)?|person|time|year|hour|term|day|review|round|dozen|a)\b|/)"
)
_IN = re.compile(
    rf"\b{_QUALIFIER}(?P<top>{'|'.join(NUMBER_WORDS[:9])}|[0-9]{{1,2}})\s+(?:in|out\s+of)\s+(?:every\s+)?"
    rf"(?P<bottom>{_any_of(NUMBERS)}|[0-9]{{1,3}})\b"
)
_PERCENT = re.compile(rf"\b{_QUALIFIER}(?P<number>[0-9]{{1,3}}(?:\.[0-9]{{1,3}})?)\s*(?:%|per\s?cent\b)")
_WORD = re.compile(rf"\b{_QUALIFIER}(?P<word>{_any_of(WORD_OF)})\b")
# "every", "all" or "no" are about the bodies only if a word for bodies follows: "in every part of the country" is not.
_BODIES = re.compile(
    r"(?:\s+of)?(?:\s+(?:the|these|those|our|its|single|one|of))*(?:\s+[0-9,]+)?"
    r"(?:\s+(?!part|region|nation|corner|but\b|except|more\b|fewer\b|less\b|longer\b)[a-z]+){0,2}?"
    r"\s+(?:councils?|boroughs?|bod(?:y|ies)|authorit(?:y|ies)|forces?|trusts?|departments?|districts?|count(?:y|ies)"
    r"|universit(?:y|ies)|schools?|hospitals?|agenc(?:y|ies)|them)\b"
)
_ORDINAL = re.compile(r"(?:first|second|other|last|next)\s+$")


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words about a share, as they stand, and the shares they allow."""

    words: str
    interval: Interval


def parse_phrase(words: str) -> Phrase | None:
    """The phrase that `words` is from first to last, or None where it is not in the vocabulary."""
    text = _plain(words).strip()
    for pattern in (_PERCENT, _IN, _FRACTION, _WORD):
        match = pattern.fullmatch(text)
        interval = match and _interval(match)
        if interval:
            return Phrase(words.strip(), interval)
    return None


def phrases_in(text: str) -> tuple[Phrase, ...]:
    """Every share that a sentence speaks of, in order; words such as "every" only where they are about bodies."""
    plain = _plain(text)
    found = sorted(_found(plain), key=lambda one: (one[0].start(), -one[0].end()))
    phrases: list[Phrase] = []
    reached = 0
    for match, interval in found:
        if match.start() >= reached:
            phrases.append(Phrase(text[match.start() : match.end()].strip(), interval))
            reached = match.end()
    return tuple(phrases)


def _plain(text: str) -> str:
    """Lower case, hyphens as blanks; one character for one, so that positions stay."""
    lowered = "".join(one.lower() if len(one.lower()) == 1 else one for one in text)
    return re.sub(r"[-‐‑–\u00a0\u202f]", " ", lowered)


def _found(plain: str) -> Iterator[tuple["re.Match[str]", Interval]]:
    for pattern in (_PERCENT, _IN, _FRACTION, _WORD):
        for match in pattern.finditer(plain):
            if pattern is _WORD and not _BODIES.match(plain, match.end()):
                continue
            if pattern is _FRACTION and _ORDINAL.search(plain, 0, match.start()):
                continue
            interval = _interval(match)
            if interval:
                yield match, interval


def _interval(match: "re.Match[str]") -> Interval | None:
    parts = match.groupdict()
    qualifier = QUALIFIER_OF.get(parts["qualifier"] or "", "")
    if "word" in parts:
        return _of_word(WORD_OF[parts["word"]], qualifier)
    if "number" in parts:
        share = Fraction(parts["number"]) / 100
        decimals = len(parts["number"].partition(".")[2])
        return _of_share(share, qualifier, Fraction(1, 200 * 10**decimals)) if share <= 1 else None
    if "unit" in parts:
        return _of_fraction(parts, qualifier)
    top, bottom = (NUMBERS.get(parts[end]) or int(parts[end]) for end in ("top", "bottom"))
    digits = parts["top"].isdigit()
    if not 0 < top < bottom or (digits and top != 1 and bottom not in (10, 100)):
        return None
    return _of_share(Fraction(top, bottom), qualifier, ROUNDED)


def _of_fraction(parts: dict[str, str], qualifier: str) -> Interval | None:
    """ "two thirds", "a third", "half"; not "thirds" alone, nor "a thirds"."""
    bottom, top = UNITS[parts["unit"]], NUMBERS.get(parts["top"] or "", 0)
    if bottom == 2 and not parts["plural"] and top <= 1:
        return _of_share(Fraction(1, 2), qualifier, ROUNDED)
    if not 0 < top < bottom or (top > 1) != bool(parts["plural"]):
        return None
    return _of_share(Fraction(top, bottom), qualifier, ROUNDED)


def _of_share(share: Fraction, qualifier: str, rounded: Fraction) -> Interval:
    one, zero = Fraction(1), Fraction(0)
    return {
        "": Interval(max(share - rounded, zero), min(share + rounded, one)),
        "nearly": Interval(max(share - NEARLY, zero), share, high_open=True),
        "just under": Interval(max(share - CLOSE, zero), share, high_open=True),
        "just over": Interval(share, min(share + CLOSE, one), low_open=True),
        "over": Interval(share, one, low_open=True),
        "under": Interval(zero, share, high_open=True),
        "at least": Interval(share, one),
        "at most": Interval(zero, share),
        "about": Interval(max(share - ABOUT, zero), min(share + ABOUT, one)),
    }[qualifier]


def _of_word(word: str, qualifier: str) -> Interval | None:
    """Only "nearly all", "just under all" and "almost none" make sense of qualified words; "over all" is none."""
    if not qualifier:
        return WORDS[word]
    if word == "all" and qualifier in ("nearly", "just under"):
        return Interval(NEARLY_ALL, Fraction(1), high_open=True)
    if word == "none" and qualifier == "nearly":
        return WORDS["hardly any"]
    return None


# Tried in this order; the first that holds is what could be said instead.
_SAID = {
    Fraction(1, 10): "one in ten", Fraction(1, 5): "a fifth", Fraction(1, 4): "a quarter", Fraction(1, 3): "a third",
    Fraction(2, 5): "two-fifths", Fraction(1, 2): "half", Fraction(3, 5): "three-fifths",
    Fraction(2, 3): "two-thirds", Fraction(3, 4): "three-quarters", Fraction(4, 5): "four-fifths",
    Fraction(9, 10): "nine in ten",
}  # fmt: skip


def fitting_phrase(share: Fraction) -> str:
    """Words that hold for a share of those asked, or "" for 0, where only the missing decide what may be said.

    Every phrase it gives is true at `share` and stays true if some of the missing are found to belong to it, except
    for the near-exact ones ("half", "just under half", "nearly all"), which speak of what was found.
    """
    if share == 1:
        return "all"
    if share >= NEARLY_ALL:
        return "nearly all"
    for fraction, words in _SAID.items():
        if share == fraction:
            return words
        if share in _of_share(fraction, "just under", ROUNDED):
            return f"just under {words}"
    below = [words for fraction, words in _SAID.items() if fraction < share]
    return f"more than {below[-1]}" if below else ""
