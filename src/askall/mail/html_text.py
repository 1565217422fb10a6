"""HTML mail as text in which nothing runs together: blocks and table rows are lines, cells are kept apart by tabs.

Style, script and what is hidden from the reader (preheaders) is left out. Quotations that a mail program marked as
such begin with "> ", as in plain text, so that an answer between them is seen to be one.
"""

import re
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, cast

from lxml import etree

from askall.mail.html_lines import Lines, collapsed, number_or, numeral, shown_address

INNER_LINES = re.compile(r"\n+ *")
TAG = re.compile(r"<[^<>]*>")
UNSEEN = tuple(
    (re.compile(begin, re.I), re.compile(end, re.I))
    for begin, end in ((r"<style\b", r"</style"), (r"<script\b", r"</script"), ("<!--", "-->"))
)
HIDDEN = re.compile(r"display\s*:\s*none", re.I)
SILENT = frozenset({"head", "style", "script", "title", "template", "svg", "math", "iframe"})
BLOCKS = frozenset(
    """address article aside body blockquote caption center dd details dialog div dl dt fieldset figcaption figure
    footer form header html legend main nav option section select summary""".split()  # noqa: SIM905
)
PARAGRAPHS = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "ul", "ol"})
# A cell longer than this is layout, not data: its lines stay lines.
LONGEST_CELL = 2_000
# A horizontal line, as Outlook writes it in plain text.
RULE = "_" * 32
# Quotations or tables nested deeper than this are written as plain blocks: each level copies what it holds.
DEEPEST = 40


def html_to_text(html: str) -> str:
    """The readable text of an HTML page or fragment, however broken. Ends are stripped; never raises."""
    # A NUL would end the parser's reading. Spaces are collapsed once for all, unless some are to be kept.
    page = html.replace("\x00", "")
    page = page if "<pre" in page.lower() else collapsed(page)
    reader, parser = _thread.pair
    reader.begin()
    try:
        parser.feed(page.encode("utf-8", "replace"))
        parser.close()
    except (etree.LxmlError, AssertionError):
        _thread.renew()
    except BaseException:  # its time is up
        _thread.renew()
        raise
    text = reader.text()
    reader.begin()  # a long page is not kept until the next one comes
    return text or " ".join(_without_tags(html).split())


def _without_tags(html: str) -> str:
    """Words without their tags; used where the page as a whole shows nothing, and for a rough count of words."""
    for begin, end in UNSEEN:
        html = " ".join(_outside(html, begin, end))
    return TAG.sub(" ", html)


def _outside(html: str, begin: re.Pattern[str], end: re.Pattern[str]) -> Iterator[str]:
    at = 0
    while (opened := begin.search(html, at)) and (closed := end.search(html, opened.end())):
        yield html[at : opened.start()]
        at = closed.end()
    yield html[at:]


def rough_words(html: str) -> int:
    """About how many words the page shows, quickly."""
    return len(_without_tags(html).split())


@dataclass(slots=True)
class _Table:
    rows: list[list[str]] = field(default_factory=list)
    has_inner: bool = False
    is_deep: bool = False


@dataclass(slots=True)
class _List:
    kind: str  # "" for bullets, else one of HTML's types: 1 a A i I
    number: int


