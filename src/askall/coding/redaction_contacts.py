"""E-mail addresses of persons, and telephone numbers in the forms used in the United Kingdom."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from askall.coding.redaction_marks import MASK
from askall.coding.redaction_words import words

_AT = re.compile(r"@|[\[(]\s?(?:at|AT)\s?[\])]\s?")
_LOCAL = re.compile(rf"[^\s@<>()\[\],;:\"'“”‘’|=/\\{MASK}]+$")
_DOMAIN = re.compile(r"(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_]{2,24}")
_LONGEST_LOCAL = 64  # RFC 5321 4.5.3.1.1


class Address(NamedTuple):
    """An e-mail address in a text: `text[start:end]`. `direct` if it is a person's, not an office's."""

    local: str
    start: int
    end: int
    direct: bool


# A mailbox named with these words only (and the body's own name) belongs to an office, not to a person.
_OFFICE = words(
    "foi foia foisa eir eirs ico sar dp dpo ig igt rfi gdpr access act admin administration adviceline appeals archive "
    "assurance business care case cases casework cctv central chief clerk comms communications community complaint "
    "complaints compliance contact contactus control corporate council councils customer customers data democratic "
    "desk digital disclosure do dataprotection electoral email emails enquiries enquiry environment environmental "
    "executive feedback finance foiteam freedom freedomofinformation general governance gov hello help helpdesk "
    "highways hq housing hr info infogov information informationgovernance informationrights inquiries internal it law "
    "legal licensing list mail mailbox mailer main management manager media members message monitoring news newsdesk "
    "newsletter no not noreply of office officer officers online operations parking planning police policy postmaster "
    "press privacy procurement protection public publicity records regulation reply report reports request requests "
    "resilience response responses review reviews rights safety security service services social subject support team "
    "the transparency transport trust unit us web webmaster website"
)
_PIECES = re.compile(r"[^\W\d_]+")

_SEPARATOR = r"[ \u00a0.\-‐‑–]{0,2}"
_WRAPPED = r"(?:[ \u00a0.\-‐‑–]{0,2}|[ ]?\r?\n)"  # a number may run over the end of a line
_NATIONAL = re.compile(  # 0 and nine or ten digits: Ofcom's National Telephone Numbering Plan
    rf"(?<![\w£$€.,/\-–+#])(?=\(?0\d\d)(?:\((?=0\d{{1,5}}\)))?0[1235789](?:\)?{_WRAPPED}\d){{8,9}}(?![\w£€/]|[.,\-]\d)"
)
_INTERNATIONAL = re.compile(
    rf"(?<![\w+])(?:\+|00(?=44))[1-9]\d{{0,2}}{_SEPARATOR}(?:\(0\){_SEPARATOR})?(?:\(?\d\)?{_SEPARATOR}){{6,11}}\d(?!\w)"
)
_LABELLED = re.compile(
    r"\b(?:tel(?:ephone)?|phone|mob(?:ile)?|fax|ddi|direct (?:dial|line)|ff[oô]n|ff[oô]niwch)\b\.?"
    r"[ \t]*(?:no\b\.?|number\b|rhif\b)?[ \t]*[:.]?[ \t]*(?P<number>\(?\d(?:[ \t\-()]{0,2}\d){5,13})(?![\w/]|[.,]\d)",
    re.IGNORECASE,
)
_EXTENSION = re.compile(r"[ \t]*[,(]?[ \t]*(?:ext(?:n|ension)?|x)\.?[ \t]*(?:no\.?)?[ \t]*\d{2,6}\b\)?", re.IGNORECASE)
# "Ref 01234567890" is no telephone number.
_REFERENCE = re.compile(
    r"\b(?:ref(?:erence)?|foi|foia|rfi|case|request|enquiry|ticket|invoice|order|contract|account|charity|company|"
    r"registration|registered|serial|model|part|asset|licen[cs]e|po|uprn|id|job)"
    rf"\b[^\w\n{MASK}]*(?:(?:no|number|id|code)\b[^\w\n{MASK}]*)?$",
    re.IGNORECASE,
)


@lru_cache(maxsize=4)
def addresses(text: str) -> tuple[Address, ...]:
    """Every e-mail address, also written "name (at) domain"."""
    return tuple(_addresses(text))


def _addresses(text: str) -> Iterator[Address]:
    for sign in _AT.finditer(text):
        end = sign.start() - (sign[0] != "@" and text[sign.start() - 1 : sign.start()] == " ")
        local = _LOCAL.search(text[max(0, end - _LONGEST_LOCAL) : end])
        domain = _DOMAIN.match(text, sign.end())
        if local and domain:
            yield Address(local[0], end - len(local[0]), domain.end(), is_direct(local[0], domain[0]))


def direct_addresses(text: str, _keep: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Places of e-mail addresses that are a person's."""
    return ((one.start, one.end) for one in addresses(text) if one.direct)


@lru_cache(maxsize=4096)
def is_direct(local: str, domain: str) -> bool:
    """Whether a mailbox is a person's: it is not made of an office's words, the body's name and figures alone."""
    own = {piece for label in domain.casefold().split(".")[:-1] for piece in _PIECES.findall(label)}
    pieces = _PIECES.findall(local.casefold())
    office = [_splits(piece, _OFFICE) for piece in pieces]
    return not any(office) or not all(yes or piece in own for yes, piece in zip(office, pieces, strict=True))


def _splits(piece: str, known: frozenset[str]) -> bool:
    """Whether `piece` is one word, or words written together, as in "foirequests"."""
    reached = {0}
    for end in range(1, len(piece) + 1):
        if any(piece[start:end] in known for start in reached):
            reached.add(end)
    return len(piece) in reached


def phone_numbers(text: str, _keep: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Places of telephone numbers, with an extension that follows."""
    for found in _NATIONAL.finditer(text):
        groups = re.findall(r"\d+", found[0])
        if len(groups) == 1:  # unbroken, it may as well be a reference
            is_phone = len(groups[0]) == 11 and not _REFERENCE.search(text, max(0, found.start() - 60), found.start())
        else:  # a column of small figures is no number
            is_phone = len(groups) <= 5 and min(map(len, groups)) > 1 and found[0].count("\n") <= 1
        if is_phone:
            yield _with_extension(text, *found.span())
    for found in _INTERNATIONAL.finditer(text):
        yield _with_extension(text, *found.span())
    for found in _LABELLED.finditer(text):
        yield _with_extension(text, *found.span("number"))


def _with_extension(text: str, start: int, end: int) -> tuple[int, int]:
    more = _EXTENSION.match(text, end)
    return start, more.end() if more else end
