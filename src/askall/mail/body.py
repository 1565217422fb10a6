"""Which parts of a message are its text, and that text: alternatives chosen, HTML and flowed lines made plain."""

import re
from html import unescape
from itertools import groupby

from askall.mail.decoding import decode_text, tidy
from askall.mail.html_text import html_to_text, rough_words
from askall.mail.mime_tree import Part
from askall.mail.parameters import parse_parameters
from askall.mail.uuencode import take_uuencoded

READABLE = frozenset({"text/plain", "text/html", "text/enriched", "text/x-amp-html"})
HTML = frozenset({"text/html", "text/x-amp-html"})
LOOKS_HTML = re.compile(
    r"\s*(?:<!doctype html|<html\b|<body\b|<(?:p|div|table)\b[^>]*>.*</(?:p|div|table)>\s*\Z)", re.I | re.S
)
ANY_TAG = re.compile(r"<[a-zA-Z!/]")
META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([\w.:-]{2,40})", re.I)
# How far up a leaf looks for its multipart/alternative.
CLIMB = 20
# HTML counts as the fuller version from this many times the words of the plain one.
FULLER = 1.6
QUOTE_DEPTH = re.compile(r"(?:> ?)*>|")


def is_text(part: Part, is_first: bool) -> bool:
    """Whether a leaf is part of the readable text rather than an attached file."""
    if part.stray or part.is_container:
        return True
    if part.media_type not in READABLE:
        return False
    disposition, parameters = parse_parameters(part.headers.raw("content-disposition"), [])
    if disposition == "attachment" or "filename" in parameters:
        return False
    return is_first or not part.parameters.get("name")


def message_text(parts: list[Part], warnings: list[str]) -> tuple[str, list[tuple[str, bytes]]]:
    """The text of all readable leaves in order, each alternative once, and the uuencoded files found in it."""
    shown: list[str] = []
    files: list[tuple[str, bytes]] = []
    for alternative, group in groupby(parts, _alternative):
        members = list(group)
        texts = _chosen(members, warnings, files) if alternative else [_text(one, warnings, files) for one in members]
        shown.extend(text for text in texts if text)
    return tidy("\n\n".join(shown)).rstrip(), files


def _alternative(part: Part) -> "Part | None":
    if part.stray:
        return None
    above = part.parent
    for _ in range(CLIMB):
        if above is None or above.media_type == "multipart/alternative":
            return above
        above = above.parent
    return None


def _chosen(members: list[Part], warnings: list[str], files: list[tuple[str, bytes]]) -> list[str]:
    """The plain version, unless the HTML one says clearly more or keeps a table that the plain one has lost."""
    pages = [part for part in members if part.media_type == "text/html"]
    plain_parts = [part for part in members if part.media_type not in HTML]
    notes: list[str] = []
    found: list[tuple[str, bytes]] = []
    plain = [_text(part, notes, found) for part in plain_parts]
    if pages:
        sources = [_source(part, notes) for part in pages]
        words = sum(len(text.split()) for text in plain)
        if _may_be_fuller(sources, words):
            texts = [html_to_text(source) for source in sources]
            if _is_fuller(texts, words):
                warnings.extend(notes)
                return texts
    files.extend(found)
    warnings.extend(notes)
    return plain


def _may_be_fuller(sources: list[str], words: int) -> bool:
    """A quick look, because most plain versions are as good."""
    has_table = any("<td" in source or "<TD" in source for source in sources)
    return has_table or sum(map(rough_words, sources)) > FULLER * words


def _is_fuller(texts: list[str], words: int) -> bool:
    html_words = sum(len(text.split()) for text in texts)
    if any("\t" in text for text in texts):
        return html_words >= 0.8 * words
    return html_words > FULLER * words


def _source(part: Part, warnings: list[str]) -> str:
    content = part.content(warnings)
    label = part.parameters.get("charset", "")
    if not label:
        meta = META_CHARSET.search(content[:4096])
        label = meta[1].decode("ascii") if meta else ""
        if label.lower().startswith("utf-16"):  # a page that says so in ASCII is not
            label = ""
    return decode_text(content, label, warnings)


def _text(part: Part, warnings: list[str], files: list[tuple[str, bytes]]) -> str:
    source = _source(part, warnings)
    if part.media_type in HTML or LOOKS_HTML.match(source):
        return html_to_text(source) if ANY_TAG.search(source) else unescape(source).strip()
    text = tidy(source)
    if part.parameters.get("format", "").lower() == "flowed":
        text = unflow(text, part.parameters.get("delsp", "").lower() == "yes")
    text, found = take_uuencoded(text)
    files.extend(found)
    return text.rstrip().lstrip("\n")


def unflow(text: str, delete_space: bool = False) -> str:
    """Lines that end in a blank run on into the next one of the same quoting depth (RFC 3676 s.4); the signature
    mark "-- " does not."""
    lines: list[list[str]] = []
    open_depth = -1
    for line in text.split("\n"):
        mark = QUOTE_DEPTH.match(line)
        quote = mark[0] if mark else ""
        depth = quote.count(">")
        words = line[len(quote) :].removeprefix(" ")
        flows = words.endswith(" ") and words != "-- "
        if delete_space and flows:
            words = words[:-1]
        if depth == open_depth and words != "-- ":
            lines[-1].append(words)
        else:
            lines.append([f"{quote} " if depth and words else quote, words])
        open_depth = depth if flows else -1
    return "\n".join(map("".join, lines))
