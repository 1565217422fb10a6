"""Where the words that speak for a request stand in a message, so that a person sees them at once."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from askall.mail.records import StoredMessage
from askall.web.pieces import Place
from askall.web.words import ATTACHED, UNTOLD

MOST = 20
"""Places of one word that are marked: a keyword may stand in every line of a long letter."""
PARTS = frozenset({"words", "subject words", "general words"})
"""Signals that saw several words, with commas between, each of them perhaps part of a longer one."""
ELSEWHERE = UNTOLD | {"sender's name", "day", "words quoted"}
"""Signals whose words do not stand in the mail as they were seen, or not among the sender's own."""
_TOKEN = re.compile(r"[^\W\d_]+|\d+")


def seen_by(candidates: Iterable[Mapping[str, Any]]) -> set[tuple[str, bool]]:
    """(what was seen, whether a part of a word is enough) of all reasons of these candidates."""
    found = set()
    for reason in (reason for one in candidates for reason in one["reasons"]):
        signal, seen = reason["signal"], reason["seen"]
        if signal not in ELSEWHERE and not signal.startswith(ATTACHED):
            listed = seen.split(", ") if signal in PARTS else [seen]
            found |= {(one, signal in PARTS) for one in listed if one}
    return found


def places_in(text: str, seen: Iterable[tuple[str, bool]], start: int = 0, end: int | None = None) -> set[Place]:
    """Where any of it stands in `text[start:end]`, however it is spaced and punctuated there: a reference is known as
    "FOI1306/25" and may be written "FOI 1306 / 25"."""
    found: set[Place] = set()
    for what, part in seen:
        if pattern := _pattern(what, part):
            for number, match in enumerate(pattern.finditer(text, start, len(text) if end is None else end)):
                if number == MOST:
                    break
                found.add(match.span())
    return found


def marks_in(message: StoredMessage, seen: Iterable[tuple[str, bool]]) -> set[Place]:
    """The places in the sender's own words: what is quoted from earlier mail says nothing about this one."""
    listed = list(seen)
    own = [(one.start, one.end) for one in message.segments if one.kind == "own"] or [(0, len(message.text))]
    return {place for start, end in own for place in places_in(message.text, listed, start, end)}


def _pattern(what: str, part: bool) -> re.Pattern[str] | None:
    tokens = _TOKEN.findall(what)
    if not tokens:
        return None
    words = r"[\W_]{0,4}".join(re.escape(one) for one in tokens)
    return re.compile(words if part else rf"(?<![^\W_]){words}(?![^\W_])", re.IGNORECASE)
