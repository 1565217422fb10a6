"""Where other people's words begin: marks of quoting and forwarding, in the languages mail programs write them."""

import re
from collections.abc import Iterator, Sequence
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
# Searching for a word is quick: each pattern is tried only where one of its words is in the text.
ORIGINAL_WORDS = ("origin", "ursprüngliche", "wreiddiol", "oorspronkelijk")
FORWARDED_WORDS = (
    "forwarded",
    "weitergeleitete",
    "transféré",
    "réexpédié",
    "ymlaen",
    "doorgestuurd",
    "inoltrato",
    "reenv",
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
VERBS = ("wrote", "writes", "schrieb", "a écrit", "ysgrifennodd", "schreef", "ha scritto", "escribió")
AFTER_VERB = re.compile(r"\b[^\n]{0,120}:[ \t]*$", re.M)
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
    """Every such sign in the text, of any form. `lines` and where each starts spare a search for them."""
    lowered = text.lower()
    candidates = (start for line, start in zip(lines, starts, strict=False) if line.lstrip(" \t*_").startswith(FROMS))
    blocks = (HEADER_BLOCK.match(text, start) for start in candidates)
    marks = [Mark(*block.span(), "quoted", is_block=True) for block in blocks if block]
    if any(word in lowered for word in ORIGINAL_WORDS):
        marks += [Mark(*match.span(), "quoted") for match in ORIGINAL.finditer(text)]
    if any(word in lowered for word in FORWARDED_WORDS):
        marks += [Mark(*match.span(), "forwarded") for match in FORWARDED.finditer(text)]
    for verb in VERBS:
        marks += _attributions(text, verb)
    return marks


def _attributions(text: str, verb: str) -> Iterator[Mark]:
    """ "On … wrote:" and "Jane Example wrote:"; the second counts only directly above lines marked ">"."""
    at = text.find(verb)
    while at >= 0:
        ended = AFTER_VERB.match(text, at + len(verb))
        if ended:
            begin, is_full = _attribution_start(text, at)
            words = text[begin : ended.end()]
            is_sure = is_full and bool(BY_PROGRAM.search(words)) and not ADDRESSED.search(words)
            yield Mark(begin, ended.end(), "quoted", is_sure=is_sure)
        at = text.find(verb, at + 1)


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
