"""Coding sheets: what goes out, what comes back from volunteers and their programs, and every fault named."""

import csv
import io
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askall.coding.decide import decide_all, disagreements
from askall.coding.quotes import is_verbatim
from askall.coding.records import Coding, StoredText
from askall.coding.sheet_cells import read_cells
from askall.coding.sheet_reading import SheetRow, read_sheet
from askall.coding.sheets import COLUMNS, SheetRequest, Suggested, allowed, write_adjudication_sheet, write_sheet
from askall.foundation.cells import neutralise, restore, write_cells
from askall.foundation.errors import BadInput, Fault, InputFaults
from askall.study.codebook import codebook_of
from askall.study.records import Question

NOON = datetime(2022, 3, 1, 12, tzinfo=UTC)
USES = Question(
    "uses", "Does the council use it?", "choice", ("yes", "no", "formerly"), guidance="Schools do not count."
)
COUNT = Question("count", "How many?", "number")
SINCE = Question("since", "Since when?", "date")
MAKES = Question("makes", "Which makes?", "list")
CITY = Question("city", "For cities only?", "choice", ("yes", "no"))
BOOK = codebook_of([USES, COUNT, SINCE, MAKES, CITY], version=3)
REPLY = "Dear applicant, yes, we use Hikvision.\r\nWe have 47 static cameras and 9 PTZ since 7 February 2022."
LETTER = StoredText("a" * 64, 0, "e-mail", REPLY, "reply.eml", "message/rfc822", "2022-03-01")
REFUSAL = StoredText(
    "b" * 64, 1, "page 2", "=We rely on section 31(1)(a) of the Act.", "Refusal.pdf", "application/pdf"
)
SUGGESTION = Suggested("yes", "yes, we use Hikvision", "reply.eml", confidence=0.9)
WXB = SheetRequest("WXB", "WXB", "Westborough", "FOIA", (USES, COUNT, SINCE, MAKES), {"uses": SUGGESTION})
NUL = SheetRequest("0012", "0012", "Nulton", "FOISA", (USES,))
REQUESTS = (WXB, NUL)


def texts_of(request: str) -> Sequence[StoredText]:
    return {"WXB": (LETTER, REFUSAL)}.get(request, ())


def filled(*rows: dict[str, str], header: Sequence[str] = COLUMNS) -> bytes:
    """A sheet as a volunteer sends it back: rows of request WXB and variable "uses" unless said otherwise."""
    usual = {"request": "WXB", "variable": "uses", "codebook_version": "3"}
    return write_cells([header, *([(usual | row).get(name, "") for name in header] for row in rows)])


def read(content: bytes | str) -> tuple[SheetRow, ...]:
    return read_sheet(content, "anna.csv", BOOK, REQUESTS, texts_of)


def faults(*rows: dict[str, str]) -> list[str]:
    with pytest.raises(InputFaults) as caught:
        read(filled(*rows))
    return [str(fault) for fault in caught.value.faults]


YES = {"value": "yes", "quote": "yes, we use Hikvision"}


# --- Out -------------------------------------------------------------------------------------------------------------


def test_a_sheet_has_a_row_for_the_outcome_and_each_question_that_applies() -> None:
    header, *rows = read_cells(write_sheet(REQUESTS, BOOK), "out.csv")
    assert tuple(header) == COLUMNS
    named = [(row[0], row[header.index("variable")]) for row in rows]
    assert named == [("WXB", one) for one in ("outcome", "uses", "count", "since", "makes")] + [
        ("0012", "outcome"),
        ("0012", "uses"),
    ]
    uses = dict(zip(header, rows[1], strict=True))
    assert uses["suggestion"] == "yes"
    assert uses["confidence"] == "0.90"
    assert uses["value"] == uses["quote"] == ""
    assert uses["codebook_version"] == "3"
    assert "Schools do not count." in uses["question"]
    assert uses["allowed"] == "yes | no | formerly | not_stated | unclear | not_applicable"


def test_a_sheet_opens_in_spreadsheet_programs() -> None:
    content = write_sheet(REQUESTS, BOOK)
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\r\n") >= 8
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert {len(row) for row in rows} == {len(COLUMNS)}


def test_a_blind_sheet_shows_no_suggestion() -> None:
    assert b"Hikvision" in write_sheet(REQUESTS, BOOK)
    assert b"Hikvision" not in write_sheet(REQUESTS, BOOK, blind=True)


