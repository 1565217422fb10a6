"""Word files and workbooks of simulated letters, the same bytes each time."""

from datetime import datetime
from functools import cache
from html import escape
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
import xlsxwriter

from askall.simulation.letters import Block
from askall.simulation.plans import Attached

FIXED = (1980, 1, 1, 0, 0, 0)  # the first moment a zip can name: no clock reaches the bytes
HEADER = "SYNTHETIC: written by a simulation; no real council."
_BODY = "word/document.xml"


def docx_bytes(file: Attached) -> bytes:
    """The letter as a Word file. A skeleton made once by python-docx gives styles, settings and the page header."""
    skeleton, before, after = _skeleton()
    body = before + "".join(_paragraphs(block) for block in file.letter.blocks) + after
    target = BytesIO()
    with ZipFile(target, "w") as archive:
        for name, content in skeleton:
            info = ZipInfo(name, FIXED)
            info.compress_type = ZIP_DEFLATED
            archive.writestr(info, body.encode() if name == _BODY else content)
    return target.getvalue()


@cache
def _skeleton() -> tuple[tuple[tuple[str, bytes], ...], str, str]:
    """The parts of an empty document, and its body's XML before and after where the paragraphs go."""
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = HEADER
    target = BytesIO()
    document.save(target)
    with ZipFile(target) as archive:
        parts = tuple((name, archive.read(name)) for name in archive.namelist())
    before, mark, after = dict(parts)[_BODY].decode().partition("<w:sectPr")
    return parts, before, mark + after


def _paragraphs(block: Block) -> str:
    if block.kind == "table":
        return _table(block.rows)
    style = {"heading": "Heading2", "small": "BodyText3", "address": "NoSpacing"}.get(block.kind, "Normal")
    return _paragraph(block.text, style, bold=block.kind == "question", italic=block.kind == "mark")


def _paragraph(text: str, style: str = "Normal", *, bold: bool = False, italic: bool = False) -> str:
    look = ("<w:b/>" if bold else "") + ("<w:i/>" if italic else "")
    lines = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in text.split("\n"))
    run = f"<w:r><w:rPr>{look}</w:rPr>{lines}</w:r>"
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{run}</w:p>'


def _table(rows: tuple[tuple[str, ...], ...]) -> str:
    cells = (
        "".join(f'<w:tc><w:tcPr><w:tcW w:w="4500" w:type="dxa"/></w:tcPr>{_paragraph(cell)}</w:tc>' for cell in row)
        for row in rows
    )
    grid = '<w:tblGrid><w:gridCol w:w="4500"/><w:gridCol w:w="4500"/></w:tblGrid>'
    look = '<w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="9000" w:type="dxa"/></w:tblPr>'
    return f"<w:tbl>{look}{grid}{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>{_paragraph('')}"


def xlsx_bytes(file: Attached) -> bytes:
    """The tables of the letter as a sheet, its other words on a second one."""
    target = BytesIO()
    workbook = xlsxwriter.Workbook(target, {"in_memory": True})
    created = datetime(*FIXED)  # noqa: DTZ001  # a workbook's own date has no zone
    workbook.set_properties({"title": file.title, "comments": HEADER, "created": created})
    answers, notes = workbook.add_worksheet("Response"), workbook.add_worksheet("Notes")
    answers.set_column(0, 1, 60)
    answers.set_footer(HEADER)
    line = 0
    for block in file.letter.blocks:
        for row in block.rows:
            for column, cell in enumerate(row):
                answers.write_string(line, column, cell)
            line += 1
    answers.write_string(line + 1, 0, HEADER)
    texts = [block.text for block in file.letter.blocks if block.text]
    for number, text in enumerate(texts):
        notes.write_string(number, 0, text)
    workbook.close()
    return target.getvalue()