class _Reader:
    """The parser's target. Cells and marked quotations are written apart and set in when they end. Comments are not
    shown."""

    def __init__(self) -> None:
        self.begin()

    def begin(self) -> None:
        """Forget what was read: the parser speaks to one reader as long as it lives."""
        self.out = Lines()
        self.outer: list[Lines] = []
        self.tables: list[_Table] = []
        self.lists: list[_List] = []
        self.links: list[tuple[str, Lines, int]] = []
        self.cites: list[bool] = []
        self.roomy: list[bool] = []
        self.silent = 0
        self.verbatim = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if self.silent or tag in SILENT or (attributes and _is_hidden(attributes)):
            self.silent += 1
            return
        act = STARTS.get(tag)
        if act is not None:
            act(self, tag, attributes)
        elif "@" in tag:  # an address in angle brackets that nobody escaped
            self.out.write(f"<{tag}>")

    def end(self, tag: str) -> None:
        if self.silent:
            self.silent -= 1
            return
        act = ENDS.get(tag)
        if act is not None:
            act(self, tag)

    def close(self) -> None:
        """The text is asked of the reader."""

    def data(self, text: str) -> None:
        if self.silent:
            return
        if not self.verbatim:
            self.out.write(collapsed(text) if "\n" in text or "  " in text else text)
            return
        for index, line in enumerate(text.replace("\r", "").split("\n")):
            if index:
                self.out.line()
            self.out.write(line.replace(" ", "\xa0"))

    def text(self) -> str:
        """All that was written; what the page left open is closed."""
        while self.outer:
            inner = self.out.text()
            self.out = self.outer.pop()
            self._set_in(inner)
        return self.out.text()

    def _start_block(self, _tag: str, _attributes: dict[str, str]) -> None:
        self.out.block()

    def _end_block(self, _tag: str) -> None:
        self.out.block()

    def _break(self, _tag: str, _attributes: dict[str, str]) -> None:
        self.out.line()

    def _rule(self, _tag: str, _attributes: dict[str, str]) -> None:
        self.out.block()
        self.out.write(RULE)
        self.out.line()

    def _start_link(self, _tag: str, attributes: dict[str, str]) -> None:
        self.links.append((attributes.get("href", "") if attributes else "", self.out, len(self.out.pieces)))

    def _item(self, _tag: str, attributes: dict[str, str]) -> None:
        self.out.mark(self._marker(attributes))

    def _start_paragraph(self, tag: str, attributes: dict[str, str]) -> None:
        is_inner_list = tag in ("ul", "ol") and bool(self.lists)
        # Outlook's are lines. Most have no attributes, and asking lxml's empty mapping takes long.
        is_roomy = not is_inner_list and not (attributes and attributes.get("class", "").startswith("Mso"))
        self.roomy.append(is_roomy)
        self._end_line(is_roomy)
        if tag == "pre":
            self.verbatim += 1
        elif tag in ("ul", "ol"):
            kind = attributes.get("type", "1") if tag == "ol" else ""
            self.lists.append(_List(kind, number_or(attributes.get("start", ""), 1)))

    def _end_paragraph(self, tag: str) -> None:
        self._end_line(bool(self.roomy) and self.roomy.pop())
        if tag == "pre":
            self.verbatim = max(0, self.verbatim - 1)
        elif tag in ("ul", "ol") and self.lists:
            self.lists.pop()

    def _end_line(self, is_roomy: bool) -> None:
        if is_roomy:
            self.out.paragraph()
        else:
            self.out.block()

    def _marker(self, attributes: dict[str, str]) -> str:
        if not self.lists or not self.lists[-1].kind:
            return "- "
        current = self.lists[-1]
        number = number_or(attributes.get("value", ""), current.number)
        current.number = number + 1
        return f"{numeral(number, attributes.get('type', current.kind))}. "

    def _start_quotation(self, _tag: str, attributes: dict[str, str]) -> None:
        is_cited = attributes.get("type") == "cite" or "quote" in attributes.get("class", "")
        is_cited = is_cited and len(self.outer) < DEEPEST
        self.cites.append(is_cited)
        self.out.block()
        if is_cited:
            self._begin_apart()

    def _end_quotation(self, _tag: str) -> None:
        if not (self.cites and self.cites.pop() and self.outer):
            self.out.block()
            return
        quoted = self.out.text()
        self.out = self.outer.pop()
        if quoted:
            self._set_in("\n".join(f"> {line}" if line else ">" for line in quoted.split("\n")))

    def _begin_apart(self) -> None:
        self.outer.append(self.out)
        self.out = Lines()

    def _set_in(self, text: str) -> None:
        if text:
            self.out.block()
            self.out.write(text)
            self.out.line()

    def _end_link(self, _tag: str) -> None:
        if not self.links:
            return
        address, out, begin = self.links.pop()
        if out is not self.out:
            return
        shown = "".join(out.pieces[begin:]).strip()
        address = shown_address(address, shown)
        if address:
            out.write(f" <{address}>")

    def _start_table(self, _tag: str, _attributes: dict[str, str]) -> None:
        if self.tables:
            self.tables[-1].has_inner = True
        self.out.block()
        self.tables.append(_Table(is_deep=len(self.outer) >= DEEPEST))

    def _start_row(self, _tag: str, _attributes: dict[str, str]) -> None:
        if not self.tables or self.tables[-1].is_deep:
            self.out.block()
        else:
            self.tables[-1].rows.append([])

    def _start_cell(self, _tag: str, _attributes: dict[str, str]) -> None:
        if not self.tables or self.tables[-1].is_deep:
            self.out.block()
        else:
            self._begin_apart()

    def _end_cell(self, _tag: str) -> None:
        if not self.tables or self.tables[-1].is_deep or not self.outer:
            self.out.block()
            return
        text = self.out.text()
        self.out = self.outer.pop()
        rows = self.tables[-1].rows or [[]]
        self.tables[-1].rows = rows
        rows[-1].append(text)

    def _end_table(self, _tag: str) -> None:
        if not self.tables:
            return
        table = self.tables.pop()
        is_data = not table.has_inner and any(sum(map(bool, row)) > 1 for row in table.rows)
        for row in table.rows:
            if is_data and _is_line(row):
                self._set_in(
                    "\t".join([INNER_LINES.sub(" ", cell) if "\n" in cell else cell for cell in row]).rstrip("\t")
                )
            else:
                for cell in row:
                    self._set_in(cell)