@pytest.mark.parametrize("kind", ["number", "money", "date", "text", "list"])
def test_every_kind_of_question_says_what_is_allowed(kind: str) -> None:
    assert allowed(Question("q", "?", kind)).endswith(" | not_stated | unclear | not_applicable")


@pytest.mark.parametrize("cell", ["=1+1", "+44", "-5", "@SUM(A1)", "\t=1", "＝1", "'=1", "''@x"])
def test_no_cell_can_run_as_a_formula(cell: str) -> None:
    out = neutralise(cell)
    assert out.startswith("'")
    assert restore(out) == cell


@pytest.mark.parametrize("cell", ["yes", "'quoted'", "a=b", "", "'", "5-6"])
def test_harmless_cells_are_left_alone(cell: str) -> None:
    assert neutralise(cell) == restore(cell) == cell


@given(st.text(max_size=20))
def test_neutralised_cells_come_back_as_they_were(cell: str) -> None:
    assert restore(neutralise(cell)) == cell
    assert not neutralise(cell).startswith(("=", "+", "-", "@"))


@given(st.lists(st.text(st.characters(codec="utf-8"), min_size=1, max_size=9), min_size=2, max_size=5))
def test_cells_survive_the_way_out_and_in(cells: list[str]) -> None:
    expected = [restore(neutralise(cell).strip(" \u00a0")).strip() for cell in cells]
    assert read_cells(write_cells([["a", "b"], cells]), "x.csv")[1] == expected


def test_half_a_character_does_not_stop_an_export() -> None:
    assert read_cells(write_cells([["a", "x\ud800y"]]), "x.csv") == [["a", "x\ufffdy"]]


# --- In --------------------------------------------------------------------------------------------------------------


def test_a_filled_row_becomes_a_coding_with_the_slice_of_the_stored_text() -> None:
    (row,) = read(filled({"value": "Yes", "quote": "yes, we  use\nHikvision", "note": "clear"}))
    assert (row.row, row.request, row.variable, row.value, row.note) == (2, "WXB", "uses", "yes", "clear")
    assert row.quotes[0].quote == "yes, we use Hikvision"
    assert is_verbatim(row.quotes[0], [LETTER])
    coding = row.coding(coder="anna", role="coder", at=NOON)
    assert coding == Coding("WXB", "uses", "yes", "anna", "coder", 3, NOON, row.quotes, (), "clear")


def test_a_blank_value_is_not_coded() -> None:
    assert read(filled({}, {"variable": "count", "note": "later"}, {"request": "", "variable": ""})) == ()
    assert read(write_sheet(REQUESTS, BOOK)) == ()


def test_a_quote_without_a_value_is_told() -> None:
    assert "“value”: is blank although “quote” is filled in" in faults({"quote": "yes"})[0]


@pytest.mark.parametrize("code", ["not_stated", "unclear", "not_applicable", "Not stated", "NOT APPLICABLE"])
def test_missing_codes_need_no_quote(code: str) -> None:
    (row,) = read(filled({"value": code}))
    assert row.value == code.lower().replace(" ", "_")
    assert row.quotes == ()


def test_silence_needs_no_quote_but_every_other_outcome_does() -> None:
    assert read(filled({"variable": "outcome", "value": "no reply"}))[0].value == "no_reply"
    assert "“quote”: “answered” needs the words" in faults({"variable": "outcome", "value": "answered"})[0]


@pytest.mark.parametrize("value", ["yes", "no", "formerly"])
def test_every_substantive_answer_needs_a_quote(value: str) -> None:
    assert f"anna.csv, row 2, column “quote”: “{value}” needs the words" in faults({"value": value})[0]


def test_a_quote_that_is_not_in_the_file_is_refused() -> None:
    told = faults(YES | {"quote": "we have 500 cameras"})
    assert told == [
        "anna.csv, row 2, column “quote”: “we have 500 cameras” does not stand in what Westborough sent. "
        "Copy the words exactly as they are there."
    ]


def test_a_quote_is_looked_for_in_the_file_named() -> None:
    assert read(filled(YES | {"file": "Reply.EML"}))[0].quotes[0].sha256 == "a" * 64
    assert read(filled(YES | {"file": "aaaaaaaa"}))[0].quotes[0].sha256 == "a" * 64
    assert "is not in “refusal.pdf”, but in “reply.eml”" in faults(YES | {"file": "refusal.pdf"})[0]
    assert (
        "column “file”: Westborough sent no file “x.pdf” (files: Refusal.pdf; reply.eml)"
        in faults(YES | {"file": "x.pdf"})[0]
    )


