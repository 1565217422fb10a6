"""In turn: what one answer tells of several names at once, in the order in which they were asked about.

"How many Orvex and Lumitek cameras do you have?" – "31 and 12 respectively"; "nineteen of the former and five of the
latter"; a row of a table with a figure for each.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from askall.reading.figures import Figure, counts
from askall.reading.folding import content_stems, fold, squeeze
from askall.reading.passage import Passage
from askall.reading.subjects import Subject

REST_OF_NAME = 1  # words: of "Berrow Power" a keyword may only give "Berrow"
_RESPECTIVELY = re.compile(r"\brespectively\b")
_OF_WHICH = (re.compile(r"^(?: \w+)? of the former\b"), re.compile(r"^(?: \w+)? of the latter\b"))
_NOTHING_ELSE = re.compile(r"[\s,;/&.|-]*(?:and)?[\s,;/&.|-]*")


def told_alike(about: Subject, subjects: Sequence[Subject]) -> list[Subject]:
    """The questions that ask the same of one name each, this among them, in the codebook's order; [] if it is alone."""
    if not about.names:
        return []
    ours = _without_name(about)
    alike = [one for one in subjects if one.names and one.question.kind == about.question.kind]
    alike = [one for one in alike if len(_without_name(one) ^ ours) <= REST_OF_NAME]
    return alike if len(alike) > 1 else []


def _without_name(about: Subject) -> frozenset[str]:
    text = fold(about.question.text)
    return content_stems(about.names.sub(" ", text)) if about.names else frozenset()


def of_this_name(
    told: Sequence[Passage], about: Subject, alike: Sequence[Subject], asked: str = ""
) -> Sequence[Passage]:
    """The passages, those that tell a figure for each name cut to the one of this, without those that name only
    another; each an exact slice.

    `asked` is the letter's question, whose order of the names counts before that of the codebook.
    """
    if not alike:
        return told
    row = [one for one in told if one.unit.row >= 0]
    if len(row) == len(told) == len(alike) and all(_is_figure(one) for one in row):
        return [row[_turn(about, alike, asked)]]
    told = [one for one in told if not _is_of_another(one.plain, about, alike)]
    return [piece for passage in told for piece in _cut(passage, about, alike, asked)]


def _is_of_another(plain: str, about: Subject, alike: Sequence[Subject]) -> bool:
    """ "17 Orvex." where Lumitek is asked about."""
    if about.names and about.names.search(plain):
        return False
    return any(one.names and one.names.search(plain) for one in alike if one is not about)


def _cut(passage: Passage, about: Subject, alike: Sequence[Subject], asked: str) -> Iterator[Passage]:
    folded = fold(passage.raw)
    figures = counts(folded)
    if len(figures) != len(alike) or not _in_turn(folded, figures):
        yield passage
        return
    named = all(one.names and one.names.search(folded) for one in alike)
    figure = figures[_turn(about, alike, folded if named else asked)]
    begin = passage.unit.start + figure.start
    said = squeeze(folded[figure.start : figure.end])
    unit = replace(passage.unit, start=begin, end=begin + figure.end - figure.start, plain=said)
    yield replace(passage, unit=unit, raw=passage.raw[figure.start : figure.end])


def _in_turn(folded: str, figures: Sequence[Figure]) -> bool:
    """Whether there is a figure for each, in their order, and nothing else is told."""
    if _RESPECTIVELY.search(folded):
        return True
    if len(figures) == 2 and all(sign.match(folded[one.end :]) for sign, one in zip(_OF_WHICH, figures, strict=True)):
        return True
    ends = [0, *(one.end for one in figures)]
    starts = [*(one.start for one in figures), len(folded)]
    between = [folded[end:start] for end, start in zip(ends, starts, strict=True)]
    return all(_NOTHING_ELSE.fullmatch(one) for one in between)


def _is_figure(passage: Passage) -> bool:
    figures = counts(passage.plain)
    return len(figures) == 1 and not content_stems(
        passage.plain.replace(passage.plain[figures[0].start : figures[0].end], " ")
    )


def _turn(about: Subject, alike: Sequence[Subject], asked: str) -> int:
    """Which of them this one is, by where the text asks of each, or by the codebook."""
    places = [found.start() if one.names and (found := one.names.search(asked)) else -1 for one in alike]
    if min(places) < 0:
        return alike.index(about)
    return sorted(places).index(places[alike.index(about)])
