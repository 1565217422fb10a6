"""What stands in a line of Word: how its letters look, symbols, ticks of forms, equations."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from askall.documents.markup import NAMES, Element, attribute, child, every, local, number, parse_xml

TICKED, EMPTY = "☒", "☐"
# Word holds boxes and ticks as letters of symbol fonts.
SYMBOLS = {
    ("wingdings", 0xFE): TICKED, ("wingdings", 0xFD): TICKED, ("wingdings", 0x78): TICKED,
    ("wingdings", 0xA8): EMPTY, ("wingdings", 0x6F): EMPTY, ("wingdings", 0x71): EMPTY,
    ("wingdings", 0xFC): "✓", ("wingdings", 0xFB): "✗",
    ("wingdings 2", 0x52): TICKED, ("wingdings 2", 0x54): TICKED, ("wingdings 2", 0x53): TICKED,
    ("wingdings 2", 0xA3): EMPTY, ("wingdings 2", 0x50): "✓", ("wingdings 2", 0x4F): "✗",
    ("symbol", 0xB7): "•", ("symbol", 0xD6): "√", ("symbol", 0xB3): "≥", ("symbol", 0xA3): "≤",
}  # fmt: skip
OFF = ("0", "false", "off", "none")
BLACK = ("auto", "000000", "windowText")
DEEPEST_STYLE = 12
# A mark's kind and note, such as ("colour", "#C00000").
Look = tuple[str, str]
Looks = tuple[Look, ...]
STYLE, STYLE_END, TABLE = b"<w:style ", b"</w:style>", b'w:type="table"'
# Of a property that shows a colour: the attribute that has it, and what is no colour.
SHADES = {"color": ("val", BLACK), "highlight": ("val", ("none", "auto")), "shd": ("fill", ("auto", "FFFFFF"))}
SWITCHES = {"b": "bold", "vanish": "hidden", "strike": "struck", "dstrike": "struck"}


def look_of(properties: Element, styles: "Styles | None") -> dict[Look, bool]:
    """What run properties turn on (True) and off again (False), with the character style they name."""
    found: dict[Look, bool] = {}
    for one in properties:
        name = NAMES[one.tag]
        if name in SWITCHES:
            found[SWITCHES[name], ""] = attribute(one, "val", "1") not in OFF
        elif name in SHADES:
            value = attribute(one, SHADES[name][0], "auto")
            if value not in SHADES[name][1]:
                is_name = name == "highlight"
                found["colour" if name == "color" else "highlight", value if is_name else f"#{value}"] = True
        elif name == "rStyle" and styles is not None:
            found |= dict.fromkeys(styles.looks(attribute(one, "val")), True)
    return found


@dataclass(slots=True)
class Styles:
    """The styles of a file, from the bytes of word/styles.xml: read when the first is used, and of these only what is
    asked for. Most are never."""

    source: bytes = b""
    read: dict[str, Element] | None = None
    known: dict[str, Looks] = field(default_factory=dict)

    def looks(self, name: str) -> Looks:
        """How letters of this style look, with what it inherits."""
        if name not in self.known:
            found: dict[Look, bool] = {}
            for style in reversed(list(self.lineage(name))):
                properties = child(style, "rPr")
                found |= look_of(properties, None) if properties is not None else {}
            self.known[name] = tuple(look for look, is_on in found.items() if is_on)
        return self.known[name]

    def lineage(self, name: str) -> Iterator[Element]:
        """The style, then what it is based on, in turn."""
        for _ in range(DEEPEST_STYLE):
            style = self._by_name().get(name)
            if style is None:
                return
            yield style
            based = child(style, "basedOn")
            name = attribute(based, "val") if based is not None else ""

    def _by_name(self) -> dict[str, Element]:
        if self.read is None:
            root = parse_xml(_without_tables(self.source))
            styles = (one for one in root if local(one) == "style") if root is not None else ()
            self.read = {attribute(one, "styleId"): one for one in styles}
        return self.read


def _without_tables(source: bytes) -> bytes:
    """A styles part without the styles of tables: most of it, and without a say in how words look or are numbered."""
    first, *styles = source.split(STYLE)
    kept = [first]
    for style in styles:
        end = style.find(STYLE_END) if TABLE in style[: style.find(b">")] else -1
        kept.append(STYLE + style if end < 0 else style[end + len(STYLE_END) :])
    return b"".join(kept)


def symbol(element: Element) -> str:
    """A character of a symbol font; Word stores them at U+F000 and above."""
    try:
        code = int(attribute(element, "char"), 16)
    except ValueError:
        return ""
    known = SYMBOLS.get((attribute(element, "font").lower(), code & 0xFF))
    return known or (chr(code) if 0x20 <= code < 0xD800 else "")


def form_field(element: Element) -> str:
    """What an old-style form field shows where that is not in the text: a tick or the chosen entry."""
    data = child(element, "ffData")
    box, choice = (child(data, "checkBox"), child(data, "ddList")) if data is not None else (None, None)
    if box is not None:
        state = child(box, "checked")
        state = child(box, "default") if state is None else state
        ticked = state is not None and attribute(state, "val", "1") not in OFF
        return TICKED if ticked else EMPTY
    if choice is not None:
        entries = [attribute(one, "val") for one in every(choice, "listEntry")]
        result = child(choice, "result")
        chosen = number(attribute(result, "val", "0"), 0, 1_000) if result is not None else 0
        return entries[chosen] if chosen < len(entries) else ""
    return ""


def equation(element: Element) -> Iterator[str]:
    """A formula as one would type it: a/b, x^2, √(x)."""
    for one in element:
        name = local(one)
        if name == "t":
            yield one.text or ""
        elif name == "f":
            above, below = ("".join(equation(part)) for part in (_of(one, "num"), _of(one, "den")))
            yield f"{_grouped(above)}/{_grouped(below)}"
        elif name in ("sSup", "sSub"):
            yield "".join(equation(_of(one, "e")))
            yield ("^" if name == "sSup" else "_") + _grouped("".join(equation(_of(one, name[1:].lower()))))
        elif name == "rad":
            yield f"√({''.join(equation(_of(one, 'e')))})"
        elif name == "d":
            yield f"({''.join(equation(one))})"
        elif not name.endswith("Pr"):
            yield from equation(one)


def _of(element: Element, name: str) -> Element:
    found = child(element, name)
    return found if found is not None else element.makeelement("none")


def _grouped(text: str) -> str:
    return text if len(text) < 2 or text.replace(".", "").isalnum() else f"({text})"