def test_the_suggested_quote_can_be_taken_over_by_name() -> None:
    (row,) = read(filled({"value": "yes", "quote": "suggested", "suggested_quote": "yes, we use Hikvision"}))
    assert row.quotes[0].quote == "yes, we use Hikvision"


def test_two_pieces_of_a_letter_make_one_answer() -> None:
    (row,) = read(filled({"variable": "count", "value": "56", "quote": "47 static cameras […] 9 PTZ"}))
    assert (row.value, [quote.quote for quote in row.quotes]) == ("56", ["47 static cameras", "9 PTZ"])


def test_a_quote_that_looks_like_a_formula_survives() -> None:
    (row,) = read(
        filled({"variable": "outcome", "value": "refused", "provisions": "FOIA s.31(1)(a)", "quote": "=We rely"})
    )
    assert (row.quotes[0].quote, row.provisions) == ("=We rely", ("FOIA 31(1)(a)",))


@pytest.mark.parametrize(
    ("variable", "value", "stored"),
    [("count", "1,790", "1790"), ("since", "07/02/2022", "2022-02-07"), ("makes", "Dahua;Axis", "Dahua; Axis")],
)
def test_values_are_stored_in_one_form(variable: str, value: str, stored: str) -> None:
    assert read(filled({"variable": variable, "value": value, "quote": "47 static"}))[0].value == stored


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ({"request": "WXC"}, "column “request”: there is no request “WXC” here. Did you mean “WXB”?"),
        ({"variable": "use"}, "column “variable”: the codebook has no question “use”. Did you mean “uses”?"),
        ({"variable": "city"}, "column “variable”: “city” does not apply to Westborough."),
        ({"value": "formely"}, "Did you mean “formerly”?"),
        ({"variable": "outcome", "value": "refusd"}, "“refusd” is not an outcome. Did you mean “refused”?"),
        ({"variable": "count", "value": "about 50"}, "“about 50” is not a number"),
        ({"variable": "since", "value": "spring"}, "“spring” is not a date"),
        ({"provisions": "FOIA 31"}, "column “provisions”: sections of law go with the outcome"),
        ({"variable": "outcome", "value": "refused"}, "column “provisions”: a refusal needs its law and section."),
        ({"variable": "outcome", "value": "refused", "provisions": "31(1)"}, "does not say which law"),
        ({"variable": "outcome", "value": "refused", "provisions": "FOIA 999"}, "FOIA has no provision 999"),
        ({"variable": "outcome", "value": "refused", "provisions": "GDPR 6"}, "“GDPR” is not an access law"),
        ({"variable": "outcome", "value": "refused", "provisions": "FOIA"}, "is not a section of a law"),
    ],
)
def test_each_fault_is_told_with_its_column(row: dict[str, str], told: str) -> None:
    assert any(told in fault for fault in faults(YES | row))


def test_all_faults_of_a_file_are_told_at_once_and_nothing_is_used() -> None:
    told = faults(YES, {"value": "maybe"}, {"request": "?", "value": "yes"}, {"variable": "count", "value": "many"})
    assert [fault.split(",")[1] for fault in told] == [" row 3", " row 4", " row 5"]


def test_a_refusal_without_a_section_says_so() -> None:
    row = {"variable": "outcome", "value": "refused", "quote": "rely on section", "provisions": "None given"}
    assert read(filled(row))[0].provisions == ("none given",)


def test_several_sections_are_read() -> None:
    row = {"variable": "outcome", "value": "refused", "quote": "rely on section"}
    cell = "FOIA 2000 section 31 (1)(A); foia s24; EIR reg. 12(4)(b); FOIA 24"
    assert read(filled(row | {"provisions": cell}))[0].provisions == ("FOIA 31(1)(a)", "FOIA 24", "EIR 12(4)(b)")


def test_a_variable_coded_twice_is_told() -> None:
    assert "row 3, column “variable”: WXB, uses is coded in row 2 already." in faults(YES, YES | {"value": "no"})[0]


def test_a_sheet_of_another_codebook_version_is_refused_in_one_sentence() -> None:
    (told,) = faults(
        YES | {"codebook_version": "2"}, {"variable": "count", "value": "unclear", "codebook_version": "2"}
    )
    assert told.startswith("anna.csv, row 2, column “codebook_version”: is not the codebook's version, which is 3")
    assert "1 more row" in told


def test_nothing_stored_is_nothing_to_quote() -> None:
    assert "Nulton has sent nothing in which" in faults(YES | {"request": "0012"})[0]


