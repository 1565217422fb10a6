"""Letters with merge fields. A field that is unknown or empty stops the wave: nobody is sent "Dear {body.name}".

This is no `str.format`: a field is looked up in a table of texts and nothing else, so a letter reaches no attribute,
index or conversion. `{{` and `}}` stand for braces.
"""

import re
from collections.abc import Mapping

from askall.bodies.records import Body
from askall.foundation.errors import BadInput
from askall.law.regimes import regime
from askall.study.codebook import applies
from askall.study.records import Letter, Protocol
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
    "study.title",
    "study.contact",
    "study.organisations",
    "study.questions",
)
_TOKEN = re.compile(r"\{\{|\}\}|\{([^{}\n]*)\}|[{}]")


def merge_fields(law: str, body: Body, protocol: Protocol) -> dict[str, str]:
    """Merge field → its text for this body under this law. Keys are FIELDS."""
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
        "study.title": protocol.title,
        "study.contact": protocol.contact,
        "study.organisations": _listed(protocol.organisations),
        "study.questions": "\n".join(f"{number}. {text}" for number, text in enumerate(asked, start=1)),
    }


def render(letter: Letter, body: Body, protocol: Protocol) -> Letter:
    """The letter as this body gets it. Raises BadInput naming a field that is unknown or empty, or a stray brace."""
    fields = merge_fields(letter.law, body, protocol)
    subject = merge(letter.subject, fields, f"the subject of [letter.{letter.law}]")
    return Letter(letter.law, " ".join(subject.split()), merge(letter.body, fields, f"[letter.{letter.law}]"))


def letter_for(protocol: Protocol, body: Body) -> Letter:
    """The rendered letter of the law this body answers under. Raises BadInput if the study has none."""
    for letter in protocol.letters:
        if letter.law == body.law:
            return render(letter, body, protocol)
    raise BadInput(f"study.toml has no [letter.{body.law}], which {body.name} needs.")


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
