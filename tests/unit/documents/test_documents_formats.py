"""Each other kind of file: its text, its parts, its tables, its warnings."""

import datetime
import io
import zlib

import pypdfium2
import pytest
import xlsxwriter
from document_samples import compound, excel97, open_document, packed, pdf, word97
from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from askall.documents.extract import extract
from askall.documents.records import Document
from askall.documents.sheet_numbers import show
from askall.documents.word_lists import counted


def labelled(document: Document) -> list[tuple[str, str]]:
    return [(part.label, part.text) for part in document.parts]


# --- PDF


def test_each_page_of_a_pdf_is_a_part_and_lines_stay_lines() -> None:
    document = extract(pdf(("The council uses 56 cameras", "made by Hikvision."), ("Yours faithfully",)), "reply.pdf")
    assert labelled(document) == [
        ("page 1", "The council uses 56 cameras\nmade by Hikvision."),
        ("page 2", "Yours faithfully"),
    ]
    assert document.media_type == "application/pdf"
    assert document.warnings == ()


def test_a_page_without_text_is_said() -> None:
    document = extract(pdf(("one",), (), ("three",)), "scan.pdf")
    assert document.parts[1].text == ""
    assert document.warnings == ("page 2 has no text and shows nothing.",)
    assert extract(pdf((), ()), "scan.pdf").warnings == ("pages 1, 2 have no text and show nothing.",)


def test_what_was_filled_into_a_form_is_read() -> None:
    out = io.BytesIO()
    canvas = Canvas(out)
    canvas.drawString(72, 700, "Does the council use it?")
    canvas.acroForm.textfield(name="count", tooltip="Number of cameras", value="fifty-six", x=250, y=690)
    canvas.acroForm.textfield(name="unused", x=250, y=590)
    canvas.acroForm.checkbox(name="uses", tooltip="Uses Hikvision", checked=True, x=250, y=640)
    canvas.acroForm.checkbox(name="bans", checked=False, x=250, y=620)
    canvas.save()
    (page,) = extract(out.getvalue(), "form.pdf").parts
    assert page.text.split("\n") == [
        "Does the council use it?", "Number of cameras: fifty-six", "☒ Uses Hikvision", "☐ bans",
    ]  # fmt: skip


def test_a_locked_pdf_is_said() -> None:
    out = io.BytesIO()
    canvas = Canvas(out, encrypt="hunter2")
    canvas.drawString(72, 700, "secret")
    canvas.save()
    document = extract(out.getvalue(), "reply.pdf")
    assert document.parts == ()
    assert document.warnings == ("The PDF is locked with a password.",)


def test_files_attached_to_a_pdf_are_read() -> None:
    book = pypdfium2.PdfDocument(pdf(("See attached",)))
    book.new_attachment("costs.csv").set_data(b"Maker,Count\nHikvision,56\n")
    out = io.BytesIO()
    book.save(out)
    book.close()
    assert labelled(extract(out.getvalue(), "reply.pdf"))[1] == ("costs.csv › document", "Maker\tCount\nHikvision\t56")


# --- spreadsheets


def workbook() -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    money, share = book.add_format({"num_format": "£#,##0.00"}), book.add_format({"num_format": "0.0%"})
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    costs, hidden = book.add_worksheet("Costs"), book.add_worksheet("Notes")
    hidden.hide()
    hidden.write(0, 0, "not for release")
    costs.write_row(3, 2, ["Maker", "Cameras", "Cost", "Share", "Bought"])
    costs.write_row(4, 2, ["Hikvision", 56])
    costs.write(4, 4, 1234.5, money)
    costs.write(4, 5, 0.455, share)
    costs.write_datetime(4, 6, datetime.datetime(2019, 9, 2), day)
    costs.write_row(7, 2, ["Total", 56])
    book.close()
    return out.getvalue()


def test_each_sheet_is_a_part_with_cells_as_people_see_them() -> None:
    document = extract(workbook(), "costs.xlsx")
    rows = (
        ("Maker", "Cameras", "Cost", "Share", "Bought"),
        ("Hikvision", "56", "£1,234.50", "45.5%", "02/09/2019"),
        ("Total", "56"),
    )
    assert document.tables[0].rows == rows
    assert labelled(document)[0] == ("sheet Costs", "\n".join("\t".join(row) for row in rows))
    assert labelled(document)[1] == ("sheet Notes", "not for release")
    assert document.warnings == ("sheet Notes is hidden in the file; its text is included.",)


