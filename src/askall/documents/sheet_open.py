"""What calamine does not tell of an .ods: how cells show their numbers, which the file writes beside each value, what
is hidden, and comments (OpenDocument 1.3 part 3, sections 9 and 19)."""

from collections.abc import Iterator
from dataclasses import dataclass

from askall.documents.draft import Draft
from askall.documents.marked import plain
from askall.documents.markup import Element, attribute, every, local, number, parse_xml
from askall.documents.packed import Members
from askall.documents.sheet_formats import Sheet, column_name

SHOWN = {"float", "currency", "percentage", "date", "time", "boolean"}  # text is shown as it is stored
HIDDEN = {"collapse", "filter"}
MOST_SHOWN = 500_000  # cells
MOST_REPEATED = 1_000  # a row or cell said to be there a million times is empty, or a bomb
LARGEST = 1_048_576  # rows or columns of a sheet


@dataclass(slots=True)
class Package:
    """The tables of an .ods by their names."""

    tables: dict[str, Element]

    def sheet(self, name: str) -> Sheet:
        """What is known of the sheet of this name."""
        found, table = Sheet(), self.tables.get(name)
        if table is None:
            return found
        at = 0
        for column in every(table, "table-column"):
            times = _times(column, "number-columns-repeated")
            if attribute(column, "visibility") in HIDDEN:
                found.hidden_columns |= set(range(at, at + min(times, MOST_REPEATED)))
            at = min(at + times, LARGEST)
        at = 0
        for row in every(table, "table-row"):
            times = _times(row, "number-rows-repeated")
            numbers = range(at, at + min(times, MOST_REPEATED))
            if attribute(row, "visibility") in HIDDEN:
                found.hidden_rows |= set(numbers)
            for place, text in _cells(row, at, found):
                if len(found.shown) < MOST_SHOWN:
                    found.shown |= {(one, place): text for one in numbers}
            at = min(at + times, LARGEST)
        return found


def package_of_ods(content: bytes, draft: Draft) -> Package | None:
    """The tables of an .ods; None where there are none."""
    root = parse_xml(Members(content, draft).read("content.xml") or b"")
    if root is None:
        return None
    return Package({attribute(one, "name"): one for one in every(root, "table")})


def _cells(row: Element, at: int, found: Sheet) -> Iterator[tuple[int, str]]:
    """Column and shown text of each cell that shows a value by a format; comments go to `found`."""
    column = 0
    for cell in row:
        if local(cell) not in ("table-cell", "covered-table-cell"):
            continue
        times = _times(cell, "number-columns-repeated")
        lines = [_text(one) for one in cell if local(one) == "p"]
        if lines and attribute(cell, "value-type") in SHOWN:
            for one in range(column, column + min(times, MOST_REPEATED)):
                yield one, "\n".join(lines)
        for note in every(cell, "annotation"):
            said = " ".join(_text(one) for one in note if local(one) == "p").strip()
            if said:
                found.comments.append(f"{column_name(column)}{at + 1}: {said}")
        column = min(column + times, LARGEST)


def _text(element: Element) -> str:
    return plain("".join(str(one) for one in element.itertext())).strip()


def _times(element: Element, name: str) -> int:
    return number(attribute(element, name), 1, LARGEST)
