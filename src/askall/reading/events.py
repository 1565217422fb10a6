"""Events: dates a body states, such as when it means to answer."""

# ruff: noqa: E501 -- a family of phrases stands on one line, so that it reads as one.

import re
from collections.abc import Iterable, Iterator
from datetime import date

from askall.reading.passages import Passage
from askall.reading.patterns import phrases
from askall.reading.records import StatedEvent

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WRITTEN = re.compile(
    r"\b(\d{1,2})(?:\^?(?:st|nd|rd|th))?(?: of)? (jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?,? (\d{4}|\d{2})\b"
)
_AMERICAN = re.compile(
    r"\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]* (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})\b"
)
_NUMERIC = re.compile(r"\b(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})\b")
_DIGIT = re.compile(r"\d")
_ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")

_DUE = phrases(
    "respond response reply receive due answer deadline expect hear provide issue until by_",
    r"(?:respond|response|reply|answer|receive|hear|expect|due|deadline|issue|provide|decision|complete|extend\w*|until|reach)[^.]{0,120}"
    r"(?:by|before|no later than|on or before|until|is|due|be|to|latest)\b",
)  # fmt: skip
_PAST = phrases("received dated_ was_due your_request_of", r"(?:received|dated|was due|sent|request of) (?:on |the )?$")
_EXTENSION = phrases(
    "extend extension further additional more_time",
    r"extend|extension|(?:further|additional|more) (?:\w+ ){0,2}(?:time|20|working)",
)
_FEE = phrases("fee charge payment", r"fees? notice|(?:pay|payment of|fee of|charge of) ?(?:a (?:fee|charge) of )?£")
_CLARIFY = phrases("clarif", r"clarif[^.]{0,80}by\b|if (?:we )?(?:do not|don't) (?:hear|receive)")


def dates_in(plain: str) -> Iterator[tuple[int, date]]:
    """Each date written out in folded text, with its offset, in order. Day before month, as in the United Kingdom."""
    found = [(one.start(), one[1], one[2], one[3]) for one in _NUMERIC.finditer(plain)]
    found += [(one.start(), one[1], str(MONTHS.index(one[2]) + 1), one[3]) for one in _WRITTEN.finditer(plain)]
    found += [(one.start(), one[2], str(MONTHS.index(one[1]) + 1), one[3]) for one in _AMERICAN.finditer(plain)]
    found += [(one.start(), one[3], one[2], one[1]) for one in _ISO.finditer(plain)]
    for at, day, month, year in sorted(found):
        number = int(year) + (2000 if len(year) == 2 else 0)
        try:
            yield at, date(number, int(month), int(day))
        except ValueError:
            continue


def events(read: Iterable[Passage]) -> tuple[StatedEvent, ...]:
    """Stated due dates ("we will respond by 21 September 2021"), extensions and fee notices with a date."""
    found: dict[tuple[str, str], StatedEvent] = {}
    for passage in read:
        if passage.label not in ("own", "intro") or not _DIGIT.search(passage.plain):
            continue
        for kind, day in _stated(passage.plain):
            found.setdefault((kind, day.isoformat()), StatedEvent(kind, day.isoformat(), (passage.evidence,)))
    return tuple(found.values())


def _stated(plain: str) -> Iterator[tuple[str, date]]:
    if not _DUE.search(plain):
        return
    for at, day in dates_in(plain):
        before = plain[max(0, at - 90) : at]
        if _PAST.search(before) or not re.search(
            r"\b(?:by|before|than|until|is|be|to|latest|on|due)\b[^.]{0,30}$", before
        ):
            continue
        if not _DUE.search(before + " by"):
            continue
        yield ("fee_notice" if _FEE.search(plain) else "extended" if _EXTENSION.search(before) else "stated_due"), day
