"""The style sheet: contrast in light and dark (WCAG 2.2, 1.4.3), and nothing loaded from elsewhere."""

import re
from importlib.resources import files

import pytest

CSS = files("askall.publishing").joinpath("static", "style.css").read_text("utf-8")
LIGHT, DARK = (
    dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{3,6});", block))
    for block in re.findall(r":root \{(.*?)\}", CSS, re.S)[:2]
)
PAIRS = [
    *((text, ground) for text in ("ink", "soft", "accent", "warn", "good") for ground in ("paper", "raised")),
    *(("on-accent", "accent"), ("on-slate", "slate"), ("mark-ink", "mark"), ("paper", "ink")),
    *(("ink", "paler"), ("soft", "paler")),
]


def luminance(colour):
    """Relative luminance of a colour "#rrggbb" or "#rgb"."""
    digits = colour[1:] if len(colour) == 7 else "".join(2 * one for one in colour[1:])
    channels = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_text_stands_out(theme, text, ground):
    bright, dim = sorted((luminance(theme[text]), luminance(theme[ground])), reverse=True)
    assert (bright + 0.05) / (dim + 0.05) >= 4.5


def test_both_themes_have_every_colour():
    assert set(LIGHT) == set(DARK)


def test_nothing_is_loaded():
    assert "url(" not in CSS
    assert "@import" not in CSS
