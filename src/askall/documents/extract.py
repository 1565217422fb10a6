"""The text of any file, as a list of readers by media type."""

from collections.abc import Callable
from contextlib import suppress
from importlib import import_module

from askall.documents import media_type as kinds
from askall.documents.draft import Draft, LimitReached
from askall.documents.limits import DEFAULT_LIMITS, Limits
from askall.documents.media_type import media_type, misnamed
from askall.documents.records import Document
from askall.foundation.files import hash_of

# Part of what is stored with a text; raised when readers change what they give.
EXTRACTOR = "documents 5"

__all__ = ["EXTRACTOR", "READERS", "Reader", "extract", "media_type"]

Reader = Callable[[bytes, Draft], None]

# Media type → module and function. Loaded when first needed: a batch of letters needs no spreadsheet library.
READERS = {
    kinds.PDF: "pdf:read_pdf",
    kinds.DOCX: "word:read_word",
    kinds.DOCM: "word:read_word",
    kinds.XLSX: "sheets:read_sheets",
    kinds.XLSM: "sheets:read_sheets",
    kinds.XLSB: "sheets:read_sheets",
    kinds.XLS: "sheets:read_sheets",
    kinds.CSV: "plain:read_csv",
    kinds.TSV: "plain:read_csv",
    kinds.TEXT: "plain:read_text",
    kinds.HTML: "html:read_html",
    kinds.RTF: "rtf:read_rtf",
    kinds.DOC: "word97:read_word97",
    kinds.ODS: "sheets:read_sheets",
    kinds.ODT: "open_document:read_open_document",
    kinds.ODP: "open_document:read_open_document",
    kinds.PPTX: "slides:read_slides",
    kinds.EML: "message:read_message",
    kinds.MSG: "message:read_message",
    kinds.ZIP: "nested:read_zip",
    kinds.GZIP: "nested:read_gzip",
    kinds.SEVEN: "nested:read_seven",
    **dict.fromkeys(kinds.IMAGES, "images:read_image"),
}
NO_READER = {
    kinds.LOCKED: "The file is locked with a password.",
    kinds.OLE: "This kind of Office 97–2003 file cannot be read.",
    kinds.PPT: "PowerPoint 97–2003 files cannot be read; ask for a .pptx or a PDF.",
    kinds.UNKNOWN: "The kind of file is unknown; it has no text that can be read.",
}


def extract(content: bytes, filename: str = "", limits: Limits = DEFAULT_LIMITS, *, places: bool = False) -> Document:
    """Text with positions of one file, and of the files packed in it. Never raises for what a file holds.

    With `places` parts say where on the page, or in which cell, each piece of their text stands.
    `filename` is a label and a hint, never a path. What could not be read, or was left out, stands in `warnings`.
    Runs in this process: files from strangers go through `sandbox.documents_of`.
    """
    draft = Draft(limits, places=places, name=filename, read_packed=_read_into)
    kind = media_type(content, filename)
    try:
        if len(content) > limits.bytes_in:
            draft.warn(f"The file has {len(content):,} bytes, more than {limits.bytes_in:,}; it was not read.")
        elif not content:
            draft.warn("The file is empty.")
        else:
            _read_as(kind, content, filename, draft)
    except LimitReached as reached:
        draft.warn(str(reached))
    except MemoryError as error:  # also a sandbox's OutOfTime, which says so
        draft.warn(str(error) or f"Reading it took more than {limits.memory:,} bytes of memory; the rest is left out.")
    if not draft.warnings and not any(part.text.strip() for part in draft.parts):
        draft.warn("No text was found in it.")  # an empty text never passes for one that was read
    return draft.finish(hash_of(content), kind)


def _read_into(content: bytes, filename: str, draft: Draft) -> None:
    """Read one file packed in another by its content."""
    _read_as(media_type(content, filename), content, filename, draft)


def _read_as(kind: str, content: bytes, filename: str, draft: Draft) -> None:
    """Read one file of this kind. A fault ends this file only."""
    promised = misnamed(filename, kind)
    if promised is not None:
        draft.warn(f"The name says {promised}, the content is {kind}; it was read as that.")
    reader = _reader(kind)
    if reader is None:
        draft.warn(_why_not(kind))
        return
    try:
        reader(content, draft)
    except (LimitReached, MemoryError):
        raise
    except Exception as error:  # whatever a library makes of a hostile file
        draft.warn(f"The file is damaged and was not read to its end ({type(error).__name__}: {error}).")
    except BaseException as error:
        # A library in Rust that panics raises a BaseException, which is of no class one could import.
        if type(error).__name__ != "PanicException":
            raise
        draft.warn("The file is damaged and was not read to its end.")


def file_of_part(content: bytes, filename: str, number: int, limits: Limits = DEFAULT_LIMITS) -> bytes:
    """The innermost packed file that part `number` of this file was read from; the file itself if nothing is packed.

    Runs in this process, as `extract` does.
    """
    found = [content]

    def read(packed: bytes, name: str, draft: Draft) -> None:
        start = len(draft.parts)
        try:
            _read_into(packed, name, draft)
        finally:
            if found[0] is content and start <= number < len(draft.parts):
                found[0] = packed

    draft = Draft(limits, name=filename, read_packed=read)
    with suppress(LimitReached):
        _read_into(content, filename, draft)
    return found[0]


def _reader(kind: str) -> Reader | None:
    if kind not in READERS:
        return None
    module, function = READERS[kind].split(":")
    reader: Reader = getattr(import_module(f"askall.documents.{module}"), function)
    return reader


def _why_not(kind: str) -> str:
    if kind.startswith("image/"):
        return f"Pictures of the kind {kind} cannot be read."
    return NO_READER.get(kind, f"Files of the kind {kind} cannot be read.")
