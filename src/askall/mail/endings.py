"""What stands at the end of a letter and answers nothing: signatures and disclaimers.

Both are recognised narrowly: a line is taken only on evidence of its own, so that an answer never falls in.
"""

import re
from collections.abc import Sequence

SIGNATURE_MARK = re.compile(r"--[ ]?$|—$")
LONGEST_MARKED = 14
CLOSING = re.compile(
    r"[\s*_]*(?:(?:kind|kindest|best|warm|warmest|with kind|with best|many thanks and kind)? ?regards|best wishes|"
    r"yours (?:sincerely|faithfully|truly)|sincerely|(?:with )?many thanks|thanks|thank you|cheers|"
    r"yn (?:gywir|ddiffuant|gywir iawn)|cofion(?: cynnes| gorau)?|dymuniadau gorau|diolch(?: yn fawr)?|"
    r"mit freundlichen grüßen|viele grüße|cordialement)[\s,.!*_]*$",
    re.I,
)
DEVICE = re.compile(
    r"\s*(?:sent from my |sent from (?:outlook|mail|yahoo)|get outlook for |von meinem .{2,20} gesendet)", re.I
)
CONTACT = re.compile(
    r"@|https?://|www\.|\b(?:tel|telephone|phone|ffôn|mob|mobile|fax|ffacs|direct|ext|e-?mail|ebost|web|website|gwefan|dx)\b"
    r"[^\n]{0,12}[:.]|\b0\d{2,4}[ )]*\d{3}|\+44|\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b",
    re.I,
)
ROLE = re.compile(
    r"\b(?:officer|manager|team|department|directorate|council|cyngor|services?|unit|borough|governance|assistant|"
    r"co-?ordinator|director|adviser|advisor|solicitor|lead|head of|administrator|constabulary|trust|university|"
    r"house|street|road|floor|swyddog|tîm|rheolwr)\b",
    re.I,
)
# A name, a post, a place: capitalised words with small joining words, no figures, no full stop at the end.
NAME = re.compile(
    r"[\s*_]*(?:[A-Z][\w'’.-]*|&|\|)(?:[ ,]+(?:[A-Z(][\w'’.()&/-]*|and|of|the|for|to|in|a|de|van|&|\||-|/))*[\s,*_]*$"
)
ANSWERS = re.compile(
    r"\s*(?:yes|no|none|nil|n/?a|not (?:held|applicable|known)|unknown|see|please|question|answer|response|q\d|a\d)\b",
    re.I,
)
LONGEST_LINE = 90
MOST_NAMES = 4
MOST_LINES = 16

STRONG = re.compile(
    r"received (?:this|the|it)[^.]{0,60}\bin error|(?:intended|bwriedir)[^.]{0,80}\b(?:recipient|addressee|addressed|individual or entity)"
    r"|(?:e-?mail|message|mail|attachments?)[^.]{0,80}\b(?:has|have) been (?:scanned|swept|checked) (?:for|by)"
    r"|not the (?:intended|named) (?:recipient|addressee)|scanned (?:for|by)[^.]{0,60}\bvirus|originated (?:from )?outside"
    r"|views? (?:or opinions )?expressed[^.]{0,80}(?:author|sender|individual)|e-?mails? (?:and|may|are|sent|is)[^.]{0,80}\b(?:monitored|recorded)"
    r"|consider the environment before|think before you print|mae['’]?r? (?:neges|e-?bost)[^.]{0,80}(?:hwn|hon)\b|os (?:ydych|nad)[^.]{0,60}derbyn"
    r"|diese e-?mail[^.]{0,60}vertraulich|will be published on the internet|please use this email address for all replies",
    re.I,
)
WEAK = re.compile(
    r"confidential|privileged|disclaimer|disclosure|unauthori[sz]ed|disseminat|e-?mail|attachment|virus|liabilit|legally|"
    r"intended|recipient|monitor|cyfrinachol|e-?bost|firws|vertraulich",
    re.I,
)
RULE = re.compile(r"[\s_=*#~+.\-–—]{3,}$")


def mark_endings(lines: Sequence[str], kinds: list[str], start: int, end: int) -> None:
    """Set "signature" and "disclaimer" in `kinds` for lines `start` to `end` (exclusive), all of them "own" now."""
    _mark_disclaimers(lines, kinds, start, end)
    _mark_signatures(lines, kinds, start, end)


