"""Slides (.pptx): the text of each slide in the order of the file, its tables, and the speaker's notes."""

from collections.abc import Iterator

from askall.documents.draft import Draft, flow_row, paragraphs
from askall.documents.markup import Element, attribute, child, every, local, parse_xml
from askall.documents.packed import Members

SHOW = "ppt/presentation.xml"
RELATIONS = "ppt/_rels/presentation.xml.rels"


def read_slides(content: bytes, draft: Draft) -> None:
    """Parts "slide 1" on in the order of the show, then "notes 1" on."""
    members = Members(content, draft)
    names = members.names()
    for index, name in enumerate(_slides(members, names)):
        _part(f"slide {index + 1}", name, members, draft)
    for index, name in enumerate(_numbered(names, "ppt/notesSlides/notesSlide")):
        _part(f"notes {index + 1}", name, members, draft)


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


def _numbered(names: list[str], stem: str) -> list[str]:
    found = [name for name in names if name.startswith(stem) and name.endswith(".xml")]
    return sorted(found, key=lambda name: (len(name), name))


def _part(label: str, name: str, members: Members, draft: Draft) -> None:
    root = parse_xml(members.read(name) or b"")
    if root is None:
        draft.warn(f"{label} cannot be read.")
        return
    tables: list[list[list[str]]] = []
    text = paragraphs(_blocks(root, tables))
    if text or label.startswith("slide"):
        draft.add(label, text, tables)


def _blocks(parent: Element, tables: list[list[list[str]]]) -> Iterator[str]:
    for one in parent:
        name = local(one)
        if name == "p":
            yield "".join(_inline(one))
        elif name == "tbl":
            rows = [[paragraphs(_blocks(cell, [])) for cell in every(row, "tc")] for row in every(one, "tr")]
            yield from map(flow_row, rows)
            tables.append(rows)
        elif name == "AlternateContent":
            choice = child(one, "Choice")
            yield from _blocks(choice if choice is not None else one, tables)
        elif name == "sp" and _is_page_furniture(one):
            continue
        else:
            yield from _blocks(one, tables)


def _inline(paragraph: Element) -> Iterator[str]:
    for one in paragraph.iter():
        if local(one) == "t":
            yield one.text or ""
        elif local(one) == "br":
            yield "\n"


def _is_page_furniture(shape: Element) -> bool:
    """Slide numbers and the picture of the slide on its notes page."""
    holder = next(every(shape, "ph"), None)
    return holder is not None and attribute(holder, "type") in ("sldNum", "sldImg")
