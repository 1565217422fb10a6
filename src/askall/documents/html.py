"""HTML files, by the same rules as HTML mail; many a ".xls" from a council's system is one of these."""

import codecs
import re
from collections.abc import Callable, Iterator
from typing import Any

from lxml import etree

from askall.documents.draft import Draft
from askall.documents.markup import Element, every, local
from askall.documents.plain import MARKS, decode
from askall.documents.records import Mark
from askall.mail.html_text import html_to_text

CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{1,40})""", re.IGNORECASE)
HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
HIDING = ("hidden", "none", "&#")  # a letter of an attribute may be written as its number
CONCEALING: Callable[[Element], Any] = etree.XPath("descendant-or-self::*[@hidden or @style]")
MOST_HIDDEN = 1_000
SILENT = {"script", "style", "template"}
APART = {"br", "p", "div", "li"}
WESTERN = {"iso8859-1", "ascii"}  # what pages in Windows-1252 often say they are


def read_html(content: bytes, draft: Draft) -> None:
    """The page as one part, and its tables of data (a table with tables inside is layout)."""
    page = decode_page(content)
    lowered = page.lower()
    has_tables, may_hide = "<table" in lowered, any(sign in lowered for sign in HIDING)
    root = _root(page) if has_tables or may_hide else None  # the text needs no tree
    draft.add("document", html_to_text(page), _tables(root) if has_tables and root is not None else [])
    hidden = "\n".join(_hidden(root)) if may_hide and root is not None else ""
    if hidden:
        draft.add("hidden text", hidden, marks=[Mark(0, len(hidden), "hidden")])
        draft.warn("Parts of the page are not shown; their text is a part of its own.")


def decode_page(content: bytes) -> str:
    """By byte order mark, else UTF-8, else as the page declares, else Windows-1252."""
    declared = CHARSET.search(content[:4096])
    text = decode(content)
    if not declared or content.startswith(tuple(mark for mark, _ in MARKS)):
        return text
    try:
        codec = codecs.lookup(declared[1].decode("ascii")).name
        content.decode("utf-8")
    except LookupError:
        return text
    except UnicodeDecodeError:
        return text if codec in WESTERN or codec.startswith("utf") else _decoded(content, codec, text)
    return text


def _decoded(content: bytes, codec: str, otherwise: str) -> str:
    try:
        return content.decode(codec, "replace")
    except (LookupError, UnicodeError):  # a codec that is none of text, such as "hex"
        return otherwise


def _root(page: str) -> Element | None:
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        return etree.fromstring(page.replace("\x00", "").encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        return None


def _hidden(root: Element) -> Iterator[str]:
    """The words of each element that is not shown."""
    found: set[Element] = set()
    for one in CONCEALING(root):
        if "hidden" not in one.attrib and not HIDDEN.search(one.get("style", "")):
            continue
        if len(found) == MOST_HIDDEN:
            break
        if local(one) not in SILENT and found.isdisjoint(one.iterancestors()):
            found.add(one)
            words = _words(one)
            if words:
                yield words


def _tables(root: Element) -> list[list[list[str]]]:
    found = [
        _rows(table) for table in every(root, "table") if not _is_hidden(table) and next(_inner(table), None) is None
    ]
    return [rows for rows in found if any(sum(map(bool, row)) > 1 for row in rows)]


def _inner(table: Element) -> "etree.ElementDepthFirstIterator":
    return table.iterdescendants("table")


def _rows(table: Element) -> list[list[str]]:
    rows = [[_words(cell) for cell in row if local(cell) in ("td", "th")] for row in every(table, "tr")]
    return [row for row in rows if any(row)]


def _words(cell: Element) -> str:
    if not len(cell):
        return " ".join((cell.text or "").split())
    pieces = [cell.text or ""]
    for one in cell.iterdescendants():
        # What lies between two elements in a cell may be a line break: words stay apart.
        pieces += [
            one.text or "" if local(one) not in SILENT else "",
            " " if local(one) in APART else "",
            one.tail or "",
        ]
    return " ".join("".join(pieces).split())


def _is_hidden(element: Element) -> bool:
    lineage = (element, *element.iterancestors())
    return any("hidden" in one.attrib or HIDDEN.search(one.get("style", "")) for one in lineage)
