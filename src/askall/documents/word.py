"""Word files (.docx, .docm): an own walk over the XML, as a reader sees the page.

Runs never break words; tracked deletions are out and insertions in; a text box comes once although the file holds it
twice (ECMA-376 part 3, markup compatibility); ticked boxes are ☒ and empty ones ☐.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from askall.documents.draft import Draft, flow_row, paragraphs
from askall.documents.markup import Element, attribute, child, every, local, number, parse_xml
from askall.documents.packed import Members
from askall.documents.word_lists import Lists, lists_of

TICKED, EMPTY = "☒", "☐"
# Word holds boxes and ticks as letters of symbol fonts.
SYMBOLS = {
    ("wingdings", 0xFE): TICKED, ("wingdings", 0xFD): TICKED, ("wingdings", 0x78): TICKED,
    ("wingdings", 0xA8): EMPTY, ("wingdings", 0x6F): EMPTY, ("wingdings", 0x71): EMPTY,
    ("wingdings", 0xFC): "✓", ("wingdings", 0xFB): "✗",
    ("wingdings 2", 0x52): TICKED, ("wingdings 2", 0x54): TICKED, ("wingdings 2", 0x53): TICKED,
    ("wingdings 2", 0xA3): EMPTY, ("wingdings 2", 0x50): "✓", ("wingdings 2", 0x4F): "✗",
}  # fmt: skip
BREAKS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
WIDEST_SPAN = 63  # Word's own most for columns of a table
LEFT_OUT = {
    "del", "moveFrom", "delText", "instrText", "delInstrText", "pPr", "rPr", "sdtPr", "sdtEndPr", "tblPr", "tblGrid",
    "trPr", "tcPr", "sectPr", "rt", "txbxContent",
}  # fmt: skip
MAIN = "word/document.xml"
STORIES = ("footnotes", "endnotes", "header", "footer", "comments")
PACKED_KINDS = (".docx", ".docm", ".xlsx", ".xls", ".doc", ".pdf", ".rtf", ".htm", ".html", ".mht", ".txt")


def read_word(content: bytes, draft: Draft) -> None:
    """The part "document", then notes, headers, footers and comments as parts of their own where there are any."""
    members = Members(content, draft)
    names = members.names()
    numbering = _member(members, "word/numbering.xml")
    lists = lists_of(numbering, _member(members, "word/styles.xml") if numbering is not None else None)
    main = next((name for name in names if name in (MAIN, "word/document2.xml")), MAIN)
    root = _member(members, main)
    if root is None:
        draft.warn("The Word file has no readable document inside.")
    else:
        _story("document", [root], lists, draft)
    for label in STORIES:
        roots = [_member(members, name) for name in names if _is_story(name, label)]
        _story(label, [one for one in roots if one is not None], lists, draft)
    for name in names:
        if name.startswith("word/") and name.lower().endswith(PACKED_KINDS):
            draft.read_within(name.rpartition("/")[2], members.read(name) or b"")


def _member(members: Members, name: str) -> Element | None:
    return parse_xml(members.read(name) or b"")


def _is_story(name: str, label: str) -> bool:
    """word/header2.xml is a header."""
    stem = name.removeprefix("word/").removesuffix(".xml")
    return name == f"word/{stem}.xml" and stem.rstrip("0123456789") == label


@dataclass(slots=True)
class Story:
    """One run of text being read: the body, a header."""

    lists: Lists
    tables: list[list[list[str]]] = field(default_factory=list)
    carried: str = ""  # text of a paragraph whose end was deleted: it goes on in the next
    hidden: bool = False


def _story(label: str, roots: Iterable[Element], lists: Lists, draft: Draft) -> None:
    story = Story(lists)
    texts: dict[str, None] = {}  # first, even and default headers are often the same
    for root in roots:
        lines = list(_blocks(root, story))
        texts[paragraphs([*lines, story.carried])] = None
        story.carried = ""
    text = "\n".join(filter(None, texts))
    if text or label == "document":
        draft.add(label, text, story.tables)
    if story.hidden:
        draft.warn("Text formatted as hidden was left out.")


def _blocks(parent: Element, story: Story) -> Iterator[str]:
    """Lines of all paragraphs and tables below, through whatever wraps them."""
    for one in parent:
        name = local(one)
        if name == "p":
            yield from _paragraph(one, story)
        elif name == "tbl":
            yield from _table(one, story)
        elif name == "AlternateContent":
            branch = _branch(one)
            if branch is not None:
                yield from _blocks(branch, story)
        elif name not in LEFT_OUT:
            yield from _blocks(one, story)


def _branch(alternatives: Element) -> Element | None:
    """The first of the alternatives that has any text: they all say the same."""
    return next((one for one in alternatives if any(text.text for text in every(one, "t"))), None)


def _paragraph(paragraph: Element, story: Story) -> Iterator[str]:
    properties = child(paragraph, "pPr")
    boxes: list[Element] = []
    text = "".join(_inline(paragraph, story, boxes))
    mark = story.lists.mark(properties) if text.strip() else ""
    text, story.carried = story.carried + mark + text, ""
    if properties is not None and child(properties, "rPr", "del") is not None:
        story.carried = text
    else:
        yield text
    for box in boxes:
        yield from _blocks(box, story)


def _inline(parent: Element, story: Story, boxes: list[Element]) -> Iterator[str]:
    for one in parent:
        name = local(one)
        if name == "t":
            yield one.text or ""
        elif name in BREAKS:
            yield BREAKS[name]
        elif name == "r" and _is_hidden(one):
            story.hidden = True
        elif name == "sym":
            yield _symbol(one)
        elif name == "fldChar":
            yield _form_field(one)
        elif name == "txbxContent":
            boxes.append(one)
        elif name == "AlternateContent":
            branch = _branch(one)
            if branch is not None:
                yield from _inline(branch, story, boxes)
        elif name not in LEFT_OUT:
            yield from _inline(one, story, boxes)


def _is_hidden(run: Element) -> bool:
    vanish = child(run, "rPr", "vanish")
    return vanish is not None and attribute(vanish, "val", "1") not in ("0", "false", "off")


def _symbol(element: Element) -> str:
    """A character of a symbol font; Word stores them at U+F000 and above."""
    try:
        code = int(attribute(element, "char"), 16)
    except ValueError:
        return ""
    known = SYMBOLS.get((attribute(element, "font").lower(), code & 0xFF))
    return known or (chr(code) if 0x20 <= code < 0xD800 else "")


def _form_field(element: Element) -> str:
    """What an old-style form field shows where that is not in the text: a tick or the chosen entry."""
    data = child(element, "ffData")
    box, choice = (child(data, "checkBox"), child(data, "ddList")) if data is not None else (None, None)
    if box is not None:
        state = child(box, "checked")
        state = child(box, "default") if state is None else state
        ticked = state is not None and attribute(state, "val", "1") not in ("0", "false", "off")
        return TICKED if ticked else EMPTY
    if choice is not None:
        entries = [attribute(one, "val") for one in every(choice, "listEntry")]
        result = child(choice, "result")
        chosen = number(attribute(result, "val", "0"), 0, 1_000) if result is not None else 0
        return entries[chosen] if chosen < len(entries) else ""
    return ""


def _table(table: Element, story: Story) -> Iterator[str]:
    rows = []
    for row in _within(table, "tr"):
        if child(row, "trPr", "del") is not None:
            continue
        cells = [""] * _value(row, "trPr", "gridBefore")
        for cell in _within(row, "tc"):
            if child(cell, "tcPr", "cellDel") is None:
                cells.append(paragraphs([*_blocks(cell, story), story.carried]))
                story.carried = ""
                cells += [""] * (_value(cell, "tcPr", "gridSpan") - 1)
        rows.append(cells)
        yield flow_row(cells)
    if any(any(cells) for cells in rows):
        story.tables.append(rows)


def _within(parent: Element, name: str) -> Iterator[Element]:
    """Rows of a table or cells of a row, also those inside content controls and insertions."""
    for one in parent:
        if local(one) == name:
            yield one
        elif local(one) in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"):
            yield from _within(one, name)


def _value(element: Element, *path: str) -> int:
    found = child(element, *path)
    return number(attribute(found, "val"), 0, WIDEST_SPAN) if found is not None else 0
