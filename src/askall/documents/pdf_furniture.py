"""Headers and footers: lines that stand at the same height on several pages of a PDF."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from askall.documents.draft import Draft
from askall.documents.pdf_page import Edge
from askall.documents.records import Mark

NUMBER = re.compile(r"\d+")
HEAD, FOOT = 0.15, 0.85  # shares of the page's height
LONGEST = 300
MOST_PAGES = 5_000


def mark_repeated(draft: Draft, pages: Sequence[tuple[int, Sequence[Edge]]]) -> None:
    """Mark lines at heads and feet that stand, but for their numbers, on at least half of the pages.

    `pages` are (number of the part, its outermost lines).
    """
    if len(pages) < 2:
        return
    seen: Counter[tuple[str, str]] = Counter()
    lines = []
    for number, edges in pages[:MOST_PAGES]:
        text = draft.parts[number].text
        here = [(edge, kind, said) for edge in edges for kind, said in _what(edge, text)]
        seen.update({(kind, said) for _, kind, said in here})
        lines.append((number, here))
    least = max(2, len(pages) / 2)
    for number, here in lines:
        marks = [Mark(edge.start, edge.end, kind) for edge, kind, said in here if seen[kind, said] >= least]
        if marks:
            part = draft.parts[number]
            ordered = sorted([*part.marks, *marks], key=lambda one: (one.start, one.end))
            draft.parts[number] = replace(part, marks=tuple(ordered))


def _what(edge: Edge, text: str) -> list[tuple[str, str]]:
    """Header or footer, and the line with its numbers taken out."""
    kind = "header" if edge.middle < HEAD else "footer" if edge.middle > FOOT else ""
    said = NUMBER.sub("#", text[edge.start : edge.end].strip())
    return [(kind, said)] if kind and said and edge.end - edge.start <= LONGEST and edge.end <= len(text) else []
