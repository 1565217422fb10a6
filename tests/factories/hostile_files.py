"""Three hundred hostile and broken files, made anew each time: cut, emptied, misnamed, bombs, nests, cycles, locks, lies.

Nothing here is larger than a few megabytes as it stands; what it unpacks to, or sets a reader to, may be without end.
"""

# ruff: noqa: E501 -- what a file is made of stands on one line.

import gzip
import io
import random
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from functools import cache

import docx
import reportlab.lib.pdfencrypt
import xlsxwriter
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from factories.outlook_files import compound_file

WORDS = "The council uses 56 cameras made by Larkvision in libraries and car parks, bought between 2016 and 2019."
MEGABYTE = 1 << 20


@cache
def good_files() -> dict[str, bytes]:
    """One sound file a kind, from which broken ones are made."""
    return {
        "reply.pdf": pdf_of(3),
        "scan.pdf": pdf_of(1, picture=True),
        "reply.docx": word_file(),
        "costs.xlsx": sheet_file(),
        "reply.odt": open_document("text", f"<text:p>{WORDS}</text:p>" * 20),
        "costs.ods": open_document(
            "spreadsheet", "<table:table table:name='A'><table:table-row><table:table-cell office:value-type='float' "
            "office:value='56'><text:p>56</text:p></table:table-cell></table:table-row></table:table>"
        ),
        "slides.pptx": slides_file(),
        "reply.rtf": b"{\\rtf1\\ansi " + WORDS.encode() + b"\\par {\\b 56} cameras\\par}",
        "reply.html": f"<html><body><h1>Reply</h1><p>{WORDS}</p><table><tr><td>A<td>56</table></body></html>".encode(),
        "costs.csv": b"Maker,Cameras\n" + b"Larkvision,56\n" * 40,
        "reply.txt": (WORDS + "\n").encode() * 20,
        "reply.eml": message_file(),
        "letters.zip": zipped({"a.txt": WORDS.encode(), "b.csv": b"a,b\n1,2\n"}),
        "reply.msg": compound_file({"__substg1.0_0037001F": "Reply".encode("utf-16-le"), "__properties_version1.0": bytes(64)}),
        "scan.png": image_file("PNG"),
        "scan.jpg": image_file("JPEG"),
        "scan.tiff": image_file("TIFF"),
    }  # fmt: skip


def hostile_files() -> Iterator[tuple[str, bytes]]:
    """(file name, content) of each, in a fixed order."""
    for name, content in good_files().items():
        yield from _broken(name, content)
    for name, make in SPECIAL.items():
        yield name, make()


