"""Templates: everything is escaped, and what would be invisible or treacherous on a page is made visible."""

import re
from functools import lru_cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from askall.findings.wording import amount, of, percent, whole
from askall.publishing import charts
from askall.publishing.words import day, outcome_words, provisions_of, sentence, short_day, spaced

# Control characters have no place in HTML; their pictures (U+2400 and on) show that something stood there.
_CONTROLS = {code: 0x2400 + code for code in range(32) if chr(code) not in "\t\n\r"} | {0x7F: 0x2421}
_ODD = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
# As redaction leaves them in the dataset: "[name removed]", "[e-mail removed]".
_REDACTED = re.compile(r"\[(?:name|e-mail|phone|address) removed\]")

_FIGURE = re.compile(r"[0-9,]+ of [0-9,]+ \((?:under )?[0-9.]+ %\)|[0-9.]+ %")


def shown(value: Any) -> Any:
    """Text made fit for a page: escaped, controls as pictures, a carriage return kept as one (HTML would drop it)."""
    if type(value) is not str or not _ODD.search(value):
        return value  # most are sound, and the template escapes them
    return Markup(str(escape(value.translate(_CONTROLS))).replace("\r", "&#13;"))  # noqa: S704  # escaped just now


def redacted(text: str) -> Markup:
    """Text with the marks of removed personal data set apart."""
    pieces: list[Markup] = []
    reached = 0
    for match in _REDACTED.finditer(text):
        pieces += [
            escape(shown(text[reached : match.start()])),
            Markup('<span class="redacted">{}</span>').format(match[0]),
        ]
        reached = match.end()
    return Markup("").join([*pieces, escape(shown(text[reached:]))])


def unbroken(text: str) -> Markup:
    """A sentence whose figures ("275 of 398 (69.1 %)", "61.7 %") are not broken between lines."""
    pieces: list[Markup] = []
    reached = 0
    for match in _FIGURE.finditer(text):
        pieces += [escape(shown(text[reached : match.start()])), Markup('<span class="n">{}</span>').format(match[0])]
        reached = match.end()
    return Markup("").join([*pieces, escape(shown(text[reached:]))])


def split_context(text: str, near: int, *, before: bool) -> tuple[str, str]:
    """Context in two pieces as they stand, cut between lines or words: about `near` characters stay beside the quote.

    `before` says which side of the quote `text` is on. A mark of removed data is never cut.
    """
    if len(text) <= near * 3 // 2:
        return ("", text) if before else (text, "")
    cut = len(text) - near if before else near
    lines = [found.end() for found in re.finditer("\n", text) if abs(found.end() - cut) <= near // 2]
    words = (at + 1 for at in range(cut, len(text)) if text[at].isspace())
    cut = min(lines, key=lambda at: abs(at - cut)) if lines else next(words, len(text))
    cut = next((mark.end() for mark in _REDACTED.finditer(text) if mark.start() < cut < mark.end()), cut)
    return text[:cut], text[cut:]


def shortened(text: str, length: int = 220) -> str:
    """The start of a long text, on one line."""
    line = " ".join(text.split())
    return line if len(line) <= length else line[:length].rsplit(" ", 1)[0] + " …"


def web_address(text: str) -> str:
    """An http(s) address, else "": a dataset must not smuggle javascript: into a link."""
    return text if re.match(r"https?://[^\s\"'<>]+$", text) else ""


def decimal(number: float | None) -> str:
    """Two decimals, "–" where there is no number."""
    return "–" if number is None or number != number else f"{number:.2f}"


def first_upper(text: str) -> str:
    """A capital at the start; the rest as it stands ("NI district" stays so)."""
    return text[:1].upper() + text[1:]


@lru_cache(maxsize=1)
def environment() -> Environment:
    """The one template environment of the report."""
    env = Environment(
        loader=PackageLoader("askall.publishing"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.filters |= {
        "amount": amount, "day": day, "decimal": decimal, "first_upper": first_upper,
        "outcome": outcome_words, "percent": percent, "provisions": provisions_of,
        "redacted": redacted, "sentence": sentence, "short_day": short_day,
        "shortened": shortened, "spaced": spaced,
        "unbroken": unbroken, "web_address": web_address, "whole": whole,
    }  # fmt: skip
    env.globals |= {
        "of": of,
        "split_context": split_context,
        "bar": charts.bar,
        "square": charts.square,
        "definitions": charts.definitions,
    }
    return env
