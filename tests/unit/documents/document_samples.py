"""Files made by hand for the tests of documents: their bytes hold just what a test is about."""

import io
import struct
import zipfile
from collections.abc import Mapping, Sequence

from reportlab.pdfgen.canvas import Canvas

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMES = (
    f'xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
)
CONTENT_TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
ODF = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" '
    'xmlns:presentation="urn:oasis:names:tc:opendocument:xmlns:presentation:1.0" '
    'xmlns:xlink="http://www.w3.org/1999/xlink" '
    'xmlns:form="urn:oasis:names:tc:opendocument:xmlns:form:1.0"'
)

MANIFEST = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'


def packed(members: Mapping[str, str | bytes]) -> bytes:
    """A zip of these members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def word_xml(body: str, root: str = "document", names: str = NAMES) -> str:
    inner = f"<w:body>{body}</w:body>" if root == "document" else body
    return f'<?xml version="1.0"?><w:{root} {names}>{inner}</w:{root}>'


def word(body: str, members: Mapping[str, str | bytes] | None = None, names: str = NAMES) -> bytes:
    """A .docx whose body is this XML, with more members."""
    main = {"[Content_Types].xml": CONTENT_TYPES, "word/document.xml": word_xml(body, names=names)}
    return packed({**main, **(members or {})})


def p(*runs: str, properties: str = "") -> str:
    """A paragraph of runs, each of this text."""
    return f"<w:p>{properties}" + "".join(f"<w:r><w:t>{run}</w:t></w:r>" for run in runs) + "</w:p>"


def tbl(*rows: tuple[str, ...]) -> str:
    """A table; cells are the XML of their paragraphs."""
    lines = ("".join(f"<w:tc>{cell}</w:tc>" for cell in row) for row in rows)
    return "<w:tbl>" + "".join(f"<w:tr>{line}</w:tr>" for line in lines) + "</w:tbl>"


def open_document(kind: str, body: str, styles: str = "", more: str = "") -> bytes:
    """An .odt (kind "text") or .odp (kind "presentation")."""
    content = f"<office:document-content {ODF}>{more}<office:body>{body}</office:body></office:document-content>"
    return packed(
        {
            "mimetype": f"application/vnd.oasis.opendocument.{kind}",
            "content.xml": content,
            "styles.xml": f"<office:document-styles {ODF}>{styles}</office:document-styles>",
            "META-INF/manifest.xml": MANIFEST,
        }
    )


def pdf(*pages: tuple[str, ...]) -> bytes:
    """A PDF with these lines on its pages."""
    out = io.BytesIO()
    canvas = Canvas(out)
    for lines in pages:
        for index, line in enumerate(lines):
            canvas.drawString(72, 760 - 18 * index, line)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def compound(streams: Mapping[str, bytes]) -> bytes:
    """An OLE compound file (MS-CFB, version 3) with these streams, all in 512-byte sectors."""
    sectors: list[bytes] = []
    chain: list[int] = []
    placed = []
    for name, content in streams.items():
        content = content.ljust(4096, b"\0")  # shorter ones would belong into the mini stream
        content += b"\0" * (-len(content) % 512)
        first, count = len(sectors), len(content) // 512
        sectors += [content[at : at + 512] for at in range(0, len(content), 512)]
        chain += [*range(first + 1, first + count), 0xFFFFFFFE]
        placed.append((name, first, len(content)))
    entries = [_entry("Root Entry", 5, 0xFFFFFFFE, 0, child=1)]
    entries += [
        _entry(name, 2, first, size, right=index + 2 if index + 1 < len(placed) else 0xFFFFFFFF)
        for index, (name, first, size) in enumerate(placed)
    ]
    directory = b"".join(entries) + _entry("", 0, 0, 0) * (-len(entries) % 4)
    directory_at, directory_count = len(sectors), len(directory) // 512
    sectors += [directory[at : at + 512] for at in range(0, len(directory), 512)]
    chain += [*range(directory_at + 1, directory_at + directory_count), 0xFFFFFFFE]
    table_at = len(sectors)
    table_count = (len(chain) + 127) // 126
    chain += [0xFFFFFFFD] * table_count
    chain += [0xFFFFFFFF] * (table_count * 128 - len(chain))
    head = bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 16 + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + b"\0" * 6
    head += struct.pack("<IIIIIIIII", 0, table_count, directory_at, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    places = [*range(table_at, table_at + table_count)]
    head += struct.pack("<109I", *places, *[0xFFFFFFFF] * (109 - table_count))
    return head + b"".join(sectors) + struct.pack(f"<{len(chain)}I", *chain)


def _entry(name: str, kind: int, first: int, size: int, right: int = 0xFFFFFFFF, child: int = 0xFFFFFFFF) -> bytes:
    raw = (name + "\0").encode("utf-16-le") if name else b""
    head = raw.ljust(64, b"\0") + struct.pack("<HBB", len(raw), kind, 1)
    return head + struct.pack("<III", 0xFFFFFFFF, right, child) + b"\0" * 36 + struct.pack("<IQ", first, size)


def word97(
    text: str,
    header: str = "",
    compressed: bool = True,
    flags: int = 0,
    letters: Sequence[tuple[int, bytes]] = (),
    paragraphs: Sequence[tuple[int, bytes]] = (),
    box: str = "",
) -> bytes:
    """A .doc of Word 97 with one piece of text, then that of its headers and of a text box in them.

    `letters` and `paragraphs` are lengths of runs with their properties, from the first letter on.
    """
    whole = text + header + box
    encoded = whole.encode("cp1252") if compressed else whole.encode("utf-16-le")
    begin = 1024
    place = (begin * 2) | 0x40000000 if compressed else begin
    pieces = struct.pack("<II", 0, len(whole)) + struct.pack("<HIH", 0, place, 0)
    table = b"\x01\x02\x00ab" + b"\x02" + struct.pack("<I", len(pieces)) + pieces
    block = bytearray(begin)
    struct.pack_into("<H", block, 0, 0xA5EC)
    struct.pack_into("<H", block, 0x0A, flags)
    struct.pack_into("<8i", block, 0x4C, len(text), 0, len(header), 0, 0, 0, 0, len(box))
    struct.pack_into("<II", block, 0x01A2, 0, len(table))
    stream = bytes(block) + encoded
    for which, runs in ((0x00FA, letters), (0x0102, paragraphs)):
        if runs:
            stream += b"\0" * (-len(stream) % 512)
            listed = struct.pack("<III", begin, begin + len(encoded), len(stream) // 512)
            block = bytearray(stream)
            struct.pack_into("<II", block, which, len(table), len(listed))
            table += listed
            stream = bytes(block) + _properties97(
                begin, len(encoded) // len(whole), runs, step=1 if which == 0xFA else 13
            )
    return compound({"WordDocument": stream, "0Table": table})


def _properties97(begin: int, width: int, runs: Sequence[tuple[int, bytes]], step: int) -> bytes:
    """A page of properties, those of letters (step 1) or of paragraphs (MS-DOC 2.9.33, 2.9.23)."""
    page = bytearray(512)
    places = [begin]
    at = 510
    for index, (length, content) in enumerate(runs):
        places.append(places[-1] + width * length)
        if content:
            if step == 1:
                content = bytes([len(content)]) + content
            else:
                content = b"\0\0" + content + b"\0" * (len(content) % 2)  # the number of the style first
                content = bytes([0, len(content) // 2]) + content
            at -= len(content) + len(content) % 2
            page[at : at + len(content)] = content
            page[4 * (len(runs) + 1) + step * index] = at // 2
    struct.pack_into(f"<{len(places)}I", page, 0, *places)
    page[511] = len(runs)
    return bytes(page)


def excel97(cells: Mapping[tuple[int, int], str | float]) -> bytes:
    """An .xls (BIFF8) with one sheet, “Costs”."""
    name = b"Costs"
    start = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 6)) + _record(0x0042, b"\xe4\x04")
    sheet = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 6))
    for (row, column), value in cells.items():
        if isinstance(value, str):
            text = value.encode("utf-16-le")
            sheet += _record(0x0204, struct.pack("<HHHHB", row, column, 0, len(value), 1) + text)
        else:
            sheet += _record(0x0203, struct.pack("<HHHd", row, column, 0, value))
    sheet += _record(0x000A, b"")
    listed = 8 + len(name) + 4
    place = len(start) + listed + 4
    book = start + _record(0x0085, struct.pack("<IHBB", place, 0, len(name), 0) + name) + _record(0x000A, b"")
    return compound({"Workbook": book + sheet})


def _record(kind: int, content: bytes) -> bytes:
    return struct.pack("<HH", kind, len(content)) + content
