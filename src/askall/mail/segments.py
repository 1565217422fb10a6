"""Whose words each stretch of a message's text is: own, quoted, forwarded, signature or disclaimer.

The kinds are labels over an unchanged text: nothing is cut. Answers written between lines marked ">" are own. Where a
body types its answers into an original that bears no marks (Outlook's "From: Sent: To: Subject:" block) no program
can tell them apart, so the stretch stays quoted and a reader who finds no answer above should look there. A message
with nothing of its own above such a block is a forward: its stretch is "forwarded".
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

from askall.mail.endings import mark_endings
from askall.mail.quotation import RULE_LINE, Mark, find_marks, marked_lines
from askall.mail.records import Segment

# A mark with the first and the last line it stands on.
Place = tuple[int, int, Mark]
FORWARD_SUBJECT = re.compile(r"\s*(?:fw|fwd|wg|tr|ymlaen)\s*:", re.I)


def segment(text: str, subject: str = "") -> tuple[Segment, ...]:
    """Segments that follow one another and cover `text` without gaps; none for an empty text."""
    if not text:
        return ()
    lines = text.split("\n")
    starts = [0, *accumulate(len(line) + 1 for line in lines)]
    marks = marked_lines(lines) if ">" in text else [False] * len(lines)
    kinds = ["quoted" if mark else "own" for mark in marks]
    found = find_marks(text, lines, starts)
    places = [(bisect_right(starts, one.start) - 1, bisect_right(starts, one.end - 1) - 1, one) for one in found]
    divider = _first_divider(places, lines, marks)
    end = _top_of_rule(lines, kinds, divider[0]) if divider else len(lines)
    if True in marks:
        _mark_attributions(places, lines, marks, kinds, end)
    for first, after in _runs(kinds, "own", end):
        mark_endings(lines, kinds, first, after)
    if divider:
        kinds[end:] = [_kind_below(lines, kinds, end, divider[1], subject)] * (len(lines) - end)
    return _merged(lines, starts, kinds, len(text))


def _first_divider(places: list[Place], lines: Sequence[str], marks: list[bool]) -> tuple[int, Mark] | None:
    """The first line from which all below is an original that bears no marks of its own."""
    sure = [
        (first, one)
        for first, last, one in places
        if one.is_sure and not marks[first] and (one.is_block or not _is_followed_by_marks(lines, marks, last))
    ]
    return min(sure, key=lambda pair: pair[0], default=None)


def _is_followed_by_marks(lines: Sequence[str], marks: list[bool], line: int) -> bool:
    following = (index for index in range(line + 1, len(lines)) if lines[index].strip())
    return marks[next(following, line)]


def _top_of_rule(lines: Sequence[str], kinds: list[str], line: int) -> int:
    """The horizontal line that mail programs draw above an original goes with it."""
    top = line
    while top > 0 and kinds[top - 1] == "own" and RULE_LINE.match(lines[top - 1]):
        top -= 1
    has_rule = any(lines[index].strip() for index in range(top, line))
    return top if has_rule else line


def _mark_attributions(
    places: list[Place], lines: Sequence[str], marks: list[bool], kinds: list[str], end: int
) -> None:
    """ "On … wrote:" directly above marked lines goes with them."""
    for first, last, one in places:
        following = last + 1
        while following < end and kinds[following] == "own" and not lines[following].strip():
            following += 1
        if not one.is_block and following < end and marks[following]:
            kinds[first:following] = ["quoted"] * (following - first)


def _kind_below(lines: Sequence[str], kinds: list[str], end: int, divider: Mark, subject: str) -> str:
    has_own = any(kinds[index] == "own" and lines[index].strip() for index in range(end))
    is_forward = divider.is_block and FORWARD_SUBJECT.match(subject)
    return "forwarded" if not has_own or is_forward else divider.kind


def _runs(kinds: list[str], kind: str, end: int) -> list[tuple[int, int]]:
    """Stretches of lines of one kind below line `end`, as (first, after)."""
    runs, first = [], None
    for index in range(end):
        if kinds[index] == kind and first is None:
            first = index
        elif kinds[index] != kind and first is not None:
            runs.append((first, index))
            first = None
    return runs + ([(first, end)] if first is not None else [])


def _merged(lines: Sequence[str], starts: list[int], kinds: list[str], length: int) -> tuple[Segment, ...]:
    """Neighbouring lines of one kind as one segment; blank lines go with what stands above them."""
    segments: list[Segment] = []
    current, begin = "", 0
    for index, line in enumerate(lines):
        if kinds[index] == current or (current and not line.strip()):
            continue
        if current:
            segments.append(Segment(current, begin, starts[index]))
        current, begin = kinds[index], starts[index] if segments else 0
    segments.append(Segment(current, begin, length))
    return tuple(segments)
