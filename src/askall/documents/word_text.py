"""The walk over one run of Word's text: its body, a header, a note. Runs never break words."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from askall.documents.draft import flow_row, paragraphs
from askall.documents.marked import Marking, link, plain
from askall.documents.markup import NAMES, Element, attribute, child, every, number
from askall.documents.word_lists import Lists
from askall.documents.word_runs import Look, Looks, Styles, equation, form_field, look_of, symbol

BREAKS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
WIDEST_SPAN = 63  # Word's own most for columns of a table
# Moved text is read where it went; `rt` is the reading aid above Asian letters.
LEFT_OUT = {
    "moveFrom", "instrText", "delInstrText", "pPr", "rPr", "sdtPr", "sdtEndPr", "tblPr", "tblGrid", "trPr", "tcPr",
    "sectPr", "rt", "txbxContent",
}  # fmt: skip
WRAPPERS = {"sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"}  # of rows and cells
NONE: dict[str, Element] = {}
NOTES = {"footnoteReference": "footnotes", "endnoteReference": "endnotes"}
DELETED, INSERTED, HIDDEN = ("deleted", ""), ("inserted", ""), ("hidden", "")


@dataclass(slots=True)
class Book:
    """What all runs of text of one file share."""

    lists: Lists
    styles: Styles = field(default_factory=Styles)
    notes: dict[str, dict[str, Element]] = field(default_factory=dict)  # "footnotes" → id → note
    numbers: dict[tuple[str, str], str] = field(default_factory=dict)  # of the notes referred to so far
    marking: Marking = field(default_factory=Marking)
    deletions: int = 0


@dataclass(slots=True)
class Field:
    """A field that has begun: its instruction, and where its result starts in the pieces of its paragraph."""

    instruction: str = ""
    start: int = -1


@dataclass(slots=True)
class Story:
    """One run of text being read."""

    book: Book
    links: dict[str, str] = field(default_factory=dict)  # relationship → address
    tables: list[list[list[str]]] = field(default_factory=list)
    carried: str = ""  # text of a paragraph whose end was deleted: it goes on in the next
    # Of the paragraph being read:
    boxes: list[Element] = field(default_factory=list)
    referred: list[tuple[str, Element]] = field(default_factory=list)
    fields: list[Field] = field(default_factory=list)
    looks: Looks = ()
    depth: int = 0  # of tables; notes of cells follow their table

    def text(self, root: Element) -> str:
        """The whole text below `root`, with borders of marks in it."""
        lines: list[str] = []
        self._blocks(root, lines)
        lines.append(self.carried)
        self.carried = ""
        return paragraphs(lines)

    def _blocks(self, parent: Element, lines: list[str]) -> None:
        """Lines of all paragraphs and tables below, through whatever wraps them."""
        for one in parent:
            name = NAMES[one.tag]
            if name == "p":
                self._paragraph(one, lines)
            elif name == "tbl":
                self._table(one, lines)
            elif name == "AlternateContent":
                branch = _branch(one)
                if branch is not None:
                    self._blocks(branch, lines)
            elif name not in LEFT_OUT:
                self._blocks(one, lines)

    def _paragraph(self, paragraph: Element, lines: list[str]) -> None:
        first = next(iter(paragraph), None)  # properties stand nowhere else
        has_properties = first is not None and NAMES[first.tag] == "pPr"
        properties = {NAMES[one.tag]: one for one in first} if first is not None and has_properties else NONE
        outer = self.boxes, self.fields, self.looks
        style = properties.get("pStyle")
        looks = self.book.styles.looks(attribute(style, "val")) if style is not None else ()
        self.boxes, self.fields, self.looks = [], [], looks
        pieces: list[str] = []
        self._inline(paragraph, pieces)
        boxes = self.boxes
        self.boxes, self.fields, self.looks = outer
        text = "".join(pieces)
        mark = self.book.lists.mark(properties) if properties and text.strip() else ""
        text, self.carried = self.carried + mark + text, ""
        if "rPr" in properties and child(properties["rPr"], "del") is not None:
            self.carried = text
        else:
            lines.append(text)
        for box in boxes:
            inner: list[str] = []
            self._blocks(box, inner)
            lines.append(self.book.marking.wrap("text box", paragraphs(inner)))
        if self.referred and not self.depth:
            lines += self._notes()

    def _notes(self) -> Iterator[str]:
        """Notes stand behind the paragraph or table that refers to them, where their words belong."""
        referred, self.referred = self.referred, []
        for shown, note in referred:
            inner = Story(self.book, self.links)
            yield self.book.marking.wrap("footnote", f"{shown} {inner.text(note).strip()}")
            self.tables += inner.tables

    def _inline(self, parent: Iterable[Element], out: list[str], change: Look | None = None) -> None:
        for one in parent:
            name = NAMES[one.tag]
            if name == "r":
                self._run(one, out, change)
            elif name in LEFT_OUT:
                if name == "txbxContent":
                    self.boxes.append(one)
            elif name in ("del", "ins", "moveTo"):
                self._inline(one, out, DELETED if name == "del" else change or INSERTED)
            elif name == "hyperlink":
                self._link(one, out, change)
            elif name == "oMath":
                out.append(plain("".join(equation(one))))
            elif name == "AlternateContent":
                branch = _branch(one)
                if branch is not None:
                    self._inline(branch, out, change)
            else:
                self._inline(one, out, change)

    def _run(self, run: Element, out: list[str], change: Look | None) -> None:
        looks = self.looks
        pieces: list[str] = []
        for one in run:
            name = NAMES[one.tag]
            if name in ("t", "delText"):
                text = one.text or ""
                pieces.append(text if text.isascii() else _kept(text))
            elif name == "rPr":
                looks = self._looks(one)
            elif name in BREAKS:
                pieces.append(BREAKS[name])
            elif name == "sym":
                pieces.append(plain(symbol(one)))
            elif name == "fldChar":
                pieces.append(plain(form_field(one)))
                out += self._written(pieces, looks, change)
                pieces = []
                self._field(attribute(one, "fldCharType"), out)
            elif name == "instrText":
                if self.fields:
                    self.fields[-1].instruction += one.text or ""
            elif name in NOTES:
                pieces.append(self._reference(one, NOTES[name]))
            elif name not in LEFT_OUT or name == "txbxContent":
                out += self._written(pieces, looks, change)
                pieces = []
                self._inline((one,), out, change)
        if pieces:
            out += self._written(pieces, looks, change)

    def _looks(self, properties: Element) -> Looks:
        found = look_of(properties, self.book.styles)
        if not found:
            return self.looks
        merged = dict.fromkeys(self.looks, True) | found
        return tuple(look for look, is_on in merged.items() if is_on)

    def _written(self, pieces: list[str], looks: Looks, change: Look | None) -> tuple[str, ...]:
        """The text of a run under its marks; nothing within the instruction of a field."""
        if not pieces or (self.fields and any(one.instruction and one.start < 0 for one in self.fields)):
            return ()
        text = "".join(pieces)
        if change is not None:
            self.book.deletions += change is DELETED and bool(text.strip())
            text = self.book.marking.wrap_all((change,), text)
        return (self.book.marking.wrap_all(looks, text) if looks else text,)

    def _field(self, kind: str, out: list[str]) -> None:
        if kind == "begin":
            self.fields.append(Field())
        elif kind == "separate" and self.fields:
            self.fields[-1].start = len(out)
        elif kind == "end" and self.fields:
            ended = self.fields.pop()
            words = ended.instruction.split('"')
            if ended.start >= 0 and len(words) > 1 and words[0].strip().upper() == "HYPERLINK":
                out.append(plain(link("".join(out[ended.start :]), words[1])))

    def _link(self, element: Element, out: list[str], change: Look | None) -> None:
        start = len(out)
        self._inline(element, out, change)
        address = next((self.links[value] for value in map(str, element.attrib.values()) if value in self.links), "")
        out.append(plain(link("".join(out[start:]), address)))

    def _reference(self, element: Element, kind: str) -> str:
        """ "[1]" where the page has a small raised 1, which must not run into a number before it."""
        identity = attribute(element, "id")
        note = self.book.notes.get(kind, {}).get(identity)
        if note is None:
            return ""
        if (kind, identity) not in self.book.numbers:
            count = sum(known == kind for known, _ in self.book.numbers) + 1
            self.book.numbers[kind, identity] = f"[{count}]" if kind == "footnotes" else f"[endnote {count}]"
            self.referred.append((self.book.numbers[kind, identity], note))
        return self.book.marking.wrap("footnote", self.book.numbers[kind, identity], "reference")

    def _table(self, table: Element, lines: list[str]) -> None:
        rows = []
        self.depth += 1
        for row in _within(table, "tr"):
            is_deleted, before = _told(row, "trPr", "del", "gridBefore")
            cells = [""] * before
            for cell in _within(row, "tc"):
                text = self.text(cell)
                is_gone, width = _told(cell, "tcPr", "cellDel", "gridSpan")
                if text and (is_deleted or is_gone):
                    self.book.deletions += 1
                    text = self.book.marking.wrap("deleted", text)
                cells.append(text)
                if width > 1:
                    cells += [""] * (width - 1)
            rows.append(cells)
            lines.append(flow_row(cells))
        self.depth -= 1
        found = self.book.marking.cells(rows)
        if any(any(cells) for cells in found):
            self.tables.append(found)
        if self.referred and not self.depth:
            lines += self._notes()


def _kept(text: str) -> str:
    """Soft hyphens show only where a line breaks."""
    return plain(text).replace("\u00ad", "")


def _branch(alternatives: Element) -> Element | None:
    """The first of the alternatives that has any text: they all say the same."""
    return next((one for one in alternatives if any(text.text for text in every(one, "t"))), None)


def _within(parent: Element, name: str) -> Iterator[Element]:
    """Rows of a table or cells of a row, also those inside content controls and insertions."""
    for one in parent:
        found = NAMES[one.tag]
        if found == name:
            yield one
        elif found in WRAPPERS:
            yield from _within(one, name)


def _told(element: Element, properties: str, gone: str, width: str) -> tuple[bool, int]:
    """Whether the properties of a row or cell say that it is deleted, and how many columns they tell of."""
    own = child(element, properties)
    if own is None:
        return False, 0
    columns = child(own, width)
    return child(own, gone) is not None, number(attribute(columns, "val"), 0, WIDEST_SPAN) if columns is not None else 0


def unreferred(book: Book, kind: str) -> Iterable[Element]:
    """Notes of this kind that no text refers to; the lines that part notes from text are none."""
    for identity, note in book.notes.get(kind, {}).items():
        if (kind, identity) not in book.numbers and attribute(note, "type", "normal") == "normal":
            yield note
