"""Markers: the bullets, numbers and labels that items are counted off with: "2.", "b)", "Q3:", "4-6.", "Answer to 5"."""

# ruff: noqa: E501 -- a family of phrases stands on one line, so that it reads as one.

import re
from itertools import pairwise

_BULLET = re.compile(r"[ \t]*(?:[•·▪●○◦➢►✓\uf0b7\uf0a7*-]|o(?=[ \t]))[ \t]+")
_PLAIN_NUMBER = re.compile(
    r"[ \t]*\(?(?:(\d{1,2}(?:\.\d{1,2})?[a-z]?)(?:[.)]-?|/(?=[ ]+\S)|,(?=[ ]+(?:yes|no|n/a|how|what|do|does|is|are|please|which|when|where|who|why|has|have)\b)|:(?!\d)|[ ]?-(?=\s)|[ ]/(?=[ ][a-z]))\)?(?=\s|$|[a-z])|([a-hq]|[ivx]{1,4})(?:[.)]|:(?!\d)|[ ]-(?=\s))\)?(?=\s|$))"
)
_BRACKETED = re.compile(
    r"[ \t]*\[(\d{1,2}[a-h]?)\](?=[ \t]+(?!https?:|www\.|mailto:)\S)"
)  # "[2] No"; a link's mark stands close to its words
# "Qs 1 and 2.", "Questions 1, 2 and 4:", "1 & 2 & 3" on a line of its own.
_SEVERAL = re.compile(
    r"[ \t]*(?P<named>(?:questions?|qs?|parts?|points?|items?|nos?|answers?|responses?)[ .:]*)?(?P<numbers>\d{1,2}(?:[ ]*(?:,? ?and|,|&|\+|/)[ ]*(?:q ?)?\d{1,2})+)(?P<end>[ ]*(?:[.):](?!\d)|-(?=\s))(?=\s|$|[a-z])|[ ]*(?=\n|$))"
)
_RANGE = re.compile(
    r"[ \t]*(?:(?:questions?|q|parts?|points?|items?|answers?|responses?)[ .:]*)?(\d{1,2})[.)]?[ ]*(-|to|&|and|,|/)[ ]*"
    r"(?:q(?:uestion)?[ .]*)?(\d{1,2})[ ]*(?:[.):]|-(?=\s))(?=\s|$|[a-z])"
)
_RANGE_LINE = re.compile(
    r"[ \t]*(?:questions?|requests?|parts?|points?|items?|answers?|responses?)[ .:]*(\d{1,2})[ ]*(-|to|&|and|,)[ ]*(\d{1,2})[ ]*$"
)
_ONE_WITH_FIGURE = re.compile(r"[ \t]*(?:question|q|part|point|item)[ .:]*\d{1,2} - \d")  # "Question 4 - 12."
_LABEL = re.compile(
    r"[ \t]*(?:(?:cwestiwn|c) ?\d{1,2}[a-h]?[.):]? ?/ ?)?(question|q|cwestiwn|c(?=\d{1,2}[a-h]?[.):])|answer|a|ans|response|reply|request|part|point|item|query)(?: to (?:your )?(?:question|request|query|part|point|q)\b)?[ .]*(?:no\.?:?[ ]*|number:?[ ]*)?"
    r"(\d{1,2}(?:\.\d{1,2})?[ ]?(?:[a-h]|\([a-h](?=\)))?|[a-h]|[ivx]{1,4})(?:[ ]?[.):-]|(?=\s)|$)(?![a-z\d])"
)
_PART = re.compile(r"[ \t]*(\d{1,2}) ?\(?([a-h])\)[.:)]?(?=\s|$)")  # "1 a) No", "3(b) two"
# "1.1  Is it used?": two blanks, or a word that asks, where no sign sets the number off.
_DECIMAL = re.compile(
    r"[ \t]*(\d{1,2}\.\d{1,2})(?:[ \t]{2,}|[ \t](?=(?:how|what|do|does|did|is|are|was|were|has|have|please|which|when|where|who|why|if|number of|names? of)\b))(?=[a-z(])"
)
_SAID = re.compile(r"[ \t]*(?:(?:our|the|council|trust|university)(?:'s)? )?(?:response|answer|reply|ans)[ ]?[:=-][ ]")
MOST = 40  # questions of a letter
ASKING = frozenset({"question", "q", "request", "query", "cwestiwn", "c"})
ANSWERING = frozenset({"answer", "a", "ans", "response", "reply"})


