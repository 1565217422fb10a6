"""What reading takes and hands on: texts in, suggestions with evidence out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

Value = str | int | float | tuple[str, ...] | None
Hide = Callable[[str], Sequence[tuple[int, int, str]]]
"""Text → (start, end, marker) of what must not leave the computer, in order and apart; the marker stands there then."""


GUESS = "a guess by its words and place"  # why a value is suggested that nothing surely says
FIGURE_GUESS = "of all sentences with a figure it fits best"
NO_VALUE = "unclear: the answer gives no value of this kind"  # why a question that was answered has none


@dataclass(frozen=True, slots=True)
class Span:
    """`text[start:end]` of a message, of one of mail's segment kinds."""

    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Text:
    """One text to be read. Evidence points into it by its position in the list of texts given.

    `spans` are a message's segments; a document has none. `sha256` is the file the text was taken from, and `part`
    the number of the part within that file.
    """

    label: str
    text: str
    sha256: str
    part: int = 0
    spans: tuple[Span, ...] = ()
    subject: str = ""
    automatic: str = ""  # kind of automatic message, "" if a person wrote it
    sent_on: date | None = None  # the UK day of the message, also of one that a document came with
    tables: tuple[tuple[tuple[str, ...], ...], ...] = ()
    marks: tuple[Span, ...] = ()  # of documents: bold, struck, deleted, hidden, footnote … (documents.records.Mark)


@dataclass(frozen=True, slots=True)
class Evidence:
    """`quote` equals `texts[part].text[start:end]`, to the character."""

    quote: str
    part: int
    start: int
    end: int

    def as_json(self) -> dict[str, Any]:
        return {"quote": self.quote, "part": self.part, "start": self.start, "end": self.end}


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A suggested value with its evidence, or an abstention: value None and the reason why.

    `why` names what the reader saw that speaks for the value ("paired by number", "opens with no", "cue withheld"), for
    coders and for what learns from them. `others` are the values it weighed and put second, also where it abstains.
    """

    value: Value
    confidence: float = 0.0
    evidence: tuple[Evidence, ...] = ()
    abstained: str = ""
    why: tuple[str, ...] = ()
    others: tuple["Suggestion", ...] = ()

    @property
    def is_guess(self) -> bool:
        """Whether nothing surely says it."""
        return GUESS in self.why or FIGURE_GUESS in self.why

    def as_json(self) -> dict[str, Any]:
        more: dict[str, Any] = {"why": list(self.why)} if self.why else {}
        if self.others:
            more["others"] = [one.as_json() for one in self.others]
        if self.value is None:
            return {"value": None, "abstained": self.abstained, **more}
        value = list(self.value) if isinstance(self.value, tuple) else self.value
        evidence = [one.as_json() for one in self.evidence]
        return {"value": value, "confidence": round(self.confidence, 2), "evidence": evidence, **more}


@dataclass(frozen=True, slots=True)
class Provision:
    """A section of an access law that the body relies on, e.g. FOIA 31(1)(a)."""

    law: str
    section: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class StatedEvent:
    """Something the body says of the request's clock, e.g. kind "stated_due". `date` is ISO 8601, or "" where none is
    named; `note` is the amount of a fees notice."""

    kind: str
    date: str
    evidence: tuple[Evidence, ...]
    confidence: float = 0.9
    note: str = ""

    def as_json(self) -> dict[str, Any]:
        return {
            "kind": self.kind,
            "date": self.date or None,
            "confidence": round(self.confidence, 2),
            **({"note": self.note} if self.note else {}),
            "evidence": [one.as_json() for one in self.evidence],
        }


@dataclass(frozen=True, slots=True)
class Reading:
    """All that one message (with its attachments) or one document suggests."""

    outcome: Suggestion
    provisions: tuple[Provision, ...]
    answers: tuple[tuple[str, Suggestion], ...]  # question id → suggestion
    events: tuple[StatedEvent, ...]

    def as_json(self) -> dict[str, Any]:
        """The object of `askall read --json`, without path and hash."""
        return {
            "outcome": self.outcome.as_json(),
            "provisions": [
                {"law": one.law, "section": one.section, "evidence": [e.as_json() for e in one.evidence]}
                for one in self.provisions
            ],
            "answers": {question: suggestion.as_json() for question, suggestion in self.answers},
            "events": [one.as_json() for one in self.events],
        }


@dataclass(frozen=True, slots=True)
class Place:
    """Which part of which stored file a text was taken from."""

    sha256: str
    part: int
    label: str


@dataclass(frozen=True, slots=True)
class StoredReading:
    """A reading as kept. Evidence with part number n points into `places[n]`."""

    reading: Reading
    places: tuple[Place, ...]


def reading_from_json(stored: dict[str, Any]) -> Reading:
    """The reading that `as_json` came from."""
    return Reading(
        _suggestion(stored["outcome"]),
        tuple(Provision(one["law"], one["section"], _evidence(one)) for one in stored["provisions"]),
        tuple((question, _suggestion(one)) for question, one in stored["answers"].items()),
        tuple(_stated_event(one) for one in stored["events"]),
    )


def _stated_event(stored: dict[str, Any]) -> StatedEvent:
    sure, note = stored.get("confidence", 0.9), stored.get("note", "")
    return StatedEvent(stored["kind"], stored["date"] or "", _evidence(stored), sure, note)


def _suggestion(stored: dict[str, Any]) -> Suggestion:
    value = stored["value"]
    why, others = tuple(stored.get("why", ())), tuple(map(_suggestion, stored.get("others", ())))
    if value is None:
        return Suggestion(None, abstained=stored.get("abstained", ""), why=why, others=others)
    shown = tuple(value) if isinstance(value, list) else value
    return Suggestion(shown, stored["confidence"], _evidence(stored), why=why, others=others)


def _evidence(stored: dict[str, Any]) -> tuple[Evidence, ...]:
    return tuple(Evidence(one["quote"], one["part"], one["start"], one["end"]) for one in stored["evidence"])
