"""The walk over one run of OpenDocument's text: its body, a slide, a header."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from askall.documents.draft import flow_row, paragraphs
from askall.documents.marked import Marking, link, plain
from askall.documents.markup import Element, attribute, child, every, local, number
from askall.documents.open_looks import Styles
from askall.documents.word_lists import counted

MOST_BLANKS = 1_000
MOST_ROWS = 100
MOST_REPEATED = 1_000_000  # characters; what is said to be there many times is empty, or a bomb
BLANKS = re.compile(r"[ \t\r\n]+")
WIDEST = 64
LEFT_OUT = {
    "tracked-changes", "forms", "annotation-end", "sequence-decls", "variable-decls", "title", "desc", "notes",
    "user-field-decls", "event-listeners", "bookmark", "bookmark-start", "bookmark-end", "change-info",
}  # fmt: skip
BOXES = {"text-box", "custom-shape", "rect", "ellipse", "shape", "caption"}

# List style → depth → (number format, text before, text after); the format is "" for bullets.
ListStyles = dict[str, dict[int, tuple[str, str, str]]]
FORMS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}


@dataclass(slots=True)
class Book:
    """What all runs of text of one file share."""

    styles: Styles
    lists: ListStyles
    deletions: dict[str, Element] = field(default_factory=dict)  # change → what it took out
    insertions: set[str] = field(default_factory=set)
    marking: Marking = field(default_factory=Marking)
    comments: list[str] = field(default_factory=list)
    notes: int = 0
    room: int = MOST_REPEATED

    def times(self, said: str, most: int, text: str) -> int:
        """How often a cell or row stands in a table, by what the file says and by the room there is."""
        times = number(said, 1, most)
        if times > 1 and text:
            self.room -= len(text) * (times - 1)
        return times if self.room >= 0 or not text else 1


@dataclass(slots=True)
class Story:
    """One run of text being read, and what is found beside it."""

    book: Book
    controls: dict[str, str] = field(default_factory=dict)
    tables: list[list[list[str]]] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    inserting: set[str] = field(default_factory=set)  # changes that have begun
    referred: list[str] = field(default_factory=list)  # notes that are to follow
    depth: int = 0  # of tables; notes of cells follow their table

    def text(self, root: Element) -> str:
        """The whole text below `root`, with borders of marks in it."""
        return paragraphs(self.blocks(root))

    def blocks(self, parent: Iterable[Element]) -> Iterator[str]:
        """Lines of all paragraphs, lists and tables below."""
        for one in parent:
            name = local(one)
            if name in ("p", "h"):
                yield from self._paragraph(one)
            elif name == "list":
                yield from self._list(one, attribute(one, "style-name"), 1)
            elif name == "table":
                yield from self._table(one)
            elif name in ("change", "change-start", "change-end"):
                yield from filter(None, [self._change(one, name)])
            elif name == "annotation":
                self._comment(one)
            elif name == "section" and attribute(one, "display") == "none":
                yield self.book.marking.wrap("hidden", paragraphs(self.blocks(one)), "section")
            elif name not in LEFT_OUT:
                yield from self.blocks(one)

    def _paragraph(self, paragraph: Element) -> Iterator[str]:
        boxes: list[Element] = []
        yield "".join(self._inline(paragraph, boxes, self.book.styles.looks(attribute(paragraph, "style-name"))))
        for box in boxes:
            yield self.book.marking.wrap("text box", paragraphs(self.blocks(box)))
        if not self.depth:
            yield from self._notes()

    def _notes(self) -> list[str]:
        """Notes stand behind the paragraph or table that refers to them, where their words belong."""
        referred, self.referred = self.referred, []
        return referred

    def _inline(self, parent: Element, boxes: list[Element], looks: tuple[tuple[str, str], ...]) -> Iterator[str]:
        """Text of a paragraph; white space in the XML counts as one blank (OpenDocument 1.2, 6.1.2)."""
        yield self._written(parent.text, looks)
        for one in parent:
            name = local(one)
            if name == "s":
                yield " " * number(attribute(one, "c", "1"), 1, MOST_BLANKS)
            elif name in ("tab", "line-break"):
                yield "\t" if name == "tab" else "\n"
            elif name in ("change", "change-start", "change-end"):
                yield self._change(one, name)
            elif name == "note":
                yield self._note(one)
            elif name == "annotation":
                self._comment(one)
            elif name == "control":
                yield self.controls.get(attribute(one, "control"), "")
            elif name == "hidden-text":
                yield self.book.marking.wrap("hidden", plain(attribute(one, "string-value")))
            elif name in BOXES or name == "table":
                boxes.append(one)
            elif name not in LEFT_OUT:
                own = self.book.styles.looks(attribute(one, "style-name")) if name in ("span", "a") else ()
                shown = "".join(self._inline(one, boxes, tuple(dict(looks + own).items())))
                yield shown + (plain(link(shown, attribute(one, "href"))) if name == "a" else "")
            yield self._written(one.tail, looks)

    def _written(self, text: str | None, looks: tuple[tuple[str, str], ...]) -> str:
        shown = BLANKS.sub(" ", plain(text)) if text else ""
        if not shown or not (looks or self.inserting):
            return shown
        return self.book.marking.wrap_all(looks + ((("inserted", ""),) if self.inserting else ()), shown)

    def _change(self, element: Element, name: str) -> str:
        """A deletion stands where its words were; what is inserted lies between two signs."""
        identity = attribute(element, "change-id")
        if name == "change":
            taken = self.book.deletions.pop(identity, None)  # once: it may hold itself
            if taken is None:
                return ""
            inner = Story(self.book)
            return self.book.marking.wrap("deleted", "\n".join(inner.blocks(taken)))
        if identity in self.book.insertions:
            (self.inserting.add if name == "change-start" else self.inserting.discard)(identity)
        return ""

    def _note(self, element: Element) -> str:
        """ "[1]" where the page has a small raised 1, which must not run into a number before it."""
        body = child(element, "note-body")
        if body is None:
            return ""
        self.book.notes += 1
        shown = f"[{self.book.notes}]"
        text = paragraphs(Story(self.book).blocks(body))
        self.referred.append(self.book.marking.wrap("footnote", f"{shown} {text}"))
        return self.book.marking.wrap("footnote", shown, "reference")

    def _comment(self, element: Element) -> None:
        author = child(element, "creator")
        name = plain(author.text or "") if author is not None else ""
        said = paragraphs(Story(Book(Styles(), {})).blocks(one for one in element if local(one) != "creator"))
        if said:
            self.book.comments.append(f"{name}: {said}" if name else said)

    def _list(self, element: Element, style: str, depth: int) -> Iterator[str]:
        continues = attribute(element, "continue-numbering") == "true" or attribute(element, "continue-list")
        key = f"{style}/{depth}"
        if not continues:
            self.counts[key] = 0
        for item in element:
            if local(item) not in ("list-item", "list-header"):
                continue
            mark = ""
            if local(item) == "list-item":
                start = number(attribute(item, "start-value"), 0, 1_000_000)
                self.counts[key] = start or self.counts.get(key, 0) + 1
                mark = self._mark(style, depth)
            for one in item:
                if local(one) == "list":
                    yield from self._list(one, attribute(one, "style-name") or style, depth + 1)
                    continue
                for line in self.blocks([one]):
                    yield mark + line if line.strip() else line
                    mark = "" if line.strip() else mark

    def _mark(self, style: str, depth: int) -> str:
        form, before, after = self.book.lists.get(style, {}).get(depth, ("", "", ""))
        if not form:
            return "• "
        return f"{before}{counted(self.counts[f'{style}/{depth}'], FORMS.get(form, 'decimal'))}{after} "

    def _table(self, table: Element) -> Iterator[str]:
        rows = []
        self.depth += 1
        for row in _rows(table):
            cells: list[str] = []
            for cell in row:
                if local(cell) in ("table-cell", "covered-table-cell") and len(cells) < WIDEST:
                    text = paragraphs(self.blocks(cell))
                    if attribute(row, "visibility") in ("collapse", "filter"):
                        text = self.book.marking.wrap("hidden", text, "row")
                    cells += [text] * self.book.times(attribute(cell, "number-columns-repeated"), WIDEST, text)
            line = flow_row(cells)
            for _ in range(self.book.times(attribute(row, "number-rows-repeated"), MOST_ROWS, line) if line else 1):
                rows.append(cells)
                yield line
        self.depth -= 1
        found = self.book.marking.cells(rows)
        if any(any(cells) for cells in found):
            self.tables.append(found)
        if not self.depth:
            yield from self._notes()


def _rows(table: Element) -> Iterator[Element]:
    for one in table:
        if local(one) == "table-row":
            yield one
        elif local(one) in ("table-header-rows", "table-rows", "table-row-group"):
            yield from _rows(one)


def list_styles(roots: Iterable[Element]) -> ListStyles:
    """How each style of lists numbers its items."""
    found: ListStyles = {}
    for root in roots:
        for style in every(root, "list-style"):
            found[attribute(style, "name")] = {
                number(attribute(one, "level"), 1, 10): (
                    plain(attribute(one, "num-format")), plain(attribute(one, "num-prefix")),
                    plain(attribute(one, "num-suffix")),
                )
                for one in style
            }  # fmt: skip
    return found


def controls_of(body: Element) -> dict[str, str]:
    """What each control of a form shows: a tick, or the text filled in."""
    shown = {}
    for form in every(body, "forms"):
        for control in form.iter():
            identity = attribute(control, "id")
            if local(control) in ("checkbox", "radio"):
                state = attribute(control, "current-state") or attribute(control, "current-selected")
                shown[identity] = "☒" if state in ("checked", "true") else "☐"
            elif identity:
                shown[identity] = plain(attribute(control, "current-value") or attribute(control, "value"))
    return shown


def changes_of(body: Element, book: Book) -> None:
    """Tell apart the changes that took words out and those that put some in."""
    for region in every(body, "changed-region"):
        taken = child(region, "deletion")
        if taken is not None:
            book.deletions[attribute(region, "id")] = taken
        elif child(region, "insertion") is not None:
            book.insertions.add(attribute(region, "id"))
