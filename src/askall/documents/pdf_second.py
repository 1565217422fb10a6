"""A second reader for PDFs that pdfium refuses: pdf-oxide, which finds pages where the file's own index is lost."""

from askall.documents.draft import Draft, paragraphs

MOST_PAGES = 2_000


def read_second(content: bytes, draft: Draft) -> bool:
    """Add what pages can be read; whether there was any text. Pages without are noted as unread."""
    import pdf_oxide  # 25 MB that few files need

    pdf_oxide.disable_logging()
    try:
        document = pdf_oxide.PdfDocument.from_bytes(content)
        count = min(document.page_count(), MOST_PAGES)
    except (OSError, RuntimeError, ValueError):
        return False
    pages = [_page(document, index) for index in range(count)]
    if not _is_text("".join(pages)):
        return False
    for index, text in enumerate(pages):
        draft.add(f"page {index + 1}", text, unread=not text)
    draft.warn("The PDF is damaged; its text was recovered without its layout and may lack something.")
    return True


def _is_text(text: str) -> bool:
    """Whether it is more than what an unopened lock or a lost table of letters gives."""
    odd = sum((not one.isprintable() and not one.isspace()) or one == "\ufffd" for one in text)
    return bool(text.strip()) and odd < 0.1 * len(text)


def _page(document: "object", index: int) -> str:
    try:
        text: str = document.extract_text(index)  # type: ignore[attr-defined]
    except (OSError, RuntimeError, ValueError):
        return ""
    return paragraphs(text.split("\n"))
