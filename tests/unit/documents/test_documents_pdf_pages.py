"""Pages of PDFs: order of reading, tables with and without lines, what is hidden, repeated, or cannot be read."""

import io
import re
from collections.abc import Callable

import pytest
from document_samples import pdf
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from askall.documents.extract import extract
from askall.documents.locating import where
from askall.documents.records import Document

WIDTH, HEIGHT = 595.0, 842.0
PROSE = [
    "the council keeps its cameras under review",
    "and has asked its partners to do the same,",
    "which they have agreed to do by the end of",
    "this year unless their contracts forbid it",
]


def drawn(*pages: Callable[[Canvas], None], **how: object) -> Document:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(WIDTH, HEIGHT))
    for draw in pages:
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return extract(out.getvalue(), "letter.pdf", **how)


def lines(canvas: Canvas, left: float, top: float, texts: list[str], leading: float = 14.0) -> float:
    """Lines below each other; gives where the next one would stand."""
    for text in texts:
        canvas.drawString(left, HEIGHT - top, text)
        top += leading
    return top


def marked(document: Document, kind: str, part: int = 0) -> list[str]:
    one = document.parts[part]
    return [one.text[mark.start : mark.end] for mark in one.marks if mark.kind == kind]


QUESTIONS = [
    (["Question"], ["Answer"]),
    (["1. How many cameras does the", "council operate?"], ["56"]),
    (["2. Does it use facial recognition?"], ["No, the council does not", "use it in any place."]),
    (["3. What did it cost?"], ["£12,400"]),
]
ROWS = (
    ("Question", "Answer"),
    ("1. How many cameras does the council operate?", "56"),
    ("2. Does it use facial recognition?", "No, the council does not use it in any place."),
    ("3. What did it cost?", "£12,400"),
)


def table(canvas: Canvas, *, ruled: bool, row_by_line: bool = False) -> None:
    top = lines(canvas, 72, 80, ["Dear Ms Smith", "Our answers to your questions are set out here."]) + 20
    for left, right in QUESTIONS:
        start = top - 12
        if row_by_line:
            for number in range(max(len(left), len(right))):
                for x, cell in ((72, left), (320, right)):
                    lines(canvas, x, top + 14 * number, cell[number : number + 1])
        else:
            lines(canvas, 72, top, left)
            lines(canvas, 320, top, right)
        top += 14 * max(len(left), len(right)) + 8
        if ruled:
            for x, width in ((66, 248), (314, 200)):
                canvas.rect(x, HEIGHT - (top - 14), width, top - 14 - start + 2)
    lines(canvas, 72, top + 20, ["If you are unhappy with this reply, you may ask for a review of it."])


@pytest.mark.parametrize("ruled", [True, False])
def test_a_question_stays_with_its_answer(ruled: bool) -> None:
    document = drawn(lambda canvas: table(canvas, ruled=ruled))
    assert [one.rows for one in document.tables] == [ROWS]
    shown = document.parts[0].text.split("\n")
    assert [line for line in shown if "\t" in line] == ["\t".join(row) for row in ROWS]
    assert shown[0] == "Dear Ms Smith"
    assert shown[-1].startswith("If you are unhappy")


def test_lines_keep_cells_together_that_are_written_line_by_line() -> None:
    document = drawn(lambda canvas: table(canvas, ruled=True, row_by_line=True))
    assert [one.rows for one in document.tables] == [ROWS]


def test_rows_are_found_where_lines_part_columns_alone() -> None:
    rows = [("Year", "Cameras"), ("2020/21", "11"), ("2021/22", "12"), ("2022/23", "13"), ("2023/24", "14")]

    def draw(canvas: Canvas) -> None:
        for number, row in enumerate(rows):
            for x, cell in zip((72, 220), row, strict=True):
                canvas.drawString(x, HEIGHT - 100 - 18 * number, cell)
        for x in (60, 200):
            canvas.rect(x, HEIGHT - 190, 140, 110)

    assert [one.rows for one in drawn(draw).tables] == [tuple(rows)]


def test_a_drawing_is_no_table() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.grid([100 + 50 * number for number in range(7)], [300 + 40 * number for number in range(7)])
        for x, y, word in ((110, 310, "Depot"), (260, 390, "Town hall"), (110, 470, "Park"), (310, 470, "Library")):
            canvas.drawString(x, y, word)
        lines(canvas, 72, 100, PROSE)

    document = drawn(draw)
    assert document.tables == ()
    assert document.parts[0].text.split("\n")[-4:] == PROSE