def _mark_disclaimers(lines: Sequence[str], kinds: list[str], start: int, end: int) -> None:
    for first, after in _paragraphs(lines, start, end):
        at = _disclaimer_start(lines, first, after)
        if at is None:
            continue
        kinds[at:after] = ["disclaimer"] * (after - at)
        above = at - 1
        while above >= start and (not lines[above].strip() or RULE.match(lines[above])):
            above -= 1
        if any(RULE.match(lines[line]) for line in range(above + 1, at) if lines[line].strip()):
            kinds[above + 1 : at] = ["disclaimer"] * (at - above - 1)


def _paragraphs(lines: Sequence[str], start: int, end: int) -> list[tuple[int, int]]:
    found, first = [], None
    for index in range(start, end):
        if lines[index].strip() and first is None:
            first = index
        elif not lines[index].strip() and first is not None:
            found.append((first, index))
            first = None
    return found + ([(first, end)] if first is not None else [])


def _disclaimer_start(lines: Sequence[str], first: int, after: int) -> int | None:
    """The line from which a paragraph is a disclaimer. Cues may be broken over lines, so the paragraph is searched
    as one; two further words of the kind must stand beside the cue."""
    joined = " ".join(lines[first:after])
    strong = STRONG.search(joined)
    if not strong or len({word.lower() for word in WEAK.findall(joined)}) + len(STRONG.findall(joined)) < 2:
        return None
    at = strong.start()
    for index in range(first, after):
        at -= len(lines[index]) + 1
        if at < 0:
            return _sentence_start(lines, first, index)
    return first


def _sentence_start(lines: Sequence[str], first: int, index: int) -> int:
    """The cue may stand in the second line of its sentence: go up while the line above runs on."""
    while index > first and not re.search(r"[.:!?*_=-]\s*$", lines[index - 1]) and len(lines[index - 1]) > 40:
        index -= 1
    return index


def _mark_signatures(lines: Sequence[str], kinds: list[str], start: int, end: int) -> None:
    index = start
    while index < end:
        line = lines[index]
        after = index
        if kinds[index] != "own" or not line.strip():
            pass
        elif SIGNATURE_MARK.match(line):
            after = _marked_end(lines, kinds, index, end)
        elif DEVICE.match(line):
            after = index + 1
        elif len(line) < 60 and CLOSING.match(line):
            after = _closing_end(lines, kinds, index, end)
        if after > index:
            kinds[index:after] = ["signature"] * (after - index)
        index = max(after, index + 1)


def _marked_end(lines: Sequence[str], kinds: list[str], index: int, end: int) -> int:
    """After "-- " comes the signature, to the end (RFC 3676 s.4.3). What is too long to be one is a letter."""
    last = next((line for line in range(index, end) if kinds[line] != "own"), end)
    filled = sum(bool(lines[line].strip()) for line in range(index + 1, last))
    return last if filled <= LONGEST_MARKED else index


def _closing_end(lines: Sequence[str], kinds: list[str], closing: int, end: int) -> int:
    """The lines after "Kind regards" that are a name, a post or a way to be reached. A bare "Thanks" with nothing of
    the kind below it is part of the letter."""
    last, names, is_after_gap = closing, 0, False
    for index in range(closing + 1, min(end, closing + 1 + MOST_LINES * 2)):
        line = lines[index]
        if kinds[index] != "own":
            break
        if not line.strip():
            is_after_gap = names > 0
            continue
        if not _is_contact(line) and not (names < MOST_NAMES and _is_name(line, names == 0, is_after_gap)):
            break
        names += 1
        last = index
    if last == closing and any(kinds[line] == "own" and lines[line].strip() for line in range(closing + 1, end)):
        return closing
    return last + 1


def _is_contact(line: str) -> bool:
    return len(line) <= LONGEST_LINE and not ANSWERS.match(line) and "?" not in line and bool(CONTACT.search(line))


def _is_name(line: str, is_first: bool, is_after_gap: bool) -> bool:
    if len(line) > LONGEST_LINE or ANSWERS.match(line) or not NAME.match(line):
        return False
    return is_first or bool(ROLE.search(line)) or (not is_after_gap and len(line.split()) > 1)
