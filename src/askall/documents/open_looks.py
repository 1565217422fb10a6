"""How text of an OpenDocument file looks: styles, which inherit, as kinds and notes of marks."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from askall.documents.markup import Element, attribute, child, every, local

DEEPEST = 12
PLAIN_COLOURS = ("#000000", "transparent", "#ffffff", "")
Look = tuple[str, str]


@dataclass(slots=True)
class Styles:
    """The styles of a file by name, looked up when first used."""

    by_name: dict[str, Element] = field(default_factory=dict)
    known: dict[str, tuple[Look, ...]] = field(default_factory=dict)

    def looks(self, name: str) -> tuple[Look, ...]:
        """How words of this style look, with what it inherits."""
        if name not in self.known:
            lineage: list[Element] = []
            at = name
            while at in self.by_name and len(lineage) < DEEPEST:
                lineage.append(self.by_name[at])
                at = attribute(lineage[-1], "parent-style-name")
            found: dict[str, str | None] = {}
            for style in reversed(lineage):
                properties = child(style, "text-properties")
                found |= _looks(properties) if properties is not None else {}
            self.known[name] = tuple((kind, note) for kind, note in found.items() if note is not None)
        return self.known[name]

    def is_hidden(self, name: str, kind: str) -> bool:
        """Whether a table, row, column, section or slide of this style is not shown."""
        style = self.by_name.get(name)
        properties = child(style, f"{kind}-properties") if style is not None else None
        if properties is None:
            return False
        return attribute(properties, "display") in ("none", "false") or attribute(properties, "visibility") == "hidden"


def _looks(properties: Element) -> dict[str, str | None]:
    """Kind of each mark that is turned on, with its note, or off again (None)."""
    found: dict[str, str | None] = {}
    for key, value in properties.attrib.items():
        name, text = str(key).rpartition("}")[2], str(value)
        if name == "font-weight":
            found["bold"] = "" if text == "bold" or (text.isdigit() and int(text) >= 600) else None
        elif name == "color":
            found["colour"] = None if text.lower() in PLAIN_COLOURS else text.upper()
        elif name == "background-color":
            found["highlight"] = None if text.lower() in PLAIN_COLOURS else text.upper()
        elif name == "text-line-through-style":
            found["struck"] = None if text == "none" else ""
        elif name == "display":
            found["hidden"] = "" if text == "none" else None
    return found


def styles_of(roots: Iterable[Element]) -> Styles:
    """From the styles of the file and those of its content."""
    return Styles({attribute(one, "name"): one for root in roots for one in every(root, "style") if local(one)})
