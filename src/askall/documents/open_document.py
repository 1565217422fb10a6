"""OpenDocument text and slides (.odt, .odp): an own walk over the XML, as a reader sees the page."""

from collections.abc import Iterator

from askall.documents.draft import Draft, paragraphs
from askall.documents.markup import Element, attribute, child, every, local, parse_xml
from askall.documents.open_looks import styles_of
from askall.documents.open_text import Book, Story, changes_of, controls_of, list_styles
from askall.documents.packed import Members
from askall.documents.word import COMMENTED, DELETED, HIDDEN


def read_open_document(content: bytes, draft: Draft) -> None:
    """The part "document" (or "slide 1" on, each with its "notes 1"), then headers, footers and comments."""
    members = Members(content, draft)
    if b"encryption-data" in (members.read("META-INF/manifest.xml") or b""):
        draft.warn("The file is locked with a password.")
        return
    root, styles = (parse_xml(members.read(name) or b"") for name in ("content.xml", "styles.xml"))
    body = child(root, "body") if root is not None else None
    if root is None or body is None:
        draft.warn("The OpenDocument file has no readable content inside.")
        return
    roots = [one for one in (styles, root) if one is not None]
    book = Book(styles_of(roots), list_styles(roots))
    changes_of(root, book)
    for label, element in _sections(body):
        _section(label, element, book, draft)
    if styles is not None:
        for label in ("header", "footer"):
            _margins(styles, label, book, draft)
    _objects(members, book, draft)
    _told(book, draft)


def _sections(body: Element) -> Iterator[tuple[str, Element]]:
    slides = list(every(body, "page"))
    if not slides:
        yield "document", body
    for index, slide in enumerate(slides):
        yield f"slide {index + 1}", slide


def _section(label: str, element: Element, book: Book, draft: Draft) -> None:
    story = Story(book, controls_of(element))
    text = story.text(element)
    if label != "document" and book.styles.is_hidden(attribute(element, "style-name"), "drawing-page"):
        text = book.marking.wrap("hidden", text, "slide")
        draft.warn(f"{label} is hidden in the show; its text is included.")
    text, marks = book.marking.split(text)
    draft.add(label, text, story.tables, marks=marks)
    for one in element:
        if local(one) == "notes":
            said, marks = book.marking.split(Story(book).text(one))
            if said:
                draft.add(label.replace("slide", "notes"), said, marks=marks)


def _margins(styles: Element, label: str, book: Book, draft: Draft) -> None:
    texts: dict[str, None] = {}
    story = Story(book)
    for page in every(styles, "master-page"):
        for one in page:
            if local(one).partition("-")[0] == label:
                texts[story.text(one)] = None
    text, marks = book.marking.split(book.marking.wrap(label, "\n".join(filter(None, texts))))
    if text:
        draft.add(label, text, story.tables, marks=marks)


def _objects(members: Members, book: Book, draft: Draft) -> None:
    """Charts with their table of data, and formulas in the plain words they were typed in."""
    count = 0
    for name in members.names():
        if not name.startswith("Object ") or not name.endswith("/content.xml"):
            continue
        root = parse_xml(members.read(name) or b"")
        if root is None:
            continue
        count += 1
        story = Story(book)
        formula = [one.text or "" for one in every(root, "annotation") if attribute(one, "encoding")]
        text, marks = book.marking.split(paragraphs(formula) if formula else story.text(root))
        if text:
            draft.add(f"object {count}", text, story.tables, marks=marks)


def _told(book: Book, draft: Draft) -> None:
    if book.comments:
        text, marks = book.marking.split(book.marking.wrap("comment", paragraphs(book.comments)))
        draft.add("comments", text, marks=marks)
        draft.warn(COMMENTED)
    kinds = {kind if note in ("", "row", "section") else "" for kind, note in book.marking.known}
    for kind, warning in (("hidden", HIDDEN), ("deleted", DELETED)):
        if kind in kinds:
            draft.warn(warning)
