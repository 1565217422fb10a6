"""Gold: letters with what careful people say they hold, one JSON object a line, to measure the reader against."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from askall.foundation.errors import BadInput, Fault, InputFaults
from askall.foundation.files import read_input
from askall.study.records import KINDS, OUTCOMES, Question

LAWS = ("FOIA", "FOISA", "EIR", "EISR")
OTHER = ("other", "automatic")
KNOWN = frozenset(
    {"id", "files", "thread", "law", "request", "outcome", "provisions", "answers", "questions", "unsure", "source"}
)
Expected = str | int | float | tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class GoldCase:
    """One letter, or with `thread` one request's letters oldest first, and what people say of it.

    `outcome` None: nobody judged it. `answers` hold None where the letter gives no such value: there the reader is
    right to abstain. `unsure` names what two careful people see differently ("outcome", "provisions", a question's id).
    """

    id: str
    files: tuple[Path, ...]
    law: str
    thread: bool = False
    request: Path | None = None
    outcome: str | None = None
    provisions: tuple[str, ...] | None = None
    answers: tuple[tuple[str, Expected], ...] = ()
    questions: tuple[Question, ...] = ()
    unsure: frozenset[str] = frozenset()


def read_gold(path: Path) -> tuple[GoldCase, ...]:
    """The cases of a gold file; names of files are relative to it. Raises InputFaults with every fault, by line."""
    try:
        text = read_input(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInput(f"{path} is not UTF-8 text (byte {error.start}).") from error
    faults: list[Fault] = []
    cases = []
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            try:
                cases.append(_case(json.loads(line), path.parent, number))
            except json.JSONDecodeError as error:
                faults.append(Fault(str(path), f"is not JSON ({error.msg}).", line=number))
            except BadInput as error:
                faults.append(Fault(str(path), str(error), line=number))
    if faults:
        raise InputFaults(faults)
    if not cases:
        raise BadInput(f"{path} holds no case.")
    return tuple(cases)


def _case(given: Any, folder: Path, number: int) -> GoldCase:
    if not isinstance(given, dict):
        raise BadInput("each line is one JSON object.")
    if strange := sorted(set(given) - KNOWN):
        raise BadInput(f"“{strange[0]}” is not known here; known are {', '.join(sorted(KNOWN))}.")
    files = tuple(_file(folder, one) for one in _texts(given, "files"))
    if not files:
        raise BadInput("“files” must name at least one letter.")
    law = given.get("law", "FOIA")
    if law not in LAWS:
        raise BadInput(f"“law” must be one of {', '.join(LAWS)}.")
    outcome = given.get("outcome")
    if outcome is not None and outcome not in (*OUTCOMES, *OTHER):
        raise BadInput(f"“outcome” {outcome!r} is not one of {', '.join((*OUTCOMES, *OTHER))}.")
    answers = given.get("answers", {})
    if not isinstance(answers, dict):
        raise BadInput("“answers” must be an object: question id and value.")
    return GoldCase(
        id=str(given.get("id", number)),
        files=files,
        law=law,
        thread=bool(given.get("thread", False)),
        request=_file(folder, given["request"]) if given.get("request") else None,
        outcome=outcome,
        provisions=tuple(_texts(given, "provisions")) if given.get("provisions") is not None else None,
        answers=tuple((str(key), _value(key, value)) for key, value in answers.items()),
        questions=tuple(as_question(one) for one in given.get("questions", [])),
        unsure=frozenset(_texts(given, "unsure")),
    )


def _file(folder: Path, name: object) -> Path:
    if not isinstance(name, str) or not name:
        raise BadInput("the name of a file must be text.")
    found = folder / name
    if not found.is_file():
        raise BadInput(f"the file “{name}” is not there.")
    return found


def _texts(given: dict[str, Any], key: str) -> list[str]:
    values = given.get(key) or []
    if not isinstance(values, list) or not all(isinstance(one, str) for one in values):
        raise BadInput(f"“{key}” must be a list of texts.")
    return values


def _value(key: object, value: object) -> Expected:
    if isinstance(value, bool) or not isinstance(value, str | int | float | list | None):
        raise BadInput(f"the answer to “{key}” must be a text, a number, a list or null.")
    return tuple(map(str, value)) if isinstance(value, list) else value


def as_question(given: Any) -> Question:
    if not isinstance(given, dict) or not given.get("id") or not given.get("text"):
        raise BadInput("each of “questions” needs an “id” and a “text”.")
    kind = given.get("kind", "choice")
    if kind not in KINDS:
        raise BadInput(f"the kind {kind!r} of “{given['id']}” is not one of {', '.join(KINDS)}.")
    choices = _texts(given, "choices") or (["yes", "no"] if kind == "choice" else [])
    return Question(str(given["id"]), str(given["text"]), kind, tuple(choices), tuple(_texts(given, "keywords")))
