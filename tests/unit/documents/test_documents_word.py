"""Word files: what a reader sees on the page, once, in order, with words whole."""

import io

import docx
import pytest
from document_samples import NAMES, p, packed, tbl, word, word_xml

from askall.documents.extract import extract
from askall.documents.records import Document


def text_of(document: Document, label: str = "document") -> str:
    return next(part.text for part in document.parts if part.label == label)


def marked(document: Document, kind: str, label: str = "document") -> list[str]:
    """The pieces of text under marks of this kind."""
    part = next(part for part in document.parts if part.label == label)
    return [part.text[mark.start : mark.end] for mark in part.marks if mark.kind == kind]


def read(body: str, **members: str) -> Document:
    return extract(word(body, {f"word/{name}.xml": xml for name, xml in members.items()}), "reply.docx")


def test_a_file_by_python_docx_gives_text_rows_and_table() -> None:
    letter = docx.Document()
    letter.add_heading("Your request", 1)
    letter.add_paragraph("The council holds the information below.")
    table = letter.add_table(rows=2, cols=2)
    for row, cells in enumerate((("Maker", "Cameras"), ("Hikvision", "56"))):
        for column, cell in enumerate(cells):
            table.cell(row, column).text = cell
    letter.add_paragraph("Yours faithfully")
    out = io.BytesIO()
    letter.save(out)
    document = extract(out.getvalue(), "reply.docx")
    assert text_of(document) == (
        "Your request\nThe council holds the information below.\nMaker\tCameras\nHikvision\t56\nYours faithfully"
    )
    assert document.tables[0].rows == (("Maker", "Cameras"), ("Hikvision", "56"))
    assert document.tables[0].part == 0
    assert document.warnings == ()


def test_runs_never_break_words() -> None:
    body = "<w:p><w:r><w:t>Hik</w:t></w:r><w:proofErr/><w:r><w:rPr><w:b/></w:rPr><w:t>vis</w:t></w:r>"
    body += "<w:bookmarkStart/><w:r><w:t>ion</w:t><w:t xml:space='preserve"
    body += "'> equipment</w:t></w:r></w:p>"
    assert text_of(read(body)) == "Hikvision equipment"


def test_tracked_changes_are_in_and_marked_and_moved_text_comes_once() -> None:
    body = (
        "<w:p><w:r><w:t>We </w:t></w:r><w:del><w:r><w:delText>do not </w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>now </w:t></w:r></w:ins><w:r><w:t>use it.</w:t></w:r>"
        "<w:moveFrom><w:r><w:t>old place</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t> new place</w:t></w:r></w:moveTo>"
        "</w:p>"
    )
    document = read(body)
    assert text_of(document) == "We do not now use it. new place"
    assert marked(document, "deleted") == ["do not"]
    assert marked(document, "inserted") == ["now", "new place"]
    assert any("deleted with changes tracked" in warning for warning in document.warnings)


def test_a_paragraph_whose_end_was_deleted_goes_on_in_the_next() -> None:
    body = p("No cam", properties="<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>") + p("eras are held.") + p("End")
    assert text_of(read(body)) == "No cameras are held.\nEnd"


def test_deleted_rows_and_cells_are_marked_and_no_part_of_the_table() -> None:
    row = "<w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p><w:r><w:t>gone</w:t></w:r></w:p></w:tc></w:tr>"
    cell = f"<w:tc><w:tcPr><w:cellDel/></w:tcPr>{p('gone too')}</w:tc>"
    body = f"<w:tbl>{row}<w:tr>{cell}<w:tc>{p('kept')}</w:tc></w:tr></w:tbl>"
    document = read(body)
    assert text_of(document) == "gone\ngone too\tkept"
    assert marked(document, "deleted") == ["gone", "gone too"]
    assert document.tables[0].rows == (("", "kept"),)


def test_a_text_box_comes_once_though_the_file_holds_it_twice() -> None:
    box = f"<w:txbxContent>{p('Ref: FOI 1234')}</w:txbxContent>"
    body = (
        "<w:p><w:r><w:t>Dear Ms Hart,</w:t></w:r><w:r><mc:AlternateContent>"
        f"<mc:Choice Requires='wps'><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r></w:p>"
    )
    assert text_of(read(body)) == "Dear Ms Hart,\nRef: FOI 1234"


def test_a_text_box_known_only_to_old_word_is_read() -> None:
    box = f"<w:txbxContent>{p('Only here')}</w:txbxContent>"
    body = f"<w:p><w:r><mc:AlternateContent><mc:Choice/><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback>"
    body += "</mc:AlternateContent></w:r></w:p>"
    assert text_of(read(body)).strip() == "Only here"


