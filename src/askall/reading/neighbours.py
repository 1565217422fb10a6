"""Neighbours: what lines are by those around them: addresses, values below their question, answers numbered plainly."""

# ruff: noqa: E501 -- a family of phrases stands on one line, so that it reads as one.

import re
from collections import Counter
from dataclasses import replace

from askall.reading.folding import content_stems, fold
from askall.reading.labels import FURNITURE, is_body_voice, is_question
from askall.reading.manner import as_the_letter_counts
from askall.reading.numbered import as_sent
from askall.reading.passage import Passage
from askall.reading.polarity import opening
from askall.reading.rows import by_rows
from askall.reading.sent import questions_sent
from askall.reading.topics import by_topics
from askall.reading.worded import worded
from askall.study.records import Question

_VALUE = re.compile(
    r"^(?:yes|no|y|n|none|nil|zero|n/a|not applicable|unknown|not known|not used|not held|(?:total:? ?)?[£~]?(?:0|[1-9]\d{0,6}|[1-9]\d{0,2}(?:,\d{3}){1,3})(?:\.\d+)?[km%+]?(?: [a-z]+){0,2})\W*$"
)
_POSTCODE = re.compile(r"\b[a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2}\W*$")
MOST_ADDRESS, ADDRESS_LINES = 60, 6
MOST_HEAD = 40  # lines of a letterhead
_IN_LINE = re.compile(
    r"\s*[:=–-]\s+(?P<answer>(?:yes|no|none|nil|n/a|not applicable)\b.{0,200}|£?\d[\d,.]*\W*)$",
    re.IGNORECASE | re.DOTALL,
)
_AFTER_MARK = re.compile(r"(?<=\?)\s+[=–-]\s*(?P<answer>\S.*)$", re.DOTALL)  # "Do you webcast? - Since May 2021"
_ASKS_OPENLY = re.compile(
    r"^\W*(?:(?:q? ?\d{1,2}[a-h]?[.):]?|[a-h][.)]) )?(?:do|does|has|have|is|are|did|was|were|any) [^?]{12,160} [=–-] [^?]+$"
)
_BESIDE = re.compile(r"\s+[=–-]\s+(?P<answer>[^=–]{1,200})$")
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth")
_NAMES_QUESTION = re.compile(
    r"^(?:(?:and|finally|lastly|next),? )?(?:in (?:answer|response|reply|relation|respect) (?:to|of)|with (?:regards?|respect) to|regarding|as (?:to|for|regards)|on|for|concerning|turning to|to) (?:your )?(?:questions?|q|points?|parts?|items?) ?(?:no\.? ?|number )?(?P<first>\d{1,2}[a-h]?)\b(?! ?(?:and|to|&|-|,) ?\d)"
    rf"|\banswer to (?:your |the )?(?:(?:question|q|point|part) ?(?P<second>\d{{1,2}}[a-h]?)|(?P<ordinal>{'|'.join(_ORDINALS)}) (?:question|point|part)) is\b"
)
_NAMES_NUMBER = re.compile(
    r"^(?:(?:and|finally),? )?(?:in (?:answer|response|reply|relation|respect) (?:to|of)|with regards? to|regarding|as (?:to|regards)|on|for|concerning) (?:your )?(?:no\.? ?)?(?P<first>\d{1,2}[a-h]?)(?=[,:.] ?|\W*$)(?P<second>(?!))?(?P<ordinal>(?!))?"
)
_AFTER_LEAD = re.compile(r"[ ,:;–-]*")
_COUNTS = re.compile(r"£?(?!(?:19|20)\d\d\b)\d[\d,.]* [a-z]")
_DIGITS = re.compile(r"\d+")
_ON_EACH_PAGE = re.compile(r"\bwww\.|https?:|@|\bpage \d|\bt(?:el)?[.:]? ?\d{3}|\b\d{5} ?\d{3}")
MOST_FURNITURE = 160
_LINK = re.compile(r"^(?:https?://|www\.)[^\s/]+/[^\s/]\S+$")  # to a page of its own, not to where the body is at home
FEWEST = 3  # questions, before their count tells anything
_PARTS = "abcdefgh"
_PLAIN_NUMBER = re.compile(r"(\d{1,2}[a-h]?) +(?=[^\W\d_]|[£\d])|(?P<alone>\d{1,2}[a-h])$")


def beside_others(read: list[Passage], letter: str, questions: tuple[Question, ...] = ()) -> list[Passage]:
    """The passages of one text, relabelled where their neighbours tell what they are."""
    asked = worded(letter, questions)
    read = by_rows(as_the_letter_counts(_without_furniture(read), letter), asked)
    numbered = as_sent(_numbered_in_words(_plainly_numbered(read, letter)), letter)
    numbered = by_topics(numbered, asked)
    return _paired(_without_addresses(_answered_in_line(_in_order(_linked(numbered), letter))), letter)


