"""What a text says of which mail it answers: case numbers, days, tokens, and the subject without its prefixes."""

import re
from collections.abc import Container, Iterator
from datetime import date
from functools import lru_cache

# A case number: after "our ref:", "case number" and the like, or a code of capitals and figures, such as RFI-2240.
_REFERENCE = re.compile(
    r"\b(?:ref|reference|number|no|foi|foia|eir|rfi)\b[\s.:#]{0,4}([A-Z0-9][A-Z0-9/._-]{3,28}[A-Z0-9])", re.IGNORECASE
)
_OURS = re.compile(
    r"\bour (?:ref|reference|case|request)(?: (?:number|no|ref))?\b[\s.:#]{0,4}(?:is )?"
    r"([A-Z0-9]{2,6} \d[A-Z0-9/._-]{2,28}|[A-Z0-9][A-Z0-9/._-]{3,28}[A-Z0-9])",
    re.IGNORECASE,
)
_PIECE = re.compile(r"[A-Z0-9][A-Z0-9/._-]{2,38}[A-Z0-9]")
_CODE = re.compile(r"\b[A-Z]{2,6}[-/ ]?\d{2,}(?:[-/.]\d+)*\b|\b\d{2,}[/-][A-Z]{2,6}[/-]\d[\d/A-Z-]*")
_PREFIXES = re.compile(
    r"^\s*(?:(?:re|fwd?|aw|wg|automatic reply|out of office|undeliverable|undelivered mail returned to sender"
    r"|acknowledge?ment|delivery status notification|read|receipt)\b[^:]{0,20}[:\-]\s*|\[[^\]]{1,30}\]\s*)+",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]{4,}")
# The token of a request is ten letters and figures, as base 32 writes them; the subject ends with it in brackets.
_TOKEN = re.compile(r"(?<![a-z0-9])[a-z2-7]{10}(?![a-z0-9])")
_MARKED = re.compile(r"\s*\[[a-z2-7]{10}\]\s*$", re.IGNORECASE)
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january ionawr", "feb february chwefror", "mar march mawrth", "apr april ebrill", "may mai",
            "jun june mehefin", "jul july gorffennaf", "aug august awst", "sep sept september medi",
            "oct october hydref", "nov november tachwedd", "dec december rhagfyr",
        ), 1,
    )
    for name in names.split()
}  # fmt: skip
_NAMED_DAY = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)?(?: of)?[ -]([^\W\d_]{3,10})\.?,?[ -](\d{4})\b", re.IGNORECASE)
_MONTH_FIRST = re.compile(r"\b([^\W\d_]{3,10})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})\b", re.IGNORECASE)
_FIGURES = re.compile(r"\b(\d{1,2})[/.](\d{1,2})[/.](\d{4})\b")
_ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})(?!\d)")


def bare_subject(subject: str) -> str:
    """The subject without "Re:", "Automatic reply:" and the like and without its token, in lower case, spaces
    folded."""
    return " ".join(_MARKED.sub("", _PREFIXES.sub("", subject)).lower().split())


def words_of(text: str) -> frozenset[str]:
    """The words of four letters and more, in lower case."""
    return frozenset(word.lower() for word in _WORD.findall(text))


def tokens_in(text: str, known: Container[str]) -> list[str]:
    """The tokens of our letters that stand in a text, in order, each once."""
    return list(dict.fromkeys(piece for piece in _TOKEN.findall(text.lower()) if piece in known))


@lru_cache(maxsize=8)  # a message is asked twice: when it is filed, and when it teaches its references
def references_in(text: str) -> frozenset[str]:
    """The case numbers a text mentions, in upper case without spaces. At least four digits each: dates and section
    numbers are no references."""
    found = {match.group(1) for match in _REFERENCE.finditer(text)} | set(_CODE.findall(text))
    tidy = {"".join(one.upper().split()).strip("-/._") for one in found}
    return frozenset(
        one for one in tidy if sum(char.isdigit() for char in one) >= 4 and len(one) <= 40 and not _dated(one)
    )


def own_references_in(text: str, subject: str, known: Container[str]) -> frozenset[str]:
    """The case numbers a mail gives as its own: those in its subject, labelled or known, and "our reference"."""
    pieces = {piece for piece in _PIECE.findall(subject.upper()) if piece in known}
    labelled = {"".join(one.upper().split()) for one in _OURS.findall(text)}
    return references_in(subject) | pieces | labelled


def references_beside(text: str) -> frozenset[str]:
    """The case numbers of other requests that a text refers to: "see also our answer to your earlier request …"."""
    return frozenset(
        one for sentence in _SENTENCES.split(text) if _BESIDE.search(sentence) for one in references_in(sentence)
    )


_SENTENCES = re.compile(r"(?<=[.!?])\s+|\n")
_BESIDE = re.compile(
    r"\b(?:earlier|previous(?:ly)?|prior|also|another|other|separate|similar|last year|already answered)\b",
    re.IGNORECASE,
)
_DATE = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{4}[/.-]\d{1,2}[/.-]\d{1,2}|(?:19|20)\d\d")
_ACT = re.compile(r"(?:ACT|FOIS?A?|REGULATIONS?|EIRS?|OF|S|SECTION)[-/]?(?:(?:19|20)\d\d)?")


def _dated(reference: str) -> bool:
    return bool(_DATE.fullmatch(reference) or _ACT.fullmatch(reference))


def days_in(text: str) -> frozenset[date]:
    """The days a text names: "31 August 2021", "Tue, 31 Aug 2021", "August 31, 2021", "31/08/2021" (never the American
    order), "2021-08-31"; in English and Welsh."""
    return frozenset(day for day in _days(text) if day)


def _days(text: str) -> Iterator[date | None]:
    for day, month, year in _NAMED_DAY.findall(text):
        yield _day(year, _MONTHS.get(month.lower(), 0), day)
    for month, day, year in _MONTH_FIRST.findall(text):
        yield _day(year, _MONTHS.get(month.lower(), 0), day)
    for day, month, year in _FIGURES.findall(text):
        yield _day(year, int(month), day)
    for year, month, day in _ISO.findall(text):
        yield _day(year, int(month), day)


def _day(year: str, month: int, day: str) -> date | None:
    try:
        return date(int(year), month, int(day))
    except ValueError:
        return None
