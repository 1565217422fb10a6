"""How fast documents become text, per kind of file, beside the plainest way to get any text out of the same bytes.

    .venv/bin/python benchmarks/documents.py

The letters are made up: four pages of paragraphs and a table of 40 rows. Ratios are ours to theirs, measured side by
side in one run: more than 1 is faster than the plain way. The last rows read a pile of letters through worker
processes, with and without limits.
"""

import io
import re
import time
from collections.abc import Callable
from zipfile import ZipFile

import docx
import pypdfium2
import python_calamine
import xlsxwriter
from lxml import html
from reportlab.pdfgen.canvas import Canvas
from striprtf.striprtf import rtf_to_text

from askall.documents.extract import extract
from askall.documents.sandbox import documents_of
from askall.foundation.work import Parallel

SENTENCE = "The council can confirm that it holds information about the cameras made by this maker, bought in 2019."
ROWS = [("Maker", "Cameras", "Cost")] + [(f"Maker {number}", str(number), f"£{number}.50") for number in range(40)]
SECONDS = 0.5
PILE = 400


def word_letter() -> bytes:
    letter = docx.Document()
    for _ in range(100):
        letter.add_paragraph(SENTENCE)
    table = letter.add_table(rows=len(ROWS), cols=3)
    for row, cells in zip(table.rows, ROWS, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    out = io.BytesIO()
    letter.save(out)
    return out.getvalue()


def pdf_letter() -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out)
    for _ in range(4):
        for line in range(35):
            canvas.drawString(40, 780 - 20 * line, SENTENCE)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def sheet() -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        page = book.add_worksheet("Costs")
        for at, row in enumerate(ROWS * 25):
            page.write_row(at, 0, [row[0], at, at * 1.5])
    return out.getvalue()


def page() -> bytes:
    table = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in ROWS)
    return f"<html><body>{f'<p>{SENTENCE}</p>' * 100}<table>{table}</table></body></html>".encode()


def rich() -> bytes:
    return ("{\\rtf1\\ansi " + (SENTENCE + "\\par ") * 140 + "}").encode()


def plain_word(content: bytes) -> str:
    letter = docx.Document(io.BytesIO(content))
    rows = (cell.text for table in letter.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(one.text for one in letter.paragraphs), *rows])


def bare_word(content: bytes) -> str:
    with ZipFile(io.BytesIO(content)) as archive:
        return re.sub("<[^>]+>", "", archive.read("word/document.xml").decode())


def plain_pdf(content: bytes) -> str:
    book = pypdfium2.PdfDocument(content)
    text = "".join(one.get_textpage().get_text_range() for one in book)
    book.close()
    return text


def plain_sheet(content: bytes) -> list[list[object]]:
    return list(python_calamine.load_workbook(io.BytesIO(content)).get_sheet_by_index(0).to_python())


def plain_page(content: bytes) -> str:
    return str(html.fromstring(content).text_content())


def plain_rich(content: bytes) -> str:
    return str(rtf_to_text(content.decode()))


CASES: list[tuple[str, str, bytes, str, Callable[[bytes], object]]] = [
    ("docx", "a.docx", word_letter(), "python-docx", plain_word),
    ("docx", "a.docx", word_letter(), "unzip, cut tags", bare_word),
    ("pdf", "a.pdf", pdf_letter(), "pdfium alone", plain_pdf),
    ("xlsx", "a.xlsx", sheet(), "calamine alone", plain_sheet),
    ("html", "a.html", page(), "lxml text_content", plain_page),
    ("rtf", "a.rtf", rich(), "striprtf alone", plain_rich),
]


def rate(function: Callable[[], object]) -> float:
    """Calls a second, over at least `SECONDS`."""
    function()
    calls, begin = 0, time.perf_counter()
    while (taken := time.perf_counter() - begin) < SECONDS:
        function()
        calls += 1
    return calls / taken


def main() -> None:
    print(f"{'kind':8}{'files/s':>10}  {'the plain way':20}{'files/s':>10}{'ratio':>8}")
    for kind, name, content, title, plain in CASES:
        ours, theirs = rate(lambda c=content, n=name: extract(c, n)), rate(lambda c=content, f=plain: f(c))
        print(f"{kind:8}{ours:10,.0f}  {title:20}{theirs:10,.0f}{ours / theirs:8.2f}")
    pile = [(word_letter(), "a.docx"), (pdf_letter(), "a.pdf"), (b"Dear Sir", "a.txt"), (page(), "a.html")] * (
        PILE // 4
    )
    begin = time.perf_counter()
    alone = [extract(*one) for one in pile]
    middle = time.perf_counter()
    assert list(documents_of(pile, Parallel(workers=2))) == alone
    end = time.perf_counter()
    here, there = PILE / (middle - begin), PILE / (end - middle)
    print(
        f"\n{PILE} files: {here:,.0f} a second in this process, {there:,.0f} in 2 limited workers ({there / here:.2f})"
    )


if __name__ == "__main__":
    main()