def test_an_old_spreadsheet_keeps_its_numbers() -> None:
    document = extract(excel97({(0, 0): "Maker", (0, 1): "Cameras", (1, 0): "Hikvision", (1, 1): 56.0}), "costs.xls")
    assert document.media_type == "application/vnd.ms-excel"
    assert labelled(document) == [("sheet Costs", "Maker\tCameras\nHikvision\t56")]


def test_an_opendocument_spreadsheet() -> None:
    cells = (
        "<table:table-cell office:value-type='string'><text:p>Hikvision</text:p></table:table-cell>"
        "<table:table-cell office:value-type='float' office:value='56'><text:p>56</text:p></table:table-cell>"
    )
    sheet = f"<table:table table:name='Costs'><table:table-row>{cells}</table:table-row></table:table>"
    content = open_document("spreadsheet", f"<office:spreadsheet>{sheet}</office:spreadsheet>")
    assert labelled(extract(content, "costs.ods")) == [("sheet Costs", "Hikvision\t56")]


def test_an_opendocument_spreadsheet_shows_what_it_shows_and_keeps_what_it_stores() -> None:
    def cell(kind: str, value: str, shown: str, more: str = "") -> str:
        attributes = f"office:value-type='{kind}' office:{'date-' if kind == 'date' else ''}value='{value}'"
        return f"<table:table-cell {attributes}><text:p>{shown}</text:p>{more}</table:table-cell>"

    note = "<office:annotation><text:p>an estimate</text:p></office:annotation>"
    rows = (
        "<table:table-row>" + cell("currency", "1234.5", "£1,234.50") + cell("percentage", "0.455", "45.5%", note)
        + "</table:table-row><table:table-row table:visibility='collapse'>" + cell("date", "2019-09-02", "02/09/19")
        + "</table:table-row>"
    )  # fmt: skip
    sheet = f"<table:table table:name='Costs'>{rows}</table:table>"
    content = open_document("spreadsheet", f"<office:spreadsheet>{sheet}</office:spreadsheet>")
    document = extract(content, "costs.ods")
    part = document.parts[0]
    assert part.text == "£1,234.50\t45.5%\n02/09/19"
    stored = {part.text[one.start : one.end]: one.note for one in part.marks if one.kind == "stored"}
    assert stored == {"£1,234.50": "1234.5", "45.5%": "0.455", "02/09/19": "2019-09-02"}
    assert [part.text[one.start : one.end] for one in part.marks if one.kind == "hidden"] == ["02/09/19"]
    assert "B1: an estimate" in document.parts[1].text


@pytest.mark.parametrize(
    ("value", "code", "text", "stored"),
    [
        (56.0, "", "56", ""),
        (0.1 + 0.2, "", "0.3", ""),
        (1e20, "", "1e+20", ""),
        (float("inf"), "", "inf", ""),
        (True, "", "TRUE", ""),
        ("  Hikvision\n", "", "Hikvision", ""),
        (0.691, "0.0%", "69.1%", ""),
        (0.6914, "0%", "69%", "0.6914"),
        (-1234.5, '"£"#,##0.00;-"£"#,##0.00', "-£1,234.50", ""),
        (1234.5, "[$£-809]#,##0", "£1,235", "1234.5"),
        (1234.5, "[$€-407] #,##0.00", "€ 1,234.50", ""),
        (7.0, "000", "007", ""),
        (datetime.datetime(2021, 9, 2, 14, 30), "", "2021-09-02 14:30:00", ""),
        (datetime.datetime(2021, 9, 2), "", "2021-09-02", ""),
        (datetime.datetime(2021, 9, 2), "d mmm yyyy", "2 Sep 2021", "2021-09-02"),
        (datetime.time(9, 5), "", "09:05:00", ""),
    ],
)
def test_a_value_as_it_is_shown_and_as_it_is_stored(value: object, code: str, text: str, stored: str) -> None:
    assert show(value, code) == (text, stored)


