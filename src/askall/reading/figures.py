"""Figures: numbers and sums of money in a stretch of text, and whether each is exact."""

# ruff: noqa: E501 -- a family of phrases stands on one line, so that it reads as one.

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

_WORDS = {
    word: value
    for value, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
            "twenty",
        ]
    )
} | {
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
}
_NOTHING = {
    "none": 0,
    "nil": 0,
}
_HUNDREDS = {"hundred": 100, "thousand": 1_000}
_IN_WORDS = "|".join(_WORDS)
# "Twelve", "forty-one", "four thousand, one hundred and twenty"; "a hundred".
_WORDED = rf"(?:(?:{_IN_WORDS})(?:[ -](?:{_IN_WORDS}))?|\ba(?= (?:hundred|thousand)\b))(?:[ -](?:hundred|thousand)(?:,? (?:and )?(?:(?:{_IN_WORDS})(?:[ -](?:{_IN_WORDS}))?)(?![\w-]))?)*"
_FIGURE = re.compile(
    r"(?P<money>£ ?)?(?<![\w.,/£-])(?P<digits>\d{1,3}(?:,\d{3})+|\d+)(?P<part>\.\d+)?(?P<scale> ?(?:million|thousand|k|m|bn|billion)\b)?"
    rf"|\b(?P<word>none|nil|{_WORDED})\b"
)
_MONEY = re.compile(
    r"£ ?(?P<digits>\d{1,3}(?:,\d{3})+|\d+)(?P<part>\.\d+)?(?P<scale> ?(?:million|thousand|k|m|bn|billion)\b)?"
)
_OF_TIME = re.compile(
    rf"\b{_WORDED}(?: \(\d+\))? (?:working |calendar |clear )?(?:days?|weeks?|months?|years?|hours?|minutes?)\b"
)
# What looks like a count and is not: dates, years, sections, percentages, hours, references, versions, phone numbers, ranges of years.
_NOT_COUNTS = re.compile(
    r"\b(?:19|20)\d{2}\b|\b\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}\b|\b\d{2}/\d{2}\b|\b\d{1,2}\^?(?:st|nd|rd|th)\b|\b\d{1,2} (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b"
    r"|\b(?:sections?|s|ss|reg(?:ulation)?s?|questions?|q|points?|parts?|items?|page|paragraph|article|ref(?:erence)?|foi|act|class|type|version|level|phase|grade|band|room|ward|zone|no)[.: ]{0,2}#?\d+(?:\(\w+\))*"
    r"|(?<![\d,.])\d[\d,]*(?:\.\d+)? ?(?:%|per cent|percent|hours?|hrs?|days?|months?|weeks?|years?|minutes?|mp\b|megapixel|am\b|pm\b|mb\b|tb\b|gb\b|km\b|miles?)|\b24/7\b|\b(?:see|as per|as in|as at) (?:also |no\.? ?)?\d+\b|\b0\d{3,4} ?\d{3} ?\d{3,4}\b|\b\d{7,}\b"
    r"|\b[a-z]{1,3}\d[\w-]*|(?<!ty[ -])\b(?:no )?one (?:of|or|has|is|can)\b|\bone-|\b\d+x\b|\b(?:any|every|each|some|this|that|which|the) one\b|\ban? (?:[a-z-]+ ){1,3}one\b|\bin one\b|\b(?:microsoft|office|m|dynamics) ?365\b|\bwindows \d+\b"
)
_OVER_TWO = re.compile(r"(?<![\d/.])(?:20)?(\d{2}) ?[/-] ?(?:20)?(\d{2})(?![\d/])")
# "Between 1 April 2023 and 31 March 2024": the financial year of public bodies.
_FINANCIAL = re.compile(
    r"\b(?:1(?:st)?(?: of)? )?april,? ((?:19|20)\d{2}) (?:and|to|until|up to|through|-|–) (?:the )?(?:31(?:st)?(?: of)? )?(?:end of )?march,? ((?:19|20)\d{2})\b"
)
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")
_ALONE = re.compile(r"\s*(?:1[0-8]|19|20)\d\d[.\s]*")
_SCALE = {"million": 1e6, "m": 1e6, "thousand": 1e3, "k": 1e3, "bn": 1e9, "billion": 1e9}
_BOUND = re.compile(
    r"(?:\b(?:over|more than|at least|in excess of|upwards of|less than|fewer than|under|up to|exceeding|exceeds?|no more than|below|above|between(?: [£\d][\d,.]* and)?|minimum of|maximum of|excess)|[<>]|≥|≤) ?$"
)
_ABOUT = re.compile(
    r"(?:\b(?:approximately|approx\.?|around|about|circa|c\.?|roughly|estimated?(?: at| to be| that)?|some|nearly|almost|believed|c)|~) ?$"
)
_AFTER_BOUND = re.compile(r"^(?: ?\+| or (?:more|fewer|less)| ?- ?\d| to \d| plus\b)")
_TOTAL = re.compile(r"\b(?:total|totals|in all|altogether|overall|sum)\b")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number at `start:end` of the folded text. `bound`: only a limit or range; `about`: an estimate."""

    value: float
    start: int
    end: int
    bound: bool = False
    about: bool = False
    total: bool = False


def counts(folded: str) -> list[Figure]:
    """The numbers that may be counts, in order."""
    alone = _ALONE.fullmatch(folded)  # "1914" by itself answers "how many", whatever it looks like
    masked = folded if alone else _OF_TIME.sub(_blank, _NOT_COUNTS.sub(_blank, folded))
    found = [_figure(folded, one) for one in _FIGURE.finditer(masked) if not one["money"] and not _odd(masked, one)]
    twice = [  # "forty-one (41)"
        two
        for one, two in pairwise(found)
        if one.value == two.value
        and folded[one.end : two.start].strip() == "("
        and folded[two.end : two.end + 1] == ")"
    ]
    return [one for one in found if one not in twice]


def _blank(found: "re.Match[str]") -> str:
    return " " * len(found[0])


_BARE = re.compile(rf"(?:\(?[a-h]\)[ ,]*)?(?:(?:£ ?)?\d[\d,.]*|none|nil|zero|{_WORDED})\W*(?:\(\d+\)\W*)?")


def is_bare(folded: str) -> bool:
    """Whether a text is nothing but a number, in figures or words, with or without a letter before it."""
    return _BARE.fullmatch(folded) is not None


def money(folded: str) -> list[Figure]:
    """The sums in pounds, in order."""
    return [_figure(folded, found) for found in _MONEY.finditer(folded)]


def _odd(masked: str, found: "re.Match[str]") -> bool:
    return masked[: found.start()].rstrip()[-1:] == "£" or (
        bool(found["digits"]) and found["digits"][0] == "0" and len(found["digits"]) > 1
    )


def _figure(folded: str, found: "re.Match[str]") -> Figure:
    groups = found.groupdict()
    if groups.get("word"):
        value = float(_in_words(groups["word"]))
    else:
        digits = groups["digits"].replace(",", "")
        value = float((digits[:15] if len(digits) > 15 else digits) + (groups["part"] or ""))
        value *= _SCALE.get((groups["scale"] or "").strip(), 1.0)
    before, after = folded[max(0, found.start() - 30) : found.start()], folded[found.end() : found.end() + 12]
    return Figure(
        value,
        found.start(),
        found.end(),
        bool(_BOUND.search(before)) or bool(_AFTER_BOUND.match(after)),
        bool(_ABOUT.search(before)),
        bool(_TOTAL.search(before)) or after.strip().startswith("in total"),
    )


def _in_words(said: str) -> int:
    """The number that words say: "forty-one", "four thousand, one hundred and twenty"."""
    whole, part = 0, 0
    for word in re.findall("[a-z]+", said):
        if word in _HUNDREDS:
            part = max(1, part) * _HUNDREDS[word]
            whole, part = (whole + part, 0) if word == "thousand" else (whole, part)
        else:
            part += _WORDS.get(word, 0)
    return whole + part


@lru_cache(maxsize=2_048)  # every question of the codebook asks it of the same lines
def years_in(folded: str) -> frozenset[str]:
    """The years the text names, "2021" or, for a year that runs over two, "2021/22"; "21/22" is the same."""
    found = {f"20{one[1]}/{one[2]}" for one in _OVER_TWO.finditer(folded) if int(one[2]) == (int(one[1]) + 1) % 100}
    found |= {f"{one[1]}/{one[2][-2:]}" for one in _FINANCIAL.finditer(folded) if int(one[2]) == int(one[1]) + 1}
    left = _OVER_TWO.sub(" ", folded) if found else folded
    return frozenset(found.union(_YEAR.findall(left)))


def pieces(folded: str, figures: list[Figure]) -> Iterator[tuple[int, int]]:
    """For each figure, the stretch from it to the next sign of a new piece: "47 static cameras", "9 PTZ"."""
    for number, figure in enumerate(figures):
        limit = figures[number + 1].start if number + 1 < len(figures) else len(folded)
        tail = re.split(
            r"[,.;:+&(\n]|\b(?:and|plus|with|at)\b", folded[figure.end : min(limit, figure.end + 60)], maxsplit=1
        )[0]
        yield figure.start, figure.end + len(tail.rstrip())
