"""SVG, made here: stacked bars and the squares of single bodies. Fluid, readable without colour.

Each kind of answer has a fill that differs in pattern, not only in colour. The fills are defined once a page
(`definitions`); their colours come from the style sheet, so that they follow dark mode and print.
"""

from collections.abc import Iterable
from fractions import Fraction

from markupsafe import Markup

from askall.findings.wording import whole
from askall.publishing.breakdowns import Figure

LABELLED = Fraction(7, 100)  # a narrower part of the great bar has no room for its number


def _pattern(name: str, size: int, turn: int, ink: str) -> str:
    """A tile of `size` pixels, turned by `turn` degrees, its marks drawn by `ink` on the fill's own ground."""
    turned = f' patternTransform="rotate({turn})"' if turn else ""
    return (
        f'<pattern id="k-{name}" width="{size}" height="{size}" patternUnits="userSpaceOnUse"{turned}>'
        f'<rect class="ground-{name}" width="{size}" height="{size}"/>{ink}</pattern>'
    )


def _marks(name: str, *shapes: str) -> str:
    return "".join(shape.replace(" ", f' class="ink-{name}" ', 1) for shape in shapes)


_FILLS: dict[str, tuple[int, int, tuple[str, ...]]] = {
    "a0": (8, 0, ()),
    "a1": (8, 0, ()),
    "a2": (6, 45, ('<rect width="3" height="6"/>',)),
    "a3": (6, 0, ('<rect width="6" height="2"/>',)),
    "a4": (6, 0, ('<rect width="2" height="6"/>',)),
    "other": (6, 0, ('<circle cx="2" cy="2" r="1"/>',)),
    "refused": (5, 45, ('<rect width="1.5" height="5"/>',)),
    "neither_confirm_nor_deny": (6, 45, ('<rect width="1.2" height="6"/>', '<rect width="6" height="1.2"/>')),
    "not_held": (7, 0, ('<circle cx="3.5" cy="3.5" r="2" fill="none"/>',)),
    "silent": (8, 0, ()),
}
_DEFINITIONS = "".join(
    _pattern(name, size, turn, _marks(name, *shapes)) for name, (size, turn, shapes) in _FILLS.items()
)


def definitions() -> Markup:
    """The fills; once on each page that has a bar or a square."""
    return Markup('<svg class="defs" width="0" height="0" aria-hidden="true"><defs>{}</defs></svg>').format(
        Markup(_DEFINITIONS)  # noqa: S704  # put together from the constants above
    )


def bar(figures: Iterable[Figure], label: str, *, great: bool = False) -> Markup:
    """A stacked bar of figures that share one base. `label` is read out in its place, followed by every part."""
    shown = [figure for figure in figures if figure.count]
    parts: list[Markup] = []
    start = Fraction(0)
    for figure in shown:
        width = Fraction(figure.count, figure.base)
        parts.append(_segment(figure, start, width, great=great))
        start += width
    told = ", ".join(f"{figure.label} {whole(figure.count)}" for figure in shown)
    kind = "bar great" if great else "bar"
    return Markup('<svg class="{}" role="img" aria-label="{}: {}">{}</svg>').format(
        kind, label, told, Markup("").join(parts)
    )


def _segment(figure: Figure, start: Fraction, width: Fraction, *, great: bool) -> Markup:
    part = Markup(
        '<rect class="seg" x="{}" width="{}" height="100%" fill="url(#k-{})"><title>{}: {}</title></rect>'
    ).format(_percent(start), _percent(width), figure.fill, figure.label, figure.written)
    if great and width >= LABELLED and figure.fill in ("a0", "a1"):
        middle = _percent(start + width / 2)
        part += Markup('<text class="on-{}" x="{}" y="50%">{}</text>').format(figure.fill, middle, whole(figure.count))
    return part


def square(fill: str) -> Markup:
    """A small square of one fill: one body, or a key."""
    if fill == "not_applicable":
        return Markup('<svg class="sq" aria-hidden="true"><line class="dash" x1="3" x2="11" y1="7" y2="7"/></svg>')
    return Markup('<svg class="sq" aria-hidden="true"><rect class="seg" fill="url(#k-{})"/></svg>').format(fill)


def _percent(share: Fraction) -> str:
    return f"{float(share * 100):.4f}%"
