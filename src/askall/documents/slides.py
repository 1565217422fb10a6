"""Slides (.pptx): the text of each slide in the order of the show, its tables, and the speaker's notes."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from askall.documents.draft import Draft, flow_row, paragraphs
from askall.documents.drawings import add_drawings
from askall.documents.marked import Marking, link, plain
from askall.documents.markup import Element, attribute, child, every, local, parse_xml
from askall.documents.packed import Members
from askall.documents.word import COMMENTED

SHOW = "ppt/presentation.xml"
RELATIONS = "ppt/_rels/presentation.xml.rels"
LINK, NOTES = "/hyperlink", "/notesSlide"
OFF = ("0", "false")


def read_slides(content: bytes, draft: Draft) -> None:
    """Parts "slide 1" on in the order of the show, each with its "notes 1"; then charts, diagrams and comments."""
    members = Members(content, draft)
    names = members.names()
    noted = set()
    for index, name in enumerate(_slides(members, names)):
        relations = _relations(members, name)
        _part(f"slide {index + 1}", name, members, relations, draft)
        for target in (one for kind, one in relations.values() if kind.endswith(NOTES)):
            noted.add(_inside(target))
            _part(f"notes {index + 1}", _inside(target), members, {}, draft)
    for index, name in enumerate(_numbered(names, "ppt/notesSlides/notesSlide")):
        if name not in noted:
            _part(f"notes {index + 1}", name, members, {}, draft)
    add_drawings(members, "ppt/", draft)
    _comments(members, names, draft)


def _slides(members: Members, names: list[str]) -> list[str]:
    """As the show lists them; where it cannot be read, by their numbers."""
    show, relations = (parse_xml(members.read(name) or b"") for name in (SHOW, RELATIONS))
    if show is None or relations is None:
        return _numbered(names, "ppt/slides/slide")
    targets = {one.get("Id", ""): f"ppt/{one.get('Target', '')}" for one in every(relations, "Relationship")}
    listed = [targets.get(_relation(one), "") for one in every(show, "sldId")]
    return [name for name in listed if name in names] or _numbered(names, "ppt/slides/slide")


def _relation(slide: Element) -> str:
    """The slide's r:id, which differs from its own id by the namespace only."""
    return next((str(value) for key, value in slide.attrib.items() if str(key).endswith("}id")), "")


def _relations(members: Members, name: str) -> dict[str, tuple[str, str]]:
    """Kind and target of what a slide refers to."""
    folder, _, stem = name.rpartition("/")
    root = parse_xml(members.read(f"{folder}/_rels/{stem}.rels") or b"")
    found = every(root, "Relationship") if root is not None else ()
    return {one.get("Id", ""): (one.get("Type", ""), one.get("Target", "")) for one in found}


def _inside(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else f"ppt/{target.removeprefix('../')}"


def _numbered(names: list[str], stem: str) -> list[str]:
    found = [name for name in names if name.startswith(stem) and name.endswith(".xml")]
    return sorted(found, key=lambda name: (len(name), name))


def _part(label: str, name: str, members: Members, relations: dict[str, tuple[str, str]], draft: Draft) -> None:
    root = parse_xml(members.read(name) or b"")
    if root is None:
        draft.warn(f"{label} cannot be read.")
        return
    slide = Slide({key: target for key, (kind, target) in relations.items() if kind.endswith(LINK)})
    text = paragraphs(slide.blocks(root))
    if attribute(root, "show") in OFF:
        text = slide.marking.wrap("hidden", text, "slide")
        draft.warn(f"{label} is hidden in the show; its text is included.")
    text, marks = slide.marking.split(text)
    if text or label.startswith("slide"):
        draft.add(label, text, slide.tables, marks=marks)


def _comments(members: Members, names: list[str], draft: Draft) -> None:
    lines = []
    for name in names:
        root = parse_xml(members.read(name) or b"") if name.startswith("ppt/comments/") else None
        for one in root.iter("{*}text", "{*}txBody") if root is not None else ():
            lines.append(plain(" ".join("".join(str(piece) for piece in one.itertext()).split())))
    marking = Marking()
    text, marks = marking.split(marking.wrap("comment", paragraphs(lines)))
    if text:
        draft.add("comments", text, marks=marks)
        draft.warn(COMMENTED)


@dataclass(slots=True)
class Slide:
    """One slide being read."""

    links: dict[str, str]
    marking: Marking = field(default_factory=Marking)
    tables: list[list[list[str]]] = field(default_factory=list)

    def blocks(self, parent: Element) -> Iterator[str]:
        """Lines of all shapes below, grouped or not, and rows of tables."""
        for one in parent:
            name = local(one)
            if name == "p":
                yield "".join(self._inline(one))
            elif name == "tbl":
                yield from self._table(one)
            elif name == "AlternateContent":
                choice = child(one, "Choice")
                yield from self.blocks(choice if choice is not None else one)
            elif name in ("sp", "grpSp", "graphicFrame") and _is_unseen(one):
                yield self.marking.wrap("hidden", paragraphs(self.blocks(one)), "shape")
            elif name != "sp" or not _is_page_furniture(one):
                yield from self.blocks(one)

    def _table(self, table: Element) -> Iterator[str]:
        rows = []
        for row in every(table, "tr"):
            cells = [paragraphs(self.blocks(cell)) for cell in row if local(cell) == "tc"]
            rows.append(cells)
            yield flow_row(cells)
        self.tables.append(self.marking.cells(rows))

    def _inline(self, paragraph: Element) -> Iterator[str]:
        for run in paragraph:
            name = local(run)
            if name == "br":
                yield "\n"
            elif name in ("r", "fld"):
                text = plain("".join(one.text or "" for one in every(run, "t")))
                properties = child(run, "rPr")
                yield self._looked(text, properties) if properties is not None else text
            elif name not in ("pPr", "endParaRPr"):
                yield plain("".join(one.text or "" for one in every(run, "t")))

    def _looked(self, text: str, properties: Element) -> str:
        """The text under its marks, with the address it links to."""
        if attribute(properties, "b") in ("1", "true"):
            text = self.marking.wrap("bold", text)
        if attribute(properties, "strike", "noStrike") != "noStrike":
            text = self.marking.wrap("struck", text)
        for kind, path in (("colour", ("solidFill", "srgbClr")), ("highlight", ("highlight", "srgbClr"))):
            shade = child(properties, *path)
            value = attribute(shade, "val") if shade is not None else "000000"
            if value not in ("000000", "FFFFFF"):
                text = self.marking.wrap(kind, text, f"#{value}")
        address = child(properties, "hlinkClick")
        target = self.links.get(_relation(address), "") if address is not None else ""
        return text + plain(link(text, target))


def _is_unseen(shape: Element) -> bool:
    own = next((one for one in every(shape, "cNvPr")), None)
    return own is not None and attribute(own, "hidden") in ("1", "true")


def _is_page_furniture(shape: Element) -> bool:
    """Slide numbers and the picture of the slide on its notes page."""
    holder = next(every(shape, "ph"), None)
    return holder is not None and attribute(holder, "type") in ("sldNum", "sldImg")
