"""From stored messages and documents to what the reader takes, and from a reading to what it says of the clock."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from askall.asking.records import Event
from askall.foundation.files import hash_of
from askall.foundation.work import Done
from askall.reading.read import read
from askall.reading.records import Reading, Suggestion, Text
from askall.study.records import Question

READER = "reader 2"

# What a suggested outcome logs for the request's state; answers of all sorts are replies.
EVENT_OF_OUTCOME = {
    "acknowledged": "acknowledged",
    "clarification_asked": "clarification_asked",
    "undeliverable": "bounced",
    "review_upheld": "review_answered",
    "review_overturned": "review_answered",
}
REPLIES = frozenset({"answered", "partly_answered", "refused", "not_held", "neither_confirm_nor_deny", "transferred"})
CLOCK_EVENTS = frozenset({"stated_due", "extended", "fee_notice"})


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


def clock_events(reading: Reading, at: datetime, source: str) -> Iterable[Event]:
    """What a reading says of the request's state and clock, as events caused by the message `source`."""
    outcome = str(reading.outcome.value or "")
    kind = EVENT_OF_OUTCOME.get(outcome) or ("replied" if outcome in REPLIES else "")
    if kind:
        yield Event(kind, at, source)
    for one in reading.events:
        if one.kind in CLOCK_EVENTS:
            yield Event(one.kind, at, source, note=one.date)
