"""Notices: what a body asks of the applicant before it goes on (a fee, an explanation), and to whom it passed a request
on."""

# ruff: noqa: E501 -- a family of phrases stands on one line, so that it reads as one.

import re
from collections.abc import Sequence
from datetime import date

from askall.reading.dates import dates_in
from askall.reading.folding import fold, shingles
from askall.reading.labels import asks_requester
from askall.reading.passage import Passage
from askall.reading.patterns import phrases

MOST_QUESTIONS = 6
_AMOUNT = re.compile(r"£ ?(\d{1,3}(?:,\d{3})+|\d{1,6})(\.\d\d)?(?![\d,]*\d)")
_FEE = phrases(
    "£ fee_notice fees_notice",
    r"\b(?:fees?|charges?|charged?|payment|sum|disbursements?|cost)\b[^£]{0,90}£ ?\d|£ ?\d[^£]{0,70}\b(?:fee|charge|payment|payable|disbursements?|photocopying|to cover)\b|\bthis (?:letter|e-?mail|notice) is a fees? notice\b",
)
_PAY = phrases(
    "pay paid cheque fee",
    r"\b(?:please|kindly|you (?:will |now )?(?:must|need to|should|can|may)|required to|ask (?:that )?you|invite you to)\b[^.]{0,80}\b(?:pay|payment|cheque|remit)\b|\b(?:days|weeks|months)\b[^.]{0,40}\b(?:to|for) (?:\w+ ){0,2}pay(?:ment)?\b|\bpay(?:ment)? (?:by|can be made|must be|should be|is required|within)\b",
    r"\b(?:receipt of|once|when|until|after|upon|unless)\b[^.]{0,60}\b(?:payment|fee|paid)\b|\b(?:payment|fee)(?: \w+){0,3} (?:is|has been|must be|should be) (?:received|paid|made|payable)\b|\bfees? notice\b",
)  # fmt: skip
_OF_A_REQUEST = re.compile(
    r"\b(?:information|request|cop(?:y|ies|ying)|photocopying|printing|postage|disbursements?|compl(?:y|ying)|regulation 8|section 9|fees? notice|fee (?:payable )?is|total)\b"
)
_NO_FEE = re.compile(
    r"\b(?:may|might|could|can|would|reserves?)(?: \w+){0,3} (?:charge|fee|fees|ask|require)\b|\b(?:normally|usually|policy|would cost)\b|\bif (?:a|any|the) (?:fee|charge|cost)|\b(?:no|without|waive\w*|not|free of) (?:\w+ ){0,2}(?:fee|charge|cost)"
    r"|\b(?:appropriate|cost|costs|fees?|time) limit\b|£ ?(?:450|600)\b|\b(?:per|an|a) (?:hour|day|week|month|annum|year)\b|\bhire\b|\bpaid\b(?! (?:by|within|before))"
)
_TO = re.compile(
    r"\b(?:[Tt]o|TO)\s+(?:the\s+|our colleagues at\s+|colleagues at\s+)?((?:[A-Z][\w&'’.-]*|NHS)(?:\s+(?:of|and|for|the|&|in|on|upon|[A-Z][\w&'’.-]*)){0,9})"
)
_ENDS = re.compile(r"(?:\s+(?:of|and|for|the|&|in|on|upon))+$|[.,;:]+$")


def fee_in(read: Sequence[Passage], letter: date | None) -> tuple[str, date | None, tuple[Passage, ...]] | None:
    """The amount a letter asks for before it goes on ("£45.00"), the day to pay by if it names one, and where it says
    so. General words on charges, and prices that are the answer, are none: the letter must also ask for the payment."""
    notices = [one for one in read if _is_notice(one.plain)]
    asked = [one for one in read if _PAY.search(one.plain)]
    amounts = [found for one in notices for found in _AMOUNT.finditer(one.plain)]
    if not notices or not asked or not amounts:
        return None
    amount = max(amounts, key=lambda found: float((found[1] + (found[2] or "")).replace(",", "")))
    days = [
        found.day for one in asked for found in dates_in(one.plain, letter) if letter is None or found.day >= letter
    ]
    return f"£{amount[1]}{amount[2] or ''}", days[0] if days else None, tuple(dict.fromkeys([*notices[:2], *asked[:1]]))


def _is_notice(plain: str) -> bool:
    return bool(_FEE.search(plain) and _OF_A_REQUEST.search(plain)) and not _NO_FEE.search(plain)


def questions_to_us(read: Sequence[Passage], ours: str) -> list[Passage]:
    """What a letter that asks back wants to know, without what it repeats of `ours`."""
    sent = shingles(fold(ours))
    return [
        one
        for one in read
        if (one.plain.endswith("?") or (one.label == "own" and asks_requester(one.plain)))
        and not (sent and _repeats(one.plain, sent))
    ][:MOST_QUESTIONS]


def _repeats(plain: str, sent: frozenset[tuple[str, ...]]) -> bool:
    own = shingles(plain)
    return bool(own) and len(own & sent) >= 0.6 * len(own)


def transferred_to(quotes: Sequence[str]) -> str:
    """The body a request was passed on to, as the letter names it; "" if it names none."""
    for quote in quotes:
        for found in _TO.finditer(quote[:900]):
            name = _ENDS.sub("", " ".join(found[1].split()))
            if " " in name:
                return name[:200]
    return ""
