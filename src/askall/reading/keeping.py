"""Keeping: words such as "exempt" and "refused" that keep nothing back, for they are what was asked about."""

# ruff: noqa: E501 -- a family of phrases stands on one line, so that it reads as one.

import re

_ASKED_TOO = re.compile(r"\b(?:exempt|withh|refus)")
_INFORMATION = r"(?:information|data|details|disclosure|names?|figures?|documents?|copy|copies|answers?|(?:this|your|the) (?:\w+ )?requests?)"
_KEPT_BACK = re.compile(
    rf"\b{_INFORMATION}\b[^.]{{0,40}}\b(?:is|are|be|being|been|was|were|as)\b[^.]{{0,20}}\b(?:exempt|withh|refus)|\b(?:exempt|withh|refus)\w*[^.]{{0,40}}\b(?:{_INFORMATION}|from disclosure|under|by virtue|section|regulation|foia?|eirs?|s\.? ?\d)"
)


def only_names_it(asked: str, plain: str) -> bool:
    """Whether a sentence has such a word because the question has ("are carers exempt from council tax?"), and does not
    speak of information."""
    used = set(_ASKED_TOO.findall(asked))
    return bool(used) and any(one in plain for one in used) and not _KEPT_BACK.search(plain)
