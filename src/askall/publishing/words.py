"""The report's words for the codes of the dataset, in plain English."""

import re
from collections.abc import Sequence
from datetime import date

from askall.coding.records import BodyRow
from askall.foundation.errors import BadInput
from askall.law.exemptions import exemption

OUTCOMES = {
    "answered": "Answered",
    "partly_answered": "Answered in part",
    "refused": "Refused",
    "not_held": "Said it does not hold the information",
    "neither_confirm_nor_deny": "Would neither confirm nor deny",
    "clarification_asked": "Asked for clarification and went no further",
    "transferred": "Passed the request on to another body",
    "acknowledged": "Only acknowledged the request",
    "no_reply": "No reply",
    "undeliverable": "The request could not be delivered",
    "withdrawn": "The request was withdrawn",
    "review_upheld": "Refused, and upheld that on review",
    "review_overturned": "Answered after a review overturned the first decision",
    "not_coded": "Replied, but the reply is not coded yet",
}
PARTS = {
    "answered": "Answered",
    "refused": "Refused",
    "not_held": "Not held",
    "neither_confirm_nor_deny": "Neither confirmed nor denied",
    "silent": "No reply",
    "other": "No clear answer",
    "not_applicable": "Does not apply",
}
REASONS = {
    "not_stated": "The reply does not say.",
    "unclear": "The reply can be read in more than one way.",
    "not_applicable": "The question does not apply to this body.",
}
LAWS = {
    "FOIA": "Freedom of Information Act 2000",
    "FOISA": "Freedom of Information (Scotland) Act 2002",
    "EIR": "Environmental Information Regulations 2004",
    "EISR": "Environmental Information (Scotland) Regulations 2004",
}
TITLES = {
    "bodies.csv": "The bodies asked, as at the date of the frame",
    "requests.csv": "One row a request, also where nobody replied",
    "answers.csv": "One row for each question of each coded request",
    "evidence.csv": "Every quote behind an answer or an outcome, in its context",
    "timeline.csv": "What happened to each request, day by day",
    "codebook.json": "The questions, their allowed answers and the rules for coding",
    "manifest.json": "What was frozen when, with the SHA-256 of each file of the dataset",
    "findings.json": "Every counted figure with its base, bounds and the bodies behind it",
    "claims.json": "Each claim of the study, and whether it holds",
    "responses.json": "How the requests ended, with the bodies behind each figure",
    "dataset.zip": "The frozen dataset whole, to be counted again with `askall count`",
}
# A set of bodies is called by the word readers use, where all of them are principal councils; else "public bodies".
COUNCIL_TYPES = frozenset(
    {
        "county", "district", "unitary", "metropolitan district", "London borough", "City of London",
        "Scottish council", "Welsh council", "NI district",
    }
)  # fmt: skip
_SLUG = re.compile(r"[^a-z0-9]+")


def noun_of(bodies: Sequence[BodyRow]) -> tuple[str, str]:
    """Singular and plural of what was asked: ("council", "councils")."""
    if bodies and all(body.type in COUNCIL_TYPES for body in bodies):
        return "council", "councils"
    return "public body", "public bodies"


def spaced(code: str) -> str:
    """A code as words: "human_rights" → "human rights"."""
    return code.replace("_", " ")


def sentence(code: str) -> str:
    """A code as words with a capital: "stated_due" → "Stated due"."""
    words = spaced(code)
    return words[:1].upper() + words[1:]


def outcome_words(code: str) -> str:
    return OUTCOMES.get(code) or sentence(code)


def day(text: str) -> str:
    """ "2022-02-07" → "7 February 2022"; what is no date stays as it is."""
    try:
        when = date.fromisoformat(text[:10])
    except ValueError:
        return text
    return f"{when.day} {when:%B %Y}"


def short_day(text: str) -> str:
    """ "2022-02-07" → "7 Feb 2022"; what is no date stays as it is."""
    number, *rest = day(text).split(" ")
    return " ".join([number, rest[0][:3], *rest[1:]]) if len(rest) == 2 else text


def provision_words(text: str) -> str:
    """ "FOIA 31(1)(a)" → "FOIA section 31(1)(a) (law enforcement)"; what is no section stays as it is."""
    law, _, section = text.strip().partition(" ")
    if law not in LAWS or not section:
        return text.strip()
    try:
        known = exemption(law, section)
    except BadInput:
        known = None
    unit = "regulation" if law in ("EIR", "EISR") else "section"
    return f"{law} {unit} {section}" + (f" ({known.title})" if known else "")


def provisions_of(cell: str) -> list[str]:
    """The provisions of a cell of requests.csv, in words."""
    return [provision_words(one) for one in cell.split(";") if one.strip()]


def slug(text: str) -> str:
    """Lower-case ASCII letters, digits and hyphens, at most 60; "x" where nothing is left."""
    return _SLUG.sub("-", text.lower()).strip("-")[:60].strip("-") or "x"
