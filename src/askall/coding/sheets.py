"""Coding sheets going out: one row for each variable of each request, to be filled in any spreadsheet program."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from askall.coding.decide import Decision
from askall.coding.needs import OUTCOME
from askall.coding.records import Coding
from askall.foundation.cells import write_cells
from askall.study.records import MISSING, OUTCOMES, Codebook, Question

FILLED = ("value", "provisions", "quote", "file", "note")
"""The columns a coder fills in. Everything else is there to be read."""

COLUMNS = (
    "request",
    "body",
    "name",
    "law",
    "variable",
    "question",
    "allowed",
    "suggestion",
    "suggested_provisions",
    "suggested_quote",
    "suggested_file",
    "suggested_by",
    "confidence",
    *FILLED,
    "codebook_version",
)
ADJUDICATION_COLUMNS = (*COLUMNS[:-1], "codings", COLUMNS[-1])
"""As above, with what each coder said in "codings"."""

OUTCOME_QUESTION = "What happened to the request in the end? The last word of the thread counts."
BY_READER, BY_MODEL = "reader", "language model"
QUOTED = "suggested"
"""Written into "quote", it means: I have read the suggested quote, and it is mine."""


@dataclass(frozen=True, slots=True)
class Suggested:
    """The machine's suggestion for one variable, as a coder sees it. `file` is a file name; `confidence` 0 to 1, None
    where nobody knows. `by_model`: a language model says it, and not the reader."""

    value: str
    quote: str = ""
    file: str = ""
    provisions: tuple[str, ...] = ()
    confidence: float | None = None
    by_model: bool = False


@dataclass(frozen=True, slots=True)
class SheetRequest:
    """A request to be coded: its id, its body, and the questions that apply to the body, in the codebook's order.

    `suggestions` maps variables to the machine's suggestion.
    """

    request: str
    body: str
    name: str
    law: str
    questions: tuple[Question, ...]
    suggestions: Mapping[str, Suggested] = field(default_factory=dict)

    def variables(self) -> tuple[str, ...]:
        """ "outcome" and the ids of the questions."""
        return OUTCOME, *(question.id for question in self.questions)

    def question(self, variable: str) -> Question | None:
        """The question of this id; None for "outcome" and for what does not apply."""
        return next((question for question in self.questions if question.id == variable), None)


def write_sheet(requests: Iterable[SheetRequest], codebook: Codebook, *, blind: bool = False) -> bytes:
    """The CSV file of a coder's sheet, in the order of `requests`. `blind` leaves the suggestions out, so that
    agreement between coder and machine is not made by the machine."""
    rows = (_row(request, variable, codebook, blind=blind) for request in requests for variable in request.variables())
    return write_cells([COLUMNS, *(tuple(row[column] for column in COLUMNS) for row in rows)])


def write_adjudication_sheet(
    requests: Iterable[SheetRequest], decisions: Iterable[Decision], codebook: Codebook
) -> bytes:
    """The CSV file for whoever settles the differences: a row for each decision given, with all its codings.

    It is filled and read as a coder's sheet. Decisions on requests that are not among `requests` are left out.
    """
    known = {request.request: request for request in requests}
    rows = list(_adjudication_rows(known, decisions, codebook))
    return write_cells([ADJUDICATION_COLUMNS, *(tuple(row[name] for name in ADJUDICATION_COLUMNS) for row in rows)])


def _adjudication_rows(
    known: Mapping[str, SheetRequest], decisions: Iterable[Decision], codebook: Codebook
) -> Iterator[dict[str, str]]:
    for decision in decisions:
        request = known.get(decision.request)
        if request and decision.variable in request.variables():
            row = _row(request, decision.variable, codebook, blind=False)
            yield row | {"codings": "\n".join(_said(coding) for coding in decision.codings)}


def _said(coding: Coding) -> str:
    """ "anna: yes (FOIA 31(1)(a)) “We have 12 cameras.” Sheet 2 is a draft."."""
    sections = f" ({'; '.join(coding.provisions)})" if coding.provisions else ""
    quotes = "".join(f" “{quote.quote}”" for quote in coding.quotes)
    why = f" {coding.why}" if coding.why else ""
    return f"{coding.coder}: {coding.value}{sections}{quotes}{why}"


def _row(request: SheetRequest, variable: str, codebook: Codebook, *, blind: bool) -> dict[str, str]:
    question = request.question(variable)
    suggested = None if blind else request.suggestions.get(variable)
    row = dict.fromkeys(ADJUDICATION_COLUMNS, "")
    return (
        row
        | {"request": request.request, "body": request.body, "name": request.name, "law": request.law}
        | {"variable": variable, "question": _asked(question), "allowed": allowed(question)}
        | (_suggestion(suggested) if suggested else {})
        | {"codebook_version": str(codebook.version)}
    )


def _asked(question: Question | None) -> str:
    if question is None:
        return OUTCOME_QUESTION
    return f"{question.text}\n{question.guidance}" if question.guidance else question.text


def _suggestion(suggested: Suggested) -> dict[str, str]:
    return {
        "suggestion": suggested.value,
        "suggested_provisions": "; ".join(suggested.provisions),
        "suggested_quote": suggested.quote,
        "suggested_file": suggested.file,
        "suggested_by": BY_MODEL if suggested.by_model else BY_READER,
        "confidence": "" if suggested.confidence is None else f"{suggested.confidence:.2f}",
    }


_FORMS = {
    "number": "a number, such as 56",
    "money": "pounds, such as 1250.00",
    "date": "a date, such as 2022-02-07",
    "text": "a few words",
    "list": "several, with “;” between",
}


def allowed(question: Question | None) -> str:
    """What may stand in "value": the outcomes, or a question's choices or form, and the codes of a missing answer."""
    if question is None:
        return " | ".join(OUTCOMES)
    form = [] if question.kind == "choice" else [_FORMS[question.kind]]
    return " | ".join([*form, *question.choices, *MISSING])
