"""Lines under construction, and how a page's links and list numbers are written."""

import re
from dataclasses import dataclass, field

SPACES = ("\r", "\n", "\t", "\f", "\v")
BLANK_LINES = re.compile(r"\n{3,}")
ROMAN = ((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


@dataclass(slots=True)
class Lines:
    """Text under construction. `fresh`: nothing has been written on the current line."""

    pieces: list[str] = field(default_factory=list)
    fresh: bool = True
    gap: bool = False  # a blank line is due before the next text
    marked: bool = False  # a list marker was just written

    def write(self, text: str) -> None:
        if self.fresh or self.pieces[-1].endswith(" "):
            text = text.lstrip(" ")
        if not text:
            return
        if self.gap and self.pieces and not self.marked:
            self.pieces.append("\n")
        self.pieces.append(text)
        self.fresh = self.gap = self.marked = False

    def line(self) -> None:
        self.pieces.append("\n")
        self.fresh, self.marked = True, False

    def block(self) -> None:
        if not self.fresh:
            self.line()

    def paragraph(self) -> None:
        self.block()
        self.gap = True

    def mark(self, marker: str) -> None:
        self.block()
        self.write(marker)
        self.fresh = self.marked = True

    def text(self) -> str:
        text = "".join(self.pieces)
        if "\n" not in text:  # as in most cells of tables
            return text.strip(" \xa0")
        text = "\n".join([line.rstrip(" \xa0").lstrip(" ") for line in text.split("\n")])
        return (BLANK_LINES.sub("\n\n", text) if "\n\n\n" in text else text).strip(" \n\xa0")


def collapsed(text: str) -> str:
    """Every run of white space as one space; no-break spaces are none. Several times as fast as a pattern."""
    for space in SPACES:
        text = text.replace(space, " ")
    while "  " in text:
        text = text.replace("  ", " ")
    return text


def shown_address(address: str, shown: str) -> str:
    """What to write behind a link's text: nothing if the text says it already or there is nothing to follow."""
    address = "".join(address.split())
    scheme, _, rest = address.partition(":")
    if not shown or scheme.lower() not in ("http", "https", "ftp", "mailto"):
        return ""
    if scheme.lower() == "mailto":
        return "" if "@" in shown else rest.partition("?")[0]
    return "" if _bare(shown) == _bare(address) else address


def _bare(address: str) -> str:
    return address.casefold().partition("://")[2 if "://" in address else 0].removeprefix("www.").rstrip("/")


def number_or(text: str, otherwise: int) -> int:
    """A list number as given, if it is a sane one."""
    return int(text) if text.isdecimal() and len(text) < 7 else otherwise


def numeral(number: int, kind: str) -> str:
    """A list number in one of HTML's kinds of numbering: 1 a A i I."""
    if kind in "aA" and 1 <= number <= 26:
        return chr(ord(kind) + number - 1)
    if kind in "iI" and 1 <= number < 90:
        roman = ""
        for value, letters in ROMAN:
            roman += letters * (number // value)
            number %= value
        return roman if kind == "i" else roman.upper()
    return str(number)
