"""Coding sheets coming back: every cell is checked, and all faults of a file are listed at once."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches

from askall.coding.needs import OUTCOME, needs_quote
from askall.coding.provisions import EXAMPLE, read_provisions
from askall.coding.quotes import find_quotes
from askall.coding.records import Coding, Quote, StoredText
from askall.coding.sheet_cells import read_cells
from askall.coding.sheets import COLUMNS, QUOTED, SheetRequest
from askall.foundation.errors import BadInput, Fault, InputFaults
from askall.study.codebook import check_answer
from askall.study.records import MISSING, OUTCOMES, Codebook

REQUIRED = ("request", "variable", "value", "quote", "codebook_version")
TextsOf = Callable[[str], Sequence[StoredText]]


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One filled row: a value that fits the codebook, and where its quotes stand. `row` as in the spreadsheet."""

    row: int
    request: str
    variable: str
    value: str
    provisions: tuple[str, ...]
    quotes: tuple[Quote, ...]
    note: str
    codebook_version: int

    def coding(self, *, coder: str, role: str, at: datetime) -> Coding:
        """The coding this row is, once it is known whose sheet it was."""
        return Coding(
            self.request,
            self.variable,
            self.value,
            coder,
            role,
            self.codebook_version,
            at,
            self.quotes,
            self.provisions,
            self.note,
        )


def read_sheet(
    content: bytes | str, path: str, codebook: Codebook, requests: Iterable[SheetRequest], texts_of: TextsOf
) -> tuple[SheetRow, ...]:
    """The filled rows of a coding or adjudication sheet. A row without a value is not coded and left out.

    `texts_of(request id)` gives the stored texts of the body's own files of that request, in which quotes are looked
    up. Raises InputFaults with every fault of the file, by row and column: nothing of a faulty file is used.
    """
    header, *rows = read_cells(content, path)
    start = 2
    if not any(header) and rows:  # Excel's "sep=;" line
        header, *rows = rows
        start = 3
    places = _columns(header, path, start - 1)
    filled = (
        (number, {name: row[at] if at < len(row) else "" for name, at in places.items()})
        for number, row in enumerate(rows, start)
    )
    return read_rows(filled, path, codebook, requests, texts_of)


def read_rows(
    rows: Iterable[tuple[int, Mapping[str, str]]],
    path: str,
    codebook: Codebook,
    requests: Iterable[SheetRequest],
    texts_of: TextsOf,
) -> tuple[SheetRow, ...]:
    """As `read_sheet`, from numbered rows with their cells by column. A missing column is blank."""
    reader = _Reader(path, codebook, {one.request: one for one in requests}, texts_of)
    filled = (_Cells(number, cells) for number, cells in rows)
    found = [reader.row(cells) for cells in filled if reader.is_filled(cells)]
    reader.check_once(found)
    if reader.faults:
        raise InputFaults(sorted(reader.faults, key=lambda fault: fault.row or 0))
    return tuple(row for row in found if row)


def _columns(header: Sequence[str], path: str, row: int) -> dict[str, int]:
    """Column → its place. Columns of the coder's own are left alone."""
    names = [cell.casefold().strip("[]").replace(" ", "_") for cell in header]
    missing = [name for name in REQUIRED if name not in names]
    doubled = [name for name, number in Counter(names).items() if number > 1 and name in COLUMNS]
    faults = [
        Fault(path, "the column is missing. Export the sheet anew and copy your values over.", row, name)
        for name in missing
    ]
    faults += [Fault(path, "the column stands there more than once.", row, name) for name in doubled]
    if faults:
        raise InputFaults(faults)
    return {name: at for at, name in enumerate(names) if name in COLUMNS}


@dataclass(frozen=True, slots=True)
class _Cells:
    number: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


