"""What may be wrong inside a dataset whose files are whole: rows that do not fit one another or the codebook."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from askall.coding.records import AnswerRow, EvidenceRow, TimelineRow
from askall.findings.values import items, number_of
from askall.foundation.errors import Fault
from askall.study.records import KINDS, MISSING, OUTCOMES, Question

if TYPE_CHECKING:
    from askall.findings.dataset import Dataset

# The outcome, in a dataset only, of a request on whose mail people have not said their last word.
NOT_CODED = "not_coded"
HASH = re.compile(r"[0-9a-f]{64}")
APPLIES = {"types": "type", "nations": "nation", "regions": "region"}
DATE_COLUMNS = ("sent_on", "due_on", "rival_due_on", "first_reply_on", "last_reply_on")
YES_NO = {"late": ("yes", "no", ""), "adjudicated": ("yes", "no", "")}


def faults_of(dataset: "Dataset") -> Iterator[Fault]:
    """Every fault of the rows, file by file; nothing where the dataset is sound."""
    yield from _of_codebook(dataset)
    yield from _of_bodies(dataset)
    yield from _of_requests(dataset)
    yield from _of_answers(dataset)
    yield from _of_evidence(dataset)
    yield from _of_timeline(dataset)


def _of_codebook(dataset: "Dataset") -> Iterator[Fault]:
    questions = dataset.codebook.questions
    if not questions:
        yield Fault("codebook.json", "has no questions, so there is nothing to count.")
    yield from _doubled("codebook.json", "id", (question.id for question in questions), first_row=None)
    for question in questions:
        if question.kind not in KINDS:
            yield Fault("codebook.json", f"question “{question.id}” is of the unknown kind “{question.kind}”.")
        for field, _ in question.applies_to:
            if field not in APPLIES:
                yield Fault("codebook.json", f"question “{question.id}” applies to the unknown field “{field}”.")


def _of_bodies(dataset: "Dataset") -> Iterator[Fault]:
    yield from _doubled("bodies.csv", "body", (row.body for row in dataset.bodies))
    for number, row in enumerate(dataset.bodies, start=2):
        if not row.body.strip() or not row.name.strip():
            yield Fault("bodies.csv", "a body needs an id and a name.", number, "body")


def _of_requests(dataset: "Dataset") -> Iterator[Fault]:
    name = "requests.csv"
    bodies = {row.body for row in dataset.bodies}
    yield from _doubled(name, "request", (row.request for row in dataset.requests))
    yield from _doubled(name, "wave", (f"{row.body}, wave {row.wave}" for row in dataset.requests))
    for number, row in enumerate(dataset.requests, start=2):
        if row.body not in bodies:
            yield Fault(name, f"“{row.body}” is not in bodies.csv.", number, "body")
        if row.outcome not in (*OUTCOMES, NOT_CODED):
            yield Fault(name, f"“{row.outcome}” is not an outcome.", number, "outcome")
        for column in DATE_COLUMNS:
            if not _is_date(getattr(row, column)):
                yield Fault(name, f"“{getattr(row, column)}” is not a date.", number, column)
        for column, allowed in YES_NO.items():
            if getattr(row, column) not in allowed:
                yield Fault(name, f"“{getattr(row, column)}” is neither yes nor no.", number, column)


def _of_answers(dataset: "Dataset") -> Iterator[Fault]:
    name = "answers.csv"
    body_of = {row.request: row.body for row in dataset.requests}
    yield from _doubled(name, "question", (f"{row.request}, {row.question}" for row in dataset.answers))
    for number, row in enumerate(dataset.answers, start=2):
        question = dataset.question.get(row.question)
        if body_of.get(row.request) != row.body:
            yield Fault(name, _stray(row), number, "request")
        if question is None:
            yield Fault(name, f"“{row.question}” is not a question of the codebook.", number, "question")
        elif why := _unfit(row.answer, question):
            yield Fault(name, why, number, "answer")
        elif _needs_quote(row, question) and not _quoted(dataset, row):
            yield Fault(name, f"the answer “{row.answer}” has no quote in evidence.csv.", number, "answer")


def _unfit(answer: str, question: Question) -> str:
    """Why `answer` is none that the codebook allows; "" if it is."""
    if answer in MISSING:
        return ""
    if not answer.strip():
        return "is blank; a missing answer has its own code."
    if question.kind in ("number", "money") and number_of(answer) is None:
        return f"“{answer[:40]}” is not a number."
    if question.kind == "date" and not _is_date(answer):
        return f"“{answer[:40]}” is not a date."
    strangers = [one for one in items(answer, question) if question.choices and one not in question.choices]
    return f"“{strangers[0][:40]}” is not among the choices of “{question.id}”." if strangers else ""


def _needs_quote(row: AnswerRow, question: Question) -> bool:
    """A positive answer: any value but a plain "no" or zero (which may rest on what a table leaves out)."""
    if question.kind in ("number", "money") and row.answer not in MISSING:
        return bool(number_of(row.answer))
    return row.answer not in (*MISSING, "no")


def _quoted(dataset: "Dataset", row: AnswerRow) -> bool:
    return any(one.quote.strip() for one in dataset.evidence_of.get((row.request, row.question), ()))


def _of_evidence(dataset: "Dataset") -> Iterator[Fault]:
    name = "evidence.csv"
    body_of = {row.request: row.body for row in dataset.requests}
    for number, row in enumerate(dataset.evidence, start=2):
        if body_of.get(row.request) != row.body:
            yield Fault(name, _stray(row), number, "request")
        if row.variable != "outcome" and row.variable not in dataset.question:
            yield Fault(name, f"“{row.variable}” is neither “outcome” nor a question.", number, "variable")
        if not HASH.fullmatch(row.file):
            yield Fault(name, f"“{row.file[:80]}” is not a SHA-256 hash.", number, "file")
        if not row.quote:
            yield Fault(name, "is blank.", number, "quote")


def _of_timeline(dataset: "Dataset") -> Iterator[Fault]:
    body_of = {row.request: row.body for row in dataset.requests}
    for number, row in enumerate(dataset.timeline, start=2):
        if body_of.get(row.request) != row.body:
            yield Fault("timeline.csv", _stray(row), number, "request")
        if not row.on or not _is_date(row.on[:10]):
            yield Fault("timeline.csv", f"“{row.on[:40]}” is not a date.", number, "on")


def _stray(row: AnswerRow | EvidenceRow | TimelineRow) -> str:
    return f"request “{row.request}” of body “{row.body}” is not in requests.csv."


def _doubled(name: str, column: str, keys: Iterable[str], first_row: int | None = 2) -> Iterator[Fault]:
    seen: set[str] = set()
    for index, key in enumerate(keys):
        if key in seen:
            row = None if first_row is None else first_row + index
            yield Fault(name, f"“{key[:80]}” stands there twice.", row, column)
        seen.add(key)


def _is_date(text: str) -> bool:
    try:
        return not text or bool(date.fromisoformat(text))
    except ValueError:
        return False
