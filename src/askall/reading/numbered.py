"""Numbered: replies that count as the letter counted, and repeat none of its questions.

What stands under "5" then answers question 5, though it looks like something that is asked for ("An officer of the
housing team", "Not for every patient"), and a few words beside the number ("Question 2 - machine translation",
"Protocol (Q2)") are only the name of what is answered below.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from askall.reading.folding import content_stems, fold, squeeze
from askall.reading.labels import is_body_voice, is_question
from askall.reading.passage import Passage
from askall.reading.polarity import opening
from askall.reading.sent import FIRST_PART, YES_OR_NO, firsts, questions_sent

FEWEST = 2  # questions, or numbers of the reply
MOST_NAME = 8  # words of a name
ECHO = 0.7  # of a line's words that stand in the question of that number: it repeats the question
FEW = 2  # words that say too little to be an echo
_IN_BRACKETS = re.compile(
    r"\((?:your )?(?:q|questions?)\.? ?(?P<numbers>\d{1,2}[a-h]?(?:(?:, ?| ?& ?| and )(?:q ?)?\d{1,2}[a-h]?)*)\)\W*$"
)
_RUN_IN = re.compile(r"(?P<name>[^()\n]{1,60}\((?:your )?[Qq](?:uestions?|s)?\.? ?\d{1,2}[a-h]?\)) ?[-–:] ?(?=\S)")
_ONE = re.compile(r"\d{1,2}[a-h]?")
_YEARS = re.compile(r"\b(?:19|20)\d\d(?: ?[-/] ?(?:20)?\d\d)?\b")
_TELLS = re.compile(
    r"\d|\b(?:is|are|was|were|has|have|had|do|does|did|not|no|none|nil|yes|can|cannot|will|see|attached|enclosed|held|"
    r"refer|above|below|applicable|exempt|withheld|publish\w*|available|n/a|www|https?)\b|@|[.;!]$"
)


def as_sent(read: list[Passage], letter: str) -> list[Passage]:
    """The passages of one text, where it counts as our letter does: its answers "own", and the names of what it answers
    a "heading" that keeps its number."""
    sent = {number: content_stems(" ".join(one.plain for one in asked)) for number, asked in questions_sent(letter)}
    if len(sent) < FEWEST:
        return read
    parted = (number for number, asked in questions_sent(letter) if FIRST_PART.match(asked[0].plain))
    sent |= {f"{number}a": sent[number] for number in parted if f"{number}a" not in sent}
    sent |= {
        whole: frozenset().union(*(stems for one, stems in sent.items() if one.rstrip("abcdefgh") == whole))
        for whole, first in firsts(sent).items()
        if first != whole
    }
    read = [_named_in_brackets(one, sent) for one in _parted(read)]
    numbered = [(at, number) for at, number in _numbers(read) if number in sent]
    told = {number for _, number in numbered}
    names = {at for at, number in numbered if _is_name(read, at, sent[number])}
    echoed = any(at not in names and _repeats(read[at], sent[number]) for at, number in numbered)
    if len(told) < max(FEWEST, _wholes(sent) / 2):
        return read
    if echoed:  # some are repeated and some only named: "4. Proactive monitoring"
        for at in names:
            read[at] = replace(read[at], label="question")
        return read
    for at, _ in numbered:
        if at in names:
            read[at] = replace(read[at], label="heading")
        elif read[at].label == "question":
            read[at] = replace(read[at], label="own")
    return read


def _wholes(sent: Mapping[str, object]) -> int:
    """How many questions the letter has, their parts not counted."""
    return sum(number.isdigit() for number in sent)


def _numbers(read: Sequence[Passage]) -> Iterator[tuple[int, str]]:
    """Where the reply has a number, and the number: "a" below 2 is 2a."""
    major = ""
    for at, passage in enumerate(read):
        if passage.label not in ("own", "question", "heading", "argument") or not passage.unit.numbers:
            continue
        number = passage.unit.numbers[0]
        if number[0].isdigit():
            major = number.rstrip("abcdefgh")
            yield at, number
        else:
            yield at, major + number


def _parted(read: Sequence[Passage]) -> Iterator[Passage]:
    """ "Spend (Q6) - £390": the name, and what is said of it."""
    for passage in read:
        found = _RUN_IN.match(passage.raw) if passage.label in ("own", "heading", "question") else None
        if not found or passage.unit.numbers:
            yield passage
            continue
        cut, unit = found.end(), passage.unit
        for raw, start, end, label in (
            (passage.raw[: found.end("name")], unit.start, unit.start + found.end("name"), "heading"),
            (passage.raw[cut:], unit.start + cut, unit.end, "own"),
        ):
            yield replace(
                passage, raw=raw, label=label, unit=replace(unit, start=start, end=end, plain=squeeze(fold(raw)))
            )


def _named_in_brackets(passage: Passage, sent: Mapping[str, object]) -> Passage:
    """ "Supported housing (your Q1 and Q7)"."""
    plain = passage.plain
    if passage.unit.numbers or passage.label not in ("own", "heading", "question") or not plain.endswith((")", "):")):
        return passage
    found = _IN_BRACKETS.search(plain)
    numbers = tuple(_ONE.findall(found["numbers"])) if found else ()
    if not found or len(plain.split()) > MOST_NAME + len(numbers) or not all(one in sent for one in numbers):
        return passage
    return replace(passage, label="heading", unit=replace(passage.unit, numbers=numbers, mark="item"))


def _is_name(read: Sequence[Passage], at: int, asked: frozenset[str]) -> bool:
    """Whether a numbered line only names what is answered below it: of a short question ("Deposit or charge?"), half of
    the words must stand in the one of its number."""
    passage = read[at]
    below = next((one for one in read[at + 1 :] if one.label != "boilerplate"), None)
    if not below or below.unit.numbers or below.label not in ("own", "argument", "heading"):
        return False
    if _IN_BRACKETS.search(passage.plain):
        return True
    words = passage.plain.split()
    if len(passage.unit.numbers) > 1 and (not words or passage.label == "heading" or not _TELLS.search(passage.plain)):
        return True
    if below.raw[:1].islower():  # the page ended within a sentence
        return False
    if len(words) > MOST_NAME or opening(passage.plain):
        return False
    if passage.plain.endswith("?"):
        own = content_stems(passage.plain)
        return bool(own) and 2 * len(own & asked) >= len(own)
    return below.unit.block != passage.unit.block and bool(
        YES_OR_NO.match(passage.plain) or not _TELLS.search(_YEARS.sub("", passage.plain))
    )


def _repeats(passage: Passage, asked: frozenset[str]) -> bool:
    """Whether a numbered line asks, or has the words of the question of its number and tells nothing by them."""
    if passage.label != "question":
        return False
    if is_question(passage.plain):
        return True
    own = frozenset(one for one in content_stems(passage.plain) if not one.isdigit())
    return len(own) > FEW and len(own & asked) >= ECHO * len(own) and not is_body_voice(passage.plain)
