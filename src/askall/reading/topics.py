"""Topics: a reply that heads what it says of each question by a word or two of it ("DPIA - none needed", "Spend:").

The names mostly come in the order of the questions, so where a name would fit two of them the order decides; in any
other order only names count that fit one question alone. Only where several names fit are they believed.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from askall.reading.folding import content_stems, fold
from askall.reading.passage import Passage
from askall.reading.polarity import opening

FEWEST = 3  # names that fit, before any is believed
MOST_WORDS = 6  # of a name
LONG = 6  # letters of a stem
MOST_OTHERS = 0.5  # of all names, those that fit no question
NAMING = ("own", "heading", "question")
_RUN_IN = re.compile(r"(?P<name>[^\W\d][^.:?;\n]{1,48}?\??)(?: ?[:–] | - |\? )(?=\S)")
_FIGURE = re.compile(r"[\d£]")
_INITIALS = re.compile(r"\b[A-Z]{2,5}\b")
_WORD = re.compile(r"[a-z][a-z'-]*")


@dataclass(frozen=True, slots=True)
class Name:
    """A name at place `at` of the passages; `cut` is where its passage goes on, 0 where it stands alone. `fits` are the
    questions (their places in the letter) with which it agrees best."""

    at: int
    cut: int
    fits: tuple[int, ...]


def by_topics(read: list[Passage], asked: Sequence[tuple[str, str]]) -> list[Passage]:
    """The passages of one text, the names of what is answered made headings that have the number of their question.

    `asked` are the questions as `worded` gives them.
    """
    asked = _wholes(asked)
    if len(asked) < FEWEST or any(one.label == "question" and len(one.plain.split()) > MOST_WORDS for one in read):
        return read
    if (
        sum(bool(one.unit.numbers) and one.unit.numbers[0] in dict(asked) for one in read if one.label != "signature")
        > 1
    ):
        return read
    names = list(_names(read, [text for _, text in asked]))
    chosen = max(in_order([one for one in names if one.fits]), in_any_order(names), key=len)
    if len(chosen) < FEWEST or sum(not one.fits for one in names) > MOST_OTHERS * len(names):
        return read
    return list(_headed(read, {one.at: (one, asked[place][0]) for one, place in chosen}))


def _wholes(asked: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """The questions with the words of all their parts."""
    found: dict[str, list[str]] = {}
    for number, words in asked:
        if number[0].isdigit():
            found.setdefault(number.rstrip("abcdefgh"), []).append(words)
    return [(number, " ".join(parts)) for number, parts in found.items()]


def _names(read: Sequence[Passage], asked: Sequence[str]) -> Iterator[Name]:
    stems = [content_stems(one) for one in asked]
    greeted = next((at for at, one in enumerate(read) if one.label == "greeting"), -1)
    for at, passage in enumerate(read):
        if at <= greeted or passage.label not in NAMING or passage.unit.row >= 0 or passage.unit.numbers:
            continue
        found = _RUN_IN.match(passage.raw)
        alone = not found and at + 1 < len(read) and read[at + 1].label == "own" and passage.plain[-1] not in ".!;"
        if passage.label == "question" and not alone:
            continue
        name = found["name"] if found else passage.raw if alone else ""
        plain = " ".join(fold(name).split())
        if not plain or len(plain.split()) > MOST_WORDS or opening(plain) or _FIGURE.search(plain):
            continue
        yield Name(at, found.end() if found else 0, fits(name, plain, asked, stems))


def fits(name: str, plain: str, asked: Sequence[str], stems: Sequence[frozenset[str]]) -> tuple[int, ...]:
    """The places of the questions that share most words with a name, and at least half of its words; `plain` is the
    name folded, `stems` the words of each question."""
    initials = [one.lower() for one in _INITIALS.findall(name)]
    own = content_stems(plain) - content_stems(" ".join(initials))
    shared = [
        sum(any(map(partial(_alike, one), theirs)) for one in own) + sum(_abbreviates(one, text) for one in initials)
        for theirs, text in zip(stems, asked, strict=True)
    ]
    best = max(shared)
    if not best or 2 * best < len(own) + len(initials):
        return ()
    return tuple(place for place, number in enumerate(shared) if number == best)


def _alike(one: str, other: str) -> bool:
    """Whether two stems are of one word, as "homeless" and "homelessness"."""
    return one == other or (min(len(one), len(other)) >= LONG and (one.startswith(other) or other.startswith(one)))


def _abbreviates(initials: str, text: str) -> bool:
    """ "DPIA" for "data protection impact assessment", or as it stands in the question."""
    words = _WORD.findall(text)
    letters = "".join(word[0] for word in words)
    return initials in words or initials in letters


def in_order(names: Sequence[Name]) -> list[tuple[Name, int]]:
    """The longest run of names whose questions come one after another, each with its question."""
    best: dict[int, list[tuple[Name, int]]] = {-1: []}  # by the last question named
    for name in names:
        for place in sorted(name.fits, reverse=True):
            before = max((run for last, run in best.items() if last < place), key=len)
            if len(before) + 1 > len(best.get(place, [])):
                best[place] = [*before, (name, place)]
    return max(best.values(), key=len)


def in_any_order(names: Sequence[Name]) -> list[tuple[Name, int]]:
    """The names that fit one question alone which no other name fits, each with its question."""
    fitted = Counter(place for one in names for place in one.fits)
    return [(one, one.fits[0]) for one in names if len(one.fits) == 1 and fitted[one.fits[0]] == 1]


def _headed(read: Sequence[Passage], chosen: Mapping[int, tuple[Name, str]]) -> Iterator[Passage]:
    for at, passage in enumerate(read):
        if at not in chosen:
            yield passage
            continue
        name, number = chosen[at]
        unit = passage.unit
        end = unit.start + name.cut if name.cut else unit.end
        raw = passage.raw[: name.cut] if name.cut else passage.raw
        plain = " ".join(fold(raw).split())
        yield replace(
            passage, label="heading", raw=raw, unit=replace(unit, end=end, plain=plain, numbers=(number,), mark="item")
        )
        if name.cut:
            rest = passage.raw[name.cut :]
            yield replace(passage, raw=rest, unit=replace(unit, start=end, plain=" ".join(fold(rest).split())))
