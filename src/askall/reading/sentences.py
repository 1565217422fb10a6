"""Sentences: where they end, where a full stop ends a short form or stands in a web address, and where a line counts."""

# ruff: noqa: E501 -- a family of phrases stands on one line, so that it reads as one.

import re
from collections.abc import Iterator

LONGEST = 900  # characters in one unit: bounds the work any later pattern can be made to do
_ABBREVIATION = re.compile(
    r"(?:\b(?:mr|mrs|ms|dr|st|no|nos|ref|s|ss|sec|reg|regs|para|approx|e\.g|i\.e|eg|ie|etc|vs|inc|ltd|cllr|art|est)"
    r"|(?:^|\s)\(?(?:\d{1,2}[a-z]?|[a-z]|[ivx]{1,4}|q\d{0,2}|a\d{1,2}))\.$"
)
_NO_FIRST = re.compile(r"^[\W\d]*no\.$")
_ENDS_TOO = re.compile(r"\b(?:no|ltd|inc|etc|co|est)\.$")
_BEGINS = re.compile(
    r"(?:The|This|These|That|There|We|It|Our|In|As|A|An|For|All|However|They|If|Please|Where|At|Any)\b"
)
# A sentence ends at its sign; and before what opens or closes a letter, where a program took the lines away.
_BOUNDARY = re.compile(
    r"(?:[.!?;]['\")\]]?(?=\s)|\?(?=[a-z\d])|\.(?=[A-Z][a-z]))\s*"
    r"| (?=(?:How many|How much|What|Which|Who|When|Do you|Does|Is there|Are there|Has the|Have you|In your)\b)(?:(?<=\bYes )|(?<=\bNo )|(?<=\bN/A )|(?<=\bNone ))"
    r"|(?<=[\w,:)\]-]) (?=(?:Thank you for (?:your|contacting)|Dear (?:Mr|Mrs|Ms|Miss|Dr|Sir|Madam)\b|Yours (?:sincerely|faithfully)\b|(?:Kind|Best) regards\b))"
)
FEWEST_COUNTED = 3
_COUNTER = re.compile(
    r"(?:(?<=\s)|^)(?:q ?)?(?P<first>\d{1,2})(?: ?(?:&|and|-|/|to) ?(?P<last>\d{1,2}))?[.)](?=\s+\S)", re.MULTILINE
)
LONGEST_ADDRESS = 300


def _in_address(text: str, at: int) -> bool:
    """Whether a sign stands within a web address: "…/find?q=lamps"."""
    end = at + 1
    if text[end : end + 1].isspace() or not text[end : end + 1]:
        return False
    begin = max(text.rfind(blank, max(0, at - LONGEST_ADDRESS), at) for blank in " \n\t") + 1
    return "://" in text[begin:at] or text.startswith("www.", begin)


def _is_abbreviation(before: str, after: str) -> bool:
    """Whether a full stop ends a short form, "No. 4" and not "No. The council …"."""
    if not _ABBREVIATION.search(before):
        return False
    if _NO_FIRST.match(before) and after[:1].isupper():
        return False  # "No. Permission …" at the beginning of an answer
    return not (_ENDS_TOO.search(before) and _BEGINS.match(after))


def sentences(text: str, folded: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Sentence offsets within a block, outer white space left out, none longer than LONGEST."""
    left = start
    for found in _BOUNDARY.finditer(text, start, end):
        if found.start() < left or _is_abbreviation(
            folded[max(left, found.start() - 12) : found.start() + 1], text[found.end() : found.end() + 12]
        ):
            continue
        if _in_address(text, found.start()):
            continue
        after = text[found.end() : found.end() + 1]
        if after.islower() and folded[found.start()] != "?":
            continue
        yield from _trim(folded, left, found.start() + len(found[0].rstrip()))
        left = found.end()
    yield from _trim(folded, left, end)


def _trim(folded: str, left: int, right: int) -> Iterator[tuple[int, int]]:
    while left < right and folded[left].isspace():
        left += 1
    while right > left and folded[right - 1].isspace():
        right -= 1
    while right - left > LONGEST:
        cut = folded.rfind(" ", left + 1, left + LONGEST)
        cut = cut if cut > left else left + LONGEST
        yield left, cut
        left = cut
    if right > left:
        yield left, right


_WORDS = re.compile(r"\b(?!and\b|or\b|to\b)\w+")
NEAR_BEGINNING = 12  # characters before "(a)", where the parts of a question are counted
_LETTER = re.compile(r"(?:(?<=\s)|(?<![^\s\d.)]))(?P<part>\(?(?P<letter>[a-h])(?:\)[.:]?|\.))(?=\s)")


def counted_off(folded: str, start: int, end: int) -> list[int]:
    """Where "1. No 2. Not that we know 3 & 4. One for the schools 5. N" parts, if it counts on from 1."""
    if folded.find("1", start, end) < 0:
        return []
    found: list[int] = []
    following = 1
    for one in _COUNTER.finditer(folded, start, min(end, start + LONGEST)):
        if int(one["first"]) == following:
            following = int(one["last"] or one["first"]) + 1
            found.append(one.start())
    return found if following > FEWEST_COUNTED and len(found) > 1 else []  # "questions 1 to 8." alone counts nothing


def lettered_off(folded: str, start: int, end: int) -> list[int]:
    """Where "(a) Is there a charge? (b) If so, how much? (c) Is any free?" parts, if it counts on from a near its
    beginning; the first part stays with what stands before it."""
    found: list[int] = []
    ended = start
    for one in _LETTER.finditer(folded, start, min(end, start + LONGEST)):
        if one["letter"] != "abcdefgh"[len(found)]:
            if not found:
                return []
            continue
        if not found and one.start() - start > NEAR_BEGINNING:
            return []
        if found and not _WORDS.search(folded, ended, one.start()):
            return []  # "(a) and (b): none"
        ended = one.end()
        found.append(one.start("part"))
        if len(found) == len("abcdefgh"):
            break
    return found[1:]
