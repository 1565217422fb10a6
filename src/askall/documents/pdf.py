"""PDF by pdfium: the text of each page line by line, form fields with their values, and files attached."""

import ctypes
from collections.abc import Iterator
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from askall.documents.draft import Draft, clean, paragraphs
from askall.documents.pdf_fields import has_notes, lines_of_fields

# pdfium marks a hyphen at a line's end, where the word goes on in the next line, with one of these.
LINE_HYPHENS = str.maketrans({"\x02": "-", "\ufffe": "-", "\u00ad": "-"})
PASSWORD = "password"  # noqa: S105 - pdfium's word in its message
ATTACHED_MOST = 1_000


def read_pdf(content: bytes, draft: Draft) -> None:
    """Each page a part, “page 1” on; what was filled into its form stands last.

    A page without text stays as an empty part, with a warning.
    """
    try:
        document = pdfium.PdfDocument(content)
    except pdfium.PdfiumError as error:
        locked = PASSWORD in str(error).lower()
        draft.warn("The PDF is locked with a password." if locked else f"The PDF cannot be opened ({error}).")
        return
    try:
        form = document.get_formtype()
        if form != raw.FORMTYPE_NONE:
            document.init_forms()
        if form in (raw.FORMTYPE_XFA_FOREGROUND, raw.FORMTYPE_XFA_FULL):
            draft.warn("The PDF is a form in Adobe's XFA; what was filled into it may be missing.")
        _pages(document, draft)
        for name, data in _attached(document, draft):
            draft.read_within(name, data)
    finally:
        document.close()


def _pages(document: Any, draft: Draft) -> None:
    blank = []
    for index in range(len(document)):
        label = f"page {index + 1}"
        try:
            text = _page_text(document, index)
        except pdfium.PdfiumError as error:
            draft.warn(f"{label} cannot be read ({error}).")
            text = ""
        else:
            if not text.strip():
                blank.append(index + 1)
        draft.add(label, text)
    if blank:
        draft.warn(_no_text(blank))


def _page_text(document: Any, index: int) -> str:
    page = document[index]
    try:
        fields = list(lines_of_fields(page, document.formenv)) if document.formenv else []
        # Notes written over the page are drawn apart from it; flattening draws them into the page.
        if has_notes(page) and raw.FPDFPage_Flatten(page, raw.FLAT_PRINT) == raw.FLATTEN_SUCCESS:
            page.close()
            page = document[index]
        text_page = page.get_textpage()
        try:
            found = text_page.get_text_bounded()
        finally:
            text_page.close()
    finally:
        page.close()
    return paragraphs([*clean(found.translate(LINE_HYPHENS)).split("\n"), *map(clean, fields)])


def _no_text(pages: list[int]) -> str:
    """One sentence for all pages without text."""
    if len(pages) == 1:
        return f"page {pages[0]} has no text (a scan?)"
    listed = ", ".join(map(str, pages[:20])) + (f" and {len(pages) - 20} more" if len(pages) > 20 else "")
    return f"pages {listed} have no text (scans?)"


def _attached(document: Any, draft: Draft) -> Iterator[tuple[str, bytes]]:
    for index in range(min(document.count_attachments(), ATTACHED_MOST)):
        try:
            attachment = document.get_attachment(index)
            size = ctypes.c_ulong()
            raw.FPDFAttachment_GetFile(attachment, None, 0, size)
            draft.unpacked(size.value)
            yield attachment.get_name(), bytes(attachment.get_data())
        except pdfium.PdfiumError as error:
            draft.warn(f"Attached file {index + 1} cannot be read ({error}).")
