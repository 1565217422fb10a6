"""Manner: a reply that counts in another manner than the letter, "(i), (ii), (iii)" for its "1., 2., 3.".

Only where nearly all of its numbers do so, from the first on, are they those of the letter.
"""

from collections.abc import Sequence
from dataclasses import replace

from askall.reading.passage import Passage
from askall.reading.sent import firsts, questions_sent

FEWEST = 3  # numbers, before their manner is believed
COUNTING = ("own", "question", "heading", "argument")
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv")
_MANNERS = (_ROMAN, tuple("abcdefghijklmno"), tuple(map(str, range(1, 41))))


def as_the_letter_counts(read: list[Passage], letter: str) -> list[Passage]:
    """The passages of one text, their numbers those of our letter where they only look otherwise."""
    found = [at for at, one in enumerate(read) if one.unit.numbers and one.label in COUNTING]
    said = list(dict.fromkeys(number for at in found for number in read[at].unit.numbers))
    asked = dict.fromkeys(number for number, _ in questions_sent(letter))
    sent = sorted(firsts(asked), key=int) or list(asked)
    ours, theirs = _manner(sent), _manner(said)
    if len(said) < max(FEWEST, len(sent) / 2) or ours is None or theirs is None or ours is theirs:
        return read
    known = dict(zip(theirs, ours[: len(sent)], strict=False))
    for at in found:
        unit = read[at].unit
        if all(number in known for number in unit.numbers):
            numbers = tuple(known[number] for number in unit.numbers)
            read[at] = replace(read[at], unit=replace(unit, numbers=numbers))
    return read


def _manner(numbers: Sequence[str]) -> Sequence[str] | None:
    """The manner in which nearly all of these are the first few, in order; one may be left out."""
    for manner in _MANNERS:
        places = [manner.index(one) for one in numbers if one in manner]
        first_few = bool(places) and places[0] == 0 and places == sorted(places) and places[-1] <= len(places)
        if first_few and len(numbers) - len(places) <= len(places) // FEWEST:
            return manner
    return None