def _broken(name: str, content: bytes) -> Iterator[tuple[str, bytes]]:
    chance = random.Random(name)
    stem, _, kind = name.rpartition(".")
    half = len(content) // 2
    yield f"{stem}-cut-early.{kind}", content[: max(1, len(content) // 20)]
    yield f"{stem}-cut-half.{kind}", content[:half]
    yield f"{stem}-cut-late.{kind}", content[:-7]
    yield f"{stem}-zeroed.{kind}", content[:half] + bytes(len(content) - half)
    yield f"{stem}-holed.{kind}", content[: half // 2] + bytes(half) + content[half // 2 + half :]
    yield f"{stem}-headless.{kind}", content[16:]
    yield f"{stem}-after-junk.{kind}", bytes(chance.randrange(256) for _ in range(500)) + content
    yield f"{stem}-twice.{kind}", content + content
    yield f"{stem}-misnamed.{chance.choice(['doc', 'xls', 'pdf', 'docx', 'jpg', 'zip', 'txt'])}", content
    for number, share in enumerate((0.001, 0.01, 0.1)):
        noisy = bytearray(content)
        for _ in range(max(1, int(share * len(noisy)))):
            noisy[chance.randrange(len(noisy))] = chance.randrange(256)
        yield f"{stem}-noise-{number}.{kind}", bytes(noisy)


# --- sound files


def pdf_of(pages: int, picture: bool = False, lines: int = 20, encrypt: object = None) -> bytes:
    """A PDF of so many pages; `picture` puts an image of words in place of text."""
    out = io.BytesIO()
    canvas = Canvas(out, encrypt=encrypt)
    for _ in range(pages):
        if picture:
            canvas.drawInlineImage(Image.new("L", (300, 400), 200), 50, 50)
        else:
            for line in range(lines):
                canvas.drawString(40, 800 - 14 * line, WORDS)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def word_file() -> bytes:
    letter = docx.Document()
    for _ in range(10):
        letter.add_paragraph(WORDS)
    table = letter.add_table(rows=2, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Larkvision", "56"
    out = io.BytesIO()
    letter.save(out)
    return out.getvalue()


def sheet_file(rows: int = 50) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        page = book.add_worksheet("Costs")
        for row in range(rows):
            page.write_row(row, 0, ["Larkvision", row, row * 1.5])
    return out.getvalue()


def slides_file(body: str = "") -> bytes:
    names = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
    slide = (
        body
        or f"<p:cSld><p:spTree><p:sp><p:txBody><a:p><a:r><a:t>{WORDS}</a:t></a:r></a:p></p:txBody></p:sp></p:spTree></p:cSld>"
    )
    return zipped(
        {
            "[Content_Types].xml": b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
            "ppt/presentation.xml": f"<p:presentation {names}/>".encode(),
            "ppt/slides/slide1.xml": f"<p:sld {names}>{slide}</p:sld>".encode(),
        }
    )


OFFICE = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:'
    'text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
)


def open_document(kind: str, body: str, before: str = "") -> bytes:
    content = f"{before}<office:document-content {OFFICE}><office:body><office:{kind}>{body}</office:{kind}></office:body></office:document-content>"
    return zipped({"mimetype": f"application/vnd.oasis.opendocument.{kind}".encode(), "content.xml": content.encode()})


def message_file(body: str = WORDS, attached: bytes = b"a,b\n1,2\n") -> bytes:
    return (
        f"From: a@council.example\r\nTo: b@study.example\r\nSubject: Reply\r\nMIME-Version: 1.0\r\n"
        f'Content-Type: multipart/mixed; boundary="x"\r\n\r\n--x\r\nContent-Type: text/plain\r\n\r\n{body}\r\n--x\r\n'
        f'Content-Type: text/csv; name="costs.csv"\r\nContent-Disposition: attachment; filename="costs.csv"\r\n\r\n'
    ).encode() + attached + b"\r\n--x--\r\n"  # fmt: skip


def image_file(kind: str) -> bytes:
    out = io.BytesIO()
    Image.new("L", (60, 40), 200).save(out, kind)
    return out.getvalue()


def zipped(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def word_xml(body: str, before: str = "") -> bytes:
    document = f'{before}<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{body}</w:body></w:document>'
    types = b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
    return zipped({"[Content_Types].xml": types, "word/document.xml": document.encode()})


# --- hostile ones

LAUGHS = (
    "<!DOCTYPE lolz [<!ENTITY l0 'lol'>"
    + "".join(f"<!ENTITY l{n} '{f'&l{n - 1};' * 10}'>" for n in range(1, 12))
    + "]>"
)
PASSWORDS = "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>"


def sheet_xml(rows: str, dimension: str = "A1", shared: str = "", before: str = "") -> bytes:
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    return zipped(
        {
            "[Content_Types].xml": b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
            "_rels/.rels": f'<Relationships xmlns="{package}"><Relationship Id="r1" Type="{relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>'.encode(),
            "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{relations}"><sheets><sheet name="A" sheetId="1" r:id="r1"/></sheets></workbook>'.encode(),
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}"><Relationship Id="r1" Type="{relations}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'.encode(),
            "xl/sharedStrings.xml": f'{before}<sst xmlns="{main}">{shared}</sst>'.encode(),
            "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><dimension ref="{dimension}"/><sheetData>{rows}</sheetData></worksheet>'.encode(),
        }
    )


def raw_pdf(*objects: str | bytes, root: int = 1) -> bytes:
    """A PDF of these objects, numbered from 1, with a right table of where they stand."""
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, one in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + (one if isinstance(one, bytes) else one.encode()) + b"\nendobj\n"
    table = len(out)
    out += f"xref\n0 {len(places) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    out += f"trailer <</Size {len(places) + 1} /Root {root} 0 R>>\nstartxref\n{table}\n%%EOF\n".encode()
    return bytes(out)


def stream(content: bytes, more: str = "") -> bytes:
    packed = zlib.compress(content, 9)
    return f"<</Length {len(packed)} /Filter /FlateDecode {more}>>\nstream\n".encode() + packed + b"\nendstream"


CATALOG, PAGES = "<</Type /Catalog /Pages 2 0 R>>", "<</Type /Pages /Kids [3 0 R] /Count 1>>"


def page_of(content: bytes, resources: str = "", box: str = "0 0 595 842", *more: str | bytes) -> bytes:
    page = f"<</Type /Page /Parent 2 0 R /MediaBox [{box}] /Contents 4 0 R /Resources <<{resources}>>>>"
    return raw_pdf(CATALOG, PAGES, page, stream(content), *more)


FONT = "/Font <</F 5 0 R>>"
HELVETICA = "<</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>"


def form_bomb(depth: int = 30) -> bytes:
    """Forms that each draw the next ten times."""
    forms = [
        stream(
            b"/N Do " * 10, f"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources <</XObject <</N {6 + n} 0 R>>>>"
        )
        for n in range(depth)
    ]
    last = stream(b"0 0 m 9 9 l S", "/Type /XObject /Subtype /Form /BBox [0 0 9 9]")
    return page_of(b"/N Do", "/XObject <</N 5 0 R>>", "0 0 595 842", *forms, last)


def png_of(width: int, height: int) -> bytes:
    """A PNG whose header claims this size."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(bytes(MEGABYTE), 9)) + chunk(b"IEND", b"")


def cyclic_tiff() -> bytes:
    entries = struct.pack("<H", 4) + b"".join(
        struct.pack("<HHII", tag, 4, 1, value) for tag, value in ((256, 8), (257, 8), (258, 8), (273, 8))
    )
    return b"II*\0" + struct.pack("<I", 8) + entries + struct.pack("<I", 8)  # the next page is this one


def nested_zip(levels: int, kind: str = "zip") -> bytes:
    content, name = WORDS.encode(), "a.txt"
    for level in range(levels):
        content, name = zipped({name: content}), f"{level}.{kind}"
    return content


def lying_zip() -> bytes:
    """A zip whose directory claims other sizes and sums than its members have."""
    content = bytearray(zipped({"a.txt": WORDS.encode() * 50}))
    at = content.rfind(b"PK\x01\x02")
    content[at + 16 : at + 28] = struct.pack("<III", 1, 1, 0xFFFFFFFE)
    return bytes(content)


def overlapping_zip(members: int = 4_000) -> bytes:
    """Every entry of the directory points at the same member (Fifield, A better zip bomb, 2019)."""
    one = zipped({"a.txt": bytes(4 * MEGABYTE)})
    at = one.rfind(b"PK\x01\x02")
    entry, end = one[at : one.rfind(b"PK\x05\x06")], one[one.rfind(b"PK\x05\x06") :]
    directory = entry * members
    tail = end[:8] + struct.pack("<HHII", members, members, len(directory), at) + end[20:]
    return one[:at] + directory + tail


def locked_zip() -> bytes:
    content = bytearray(zipped({"a.txt": WORDS.encode()}))
    for magic, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(magic)
        content[at + place] |= 1
    return bytes(content)


def nested_mail(levels: int) -> bytes:
    begin = "".join(f'Content-Type: multipart/mixed; boundary="b{n}"\r\n\r\n--b{n}\r\n' for n in range(levels))
    return f"From: a@b.example\r\nSubject: x\r\nMIME-Version: 1.0\r\n{begin}Content-Type: text/plain\r\n\r\n56\r\n".encode()


def mail_in_mail(levels: int) -> bytes:
    content = b"From: a@b.example\r\nSubject: inner\r\n\r\n56 cameras\r\n"
    for _ in range(levels):
        content = (
            b"From: a@b.example\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: message/rfc822\r\n\r\n" + content
        )
    return content


def many_parts(number: int) -> bytes:
    part = (
        b"--x\r\nContent-Type: text/plain; name=a.txt\r\nContent-Disposition: attachment; filename=a.txt\r\n\r\n56\r\n"
    )
    head = (
        b'From: a@b.example\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="x"\r\n\r\n'
    )
    return head + part * number + b"--x--\r\n"


def cyclic_compound() -> bytes:
    """An Outlook message whose sectors follow each other in a ring."""
    content = bytearray(compound_file({"__substg1.0_1000001F": ("ring" * 4000).encode("utf-16-le")}))
    fat = 512 * (1 + struct.unpack_from("<I", content, 76)[0])
    for sector in range(20):
        struct.pack_into("<I", content, fat + 4 * sector, (sector + 1) % 20)
    return bytes(content)


SPECIAL: dict[str, Callable[[], bytes]] = {
    # nothing, or nothing that can be known
    "empty.pdf": lambda: b"", "empty.docx": lambda: b"", "empty.xlsx": lambda: b"", "empty.eml": lambda: b"",
    "one-byte.pdf": lambda: b"%", "spaces.txt": lambda: b" \n" * 1000, "zeros.bin": lambda: bytes(MEGABYTE),
    "zeros.pdf": lambda: bytes(1000), "noise.bin": lambda: random.Random(1).randbytes(MEGABYTE),
    "noise.docx": lambda: random.Random(2).randbytes(5000), "program.pdf": lambda: b"MZ" + random.Random(3).randbytes(5000),
    "elf.xlsx": lambda: b"\x7fELF" + bytes(3000), "": lambda: WORDS.encode(), "..": lambda: WORDS.encode(),
    "../../etc/passwd": lambda: WORDS.encode(), "a\0b.pdf": lambda: pdf_of(1), "n" * 5000 + ".docx": word_file,
    "\u202efdp.exe": lambda: pdf_of(1), "no-extension": word_file, "upper.PDF": lambda: pdf_of(1),
    # words in any sign
    "utf16.txt": lambda: WORDS.encode("utf-16"), "utf16-no-mark.csv": lambda: "a;b\n1;2\n".encode("utf-16-le"),
    "utf32.txt": lambda: WORDS.encode("utf-32"), "mixed.txt": lambda: "£5 – café\n".encode("cp1252") * 9 + "£5 – café\n".encode() * 9,
    "nuls.csv": lambda: b"a,\0b\n1,\0\0\n" * 50, "controls.txt": lambda: bytes(range(32)) * 200,
    "surrogates.txt": lambda: b"\xed\xa0\x80" * 500, "overlong.txt": lambda: b"\xc0\xaf" * 500,
    "ebcdic.txt": lambda: WORDS.encode("cp037") * 5, "bidi.txt": lambda: ("\u202e\u2066" * 4000 + WORDS).encode(),
    "combining.txt": lambda: ("a" + "\u0301" * 200_000).encode(), "one-line.txt": lambda: b"a " * (2 * MEGABYTE),
    "lines.txt": lambda: b"\n" * (3 * MEGABYTE), "one-word.txt": lambda: b"a" * (4 * MEGABYTE),
    # tables without end
    "unclosed.csv": lambda: b'a,b\n"' + b"x,y\n" * MEGABYTE, "wide.csv": lambda: b"," * (2 * MEGABYTE) + b"\n1",
    "many.csv": lambda: b"1,2,3\n" * 400_000, "quotes.csv": lambda: b'"' * 200_001, "ragged.csv": lambda: b"".join(b"," * n + b"\n" for n in range(1500)),
    "formula.csv": lambda: b'=cmd|"/c calc"!A1,@SUM(1),+1,-1\n' * 50, "no-rows.csv": lambda: b"a,b,c",
    "corners.xlsx": lambda: sheet_xml('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>56</v></c></row>', "A1:XFD1048576"),
    "rows.xlsx": lambda: sheet_xml("".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(1, 200_000))),
    "string.xlsx": lambda: sheet_xml('<row r="1"><c r="A1" t="s"><v>0</v></c></row>', "A1", f"<si><t>{'a' * 20 * MEGABYTE}</t></si>"),
    "strings.xlsx": lambda: sheet_xml('<row r="1"><c r="A1" t="s"><v>999999</v></c></row>', "A1", "<si><t>a</t></si>" * 300_000),
    "laughs.xlsx": lambda: sheet_xml('<row r="1"><c r="A1" t="s"><v>0</v></c></row>', "A1", "<si><t>&l11;</t></si>", LAUGHS),
    "secrets.xlsx": lambda: sheet_xml('<row r="1"><c r="A1" t="s"><v>0</v></c></row>', "A1", "<si><t>&e;</t></si>", PASSWORDS),
    "backwards.xlsx": lambda: sheet_xml('<row r="9"><c r="B9"><v>1</v></c></row><row r="1"><c r="A1"><v>2</v></c></row>'),
    "no-place.xlsx": lambda: sheet_xml("<row><c><v>1</v></c><c><v>2</v></c></row>"),
    "bad-place.xlsx": lambda: sheet_xml('<row r="x"><c r="ZZZZ99999999999"><v>1</v></c></row>'),
    "repeated-rows.ods": lambda: open_document("spreadsheet", "<table:table table:name='A'><table:table-row table:number-rows-repeated='999999999'><table:table-cell office:value-type='string'><text:p>a</text:p></table:table-cell></table:table-row></table:table>"),
    "repeated-cells.ods": lambda: open_document("spreadsheet", "<table:table table:name='A'><table:table-row><table:table-cell office:value-type='string' table:number-columns-repeated='999999999'><text:p>a</text:p></table:table-cell></table:table-row></table:table>"),
    "repeated-empty.ods": lambda: open_document("spreadsheet", "<table:table table:name='A'><table:table-row table:number-rows-repeated='1048575'><table:table-cell table:number-columns-repeated='16384'/></table:table-row><table:table-row><table:table-cell office:value-type='string'><text:p>a</text:p></table:table-cell></table:table-row></table:table>"),
    # words without end
    "laughs.docx": lambda: word_xml("<w:p><w:r><w:t>&l11;</w:t></w:r></w:p>", LAUGHS),
    "secrets.docx": lambda: word_xml("<w:p><w:r><w:t>&e;</w:t></w:r></w:p>", PASSWORDS),
    "deep.docx": lambda: word_xml("<w:tbl><w:tr><w:tc>" * 20_000 + "<w:p><w:r><w:t>56</w:t></w:r></w:p>"),
    "deep-sound.docx": lambda: word_xml("<w:tbl><w:tr><w:tc>" * 150 + "<w:p><w:r><w:t>56</w:t></w:r></w:p>" + "</w:tc></w:tr></w:tbl>" * 150),
    "long.docx": lambda: word_xml(f"<w:p><w:r><w:t>{WORDS}</w:t></w:r></w:p>" * 50_000),
    "blank.docx": lambda: word_xml(" " * (8 * MEGABYTE)), "bomb.docx": lambda: word_xml("<w:p/>" * 3_000_000),
    "no-body.docx": lambda: zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": b""}),
    "not-xml.docx": lambda: zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"not XML at all"}),
    "only-types.docx": lambda: zipped({"[Content_Types].xml": b"<Types/>"}),
    "laughs.odt": lambda: open_document("text", "<text:p>&l11;</text:p>", LAUGHS),
    "secrets.odt": lambda: open_document("text", "<text:p>&e;</text:p>", PASSWORDS),
    "spaces.odt": lambda: open_document("text", "<text:p>a<text:s text:c='2000000000'/>b</text:p>"),
    "deep.odt": lambda: open_document("text", "<text:section>" * 50_000),
    "deep.pptx": lambda: slides_file("<p:grpSp>" * 30_000), "empty-slide.pptx": lambda: slides_file("<p:cSld/>"),
    "deep.rtf": lambda: b"{\\rtf1 " + b"{" * 300_000 + b"56" + b"}" * 300_000, "unclosed.rtf": lambda: b"{\\rtf1 " + b"{\\b " * 50_000 + b"56",
    "binary.rtf": lambda: b"{\\rtf1 {\\pict\\bin2147483647 " + bytes(5000) + b"}56}", "object.rtf": lambda: b"{\\rtf1 {\\object{\\*\\objdata " + b"d0cf11e0" * 200_000 + b"}}56}",
    "numbers.rtf": lambda: b"{\\rtf1 " + b"\\u99999999999999999999 \\fs-1 " * 5000 + b"56}", "hex.rtf": lambda: b"{\\rtf1 " + b"\\'zz\\'" * 50_000 + b"}",
    "deep.html": lambda: b"<div>" * 200_000 + b"56 cameras", "deep-table.html": lambda: b"<table><tr><td>" * 30_000 + b"56",
    "attributes.html": lambda: b"<p " + b"a=1 " * 300_000 + b">56 cameras</p>", "unclosed.html": lambda: b"<p>56 cameras<" * 50_000,
    "comment.html": lambda: b"<p>56 cameras</p><!--" + b"-" * MEGABYTE, "data.html": lambda: b'<img src="data:image/png;base64,' + b"A" * (3 * MEGABYTE) + b'">56 cameras',
    "script.html": lambda: b"<script>" + b"while(1);" * 100_000 + b"</script><p>56 cameras", "entities.html": lambda: b"&amp;&#x10ffff;&#0;&#xd800;&unknown;" * 20_000,
    "laughs.html": lambda: LAUGHS.encode() + b"<html><body>&l11; 56 cameras</body></html>", "cells.html": lambda: b"<table>" + b"<tr>" + b"<td>1" * 400_000,
    "span.html": lambda: b"<table><tr><td colspan=999999999 rowspan=999999999>56<td>1</table>", "nul.html": lambda: b"<p>56\0 cam\0eras</p>" * 500,
    "list.html": lambda: b"<ul><li>" * 20_000 + b"56", "charset.html": lambda: b'<meta charset="no-such-charset"><p>56 cameras',
    # pages
    "thousand.pdf": lambda: pdf_of(1000, lines=2), "locked.pdf": lambda: pdf_of(1, encrypt=reportlab.lib.pdfencrypt.StandardEncryption("secret")),
    "unlocked.pdf": lambda: pdf_of(1, encrypt=reportlab.lib.pdfencrypt.StandardEncryption("", "owner")),
    "kids-ring.pdf": lambda: raw_pdf(CATALOG, "<</Type /Pages /Kids [2 0 R] /Count 1>>"), "kids-many.pdf": lambda: raw_pdf(CATALOG, f"<</Type /Pages /Kids [{'3 0 R ' * 20_000}] /Count 20000>>", "<</Type /Page /Parent 2 0 R /MediaBox [0 0 9 9]>>"),
    "kids-lie.pdf": lambda: raw_pdf(CATALOG, "<</Type /Pages /Kids [3 0 R] /Count 2147483647>>", "<</Type /Page /Parent 2 0 R>>"),
    "parent-ring.pdf": lambda: raw_pdf(CATALOG, "<</Type /Pages /Parent 2 0 R /Kids [3 0 R] /Count 1>>", "<</Type /Page /Parent 3 0 R>>"),
    "root-ring.pdf": lambda: raw_pdf("1 0 R"), "root-none.pdf": lambda: raw_pdf(CATALOG, root=99), "length-ring.pdf": lambda: raw_pdf(CATALOG, PAGES, "<</Type /Page /Parent 2 0 R /Contents 4 0 R>>", "<</Length 4 0 R>>\nstream\nx\nendstream"),
    "deep.pdf": lambda: raw_pdf(CATALOG, "[" * 200_000), "deep-dictionary.pdf": lambda: raw_pdf(CATALOG, "<</A " * 100_000),
    "bomb.pdf": lambda: page_of(b" " * (64 * MEGABYTE)), "bombs.pdf": lambda: page_of(b"(a) Tj " * MEGABYTE),
    "twice-packed.pdf": lambda: raw_pdf(CATALOG, PAGES, "<</Type /Page /Parent 2 0 R /Contents 4 0 R>>", stream(zlib.compress(bytes(100 * MEGABYTE), 9), "/DecodeParms null").replace(b"/FlateDecode", b"[/FlateDecode /FlateDecode]")),
    "form-bomb.pdf": form_bomb, "form-ring.pdf": lambda: page_of(b"/N Do", "/XObject <</N 5 0 R>>", "0 0 595 842", stream(b"/N Do", "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources <</XObject <</N 5 0 R>>>>")),
    "states.pdf": lambda: page_of(b"q " * 500_000 + b"BT /F 9 Tf (56) Tj ET", FONT, "0 0 595 842", HELVETICA), "texts.pdf": lambda: page_of(b"BT /F 9 Tf " + b"(56 ) Tj " * 200_000 + b"ET", FONT, "0 0 595 842", HELVETICA),
    "paths.pdf": lambda: page_of(b"0 0 m 9 9 l S " * 200_000), "huge-page.pdf": lambda: page_of(b"BT /F 9 Tf (56) Tj ET", FONT, "0 0 99999999999 99999999999", HELVETICA),
    "negative-page.pdf": lambda: page_of(b"BT /F 9 Tf (56) Tj ET", FONT, "9 9 -9 -9", HELVETICA), "no-page.pdf": lambda: raw_pdf(CATALOG, "<</Type /Pages /Kids [] /Count 0>>"),
    "nan-page.pdf": lambda: page_of(b"BT /F 1e999 Tf (56) Tj ET", FONT, "0 0 1e999 1e999", HELVETICA), "huge-type.pdf": lambda: page_of(b"BT /F 99999999 Tf 1 0 0 1 1e9 1e9 Tm (56) Tj ET", FONT, "0 0 595 842", HELVETICA),
    "no-font.pdf": lambda: page_of(b"BT /Gone 9 Tf (56) Tj ET"), "image-bomb.pdf": lambda: page_of(b"/N Do", "/XObject <</N 5 0 R>>", "0 0 595 842", stream(bytes(MEGABYTE), "/Type /XObject /Subtype /Image /Width 60000 /Height 60000 /BitsPerComponent 8 /ColorSpace /DeviceRGB")),
    "script.pdf": lambda: raw_pdf("<</Type /Catalog /Pages 2 0 R /OpenAction <</S /JavaScript /JS (while\\(1\\);)>>>>", PAGES, "<</Type /Page /Parent 2 0 R /MediaBox [0 0 9 9]>>"),
    "header-late.pdf": lambda: b"\n" * 2000 + pdf_of(1), "trailer-ring.pdf": lambda: pdf_of(1).replace(b"startxref", b"/Prev 9 startxref"), "text-only.pdf": lambda: b"%PDF-1.4\n" + WORDS.encode() * 50,
    # pictures
    "bomb.png": lambda: png_of(60_000, 60_000), "wide.png": lambda: png_of(2_000_000_000, 1), "none.png": lambda: png_of(0, 0), "ring.tiff": cyclic_tiff,
    "head.jpg": lambda: b"\xff\xd8\xff\xe0", "markers.jpg": lambda: b"\xff\xd8" + b"\xff\xe0\x00\x02" * 100_000, "head.gif": lambda: b"GIF89a" + b"\xff" * 7, "head.bmp": lambda: b"BM" + b"\xff" * 60,
    "vector.svg": lambda: b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script><text>56</text></svg>', "head.webp": lambda: b"RIFF\xff\xff\xff\xffWEBPVP8 ",
    # packed
    "bomb.zip": lambda: zipped({"a.txt": bytes(210 * MEGABYTE)}), "bombs.zip": lambda: zipped({f"{n}.txt": bytes(4 * MEGABYTE) for n in range(60)}),
    "nested.zip": lambda: nested_zip(30), "nested-bomb.zip": lambda: zipped({f"{n}.zip": zipped({"a.txt": bytes(4 * MEGABYTE)}) for n in range(60)}),
    "overlapping.zip": overlapping_zip, "many.zip": lambda: zipped({f"{n}.txt": b"56" for n in range(5000)}, zipfile.ZIP_STORED), "locked.zip": locked_zip, "lying.zip": lying_zip,
    "climbing.zip": lambda: zipped({"../../etc/passwd": WORDS.encode(), "/etc/shadow": WORDS.encode(), "C:\\a.txt": WORDS.encode()}),
    "names.zip": lambda: zipped({"a\nb.txt": b"1", "\u202etxt.exe": b"2", " ": b"3", "n" * 60_000: b"4"}), "no-members.zip": lambda: zipped({}), "comment.zip": lambda: zipped({"a.txt": b"56"})[:-2] + b"\xff\xff" + b"PK\x05\x06" * 16_000,
    "bomb.txt.gz": lambda: gzip.compress(bytes(210 * MEGABYTE)), "nested.gz": lambda: gzip.compress(gzip.compress(gzip.compress(gzip.compress(WORDS.encode())))), "cut.gz": lambda: gzip.compress(WORDS.encode() * 900)[:-20],
    "head.7z": lambda: b"7z\xbc\xaf\x27\x1c" + bytes(60), "noise.7z": lambda: b"7z\xbc\xaf\x27\x1c\x00\x04" + random.Random(7).randbytes(400), "head.rar": lambda: b"Rar!\x1a\x07\x00" + bytes(40),
    "self.docx": lambda: zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<a/>", "word/embeddings/a.docx": word_file()}),
    # mail
    "deep.eml": lambda: nested_mail(3000), "mails.eml": lambda: mail_in_mail(200), "parts.eml": lambda: many_parts(5000), "headers.eml": lambda: b"Subject: " + b"a" * (2 * MEGABYTE) + b"\r\n\r\n56\r\n",
    "many-headers.eml": lambda: b"From: a@b.example\r\n" + b"X-A: b\r\n" * 100_000 + b"\r\n56 cameras\r\n", "bad-base64.eml": lambda: b"From: a@b.example\r\nSubject: x\r\nContent-Transfer-Encoding: base64\r\n\r\n" + b"!" * 9000,
    "charset.eml": lambda: b"From: a@b.example\r\nSubject: =?no-such?Q?=FF?=\r\nContent-Type: text/plain; charset=no-such\r\n\r\n\xff56 cameras\r\n", "boundary.eml": lambda: b'From: a@b.example\r\nContent-Type: multipart/mixed; boundary=""\r\n\r\n----\r\n56\r\n',
    "uuencode.eml": lambda: b"From: a@b.example\r\nSubject: x\r\n\r\nbegin 644 a.txt\r\n" + b"M" * 9000 + b"\r\nend\r\n", "ring.msg": cyclic_compound, "head.msg": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000),
    "ring.doc": lambda: cyclic_compound().replace("__substg1.0_1000001F".encode("utf-16-le")[:24], "WordDocument".encode("utf-16-le")), "ones.xls": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 5000,
    "winmail.dat": lambda: struct.pack("<IH", 0x223E9F78, 1) + b"\x01" + b"\xff" * 2000, "long.winmail.dat": lambda: struct.pack("<IH", 0x223E9F78, 1) + struct.pack("<BII", 1, 0x00069003, 0xFFFFFFF0) + bytes(100),
}  # fmt: skip
