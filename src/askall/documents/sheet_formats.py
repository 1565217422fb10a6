"""Which cells of an .xlsx show a percentage or a currency. Calamine gives bare numbers; "45%" is what people quote."""

import re
from dataclasses import dataclass, field

from askall.documents.draft import Draft
from askall.documents.markup import Element, attribute, child, every, number, parse_xml
from askall.documents.packed import Members

# ECMA-376 part 1, 18.8.30: the built-in percentage formats. Built-in currencies depend on the reader's country and
# are left alone; Excel writes the sign out for those it means.
BUILT_IN = {"9": "%0", "10": "%2"}
CELL = re.compile(rb"<(?:\w+:)?c\s([^>]*)>")
STYLE = re.compile(rb'\bs="(\d+)"')
REFERENCE = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
SIGN = re.compile("[£€$¥]")
PLACES = re.compile(r"\.([0#?]+)")

Forms = dict[tuple[int, int], str]


@dataclass(slots=True)
class Formats:
    """Form of cells by sheet name; row and column count from 0."""

    paths: dict[str, str] = field(default_factory=dict)
    styles: dict[bytes, str] = field(default_factory=dict)
    members: Members | None = None

    def of_sheet(self, name: str) -> Forms:
        """The cells of a sheet that have a form."""
        path = self.paths.get(name)
        if not self.styles or path is None or self.members is None:
            return {}
        return _forms(self.members.read(path) or b"", self.styles)


def formats_of(content: bytes, draft: Draft) -> Formats:
    """Formats of an .xlsx; none for other kinds of spreadsheet, or where its parts cannot be found."""
    if not content.startswith(b"PK"):
        return Formats()
    members = Members(content, draft)
    styles = parse_xml(members.read("xl/styles.xml") or b"")
    forms = _style_forms(styles) if styles is not None else {}
    book = parse_xml(members.read("xl/workbook.xml") or b"") if forms else None
    relations = parse_xml(members.read("xl/_rels/workbook.xml.rels") or b"")
    if book is None or relations is None:
        return Formats()
    return Formats(_paths(book, relations), forms, members)


def _paths(book: Element, relations: Element) -> dict[str, str]:
    targets = {one.get("Id", ""): one.get("Target", "") for one in every(relations, "Relationship")}
    found = {}
    for sheet in every(book, "sheet"):
        target = targets.get(attribute(sheet, "id"), "")
        found[sheet.get("name", "")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return found


def _style_forms(styles: Element) -> dict[bytes, str]:
    """Cell style number, as written in the sheet, → form."""
    codes = {one.get("numFmtId", ""): form_of(one.get("formatCode", "")) for one in every(styles, "numFmt")}
    styled = child(styles, "cellXfs")
    forms = {}
    for index, style in enumerate(styled if styled is not None else ()):
        identity = style.get("numFmtId", "")
        form = codes.get(identity) or BUILT_IN.get(identity, "")
        if form:
            forms[str(index).encode()] = form
    return forms


def form_of(code: str) -> str:
    """ "%1" of the format code 0.0%, "£2" of [$£-809]#,##0.00; "" for others, dates among them."""
    first = code.split(";")[0]
    places = PLACES.search(first)
    decimals = min(len(places[1]), 9) if places else 0
    if "%" in first:
        return f"%{decimals}"
    sign = SIGN.search(re.sub(r"\[\$-[^]]*\]", "", first).replace("[$", "["))
    return f"{sign[0]}{decimals}" if sign and re.search("[0#?]", first) else ""


def _forms(sheet: bytes, styles: dict[bytes, str]) -> Forms:
    found: Forms = {}
    for match in CELL.finditer(sheet):
        style = STYLE.search(match[1])
        form = styles.get(style[1]) if style else None
        reference = REFERENCE.search(match[1]) if form else None
        if form and reference:
            found[(number(reference[2].decode(), 1, 1 << 20) - 1, _column(reference[1]))] = form
    return found


def _column(letters: bytes) -> int:
    """0 for A, 26 for AA."""
    value = 0
    for letter in letters:
        value = value * 26 + letter - 64
    return value - 1
