"""Parts: answers below a question of several parts, each given to its part.

"2. (a) Is there a charge? (b) How much is it? (c) Is it less for pensioners?" – "Yes / £25 / No": the no is of (c).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby, pairwise

from askall.reading.alternatives import asked_of_each, by_letter
from askall.reading.folding import content_stems
from askall.reading.passage import Passage
from askall.reading.sent import FIRST_PART
from askall.reading.sentences import lettered_off

_POINTS_BACK = re.compile(r"\b(?:such|these|those|them|they|if so|if yes|if the answer)\b")
_OF_EACH = re.compile(r"^(?:none|nil|zero|0|neither|no)\b[^.]{0,20}\b(?:both|either|each|them)\b|^neither\b")
LETTERS = "abcdefgh"


@dataclass(slots=True)
class Item:
    """One question as the letter has it, with the passages that answer it. `number` is "" where it has none."""

    number: str
    asked: list[Passage] = field(default_factory=list)
    answers: list[Passage] = field(default_factory=list)
    before: str = ""  # the question before it, where this one points back ("how many such cameras?")

    @property
    def question(self) -> str:
        """The question's folded text."""
        return " ".join(one.plain for one in self.asked)

    @property
    def subject(self) -> str:
        """The question with the one it points back to."""
        asked = self.question
        back = _POINTS_BACK.search(asked) or not content_stems(asked)
        return f"{self.before} {asked}" if self.before and back else asked

    def stems(self) -> frozenset[str]:
        """What the question is about."""
        return content_stems(self.question)


def by_parts(items: Sequence[Item], sent: Mapping[str, Item]) -> Iterator[Item]:
    """The items, those of a question in parts as one item a part, where the answers tell which is of which: by their
    letters, or by being as many lines as there are parts. `sent` are the questions of our letter, where the reply
    repeats none."""
    for item in items:
        parts = _repeated(item) or _of_letter(item, sent)
        answers: Sequence[Passage] = item.answers
        if not parts and (parts := _of_each(item)):
            answers = list(by_letter(answers))
            if answers and _OF_EACH.search(answers[0].plain):
                parts = [replace(part, answers=list(answers)) for part in parts]
                yield from parts
                continue
        told = _apart(answers, len(parts)) if len(parts) > 1 else []
        if not told:
            yield item
            continue
        for part, answers in zip(parts, told, strict=True):
            part.answers[:] = answers
            yield part


def _repeated(item: Item) -> list[Item]:
    """The parts of a question that the reply repeats on one line."""
    if not item.asked or not FIRST_PART.match(item.asked[0].plain):
        return []
    asked = item.question
    begins = [0, *lettered_off(asked, 0, len(asked)), len(asked)]
    if len(begins) == 2:
        return []  # its other parts are not repeated
    found: list[Item] = []
    for letter, (left, right) in zip(LETTERS, pairwise(begins), strict=False):
        unit = replace(item.asked[0].unit, plain=asked[left:right].strip())
        before = found[-1].question if found else item.before
        found.append(Item(item.number + letter, [replace(item.asked[0], unit=unit)], before=before))
    return found


def _of_each(item: Item) -> list[Item]:
    """The question as asked of each thing that it letters off."""
    texts = asked_of_each(item.question) if item.answers else []
    first = item.asked[0] if item.asked else None
    return [
        Item(item.number + letter, [replace(first, unit=replace(first.unit, plain=text))], before=item.before)
        for letter, text in zip(LETTERS, texts, strict=False)
        if first
    ]


def _of_letter(item: Item, sent: Mapping[str, Item]) -> list[Item]:
    """The parts of a question of our letter, of which the reply answers the others under no number of theirs."""
    if sent.get(item.number + "a") is not item:
        return []
    others = [sent[item.number + letter] for letter in LETTERS[1:] if item.number + letter in sent]
    return [replace(item, answers=[]), *others] if others and not any(one.answers for one in others) else []


def _apart(answers: Sequence[Passage], parts: int) -> list[list[Passage]]:
    """The answers to each part, where that is plain; else none."""
    if any(_letter_of(one) in [*LETTERS[1:]] for one in answers):
        found: list[list[Passage]] = [[] for _ in range(parts)]
        at = 0
        for one in answers:
            letter = _letter_of(one)
            at = LETTERS.index(letter) if letter and letter in LETTERS[:parts] else at
            found[at].append(one)
        return found
    lines = [list(some) for _, some in groupby(answers, key=lambda one: (one.part, one.unit.block, one.unit.cell))]
    return lines if len(lines) == parts else []


def _letter_of(passage: Passage) -> str:
    """ "b", of "(b)" or "3b"."""
    number = passage.unit.numbers[0] if len(passage.unit.numbers) == 1 else ""
    return number.lstrip("0123456789") if number[-1:].isalpha() else ""
