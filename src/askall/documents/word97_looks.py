"""How text of a .doc looks and where rows of tables end: lists of properties beside it (MS-DOC 2.9.4 to 2.9.6)."""

import struct
from collections.abc import Iterator
from itertools import pairwise

# Where the file information block tells the place and size of the two lists (MS-DOC 2.5.6).
LETTERS, PARAGRAPHS = 0x00FA, 0x0102
PAGE = 512
SIZES = {0: 1, 1: 1, 2: 2, 3: 4, 4: 2, 5: 2, 7: 3}  # of what follows a property, by its top three bits; 6 says its own
IN_TABLE, ROW_ENDS = 0x2416, 0x2417
SWITCHES = {0x0800: "deleted", 0x0801: "inserted", 0x083C: "hidden", 0x0835: "bold", 0x0837: "struck"}
COLOUR, HIGHLIGHT = 0x6870, 0x2A0C
ON = (1, 0x81)  # 0x81: not as the style says
BLACK = (b"\0\0\0", b"\xff\xff\xff")
MOST_PAGES = 20_000
Look = tuple[str, str]
Run = tuple[int, int, bytes]  # first and last byte in the stream, and the properties of what lies between


def runs(main: bytes, table: bytes, which: int) -> Iterator[Run]:
    """The runs of letters, or the paragraphs, in no certain order."""
    start, size = struct.unpack_from("<II", main, which)
    listed = table[start : start + size]
    count = max(0, (len(listed) - 4) // 8)
    for page in struct.unpack_from(f"<{count}I", listed, 4 * (count + 1))[:MOST_PAGES] if count else ():
        yield from _page(main[(page & 0x3FFFFF) * PAGE :][:PAGE], which)


def _page(page: bytes, which: int) -> Iterator[Run]:
    if len(page) < PAGE:
        return
    count, step = page[-1], 1 if which == LETTERS else 13
    if 4 * (count + 1) + step * count >= PAGE:
        return
    places = struct.unpack_from(f"<{count + 1}I", page)
    for index, (begin, end) in enumerate(pairwise(places)):
        at = 2 * page[4 * (count + 1) + step * index]
        content = b"" if not at else _letters(page, at) if which == LETTERS else _paragraph(page, at)
        yield begin, end, content


def _letters(page: bytes, at: int) -> bytes:
    return page[at + 1 : at + 1 + page[at]]


def _paragraph(page: bytes, at: int) -> bytes:
    """Behind the size, in words, stands the number of the style."""
    size = 2 * page[at] - 1
    if page[at] == 0:
        at, size = at + 1, 2 * page[at + 1]
    return page[at + 3 : at + 1 + size]


def _properties(content: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at + 3 <= len(content):
        code = struct.unpack_from("<H", content, at)[0]
        kind = code >> 13
        size = 1 + content[at + 2] if kind == 6 else SIZES[kind]
        yield code, content[at + 2 : at + 2 + size]
        at += 2 + size


def looks(content: bytes) -> tuple[Look, ...]:
    """Kinds and notes of the marks that these properties of letters make."""
    found: list[Look] = []
    for code, value in _properties(content):
        if code in SWITCHES and value[0] in ON:
            found.append((SWITCHES[code], ""))
        elif code == COLOUR and value[:3] not in BLACK and value[3:] != b"\xff":
            found.append(("colour", f"#{value[:3].hex().upper()}"))
        elif code == HIGHLIGHT and value[0]:
            found.append(("highlight", ""))
    return tuple(dict.fromkeys(found))


def table_end(content: bytes) -> str:
    """What ends with the paragraph of these properties: a "row", a line in a "cell", or a "line" outside tables."""
    held = {code for code, value in _properties(content) if code in (IN_TABLE, ROW_ENDS) and value[0]}
    return "row" if ROW_ENDS in held else "cell" if held else "line"