def test_figures_in_columns_without_lines_are_a_table_with_its_gaps() -> None:
    rows = [
        ("Year", "Cameras", "Cost"),
        ("2021/22", "12", "£1,200"),
        ("2022/23", "", "£900"),
        ("Total", "27", "£2,100"),
    ]

    def draw(canvas: Canvas) -> None:
        for number, row in enumerate(rows):
            for x, cell in zip((72, 220, 360), row, strict=True):
                canvas.drawString(x, HEIGHT - 100 - 18 * number, cell)

    document = drawn(draw)
    assert document.tables[0].rows == tuple(rows)
    assert "2022/23\t\t£900" in document.parts[0].text


def letterhead(canvas: Canvas) -> None:
    for number, (left, right) in enumerate(
        [
            ("Ms A Smith", "Starney Council"),
            ("1 High Street", "Civic Centre"),
            ("Starney", "Starney"),
            ("ST1 2AB", "ST9 9ZZ"),
        ]
    ):
        canvas.drawString(72, HEIGHT - 80 - 14 * number, left)
        canvas.drawString(380, HEIGHT - 80 - 14 * number, right)
    lines(canvas, 72, 180, ["Dear Ms Smith", *PROSE])


def test_addresses_beside_each_other_are_not_torn_apart() -> None:
    document = drawn(letterhead)
    assert document.tables == ()
    assert "Ms A Smith\n1 High Street\nStarney\nST1 2AB\nStarney Council\nCivic Centre\n" in document.parts[0].text


def bullets(canvas: Canvas) -> None:
    top = 100.0
    for mark in ("•", "•", "1.", "2.", "(a)", "(b)"):
        canvas.drawString(72, HEIGHT - top, mark)
        top = lines(canvas, 100, top, ["a point that goes on for a whole line or more", "and then stops."]) + 4


def references(canvas: Canvas) -> None:
    for number, (key, value) in enumerate([("Our ref:", "FOI/123"), ("Date:", "1 May 2024"), ("Contact:", "J Brown")]):
        canvas.drawString(72, HEIGHT - 100 - 14 * number, key)
        canvas.drawString(180, HEIGHT - 100 - 14 * number, value)


@pytest.mark.parametrize("draw", [bullets, references, lambda canvas: lines(canvas, 72, 100, PROSE * 5)])
def test_what_letters_are_made_of_is_no_table(draw: Callable[[Canvas], None]) -> None:
    document = drawn(draw)
    assert document.tables == ()
    assert "\t" not in document.parts[0].text


def test_a_bullet_stays_with_its_words() -> None:
    assert (
        "1. a point that goes on for a whole line or more\nand then stops.\n2. a point" in drawn(bullets).parts[0].text
    )


@pytest.mark.parametrize("mixed", [True, False])
def test_two_columns_are_read_one_after_the_other(mixed: bool) -> None:
    left, right = PROSE * 4, [line.replace("the", "this") for line in PROSE] * 4

    def draw(canvas: Canvas) -> None:
        canvas.drawString(72, HEIGHT - 60, "A heading over both columns of the page")
        if mixed:  # as programs write that recognise scans: line by line across the page
            for number, (one, two) in enumerate(zip(left, right, strict=True)):
                canvas.drawString(60, HEIGHT - 100 - 14 * number, one)
                canvas.drawString(320, HEIGHT - 100 - 14 * number, two)
        else:
            lines(canvas, 60, 100, left)
            lines(canvas, 320, 100, right)

    document = drawn(draw)
    assert document.tables == ()
    assert document.parts[0].text.split("\n")[1:] == left + right


@pytest.mark.parametrize("shift", [0.0, 0.6, 2.0])
def test_what_is_drawn_twice_is_read_once(shift: float) -> None:
    def draw(canvas: Canvas) -> None:
        lines(canvas, 72, 100, PROSE)
        lines(canvas, 72 + shift, 100 + shift, PROSE)

    assert drawn(draw).parts[0].text.split("\n") == PROSE


def test_turned_text_is_not_mixed_in() -> None:
    def draw(canvas: Canvas) -> None:
        lines(canvas, 100, 100, PROSE[:2])
        canvas.saveState()
        canvas.translate(40, HEIGHT - 300)
        canvas.rotate(90)
        canvas.drawString(0, 0, "PRINTED ON PAPER")
        canvas.drawString(180, 0, "TWICE")
        canvas.restoreState()
        lines(canvas, 100, 128, PROSE[2:])

    text = drawn(draw).parts[0].text
    assert text.split("\n")[:4] == PROSE
    assert " ".join(text.split("\n")[4:]) == "PRINTED ON PAPER TWICE"


