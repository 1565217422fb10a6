"""Looks: what the marks of a document (struck, deleted, bold, coloured) say of its words.

Answers are often told from the questions pasted above them by colour or bold type alone (reply typology).
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from askall.reading.labels import is_question
from askall.reading.records import Span

if TYPE_CHECKING:
    from askall.reading.passage import Passage

# "Yes / No, delete as appropriate"; what a tracked change took out; what repeats on every page.
NOT_SAID = frozenset({"deleted", "struck", "header", "footer"})
EMPHASIS = frozenset({"bold", "colour", "highlight"})
MOSTLY = 0.8  # of a unit's characters
FEW = 2  # questions of one look, before looks tell anything


def said(spans: Sequence[Span], marks: Sequence[Span]) -> list[Span]:
    """The spans without the stretches that are not, or no longer, the body's words."""
    gone = sorted((one for one in marks if one.kind in NOT_SAID and one.start < one.end), key=lambda one: one.start)
    return [piece for span in spans for piece in _around(span, gone)] if gone else list(spans)


def _around(span: Span, gone: Sequence[Span]) -> Iterator[Span]:
    start = span.start
    for one in gone:
        if one.end <= start or one.start >= span.end:
            continue
        if one.start > start:
            yield Span(span.kind, start, one.start)
        start = max(start, one.end)
    if start < span.end:
        yield Span(span.kind, start, span.end)


def by_looks(read: "Sequence[Passage]", marks: Sequence[Span]) -> "list[Passage]":
    """Where the questions of a text look one way, what looks the other way and asks nothing answers them."""
    emphasised = [one for one in marks if one.kind in EMPHASIS]
    asking = [_looks(one, emphasised) for one in read if one.label == "question" and one.plain.endswith("?")]
    if not emphasised or len(asking) < FEW or len(set(asking)) > 1:
        return list(read)
    return [
        replace(one, label="own")
        if one.label == "question" and not is_question(one.plain) and _looks(one, emphasised) != asking[0]
        else one
        for one in read
    ]


def _looks(passage: "Passage", emphasised: Sequence[Span]) -> bool:
    """Whether most of the passage is emphasised."""
    start, end = passage.unit.start, passage.unit.end
    shared = sum(max(0, min(end, one.end) - max(start, one.start)) for one in emphasised)
    return shared >= MOSTLY * (end - start)
