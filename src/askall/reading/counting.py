"""Counting: replies that number their answers otherwise than the letter numbers its questions.

The letter has four questions, some with parts; the reply repeats none of them and has six numbers, or eight, for it
counts the parts too. Its answers keep the order of what was asked, so each goes to the question or part with which the
kind of answer (a yes or no, anything else) and its words agree best, all together. A pair is believed only where every
other place for that answer is clearly worse.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from askall.reading.elliptic import asks_yes_or_no
from askall.reading.folding import content_stems
from askall.reading.passage import Passage
from askall.reading.polarity import without_options
from askall.reading.segmenting import Unit, plain_text, units
from askall.reading.sent import FOLLOWS, is_courtesy

MORE = 2  # numbers beyond the last question: one may be a closing remark
AHEAD = 1.0  # how much better than the next one a place must be
FITS, CLASHES, OTHER = 2.0, -2.0, 0.5  # a yes or no below a yes-or-no question; below another; words below another
WORD, MOST_WORDS = 1.5, 2  # a word that few parts of the letter have
SKIPPED, UNPLACED = 1.0, 1.5  # a question without an answer; an answer without a question
_BARE = re.compile(r"^\W*(yes|no|n/?a|not applicable|none)\W*(?:[.,;:]|$| -)")


@dataclass(frozen=True, slots=True)
class Part:
    """A question of the letter, or a part of one."""

    units: tuple[Unit, ...]
    follows: bool  # "If yes, …"

    @property
    def plain(self) -> str:
        """Its folded text."""
        return " ".join(one.plain for one in self.units)


def counts_further(read: Sequence[Passage], sent: Mapping[str, object]) -> bool:
    """Whether the reply numbers more answers than the letter has questions."""
    told = set(_numbered(read))
    highest = max((int(one) for one in sent if one.isdigit()), default=0)
    return highest > 0 and all(str(one) in told for one in range(1, highest + MORE + 1))


def placed(read: Sequence[Passage], letter: str) -> dict[str, Part]:
    """The question of the letter, or the part of one, that each numbered answer surely belongs to."""
    parts, told = parts_of(letter), _numbered(read)
    sure = surely(list(told.values()), parts)
    return {number: parts[at] for number, at in zip(told, sure, strict=True) if at is not None}


def surely(told: Sequence[Sequence[Passage]], parts: Sequence[Part]) -> list[int | None]:
    """For each answer the place of the part that it surely belongs to, or None; both are in order."""
    if not (parts and told):
        return [None] * len(told)
    found: list[int | None] = []
    for row in _through(_scores(told, parts), parts):
        ranked = sorted(range(len(row)), key=lambda at: -row[at])
        certain = ranked[0] < len(parts) and (len(ranked) < 2 or row[ranked[0]] - row[ranked[1]] >= AHEAD)
        found.append(ranked[0] if certain else None)
    return found


def parts_of(letter: str) -> list[Part]:
    """The questions of the letter and their parts, in order."""
    found: list[list[Unit]] = []
    for unit in units(letter, folded=plain_text(letter)):
        if is_courtesy(unit):
            continue
        if unit.numbers or (found and (unit.mark or _goes_on(unit))):
            found.append([unit])
        elif found and unit.block == found[-1][-1].block:
            found[-1].append(unit)
    return [Part(tuple(one), _goes_on(one[0])) for one in found]


def _goes_on(unit: Unit) -> bool:
    return bool(FOLLOWS.match(unit.plain)) or not without_options(unit.plain)


def _numbered(read: Sequence[Passage]) -> dict[str, list[Passage]]:
    """What the reply says below each number of its own, in order."""
    found: dict[str, list[Passage]] = {}
    number = ""
    for one in read:
        if one.label == "own":
            number = one.unit.numbers[0] if len(one.unit.numbers) == 1 else number
            if number.isdigit():
                found.setdefault(number, []).append(one)
    return found


def _scores(told: Sequence[Sequence[Passage]], parts: Sequence[Part]) -> list[list[float]]:
    """How well each answer (row) fits each part of the letter."""
    stems = [content_stems(one.plain) for one in parts]
    everywhere = Counter(stem for one in stems for stem in one)
    fits = [asks_yes_or_no(one.plain) and not one.follows for one in parts]
    table = []
    for answer in told:
        said = content_stems(" ".join(one.plain for one in answer))
        bare = _BARE.match(answer[0].plain)
        row = []
        for at, part in enumerate(parts):
            shared = sum(everywhere[stem] < MOST_WORDS + 1 for stem in said & stems[at])
            if not bare:
                kind = 0.0 if fits[at] else OTHER
            elif bare[1].startswith(("n/", "na", "not")):
                kind = OTHER if part.follows else 0.0
            else:
                kind = FITS if fits[at] else 0.0 if part.follows else CLASHES
            row.append(kind + WORD * min(MOST_WORDS, shared))
        table.append(row)
    return table


def _through(scores: Sequence[Sequence[float]], parts: Sequence[Part]) -> list[list[float]]:
    """The best that all answers together can reach, in order, with each answer at each place; the last is none."""
    costs = [0.0 if one.follows else SKIPPED if asks_yes_or_no(one.plain) else OTHER for one in parts]
    ahead = _ahead(scores, costs)
    behind = _ahead([row[::-1] for row in reversed(scores)], costs[::-1])
    found = []
    for at, row in enumerate(scores):
        before, after = ahead[at], behind[len(scores) - at - 1]
        here = [before[place] + score + after[len(row) - place - 1] for place, score in enumerate(row)]
        nowhere = max(before[place] + after[len(row) - place] for place in range(len(row) + 1)) - UNPLACED
        found.append([*here, nowhere])
    return found


def _ahead(scores: Sequence[Sequence[float]], costs: Sequence[float]) -> list[list[float]]:
    """For each answer, the best of those before it when they use only the first 0, 1, 2 … places."""
    best = [0.0]
    for cost in costs:
        best.append(best[-1] - cost)
    table = [best]
    for row in scores[:-1]:
        reached = [best[0] - UNPLACED]
        for place, score in enumerate(row):
            reached.append(max(best[place + 1] - UNPLACED, reached[-1] - costs[place], best[place] + score))
        best = reached
        table.append(best)
    return table