class _Reader:
    """Reads rows one by one and gathers the faults of all."""

    def __init__(self, path: str, codebook: Codebook, requests: Mapping[str, SheetRequest], texts_of: TextsOf) -> None:
        self.path = path
        self.codebook = codebook
        self.requests = requests
        self.texts_of = texts_of
        self.faults: list[Fault] = []
        self.other_version: list[int] = []
        self.known = {_plain_id(name): name for name in requests}

    def is_filled(self, cells: _Cells) -> bool:
        """A blank never becomes a value; but a quote or a section without a value is a slip worth telling."""
        if cells["value"]:
            return True
        entered = next((name for name in ("provisions", "quote") if cells[name]), None)
        if entered:
            self._fault(cells, "value", f"is blank although “{entered}” is filled in.")
        return False

    def row(self, cells: _Cells) -> SheetRow | None:
        """The row if nothing is wrong with it; else None, and its faults are kept."""
        before = len(self.faults)
        self._check_version(cells)
        request = self._request(cells)
        if request is None or not self._check_variable(cells, request):
            return None
        variable = cells["variable"].casefold() if cells["variable"].casefold() == OUTCOME else cells["variable"]
        value = self._value(cells, request, variable)
        provisions = self._provisions(cells, variable, value)
        quotes = self._quotes(cells, request, variable, value)
        if len(self.faults) > before or value is None:
            return None
        version = self.codebook.version
        return SheetRow(cells.number, request.request, variable, value, provisions, quotes, cells["note"], version)

    def check_once(self, rows: Iterable[SheetRow | None]) -> None:
        """Faults of the sheet as a whole: a variable coded twice, another codebook version."""
        first: dict[tuple[str, str], int] = {}
        for row in rows:
            if row and first.setdefault((row.request, row.variable), row.row) != row.row:
                why = f"{row.request}, {row.variable} is coded in row {first[row.request, row.variable]} already."
                self.faults.append(Fault(self.path, why, row.row, "variable"))
        if self.other_version:
            also = f" So are {len(self.other_version) - 1} more rows." if len(self.other_version) > 1 else ""
            why = f"is not the codebook's version, which is {self.codebook.version}: its questions have changed."
            why += f" Export a new sheet.{also}"
            self.faults.append(Fault(self.path, why, self.other_version[0], "codebook_version"))

    def _fault(self, cells: _Cells, column: str, why: str) -> None:
        self.faults.append(Fault(self.path, why, cells.number, column))

    def _check_version(self, cells: _Cells) -> None:
        if cells["codebook_version"].removesuffix(".0") != str(self.codebook.version):
            self.other_version.append(cells.number)

    def _request(self, cells: _Cells) -> SheetRequest | None:
        given = cells["request"]
        name = given if given in self.requests else self.known.get(_plain_id(given))
        if name is None:
            self._fault(cells, "request", f"there is no request “{given[:80]}” here.{_meant(given, self.requests)}")
            return None
        return self.requests[name]

    def _check_variable(self, cells: _Cells, request: SheetRequest) -> bool:
        given = cells["variable"]
        if given in request.variables() or given.casefold() == OUTCOME:
            return True
        if any(given == question.id for question in self.codebook.questions):
            self._fault(cells, "variable", f"“{given}” does not apply to {request.name}.")
        else:
            meant = _meant(given, request.variables())
            self._fault(cells, "variable", f"the codebook has no question “{given[:80]}”.{meant}")
        return False

    def _value(self, cells: _Cells, request: SheetRequest, variable: str) -> str | None:
        given = cells["value"]
        question = request.question(variable)
        choices = OUTCOMES if question is None else (*question.choices, *MISSING)
        code = next((one for one in choices if one.casefold() == _as_code(given)), None)
        code = code or next((one for one in choices if one.casefold() == given.casefold()), None)
        if code is not None or question is None:
            if code is None:
                self._fault(cells, "value", f"“{given[:80]}” is not an outcome.{_meant(given, OUTCOMES)}")
            return code
        try:
            return check_answer(question, _iso_day(given) if question.kind == "date" else given)
        except BadInput as error:
            meant = _meant(given, choices) if question.choices else ""
            self._fault(cells, "value", f"{error}{meant}")
            return None

    def _provisions(self, cells: _Cells, variable: str, value: str | None) -> tuple[str, ...]:
        given = cells["provisions"]
        if variable != OUTCOME:
            if given:
                self._fault(cells, "provisions", "sections of law go with the outcome, not with a question.")
            return ()
        if not given:
            if value == "refused":
                self._fault(cells, "provisions", f"a refusal needs its law and section. {EXAMPLE}")
            return ()
        try:
            return read_provisions(given)
        except BadInput as error:
            self._fault(cells, "provisions", str(error))
            return ()

    def _quotes(self, cells: _Cells, request: SheetRequest, variable: str, value: str | None) -> tuple[Quote, ...]:
        given = cells["suggested_quote"] if cells["quote"].casefold() == QUOTED else cells["quote"]
        if not given:
            if value is not None and needs_quote(variable, value):
                self._fault(cells, "quote", f"“{value[:40]}” needs the words of the body's reply it rests on.")
            return ()
        texts = tuple(self.texts_of(request.request))
        wanted = tuple(self._in_file(cells["file"], texts))
        if texts and not wanted:
            names = "; ".join(sorted({text.file_name for text in texts if text.file_name})) or "none"
            self._fault(cells, "file", f"{request.name} sent no file “{cells['file'][:80]}” (files: {names}).")
            return ()
        quotes = find_quotes(given, wanted)
        if not quotes:
            self._fault(cells, "quote", _not_found(given, cells["file"], texts, request.name))
        return quotes

    def _in_file(self, file: str, texts: Sequence[StoredText]) -> Iterator[StoredText]:
        """The texts of the file named, by its name or the first eight or more digits of its hash; all if none is."""
        named = file.casefold()
        for text in texts:
            by_hash = len(named) >= 8 and text.sha256.startswith(named)
            if not named or by_hash or named in (text.file_name.casefold(), text.label.casefold()):
                yield text


def _not_found(quote: str, file: str, texts: Sequence[StoredText], name: str) -> str:
    """Why a quote is refused, with the file it is in if it is in another."""
    shown = f"“{quote[:60]}{'…' if len(quote) > 60 else ''}”"
    if not texts:
        return f"{name} has sent nothing in which {shown} could stand."
    elsewhere = find_quotes(quote, texts) if file else ()
    if elsewhere:
        other = next(text.file_name or text.label for text in texts if text.sha256 == elsewhere[0].sha256)
        return f"{shown} is not in “{file}”, but in “{other}”."
    return f"{shown} does not stand in what {name} sent. Copy the words exactly as they are there."


def _iso_day(value: str) -> str:
    """Excel in the United Kingdom shows and saves 2022-02-07 as 07/02/2022."""
    return re.sub(r"(\d{1,2})/(\d{1,2})/(\d{4})", lambda day: f"{day[3]}-{day[2]:0>2}-{day[1]:0>2}", value)


def _plain_id(name: str) -> str:
    """What is left of an id when a spreadsheet has taken it for a number: no zeros before it, no ".0" behind."""
    return name.strip().casefold().removesuffix(".0").lstrip("0")


def _as_code(value: str) -> str:
    """ "Not stated" is the code not_stated."""
    return "_".join(value.casefold().replace("-", " ").split())


def _meant(given: str, known: Iterable[str]) -> str:
    close = get_close_matches(_as_code(given), list(known), n=1, cutoff=0.6) or get_close_matches(
        given, list(known), n=1
    )
    return f" Did you mean “{close[0]}”?" if close else ""
