"""Tables of PDFs: which rows are found, and what is taken for a table that is none.

    .venv/bin/python benchmarks/pdf_tables.py [--show]

Some eighty pages are made whose tables are known: with lines and without, among paragraphs, with cells that are
empty or wrap; and pages without a table that look as if they had one (letterheads, forms, charts, columns of prose).
A row is right if all its cells are. With --show, rows missed and invented are printed.
"""

import argparse
import io
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from reportlab.graphics import renderPDF
from reportlab.graphics.charts.barcharts import HorizontalBarChart, VerticalBarChart
from reportlab.graphics.charts.linecharts import HorizontalLineChart
from reportlab.graphics.charts.piecharts import Pie
from reportlab.graphics.shapes import Drawing
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, Table

from askall.documents.extract import extract

Row = tuple[str, ...]
HEIGHT = A4[1]
PROSE = "The council can confirm that it holds the information you asked for, which is set out below for each year."
QUESTIONS = ("How many cameras does the council use?", "What did they cost in each of the last five years?",
             "Which maker supplied them?", "Who may look at the pictures they take?")  # fmt: skip
ANSWERS = ("There are 56 cameras in use across the borough.", "The cost was £12,400 a year, without maintenance.",
           "All were made by Larkvision.", "Only staff of the control room, by the policy attached.")  # fmt: skip


@dataclass
class Made:
    """A page while it is drawn, and the rows of its tables."""

    out: io.BytesIO = field(default_factory=io.BytesIO)
    rows: list[Row] = field(default_factory=list)
    top: float = 60.0

    def __post_init__(self) -> None:
        self.canvas = Canvas(self.out, pagesize=A4)
        self.canvas.setFont("Helvetica", 10)

    def text(self, x: float, text: str, size: float = 10, font: str = "Helvetica", right: bool = False) -> None:
        self.canvas.setFont(font, size)
        (self.canvas.drawRightString if right else self.canvas.drawString)(x, HEIGHT - self.top, text)

    def prose(self, count: int = 1) -> None:
        for _ in range(count):
            for line in simpleSplit(PROSE, "Helvetica", 10, 480):
                self.text(56, line)
                self.top += 13
            self.top += 8

    def table(
        self, rows: Sequence[Row], style: Sequence[tuple[object, ...]], widths: Sequence[float], x: float = 56
    ) -> None:
        """One of reportlab's, with lines as `style` has them; cells that are long wrap."""
        sheet = getSampleStyleSheet()["BodyText"]
        cells = [
            [Paragraph(cell, sheet) if len(cell) * 6 > width else cell for cell, width in zip(row, widths, strict=True)]
            for row in rows
        ]
        drawn = Table(cells, colWidths=list(widths), style=list(style))
        _, height = drawn.wrap(500, 700)
        drawn.drawOn(self.canvas, x, HEIGHT - self.top - height)
        self.top += height + 16
        self.rows += rows

    def columns(
        self, rows: Sequence[Row], places: Sequence[float], right: Sequence[bool], step: float = 15, size: float = 10
    ) -> None:
        """A table without lines: cells at these places, flush with them on the left or on the right."""
        for row in rows:
            for cell, x, is_right in zip(row, places, right, strict=True):
                if cell:
                    self.text(x, cell, size, right=is_right)
            self.top += step
        self.top += 8
        self.rows += rows

    def content(self) -> bytes:
        self.canvas.showPage()
        self.canvas.save()
        return self.out.getvalue()


def costs(rng: random.Random, count: int, columns: int = 3) -> list[Row]:
    """A row of titles, then sums by site."""
    titles = ("Site", "Cameras", "Cost", "2020/21", "2021/22")[:columns]
    places = (
        "Library",
        "Car park",
        "Town hall",
        "Leisure centre",
        "Depot",
        "Museum",
        "Market",
        "Station Road",
        "High Street",
        "Harbour",
    )
    rows = [
        (
            places[at % 10],
            str(rng.randint(1, 99)),
            f"£{rng.randint(100, 99999):,}",
            str(rng.randint(1, 40)),
            f"{rng.random():.1%}",
        )
        for at in range(count)
    ]
    return [titles, *(row[:columns] for row in rows)]


GRID = [("GRID", (0, 0), (-1, -1), 0.5, colors.black)]
LEVEL = [("LINEBELOW", (0, 0), (-1, -1), 0.5, colors.grey)]
SHADED = [*GRID, ("BACKGROUND", (0, 0), (-1, 0), colors.lightgrey), ("FONTNAME", (0, 0), (-1, 0), "Helvetica-Bold")]
BOXED = [("BOX", (0, 0), (-1, -1), 1, colors.black), ("LINEBELOW", (0, 0), (-1, 0), 1, colors.black)]
STRIPED = [("ROWBACKGROUNDS", (0, 0), (-1, -1), [colors.whitesmoke, colors.white])]