def starts_item(line: str) -> bool:
    """Whether a line opens with a bullet, a number or a label of its own."""
    return bool(
        _BULLET.match(line)
        or _PLAIN_NUMBER.match(line)
        or _BRACKETED.match(line)
        or _LABEL.match(line)
        or _RANGE.match(line)
        or _DECIMAL.match(line)
        or _SAID.match(line)
    )


def marker(folded: str, start: int, end: int) -> tuple[str, tuple[str, ...], int]:
    """How the block is marked, the numbers of the mark, and where the text after it begins."""
    if bullet := _BULLET.match(folded, start, end):
        mark, numbers, begin = _numbered(folded, bullet.end(), end)
        return mark or "bullet", numbers, begin
    return _numbered(folded, start, end)


def _numbered(folded: str, start: int, end: int) -> tuple[str, tuple[str, ...], int]:
    window = folded[start : min(end, start + 60)]
    if found := _RANGE.match(window) or (_RANGE_LINE.match(window) if end - start < 60 else None):
        low, high = int(found[1]), int(found[3])
        if found[2] in ("-", "to") and low < high <= low + 40 and not _ONE_WITH_FIGURE.match(found[0]):
            return "a", tuple(str(number) for number in range(low, high + 1)), _skip(folded, start + found.end(), end)
        named = found[0].strip()[:1].isalpha()  # "Q3/4", and not "21/22"
        if (found[2] in ("&", "and", ",") or (found[2] == "/" and named)) and low < high:
            return "a", (str(low), str(high)), _skip(folded, start + found.end(), end)
    if found := _SEVERAL.match(window):
        numbers = re.findall(r"\d+", found["numbers"])
        rising = all(int(one) < int(other) for one, other in pairwise(numbers))
        ended = bool(found["end"].strip()) or "&" in found["numbers"] or found["named"]
        if rising and int(numbers[-1]) <= MOST and (found["named"] or len(numbers) > 2) and ended:
            return "a", tuple(numbers), _skip(folded, start + found.end(), end)
    if found := _LABEL.match(window):
        word = found[1]
        mark = "q" if word in ASKING else "a" if word in ANSWERING else "item"
        if word != "a" or found[2][0].isdigit():
            number = found[2].replace(" ", "").replace("(", "")
            begin = _skip(folded, start + found.end(), end)
            again = _LABEL.match(folded, begin, end) if mark == "q" else None
            if again and again[1] in ANSWERING and again[2] == number:  # "Q3  A3. None"
                return "a", (number,), _skip(folded, again.end(), end)
            return mark, (number,), begin
    if found := _BRACKETED.match(window):
        return "item", (found[1],), start + found.end()
    if found := _PART.match(window):
        return "item", (found[1] + found[2],), _skip(folded, start + found.end(), end)
    if found := _DECIMAL.match(window):
        return "item", (found[1],), _skip(folded, start + found.end(), end)
    if found := _PLAIN_NUMBER.match(window):
        if found[2] == "q":  # "Q. Do you …?", which counts nothing
            return "q", (), _skip(folded, start + found.end(), end)
        return "item", (found[1] or found[2],), _skip(folded, start + found.end(), end)
    return "", (), start


def _skip(folded: str, start: int, end: int) -> int:
    while start < end and (folded[start] in " \t:-.)\n" or folded.startswith("/ ", start)):
        if folded[start:end].strip() == "-":
            break  # "b) -": nothing is said
        start += 1
    return start