def test_hidden_rows_and_columns_are_read_marked_and_told() -> None:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        page = book.add_worksheet("Staff")
        for row, cells in enumerate([("Name", "Grade", "Pay"), ("A. Clerk", 7, 31000), ("B. Clerk", 9, 38000)]):
            page.write_row(row, 0, cells)
        page.set_row(2, None, None, {"hidden": True})
        page.set_column(2, 2, None, None, {"hidden": True})
        page.write_comment("A2", "Left in May")
    document = extract(out.getvalue(), "staff.xlsx", places=True)
    part = document.parts[0]
    hidden = {(part.text[one.start : one.end], one.note) for one in part.marks if one.kind == "hidden"}
    assert {("B. Clerk\t9\t38000", "row"), ("31000", "column"), ("Pay", "column")} <= hidden
    assert {part.text[one.start : one.end]: one.cell for one in part.places}["31000"] == "C2"
    assert any("1 row" in warning and "1 column" in warning for warning in document.warnings)
    assert any("Left in May" in one.text for one in document.parts[1:])


# --- text and comma-separated


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("£5 – “yes”".encode(), "£5 – “yes”"),
        ("£5 – “yes”".encode("cp1252"), "£5 – “yes”"),
        ("£5".encode("utf-8-sig"), "£5"),
        ("Zoë paid £5".encode("cp850"), "Zoë paid £5"),
        ("œuvre, £5".encode("cp1252"), "œuvre, £5"),
        ("£5".encode("utf-16"), "£5"),
        ("£5".encode("utf-32"), "£5"),
        (b"a\x81b", "a\x81b"),
        ("cut in a £".encode()[:-1], "cut in a "),
        (b"one\r\ntwo\rthree\x00", "one\ntwo\nthree"),
    ],
)
def test_plain_text_is_decoded_by_its_bytes(content: bytes, text: str) -> None:
    assert labelled(extract(content, "reply.txt")) == [("document", text)]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_rows_of_a_csv_whatever_its_delimiter(delimiter: str) -> None:
    lines = [delimiter.join(row) for row in (["Maker", "Answer"], ['"Hik, vision; or | so"', "Yes"], ["", "No"])]
    document = extract("\r\n".join(lines).encode("cp1252"), "answers.csv")
    assert document.media_type == "text/csv"
    assert document.tables[0].rows == (("Maker", "Answer"), ("Hik, vision; or | so", "Yes"), ("", "No"))
    assert document.parts[0].text.startswith("Maker\tAnswer\nHik, vision; or | so\tYes\n")


def test_the_delimiter_a_csv_declares_is_its_own() -> None:
    document = extract(b"sep=;\r\nMaker;Cost, in pounds, and, pence\r\nHikvision;5,00\r\n", "costs.csv")
    assert document.tables[0].rows == (("Maker", "Cost, in pounds, and, pence"), ("Hikvision", "5,00"))


def test_a_quote_never_closed_loses_nothing() -> None:
    content = b'Maker,Answer\n"Hikvision,' + b"x" * 1_100_000
    document = extract(content, "answers.csv")
    assert "Hikvision" in document.parts[0].text
    assert len(document.parts[0].text) > 1_100_000
    assert "could not be told apart" in document.warnings[0]


# --- HTML


def test_html_keeps_cells_apart_and_hidden_content_out_of_its_text() -> None:
    page = (
        "<html><head><title>x</title><style>p{}</style></head><body><p>Dear Ms Hart,</p>"
        "<table><tr><th>Maker</th><th>In use</th></tr><tr><td>Hikvision<script>x</script></td><td>Yes</td></tr></table>"
        "<div style='display: none'>tracker<table><tr><td>a</td><td>b</td></tr></table></div></body></html>"
    )
    document = extract(page.encode(), "reply.html")
    text = document.parts[0].text
    assert "Maker\tIn use\nHikvision\tYes" in text
    assert "tracker" not in text
    assert labelled(document)[1:] == [("hidden text", "trackerab")]
    assert [(mark.start, mark.end, mark.kind) for mark in document.parts[1].marks] == [(0, 9, "hidden")]
    assert document.warnings == ("Parts of the page are not shown; their text is a part of its own.",)
    assert [table.rows for table in document.tables] == [(("Maker", "In use"), ("Hikvision", "Yes"))]


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("<html><p>£5</p></html>".encode(), "£5"),
        ("<html><p>£5 – yes</p></html>".encode("cp1252"), "£5 – yes"),
        ('<html><meta charset="iso-8859-1"><p>“£5”</p></html>'.encode("cp1252"), "“£5”"),
        ('<html><meta charset="koi8-r"><p>да</p></html>'.encode("koi8-r"), "да"),
        ('<html><meta charset="hex"><p>\xa35</p></html>'.encode("latin-1"), "£5"),
        ('<html><meta charset="no-such"><p>\xa35</p></html>'.encode("latin-1"), "£5"),
    ],
)
def test_html_is_decoded_by_its_bytes_then_by_what_it_declares(content: bytes, text: str) -> None:
    assert extract(content, "a.htm").parts[0].text == text


