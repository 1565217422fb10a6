"""The study's own mails: its letter to each council, and what it writes later (reminders, answers, reviews)."""

import tomllib
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from random import Random
from typing import Any

from askall.bodies.records import Body
from askall.simulation.letters import LAWS, Block, Letter
from askall.simulation.phrases import choose, fill, fragments
from askall.simulation.plans import STUDY_ADDRESS, STUDY_NAME

MARK = "SYNTHETIC: written by a simulation; no real council is addressed."


def study_toml() -> str:
    """The protocol of the re-enacted study, in the format of INTERFACES (study.toml)."""
    return (files("askall.simulation") / "data" / "study.toml").read_text("utf-8")


@cache
def protocol() -> dict[str, Any]:
    """The same, read."""
    return tomllib.loads(study_toml())


def questions() -> tuple[tuple[str, str], ...]:
    """(id, text) of each question, in order."""
    return tuple((one["id"], one["text"]) for one in protocol()["question"])


def token(seed: int, body: Body) -> str:
    """Ten letters and digits that only this request's address bears."""
    return sha256(f"{seed}/token/{body.id}".encode()).hexdigest()[:10]


def reply_address(seed: int, body: Body) -> str:
    """The address the study asks this council to answer to."""
    name, domain = STUDY_ADDRESS.split("@")
    return f"{name}+{token(seed, body)}@{domain}"


@dataclass(frozen=True, slots=True)
class Sent:
    """A mail of the study: subject and text."""

    subject: str
    text: str

    @property
    def letter(self) -> Letter:
        """As blocks, one for each line."""
        return Letter(tuple(Block("paragraph", part) for part in self.text.strip().split("\n\n")))


def request(body: Body) -> Sent:
    """The letter of the wave, merged for this council."""
    letter = protocol()["letter"][body.law]
    fields = {
        "{body.name}": body.name,
        "{law.name}": LAWS[body.law],
        "{study.contact}": protocol()["study"]["contact"],
        "{study.questions}": _numbered_questions(),
    }
    text = letter["body"].strip()
    for name, value in fields.items():
        text = text.replace(name, value)
    return Sent(letter["subject"], text)


def later(kind: str, body: Body, rng: Random, sent_on: str) -> Sent:
    """A later mail of the study; `kind` is chasers, clarification_answers, review_requests, pushes or fee_paid."""
    words = fill(choose(rng, fragments("shells"), kind), {"law": LAWS[body.law], "sent": sent_on})
    parts = [f"Dear {body.name},", words]
    if kind == "chasers":
        parts.append(_numbered_questions())
    parts += [f"Yours faithfully,\n{STUDY_NAME}", MARK]
    return Sent(f"Re: {request(body).subject}", "\n\n".join(parts))


def _numbered_questions() -> str:
    return "\n".join(f"{number}. {asked}" for number, (_, asked) in enumerate(questions(), 1))