def ruled(seed: int, style: Sequence[tuple[object, ...]], count: int, columns: int) -> Made:
    made = Made()
    made.prose(1 + seed % 2)
    made.table(costs(random.Random(seed), count, columns), style, [110, 90, 90, 80, 80][:columns])
    made.prose(seed % 3)
    return made


def answered(lines: bool) -> Made:
    """Questions and what is answered, both over several lines."""
    made = Made()
    made.prose()
    rows = list(zip(QUESTIONS, ANSWERS, strict=True))
    if lines:
        made.table([("Question", "Response"), *rows], [*GRID, ("VALIGN", (0, 0), (-1, -1), "TOP")], [150, 150])
        return made
    made.columns([("Question", "Response")], [56, 330], [False, False])
    for question, answer in rows:
        both = [simpleSplit(text, "Helvetica", 10, 210) for text in (question, answer)]
        start = made.top
        for x, wrapped in zip((56, 330), both, strict=True):
            made.top = start
            for line in wrapped:
                made.text(x, line)
                made.top += 12
        made.top = start + 12 * max(map(len, both)) + 10
        made.rows.append((question, answer))
    return made


def holed(seed: int, lines: bool) -> Made:
    """Some cells are empty."""
    rng, made = random.Random(seed), Made()
    rows = costs(rng, 8, 4)
    rows = [
        rows[0],
        *(tuple(cell if not at or rng.random() < 0.75 else "" for at, cell in enumerate(row)) for row in rows[1:]),
    ]
    rows = [row if sum(map(bool, row)) > 1 else (row[0], "1", *row[2:]) for row in rows]
    made.prose()
    if lines:
        made.table(rows, GRID, [110, 90, 90, 80])
    else:
        made.columns(rows, [56, 230, 330, 430], [False, True, True, True])
    made.prose()
    return made


def unruled(seed: int, count: int, columns: int, right: bool, step: float, size: float = 10) -> Made:
    made = Made()
    made.prose(1 + seed % 2)
    places = [56, 230, 320, 410, 500] if right else [56, 200, 290, 380, 460]
    made.columns(
        costs(random.Random(seed), count, columns), places[:columns], [False, *[right] * (columns - 1)], step, size
    )
    made.prose(seed % 2)
    return made


def twice(lines: bool) -> Made:
    made = Made()
    for seed in (1, 2):
        made.prose()
        rows = costs(random.Random(seed), 5)
        if lines:
            made.table(rows, GRID, [110, 90, 90])
        else:
            made.columns(rows, [56, 230, 320], [False, True, True])
    return made


def letterhead(seed: int) -> Made:
    made = Made()
    left = ("Ms A. Reader", "12 Mill Lane", "Westham", "WS1 2AB")
    right = ("Westshire Council", "Council House", "Westham WS1 1AA", "Tel: 01632 960123", "www.westshire.example")
    made.top = 60
    for line in range(5):
        if seed % 2 and line < 4:
            made.text(56, left[line])
        made.text(380 if seed < 3 else 540, right[line], right=seed >= 3)
        made.top += 13
    made.top += 20
    for key, value in (
        ("Our ref:", f"FOI/{seed}"),
        ("Date:", "4 May 2021"),
        ("Contact:", "A. Clerk"),
        ("Email:", "foi@westshire.example"),
    )[: 2 + seed % 3]:
        made.text(56, key)
        made.text(150, value)
        made.top += 13
    made.top += 20
    made.prose(4)
    return made


def form(seed: int) -> Made:
    """Labels and room for what is to be written."""
    made = Made()
    made.prose()
    for pair in (("Name", "Date"), ("Department", "Telephone"), ("Signature", "Position"), ("Reference", "Decision")):
        made.text(56, f"{pair[0]}: ______________")
        made.text(320, f"{pair[1]}: ______________" if seed % 2 else f"{pair[1]}:")
        made.top += 22
    made.prose(2)
    return made


def signatures(seed: int) -> Made:
    made = Made()
    made.prose(3)
    for both in (
        ("Yours sincerely", "Approved by"),
        ("A. Clerk", "B. Manager"),
        ("Information Officer", "Head of Service"),
        ("Westshire Council", "Westshire Council"),
    )[: 3 + seed % 2]:
        for x, text in zip((56, 330), both, strict=True):
            made.text(x, text)
        made.top += 14
    return made


