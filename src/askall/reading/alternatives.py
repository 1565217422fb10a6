"""Alternatives: one question on several things lettered off within it, each answered by its letter.

"How many cameras made by (a) Orvex and (b) Lumitek do you have?" – "(a) 42 (b) none". Such a question is read as one
for each thing, in its own words.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from askall.reading.folding import fold, squeeze
from askall.reading.passage import Passage

LETTERS = "abcdef"
MOST_WORDS = 5  # of the name of a thing
FEWEST_WORDS = 4  # of a clause
_ASKS = re.compile(r"\b(?:how|what|which|whether|do|does|did)\b")
_LETTERED = re.compile(r"(?<![\w(])\(?(?P<letter>[a-f])\) ?(?=\S)")
_ENDS = re.compile(r"[?.:;]|,(?! )|\b(?:do|does|did|is|are|was|were|has|have|had|in|on|at|since|during|for|from)\b")
_JOINED = re.compile(r"[\s,;]+(?:and|or|&)?[\s,;]*$")


def asked_of_each(question: str) -> list[str]:
    """The question as asked of each thing that it letters off, in order; [] if it does not."""
    marks = list(_LETTERED.finditer(question))
    if len(marks) < 2 or [one["letter"] for one in marks] != list(LETTERS[: len(marks)]):
        return []
    tail = _ENDS.search(question, marks[-1].end())
    end = tail.start() if tail else len(question)
    ends = [*(one.start() for one in marks[1:]), end]
    names = [_JOINED.sub("", question[one.end() : stop]).strip() for one, stop in zip(marks, ends, strict=True)]
    if not question[: marks[0].start()].strip():
        return []
    if any(_ASKS.search(name) or not 0 < len(name.split()) <= MOST_WORDS for name in names):
        return _clauses(question, marks)
    return [f"{question[: marks[0].start()]}{name} {question[end:]}".strip() for name in names]


def _clauses(question: str, marks: Sequence[re.Match[str]]) -> list[str]:
    """ "How many (a) licences do you hold, and (b) on how many devices is it installed?": each clause for itself."""
    ends = [*(one.start() for one in marks[1:]), len(question)]
    parts = [_JOINED.sub("", question[one.end() : stop]).strip() for one, stop in zip(marks, ends, strict=True)]
    if not all(len(one.split()) >= FEWEST_WORDS for one in parts):
        return []
    return [f"{question[: marks[0].start()]}{parts[0]}", *parts[1:]]


def by_letter(answers: Sequence[Passage]) -> Iterator[Passage]:
    """The answers, those that letter off several things on one line cut at their letters; each piece an exact slice."""
    for passage in answers:
        folded = fold(passage.raw)
        marks = list(_LETTERED.finditer(folded))
        letters = "".join(one["letter"] for one in marks)
        first = passage.unit.numbers[0][-1:] if passage.unit.numbers else ""  # the mark that it has been cut from
        opened = bool(first) and LETTERS.partition(first)[2].startswith(letters) and first in LETTERS
        if not opened and (len(letters) < 2 or not LETTERS.startswith(letters)):
            yield passage
            continue
        cuts = [(first, 0)] * opened + [(one["letter"], one.end()) for one in marks]
        stops = [*(one.start() for one in (marks if opened else marks[1:])), len(folded)]
        yield from _pieces(passage, folded, cuts, stops)


def _pieces(passage: Passage, folded: str, cuts: Sequence[tuple[str, int]], stops: Sequence[int]) -> Iterator[Passage]:
    for (letter, start), stop in zip(cuts, stops, strict=True):
        told = folded[start:stop].rstrip(" ,;\n\t")
        if told.strip():
            begin = passage.unit.start + start
            unit = replace(passage.unit, start=begin, end=begin + len(told), plain=squeeze(told), numbers=(letter,))
            yield replace(passage, unit=unit, raw=passage.raw[start : start + len(told)])
