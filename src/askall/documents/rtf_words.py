"""The control words of rich text that matter to its reading (Rich Text Format 1.9.1)."""

import re

TOKEN = re.compile(
    rb"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})? ?|\\'(?P<byte>[0-9a-fA-F]{2})|\\(?P<sign>[^a-zA-Z])"
    rb"|(?P<group>[{}])|[\r\n]+|(?P<text>[^\\{}\r\n]+)|\\",
    re.DOTALL,
)
SWITCHES = {
    b"b": "bold", b"strike": "struck", b"striked": "struck", b"deleted": "deleted", b"v": "hidden",
    b"revised": "inserted",
}  # fmt: skip
LETTERS = {
    b"tab": "\t", b"line": "\n", b"emdash": "—", b"endash": "–", b"bullet": "•", b"lquote": "‘", b"rquote": "’",
    b"ldblquote": "“", b"rdblquote": "”", b"emspace": " ", b"enspace": " ", b"qmspace": " ",
}  # fmt: skip
SIGNS = {b"~": "\u00a0", b"_": "-", b"\\": "\\", b"{": "{", b"}": "}", b"\n": "\r", b"\r": "\r"}
# Destinations that stand apart from the body, and those that are no text at all.
APART = {
    b"header": "header", b"headerl": "header", b"headerr": "header", b"headerf": "header", b"footer": "footer",
    b"footerl": "footer", b"footerr": "footer", b"footerf": "footer", b"annotation": "comments",
}  # fmt: skip
SILENT = frozenset(
    b"""fonttbl colortbl stylesheet info pict listtable listoverridetable rsidtbl generator object objdata nonshppict
    filetbl revtbl xmlnstbl themedata colorschememapping latentstyles datastore datafield bkmkstart bkmkend fldinst
    private panose falt fontemb fontfile ftnsep ftnsepc ftncn aftnsep aftnsepc aftncn xe tc rxe template pgptbl
    atnid atnauthor atntime atnicn atnref atndate atnparent background""".split()
)
# Marked as one may skip them, but they show text.
SHOWN = frozenset(b"shptxt annotation listtext pntext shpinst ud shppict".split())
STATES = frozenset(b"cf highlight chcbpat cb plain pard intbl f uc ansicpg".split())
ENDS = frozenset(b"par sect page cell nestcell row nestrow".split())
# Every word that does anything.
ACTING = frozenset((b"bin", b"u", b"footnote", b"fldrslt")).union(SWITCHES, LETTERS, APART, SILENT, SHOWN, STATES, ENDS)
CHARSETS = {
    0: "cp1252", 77: "mac_roman", 128: "cp932", 129: "cp949", 134: "gbk", 136: "big5", 161: "cp1253", 162: "cp1254",
    163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250",
    254: "cp437", 255: "cp850",
}  # fmt: skip
COLOURS = re.compile(rb"\{\\colortbl\s?([^{}]{0,20000})\}")
SHADE = re.compile(rb"\\(red|green|blue)(\d{1,3})")
FONTS = re.compile(rb"\\f(\d{1,5})[^;{}]{0,200}?\\fcharset(\d{1,3})")


def colours_of(source: bytes) -> list[str]:
    """The table of colours, "" for the one of all text that has none."""
    table = COLOURS.search(source)
    found = []
    for entry in table[1].split(b";") if table else ():
        shades = {name: min(int(value), 255) for name, value in SHADE.findall(entry)}
        found.append(
            "#" + "".join(f"{shades.get(one, 0):02X}" for one in (b"red", b"green", b"blue")) if shades else ""
        )
    return found


def fonts_of(source: bytes) -> dict[int, str]:
    """The encoding of each font that is not the file's own."""
    return {int(font): CHARSETS[int(kind)] for font, kind in FONTS.findall(source) if int(kind) in CHARSETS}
