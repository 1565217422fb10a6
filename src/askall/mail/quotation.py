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
_WROTE = r"(?:wrote|writes|schrieb|a écrit|ysgrifennodd|schreef|ha scritto|escribió)"
# Programs wrap this line where it grows long, so it may reach over three.
ATTRIBUTION = re.compile(
    r"^[ \t]*(?:On|Am|Le|Ar|Op|Il|El)\b[^\n]{0,200}(?:\n(?![ \t]*[>\n])[^\n]{0,200}){0,2}?"
    rf"{_WROTE}\b[^\n]{{0,120}}:[ \t]*$",
    re.M,
)
NAMED = re.compile(rf"^[^\n>]{{3,150}}\b{_WROTE}(?: on [^\n]{{4,40}})?:[ \t]*$", re.M)
# An attribution whose quotation bears no marks is believed only if a program wrote it: with an address or a time.
BY_PROGRAM = re.compile(r"@|\d{1,2}[:.]\d{2}\b")
ADDRESSED = re.compile(r"\byou (?:wrote|asked)", re.I)
RULE_LINE = re.compile(r"[\s_=*\-–—]*$")
# "> 50 cameras" is an answer unless it counts or asks; ">From" is what a mailbox makes of a line that begins so.
NO_QUOTE = re.compile(r"[ \t]*>+(?:From |[ \t]*[£€$]?\d[\d,]*(?![\d.,)])(?![^\n]*\?))")


@dataclass(frozen=True, slots=True)
class Divider:
    """Where an original begins: at line `line`, its text after line `end`. `kind` is quoted or forwarded."""

    line: int
    end: int
    kind: str
    is_block: bool = False


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
