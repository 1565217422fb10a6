"""Where other people's words begin: marks of quoting and forwarding, in the languages mail programs write them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

# Labels of Outlook's block above an original, in English, German, French, Welsh, Dutch, Italian and Spanish.
FROM = "From|FROM|Von|De|Oddi wrth|Oddi Wrth|Van|Da"
SENT = "Sent|SENT|Date|DATE|Gesendet|Datum|Envoyé|Anfonwyd|Dyddiad|Verzonden|Inviato|Data|Enviado"
TO = "To|TO|An|À|At|Aan|A|Para|Subject|SUBJECT|Betreff|Objet|Pwnc|Onderwerp|Oggetto|Asunto"
_LABEL = r"[*_]{{0,2}}(?:{})[*_]{{0,2}}[ \t]?:"
_MORE = r"[^\n]*(?:\n[^\n]*){{0,{}}}?(?:\n[ \t]*|[ \t])"
FROMS = tuple(FROM.split("|"))
HEADER_BLOCK = re.compile(
    "^[ \t]*" + _LABEL.format(FROM) + _MORE.format(5) + _LABEL.format(SENT) + _MORE.format(9) + _LABEL.format(TO), re.M
)
ORIGINAL = re.compile(
    r"^[ \t]*[-_*]{2,}[ \t]*(?:original (?:message|appointment|e-?mail)|ursprüngliche nachricht|neges wreiddiol"
    r"|message d['’]origine|oorspronkelijk bericht|messaggio originale|mensaje original)[ \t]*[-_*]{2,}[^\n]*$",
    re.M | re.I,
)
FORWARDED = re.compile(
    r"^[ \t]*(?:-{2,}[ \t]*(?:forwarded (?:message|by|e-?mail)|weitergeleitete nachricht|message transféré"
    r"|neges wedi['’]i hanfon ymlaen|doorgestuurd bericht|inoltrato|mensaje reenviado)[^\n]*"
    r"|begin forwarded message:|anfang der weitergeleiteten (?:nachricht|e-mail):"
    r"|début du message (?:réexpédié|transféré) ?:)",
    re.M | re.I,
)
WROTE = re.compile(r"(?:wrote|writes|schrieb|a écrit|ysgrifennodd|schreef|ha scritto|escribió)\b[^\n]{0,120}:[ \t]*$")
ATTRIBUTION = re.compile(r"[ \t]*(?:On|Am|Le|Ar|Op|Il|El)\b")
# Programs wrap "On … wrote:" where it grows long, so it may reach over three lines.
MOST_LINES, LONGEST_LINE = 3, 200
# An attribution whose quotation bears no marks is believed only if a program wrote it: with an address or a time.
BY_PROGRAM = re.compile(r"@|\d{1,2}[:.]\d{2}\b")
ADDRESSED = re.compile(r"\byou (?:wrote|asked)", re.I)
RULE_LINE = re.compile(r"[\s_=*\-–—]*$")
# "> 50 cameras" is an answer unless it counts or asks; ">From" is what a mailbox makes of a line that begins so.
NO_QUOTE = re.compile(r"[ \t]*>+(?:From |[ \t]*[£€$]?\d[\d,]*(?![\d.,)])(?![^\n]*\?))")


@dataclass(frozen=True, slots=True)
class Mark:
    """A sign that an original follows: `text[start:end]`. `kind` is quoted or forwarded.

    `is_block`: Outlook's block of headers. `is_sure`: holds for text below it that bears no ">" of its own.
    """

    start: int
    end: int
    kind: str
    is_block: bool = False
    is_sure: bool = True


def find_marks(text: str, lines: Sequence[str], starts: Sequence[int]) -> list[Mark]:
    """Every such sign in the text, of any form. A look at how a line begins and ends spares most of them a pattern."""
    marks: list[Mark | None] = []
    for line, start in zip(lines, starts, strict=False):
        bare = line.strip(" \t*_")
        if bare.startswith(FROMS):
            marks.append(_mark(HEADER_BLOCK.match(text, start), "quoted", is_block=True))
        if bare[-1:] == ":":
            marks += [_mark(FORWARDED.match(text, start), "forwarded"), _attribution(text, line, start)]
        elif (bare != line and bare) or bare[:1] == "-":
            marks += [_mark(ORIGINAL.match(text, start), "quoted"), _mark(FORWARDED.match(text, start), "forwarded")]
    return [mark for mark in marks if mark]


def _mark(match: re.Match[str] | None, kind: str, *, is_block: bool = False) -> Mark | None:
    return Mark(*match.span(), kind, is_block=is_block) if match else None


def _attribution(text: str, line: str, start: int) -> Mark | None:
    """ "On … wrote:" and "Jane Example wrote:"; the second counts only directly above lines marked ">"."""
    verb = WROTE.search(line)
    if not verb:
        return None
    end = start + len(line)
    begin, is_full = _attribution_start(text, start + verb.start())
    is_sure = is_full and bool(BY_PROGRAM.search(text, begin, end)) and not ADDRESSED.search(text, begin, end)
    return Mark(begin, end, "quoted", is_sure=is_sure)


def _attribution_start(text: str, at: int) -> tuple[int, bool]:
    """Where the line, or the few lines, of an attribution begin whose verb is at `at`; whether it begins with "On"."""
    first = begin = text.rfind("\n", max(0, at - LONGEST_LINE), at) + 1
    for _ in range(MOST_LINES):
        if ATTRIBUTION.match(text, begin):
            return begin, True
        above = text.rfind("\n", max(0, begin - LONGEST_LINE), max(0, begin - 1)) + 1
        if begin == 0 or not text[above : begin - 1].strip() or is_marked(text[above:begin]):
            break
        begin = above
    return first, False


def is_marked(line: str) -> bool:
    """Whether a line bears the ">" of quoting."""
    return line.lstrip(" \t")[:1] == ">"


def marked_lines(lines: Sequence[str]) -> list[bool]:
    """For each line whether it is quoted with ">"; blank lines between two such lines go with them."""
    marks = [is_marked(line) for line in lines]
    for index, line in enumerate(lines):
        if marks[index] and NO_QUOTE.match(line) and not _neighbour(marks, index):
            marks[index] = False
    last = None
    for index, line in enumerate(lines):
        if marks[index]:
            if last is not None and index - last > 1:
                marks[last + 1 : index] = [True] * (index - last - 1)
            last = index
        elif line.strip():
            last = None
    return marks


def _neighbour(marks: list[bool], index: int) -> bool:
    return (index > 0 and marks[index - 1]) or (index + 1 < len(marks) and marks[index + 1])
