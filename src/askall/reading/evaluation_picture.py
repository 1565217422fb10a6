"""The picture of an evaluation: precision against coverage, and stated confidence against the share that is right."""

from collections.abc import Mapping
from html import escape

from askall.reading.evaluation import Figures

SIDE, LEFT, TOP, GAP = 320, 60, 50, 110
LINES = ("#1d4ed8", "#b45309", "#047857", "#7c3aed", "#be123c", "#0e7490")
LINES_IN_DARK = ("#93b4ff", "#fbbf6a", "#6ee7b7", "#c4b5fd", "#fda4af", "#67e8f9")
DASHES = ("", "7 4", "2 3", "10 3 2 3", "4 4", "1 4")
WIDTH = LEFT + 2 * SIDE + GAP + 40
STYLE = (
    "text{font:13px system-ui,sans-serif;fill:#1f2937}.title{font-weight:600;font-size:15px}"
    ".axis{stroke:#6b7280;fill:none}.grid{stroke:#e5e7eb}.line{fill:none;stroke-width:2}"
    + "".join(f".l{at}{{stroke:{one}}}.d{at}{{fill:{one}}}" for at, one in enumerate(LINES))
    + "@media (prefers-color-scheme:dark){svg{background:#15191b}text{fill:#e5e7eb}.grid{stroke:#374151}"
    + "".join(f".l{at}{{stroke:{one}}}.d{at}{{fill:{one}}}" for at, one in enumerate(LINES_IN_DARK))
    + "}"
)


def picture(shown: Mapping[str, Figures]) -> str:
    """An SVG of one line a variable; lines differ in colour and in dashes. Said in words in its description."""
    height = TOP + SIDE + 70 + 20 * len(shown)
    second = LEFT + SIDE + GAP
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" aria-labelledby="t d">',
        "<title id='t'>How often the reader is right, and how often it speaks</title>",
        f"<desc id='d'>{escape(' '.join(_words(name, one) for name, one in shown.items()))}</desc>",
        f"<style>{STYLE}</style>",
        _axes(LEFT, "Precision where it speaks", "share of cases on which it speaks"),
        _axes(second, "Right, by stated confidence", "stated confidence"),
        f'<path class="grid" d="M{second} {TOP + SIDE}L{second + SIDE} {TOP}"/>',
    ]
    for number, (name, one) in enumerate(shown.items()):
        tone, dashes = number % len(LINES), DASHES[number % len(DASHES)]
        look = f'class="line l{tone}"' + (f' stroke-dasharray="{dashes}"' if dashes else "")
        parts.append(_line([(coverage, precision) for _, coverage, precision in one.curve], LEFT, look, tone))
        parts.append(_line([(some.confidence, some.right) for some in one.bins], second, look, tone))
        y = TOP + SIDE + 62 + 20 * number
        parts.append(f'<path {look} d="M{LEFT} {y - 4}h34"/>')
        parts.append(f'<text x="{LEFT + 42}" y="{y}">{escape(_words(name, one))}</text>')
    return "\n".join([*parts, "</svg>"]) + "\n"


def _axes(x: int, title: str, below: str) -> str:
    marks = []
    for tenth in (0, 2, 4, 6, 8, 10):
        y, across = TOP + SIDE * (1 - tenth / 10), x + SIDE * tenth / 10
        marks.append(f'<path class="grid" d="M{x} {y:g}h{SIDE}"/>')
        marks.append(f'<text x="{x - 8}" y="{y + 4:g}" text-anchor="end">{tenth * 10} %</text>')
        marks.append(f'<text x="{across:g}" y="{TOP + SIDE + 18}" text-anchor="middle">{tenth * 10}</text>')
    frame = f'<path class="axis" d="M{x} {TOP}v{SIDE}h{SIDE}"/>'
    heading = f'<text class="title" x="{x}" y="{TOP - 20}">{title}</text>'
    caption = f'<text x="{x + SIDE / 2}" y="{TOP + SIDE + 36}" text-anchor="middle">{below}, %</text>'
    return "".join([*marks, frame, heading, caption])


def _line(points: list[tuple[float, float]], x: int, look: str, tone: int) -> str:
    at = [(x + SIDE * across, TOP + SIDE * (1 - up)) for across, up in points]
    drawn = "".join(f"{'L' if number else 'M'}{across:.1f} {up:.1f}" for number, (across, up) in enumerate(at))
    dots = "".join(f'<circle cx="{across:.1f}" cy="{up:.1f}" r="2.5" class="d{tone}"/>' for across, up in at)
    return f'<path {look} d="{drawn}"/>{dots}' if points else ""


def _words(name: str, one: Figures) -> str:
    """One sentence a variable: the picture in words."""
    return (
        f"{name}: {one.right} of {one.valued} right ({_percent(one.accuracy)}), "
        f"{_percent(one.precision)} of what is said is right, said on {_percent(one.coverage)} of cases."
    )


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{100 * share:.0f} %"
