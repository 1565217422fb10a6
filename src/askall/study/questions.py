"""Questions of study.toml → the codebook's questions, with every rule a question has to keep."""

import re
from collections.abc import Iterable

from askall.study.keys import KEYS, PLACES
from askall.study.records import KINDS, MISSING, Question
from askall.study.table import Table, did_you_mean

_ID = re.compile(r"[a-z][a-z0-9_]{0,49}")
_RESERVED = ("outcome",)  # what a coding sheet calls the outcome of a request


def read_questions(tables: Iterable[Table]) -> tuple[Question, ...]:
    """All questions, in their order. Faults are noted in the tables."""
    questions: list[Question] = []
    for table in tables:
        question = _question(table)
        if question.id in {one.id for one in questions}:
            table.fault("id", f"the question “{question.id}” stands there twice.")
        questions.append(question)
    return tuple(questions)


def _question(table: Table) -> Question:
    table.only(KEYS["question"])
    question = Question(
        id=table.text("id", needed=True),
        text=table.text("text", needed=True),
        kind=table.text("kind", default="choice"),
        choices=table.texts("choices"),
        keywords=table.texts("keywords"),
        applies_to=_applies_to(table),
        guidance=table.text("guidance"),
    )
    if question.id and not _ID.fullmatch(question.id):
        table.fault(
            "id", f"“{question.id[:60]}” cannot be an id: use up to 50 small letters, digits and _, a letter first."
        )
    if question.id in _RESERVED:
        table.fault("id", f"“{question.id}” is taken: coding sheets use it for what happened to the request.")
    _check_kind(table, question)
    return question


def _check_kind(table: Table, question: Question) -> None:
    if question.kind not in KINDS:
        table.fault("kind", f"unknown kind “{question.kind}”{did_you_mean(question.kind, KINDS)}")
    elif question.kind == "choice" and not question.choices:
        table.fault("choices", f"the question “{question.id}” is a choice, but “choices” is missing.")
    elif question.kind not in ("choice", "list") and question.choices:
        table.fault("choices", f"a question of kind “{question.kind}” has no choices; make it a choice or a list.")
    for choice in question.choices:
        if choice in MISSING:
            table.fault("choices", f"“{choice}” is a code for missing answers and always allowed; leave it out.")
        elif ";" in choice:
            table.fault("choices", f"“{choice}” holds a semicolon, which separates the answers of a list.")


def _applies_to(table: Table) -> tuple[tuple[str, tuple[str, ...]], ...]:
    if "applies_to" not in table.values:
        return ()
    rule = table.table("applies_to")
    rule.only(KEYS["applies_to"])
    return tuple((key, rule.texts(key)) for key in PLACES if key in rule.values)