def _without_furniture(read: list[Passage]) -> list[Passage]:
    """Lines with an address or a page's number that come again and again head or foot each page, and so does a bare
    number beside one."""
    shape = [_DIGITS.sub("#", one.plain) if _ON_EACH_PAGE.search(one.plain) else "" for one in read]
    times = Counter(shape)
    foot = {at for at, one in enumerate(shape) if one and times[one] > 1 and not read[at].unit.numbers}
    foot = {
        at for at in foot if len(read[at].plain) < MOST_FURNITURE and read[at].label in ("own", "heading", "question")
    }
    beside = {at for one in foot for at in (one - 1, one + 1) if 0 <= at < len(read) and read[at].plain.isdigit()}
    for at in foot | beside:
        read[at] = replace(read[at], label="boilerplate")
    return read


def _linked(read: list[Passage]) -> list[Passage]:
    """A link of its own line below a question, or beside its number, is the answer; not the list of links below the
    signature."""
    signed = next((at for at, one in enumerate(read) if one.label == "signature"), len(read))
    for at, passage in enumerate(read[:signed]):
        above = at and read[at - 1].label == "question"
        if passage.label == "heading" and _LINK.match(passage.plain) and (above or passage.unit.numbers):
            read[at] = replace(passage, label="own")
    return read


def _numbered_in_words(read: list[Passage]) -> list[Passage]:
    """ "In answer to question 5, none", "so the answer to your first question is yes", and where several lines begin so
    "in relation to 5, none": they name what they answer."""
    bare = [one for one in read if one.label == "own" and not one.unit.numbers and _NAMES_NUMBER.match(one.plain)]
    named = _NAMES_NUMBER if len({one.plain.split(",")[0] for one in bare}) >= FEWEST else _NAMES_QUESTION
    for at, passage in enumerate(read):
        found = None
        if passage.label == "own" and not passage.unit.numbers:
            found = _NAMES_QUESTION.search(passage.plain) or named.match(passage.plain)
        if found:
            number = found["first"] or found["second"] or str(1 + _ORDINALS.index(found["ordinal"]))
            lead = found.re.match(fold(passage.raw)) if found["first"] else None
            skipped = _AFTER_LEAD.match(passage.raw, lead.end()) if lead else None
            cut = skipped.end() if skipped and skipped.end() < len(passage.raw) else 0
            unit = replace(passage.unit, start=passage.unit.start + cut, plain=_squeezed(passage.raw[cut:]))
            unit = replace(unit, numbers=(number,), mark="item")
            read[at] = replace(passage, unit=unit, raw=passage.raw[cut:])
    return read


def _in_order(read: list[Passage], letter: str) -> list[Passage]:
    """As many bullets, or lines marked "A)", as there are numbered questions above answer them in their order."""
    asked = [one for one in read if one.label == "question" and one.unit.numbers]
    numbers = [one.unit.numbers[0] for one in asked] or [number for number, _ in questions_sent(letter)]
    if len(numbers) < FEWEST or len(set(numbers)) < len(numbers):
        return read
    begin = read.index(asked[-1]) + 1 if asked else 0
    found = [
        at
        for at in range(begin, len(read))
        if read[at].label in ("own", "heading", "argument") and _answer_mark(read[at])
    ]
    if len(found) != len(numbers) or any(read[at].unit.numbers and read[at].unit.numbers != ("a",) for at in found):
        return read
    if any(one.unit.numbers and at not in found for at, one in enumerate(read) if at >= begin and one.label == "own"):
        return read
    for at, number in zip(found, numbers, strict=True):
        unit = replace(read[at].unit, numbers=(number,), mark="a")
        read[at] = replace(read[at], unit=unit, label="own")
    return read


def _answer_mark(passage: Passage) -> bool:
    return passage.unit.numbers == ("a",) or (passage.unit.mark == "bullet" and not passage.unit.numbers)


def _plainly_numbered(read: list[Passage], letter: str) -> list[Passage]:
    """ "1 Yes", "2 No" below one another answer our questions by number, though no sign sets the number off."""
    wanted = [number for number, _ in questions_sent(letter)]
    found: list[tuple[int, str, int]] = []
    last = ""
    for at, passage in enumerate(read):
        if passage.unit.numbers:
            own = passage.unit.numbers[0]
            last = own if own[0].isdigit() else last.rstrip(_PARTS) + own
            continue
        match = _PLAIN_NUMBER.match(passage.plain) if passage.label in ("own", "heading") else None
        number = (match[1] or match["alone"]) if match else ""
        if match and _is_next(number, last, wanted):
            found.append((at, number, 0 if match["alone"] else match.end()))
            last = number
    if len(found) > 1:
        for at, number, skipped in found:
            if skipped:
                read[at] = _numbered(read[at], number, skipped)
            else:  # its answer stands below it
                unit = replace(read[at].unit, numbers=(number,), mark="item")
                read[at] = replace(read[at], unit=unit, label="heading")
    return read


