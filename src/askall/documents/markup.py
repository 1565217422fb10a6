"""XML and HTML from strangers: no entities, no network, no endless depth."""

from collections.abc import Iterator
from functools import lru_cache

from lxml import etree

Element = etree._Element


def parse_xml(content: bytes) -> Element | None:
    """The root of an XML file, as much as can be read of it; None if nothing can.

    Entities stay unexpanded, nothing is fetched, and depth is held at libxml2's 256 levels.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True, remove_comments=True,
        remove_pis=True,
    )  # fmt: skip
    try:
        return etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def local(element: Element) -> str:
    """The element's name without its namespace; "" for an unexpanded entity."""
    return _bare(element.tag)


@lru_cache(4096)
def _bare(tag: object) -> str:
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: Element, name: str, default: str = "") -> str:
    """The attribute of this local name, in whatever namespace: strict and transitional OOXML differ only there."""
    tag = element.tag
    found = element.get(f"{tag.partition('}')[0]}}}{name}") if isinstance(tag, str) else None
    if found is None:
        found = element.get(name)
    if found is not None:
        return str(found)
    for key, value in element.attrib.items():
        if _bare(key) == name:
            return str(value)
    return default


def child(element: Element, *path: str) -> Element | None:
    """The first descendant along this path of local names."""
    found: Element | None = element
    for name in path:
        found = next((one for one in found if _bare(one.tag) == name), None) if found is not None else None
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
