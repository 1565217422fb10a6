"""OpenDocument text and slides (.odt, .odp): an own walk over the XML, as a reader sees the page."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from askall.documents.draft import Draft, flow_row, paragraphs
from askall.documents.markup import Element, attribute, child, every, local, number, parse_xml
from askall.documents.packed import Members
from askall.documents.word_lists import counted

MOST_BLANKS = 1_000
BLANKS = re.compile(r"[ \t\r\n]+")
WIDEST = 64
LEFT_OUT = {
    "tracked-changes", "forms", "annotation", "annotation-end", "sequence-decls", "variable-decls", "title", "desc",
    "notes", "user-field-decls", "event-listeners", "hidden-text",
}  # fmt: skip
BOXES = {"text-box", "custom-shape", "rect", "ellipse", "shape", "caption"}

# List style → depth → (number format, text before, text after); the format is "" for bullets.
ListStyles = dict[str, dict[int, tuple[str, str, str]]]
FORMS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}


@dataclass(slots=True)
class Story:
    """One run of text being read, and what is found beside it."""

    styles: ListStyles
    controls: dict[str, str] = field(default_factory=dict)
    tables: list[list[list[str]]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)


def read_open_document(content: bytes, draft: Draft) -> None:
    """The part "document" (or "slide 1" on), then notes, headers and footers."""
    members = Members(content, draft)
    root, styles = (parse_xml(members.read(name) or b"") for name in ("content.xml", "styles.xml"))
    body = child(root, "body") if root is not None else None
    if root is None or body is None:
        draft.warn("The OpenDocument file has no readable content inside.")
        return
    known = _list_styles(one for one in (styles, root) if one is not None)
    notes: list[str] = []
    for label, element in _sections(body):
        story = Story(known, _controls(element))
        draft.add(label, paragraphs(_blocks(element, story)), story.tables)
        notes += story.notes
    if notes:
        draft.add("footnotes", paragraphs(notes))
    if styles is not None:
        for label in ("header", "footer"):
            _margins(styles, label, known, draft)


def _sections(body: Element) -> Iterator[tuple[str, Element]]:
    slides = list(every(body, "page"))
    if not slides:
        yield "document", body
    for index, slide in enumerate(slides):
        yield f"slide {index + 1}", slide


def _margins(styles: Element, label: str, known: ListStyles, draft: Draft) -> None:
    texts: dict[str, None] = {}
    story = Story(known)
    for page in every(styles, "master-page"):
        for one in page:
            if local(one).partition("-")[0] == label:
                texts[paragraphs(_blocks(one, story))] = None
    text = "\n".join(filter(None, texts))
    if text:
        draft.add(label, text, story.tables)


def _blocks(parent: Element, story: Story) -> Iterator[str]:
    for one in parent:
        name = local(one)
        if name in ("p", "h"):
            yield from _paragraph(one, story)
        elif name == "list":
            yield from _list(one, story, attribute(one, "style-name"), 1)
        elif name == "table":
            yield from _table(one, story)
        elif name not in LEFT_OUT:
            yield from _blocks(one, story)


def _paragraph(paragraph: Element, story: Story) -> Iterator[str]:
    boxes: list[Element] = []
    yield "".join(_inline(paragraph, story, boxes))
    for box in boxes:
        yield from _blocks(box, story)


def _inline(parent: Element, story: Story, boxes: list[Element]) -> Iterator[str]:
    """Text of a paragraph; white space in the XML counts as one blank (OpenDocument 1.2, 6.1.2)."""
    yield _squeezed(parent.text)
    for one in parent:
        name = local(one)
        if name == "s":
            yield " " * number(attribute(one, "c", "1"), 1, MOST_BLANKS)
        elif name in ("tab", "line-break"):
            yield "\t" if name == "tab" else "\n"
        elif name == "note":
            body = child(one, "note-body")
            story.notes += _blocks(body, story) if body is not None else []
        elif name == "control":
            yield story.controls.get(attribute(one, "control"), "")
        elif name in BOXES or name == "table":
            boxes.append(one)
        elif name not in LEFT_OUT:
            yield from _inline(one, story, boxes)
        yield _squeezed(one.tail)


def _squeezed(text: str | None) -> str:
    return BLANKS.sub(" ", text or "")


def _list(element: Element, story: Story, style: str, depth: int) -> Iterator[str]:
    continues = attribute(element, "continue-numbering") == "true" or attribute(element, "continue-list")
    key = f"{style}/{depth}"
    if not continues:
        story.counts[key] = 0
    for item in element:
        if local(item) not in ("list-item", "list-header"):
            continue
        mark = ""
        if local(item) == "list-item":
            story.counts[key] = number(attribute(item, "start-value"), 0, 1_000_000) or story.counts.get(key, 0) + 1
            mark = _mark(story, style, depth)
        for one in item:
            if local(one) == "list":
                yield from _list(one, story, attribute(one, "style-name") or style, depth + 1)
                continue
            for line in _blocks([one], story):  # type: ignore[arg-type]  # any iterable of elements
                yield mark + line if line.strip() else line
                mark = "" if line.strip() else mark


def _mark(story: Story, style: str, depth: int) -> str:
    form, before, after = story.styles.get(style, {}).get(depth, ("", "", ""))
    if not form:
        return "• "
    return f"{before}{counted(story.counts[f'{style}/{depth}'], FORMS.get(form, 'decimal'))}{after} "


def _list_styles(roots: Iterable[Element]) -> ListStyles:
    found: ListStyles = {}
    for root in roots:
        for style in every(root, "list-style"):
            found[attribute(style, "name")] = {
                number(attribute(one, "level"), 1, 10): (
                    attribute(one, "num-format"), attribute(one, "num-prefix"), attribute(one, "num-suffix"),
                )
                for one in style
            }  # fmt: skip
    return found


def _controls(body: Element) -> dict[str, str]:
    """What each control of a form shows: a tick, or the text filled in."""
    shown = {}
    for form in every(body, "forms"):
        for control in form.iter():
            identity = attribute(control, "id")
            if local(control) in ("checkbox", "radio"):
                state = attribute(control, "current-state") or attribute(control, "current-selected")
                shown[identity] = "☒" if state in ("checked", "true") else "☐"
            elif identity:
                shown[identity] = attribute(control, "current-value") or attribute(control, "value")
    return shown


def _table(table: Element, story: Story) -> Iterator[str]:
    rows = []
    for row in _rows(table):
        cells: list[str] = []
        for cell in row:
            if local(cell) in ("table-cell", "covered-table-cell") and len(cells) < WIDEST:
                text = paragraphs(_blocks(cell, story))
                repeated = number(attribute(cell, "number-columns-repeated", "1"), 1, WIDEST)
                cells += [text] * repeated
        rows.append(cells)
        yield flow_row(cells)
    if any(any(cells) for cells in rows):
        story.tables.append(rows)


def _rows(table: Element) -> Iterator[Element]:
    for one in table:
        if local(one) == "table-row":
            yield one
        elif local(one) in ("table-header-rows", "table-rows", "table-row-group"):
            yield from _rows(one)