def test_lines_at_head_and_foot_of_pages_are_marked_and_kept() -> None:
    def page(number: int) -> Callable[[Canvas], None]:
        def draw(canvas: Canvas) -> None:
            canvas.drawString(72, HEIGHT - 40, "Starney Council")
            lines(
                canvas, 72, 100, [f"Words of one page alone, {word}" for word in "abcdef"[2 * number - 2 : 2 * number]]
            )
            canvas.drawString(72, 30, f"Page {number} of 3")

        return draw

    document = drawn(page(1), page(2), page(3))
    for number, part in enumerate(document.parts, 1):
        assert part.text.startswith("Starney Council\n")
        assert marked(document, "header", number - 1) == ["Starney Council"]
        assert marked(document, "footer", number - 1) == [f"Page {number} of 3"]


def test_bold_and_coloured_answers_are_marked() -> None:
    def draw(canvas: Canvas) -> None:
        lines(canvas, 72, 100, PROSE)
        canvas.setFont("Helvetica-Bold", 12)
        canvas.drawString(72, HEIGHT - 200, "Yes, we do.")
        canvas.setFont("Helvetica", 12)
        canvas.setFillColorRGB(1, 0, 0)
        canvas.drawString(72, HEIGHT - 220, "No, we do not.")

    document = drawn(draw)
    assert marked(document, "bold") == ["Yes, we do."]
    assert marked(document, "colour") == ["No, we do not."]
    assert {mark.note for mark in document.parts[0].marks if mark.kind == "colour"} == {"#ff0000"}


def test_white_and_far_off_words_are_disclosed_too() -> None:
    def draw(canvas: Canvas) -> None:
        lines(canvas, 72, 100, PROSE)
        canvas.drawString(72, HEIGHT + 50, "Above the page")
        canvas.setFillColorRGB(0, 0, 0.3)
        canvas.rect(60, HEIGHT - 310, 200, 30, fill=1)
        canvas.setFillColorRGB(1, 1, 1)
        canvas.drawString(72, HEIGHT - 200, "White on white")
        canvas.drawString(72, HEIGHT - 300, "White on blue")

    document = drawn(draw)
    assert sorted(marked(document, "hidden")) == ["Above the page", "White on white"]
    assert any("hidden text" in warning for warning in document.warnings)


def test_words_under_a_black_box_are_flagged() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFillColorRGB(0, 0, 0)
        canvas.rect(60, HEIGHT - 410, 200, 20, fill=1)  # first the box, then white words: a heading
        canvas.drawString(72, HEIGHT - 100, "Asked by Mary Jones of Starney")
        canvas.rect(122, HEIGHT - 104, 66, 16, fill=1)
        canvas.setFillColorRGB(1, 1, 1)
        canvas.drawString(72, HEIGHT - 405, "Our answers")

    document = drawn(draw)
    assert marked(document, "hidden") == ["Mary Jones"]
    assert ["may be a data breach" in warning for warning in document.warnings] == [True]


def scan() -> ImageReader:
    return ImageReader(Image.new("L", (300, 420), 230))


def recognised(canvas: Canvas) -> None:
    canvas.drawImage(scan(), 0, 0, WIDTH, HEIGHT)
    text = canvas.beginText(72, HEIGHT - 100)
    text.setTextRenderMode(3)
    for line in PROSE:
        text.textLine(line)
    canvas.drawText(text)


def test_somebody_elses_recognition_is_kept_and_told() -> None:
    document = drawn(recognised)
    assert document.parts[0].text.split("\n") == PROSE
    assert document.warnings == (
        "page 1 is a scan; its text was recognised by whoever made the file, and may be wrong.",
    )
    assert document.unread == ()
    assert marked(document, "hidden") == []


def stamped(canvas: Canvas) -> None:
    canvas.drawImage(scan(), 0, 0, WIDTH, HEIGHT)
    canvas.drawString(500, 20, "000123")


def test_empty_never_passes_for_read() -> None:
    document = drawn(
        lambda canvas: canvas.drawImage(scan(), 0, 0, WIDTH, HEIGHT),
        stamped,
        lambda canvas: lines(canvas, 72, 100, PROSE),
        lambda canvas: None,
        lambda canvas: canvas.bezier(72, 100, 200, 300, 300, 100, 400, 500),
    )
    assert document.unread == (0, 1, 4)
    assert document.parts[1].text == "000123"
    assert document.warnings == (
        "pages 1, 5 have no text (scans?)",
        "page 2 is a picture with only a few words of text; it needs recognition.",
        "page 4 has no text and shows nothing.",
    )


def test_letters_that_nobody_knows_are_not_text() -> None:
    made = pdf(("abcdefgh ijklmnop",)).replace(b"WinAnsiEncoding", b"WinAnsiEncodinX")
    assert extract(made, "a.pdf").unread == ()  # pdfium knows the letters by the font
    # The same page in a font whose table maps all letters to the private area.
    document = extract(without_letters(), "a.pdf")
    assert document.unread == (0,)
    assert "letters are not known" in document.warnings[0]


