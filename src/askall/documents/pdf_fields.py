"""What was filled into the form of a PDF. It is drawn apart from the page, and pdfium's text leaves it out."""

import ctypes
from collections.abc import Callable, Iterator
from typing import Any

import pypdfium2.raw as raw

TICKED, EMPTY = "☒", "☐"
TICKS = (raw.FPDF_FORMFIELD_CHECKBOX, raw.FPDF_FORMFIELD_RADIOBUTTON)
FILLED = (raw.FPDF_FORMFIELD_TEXTFIELD, raw.FPDF_FORMFIELD_COMBOBOX, raw.FPDF_FORMFIELD_LISTBOX)
MOST_FIELDS = 10_000
LONGEST = 1_000_000  # bytes of one value


def lines_of_fields(page: Any, form: Any) -> Iterator[str]:
    """One line a field: its name with the value, or with ☒ or ☐. `form` is the document's form environment."""
    for annotation in annotations(page):
        kind = raw.FPDFAnnot_GetFormFieldType(form, annotation)
        if kind in TICKS:
            shown = TICKED if raw.FPDFAnnot_IsChecked(form, annotation) else EMPTY
            # The buttons of one choice share their name and differ by what they stand for.
            is_choice = kind == raw.FPDF_FORMFIELD_RADIOBUTTON
            choice = _text(raw.FPDFAnnot_GetFormFieldExportValue, form, annotation) if is_choice else ""
            yield " ".join(filter(None, (shown, _name(form, annotation), choice)))
        elif kind in FILLED:
            value = _text(raw.FPDFAnnot_GetFormFieldValue, form, annotation)
            if value.strip():
                yield f"{_name(form, annotation)}: {value}"


def has_notes(page: Any) -> bool:
    """Whether text is written over the page, as with a typewriter tool."""
    if not raw.FPDFPage_GetAnnotCount(page):
        return False
    return any(raw.FPDFAnnot_GetSubtype(one) == raw.FPDF_ANNOT_FREETEXT for one in annotations(page))


def annotations(page: Any) -> Iterator[Any]:
    """Each annotation, closed again after its turn."""
    for index in range(min(raw.FPDFPage_GetAnnotCount(page), MOST_FIELDS)):
        annotation = raw.FPDFPage_GetAnnot(page, index)
        if annotation:
            try:
                yield annotation
            finally:
                raw.FPDFPage_CloseAnnot(annotation)


def _name(form: Any, annotation: Any) -> str:
    """What people are shown for the field, else its name in the file."""
    shown = _text(raw.FPDFAnnot_GetFormFieldAlternateName, form, annotation)
    return shown or _text(raw.FPDFAnnot_GetFormFieldName, form, annotation)


def _text(ask: Callable[..., int], form: Any, annotation: Any) -> str:
    """A UTF-16 text of pdfium, asked for twice: for its length in bytes, then for itself."""
    length = min(ask(form, annotation, None, 0), LONGEST)
    if length <= 2:
        return ""
    buffer = ctypes.create_string_buffer(length)
    ask(form, annotation, ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR)), length)
    return buffer.raw[: length - 2].decode("utf-16-le", "replace")
