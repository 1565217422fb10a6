"""PDF by pdfium: the text of each page line by line, form fields with their values, and files attached."""

import ctypes
from collections.abc import Iterator, Sequence
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from askall.documents.draft import Draft, clean, paragraphs
from askall.documents.pdf_fields import has_notes, lines_of_fields
from askall.documents.pdf_furniture import mark_repeated
from askall.documents.pdf_page import Edge, PageText, read_page
from askall.documents.pdf_second import read_second

PASSWORD = "password"  # noqa: S105 - pdfium's word in its message
ATTACHED_MOST = 1_000


def read_pdf(content: bytes, draft: Draft) -> None:
    """Each page a part, “page 1” on; what was filled into its form stands last.

    A page that shows something but has no text that can be used is noted as unread, with a warning.
    """
    try:
        document = pdfium.PdfDocument(content)
    except pdfium.PdfiumError as error:
        if not read_second(content, draft):
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
    said: dict[str, list[int]] = {}
    edges: list[tuple[int, Sequence[Edge]]] = []
    try:
        for index in range(len(document)):
            label = f"page {index + 1}"
            try:
                page = _page_text(document, index, draft.places)
            except pdfium.PdfiumError as error:
                draft.warn(f"{label} cannot be read ({error}).")
                page = PageText(unread=True)
            else:
                for what in _noted(page):
                    said.setdefault(what, []).append(index + 1)
            number = len(draft.parts)
            draft.add(label, page.text, page.tables, marks=page.marks, places=page.places, unread=page.unread)
            if page.edges and len(draft.parts[number].text) == len(page.text):  # else its offsets are others
                edges.append((number, page.edges))
    finally:  # also when time or room ran out: the pages so far are the document
        mark_repeated(draft, edges)
        for what, pages in said.items():
            draft.warn(_sentence(what, pages))


def _noted(page: PageText) -> Iterator[str]:
    """What is to be said of a page."""
    if not page.text.strip():
        yield "no text" if page.shows else "blank"
    elif page.garbage:
        yield "garbage"
    elif page.unread:
        yield "scan"
    if page.recognised:
        yield "recognised"
    if page.covered:
        yield "covered"
    if page.hidden:
        yield "hidden"


# What is said of pages → the sentence for one, and for several.
SENTENCES = {
    "no text": ("{} has no text (a scan?)", "{} have no text (scans?)"),
    "blank": ("{} has no text and shows nothing.", "{} have no text and show nothing."),
    "garbage": (
        "{} has text whose letters are not known (a font without its table of letters); it needs recognition.",
        "{} have text whose letters are not known (fonts without their table of letters); they need recognition.",
    ),
    "scan": (
        "{} is a picture with only a few words of text; it needs recognition.",
        "{} are pictures with only a few words of text; they need recognition.",
    ),
    "recognised": (
        "{} is a scan; its text was recognised by whoever made the file, and may be wrong.",
        "{} are scans; their text was recognised by whoever made the file, and may be wrong.",
    ),
    "covered": (
        "{} has text under black boxes; it may be a data breach, for it can be read and is in the text here.",
        "{} have text under black boxes; it may be a data breach, for it can be read and is in the text here.",
    ),
    "hidden": (
        "{} has hidden text (white, invisible or outside the page); it is disclosed too.",
        "{} have hidden text (white, invisible or outside the page); it is disclosed too.",
    ),
}


def _sentence(what: str, pages: Sequence[int]) -> str:
    one, several = SENTENCES[what]
    if len(pages) == 1:
        return one.format(f"page {pages[0]}")
    listed = ", ".join(map(str, pages[:20])) + (f" and {len(pages) - 20} more" if len(pages) > 20 else "")
    return several.format(f"pages {listed}")


def _page_text(document: Any, index: int, places: bool) -> PageText:
    page = document[index]
    try:
        fields = list(lines_of_fields(page, document.formenv)) if document.formenv else []
        # Notes written over the page are drawn apart from it; flattening draws them into the page.
        if has_notes(page) and raw.FPDFPage_Flatten(page, raw.FLAT_PRINT) == raw.FLATTEN_SUCCESS:
            page.close()
            page = document[index]
        found = read_page(page, places=places, alone=len(document) == 1)
    finally:
        page.close()
    if fields:
        found.text = "\n".join(filter(None, [found.text, paragraphs(map(clean, fields))]))
    return found


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