def footed(seed: int) -> Made:
    """Three short columns at the foot of a letter."""
    made = Made()
    made.prose(8)
    made.top = 760
    for line in range(3):
        for x, texts in zip(
            (56, 230, 420),
            (
                ("Council House", "Mill Lane", "Westham WS1 1AA"),
                ("Tel: 01632 960123", "Fax: 01632 960124", "Minicom: 01632 960125"),
                ("www.westshire.example", "foi@westshire.example", f"Office hours 9 to {4 + seed}"),
            ),
            strict=True,
        ):
            made.text(x, texts[line], 8)
        made.top += 10
    return made


def newspaper(seed: int) -> Made:
    """Two columns of prose."""
    made = Made()
    lines = simpleSplit(" ".join([PROSE] * (9 + seed)), "Helvetica", 10, 220)
    half = len(lines) // 2
    for x, column in ((56, lines[:half]), (320, lines[half:])):
        made.top = 80
        for line in column:
            made.text(x, line)
            made.top += 13
    return made


def contents(seed: int) -> Made:
    made = Made()
    made.text(56, "Contents", 14)
    made.top += 26
    for number, title in enumerate(
        (
            "Introduction",
            "How we use cameras",
            "Where they are",
            "Who looks at pictures",
            "How long they are kept",
            "Costs",
        ),
        1,
    ):
        if seed % 2:
            made.text(56, f"{number}. {title} {'.' * (60 - len(title))} {number * 3}")
        else:
            made.text(56, f"{number}.")
            made.text(80, title)
            made.text(530, str(number * 3), right=True)
        made.top += 16
    made.prose(2)
    return made


def listed(seed: int) -> Made:
    made = Made()
    made.prose()
    for number, line in enumerate((*QUESTIONS, *ANSWERS), 1):
        made.text(70, ("•", f"{number}.", f"({'abcdefgh'[number - 1]})", "–")[seed % 4])
        made.text(100, line)
        made.top += 16
    made.prose()
    return made


def chart(seed: int) -> Made:
    """A chart with its axes, its values or its legend."""
    rng, made = random.Random(seed), Made()
    made.prose(2)
    drawing = Drawing(420, 220)
    data = [tuple(rng.randint(5, 60) for _ in range(5)) for _ in range(1 + seed % 2)]
    names = (
        ["2017", "2018", "2019", "2020", "2021"] if seed % 2 else ["Library", "Car park", "Depot", "Museum", "Market"]
    )
    kind = (VerticalBarChart, HorizontalBarChart, HorizontalLineChart, Pie)[seed % 4]
    one = kind()
    one.x, one.y, one.width, one.height = 50, 40, 320, 150
    one.data = data[0] if kind is Pie else data
    if kind is Pie:
        one.labels, one.width = [f"{name} {value}%" for name, value in zip(names, data[0], strict=True)], 150
    else:
        one.categoryAxis.categoryNames = names
        one.valueAxis.valueMin = 0
        one.valueAxis.visibleGrid = seed % 3 == 0
    if seed > 3 and kind is HorizontalLineChart:
        one.lineLabelFormat = "%d"
    elif seed > 3 and kind is not Pie:
        one.barLabelFormat = "%d"
    drawing.add(one)
    renderPDF.draw(drawing, made.canvas, 60, HEIGHT - made.top - 230)
    made.top += 260
    made.prose(2)
    return made


def drawn(seed: int) -> Made:
    """Boxes with words, joined by lines: who answers to whom, or what follows what."""
    made = Made()
    made.prose()
    rows = ((230,), (100, 360), (40, 170, 300, 430)) if seed % 2 else ((56, 230, 404), (56, 230, 404))
    names = iter(("Chief Executive", "Finance", "Environment", "Audit", "Payroll", "Parks", "Waste", "Roads"))
    for row in rows:
        for x in row:
            made.canvas.rect(x, HEIGHT - made.top - 30, 110, 26)
            made.canvas.setFont("Helvetica", 9)
            made.canvas.drawCentredString(x + 55, HEIGHT - made.top - 20, next(names))
            made.canvas.line(x + 55, HEIGHT - made.top - 4, x + 55, HEIGHT - made.top + 12)
        made.top += 60
    made.prose(2)
    return made


