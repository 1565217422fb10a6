"""Asked as: which question of the letter that was sent asks what a question of the codebook records.

A codebook says shortly, for coders, what the letter asks at length ("Does the council fund school swimming?" for "Does
the council pay, in whole or in part, for swimming lessons for pupils of primary schools in its area?"). Both keep one
order, nearly always. So they are paired all together, by shared words, kind and order; what is left between two pairs,
one on each side, is a pair too.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from askall.reading.elliptic import asks_yes_or_no
from askall.reading.folding import content_stems, fold
from askall.reading.parts import Item
from askall.reading.sent import FOLLOWS, questions_sent
from askall.reading.subjects import GENERIC, KINDS, subject
from askall.study.records import Question

FITS, CLASHES = 0.5, -1.0
TOPIC = 1.0  # a keyword that the question of the letter has
LEAST = 0.9  # of a pair
SHARED = 1.0  # what it costs that two questions of the codebook record one of the letter
MOST_SHARED = 3.0
NAMED = 0.65  # where the question has a name, and a question of the letter has it
OUT_OF_ORDER = 1.5  # how much better two orders must be than one
SAME = 0.7  # likeness of a question in a reply and the one that was sent


@dataclass(frozen=True, slots=True)
class Sent:
    """A question of the letter: its number, its words as they stand there, and its words of meaning."""

    number: str
    text: str
    stems: frozenset[str]

    @property
    def plain(self) -> str:
        """Its folded text, with single spaces."""
        return " ".join(fold(self.text).split())

    def likeness(self, item: Item) -> tuple[float, float]:
        """How many of the words of a reply's question are in this one, and how many of both are shared, 0 to 1."""
        own = item.stems()
        shared = len(own & self.stems)
        return shared / max(1, len(own)), 2 * shared / max(1, len(own) + len(self.stems))

    def is_asked_by(self, item: Item) -> bool:
        """Whether a question as a reply has it is this one."""
        if not item.stems():
            return bool(item.number) and item.number == self.number
        first = item.asked[0].plain  # of a question in parts, the first
        halves = item.question.split(" / ") if " / " in item.question else ()  # in Welsh, and in English
        numbered = item.number in (self.number, self.number + "a", self.number + ".1")
        return any(self._is(content_stems(one), numbered) for one in {item.question, first, *halves})

    def _is(self, own: frozenset[str], numbered: bool) -> bool:
        shared = len(own & self.stems)
        if numbered and own and 3 * shared >= 2 * len(own):
            return True  # its number and its name ("4. Proactive monitoring"), or what was asked in fewer words
        return bool(own) and (
            shared >= SAME * min(len(own), len(self.stems)) and 2 * shared >= SAME * (len(own) + len(self.stems))
        )


@lru_cache(maxsize=256)  # a study has one codebook, and a letter for each law
def asked_as(questions: tuple[Question, ...], letter: str) -> Mapping[str, Sent]:
    """By the id of a question of the codebook, the question of the letter that asks it, where one surely does."""
    sent = [
        Sent(number, letter[units[0].start : units[-1].end], content_stems(" ".join(one.plain for one in units)))
        for number, units in questions_sent(letter)
    ]
    if not sent or not questions:
        return {}
    scores = _scores(questions, sent)
    total, pairs = _in_order(scores)
    apart, by_kind = _each_kind_in_order(questions, scores)
    freely, in_any = _in_any_order(scores)
    if freely > max(total, apart) + OUT_OF_ORDER:
        pairs = in_any
    elif apart > total + OUT_OF_ORDER:
        pairs = by_kind
    else:
        _between(pairs, questions, sent)
    return {questions[at].id: sent[to] for at, to in pairs.items()}


def _each_kind_in_order(
    questions: Sequence[Question], scores: Sequence[Sequence[float]]
) -> tuple[float, dict[int, int]]:
    """The pairs of a codebook that has its yes-or-no questions first and its counts last, each of them in the letter's
    order; and how good they are."""
    total, pairs = 0.0, dict[int, int]()
    for choices in (True, False):
        rows = [at for at, one in enumerate(questions) if (one.kind == "choice") is choices]
        if rows:
            more, found = _in_order([scores[at] for at in rows])
            total += more
            pairs |= {rows[at]: to for at, to in found.items()}
    return total, pairs