@pytest.mark.parametrize(
    ("xml", "shown"),
    [
        ("<w:r><w:sym w:font='Wingdings' w:char='F0FE'/></w:r>", "☒"),
        ("<w:r><w:sym w:font='Wingdings' w:char='F0A8'/></w:r>", "☐"),
        ("<w:r><w:sym w:font='Wingdings 2' w:char='F050'/></w:r>", "✓"),
        ("<w:r><w:sym w:font='Wingdings' w:char='nonsense'/></w:r>", ""),
        ("<w:r><w:fldChar><w:ffData><w:checkBox><w:checked/></w:checkBox></w:ffData></w:fldChar></w:r>", "☒"),
        ("<w:r><w:fldChar><w:ffData><w:checkBox><w:default w:val='0'/></w:checkBox></w:ffData></w:fldChar></w:r>", "☐"),
        (
            "<w:r><w:fldChar><w:ffData><w:ddList><w:result w:val='1'/><w:listEntry w:val='Yes'/>"
            "<w:listEntry w:val='No'/></w:ddList></w:ffData></w:fldChar></w:r>",
            "No",
        ),
        ("<w:sdt><w:sdtPr><w14:checkbox/></w:sdtPr><w:sdtContent><w:r><w:t>☒</w:t></w:r></w:sdtContent></w:sdt>", "☒"),
        ("<w:hyperlink r:id='x'><w:r><w:t>our disclosure log</w:t></w:r></w:hyperlink>", "our disclosure log"),
        ("<w:fldSimple w:instr='DATE'><w:r><w:t>2 September 2021</w:t></w:r></w:fldSimple>", "2 September 2021"),
        ("<w:r><w:instrText>HYPERLINK secret</w:instrText></w:r>", ""),
        (
            "<w:r><w:t>E</w:t><w:noBreakHyphen/><w:t>mail</w:t><w:tab/><w:t>a</w:t><w:br/><w:t>b</w:t></w:r>",
            "E-mail\ta\nb",
        ),
    ],
)
def test_what_stands_in_a_line(xml: str, shown: str) -> None:
    assert text_of(read(f"<w:p><w:r><w:t>|</w:t></w:r>{xml}<w:r><w:t>|</w:t></w:r></w:p>")) == f"|{shown}|"


def test_hidden_text_is_marked_and_said() -> None:
    body = "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r><w:r><w:t> seen</w:t></w:r></w:p>"
    document = read(body)
    assert text_of(document) == "secret seen"
    assert marked(document, "hidden") == ["secret"]
    assert document.warnings == ("Text formatted as hidden is in the file; it is included and marked.",)


def test_how_answers_look_is_marked_also_where_a_style_says_so() -> None:
    styles = word_xml(
        "<w:style w:styleId='Base'><w:rPr><w:b/></w:rPr></w:style>"
        "<w:style w:styleId='Question'><w:basedOn w:val='Base'/></w:style>"
        "<w:style w:styleId='Answer'><w:rPr><w:color w:val='C00000'/></w:rPr></w:style>"
        "<w:style w:type='table' w:styleId='Grid'><w:rPr><w:b/></w:rPr></w:style>",
        "styles",
    )

    def run(text: str, look: str) -> str:
        return f"<w:r><w:rPr>{look}</w:rPr><w:t xml:space='preserve'>{text}</w:t></w:r>"

    body = (
        p("Do you ", "use it?", properties="<w:pPr><w:pStyle w:val='Question'/></w:pPr>")
        + "<w:p>"
        + run("Yes ", "<w:rStyle w:val='Answer'/>")
        + run("and ", "<w:highlight w:val='yellow'/>")
        + run("no", "<w:strike/>")
        + run(" black", "<w:color w:val='auto'/><w:b w:val='0'/>")
        + "</w:p>"
    )
    document = read(body, styles=styles)
    assert text_of(document) == "Do you use it?\nYes and no black"
    assert [(mark.kind, mark.note) for mark in document.parts[0].marks] == [
        ("bold", ""), ("colour", "#C00000"), ("highlight", "yellow"), ("struck", ""),
    ]  # fmt: skip
    assert marked(document, "bold") == ["Do you use it?"]


def test_notes_stand_behind_the_paragraph_that_refers_to_them() -> None:
    note = "<w:footnote w:id='-1' w:type='separator'><w:p><w:r><w:t>---</w:t></w:r></w:p></w:footnote>"
    note += f"<w:footnote w:id='2'>{p('Excludes schools.')}</w:footnote>"
    body = "<w:p><w:r><w:t>We have 56</w:t></w:r><w:r><w:footnoteReference w:id='2'/></w:r><w:r><w:t> cameras.</w:t>"
    document = read(body + "</w:r></w:p>" + p("End"), footnotes=word_xml(note, "footnotes"))
    assert [(part.label, part.text) for part in document.parts] == [
        ("document", "We have 56[1] cameras.\n[1] Excludes schools.\nEnd")
    ]
    assert marked(document, "footnote") == ["[1]", "[1] Excludes schools."]


