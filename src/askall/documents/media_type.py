"""What a file is: by its first bytes and by what is packed inside; its name only tells kinds of text apart."""

import io
import re
import zipfile

from askall.documents.packed import FAULTS

PDF = "application/pdf"
OFFICE = "application/vnd.openxmlformats-officedocument."
DOCX = OFFICE + "wordprocessingml.document"
DOCM = "application/vnd.ms-word.document.macroEnabled.12"
XLSX = OFFICE + "spreadsheetml.sheet"
XLSM = "application/vnd.ms-excel.sheet.macroEnabled.12"
XLSB = "application/vnd.ms-excel.sheet.binary.macroEnabled.12"
PPTX = OFFICE + "presentationml.presentation"
ODT = "application/vnd.oasis.opendocument.text"
ODS = "application/vnd.oasis.opendocument.spreadsheet"
ODP = "application/vnd.oasis.opendocument.presentation"
DOC = "application/msword"
XLS = "application/vnd.ms-excel"
PPT = "application/vnd.ms-powerpoint"
MSG = "application/vnd.ms-outlook"
OLE = "application/x-ole-storage"
LOCKED = "application/encrypted"  # an Office file locked with a password
RTF = "application/rtf"
HTML = "text/html"
CSV = "text/csv"
TSV = "text/tab-separated-values"
TEXT = "text/plain"
EML = "message/rfc822"
ZIP = "application/zip"
GZIP = "application/gzip"
SEVEN = "application/x-7z-compressed"
UNKNOWN = "application/octet-stream"
IMAGES = ("image/png", "image/jpeg", "image/gif", "image/tiff", "image/webp", "image/bmp")

# First bytes → type. The OLE header is that of Office 97–2003 files, of Outlook's, and of locked newer ones.
OLE_HEADER = bytes.fromhex("d0cf11e0a1b11ae1")
MAGIC = (
    (b"{\\rtf", RTF),
    (b"\x1f\x8b", GZIP),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"7z\xbc\xaf\x27\x1c", SEVEN),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
)
SAMPLE = 400  # bytes
OLE_STREAMS = (
    ("WordDocument", DOC),
    ("__properties_version1.0", MSG),
    ("EncryptedPackage", LOCKED),
    ("Workbook", XLS),
    ("PowerPoint Document", PPT),
    ("Book", XLS),
)
PACKED_MARKS = (("word/", DOCX), ("xl/workbook.bin", XLSB), ("xl/", XLSX), ("ppt/", PPTX))
MACROS = {DOCX: ("word/vbaProject.bin", DOCM), XLSX: ("xl/vbaProject.bin", XLSM)}
EXTENSIONS = {
    "pdf": PDF, "docx": DOCX, "docm": DOCM, "dotx": DOCX, "xlsx": XLSX, "xlsm": XLSM, "xlsb": XLSB, "pptx": PPTX,
    "odt": ODT, "ods": ODS, "odp": ODP, "doc": DOC, "dot": DOC, "xls": XLS, "ppt": PPT, "msg": MSG, "rtf": RTF,
    "html": HTML, "htm": HTML, "csv": CSV, "tsv": TSV, "tab": TSV, "txt": TEXT, "eml": EML, "zip": ZIP, "gz": GZIP,
    "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "gif": "image/gif", "tif": "image/tiff",
    "tiff": "image/tiff", "webp": "image/webp", "bmp": "image/bmp",
}  # fmt: skip
TAG = re.compile(rb"<(?:!doctype\s+html|html|head|body|table|div|meta|p|span|font|title)[\s>]", re.IGNORECASE)
HEADER = re.compile(rb"^[!-9;-~]+:(?:[ \t]|\r?\n[ \t])", re.MULTILINE)
MAIL_HEADER = re.compile(rb"(?im)^(?:Received|Return-Path|Message-ID|MIME-Version|Delivered-To):")
SENDER = re.compile(rb"(?im)^(?:From|Date|Subject|To):")
HEAD = 4096
# Text has few bytes below 0x20 but these; a file with more than one in fifty others is no text.
CONTROL = bytes(set(range(32)) - set(b"\t\n\r\f\x0b\x1b\x1a"))
BLANK_LINE = re.compile(rb"\r?\n\r?\n")
MOST_CONTROL = 0.02
FEW = 4