# --- What spreadsheet programs do to a file --------------------------------------------------------------------------


def as_excel(content: bytes, *, separator: str = ",", encoding: str = "utf-8") -> bytes:
    rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=separator).writerows(rows)
    return file.getvalue().encode(encoding)


QUOTED = YES | {"note": "the council’s own"}


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_any_separator_and_encoding_is_understood(separator: str, encoding: str) -> None:
    (row,) = read(as_excel(filled(QUOTED), separator=separator, encoding=encoding))
    assert (row.value, row.note) == ("yes", "the council’s own")


def test_a_line_that_names_the_separator_is_counted_as_a_row() -> None:
    content = b"sep=;\r\n" + as_excel(filled(QUOTED), separator=";")
    assert read(content)[0].row == 3


def test_lost_leading_zeros_and_decimal_points_are_understood() -> None:
    (row,) = read(filled({"request": "12", "value": "not_stated", "codebook_version": "3.0"}))
    assert row.request == "0012"


def test_columns_may_be_moved_and_added() -> None:
    header = ["My remarks", "codebook_version", "Quote", "VALUE", "variable", "request"]
    content = write_cells([header, ["?", "3", "yes, we use", "yes", "uses", "wxb"]])
    assert read(content)[0].request == "WXB"


def test_empty_rows_at_the_end_are_ignored() -> None:
    assert len(read(filled(YES) + b",,,,\r\n\r\n,,\r\n")) == 1


def test_a_missing_column_is_named() -> None:
    with pytest.raises(InputFaults, match="row 1, column “quote”: the column is missing"):
        read(filled(YES, header=[name for name in COLUMNS if name != "quote"]))


def test_a_doubled_column_is_named() -> None:
    with pytest.raises(InputFaults, match="column “value”: the column stands there more than once"):
        read(filled(YES, header=[*COLUMNS, "value"]))


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "is empty"),
        (b"\xef\xbb\xbf\r\n", "is empty"),
        (b"PK\x03\x04 and so on", "is a workbook, not CSV"),
        (b'request,variable\r\n"WXB,uses', "cannot be read as CSV"),
        (b"\x00\x01\x02", "the column is missing"),
        (b"just a letter", "the column is missing"),
        (b"a" * 200_000, "cannot be read as CSV"),
    ],
)
def test_a_file_that_is_no_sheet_gets_one_clear_sentence(content: bytes, told: str) -> None:
    with pytest.raises(BadInput, match=told):
        read(content)


@given(st.binary(max_size=300))
def test_hostile_bytes_are_refused_and_never_crash(content: bytes) -> None:
    with pytest.raises(BadInput):
        read(content)


cells = st.text(max_size=12) | st.sampled_from(
    ["WXB", "uses", "outcome", "yes", "refused", "3", "FOIA 31", "56", "[…]", "suggested"]
)
sheet_rows = st.lists(st.dictionaries(st.sampled_from(COLUMNS), cells), max_size=4)


@given(sheet_rows)
def test_any_filled_sheet_is_read_or_refused_with_its_faults(rows: list[dict[str, Any]]) -> None:
    told: Sequence[Fault] = ()
    found: Sequence[SheetRow] = ()
    try:
        found = read(filled(*rows))
    except InputFaults as error:
        told = error.faults
    assert all(fault.row and fault.column for fault in told)
    assert all(row.value for row in found)
    assert all(is_verbatim(quote, texts_of(row.request)) for row in found for quote in row.quotes)


# --- Adjudication ----------------------------------------------------------------------------------------------------


def test_the_adjudicator_sees_who_said_what_and_settles_it_in_the_same_way() -> None:
    (anna,) = read(filled(YES | {"note": "line 1"}))
    (ben,) = read(filled({"value": "no", "quote": "Dear applicant"}))
    codings = [anna.coding(coder="anna", role="coder", at=NOON), ben.coding(coder="ben", role="coder", at=NOON)]
    content = write_adjudication_sheet(REQUESTS, disagreements(decide_all(codings)), BOOK)
    header, row = read_cells(content, "adj.csv")
    assert row[header.index("codings")] == "anna: yes “yes, we use Hikvision” line 1\nben: no “Dear applicant”"
    row[header.index("value")], row[header.index("quote")] = "yes", "suggested"
    (settled,) = read(write_cells([header, row]))
    final = decide_all([*codings, settled.coding(coder="cleo", role="adjudicator", at=NOON)])[0]
    assert (final.state, final.value) == ("adjudicated", "yes")