# --- rich text


def test_rich_text_with_a_table() -> None:
    rich = (
        r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}}\f0 We hold \'a35 of it \u8211? yes.\par "
        r"\trowd\cellx1000\cellx2000\intbl Maker\cell Answer\cell\row"
        r"\trowd\cellx1000\cellx2000\intbl Hik{\b vis}ion\cell Yes\cell\row\pard Thank you\par}"
    )
    document = extract(rich.encode(), "reply.rtf")
    assert document.parts[0].text == "We hold £5 of it – yes.\nMaker\tAnswer\nHikvision\tYes\nThank you"
    assert document.tables[0].rows == (("Maker", "Answer"), ("Hikvision", "Yes"))


def test_looks_links_notes_and_headers_of_rich_text() -> None:
    rich = (
        r"{\rtf1\ansi{\fonttbl{\f0 Arial;}{\f1\fcharset204 Arial;}}{\colortbl;\red192\green0\blue0;}"
        r"{\header Westmarsh\par}{\*\generator Word;}We {\deleted do not }{\revised now }{\b use\b0} it"
        r"{\v  secretly}: {\cf1 56}{\footnote Not schools.} "
        r'{\field{\*\fldinst HYPERLINK "https://a.example/log"}'
        r"{\fldrslt our log}}, {\f1\'e4\'e0}, \u-10179\'3f\u-8704\'3f.\par {\*\annotation Check this}End"
        r"{\pict\bin4 }}x{}}"
    )
    document = extract(rich.encode(), "reply.rtf")
    assert labelled(document) == [
        (
            "document",
            "We do not now use it secretly: 56[1] our log <https://a.example/log>, да, 😀.\n[1] Not schools.\nEnd",
        ),
        ("header", "Westmarsh"),
        ("comments", "Check this"),
    ]
    part = document.parts[0]
    assert [(mark.kind, part.text[mark.start : mark.end], mark.note) for mark in part.marks] == [
        ("deleted", "do not", ""), ("inserted", "now", ""), ("bold", "use", ""), ("hidden", "secretly", ""),
        ("colour", "56", "#C00000"), ("footnote", "[1]", "reference"), ("footnote", "[1] Not schools.", ""),
    ]  # fmt: skip
    assert len(document.warnings) == 3


def test_what_stands_between_tables_of_rich_text_is_in_neither() -> None:
    row = r"\trowd\cellx1000\intbl {}\cell {}\cell\row\pard"
    rich = r"{\rtf1 " + row.format("Q1", "Yes") + r" Between\par " + row.format("two\\par lines", "") + "}"
    document = extract(rich.encode(), "reply.rtf")
    assert document.parts[0].text == "Q1\tYes\nBetween\ntwo\nlines"
    assert [table.rows for table in document.tables] == [(("Q1", "Yes"),), (("two\nlines", ""),)]


WORDS = st.sampled_from(
    r"{ } \b \b0 \par \cell \row \intbl \pard \v \u8364 \'e9 \* \footnote \header \fldinst \fldrslt a".split()  # noqa: SIM905
)


@given(st.lists(WORDS, max_size=40))
def test_rich_text_in_whatever_order_is_read_and_its_marks_lie_in_its_text(words: list[str]) -> None:
    document = extract(("{\\rtf1 " + " ".join(words)).encode(), "a.rtf")
    assert not any("damaged" in warning for warning in document.warnings)
    for part in document.parts:
        assert all(0 <= mark.start < mark.end <= len(part.text) for mark in part.marks)
        assert not any("\ue000" <= letter <= "\ue002" for letter in part.text)


def test_pictures_in_rich_text_cost_nothing() -> None:
    rich = r"{\rtf1 before {\pict\pngblip " + "00ff" * 500_000 + "} after}"
    assert extract(rich.encode(), "a.rtf").parts[0].text.split() == ["before", "after"]


# --- OpenDocument and slides


