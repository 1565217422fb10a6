"""Letters as PDF: a letterhead, wrapped lines, two-column tables, and a footer that breaks the text at each page."""

from io import BytesIO

from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen.canvas import Canvas

from askall.simulation.letters import Block
from askall.simulation.plans import Attached

MARGIN, FOOT, GAP = 62.0, 70.0, 6.0  # points
FOOTER = "SYNTHETIC: written by a simulation; no real council."
FACES = (("Helvetica", "Helvetica-Bold"), ("Times-Roman", "Times-Bold"))
SIZES = {"heading": 11.5, "small": 8.5, "mark": 8.0, "address": 9.5}
# An answer is never parted by a page's end: a person must be able to quote it in one piece.
WHOLE = frozenset({"answer", "heading", "table"})


def pdf_bytes(file: Attached, house: int) -> bytes:
    """The letter on A4 pages. `house` chooses the type face. The same letter gives the same bytes."""
    target = BytesIO()
    page = _Page(Canvas(target, pagesize=A4, invariant=1, pageCompression=1), house)
    page.canvas.setTitle(f"{file.title} (SYNTHETIC)")
    for block in file.letter.blocks:
        page.put(block)
    page.close()
    return target.getvalue()


class _Page:
    """Where the next line goes."""

    def __init__(self, canvas: Canvas, house: int) -> None:
        self.canvas = canvas
        self.plain, self.bold = FACES[house % len(FACES)]
        self.size = (10.0, 10.5, 11.0)[house % 3]
        self.width = A4[0] - 2 * MARGIN
        self.number = 1
        self.top()

    def top(self) -> None:
        self.y = A4[1] - MARGIN

    def close(self) -> None:
        self._foot()
        self.canvas.showPage()
        self.canvas.save()

    def put(self, block: Block) -> None:
        if block.kind == "table":
            for number, row in enumerate(block.rows):
                self._row(row, bold=number == 0)
            self.y -= GAP
            return
        font = self.bold if block.kind in ("heading", "question") else self.plain
        size = SIZES.get(block.kind, self.size)
        lines = [line for part in block.text.split("\n") for line in simpleSplit(part, font, size, self.width)]
        if block.kind in WHOLE:
            self._room(len(lines) * size * 1.25)
        left = MARGIN + (self.width * 0.55 if block.kind == "address" else 0)
        for line in lines:
            self._line(line, left, font, size)
        self.y -= 0 if block.kind in ("address", "signature") else GAP

    def _line(self, line: str, left: float, font: str, size: float) -> None:
        self._room(size * 1.25)
        self.y -= size * 1.25
        self.canvas.setFont(font, size)
        self.canvas.drawString(left, self.y, line)

    def _row(self, row: tuple[str, ...], bold: bool) -> None:
        """Cells side by side, their tops level."""
        column = self.width / len(row)
        font, size = (self.bold if bold else self.plain), self.size - 1
        cells = [simpleSplit(cell, font, size, column - 10) for cell in row]
        height = max(len(cell) for cell in cells) * size * 1.25 + GAP
        self._room(height)
        top = self.y
        for number, cell in enumerate(cells):
            self.y = top
            for line in cell:
                self._line(line, MARGIN + number * column, font, size)
        self.y = top - height
        self.canvas.line(MARGIN, self.y, MARGIN + self.width, self.y)

    def _room(self, height: float) -> None:
        if self.y - height < FOOT:
            self._foot()
            self.canvas.showPage()
            self.number += 1
            self.top()

    def _foot(self) -> None:
        self.canvas.setFont(self.plain, 8)
        self.canvas.drawString(MARGIN, FOOT / 2, f"{FOOTER}  Page {self.number}")