def test_links_say_where_they_lead() -> None:
    target = "https://www.westmarsh.example/log"
    relations = (
        "<Relationships><Relationship Id='r1' TargetMode='External' Type='x/hyperlink' "
        f"Target='{target}'/></Relationships>"
    )
    body = (
        "<w:p><w:hyperlink r:id='r1'><w:r><w:t>our log</w:t></w:r></w:hyperlink><w:r><w:t>, </w:t></w:r>"
        "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r>"
        '<w:instrText> HYPERLINK "https://b.example/" </w:instrText>'
        "</w:r><w:r><w:fldChar w:fldCharType='separate'/></w:r><w:r><w:t>there</w:t></w:r>"
        "<w:r><w:fldChar w:fldCharType='end'/></w:r></w:p>"
        f"<w:p><w:hyperlink r:id='r1'><w:r><w:t>{target}</w:t></w:r></w:hyperlink></w:p>"
    )
    document = extract(word(body, {"word/_rels/document.xml.rels": relations}), "a.docx")
    assert text_of(document) == f"our log <{target}>, there <https://b.example/>\n{target}"


def test_equations_are_plain_text() -> None:
    math = "xmlns:m='http://schemas.openxmlformats.org/officeDocument/2006/math'"

    def r(text: str) -> str:
        return f"<m:r><m:t>{text}</m:t></m:r>"

    body = (
        f"<w:p><m:oMath {math}><m:f><m:num>{r('a+b')}</m:num><m:den>{r('2')}</m:den></m:f>{r('=')}"
        f"<m:sSup><m:e>{r('x')}</m:e><m:sup>{r('2')}</m:sup></m:sSup><m:rad><m:e>{r('y')}</m:e></m:rad></m:oMath></w:p>"
    )
    assert text_of(read(body)) == "(a+b)/2=x^2√(y)"


def test_a_chart_shows_its_data_and_a_diagram_its_words() -> None:
    a = "xmlns:a='urn:a' xmlns:c='urn:c'"

    def points(tag: str, *values: str) -> str:
        found = "".join(f"<c:pt idx='{at}'><c:v>{value}</c:v></c:pt>" for at, value in enumerate(values))
        return f"<c:{tag}><c:x><c:y>{found}</c:y></c:x></c:{tag}>"

    chart = (
        f"<c:chartSpace {a}><a:p><a:r><a:t>Cameras</a:t></a:r></a:p><c:ser>{points('tx', 'Count')}"
        f"{points('cat', 'Hikvision', 'Dahua')}{points('val', '56', '9')}</c:ser></c:chartSpace>"
    )
    diagram = f"<x {a}><a:p><a:r><a:t>Chief officer</a:t></a:r></a:p></x>"
    document = extract(word(p("x"), {"word/charts/chart1.xml": chart, "word/diagrams/data1.xml": diagram}), "a.docx")
    assert [(part.label, part.text) for part in document.parts][1:] == [
        ("chart 1", "Cameras\nCount\nHikvision\t56\nDahua\t9"),
        ("diagram 1", "Chief officer"),
    ]
    assert document.tables[0].rows == (("", "Count"), ("Hikvision", "56"), ("Dahua", "9"))


def test_table_rows_are_lines_and_a_layout_table_keeps_its_lines() -> None:
    data = tbl((p("Makers:") + p("Hikvision"), p("Yes")), (p("Dahua"), p("")))
    layout = tbl((p(""), p("Dear Sir,") + p("Thank you.")))
    document = read(data + layout)
    assert text_of(document) == "Makers: Hikvision\tYes\nDahua\nDear Sir,\nThank you."
    assert document.tables[0].rows == (("Makers:\nHikvision", "Yes"), ("Dahua", ""))


def test_spans_keep_columns_apart() -> None:
    wide = f"<w:tc><w:tcPr><w:gridSpan w:val='2'/></w:tcPr>{p('Makers')}</w:tc><w:tc>{p('Count')}</w:tc>"
    vast = f"<w:tc><w:tcPr><w:gridSpan w:val='999999999'/></w:tcPr>{p('x')}</w:tc>"
    rows = read(f"<w:tbl><w:tr>{wide}</w:tr><w:tr>{vast}</w:tr></w:tbl>").tables[0].rows
    assert rows[0] == ("Makers", "", "Count")
    assert len(rows[1]) == 63


