"""XML and HTML from strangers: no entities, no network, no endless depth."""

import threading
from collections.abc import Iterator

from lxml import etree

Element = etree._Element


def parse_xml(content: bytes) -> Element | None:
    """The root of an XML file, as much as can be read of it; None if nothing can.

    Entities stay unexpanded, nothing is fetched, and depth is held at libxml2's 256 levels.
    """
    if not content:
        return None
    try:
        return etree.fromstring(content, _thread.parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


class _Parsers(threading.local):
    """One parser a thread: making one takes as long as reading a short part."""

    def __init__(self) -> None:
        self.parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True,
            remove_comments=True, remove_pis=True,
        )  # fmt: skip


_thread = _Parsers()
MOST_NAMES = 4_096  # a file may make up names without end


class _Names(dict[object, str]):
    """A tag or key → its name without its namespace; "" for an unexpanded entity. Asking a dict costs a third of
    calling a function, and readers ask for each element."""

    def __missing__(self, tag: object) -> str:
        found = tag.rpartition("}")[2] if isinstance(tag, str) else ""
        if len(self) < MOST_NAMES:
            self[tag] = found
        return found


class _Keys(dict[tuple[object, str], str]):
    """A tag and the local name of an attribute → that name in the tag's namespace."""

    def __missing__(self, asked: tuple[object, str]) -> str:
        tag, name = asked
        found = f"{tag.partition('}')[0]}}}{name}" if isinstance(tag, str) and "}" in tag else name
        if len(self) < MOST_NAMES:
            self[asked] = found
        return found


NAMES = _Names()
_KEYS = _Keys()


def local(element: Element) -> str:
    """The element's name without its namespace; "" for an unexpanded entity."""
    return NAMES[element.tag]


def attribute(element: Element, name: str, default: str = "") -> str:
    """The attribute of this local name, in whatever namespace: strict and transitional OOXML differ only there."""
    found = element.get(_KEYS[element.tag, name])
    if found is None:
        found = element.get(name)
    if found is not None:
        return found
    for key, value in element.attrib.items():
        if NAMES[key] == name:
            return str(value)
    return default


def child(element: Element, *path: str) -> Element | None:
    """The first descendant along this path of local names."""
    found: Element | None = element
    for name in path:
        for one in found if found is not None else ():
            if NAMES[one.tag] == name:
                found = one
                break
        else:
            return None
    return found


def every(element: Element, name: str) -> Iterator[Element]:
    """All descendants of this local name, in document order."""
    return element.iter(f"{{*}}{name}")


def number(text: str, least: int, most: int) -> int:
    """A whole number held within bounds; `least` if it is none."""
    try:
        return max(least, min(most, int(text)))
    except ValueError:
        return least