def without_letters() -> bytes:
    mapping = b"1 begincodespacerange <00> <ff> endcodespacerange 1 beginbfrange <20> <7e> <e200> endbfrange"
    content = b"BT /F 12 Tf 72 700 Td (Nobody can read these words) Tj ET"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 6 0 R>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(mapping), mapping),
    ]
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % (number, one) for number, one in enumerate(objects, 1))
    return b"%PDF-1.7\n" + body + b"trailer<</Root 1 0 R/Size 7>>\n%%EOF"


def test_a_file_without_its_end_is_still_read() -> None:
    whole = pdf(("The council has 56 cameras.",), ("And no plans.",))
    cut = whole[: whole.rindex(b"xref")]
    assert [part.text for part in extract(cut, "a.pdf").parts] == ["The council has 56 cameras.", "And no plans."]


def test_what_pdfium_refuses_is_read_by_another() -> None:
    made = re.sub(rb"/Pages \d+ 0 R", b"/Pages 99 0 R", pdf(("The council has 56 cameras.",), ()))
    document = extract(made, "a.pdf")
    assert [part.text for part in document.parts] == ["The council has 56 cameras.", ""]
    assert document.warnings == (
        "The PDF is damaged; its text was recovered without its layout and may lack something.",
    )
    assert document.unread == (1,)


def test_what_no_one_can_open_says_so() -> None:
    document = extract(b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog", "a.pdf")
    assert document.parts == ()
    assert document.warnings[0].startswith("The PDF cannot be opened")


def test_a_locked_file_is_said_to_be_locked() -> None:
    from reportlab.lib.pdfencrypt import StandardEncryption

    def made(password: str) -> Document:
        out = io.BytesIO()
        canvas = Canvas(out, encrypt=StandardEncryption(password, ownerPassword="owner", strength=128))
        canvas.drawString(72, 700, "The council has 56 cameras.")
        canvas.save()
        return extract(out.getvalue(), "a.pdf")

    assert made("").parts[0].text == "The council has 56 cameras."
    assert made("secret").parts == ()
    assert made("secret").warnings == ("The PDF is locked with a password.",)


LAYOUTS = {
    "ruled": lambda canvas: table(canvas, ruled=True),
    "unruled": lambda canvas: table(canvas, ruled=False),
    "letterhead": letterhead,
    "bullets": bullets,
    "prose": lambda canvas: lines(canvas, 72, 100, PROSE),
    "recognised": recognised,
}
WITH_PLACES = {name: drawn(draw, places=True) for name, draw in LAYOUTS.items()}


@pytest.mark.parametrize("name", LAYOUTS)
def test_asking_for_places_changes_no_word(name: str) -> None:
    plain, placed = drawn(LAYOUTS[name]), WITH_PLACES[name]
    assert [part.text for part in plain.parts] == [part.text for part in placed.parts]
    assert plain.tables == placed.tables
    assert all(not part.places for part in plain.parts)
    part = placed.parts[0]
    found = "".join(part.text[one.start : one.end] for one in part.places)
    assert found == "".join(part.text.split())


@given(st.sampled_from(sorted(LAYOUTS)), st.data())
@settings(deadline=None)
def test_a_quotes_boxes_lie_on_the_page_line_by_line(name: str, data: st.DataObject) -> None:
    document = WITH_PLACES[name]
    text = document.parts[0].text
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    places = where(document, 0, start, end)
    assert bool(places) == bool(text[start:end].strip())
    for one in places:
        left, top, right, bottom = one.box
        assert 0 <= left < right <= 1
        assert 0 <= top < bottom <= 1
        assert start <= one.start < one.end <= end
    assert len(places) <= 2 * (text[start:end].count("\n") + text[start:end].count("\t") + 1) + 4


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_boxes_are_those_of_the_page_as_it_is_shown(turn: int) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setPageSize((600, 600))
        canvas.drawString(150, 450, "here")
        canvas.setPageRotation(turn)

    (place,) = drawn(draw, places=True).parts[0].places
    left, top, right, bottom = place.box
    # The word begins at a quarter of the width and of the height, seen from the upper left corner of the unturned page.
    x, y = {0: (0.25, 0.25), 90: (0.75, 0.25), 180: (0.75, 0.75), 270: (0.25, 0.75)}[turn]
    assert left - 0.02 <= x <= right + 0.02
    assert top - 0.02 <= y <= bottom + 0.02


def test_nothing_is_known_of_parts_that_are_not_there() -> None:
    assert where(WITH_PLACES["prose"], 3, 0, 5) == ()
    assert where(drawn(LAYOUTS["prose"]), 0, 0, 5) == ()