def media_type(content: bytes, filename: str = "") -> str:
    """The media type of a file, from its content; `filename` only tells kinds of text apart."""
    head = content[:HEAD].lstrip(b"\xef\xbb\xbf \t\r\n\x00")
    if b"%PDF-" in content[:1024]:
        return PDF
    if content.startswith(OLE_HEADER):
        return _ole(content)
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _packed(content)
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return "image/webp"
    if content.startswith(b"BM") and content[6:10] == bytes(4):  # reserved, always zero; text has none
        return "image/bmp"
    for magic, kind in MAGIC:
        if head.startswith(magic) or content.startswith(magic):
            return kind
    return _text(content, head, extension(filename))


def extension(filename: str) -> str:
    """ "docx" of "Reply.DOCX"; "" where there is none."""
    return filename.rpartition(".")[2].strip().lower() if "." in filename else ""


def misnamed(filename: str, found: str) -> str | None:
    """The type the name promises, where the content is of another; text may have any name."""
    promised = EXTENSIONS.get(extension(filename))
    alike = promised in (found, None) or {promised, found} <= {DOCX, DOCM} or {promised, found} <= {XLSX, XLSM}
    textual = promised in (TEXT, CSV, TSV) and found in (TEXT, CSV, TSV)
    return None if alike or textual or found in (UNKNOWN, LOCKED) else promised


def _packed(content: bytes) -> str:
    """By the names inside; for a zip cut short, by the local headers that are left."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
            if names and names[0] == "mimetype":
                declared = archive.open(names[0]).read(100).decode("ascii", "replace").strip()
                return declared if declared in (ODT, ODS, ODP) else ZIP
    except FAULTS:
        return _packed_head(content)
    return _office(names)


def _office(names: list[str]) -> str:
    if "[Content_Types].xml" not in names:
        return ZIP
    kind = next((kind for mark, kind in PACKED_MARKS if any(name.startswith(mark) for name in names)), ZIP)
    macro, with_macros = MACROS.get(kind, ("", kind))
    return with_macros if macro in names else kind


def _packed_head(content: bytes) -> str:
    for kind in (ODT, ODS, ODP):
        if b"mimetype" + kind.encode() in content[:200]:
            return kind
    names = re.findall(rb"PK\x03\x04.{22}.{4}([\[\]\w./ -]{1,200}?)(?=[^\[\]\w./ -])", content, re.DOTALL)
    return _office([name.decode("ascii") for name in names[:1000]])


def _ole(content: bytes) -> str:
    """By the names in the directory, which are UTF-16 (MS-CFB 2.6.1); a full parse is left to the format's reader."""
    for name, kind in OLE_STREAMS:
        if (name + "\0").encode("utf-16-le") in content:
            return kind
    return OLE


def _text(content: bytes, head: bytes, suffix: str) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")) or utf16_without_mark(content):
        return CSV if suffix == "csv" else TSV if suffix in ("tsv", "tab") else TEXT
    if suffix == "eml" or _is_mail(head):
        return EML
    if _is_binary(content):
        return UNKNOWN
    if suffix not in ("txt", "csv", "tsv") and head.startswith(b"<") and TAG.search(head):
        return HTML
    if re.match(rb"<!doctype\s+html|<html", head, re.IGNORECASE):
        return HTML
    return {"csv": CSV, "tsv": TSV, "tab": TSV}.get(suffix, HTML if suffix in ("html", "htm") else TEXT)


def utf16_without_mark(content: bytes) -> str:
    """The encoding of UTF-16 whose mark is missing: of western text every second byte is zero. "" for all else."""
    sample = content[:SAMPLE]
    for first, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        zeros, others = sample[first::2], sample[1 - first :: 2]
        if len(sample) > 7 and zeros.count(0) > 0.8 * len(zeros) and others.count(0) < 0.05 * len(others):
            return encoding
    return ""


def _is_mail(head: bytes) -> bool:
    """Header lines from the first on, with one that only transport writes: a letter's own "From:" is no mail."""
    ended = BLANK_LINE.search(head)
    block = head[: ended.start()] if ended else head
    first = block.partition(b"\n")[2] if block.startswith(b"From ") else block
    return bool(HEADER.match(first) and MAIL_HEADER.search(block) and SENDER.search(block))


def _is_binary(content: bytes) -> bool:
    sample = content[:65536]
    odd = len(sample) - len(sample.translate(None, CONTROL))
    return odd > max(FEW, MOST_CONTROL * len(sample))
