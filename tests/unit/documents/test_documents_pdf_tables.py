"""What stands side by side on a page of a PDF and is no table, and tables that stay tables beside it."""

import io
from collections.abc import Sequence

import pytest
from reportlab.pdfgen.canvas import Canvas

from askall.documents.extract import extract
from askall.documents.records import Document

HEIGHT = 842.0


def placed(rows: Sequence[Sequence[str]], places: Sequence[float], top: float = 100.0, step: float = 14.0) -> Document:
    """A page with cells at these places, row by row."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595.0, HEIGHT))
    canvas.setFont("Helvetica", 10)
    for number, row in enumerate(rows):
        for left, cell in zip(places, row, strict=False):
            if cell:
                canvas.drawString(left, HEIGHT - top - step * number, cell)
    canvas.save()
    return extract(out.getvalue(), "letter.pdf")


SIGNATURES = [
    ("Yours sincerely", "Approved by"),
    ("A. Clerk", "B. Manager"),
    ("Information Officer", "Head of Service"),
]
FOOT = [
    ("Council House", "Tel: 01632 960123", "www.westshire.example"),
    ("Mill Lane", "Fax: 01632 960124", "foi@westshire.example"),
    ("Westham WS1 1AA", "Minicom: 01632 960125", "Office hours 9 to 5"),
]
CONTENTS = [(f"{number}. Part {'abcdef'[number]}", str(3 * number)) for number in range(1, 6)]


@pytest.mark.parametrize(
    ("rows", "places"), [(SIGNATURES, (56, 330)), (FOOT, (56, 230, 420)), (CONTENTS, (56, 500))], ids=str
)
def test_what_only_stands_side_by_side_is_no_table(rows: list[tuple[str, ...]], places: tuple[float, ...]) -> None:
    document = placed(rows, places)
    assert not document.tables
    assert all(cell in document.parts[0].text for row in rows for cell in row)


@pytest.mark.parametrize(("rows", "places"), [(SIGNATURES, (56, 330)), (FOOT, (56, 230, 420))], ids=str)
def test_people_and_addresses_are_read_one_after_the_other(
    rows: list[tuple[str, ...]], places: tuple[float, ...]
) -> None:
    columns = "\n".join("\n".join(column) for column in zip(*rows, strict=True))
    assert placed(rows, places).parts[0].text == columns


def test_an_address_above_a_reference_makes_no_table_of_the_two() -> None:
    rows = [
        ("Ms A. Reader", "", "Westshire Council"),
        ("12 Mill Lane", "", "Council House"),
        ("Westham", "", "Westham WS1 1AA"),
        ("WS1 2AB", "", "Tel: 01632 960123"),
        ("Our ref:", "FOI/1"),
        ("Date:", "4 May 2021"),
        ("Contact:", "A. Clerk"),
    ]
    document = placed(rows, (56, 150, 380))
    assert not document.tables
    assert document.parts[0].text.startswith("Ms A. Reader\n12 Mill Lane\nWestham\nWS1 2AB\nWestshire Council\n")


def test_a_table_of_people_with_their_addresses_stays_one() -> None:
    people = [("Team", "Telephone", "Email")] + [
        (f"Team {one}", f"01632 96012{one}", f"team{one}@westshire.example") for one in range(4)
    ]
    (table,) = placed(people, (56, 230, 400)).tables
    assert table.rows == tuple(people)


def test_numbered_questions_with_their_figures_stay_a_table() -> None:
    rows = [
        (f"{number}. Cameras in 20{20 + number}", figure) for number, figure in enumerate(("9", "4", "7", "2", "6"))
    ]
    (table,) = placed(rows, (56, 400)).tables
    assert table.rows == tuple(rows)


def test_a_paragraph_below_a_table_is_no_row_of_it() -> None:
    rows = [("Library", "9"), ("Depot", "4"), ("Museum", "7")]
    prose = "The figures above are those of the last complete year, and include cameras that were not in use in it."
    document = placed([*rows, (prose,)], (56, 505))
    assert [table.rows for table in document.tables] == [tuple(rows)]
    assert prose in document.parts[0].text