def _scores(questions: Sequence[Question], sent: Sequence[Sent]) -> list[list[float]]:
    everywhere = Counter(stem for one in sent for stem in one.stems)
    table = []
    for question in questions:
        words = content_stems(fold(question.text)) | content_stems(fold(" ".join(question.keywords)))
        names = subject(question).names
        named = [bool(names and names.search(one.plain)) for one in sent]
        row = []
        for one, has_name in zip(sent, named, strict=True):
            shared = sum((0.3 if stem in GENERIC else 1.0) / everywhere[stem] ** 0.5 for stem in words & one.stems)
            topics = sum(f" {fold(word)}" in f" {one.plain}" for word in question.keywords)
            likeness = min(MOST_SHARED, shared + TOPIC * min(2, topics)) + _fit(question, one)
            likeness += NAMED * has_name
            row.append(likeness if shared or topics else 0.0)
        table.append(row)
    return table


def _fit(question: Question, one: Sent) -> float:
    if question.kind == "choice":
        fits = asks_yes_or_no(FOLLOWS.sub("", one.plain))
    else:
        fits = question.kind in KINDS and KINDS[question.kind].search(one.plain) is not None
    return FITS if fits else CLASHES


def _in_any_order(scores: Sequence[Sequence[float]]) -> tuple[float, dict[int, int]]:
    """The pairs of a codebook that keeps no order: first the question that would lose most by its second choice."""
    pairs: dict[int, int] = {}
    taken: Counter[int] = Counter()
    total = 0.0
    left = set(range(len(scores)))
    while left:
        worth = {at: [score - SHARED * taken[to] for to, score in enumerate(scores[at])] for at in left}
        at = max(left, key=lambda one: (_lead(worth[one]), -one))
        left.remove(at)
        to = max(range(len(worth[at])), key=worth[at].__getitem__)
        if scores[at][to] >= LEAST and worth[at][to] > 0:
            pairs[at] = to
            taken[to] += 1
            total += worth[at][to]
    return total, pairs


def _lead(worth: Sequence[float]) -> float:
    """By how much the best is better than the next, or than nothing."""
    first, *rest = sorted((0.0, *worth), reverse=True)
    return first - rest[0]


def _in_order(scores: Sequence[Sequence[float]]) -> tuple[float, dict[int, int]]:
    """How good the pairs are, all in one order, that are best together, and the pairs; several questions of the
    codebook may record one of the letter."""
    width = len(scores[0])
    best = [[0.0] * (width + 1)]
    for row in scores:
        line = [0.0]
        for to, score in enumerate(row):
            taken = max(best[-1][to] + score, best[-1][to + 1] + score - SHARED) if score >= LEAST else 0.0
            line.append(max(line[-1], best[-1][to + 1], taken))
        best.append(line)
    pairs: dict[int, int] = {}
    to = width
    for at in range(len(scores), 0, -1):
        while to and best[at][to] == best[at][to - 1]:
            to -= 1
        if to and best[at][to] > best[at - 1][to] and scores[at - 1][to - 1] >= LEAST:
            pairs[at - 1] = to - 1
            alone = best[at - 1][to - 1] + scores[at - 1][to - 1]
            to -= alone >= best[at][to]
    return best[-1][width], pairs


def _between(pairs: dict[int, int], questions: Sequence[Question], sent: Sequence[Sent]) -> None:
    """Pair what alone is left, on both sides, between two pairs."""
    ends = [(-1, -1), *sorted(pairs.items()), (len(questions), len(sent))]
    for (before, left), (after, right) in pairwise(ends):
        unpaired = range(before + 1, after)
        free = [to for to in range(left + 1, right) if len(unpaired) and _fit(questions[before + 1], sent[to]) > 0]
        if len(unpaired) == 1 and len(free) == 1 and len(pairs) > 1:
            pairs[before + 1] = free[0]