def test_notes_headers_footers_and_comments_are_parts_of_their_own() -> None:
    document = read(
        p("Body") + "<w:sectPr/>",
        footnotes=word_xml(f"<w:footnote>{p('Excludes schools.')}</w:footnote>", "footnotes"),
        header1=word_xml(p("Council of Westmarsh"), "hdr"),
        header2=word_xml(p("Council of Westmarsh"), "hdr"),
        footer1=word_xml(p("Page 1"), "ftr"),
        comments=word_xml(f"<w:comment w:author='Jo'>{p('Check this')}</w:comment>", "comments"),
    )
    assert [(part.label, part.text) for part in document.parts] == [
        ("document", "Body"),
        ("footnotes", "Excludes schools."),
        ("header", "Council of Westmarsh"),
        ("footer", "Page 1"),
        ("comments", "Jo: Check this"),
    ]
    assert [mark.kind for part in document.parts for mark in part.marks] == ["footnote", "header", "footer", "comment"]


NUMBERING = word_xml(
    "<w:abstractNum w:abstractNumId='0'>"
    "<w:lvl w:ilvl='0'><w:start w:val='1'/><w:numFmt w:val='decimal'/><w:lvlText w:val='%1.'/></w:lvl>"
    "<w:lvl w:ilvl='1'><w:start w:val='1'/><w:numFmt w:val='lowerLetter'/><w:lvlText w:val='%1%2)'/></w:lvl>"
    "<w:lvl w:ilvl='2'><w:numFmt w:val='bullet'/><w:lvlText w:val='o'/></w:lvl></w:abstractNum>"
    "<w:num w:numId='5'><w:abstractNumId w:val='0'/></w:num>"
    "<w:num w:numId='6'><w:abstractNumId w:val='0'/><w:lvlOverride w:ilvl='0'><w:startOverride w:val='7'/>"
    "</w:lvlOverride></w:num>",
    "numbering",
)


def numbered(text: str, depth: int, identity: int = 5) -> str:
    return p(
        text, properties=f"<w:pPr><w:numPr><w:ilvl w:val='{depth}'/><w:numId w:val='{identity}'/></w:numPr></w:pPr>"
    )


def test_list_numbers_are_counted_as_word_shows_them() -> None:
    body = numbered("Yes", 0) + numbered("owned", 1) + numbered("leased", 1) + numbered("No", 0) + numbered("none", 1)
    body += numbered("dot", 2) + numbered("anew", 0, 6) + numbered("on", 0, 5)
    assert text_of(read(body, numbering=NUMBERING)).split("\n") == [
        "1. Yes", "1a) owned", "1b) leased", "2. No", "2a) none", "• dot", "7. anew", "3. on",
    ]  # fmt: skip


def test_a_style_may_number_its_paragraphs() -> None:
    styles = word_xml(
        "<w:style w:styleId='Base'><w:pPr><w:numPr><w:numId w:val='5'/></w:numPr></w:pPr></w:style>"
        "<w:style w:styleId='Answer'><w:basedOn w:val='Base'/></w:style>",
        "styles",
    )
    body = p("Yes", properties="<w:pPr><w:pStyle w:val='Answer'/></w:pPr>")
    assert text_of(read(body, numbering=NUMBERING, styles=styles)) == "1. Yes"


def test_strict_files_differ_in_namespace_only() -> None:
    strict = NAMES.replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    assert text_of(extract(word(p("Strict"), names=strict), "a.docx")) == "Strict"


def test_a_macro_file_is_read_and_its_macros_are_not() -> None:
    document = extract(word(p("Text"), {"word/vbaProject.bin": b"Shell(1)"}), "reply.docm")
    assert document.media_type == "application/vnd.ms-word.document.macroEnabled.12"
    assert [part.text for part in document.parts] == ["Text"]


def test_a_file_embedded_in_a_letter_is_read_too() -> None:
    inner = word(p("Annex"))
    document = extract(word(p("See annex"), {"word/embeddings/annex.docx": inner}), "reply.docx")
    assert [(part.label, part.text) for part in document.parts][1] == ("annex.docx › document", "Annex")


def test_endless_depth_ends_in_a_document() -> None:
    deep = "<w:tbl><w:tr><w:tc>" * 5000 + p("bottom") + "</w:tc></w:tr></w:tbl>" * 5000
    document = extract(word(p("top") + deep), "deep.docx")
    assert text_of(document).startswith("top")


def test_entities_are_not_expanded_and_files_are_not_fetched(tmp_path_factory: pytest.TempPathFactory) -> None:
    secret = tmp_path_factory.mktemp("secret") / "secret.txt"
    secret.write_text("do not read this")
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    kind = f'<!DOCTYPE x [<!ENTITY l0 "ha">{laughs}<!ENTITY file SYSTEM "{secret.as_uri()}">]>'
    xml = word_xml(p("before &l11; &file; after")).replace('<?xml version="1.0"?>', kind)
    document = extract(packed({"[Content_Types].xml": "<Types/>", "word/document.xml": xml}), "bomb.docx")
    whole = "".join(part.text for part in document.parts)
    assert "before" in whole
    assert "do not read" not in whole
    assert "haha" not in whole