def _is_next(number: str, last: str, wanted: list[str]) -> bool:
    """Whether a number is that of the question after the last one, or of its next part ("3b" after "3a"); parts of the
    last one may be left out."""
    places = {one: at for at, one in enumerate(wanted)}
    whole, before = number.rstrip(_PARTS), last.rstrip(_PARTS)
    here = places.get(number, places.get(whole) if number == whole + "a" else None)
    if whole == before and last != before and number != whole:
        return ord(number[-1]) == ord(last[-1]) + 1
    if here is None:
        return False
    behind = places.get(last, places.get(before, -1))
    return here > behind and all(one.rstrip(_PARTS) == before for one in wanted[behind + 1 : here])


def _answered_in_line(read: list[Passage]) -> list[Passage]:
    """ "Do you have such tools: no" is a question with its answer."""
    found: list[Passage] = []
    for passage in read:
        asking = passage.label in ("own", "question")
        match = (_IN_LINE.search(passage.raw) or _AFTER_MARK.search(passage.raw)) if asking else None
        match = match or (_BESIDE.search(passage.raw) if asking and _ASKS_OPENLY.match(passage.plain) else None)
        if match and (match.re is _BESIDE or is_question(" ".join(fold(passage.raw[: match.start()]).split()))):
            cut = passage.unit.start + match.start("answer")
            asked = replace(
                passage.unit, end=passage.unit.start + match.start(), plain=_squeezed(passage.raw[: match.start()])
            )
            told = replace(
                passage.unit, start=cut, plain=_squeezed(passage.raw[match.start("answer") :]), numbers=(), mark=""
            )
            found.append(replace(passage, unit=asked, label="question", raw=passage.raw[: match.start()]))
            found.append(replace(passage, unit=told, label="own", raw=passage.raw[match.start("answer") :]))
        else:
            found.append(passage)
    return found


def _squeezed(raw: str) -> str:
    return " ".join(fold(raw).split())


def _numbered(passage: Passage, number: str, skipped: int) -> Passage:
    raw = passage.raw[skipped:].lstrip()
    start = passage.unit.end - len(raw)
    unit = replace(passage.unit, start=start, plain=" ".join(fold(raw).split()), numbers=(number,), mark="item")
    return replace(passage, unit=unit, raw=raw, label="own")


def _without_addresses(read: list[Passage]) -> list[Passage]:
    """The short lines that lead to a postcode are an address, not words on the request."""
    for at, passage in enumerate(read):
        if not _POSTCODE.search(passage.plain) or len(passage.plain) > MOST_ADDRESS:
            continue
        first = at
        while first and at - first < ADDRESS_LINES and _in_address(read[first - 1]):
            first -= 1
        read[first : at + 1] = [replace(one, label="heading") for one in read[first : at + 1]]
    return read


def _in_address(passage: Passage) -> bool:
    plain = passage.plain
    if passage.label not in ("own", "heading", "argument") or len(plain) > MOST_ADDRESS or passage.unit.numbers:
        return False
    return (
        plain[-1] not in ".?!:;"
        and passage.unit.row < 0
        and not opening(plain)
        and not plain.isdigit()
        and not is_body_voice(plain)
    )


def _paired(read: list[Passage], letter: str) -> list[Passage]:
    """A line that is nothing but a value ("14", "No") answers the line before it, whatever that looks like; a bare number
    may be that of a page, so the line before it must have a word of the letter, where it is at hand."""
    sent = content_stems(fold(letter))
    greeted = next((at for at, one in enumerate(read[:MOST_HEAD]) if one.label == "greeting"), 0)
    for at in range(greeted + 1, len(read)):  # above the greeting stand addresses: "8 City Walk"
        asked, told = read[at - 1], read[at]
        if (
            told.label
            in (("own", "heading", "question", "signature") if asked.label == "question" else ("own", "heading"))
            and _VALUE.match(told.plain)
            and asked.label in ("own", "heading", "question")
            and not (asked.label == "heading" and asked.unit.numbers)  # the name of one of our questions
            and not told.unit.numbers
            and (told.unit.row < 0 or told.unit.row == asked.unit.row)  # a table's next row has its own number
            and not (asked.unit.row >= 0 and (asked.unit.cell or opening(asked.plain)))
            and _may_ask(asked)
            and not (letter and (told.plain.isdigit() or asked.unit.numbers) and not sent & content_stems(asked.plain))
        ):
            read[at - 1] = replace(asked, label="question")
            read[at] = replace(told, label="own")
    return read


def _may_ask(passage: Passage) -> bool:
    """Whether a line has the length and the end of a question without its mark."""
    plain = passage.plain
    if passage.label == "question" or plain[-1] == "?":
        return True
    if opening(plain) in ("yes", "no") or _COUNTS.match(plain):
        return False  # an answer with its explanation: "60 litres by our own team"
    return len(plain.split()) > 2 and plain[-1] not in ".;" and not _VALUE.match(plain) and not FURNITURE.match(plain)