def labelled(seed: int) -> Made:
    """Bars with their values above and names below, a line of time, an axis of two levels."""
    rng, made = random.Random(seed), Made()
    made.prose(2)
    made.top += 140
    ground, names = HEIGHT - made.top, ("North", "South", "East", "West", "Centre")
    made.canvas.line(56, ground, 520, ground)
    for at, name in enumerate(names):
        x, height = 90 + 90 * at, rng.randint(2, 10) * 10 if seed % 4 < 2 else 12
        if seed % 4 != 2:
            made.canvas.rect(x - 15, ground, 30, height, fill=1)
        made.canvas.setFont("Helvetica", 8)
        made.canvas.drawCentredString(
            x, ground + height + 4, f"{height // 2}%" if seed % 4 != 2 else f"{at + 3} May 2021"
        )
        made.canvas.drawCentredString(x, ground - 12, name)
        if seed % 4 == 1:
            made.canvas.drawCentredString(x, ground - 24, ("2019", "2020", "2021", "2022", "2023")[at])
    for at in range(6):
        made.canvas.drawRightString(52, ground + 20 * at - 3, str(20 * at))
    made.top += 50
    made.prose(2)
    return made


# Of tables without lines: rows, columns, whether flush on the right, points from row to row, size of letters.
SHAPES = (
    (4, 3, True, 15, 10), (8, 2, True, 15, 10), (6, 4, True, 13, 9), (12, 5, True, 18, 10), (5, 3, False, 15, 10),
    (8, 2, False, 15, 10), (9, 5, False, 14, 9), (3, 3, True, 24, 11), (20, 4, True, 12, 8), (2, 3, False, 15, 10),
    (7, 5, True, 30, 10), (6, 2, True, 20, 12),
)  # fmt: skip
# Pages without a table, and how many of each.
NONE: dict[str, tuple[Callable[[int], Made], int]] = {
    "letterheads": (letterhead, 5),
    "forms": (form, 2),
    "signatures": (signatures, 2),
    "feet of letters": (footed, 2),
    "columns of prose": (newspaper, 2),
    "contents": (contents, 2),
    "lists": (listed, 4),
    "charts": (chart, 12),
    "bars with labels": (labelled, 8),
    "drawings": (drawn, 2),
}


def cases() -> Iterator[tuple[str, Callable[[], Made]]]:
    """Group and page. Each is made anew when it is asked for."""
    for seed, style in enumerate((GRID, SHADED, LEVEL, BOXED, STRIPED, [*GRID, ("ALIGN", (1, 0), (-1, -1), "RIGHT")])):
        for columns in (2, 3, 5):
            yield (
                "with lines",
                lambda seed=seed, style=style, columns=columns: ruled(seed, style, 4 + 3 * seed, columns),
            )
    yield "with lines", lambda: answered(True)
    yield "with lines", lambda: twice(True)
    for seed in range(3):
        yield "with lines", lambda seed=seed: holed(seed, True)
        yield "without lines", lambda seed=seed: holed(seed, False)
    for seed, shape in enumerate(SHAPES):
        yield "without lines", lambda seed=seed, shape=shape: unruled(seed, *shape)
    yield "without lines", lambda: answered(False)
    yield "without lines", lambda: twice(False)
    for name, (make, count) in NONE.items():
        for seed in range(count):
            yield name, lambda make=make, seed=seed: make(seed)


def found_in(content: bytes) -> list[list[Row]]:
    tables = extract(content, "a.pdf").tables
    return [[tuple(" ".join(cell.split()) for cell in row) for row in table.rows] for table in tables]


def bare(row: Row) -> Row:
    cells = list(row)
    while cells and not cells[-1]:
        cells.pop()
    return tuple(cells)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--show", action="store_true")
    given = arguments.parse_args()
    groups: dict[str, list[int]] = {}
    for group, make in cases():
        made = make()
        tables = found_in(made.content())
        wanted, found = [bare(row) for row in made.rows], [bare(row) for table in tables for row in table]
        right = sum(row in found for row in wanted)
        invented = [row for row in found if row not in wanted]
        false = sum(not any(bare(row) in wanted for row in table) for table in tables)
        counts = groups.setdefault(group, [0] * 5)
        for at, value in enumerate((1, len(wanted), right, len(invented), false)):
            counts[at] += value
        if given.show and (right < len(wanted) or invented):
            print(f"{group}: missed {[row for row in wanted if row not in found]}\n   invented {invented}")
    print(f"{'':20}{'pages':>7}{'rows':>7}{'right':>7}{'invented':>10}{'false tables':>14}")
    for group, counts in [*groups.items(), ("all", [sum(one) for one in zip(*groups.values(), strict=True)])]:
        print(f"{group:20}{counts[0]:7}{counts[1]:7}{counts[2]:7}{counts[3]:10}{counts[4]:14}")
    _, rows, right, invented, _ = (sum(one) for one in zip(*groups.values(), strict=True))
    print(f"recall of rows {right / rows:.1%}, precision {right / (right + invented):.1%}")


if __name__ == "__main__":
    main()
