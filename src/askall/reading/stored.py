"""From stored messages and documents to what the reader takes, and from a reading to what it says of the request."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from askall.asking.records import EVENT_OF_OUTCOME, Event, Quoted
from askall.foundation.files import hash_of
from askall.foundation.work import Done
from askall.reading.events import LEAST, has_decided
from askall.reading.leaning import leaning
from askall.reading.notices import transferred_to
from askall.reading.read import SURE, read
from askall.reading.records import Evidence, Place, Reading, StatedEvent, StoredReading, Suggestion, Text
from askall.study.records import Question

READER = "reader 12"

DATED = ("stated_due", "extended", "fee_notice")
BACKED = 0.92  # what two signs that do not rest on each other both say


@dataclass(frozen=True, slots=True)
class ReadingJob:
    """One message, filed to `request`, to be read in a worker: plain data only."""

    request: int
    texts: tuple[Text, ...]
    questions: tuple[Question, ...]
    law: str
    letter: str

    def fingerprint(self) -> str:
        """A hash over all that the reading rests on: where it has changed, the message is read again."""
        return hash_of(repr(self).encode("utf-8", "surrogatepass"))


def read_job(job: ReadingJob) -> Reading:
    """Read one message. Runs in a worker process."""
    return read(job.texts, job.questions, job.law, job.letter)


def read_or_say_why(done: Done[Reading]) -> Reading:
    """The reading; where the reader failed on this message, an abstention that says so, and the others are read."""
    if done.value is not None:
        return done.value
    return Reading(Suggestion(None, abstained=f"not read: {done.error}"), (), (), ())


def clock_events(stored: StoredReading, at: datetime, source: str) -> Iterator[Event]:
    """What a reading says of the request's state and clock, as suggestions caused by the message `source`, each with
    the words it rests on."""
    reading, places = stored.reading, stored.places
    dated = [one for one in reading.events if one.kind in DATED]
    outcome = _what_it_is(reading, dated)
    kind = EVENT_OF_OUTCOME.get(str(outcome.value or ""))
    if kind and outcome.evidence:
        shown = _evidence_of(kind, reading)
        sure = max(outcome.confidence, BACKED if _backed(kind, reading, dated) else 0.0)
        yield _suggested(kind, at, source, _note(kind, outcome), sure, _quoted(shown or outcome.evidence, places))
    for one in dated:
        yield _suggested(one.kind, at, source, _told(one), one.confidence, _quoted(one.evidence, places))


def _what_it_is(reading: Reading, dated: Sequence[StatedEvent]) -> Suggestion:
    """The outcome if it is sure enough. A mail of which no more is understood than when the answer will come, or that
    it takes longer, acknowledges."""
    if reading.outcome.value is not None and reading.outcome.confidence >= LEAST:
        return reading.outcome
    kept = leaning(reading.outcome)
    if kept is not None and has_decided(kept):
        return replace(kept, confidence=LEAST)  # which decision it is may be unclear, that it is one is not
    coming = [one for one in dated if one.kind != "fee_notice"]
    if not coming:
        return Suggestion(None, abstained=reading.outcome.abstained)
    return Suggestion("acknowledged", coming[0].confidence, coming[0].evidence)


def _backed(kind: str, reading: Reading, dated: Sequence[StatedEvent]) -> bool:
    """Whether something else in the mail says the same: a date to come, an answer to a question of ours, a question to
    us. A refusal has none: the section it names is what it was known by."""
    if kind == "acknowledged":
        return bool(dated)
    if kind == "clarification_asked":
        return bool(_evidence_of(kind, reading))
    answered = any(one.value is not None and one.confidence >= SURE for _, one in reading.answers)
    return kind == "replied" and answered


def _evidence_of(kind: str, reading: Reading) -> tuple[Evidence, ...]:
    return tuple(quote for one in reading.events if one.kind == kind for quote in one.evidence)


def _note(kind: str, outcome: Suggestion) -> str:
    if kind == "transferred":
        return transferred_to([one.quote for one in outcome.evidence])
    return str(outcome.value) if kind not in ("acknowledged", "clarification_asked") else ""


def _told(one: StatedEvent) -> str:
    if one.kind == "fee_notice" and one.date:
        return f"{one.note}, to be paid by {one.date}"
    return one.note or one.date


def _quoted(evidence: Iterable[Evidence], places: Sequence[Place]) -> tuple[Quoted, ...]:
    found = ((one, places[one.part]) for one in evidence)
    return tuple(dict.fromkeys(Quoted(at.sha256, at.part, one.start, one.end, one.quote) for one, at in found))


def _suggested(
    kind: str, at: datetime, source: str, note: str, confidence: float, evidence: tuple[Quoted, ...]
) -> Event:
    return Event(kind, at, source, note, suggested=True, confidence=round(confidence, 2), evidence=evidence)