def test_opendocument_text() -> None:
    styles = (
        "<text:list-style style:name='L1'><text:list-level-style-number text:level='1' style:num-format='1' "
        "style:num-suffix='.'/></text:list-style>"
        "<office:master-styles><style:master-page><style:header><text:p>Westmarsh</text:p></style:header>"
        "</style:master-page></office:master-styles>"
    )
    body = (
        "<office:text><text:tracked-changes><text:deletion><text:p>gone</text:p></text:deletion></text:tracked-changes>"
        "<text:h>Your   request</text:h><text:p>Hik<text:span>vis</text:span>ion<text:s text:c='2'/>is\n used"
        "<text:note><text:note-citation>1</text:note-citation>"
        "<text:note-body><text:p>In 2021.</text:p></text:note-body></text:note>."
        "<office:annotation><text:p>internal</text:p></office:annotation></text:p>"
        "<text:list text:style-name='L1'><text:list-item><text:p>Yes</text:p></text:list-item>"
        "<text:list-item><text:p>No</text:p></text:list-item></text:list>"
        "<table:table><table:table-row><table:table-cell><text:p>Dahua</text:p></table:table-cell>"
        "<table:table-cell table:number-columns-repeated='99999999'/></table:table-row></table:table></office:text>"
    )
    document = extract(open_document("text", body, styles), "reply.odt")
    assert labelled(document) == [
        ("document", "Your request\nHikvision  is used[1].\n[1] In 2021.\n1. Yes\n2. No\nDahua"),
        ("header", "Westmarsh"),
        ("comments", "internal"),
    ]
    assert [mark.kind for part in document.parts for mark in part.marks] == ["footnote"] * 2 + ["header", "comment"]
    assert len(document.tables[0].rows[0]) <= 65


def test_changes_looks_and_links_of_opendocument_text() -> None:
    looks = (
        "<office:automatic-styles><style:style style:name='Base'><style:text-properties fo:font-weight='bold'/>"
        "</style:style><style:style style:name='Red' style:parent-style-name='Base'>"
        "<style:text-properties fo:color='#c00000'/></style:style>"
        "<style:style style:name='Gone'><style:text-properties text:display='none'/></style:style>"
        "</office:automatic-styles>"
    )
    body = (
        "<office:text><text:tracked-changes>"
        "<text:changed-region text:id='c1'><text:deletion><text:p> do not<text:change text:change-id='c1'/></text:p>"
        "</text:deletion></text:changed-region>"
        "<text:changed-region text:id='c2'><text:insertion/></text:changed-region></text:tracked-changes>"
        "<text:p>We<text:change text:change-id='c1'/> <text:change-start text:change-id='c2'/>now"
        "<text:change-end text:change-id='c2'/> <text:span text:style-name='Red'>use</text:span> it"
        "<text:span text:style-name='Gone'> secretly</text:span>, see "
        "<text:a xlink:href='https://a.example/log'>our log</text:a></text:p>"
        "<text:section text:display='none'><text:p>Not for release</text:p></text:section>"
        "<draw:frame><draw:text-box><text:p>Boxed</text:p></draw:text-box></draw:frame></office:text>"
    )
    document = extract(open_document("text", body, more=looks), "reply.odt")
    (part,) = document.parts
    assert part.text == ("We do not now use it secretly, see our log <https://a.example/log>\nNot for release\nBoxed")
    assert [(mark.kind, part.text[mark.start : mark.end], mark.note) for mark in part.marks] == [
        ("deleted", "do not", ""), ("inserted", "now", ""), ("bold", "use", ""), ("colour", "use", "#C00000"),
        ("hidden", "secretly", ""), ("hidden", "Not for release", "section"),
    ]  # fmt: skip
    assert len(document.warnings) == 2


def test_rows_and_cells_repeated_within_one_another_end() -> None:
    content = "<text:p>word</text:p>"
    for _ in range(12):
        cell = f"<table:table-cell table:number-columns-repeated='9999'>{content}</table:table-cell>"
        content = (
            f"<table:table><table:table-row table:number-rows-repeated='9999'>{cell}</table:table-row></table:table>"
        )
    document = extract(open_document("text", f"<office:text>{content}</office:text>"), "bomb.odt")
    assert "word" in document.parts[0].text
    assert len(document.parts[0].text) < 20_000_000


def test_a_locked_opendocument_file_is_said() -> None:
    manifest = "<manifest><file-entry><encryption-data/></file-entry></manifest>"
    mimetype = "application/vnd.oasis.opendocument.text"
    content = packed({"mimetype": mimetype, "content.xml": b"\x8f\x00", "META-INF/manifest.xml": manifest})
    assert extract(content, "reply.odt").warnings == ("The file is locked with a password.",)


