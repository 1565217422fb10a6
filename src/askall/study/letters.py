"""Letters with merge fields. A field that is unknown or empty stops the wave: nobody is sent "Dear {body.name}".

This is no `str.format`: a field is looked up in a table of texts and nothing else, so a letter reaches no attribute,
index or conversion. `{{` and `}}` stand for braces.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files

from askall.bodies.records import Body
from askall.foundation.errors import BadInput
from askall.law.regimes import regime
from askall.study.codebook import applies
from askall.study.records import STEPS, Letter, Protocol
from askall.study.table import did_you_mean

FIELDS = (
    "body.name",
    "body.short_name",
    "body.type",
    "body.nation",
    "body.region",
    "law.name",
    "law.short",
    "law.regulator",
    "law.time_limit",
    "law.review",
    "law.complaint",
    "law.clarification",
    "law.assistance",
    "regulator.name",
    "regulator.short",
    "regulator.url",
    "regulator.email",
    "study.title",
    "study.contact",
    "study.organisations",
    "study.questions",
)
FACTS = (
    "body.reference",
    "request.reference",
    "request.subject",
    "request.sent_on",
    "request.due",
    "request.chased_on",
    "request.asked_on",
    "request.question",
    "request.answer",
    "request.answered_on",
    "request.decision",
    "request.provisions",
    "request.review_asked_on",
    "request.review_due",
    "request.complaint",
    "request.history",
)
"""What is known of a request only once a letter has gone out: the further fields of letters for later steps."""
_TOKEN = re.compile(r"\{\{|\}\}|\{([^{}\n]*)\}|[{}]")


def merge_fields(law: str, body: Body, protocol: Protocol, facts: Mapping[str, str] | None = None) -> dict[str, str]:
    """Merge field → its text for this body under this law. Keys are FIELDS and, where `facts` are given, also FACTS:
    one that is not among them is empty."""
    access = regime(law)
    asked = [question.text for question in protocol.questions if applies(question, body)]
    return {
        "body.name": body.name,
        "body.short_name": body.short_name,
        "body.type": body.type,
        "body.nation": body.nation,
        "body.region": body.region,
        "law.name": access.name,
        "law.short": access.short,
        "law.regulator": access.regulator.name,
        "law.time_limit": access.cited.time_limit,
        "law.review": access.cited.review,
        "law.complaint": access.cited.complaint,
        "law.clarification": access.cited.clarification,
        "law.assistance": access.cited.assistance,
        "regulator.name": access.regulator.name,
        "regulator.short": access.regulator.short,
        "regulator.url": access.regulator.url,
        "regulator.email": access.regulator.email,
        "study.title": protocol.title,
        "study.contact": protocol.contact,
        "study.organisations": _listed(protocol.organisations),
        "study.questions": numbered(asked),
        **({} if facts is None else {name: facts.get(name, "") for name in FACTS}),
    }


def as_asked(letter: Letter, protocol: Protocol) -> str:
    """The letter's text with the questions in it, for a reply whose body is not known. Other fields stay as they stand
    in study.toml, and so does that of the questions where some bodies are asked fewer: there a number does not tell
    which question it is of."""
    if any(question.applies_to for question in protocol.questions):
        return letter.body
    return letter.body.replace("{study.questions}", numbered([question.text for question in protocol.questions]))


def numbered(asked: Sequence[str]) -> str:
    """Questions as letters list them, a line each, counted from 1."""
    return "\n".join(f"{number}. {text}" for number, text in enumerate(asked, start=1))


def render(letter: Letter, body: Body, protocol: Protocol, facts: Mapping[str, str] | None = None) -> Letter:
    """The letter as this body gets it; one for a later step is given its `facts`. Raises BadInput naming a field that
    is unknown or empty, or a stray brace."""
    fields = merge_fields(letter.law, body, protocol, facts)
    subject = merge(letter.subject, fields, f"the subject of {letter.table}")
    return replace(letter, subject=" ".join(subject.split()), body=merge(letter.body, fields, letter.table))


def letter_for(protocol: Protocol, body: Body) -> Letter:
    """The rendered letter of the law this body answers under. Raises BadInput if the study has none."""
    for letter in protocol.letters:
        if letter.law == body.law:
            return render(letter, body, protocol)
    raise BadInput(f"study.toml has no [letter.{body.law}], which {body.name} needs.")


def letter_for_step(protocol: Protocol, law: str, step: str) -> Letter:
    """The template for a later step under this law: the study's own, or else the shipped one. Raises BadInput for what
    is no step."""
    if step not in STEPS:
        raise BadInput(f"“{step[:40]}” is not a step that has a letter{did_you_mean(step[:40], STEPS)}")
    own = [letter for letter in protocol.step_letters if (letter.law, letter.step) == (law, step)]
    return own[0] if own else shipped_letter(law, step)


def shipped_letter(law: str, step: str) -> Letter:
    """The letter of data/letters.toml: that of the law, or the one that serves every law."""
    texts = _shipped().get(law, {}).get(step) or _shipped()["every"][step]
    return Letter(law, texts["subject"], texts["body"].strip(), step)


@cache
def _shipped() -> dict[str, dict[str, dict[str, str]]]:
    return tomllib.loads((files("askall.study") / "data" / "letters.toml").read_text(encoding="utf-8"))


def fields_of(template: str) -> tuple[str, ...]:
    """The fields a template uses, each once, known or not."""
    return tuple(dict.fromkeys(match[1] for match in _TOKEN.finditer(template) if match[1] is not None))


def merge(template: str, fields: Mapping[str, str], where: str) -> str:
    """The template with each {field} as its text. `where` is how a fault calls the template."""

    def text_of(match: re.Match[str]) -> str:
        token, name = match[0], match[1]
        if token in ("{{", "}}"):
            return token[0]
        if name is None:
            raise BadInput(f"{where} has a stray “{token}”; write “{token * 2}” for the sign itself.")
        if name not in fields:
            raise BadInput(f"{where} uses the unknown field {{{name}}}{did_you_mean(name, fields)}")
        if not fields[name].strip():
            raise BadInput(f"{where} uses {{{name}}}, which is empty.")
        return fields[name]

    return _TOKEN.sub(text_of, template)


def _listed(names: tuple[str, ...]) -> str:
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else "".join(names)
