"""Dates as letters write them: in figures and in words, English and Welsh, with the year or without."""

# ruff: noqa: E501 -- a family of phrases stands on one line, so that it reads as one.

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

_ENGLISH = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WELSH = ("ionawr", "chwefror", "mawrth", "ebrill", "mai", "mehefin", "gorffennaf", "awst", "medi", "hydref", "tachwedd", "rhagfyr")  # fmt: skip
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEKDAY = r"(?:(mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?,? (?:the )?)?"
_MONTH = r"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
# Two figures after a month are its year unless they count something or tell the hour.
_YEAR = r"(\d{4}|\d{2})(?!\d|[:.]\d| ?(?:[ap]\.?m\b|hours?|hrs|o'clock|noon|days?|working|calendar|weeks?))"
_WRITTEN = re.compile(rf"\b{_WEEKDAY}(\d{{1,2}})(?:\^?(?:st|nd|rd|th))?(?: of)? {_MONTH}(?:,? {_YEAR})?(?!\w)")
_IN_WELSH = re.compile(rf"\b(\d{{1,2}})(?:ain|af|il|ydd|fed|eg)?(?: o)? ({'|'.join(_WELSH)})(?: (\d{{4}}))?(?!\w)")
_AMERICAN = re.compile(rf"\b{_WEEKDAY}{_MONTH} (\d{{1,2}})(?:st|nd|rd|th)?,? (\d{{4}})\b")
_NUMERIC = re.compile(r"\b(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})\b")
_ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
# A date without its year is taken to lie within this reach of the letter.
_BEFORE, _AFTER = timedelta(days=90), timedelta(days=275)


@dataclass(frozen=True, slots=True)
class Written:
    """A date at `start:end` of folded, squeezed text. `sure`: its year stands there, or its weekday, and not the wrong
    one."""

    start: int
    end: int
    day: date
    sure: bool = True


_DIGIT = re.compile(r"\d")


def dates_in(plain: str, letter: date | None = None) -> list[Written]:
    """Each date in the text, in order; day before month, as in the United Kingdom. Dates without a year are found only
    where the day of the `letter` is known: the year that brings them near to it, and in which a weekday named beside
    them is right."""
    if not _DIGIT.search(plain):  # nearly every sentence
        return []
    found = [*_in_figures(plain), *_in_words(plain, letter)]
    taken, kept = -1, []
    for one in sorted(found, key=lambda each: (each.start, -each.end)):
        if one.start >= taken:
            kept.append(one)
            taken = one.end
    return kept


def _in_figures(plain: str) -> Iterator[Written]:
    for one in _NUMERIC.finditer(plain):
        if day := _date(_year(one[3]), int(one[2]), int(one[1])):
            yield Written(*one.span(), day)
    for one in _ISO.finditer(plain):
        if day := _date(int(one[1]), int(one[2]), int(one[3])):
            yield Written(*one.span(), day)


def _in_words(plain: str, letter: date | None) -> Iterator[Written]:
    for one in _AMERICAN.finditer(plain):
        if day := _date(int(one[4]), _english(one[2]), int(one[3])):
            yield Written(*one.span(), day)
    named = [(one, one[1], _english(one[3]), int(one[2]), one[4]) for one in _WRITTEN.finditer(plain)]
    named += [(one, None, _WELSH.index(one[2]) + 1, int(one[1]), one[3]) for one in _IN_WELSH.finditer(plain)]
    for found, weekday, month, number, year in named:
        if day := _date(_year(year), month, number) if year else _near(letter, month, number, weekday):
            yield Written(*found.span(), day, _DAYS[day.weekday()] == weekday[:3] if weekday else bool(year))


def _english(month: str) -> int:
    return _ENGLISH.index(month[:3]) + 1


def _near(letter: date | None, month: int, number: int, weekday: str | None) -> date | None:
    if letter is None:
        return None
    days = (_date(year, month, number) for year in (letter.year - 1, letter.year, letter.year + 1))
    near = [day for day in days if day and letter - _BEFORE <= day <= letter + _AFTER]
    return next((day for day in near if not weekday or _DAYS[day.weekday()] == weekday[:3]), None)


def _year(text: str) -> int:
    return int(text) + (2000 if len(text) == 2 else 0)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
