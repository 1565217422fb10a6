"""The codebook: questions with their allowed answers, known by a hash, and the check of one answer against them."""

import json
import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import Any

from askall.bodies.records import Body
from askall.foundation.errors import BadInput
from askall.study.keys import PLACES
from askall.study.records import MISSING, OUTCOMES, Codebook, Question

_NUMBER = re.compile(r"([-−]?)(£?)([0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,18})(\.[0-9]{1,6})?")

Answer = str | int | float | Decimal | date | tuple[str, ...] | list[str]


def codebook_of(questions: Iterable[Question], version: int = 1) -> Codebook:
    """A codebook of these questions. The hash is over the questions alone: the same ones make the same codebook,
    whatever its number; one changed word, also of the guidance, makes another."""
    asked = tuple(questions)
    return Codebook(version, asked, sha256(canonical(asked).encode()).hexdigest())


def canonical(questions: Iterable[Question]) -> str:
    """The questions as JSON in the one form that is hashed: keys sorted, no white space, no escapes but JSON's own."""
    return json.dumps([_as_json(one) for one in questions], ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def codebook_content(book: Codebook) -> dict[str, Any]:
    """codebook.json of the dataset: the questions, and the codes that every codebook shares."""
    return {
        "version": book.version,
        "sha256": book.sha256,
        "questions": [_as_json(one) for one in book.questions],
        "missing": list(MISSING),
        "outcomes": list(OUTCOMES),
    }


def codebook_json(book: Codebook) -> str:
    """`codebook_content` as text, for people to read and programs to parse."""
    return json.dumps(codebook_content(book), ensure_ascii=False, indent=2) + "\n"


def applies(question: Question, body: Body) -> bool:
    """Whether the body is asked this question; one without a rule goes to all."""
    return all(getattr(body, PLACES[key]) in values for key, values in question.applies_to)


def check_answer(question: Question, value: Answer) -> str:
    """The answer as it is stored: a choice as the codebook spells it, a number without separators, a date in ISO,
    a list separated by "; ". The codes of missing answers fit every question.

    Raises BadInput for anything else. A blank is refused: silence is not "no" and has codes of its own.
    """
    text = _as_text(value)
    items = [one.strip() for one in re.split(r"[;\n]", text) if one.strip()] if question.kind == "list" else [text]
    if not any(items):
        raise BadInput(f"The answer to “{question.id}” is blank. Use one of {', '.join(MISSING)} if there is none.")
    if items[0] in MISSING and len(items) == 1:
        return items[0]
    if question.kind in ("choice", "list"):
        return "; ".join(dict.fromkeys(_chosen(question, one) for one in items))
    if question.kind in ("number", "money"):
        return _number(question, text)
    return _day(question, text) if question.kind == "date" else text


def _as_text(value: Answer) -> str:
    if isinstance(value, tuple | list):
        return "; ".join(value).strip(" ;")
    if isinstance(value, float | Decimal):
        return f"{Decimal(str(value)):f}"
    return str(value).strip()


def _chosen(question: Question, text: str) -> str:
    if text in MISSING:
        raise BadInput(f"“{text}” stands beside other answers to “{question.id}”; a missing answer stands alone.")
    if not question.choices or text in question.choices:
        return text
    alike = [choice for choice in question.choices if choice.casefold() == text.casefold()]
    if len(alike) == 1:
        return alike[0]
    allowed = ", ".join((*question.choices, *MISSING))
    raise BadInput(f"“{text[:80]}” is not an answer to “{question.id}”. Allowed: {allowed}.")


def _number(question: Question, text: str) -> str:
    found = _NUMBER.fullmatch(re.sub(r"[\s\u00a0]", "", text))
    if not found or (found[2] and question.kind != "money"):
        example = "£1,250.50 or 1250.50" if question.kind == "money" else "1,790 or 1790"
        raise BadInput(f"“{text[:80]}” is not a number, as “{question.id}” needs: only the figure, such as {example}.")
    number = Decimal(f"{found[3].replace(',', '')}{found[4] or ''}")
    if number == number.to_integral_value():
        plain = str(int(number))
    elif question.kind == "money" and len(found[4]) <= 3:
        plain = f"{number:.2f}"
    else:
        plain = f"{number.normalize():f}"
    return f"-{plain}" if found[1] and number else plain


def _day(question: Question, text: str) -> str:
    try:
        # Only this one of the ISO forms: not 20220207, not 2022-W06-1.
        return date.fromisoformat(text if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text) else "").isoformat()
    except ValueError:
        raise BadInput(f"“{text[:80]}” is not a date, as “{question.id}” needs: write 2022-02-07.") from None


def _as_json(question: Question) -> dict[str, Any]:
    return {
        "id": question.id,
        "text": question.text,
        "kind": question.kind,
        "choices": list(question.choices),
        "keywords": list(question.keywords),
        "applies_to": {field: list(values) for field, values in question.applies_to},
        "guidance": question.guidance,
    }
