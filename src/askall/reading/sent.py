"""Sent: the questions of the letter that was sent, by number, for replies that answer "Q2: none" and repeat nothing."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from askall.reading.folding import content_stems, fold, shingles
from askall.reading.labels import GREETING, SIGN_OFF, is_nominal, is_question
from askall.reading.segmenting import Unit, lines_of, plain_text, units

YES_OR_NO = re.compile(
    r"^\W*(?:[^?]{0,80}[:,] )?(?:(?:please |can you |could you |also |and )*"
    r"(?:confirm|state|say|tell me|indicate|advise)[^?]{0,20}\b(?:whether|if)\b"
    r"|can you (?:please )?confirm that\b|(?:and |or )?(?:do|does|did|is|are|was|were|has|have|had|will|would)\b)"
)
FOLLOWS = re.compile(
    r"^\W*(?:and )?(?:if (?:so|yes|no|not|the answer|you (?:do|have|use|answered))|where (?:so|you do))\b"
)

FIRST_PART = re.compile(r"[\"']?\(?a\)")  # "1. a) Do you …?": its first part is 1 and 1a
_ASKER = content_stems("council trust force authority board body organisation department university service police")
SHORT = 4  # words: a sentence of fewer may be an answer in the same words


@lru_cache(maxsize=256)  # a study sends one letter for each law
def questions_sent(letter: str) -> tuple[tuple[str, tuple[Unit, ...]], ...]:
    """(number, sentences) of each question of our letter, in order.

    Where the letter numbers nothing, its bullets are counted, or else the sentences that ask.
    """
    asked: list[tuple[str, list[Unit]]] = []
    major = ""
    listed = [one for one in units(letter, folded=plain_text(letter)) if not is_courtesy(one)]
    numbered = any(one.numbers for one in listed)
    bullets = not numbered and sum(one.mark == "bullet" for one in listed) > 1
    for unit in listed:
        if unit.numbers:
            number = unit.numbers[0]
            major = number.rstrip("abcdefgh") if number[0].isdigit() else major
            asked.append((number if number[0].isdigit() else major + number, [unit]))
        elif not numbered and (unit.mark == "bullet" if bullets else is_question(unit.plain) or is_nominal(unit.plain)):
            asked.append((str(len(asked) + 1), [unit]))
        elif asked and unit.block == asked[-1][1][-1].block:
            asked[-1][1].append(unit)
    return tuple((number, tuple(some)) for number, some in asked)


def firsts(numbers: Iterable[str]) -> dict[str, str]:
    """Of the numbers of a letter, by each whole number the one that it or, where only its parts are counted, its first
    part has: 4a by 4."""
    given = tuple(numbers)
    found = {one: one for one in given if one.isdigit()}
    for one in given:
        if one.endswith("a") and one[:-1].isdigit():
            found.setdefault(one[:-1], one)
    return found


def is_courtesy(unit: Unit) -> bool:
    """Whether a line of the letter greets or takes leave."""
    return bool(GREETING.match(unit.plain) or SIGN_OFF.match(unit.plain))


@dataclass(frozen=True, slots=True)
class Echo:
    """By what a reply that repeats our letter is known: its runs of four words, its single words, its lines, and its
    short sentences ("0, 1, 2, 3 or more."); `questions` are the words of meaning of each of its questions."""

    runs: frozenset[tuple[str, ...]] = frozenset()
    lines: frozenset[str] = frozenset()
    sentences: frozenset[str] = frozenset()
    questions: tuple[frozenset[str], ...] = ()


@lru_cache(maxsize=256)
def echo_of(letter: str) -> Echo:
    """The echo of our letter; empty if it is not at hand.

    Its greeting names the body, as a letterhead does, and is no echo.
    """
    lines = fold(letter).split("\n")
    folded = "\n".join(one for one in lines if not (GREETING.match(one.strip()) or SIGN_OFF.match(one.strip())))
    listed = (one for one in units(letter, folded=plain_text(letter)) if not is_courtesy(one))
    short = frozenset(one.plain for one in listed if len(one.plain.split()) >= SHORT)
    asked = tuple(content_stems(unit.plain) - _ASKER for _, some in questions_sent(letter) for unit in some)
    return Echo(shingles(folded) | shingles(folded, 1), lines_of(letter), short, asked)
