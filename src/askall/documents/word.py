"""Word files (.docx, .docm): an own walk over the XML, as a reader sees the page.

Tracked deletions are in and marked as deleted, insertions in and marked; a text box comes once although the file holds
it twice (ECMA-376 part 3, markup compatibility); ticked boxes are ☒ and empty ones ☐; notes stand behind the paragraph
that refers to them.
"""

from collections.abc import Iterable

from askall.documents.draft import Draft, paragraphs
from askall.documents.drawings import add_drawings
from askall.documents.marked import plain
from askall.documents.markup import Element, attribute, every, parse_xml
from askall.documents.packed import Members
from askall.documents.word_lists import Lists
from askall.documents.word_runs import Styles
from askall.documents.word_text import Book, Story, unreferred

MAIN = "word/document.xml"
PACKED_KINDS = (".docx", ".docm", ".xlsx", ".xls", ".doc", ".pdf", ".rtf", ".htm", ".html", ".mht", ".txt")
HIDDEN = "Text formatted as hidden is in the file; it is included and marked."
DELETED = "Text deleted with changes tracked is still in the file; it is included and marked as deleted."
COMMENTED = "The file has comments, which print does not always show."


def read_word(content: bytes, draft: Draft) -> None:
    """The part "document", then headers, footers and comments as parts of their own where there are any."""
    members = Members(content, draft)
    names = members.names()
    numbering = members.read("word/numbering.xml") or b""
    styles = Styles(members.read("word/styles.xml") or b"")
    book = Book(Lists(numbering, styles), styles)
    for kind in ("footnotes", "endnotes"):
        book.notes[kind] = _notes(_member(members, f"word/{kind}.xml"))
    main = next((name for name in names if name in (MAIN, "word/document2.xml")), MAIN)
    root = _member(members, main)
    if root is None:
        draft.warn("The Word file has no readable document inside.")
    else:
        _add("document", [(root, _links(members, main))], book, draft)
    for kind in ("footnotes", "endnotes"):
        _add(kind, [(note, {}) for note in unreferred(book, kind)], book, draft)
    for label in ("header", "footer"):
        found = [(_member(members, name), _links(members, name)) for name in names if _is_story(name, label)]
        _add(label, [(root, links) for root, links in found if root is not None], book, draft)
    _comments(_member(members, "word/comments.xml"), book, draft)
    add_drawings(members, "word/", draft)
    if ("hidden", "") in book.marking.known:
        draft.warn(HIDDEN)
    if book.deletions:
        draft.warn(DELETED)
    for name in names:
        if name.startswith("word/") and name.lower().endswith(PACKED_KINDS):
            draft.read_within(name.rpartition("/")[2], members.read(name) or b"")


def _member(members: Members, name: str) -> Element | None:
    return parse_xml(members.read(name) or b"")


def _is_story(name: str, label: str) -> bool:
    """word/header2.xml is a header."""
    stem = name.removeprefix("word/").removesuffix(".xml")
    return name == f"word/{stem}.xml" and stem.rstrip("0123456789") == label


def _links(members: Members, name: str) -> dict[str, str]:
    """Addresses the part of this name links to, by relationship."""
    folder, _, stem = name.rpartition("/")
    relations = _member(members, f"{folder}/_rels/{stem}.rels")
    if relations is None:
        return {}
    return {
        one.get("Id", ""): one.get("Target", "")
        for one in every(relations, "Relationship")
        if one.get("TargetMode") == "External" and one.get("Type", "").endswith("/hyperlink")
    }


def _notes(root: Element | None) -> dict[str, Element]:
    if root is None:
        return {}
    return {attribute(one, "id", f"none {index}"): one for index, one in enumerate(root)}


def _add(label: str, roots: Iterable[tuple[Element, dict[str, str]]], book: Book, draft: Draft) -> None:
    texts: dict[str, None] = {}  # first, even and default headers are often the same
    tables: list[list[list[str]]] = []
    for root, links in roots:
        story = Story(book, links)
        text = story.text(root)
        if text not in texts:
            tables += story.tables
        texts[text] = None
    text = "\n".join(filter(None, texts))
    if text or label == "document":
        kind = {"footnotes": "footnote", "endnotes": "footnote", "comments": "comment"}.get(label, label)
        text, marks = book.marking.split(text if label == "document" else book.marking.wrap(kind, text))
        draft.add(label, text, tables, marks=marks)


def _comments(root: Element | None, book: Book, draft: Draft) -> None:
    lines = []
    for one in every(root, "comment") if root is not None else ():
        author = plain(attribute(one, "author"))
        said = Story(book).text(one).strip()
        lines.append(f"{author}: {said}" if author and said else said)
    text, marks = book.marking.split(book.marking.wrap("comment", paragraphs(lines)))
    if text:
        draft.add("comments", text, marks=marks)
        draft.warn(COMMENTED)
