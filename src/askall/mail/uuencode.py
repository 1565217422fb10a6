"""Files that old mail programs wrote into the text itself: begin … end blocks of uuencode (POSIX.1, uuencode)."""

import binascii
import re

BEGIN = re.compile(r"^begin [0-7]{3,4} (\S[^\n]{0,200})\n", re.M)
# One line: its length as a character, then groups of four.
DATA = re.compile(r"(?:[ -`][ -`]{0,84}\n)*?(?:[` ]?[ ]*\n)?end[ ]*(?:\n|\Z)")


def take_uuencoded(text: str) -> tuple[str, list[tuple[str, bytes]]]:
    """The text without its uuencoded blocks, and the files: (name, content). A block that does not decode whole
    stays in the text."""
    if "\nend" not in text or "begin " not in text:
        return text, []
    kept, files, at = [], [], 0
    while begin := BEGIN.search(text, at):
        data = DATA.match(text, begin.end())
        content = _decoded(text[begin.end() : data.end()]) if data else None
        if data is None or content is None:
            kept.append(text[at : begin.end()])
            at = begin.end()
            continue
        kept.append(text[at : begin.start()])
        files.append((begin[1].strip(), content))
        at = data.end()
    kept.append(text[at:])
    return "".join(kept), files


def _decoded(lines: str) -> bytes | None:
    content = bytearray()
    for line in lines.split("\n"):
        if line.strip() == "end":
            break
        try:
            content += _line(line)
        except binascii.Error:
            return None
    return bytes(content) or None


def _line(line: str) -> bytes:
    """One line. Some encoders pad too much or lose trailing blanks: the length in front tells what counts."""
    if not line:
        return b""
    count = (ord(line[0]) - 32) & 63
    characters = 1 + (count * 4 + 2) // 3
    return binascii.a2b_uu(line[:characters].ljust(characters).encode("ascii"))
