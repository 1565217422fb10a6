"""What a study hands on: its protocol, as read from study.toml, and the words of outcomes."""

from dataclasses import dataclass
from datetime import date
from typing import Any

OUTCOMES = (
    "answered",
    "partly_answered",
    "refused",
    "not_held",
    "neither_confirm_nor_deny",
    "clarification_asked",
    "transferred",
    "acknowledged",
    "no_reply",
    "undeliverable",
    "withdrawn",
    "review_upheld",
    "review_overturned",
)
MISSING = ("not_stated", "unclear", "not_applicable")
STEPS = ("chase", "chase_again", "clarify", "review", "review_silence", "complain", "readdress")
"""What a letter after the first may do, each with its own table in study.toml: [letter.FOIA.chase]."""
KINDS = ("choice", "number", "money", "date", "text", "list")


@dataclass(frozen=True, slots=True)
class Question:
    """One question of the codebook. `applies_to` maps a field of a body (types, nations, regions) to its values."""

    id: str
    text: str
    kind: str = "choice"
    choices: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    applies_to: tuple[tuple[str, tuple[str, ...]], ...] = ()
    guidance: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """The letter of one law, with merge fields such as {body.name}. `step` is what it does: "ask" or one of STEPS."""

    law: str
    subject: str
    body: str
    step: str = "ask"

    @property
    def table(self) -> str:
        """Its table in study.toml, as faults call it."""
        return f"[letter.{self.law}]" if self.step == "ask" else f"[letter.{self.law}.{self.step}]"


@dataclass(frozen=True, slots=True)
class ClaimText:
    """A sentence the study wants to publish, and what must be found for it to hold (see findings/claims.py)."""

    text: str
    expect: tuple[tuple[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Codebook:
    """Questions with their allowed answers: immutable, numbered, known by the hash of its canonical JSON."""

    version: int
    questions: tuple[Question, ...]
    sha256: str


@dataclass(frozen=True, slots=True)
class FrameRule:
    """Which bodies are asked: by type, nation and region (empty means all), or a CSV of bodies."""

    types: tuple[str, ...] = ()
    nations: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    csv: str = ""


@dataclass(frozen=True, slots=True)
class ClockRule:
    """What the machine reads out of mail counts without a person: events of these kinds, if it is at least so `sure`.
    None, unless the user switches it on."""

    confirm: tuple[str, ...] = ()
    sure: float = 0.9

    def __str__(self) -> str:
        kinds = ", ".join(f'"{kind}"' for kind in self.confirm)
        return f"study.toml: [clock] confirm = [{kinds}], sure = {self.sure:g}"


@dataclass(frozen=True, slots=True)
class LanguageModel:
    """A model that reads what the reader abstained from, at an OpenAI-compatible `endpoint` (the address before
    "/chat/completions"). Its key stands in the environment variable `key_variable` or in the system's keyring.

    Prices are for a million tokens, in whatever currency the study thinks in; None where they are not told. `piece`:
    characters of letters sent at once. `timeout`: seconds for one answer. `hide_names`: people's names, telephone
    numbers and own mail addresses never leave.
    """

    endpoint: str
    model: str
    key_variable: str = "ASKALL_MODEL_KEY"
    price_input: float | None = None
    price_output: float | None = None
    piece: int = 6000
    timeout: int = 120
    hide_names: bool = True


@dataclass(frozen=True, slots=True)
class Protocol:
    """Everything study.toml says."""

    title: str
    as_at: date
    organisations: tuple[str, ...]
    questions: tuple[Question, ...]
    frame: FrameRule = FrameRule()
    letters: tuple[Letter, ...] = ()  # those that ask, one a law
    step_letters: tuple[Letter, ...] = ()  # the study's own for later steps; the others are shipped
    claims: tuple[ClaimText, ...] = ()
    contact: str = ""
    addresses: tuple[str, ...] = ()  # the study's own mail addresses: what comes from them is outgoing
    coders: int = 2  # how many people code each request before it counts
    synthetic: bool = False
    summary: str = ""
    clock: ClockRule = ClockRule()
    abstain_below: float = 0.0  # suggestions less sure than this are not made
    language_model: LanguageModel | None = None  # None: no model is ever asked


@dataclass(frozen=True, slots=True)
class StudyRecord:
    """A study of the workspace. `frame_key` and `codebook_key` are the keys of the stored frame and codebook."""

    key: int
    slug: str
    protocol: Protocol
    frame_key: int
    codebook: Codebook
    codebook_key: int