def test_boxes_ticked_in_an_opendocument_form() -> None:
    body = (
        "<office:text><office:forms><form:form><form:checkbox form:id='c1' form:current-state='checked'/>"
        "<form:checkbox form:id='c2'/></form:form></office:forms>"
        "<text:p>Yes <draw:control draw:control='c1'/> No <draw:control draw:control='c2'/></text:p></office:text>"
    )
    assert labelled(extract(open_document("text", body), "form.odt")) == [("document", "Yes ☒ No ☐")]


def test_opendocument_slides() -> None:
    slide = "<draw:page><draw:frame><draw:text-box><text:p>{}</text:p></draw:text-box></draw:frame></draw:page>"
    second = slide.format("Second").replace("<draw:page>", "<draw:page draw:style-name='unseen'>")
    second = second.replace(
        "</draw:page>", "<presentation:notes><text:p>Say this</text:p></presentation:notes></draw:page>"
    )
    body = f"<office:presentation>{slide.format('First')}{second}</office:presentation>"
    hiding = "<style:drawing-page-properties presentation:visibility='hidden'/>"
    looks = f"<style:style style:name='unseen'>{hiding}</style:style>"
    document = extract(open_document("presentation", body, more=looks), "show.odp")
    assert labelled(document) == [("slide 1", "First"), ("slide 2", "Second"), ("notes 2", "Say this")]
    assert [(mark.kind, mark.note) for mark in document.parts[1].marks if mark.kind == "hidden"] == [
        ("hidden", "slide")
    ]
    assert document.warnings == ("slide 2 is hidden in the show; its text is included.",)


