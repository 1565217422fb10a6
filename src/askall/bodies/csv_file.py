"""A register as CSV: any list of bodies in, our own columns out. Every fault of a file is told at once."""

import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TypeVar

from askall.bodies import cells
from askall.bodies.columns import COLUMNS, Header, meant_by, read_header
from askall.bodies.domains import is_vendor, registered_domain
from askall.bodies.records import Body
from askall.bodies.register import Register
from askall.foundation.delimited import delimited_rows
from askall.foundation.errors import BadInput, Fault, InputFaults

Value = TypeVar("Value")


def read_register(path: Path) -> Register:
    """The register in a CSV file; see `parse_register`."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise BadInput(f"The register {path} cannot be read: {error.strerror or error}.") from error
    return parse_register(content, path.name)


def parse_register(content: bytes | str, name: str) -> Register:
    """A register from CSV with a header row. `name` is how faults call it.

    UTF-8 (with or without BOM), UTF-16 with BOM or cp1252; separated by ",", ";" or tab. Only the names of the bodies
    are needed. Where the file does not say: the id is made from the name, the law is FOISA in Scotland and else FOIA,
    the type "public body". Domains are taken from website and addresses only if the file has no column for them.
    Raises InputFaults with all faults, each with row and column.
    """
    rows = rows_of(content, name)
    if not rows:
        raise InputFaults([Fault(name, "the file holds no rows; a header row with the column “name” is needed.", 1)])
    (header_row, titles), *body_rows = rows
    header, faults = read_header(name, header_row, titles)
    if faults:
        raise InputFaults(faults)
    read = [_Row(name, number, row, header) for number, row in body_rows]
    placed = [(one.number, one.body()) for one in read]
    faults = [fault for one in read for fault in one.faults]
    faults += _faults_between(name, placed, header)
    if not read:
        faults.append(Fault(name, "the file has a header and no body below it.", header_row + 1))
    if faults:
        raise InputFaults(sorted(faults, key=lambda fault: fault.row or 0))
    return Register(name, tuple(body for _, body in placed))


def rows_of(content: bytes | str, name: str) -> list[tuple[int, list[str]]]:
    """The rows of a CSV that hold anything, each with its number as a spreadsheet shows it. Raises InputFaults."""
    return list(_rows(_decoded(content, name), name))


def write_register(register: Register) -> str:
    """The register in our own columns; `parse_register` gives the same bodies back."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for body in register.bodies:
        writer.writerow([_cell(getattr(body, column)) for column in COLUMNS])
    return out.getvalue()


def _cell(value: object) -> str:
    if value is None:
        return ""
    return ";".join(value) if isinstance(value, tuple) else str(value)


