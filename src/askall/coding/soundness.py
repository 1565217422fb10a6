"""What must hold of a coding before it is kept: a value of the codebook, and words that stand in a stored file."""

from collections.abc import Mapping

from askall.coding.needs import OUTCOME, needs_quote
from askall.coding.records import Coding, Quote, StoredText
from askall.foundation.errors import BadInput
from askall.study.codebook import check_answer
from askall.study.records import OUTCOMES, Codebook

Texts = Mapping[tuple[str, int], StoredText]


def refuse_unless_sound(coding: Coding, codebook: Codebook, texts: Texts) -> None:
    """`texts` are those of the request's files, by hash and part. Raises BadInput naming request, variable and what is
    wrong: a value outside the codebook, another codebook version, a quote that is missing or not there verbatim."""
    here = f"{coding.request}, {coding.variable}"
    if coding.codebook_version != codebook.version:
        raise BadInput(
            f"{here}: coded by codebook version {coding.codebook_version}; version {codebook.version} is in use."
        )
    _check_value(here, coding, codebook)
    if needs_quote(coding.variable, coding.value) and not coding.quotes:
        raise BadInput(f"{here}: “{coding.value[:40]}” needs the words of the body's reply it rests on.")
    for quote in coding.quotes:
        if not stands(quote, texts):
            raise BadInput(f"{here}: the quote “{quote.quote[:60]}” does not stand in a stored file.")


def stands(quote: Quote, texts: Texts) -> bool:
    """Whether the words stand at that place of that part of that file, to the character."""
    text = texts.get((quote.sha256, quote.part))
    return text is not None and bool(quote.quote.strip()) and text.text[quote.start : quote.end] == quote.quote


def fits(coding: Coding, codebook: Codebook) -> bool:
    """Whether the codebook still knows the variable and allows the value. A coding that no longer fits stays in the
    log, and the variable waits to be coded again."""
    try:
        _check_value("", coding, codebook)
    except BadInput:
        return False
    return True


def _check_value(here: str, coding: Coding, codebook: Codebook) -> None:
    if coding.variable == OUTCOME:
        if coding.value not in OUTCOMES:
            raise BadInput(f"{here}: “{coding.value[:80]}” is not an outcome. Allowed: {', '.join(OUTCOMES)}.")
        return
    question = next((one for one in codebook.questions if one.id == coding.variable), None)
    if question is None:
        raise BadInput(f"{here}: the codebook has no such question.")
    if check_answer(question, coding.value) != coding.value:
        raise BadInput(f"{here}: “{coding.value[:80]}” is not written as “{question.id}” keeps its answers.")