def test_slides_come_in_the_order_of_the_show() -> None:
    names = (
        'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    )

    def slide(body: str) -> str:
        return f"<p:sld {names}><p:cSld><p:spTree>{body}</p:spTree></p:cSld></p:sld>"

    def words(*runs: str) -> str:
        return "<a:p>" + "".join(f"<a:r><a:t>{run}</a:t></a:r>" for run in runs) + "</a:p>"

    table = f"<a:tbl><a:tr><a:tc>{words('Dahua')}</a:tc><a:tc>{words('No')}</a:tc></a:tr></a:tbl>"
    number = f"<p:sp><p:nvPr><p:ph type='sldNum'/></p:nvPr>{words('7')}</p:sp>"
    content = packed(
        {
            "[Content_Types].xml": "<Types/>",
            "ppt/presentation.xml": f"<p:presentation {names}><p:sldIdLst><p:sldId id='9' r:id='r2'/>"
            "<p:sldId id='8' r:id='r1'/></p:sldIdLst></p:presentation>",
            "ppt/_rels/presentation.xml.rels": "<Relationships><Relationship Id='r1' Target='slides/slide1.xml'/>"
            "<Relationship Id='r2' Target='slides/slide2.xml'/></Relationships>",
            "ppt/slides/slide1.xml": slide(words("Hik", "vision") + number),
            "ppt/slides/slide2.xml": slide(table),
            "ppt/notesSlides/notesSlide1.xml": slide(words("Say this")),
        }
    )
    document = extract(content, "show.pptx")
    assert labelled(document) == [("slide 1", "Dahua\tNo"), ("slide 2", "Hikvision"), ("notes 1", "Say this")]
    assert document.tables[0].rows == (("Dahua", "No"),)


def test_looks_links_hidden_slides_and_comments_of_a_show() -> None:
    names = (
        'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    )
    shape = "<p:grpSp><p:sp><p:txBody><a:p>{}</a:p></p:txBody></p:sp></p:grpSp>"
    run = "<a:r><a:rPr {}>{}</a:rPr><a:t>{}</a:t></a:r>"
    red = "<a:solidFill><a:srgbClr val='C00000'/></a:solidFill>"
    line = (
        run.format("b='1'", red, "Yes")
        + run.format("", "", ", ")
        + run.format("strike='sngStrike'", "<a:hlinkClick r:id='r1'/>", "log")
    )
    unseen = f"<p:sp><p:nvSpPr><p:cNvPr hidden='1'/></p:nvSpPr><a:p>{run.format('', '', 'unseen')}</a:p></p:sp>"
    relations = (
        "<Relationships><Relationship Id='r1' Type='x/hyperlink' Target='https://a.example/log'/>"
        "<Relationship Id='r2' Type='x/notesSlide' Target='../notesSlides/notesSlide7.xml'/></Relationships>"
    )
    notes = f"<p:notes {names}>{shape.format(run.format('', '', 'Say this'))}</p:notes>"
    content = packed(
        {
            "[Content_Types].xml": "<Types/>",
            "ppt/slides/slide1.xml": f"<p:sld {names} show='0'>{shape.format(line)}{unseen}</p:sld>",
            "ppt/slides/_rels/slide1.xml.rels": relations,
            "ppt/notesSlides/notesSlide7.xml": notes,
            "ppt/comments/comment1.xml": f"<p:cmLst {names}><p:cm><p:text>Check</p:text></p:cm></p:cmLst>",
        }
    )
    document = extract(content, "show.pptx")
    assert labelled(document) == [
        ("slide 1", "Yes, log <https://a.example/log>\nunseen"),
        ("notes 1", "Say this"),
        ("comments", "Check"),
    ]
    text = document.parts[0].text
    assert [(mark.kind, text[mark.start : mark.end], mark.note) for mark in document.parts[0].marks] == [
        ("hidden", text, "slide"), ("bold", "Yes", ""), ("colour", "Yes", "#C00000"), ("struck", "log", ""),
        ("hidden", "unseen", "shape"),
    ]  # fmt: skip
    assert "slide 1 is hidden in the show; its text is included." in document.warnings


# --- old Word


@pytest.mark.parametrize("compressed", [True, False])
def test_an_old_word_file(compressed: bool) -> None:
    text = 'See \x13 HYPERLINK "x" \x14our log\x15.\rMaker\x07Answer\x07\x07Hik\x1evision\x07Yes – £5\x07\x07End\r'
    document = extract(word97(text, "Westmarsh Council\r", compressed), "reply.doc")
    assert document.media_type == "application/msword"
    assert labelled(document) == [
        ("document", "See our log.\nMaker\tAnswer\nHik-vision\tYes – £5\nEnd"),
        ("header", "Westmarsh Council"),
    ]
    assert document.warnings == ("An old Word file: text deleted with changes tracked may be included.",)


@pytest.mark.parametrize("compressed", [True, False])
def test_how_words_of_an_old_word_file_look(compressed: bool) -> None:
    looks = [
        ("We ", b""), ("do not ", b"\x00\x08\x01"), ("now ", b"\x01\x08\x01"), ("use ", b"\x35\x08\x81"),
        ("it", b"\x70\x68\xc0\x00\x00\x00\x0c\x2a\x07"), (" secret", b"\x3c\x08\x01"), (".\r", b"\x35\x08\x00"),
    ]  # fmt: skip
    text = "".join(piece for piece, _ in looks)
    letters = [(len(piece), content) for piece, content in looks]
    document = extract(word97(text, "", compressed, letters=letters), "reply.doc")
    (part,) = document.parts
    assert part.text == "We do not now use it secret."
    assert [(mark.kind, part.text[mark.start : mark.end], mark.note) for mark in part.marks] == [
        ("deleted", "do not", ""), ("inserted", "now", ""), ("bold", "use", ""), ("colour", "it", "#C00000"),
        ("highlight", "it", ""), ("hidden", "secret", ""),
    ]  # fmt: skip
    assert len(document.warnings) == 2


def test_cells_of_an_old_word_file_stay_in_their_rows_though_some_are_empty() -> None:
    inside, end = b"\x16\x24\x01", b"\x16\x24\x01\x17\x24\x01"
    pieces = [
        ("Before\r", b""), ("Q1\x07", inside), ("\x07", inside), ("Yes\rno\x07", inside), ("\x07", end),
        ("\x07", inside), ("x\x07", inside), ("\x07", inside), ("\x07", end), ("Between\r", b""), ("R\x07", inside),
        ("No\x07", inside), ("\x07", end), ("End\r", b""),
    ]  # fmt: skip
    paragraphs = [(len(piece), content) for piece, content in pieces]
    document = extract(word97("".join(piece for piece, _ in pieces), paragraphs=paragraphs), "reply.doc")
    assert document.parts[0].text == "Before\nQ1\t\tYes no\nx\nBetween\nR\tNo\nEnd"
    assert [table.rows for table in document.tables] == [(("Q1", "", "Yes\nno"), ("", "x", "")), (("R", "No"),)]


def test_a_text_box_in_the_header_of_an_old_word_file_is_read() -> None:
    document = extract(word97("Dear Sir\r", "Page 1\r", box="Westmarsh Council\r"), "reply.doc")
    assert [(part.label, part.text) for part in document.parts] == [
        ("document", "Dear Sir"),
        ("header", "Page 1"),
        ("header boxes", "Westmarsh Council"),
    ]
    assert [mark.kind for mark in document.parts[2].marks] == ["text box"]


def test_drawings_in_an_old_word_file_with_tables_cost_no_words() -> None:
    inside, end = b"\x16\x24\x01", b"\x16\x24\x01\x17\x24\x01"
    pieces = [
        ("\x08\r", b""), ("Before\x08 the\r", b""), ("drawing\x0ecolumn\r", b""), ("R\x08\x07", inside),
        ("No\x07", inside), ("\x07", end), ("After \x08it\r", b""), ("End\r", b""),
    ]  # fmt: skip
    paragraphs = [(len(piece), content) for piece, content in pieces]
    document = extract(word97("".join(piece for piece, _ in pieces), paragraphs=paragraphs), "reply.doc")
    assert document.parts[0].text == "Before the\ndrawing\ncolumn\nR\tNo\nAfter it\nEnd"
    assert [table.rows for table in document.tables] == [(("R", "No"),)]


@given(st.binary(max_size=60), st.binary(max_size=60), st.text(st.sampled_from("ab\x07\x08\r\x13\x14\x15"), min_size=1))
def test_an_old_word_file_with_senseless_properties_has_its_text(letters: bytes, paragraphs: bytes, text: str) -> None:
    content = word97(text, letters=[(len(text), letters)], paragraphs=[(1, paragraphs), (len(text) - 1, paragraphs)])
    document = extract(content, "a.doc")
    assert not any("damaged" in warning for warning in document.warnings)
    assert [part.label for part in document.parts] == ["document"]
    for part in document.parts:
        assert all(0 <= mark.start < mark.end <= len(part.text) for mark in part.marks)


def test_an_old_word_file_that_is_locked() -> None:
    assert extract(word97("x", flags=0x0100), "a.doc").warnings == ("The file is locked with a password.",)


def test_a_locked_office_file_is_said() -> None:
    document = extract(compound({"EncryptedPackage": b"x", "EncryptionInfo": b"y"}), "reply.docx")
    assert document.parts == ()
    assert document.warnings == ("The file is locked with a password.",)


# --- single pieces


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        (3, "decimal", "3"),
        (3, "decimalZero", "03"),
        (28, "lowerLetter", "bb"),
        (1994, "upperRoman", "MCMXCIV"),
        (4, "lowerRoman", "iv"),
        (9999, "lowerRoman", "9999"),
        (2, "hebrew1", "2"),
    ],
)
def test_counted(value: int, form: str, text: str) -> None:
    assert counted(value, form) == text


