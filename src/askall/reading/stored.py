"""From stored messages and documents to what the reader takes, and from a reading to what it says of the clock."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from askall.asking.records import Event
from askall.documents.records import Document
from askall.foundation.files import hash_of
from askall.foundation.work import Done
from askall.mail.records import StoredMessage
from askall.reading.read import read
from askall.reading.records import Reading, Span, Suggestion, Text
from askall.study.records import Question

READER = "reader 1"

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


def message_texts(message: StoredMessage, documents: Mapping[str, Document]) -> tuple[Text, ...]:
    """The texts of a message: its own first, then every part of every attachment that could be read.

    A zip whose members are attachments of their own is not read twice.
    """
    own = Text(
        label="message",
        text=message.text,
        sha256=message.sha256,
        spans=tuple(Span(one.kind, one.start, one.end) for one in message.segments),
        subject=message.subject,
        automatic=message.automatic,
    )
    unpacked = any(file.source == "archive" for file in message.attachments)
    attached = [
        Text(
            label=f"{file.filename or 'attachment'}, {part.label}",
            text=part.text,
            sha256=file.sha256,
            part=number,
            tables=tuple(table.rows for table in documents[file.sha256].tables if table.part == number),
        )
        for file in message.attachments
        if file.sha256 in documents and not (unpacked and file.media_type == "application/zip")
        for number, part in enumerate(documents[file.sha256].parts)
    ]
    return (own, *attached)


def clock_events(reading: Reading, at: datetime, source: str) -> Iterable[Event]:
    """What a reading says of the request's state and clock, as events caused by the message `source`."""
    outcome = str(reading.outcome.value or "")
    kind = EVENT_OF_OUTCOME.get(outcome) or ("replied" if outcome in REPLIES else "")
    if kind:
        yield Event(kind, at, source)
    for one in reading.events:
        if one.kind in CLOCK_EVENTS:
            yield Event(one.kind, at, source, note=one.date)
