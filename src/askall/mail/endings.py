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
# A numbered item, or a bare figure.
ITEM = re.compile(r"\s*\(?(?:\d{1,3}|[a-h])[.)]\s|\s*[£€]?\d[\d,.]{0,8}\s*(?:%|$|[a-z])")
LONGEST_LINE = 90
MOST_NAMES = 4
MOST_LINES = 16

Cue = tuple[str, re.Pattern[str]]
# What only a disclaimer says: (a word to look for first, because searching for a word is quick, and the pattern).
# All in lower case.
CUES = tuple(
    (word, re.compile(pattern))
    for word, pattern in (
        ("in error", r"received (?:this|the|it)[^.]{0,60}\bin error"),
        ("intended", r"intended[^.]{0,80}\b(?:recipient|address(?:ee|ed)|individual|person|use of)"),
        ("the named", r"not the named (?:recipient|addressee)"),
        (" been s", r"(?:mail|message|attachments?)[^.]{0,80}\b(?:has|have) been (?:scanned|swept)"),
        ("virus", r"(?:scanned|swept|checked|free)[^.]{0,60}\bvirus"),
        ("outside", r"originated (?:from )?outside"),
        ("expressed", r"(?:views?|opinions?)[^.]{0,40}expressed[^.]{0,80}(?:author|sender|individual|necessarily)"),
        ("monitored", r"e-?mails?(?! system)\b[^.]{0,80}\bmonitored"),
        ("recorded", r"e-?mails?(?! system)\b[^.]{0,80}\b(?:may|will) be[^.]{0,40}recorded"),
        ("environment", r"consider the environment before"),
        ("print", r"think before (?:you print|printing)|need to print this"),
        ("mae", r"mae['’]?r? (?:neges|e-?bost)[^.]{0,80}(?:hwn|hon)\b"),
        ("derbyn", r"os (?:ydych|nad|gwnaethoch)[^.]{0,60}derbyn"),
        ("bwriedir", r"bwriedir[^.]{0,80}"),
        ("vertraulich", r"(?:mail|nachricht)[^.]{0,60}vertraulich"),
        ("internet", r"will be published on the internet"),
        ("for all replies", r"please use this e?-?mail address for all replies"),
    )
)
# At least two different words of this kind, or a second cue, must stand in the same paragraph.
KINDRED = (
    "confidential", "privileged", "disclaimer", "disclos", "unauthori", "disseminat", "mail", "attachment", "virus",
    "liabil", "legal", "recipient", "monitor", "links", "paper", "cyfrinachol", "bost", "neges", "firws", "nachricht",
    "publish", "request",
)  # fmt: skip
RULE = re.compile(r"[\s_=*#~+.\-–—]{3,}$")


def mark_endings(lines: Sequence[str], kinds: list[str], start: int, end: int) -> None:
    """Set "signature" and "disclaimer" in `kinds` for lines `start` to `end` (exclusive), all of them "own" now."""
    _mark_disclaimers(lines, kinds, start, end)
    _mark_signatures(lines, kinds, start, end)


def _mark_disclaimers(lines: Sequence[str], kinds: list[str], start: int, end: int) -> None:
    whole = " ".join(lines[start:end]).lower()
    cues = [(word, pattern) for word, pattern in CUES if word in whole]
    for first, after in _paragraphs(lines, start, end) if cues else ():
        at = _disclaimer_start(lines, first, after, cues)
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


def _disclaimer_start(lines: Sequence[str], first: int, after: int, cues: Sequence[Cue]) -> int | None:
    """The line from which a paragraph is a disclaimer. Cues may be broken over lines, so the paragraph is searched
    as one."""
    joined = " ".join(lines[first:after]).lower()
    found = [cue for word, pattern in cues if word in joined and (cue := pattern.search(joined))]
    if not found or len(found) + sum(word in joined for word in KINDRED) < 3:
        return None
    at = min(cue.start() for cue in found)
    for index in range(first, after):
        at -= len(lines[index]) + 1
        if at < 0:
            return _sentence_start(lines, first, index)
    return first


def _sentence_start(lines: Sequence[str], first: int, index: int) -> int:
    """The cue may stand in the second line of its sentence: go up while a line goes on in small letters."""
    while index > first and not lines[index].lstrip(" *_(")[:1].isupper():
        index -= 1
    return index


def _mark_signatures(lines: Sequence[str], kinds: list[str], start: int, end: int) -> None:
    index = start
    while index < end:
        line = lines[index]
        after = index
        if kinds[index] != "own" or len(line) > LONGEST_LINE or not line.strip():
            pass
        elif SIGNATURE_MARK.match(line):
            after = _marked_end(lines, kinds, index, end)
        elif DEVICE.match(line):
            after = index + 1
        elif CLOSING.match(line):
            after = _closing_end(lines, kinds, index, end)
        if after > index:
            kinds[index:after] = ["signature"] * (after - index)
        index = max(after, index + 1)


def _marked_end(lines: Sequence[str], kinds: list[str], index: int, end: int) -> int:
    """After "-- " comes the signature, to the end (RFC 3676 s.4.3). What is too long to be one, or asks or answers
    something, is a letter that uses the mark as a divider."""
    filled = 0
    for last in range(index + 1, min(end, index + LONGEST_MARKED * 4)):
        line = lines[last]
        if kinds[last] != "own":
            return last
        if not line.strip():
            continue
        filled += 1
        if filled > LONGEST_MARKED or len(line) > LONGEST_LINE * 2 or "?" in line or ANSWERS.match(line):
            return index
        if SIGNATURE_MARK.match(line) or ITEM.match(line):
            return index
    return end if end <= index + LONGEST_MARKED * 4 else index


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
