"""Numbers and bullets of lists in Word: they are not in the text, but an answer "2." belongs to question 2."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from askall.documents.markup import Element, attribute, child, every, local, number, parse_xml
from askall.documents.word_runs import Styles

LEVELS = 9
BULLET = "• "
ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"))
ROMAN_SMALL = ((9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
LARGEST = 3999


@dataclass(frozen=True, slots=True)
class Level:
    """How one depth of a list is numbered: `form` is Word's numFmt, `text` its pattern such as "%1.%2"."""

    form: str = "decimal"
    text: str = ""
    start: int = 1


@dataclass(slots=True)
class Lists:
    """Counts the numbered paragraphs of one document in their order."""

    source: bytes = b""  # word/numbering.xml; without it nothing is numbered
    styles: Styles = field(default_factory=Styles)
    abstract: dict[str, Element] = field(default_factory=dict)  # the lists of the file, by name
    numbers: dict[str, Element] | None = None  # number id → the list it stands for, with its changes; when first asked
    levels: dict[str, dict[int, Level]] = field(default_factory=dict)  # of the number ids met: most never are
    shared: dict[str, str] = field(default_factory=dict)  # number id → the list whose count it continues
    by_style: dict[str, tuple[str, str]] = field(default_factory=dict)  # paragraph style → number id, depth
    counts: dict[str, list[int]] = field(default_factory=dict)

    def mark(self, properties: Mapping[str, Element]) -> str:
        """What stands before a paragraph with these properties: "2. ", "• " or nothing."""
        if not self.source:
            return ""
        identity, depth_text = self._numbering(properties)
        levels = self._levels_of(identity) if identity else {}
        if not levels:
            return ""
        depth = number(depth_text, 0, LEVELS - 1)
        level = levels.get(depth, Level())
        if level.form == "bullet":
            return BULLET
        if level.form == "none":
            return ""
        return self._text(identity, levels, depth)

    def _levels_of(self, identity: str) -> dict[int, Level]:
        """How each depth of a list is numbered; nothing if there is no such list."""
        one = self._numbers().get(identity)
        if identity not in self.levels and one is not None:
            base = child(one, "abstractNumId")
            name = attribute(base, "val") if base is not None else ""
            over = [
                entry for entry in one if child(entry, "startOverride") is not None or child(entry, "lvl") is not None
            ]
            levels = _levels(self.abstract[name]) if name in self.abstract else {}
            self.levels[identity] = levels | _overridden(over, levels)
            self.shared[identity] = f"{name}/{identity}" if over else name
        return self.levels.get(identity, {})

    def _numbers(self) -> dict[str, Element]:
        if self.numbers is None:
            root = parse_xml(self.source)
            lists = every(root, "abstractNum") if root is not None else ()
            self.abstract = {attribute(one, "abstractNumId"): one for one in lists}
            numbers = every(root, "num") if root is not None else ()
            self.numbers = {attribute(one, "numId"): one for one in numbers}
        return self.numbers

    def _numbering(self, properties: Mapping[str, Element]) -> tuple[str, str]:
        style, own = properties.get("pStyle"), properties.get("numPr")
        inherited = self._of_style(attribute(style, "val")) if style is not None else ("", "0")
        if own is None:
            return inherited
        identity, depth = child(own, "numId"), child(own, "ilvl")
        return (
            attribute(identity, "val") if identity is not None else inherited[0],
            attribute(depth, "val") if depth is not None else inherited[1],
        )

    def _of_style(self, name: str) -> tuple[str, str]:
        """Number id and depth of a paragraph style that is numbered, by itself or by the style it is based on."""
        if name not in self.by_style:
            self.by_style[name] = next(filter(None, map(_style_number, self.styles.lineage(name))), ("", "0"))
        return self.by_style[name]

    def _text(self, identity: str, levels: dict[int, Level], depth: int) -> str:
        counts = self.counts.setdefault(self.shared.get(identity, identity), [0] * LEVELS)
        level = levels.get(depth, Level())
        counts[depth] = counts[depth] + 1 if counts[depth] else level.start
        counts[depth + 1 :] = [0] * (LEVELS - depth - 1)

        def shown(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            above = levels.get(at, Level())
            return counted(counts[at] or above.start, above.form)

        text = re.sub("%([1-9])", shown, level.text)
        return text.strip() + " " if text.strip() else ""


def counted(value: int, form: str) -> str:
    """A number in Word's form: 3, c, C, iii, III. Forms of other scripts are shown as 3."""
    if form in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (value - 1) % 26) * min((value - 1) // 26 + 1, 9)
        return letter.upper() if form == "upperLetter" else letter
    if form in ("lowerRoman", "upperRoman") and 0 < value <= LARGEST:
        roman = ""
        for amount, sign in ROMAN + ROMAN_SMALL:
            count, value = divmod(value, amount)
            roman += sign * count
        return roman.upper() if form == "upperRoman" else roman
    return f"{value:02}" if form == "decimalZero" else str(value)


def _levels(element: Element) -> dict[int, Level]:
    return {number(attribute(one, "ilvl"), 0, LEVELS - 1): _level(one) for one in every(element, "lvl")}


def _level(element: Element) -> Level:
    said = {local(one): attribute(one, "val") for one in element if local(one) in ("numFmt", "lvlText", "start")}
    return Level(said.get("numFmt", "decimal"), said.get("lvlText", ""), number(said.get("start", "1"), 0, 1_000_000))


def _overridden(entries: list[Element], base: dict[int, Level]) -> dict[int, Level]:
    found = {}
    for entry in entries:
        depth = number(attribute(entry, "ilvl"), 0, LEVELS - 1)
        level, start = child(entry, "lvl"), child(entry, "startOverride")
        new = _level(level) if level is not None else base.get(depth, Level())
        if start is not None:
            new = Level(new.form, new.text, number(attribute(start, "val"), 0, 1_000_000))
        found[depth] = new
    return found


def _style_number(style: Element) -> tuple[str, str] | None:
    numbering = child(style, "pPr", "numPr")
    identity = child(numbering, "numId") if numbering is not None else None
    if numbering is None or identity is None:
        return None
    depth = child(numbering, "ilvl")
    return attribute(identity, "val"), attribute(depth, "val") if depth is not None else "0"
