"""Ticks: forms in which the body ticks "☒ No" or types "[x] No": only what is ticked is said."""

# ruff: noqa: E501 -- a family of phrases stands on one line, so that it reads as one.

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from askall.reading.segmenting import Unit

_CHOICE = r"(?:yes|no|n/a|not applicable|not known|not held|unknown|don't know|unsure|partly|partially|sometimes|other)"
_TICKED, _EMPTY = (
    r"[☒☑✓✔✗✘🗹🗷\uf0fe\uf052\uf0fc]|\[ ?[x✓✔] ?\]|\( ?[x✓✔] ?\)",
    r"[☐□▢◻❏❑⬜\uf0a8\uf06f\uf0a3]|\[ ?_? ?\]|\( ?_? ?\)",
)
_BOX = rf"(?:{_TICKED}|{_EMPTY})"
_SIGNS = re.compile(_BOX)
_TYPED = re.compile(r"[\[(] ?[x_]? ?[\])]")  # a box of brackets: without one, plain letters have none
_TICK = re.compile(_TICKED)
_BEFORE = re.compile(rf"({_BOX}) ?({_CHOICE})\b[ /|,;]*")
_BEHIND = re.compile(rf"\b({_CHOICE})[ :]*({_BOX})[ /|,;]*")
# One tick alone: "yes no ✓", "yes ✓ no", "✓ yes / no".
_ALONE = re.compile(
    rf"^(?:{_TICKED}) ?(?P<a>{_CHOICE})[ /|,]+{_CHOICE}$|^(?P<b>{_CHOICE}) ?(?:{_TICKED})[ /|,]*{_CHOICE}$|^{_CHOICE}[ /|,]+(?P<c>{_CHOICE}) ?(?:{_TICKED})$"
)
# In a column headed "Yes" or "No".
_MARK = re.compile(rf"(?:{_TICKED}|x|y)")
_BLANK = re.compile(rf"(?:{_EMPTY})")
_LEFT_OUT = re.compile(rf".{{1,40}} (?:{_EMPTY})|(?:{_EMPTY}) .{{1,40}}")
NOTHING = "yes/no"
"""What a form without a tick says: the options, printed, and no answer."""


def ticked(plain: str) -> str:
    """Folded, squeezed text of a line of a form with only the option that is ticked: "no" for "☐ yes ☒ no", and
    NOTHING where none is or more than one. Any other text is returned as it is.
    """
    if (plain.isascii() and not _TYPED.search(plain)) or not _SIGNS.search(plain):
        return plain
    if alone := _ALONE.match(plain):
        return alone["a"] or alone["b"] or alone["c"]
    before, behind = list(_BEFORE.finditer(plain)), list(_BEHIND.finditer(plain))
    first = before if before and (not behind or before[0].start() <= behind[0].start()) else behind
    if not first or first[0].start() > 0:
        return plain
    at, words = (1, 2) if first is before else (2, 1)
    chosen = [one[words] for one in first if _TICK.fullmatch(one[at])]
    told = chosen[0] if len(chosen) == 1 else NOTHING
    rest = plain[first[-1].end() :].strip()
    return f"{told}, {rest}" if rest and chosen else told


def in_columns(found: "Sequence[Unit]") -> "list[Unit]":
    """The units of a form whose columns are headed "Yes" and "No": a tick is the yes or no of its row, and its place
    begins where the row does, so that a quote of it shows what was ticked. Empty boxes and the heads say nothing."""
    rows: dict[int, list[Unit]] = {}
    for one in found:
        if one.row >= 0:
            rows.setdefault(one.row, []).append(one)
    heads: dict[int, str] = {}
    told: dict[int, Unit | None] = {}
    for cells in rows.values():
        named = {one.cell: one.plain for one in cells if one.plain in ("yes", "no")}
        if sorted(named.values()) == ["no", "yes"] and not any(_SIGNS.search(one.plain) for one in cells):
            heads = named
            told.update({id(one): None for one in cells})
            continue
        label = next((one for one in cells if heads and one.cell < min(heads)), None)
        options = any(_TICK.search(one.plain) for one in cells)
        for one in cells:
            if label and one.cell in heads and _MARK.fullmatch(one.plain):
                told[id(one)] = replace(one, start=label.start, plain=heads[one.cell])
            elif (label and one.cell in heads and _BLANK.fullmatch(one.plain)) or (
                options and _LEFT_OUT.fullmatch(one.plain)
            ):
                told[id(one)] = None  # "None ☐ | 1-5 ☒ | more ☐": an option that is not ticked
    return [kept for one in found if (kept := told.get(id(one), one))]