def _is_line(row: list[str]) -> bool:
    """A row of data is one line. A row that holds one long text, such as the letter itself, keeps its lines."""
    filled = [cell for cell in row if cell]
    return (len(filled) > 1 and max(map(len, filled)) <= LONGEST_CELL) or (len(filled) == 1 and "\n" not in filled[0])


def _is_hidden(attributes: dict[str, str]) -> bool:
    style = attributes.get("style", "")
    return "hidden" in attributes or ("none" in style and HIDDEN.search(style) is not None)


# What is done where an element begins and where it ends.
STARTS: dict[str, Callable[[_Reader, str, dict[str, str]], None]] = {
    **dict.fromkeys(BLOCKS, _Reader._start_block),
    **dict.fromkeys(PARAGRAPHS, _Reader._start_paragraph),
    "blockquote": _Reader._start_quotation,
    "br": _Reader._break,
    "a": _Reader._start_link,
    "table": _Reader._start_table,
    "tr": _Reader._start_row,
    "td": _Reader._start_cell,
    "th": _Reader._start_cell,
    "li": _Reader._item,
    "hr": _Reader._rule,
}
ENDS: dict[str, Callable[[_Reader, str], None]] = {
    **dict.fromkeys(BLOCKS, _Reader._end_block),
    **dict.fromkeys(PARAGRAPHS, _Reader._end_paragraph),
    "blockquote": _Reader._end_quotation,
    "a": _Reader._end_link,
    "td": _Reader._end_cell,
    "th": _Reader._end_cell,
    "table": _Reader._end_table,
    "li": _Reader._end_block,
}


class _Parsers(threading.local):
    """One parser a thread: making one takes as long as reading a short page."""

    def __init__(self) -> None:
        self.renew()

    def renew(self) -> None:
        """After a fault, what a parser would do next is not known."""
        reader = _Reader()
        self.pair = reader, etree.HTMLParser(target=cast(Any, reader), encoding="utf-8", huge_tree=True)


_thread = _Parsers()
