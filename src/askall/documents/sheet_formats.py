"""What calamine does not tell of an .xlsx: how cells show numbers, what is hidden, errors, comments, text boxes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from askall.documents.draft import Draft, paragraphs
from askall.documents.marked import plain
from askall.documents.markup import Element, attribute, child, every, number, parse_xml
from askall.documents.packed import Members
from askall.documents.sheet_numbers import BUILT_IN, sections_of

CELL = re.compile(rb"<(?:\w+:)?c\s([^>]*)>")
STYLE = re.compile(rb'\bs="(\d+)"')
REFERENCE = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
USUAL = re.compile(rb'r="([A-Z]{1,3})(\d{1,7})" s="(\d+)"(?= |/?$)')  # the order in which nearly all programs write
VALUE = re.compile(rb"<(?:\w+:)?v>([^<]{1,20})<")
ROW = re.compile(rb'<(?:\w+:)?row\s[^>]*\bhidden="(?:1|true)"[^>]*>')
ROW_NUMBER = re.compile(rb'\br="(\d{1,7})"')
COLUMN = re.compile(rb'<(?:\w+:)?col\s[^>]*\bhidden="(?:1|true)"[^>]*>')
EXTENT = re.compile(rb'\b(min|max)="(\d{1,5})"')
UNCOUNTED = re.compile(
    rb"(?:<(?:\w+:)?f\b[^>]*/>|</(?:\w+:)?f>)\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
MOST_COLUMNS = 16_384
MOST_SOUGHT = 200  # styles
Cell = tuple[int, int]  # row and column, from 0


@dataclass(slots=True)
class Sheet:
    """What is known of one sheet beside its values."""

    codes: dict[int, dict[int, str]] = field(default_factory=dict)  # number formats, by row and column
    shown: dict[Cell, str] = field(default_factory=dict)  # what cells show, where the file says it outright
    errors: dict[Cell, str] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    uncounted: int = 0  # formulas whose result the file does not hold
    comments: list[str] = field(default_factory=list)
    boxes: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Package:
    """An .xlsx: where each sheet lies in it, and the format code of each style."""

    members: Members
    paths: dict[str, str]
    styles: dict[bytes, str]

    def sheet(self, name: str) -> Sheet:
        """What is known of the sheet of this name."""
        path = self.paths.get(name, "")
        content = self.members.read(path) if path.endswith(".xml") else None
        found = Sheet()
        if content is None:
            return found
        hides = b"hidden=" in content
        for match in ROW.finditer(content) if hides else ():
            place = ROW_NUMBER.search(match[0])
            found.hidden_rows |= {int(place[1]) - 1} if place else set()
        for match in COLUMN.finditer(content) if hides else ():
            extent = {one[1]: int(one[2]) for one in EXTENT.finditer(match[0])}
            found.hidden_columns |= set(range(extent.get(b"min", 1) - 1, min(extent.get(b"max", 0), MOST_COLUMNS)))
        if b"<f" in content or b":f" in content:
            found.uncounted = sum(1 for _ in UNCOUNTED.finditer(content))
        _cells(content, self.styles, found)
        for target in self._related(path):
            root = parse_xml(self.members.read(target) or b"")
            if root is not None and "comments" in target.lower():
                found.comments += _comments(root)
            elif root is not None and "/drawings/" in target:
                found.boxes += _boxes(root)
        return found

    def _related(self, path: str) -> Iterator[str]:
        folder, _, stem = path.rpartition("/")
        relations = parse_xml(self.members.read(f"{folder}/_rels/{stem}.rels") or b"")
        for one in every(relations, "Relationship") if relations is not None else ():
            target = one.get("Target", "")
            if target.endswith(".xml") and one.get("TargetMode") != "External":
                yield target.lstrip("/") if target.startswith("/") else f"xl/{target.removeprefix('../')}"


def package_of(content: bytes, draft: Draft) -> Package | None:
    """The parts of an .xlsx; None for other kinds of spreadsheet, or where its parts cannot be found."""
    if not content.startswith(b"PK"):
        return None
    members = Members(content, draft)
    book = parse_xml(members.read("xl/workbook.xml") or b"")
    relations = parse_xml(members.read("xl/_rels/workbook.xml.rels") or b"")
    if book is None or relations is None:
        return None
    styles = parse_xml(members.read("xl/styles.xml") or b"")
    return Package(members, _paths(book, relations), _style_codes(styles) if styles is not None else {})


def _paths(book: Element, relations: Element) -> dict[str, str]:
    targets = {one.get("Id", ""): one.get("Target", "") for one in every(relations, "Relationship")}
    found = {}
    for sheet in every(book, "sheet"):
        target = targets.get(attribute(sheet, "id"), "")
        found[sheet.get("name", "")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return found


def _style_codes(styles: Element) -> dict[bytes, str]:
    """Cell style number, as written in the sheet, → format code; none for those that show a value as it is."""
    codes = {one.get("numFmtId", ""): one.get("formatCode", "") for one in every(styles, "numFmt")}
    styled = child(styles, "cellXfs")
    found = {}
    for index, style in enumerate(styled if styled is not None else ()):
        identity = style.get("numFmtId", "")
        code = codes.get(identity) or BUILT_IN.get(number(identity, 0, 1_000), "")
        if code and sections_of(code):
            found[str(index).encode()] = code
    return found


def _telling(styles: dict[bytes, str]) -> re.Pattern[bytes]:
    """Finds the cells of these styles and those with errors, so that the many others cost nothing."""
    if len(styles) > MOST_SOUGHT:
        return CELL
    kinds = b"|".join([*(rb's="%b"' % one for one in styles), b't="e"'])
    return re.compile(rb"<(?:\w+:)?c\s((?:[^>]*\s)?(?:%b)[^>]*)>" % kinds)


def _cells(content: bytes, styles: dict[bytes, str], found: Sheet) -> None:
    if not styles and b't="e"' not in content:
        return
    columns: dict[bytes, int] = {}
    for match in _telling(styles).finditer(content):
        attributes = match[1]
        usual = USUAL.match(attributes)
        style = usual[3] if usual else _first(STYLE.search(attributes))
        code = styles.get(style)
        is_error = b't="e"' in attributes
        if not code and not is_error:
            continue
        reference = usual or REFERENCE.search(attributes)
        if reference is None:
            continue
        letters = reference[1]
        if letters not in columns:
            columns[letters] = _column(letters)
        row, column = min(max(int(reference[2]), 1), 1 << 20) - 1, columns[letters]
        if code:
            found.codes.setdefault(row, {})[column] = code
        value = VALUE.search(content, match.end(), match.end() + 2_000) if is_error else None
        if value:
            found.errors[row, column] = value[1].decode("utf-8", "replace")


def _first(match: re.Match[bytes] | None) -> bytes:
    return match[1] if match else b""


def _column(letters: bytes) -> int:
    """0 for A, 26 for AA."""
    value = 0
    for letter in letters:
        value = value * 26 + letter - 64
    return value - 1


def column_name(column: int) -> str:
    """ "A" for 0, "AA" for 26."""
    name = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, 26)
        name = chr(65 + letter) + name
    return name


def _comments(root: Element) -> list[str]:
    """Each with its cell. Newer ones, that have answers, stand in a list of their own and in this one."""
    lines = []
    for one in root.iter("{*}comment", "{*}threadedComment"):
        text = "".join(piece.text or "" for piece in one.iter("{*}t", "{*}text")).strip()
        if text:
            lines.append(f"{one.get('ref', '')}: {plain(' '.join(text.split()))}")
    return lines


def _boxes(root: Element) -> list[str]:
    """Text boxes and other shapes, each as its lines."""
    found = []
    for body in every(root, "txBody"):
        text = paragraphs(plain("".join(run.text or "" for run in every(one, "t"))) for one in every(body, "p"))
        found += [text] if text else []
    return found


def kept_data(members: Members, draft: Draft) -> None:
    """Warn of data that the sheets do not show: behind pivot tables, and copies of other files' cells."""
    names = members.names()
    if any(re.match(r"xl/pivotCache/pivotCacheRecords\d*\.(xml|bin)$", name) for name in names):
        draft.warn(
            "The file keeps the data behind a pivot table, which may hold more than its sheets show. It was not read."
        )
    for name in names:
        if re.match(r"xl/externalLinks/externalLink\d*\.xml$", name) and b"<v>" in (members.read(name) or b""):
            draft.warn("The file keeps copies of cells of other files that it refers to. They were not read.")