class _Row:
    """One row on its way to a Body; what is wrong with it is collected in `faults`."""

    def __init__(self, path: str, number: int, row: list[str], header: Header) -> None:
        self.path, self.number, self.row, self.header = path, number, row, header
        self.faults: list[Fault] = []

    def body(self) -> Body:
        """The body of this row; where a cell is at fault, with the value it would have had if empty."""
        if any(cell.strip() for cell in self.row[len(self.header.titles) :]):
            why = (
                f"the row has {len(self.row)} cells, the header {len(self.header.titles)}. Quote cells with separators."
            )
            self.faults.append(Fault(self.path, why, self.number))
        name = self._named()
        body = replace(
            self._placed(name),
            id=self._value("id", cells.identifier, "") if self._has("id") else cells.slug(name) if name else "",
            start=self._value("start", cells.day, None),
            end=self._value("end", cells.day, None),
            emails=self._value("emails", cells.emails, ()),
            website=self._text("website"),
            county=self._text("county"),
            gss=self._text("gss"),
            population=self._value("population", cells.whole_number, None),
            latitude=self._value("latitude", partial(cells.degrees, limit=90.0), None),
            longitude=self._value("longitude", partial(cells.degrees, limit=180.0), None),
            former_names=cells.texts(self._text("former_names")),
            other_names=cells.texts(self._text("other_names")),
            predecessors=cells.texts(self._text("predecessors")),
            successors=cells.texts(self._text("successors")),
        )
        if body.start and body.end and body.end <= body.start:
            self._fault(f"the body ends on {body.end}, which is not after its start on {body.start}.", "end")
        return replace(body, domains=self._domains(body))

    def _named(self) -> str:
        name = self._value("name", lambda cell: cells.short_enough("name", cells.text(cell)), "")
        if not self._has("name"):
            self._fault("the name of the body is missing.", "name")
        return name

    def _placed(self, name: str) -> Body:
        """Name, kind, place and law, with what follows from one for another where the file does not say."""
        region = self._value("region", lambda cell: cells.short_enough("region", cells.text(cell)), "")
        nation = self._value("nation", cells.nation, "")
        if not nation and region in cells.NATIONS:
            nation = region
        if not self.header.has("region") and nation in ("Scotland", "Wales", "Northern Ireland"):
            region = nation  # as the Office for National Statistics counts regions
        law = self._value("law", cells.law, "") or ("FOISA" if nation == "Scotland" else "FOIA")
        kind = self._value("type", lambda cell: cells.short_enough("type", cells.text(cell)), "") or cells.DEFAULT_TYPE
        return Body("", name, self._text("short_name") or name, kind, nation, region, law)

    def _domains(self, body: Body) -> tuple[str, ...]:
        if self.header.has("domains"):
            return self._value("domains", cells.domains, ())
        found = (registered_domain(one) for one in (body.website, *body.emails) if not is_vendor(one))
        return tuple(dict.fromkeys(domain for domain in found if domain))

    def _has(self, column: str) -> bool:
        return bool(self.header.cell(self.row, column))

    def _text(self, column: str) -> str:
        return cells.text(self.header.cell(self.row, column))

    def _value(self, column: str, read: Callable[[str], Value], otherwise: Value) -> Value:
        try:
            return read(self.header.cell(self.row, column))
        except ValueError as error:
            self._fault(str(error), column)
            return otherwise

    def _fault(self, why: str, column: str) -> None:
        self.faults.append(Fault(self.path, why, self.number, self.header.title(column)))


def _faults_between(path: str, placed: list[tuple[int, Body]], header: Header) -> Iterator[Fault]:
    """What no row shows alone: ids given twice, links to nowhere."""
    rows_of: dict[str, int] = {}
    column = header.title("id" if header.has("id") else "name")
    for number, body in placed:
        key = body.id.casefold()  # ids become file names, and some disks do not tell upper from lower case
        if key in rows_of:
            yield Fault(path, f"“{body.id}” stands in row {rows_of[key]} already.", number, column)
        elif key:
            rows_of[key] = number
    ids = {body.id for _, body in placed}
    for number, body in placed:
        for field in ("predecessors", "successors"):
            for other in getattr(body, field):
                if other not in ids:
                    yield Fault(path, f"“{other}” is not the id of a body in this file.", number, header.title(field))
                elif other == body.id:
                    yield Fault(path, "a body cannot follow on itself.", number, header.title(field))


def _decoded(content: bytes | str, name: str) -> str:
    if isinstance(content, str):
        return content.removeprefix("\ufeff")
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise BadInput(f"{name} is a spreadsheet, not CSV. Save it as CSV (UTF-8) and give that file.")
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    if b"\0" in content:
        raise BadInput(f"{name} is not a text file. A register is CSV: one body a row.")
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("latin-1")


def _rows(text: str, name: str) -> Iterator[tuple[int, list[str]]]:
    """Every row that holds something, numbered as a spreadsheet does."""
    reader = delimited_rows(text, _delimiter(text))
    number = 0
    while True:
        number += 1
        try:
            row = next(reader, None)
        except csv.Error as error:
            raise InputFaults([Fault(name, f"this row cannot be read as CSV ({error}).", number)]) from error
        if row is None:
            return
        if any(cell.strip() for cell in row):
            yield number, row


def _delimiter(text: str) -> str:
    """The separator under which the first line that holds something shows most columns we know, then most columns."""
    first = next((line for line in text.splitlines() if line.strip()), "")

    def shown(delimiter: str) -> tuple[int, int]:
        titles = next(delimited_rows(first, delimiter), [])
        return sum(bool(meant_by(title)) for title in titles), len(titles)

    return max(",;\t", key=shown)
