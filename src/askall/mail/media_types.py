"""What a file really is: by its first bytes, then by its name, and only then by what the sender's program said."""

GENERIC = frozenset(
    """application/octet-stream application/x-download application/download application/unknown application/binary
    binary/octet-stream application/force-download application/x-unknown multipart/mixed file/unknown
    """.split()  # noqa: SIM905
)
BY_MAGIC = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"{\\rtf", "application/rtf"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"\x1f\x8b\x08", "application/gzip"),
    (b"\x78\x9f\x3e\x22", "application/ms-tnef"),
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OUTLOOK = "application/vnd.ms-outlook"
_OFFICE = "application/vnd.openxmlformats-officedocument."
_OPEN = "application/vnd.oasis.opendocument."
BY_NAME = {
    "pdf": "application/pdf",
    "doc": "application/msword",
    "xls": "application/vnd.ms-excel",
    "ppt": "application/vnd.ms-powerpoint",
    "msg": OUTLOOK,
    "docx": _OFFICE + "wordprocessingml.document",
    "xlsx": _OFFICE + "spreadsheetml.sheet",
    "pptx": _OFFICE + "presentationml.presentation",
    "docm": "application/vnd.ms-word.document.macroenabled.12",
    "xlsm": "application/vnd.ms-excel.sheet.macroenabled.12",
    "xlsb": "application/vnd.ms-excel.sheet.binary.macroenabled.12",
    "odt": _OPEN + "text",
    "ods": _OPEN + "spreadsheet",
    "odp": _OPEN + "presentation",
    "rtf": "application/rtf",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "txt": "text/plain",
    "htm": "text/html",
    "html": "text/html",
    "xml": "application/xml",
    "json": "application/json",
    "eml": "message/rfc822",
    "ics": "text/calendar",
    "vcf": "text/vcard",
    "zip": "application/zip",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
    "tif": "image/tiff",
    "tiff": "image/tiff",
    "bmp": "image/bmp",
    "p7s": "application/pkcs7-signature",
    "p7m": "application/pkcs7-mime",
}
OLE_NAMES = ("doc", "xls", "ppt", "msg")
# Names of streams inside an OLE file, as UTF-16, tell the program that wrote it.
OLE_STREAMS = (
    ("__substg1.0_".encode("utf-16-le"), OUTLOOK),
    ("WordDocument".encode("utf-16-le"), BY_NAME["doc"]),
    ("Workbook".encode("utf-16-le"), BY_NAME["xls"]),
    ("PowerPoint Document".encode("utf-16-le"), BY_NAME["ppt"]),
)
ZIP_MEMBERS = (
    (b"word/document", BY_NAME["docx"]),
    (b"xl/workbook", BY_NAME["xlsx"]),
    (b"ppt/presentation", BY_NAME["pptx"]),
    (_OPEN.encode() + b"text", BY_NAME["odt"]),
    (_OPEN.encode() + b"spreadsheet", BY_NAME["ods"]),
    (_OPEN.encode() + b"presentation", BY_NAME["odp"]),
)


def media_type_of(content: bytes, name: str, declared: str) -> str:
    """The media type of a file, lower case. First bytes win over the name, the name over a generic declaration."""
    by_name = BY_NAME.get(name.rpartition(".")[2].lower(), "") if "." in name else ""
    return _by_magic(content, by_name) or (by_name if not declared or declared in GENERIC else declared) or declared


def _by_magic(content: bytes, by_name: str) -> str:
    if content.startswith(OLE):
        return _of_ole(content, by_name)
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _of_zip(content, by_name)
    if b"%PDF-" in content[:1024]:
        return BY_NAME["pdf"]
    return next((media_type for magic, media_type in BY_MAGIC if content.startswith(magic)), "")


def _of_ole(content: bytes, by_name: str) -> str:
    for stream, media_type in OLE_STREAMS:
        if stream in content:
            return media_type
    return by_name if by_name in map(BY_NAME.get, OLE_NAMES) else "application/x-ole-storage"


def _of_zip(content: bytes, by_name: str) -> str:
    ends = content[:4096] + content[-65_536:]
    found = next((media_type for member, media_type in ZIP_MEMBERS if member in ends), "")
    is_macro_form = "macroenabled" in by_name
    return by_name if is_macro_form and found else found or BY_NAME["zip"]