def test_what_systems_leave_in_folders_is_no_letter() -> None:
    left = dict.fromkeys(("a/desktop.ini", "Thumbs.db", ".DS_Store", "a\\._reply.docx", "__MACOSX/x.txt"), b"\x00\x01")
    document = extract(packed({**left, "reply.txt": b"Dear Ms Hart"}), "a.zip")
    assert labelled(document) == [("reply.txt › document", "Dear Ms Hart")]
    assert document.warnings == ()


def test_a_gzipped_letter() -> None:
    engine = zlib.compressobj(wbits=31)
    content = engine.compress(b"The council does not use it.") + engine.flush()
    assert labelled(extract(content, "reply.txt.gz")) == [("unpacked › document", "The council does not use it.")]


def test_a_table_of_strokes_is_a_table() -> None:
    content = b"# Reply\n\n| Maker | Cameras |\n|---|--:|\n| Larkvision | 56 |\n| A \\| B | 2 |\n\nNo | table\n"
    (table,) = extract(content, "reply.md").tables
    assert table.rows == (("Maker", "Cameras"), ("Larkvision", "56"), ("A | B", "2"))


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_its_mark_is_known(encoding: str) -> None:
    assert extract("Maker;Cameras\nLarkvision;56\n".encode(encoding), "a.csv").tables[0].rows[1] == ("Larkvision", "56")
