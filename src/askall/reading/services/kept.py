"""The reader's suggestions for filed messages: derived, kept, handed on."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.db import transaction

from askall.asking import services as asking
from askall.asking.records import RequestRecord
from askall.bodies.records import Body
from askall.documents import services as documents
from askall.documents.records import Document
from askall.foundation.errors import BadInput
from askall.foundation.text import storable
from askall.foundation.work import Progress, Work
from askall.mail import services as mail
from askall.mail.records import StoredMessage
from askall.reading.models import MessageReading
from askall.reading.records import Place, Reading, StoredReading, Text, reading_from_json
from askall.reading.stored import READER, ReadingJob, clock_events, read_job, read_or_say_why
from askall.reading.texts import texts_of as texts_in
from askall.reading.texts import to_read
from askall.study.letters import letter_for
from askall.study.records import StudyRecord
from askall.team.records import MACHINE_READER

CHUNK = 200
READER_VERSION = READER


def texts_of(*, messages: Iterable[StoredMessage]) -> dict[int, tuple[Text, ...]]:
    """Message key → its texts: its own first, then each part of each attachment."""
    listed = list(messages)
    found = documents.documents(hashes={file.sha256 for one in listed for file in one.attachments})
    return {one.key: texts_in(one, _documents_of(one, found)) for one in listed}


def _documents_of(message: StoredMessage, found: Mapping[str, Document]) -> list[tuple[str, Document]]:
    files = to_read(message.attachments)
    return [(file.filename or "attachment", found[file.sha256]) for file in files if file.sha256 in found]


def read_messages(
    *,
    study: StudyRecord,
    work: Work,
    at: datetime,
    requests: Iterable[int] | None = None,
    progress: Progress | None = None,
) -> int:
    """Read every incoming message filed to the study's requests (or to those of them with these keys), unless this
    reader has read it under this codebook and nothing it rests on has changed since: the request, our letter, the texts
    of its files.

    Saves suggestions, logs what they say of the clock as the machine's word, and confirms of that what the study has
    confirmed by rule. The number read now.
    """
    listed = asking.requests(study=study.slug, keys=requests)
    known = MessageReading.objects.filter(codebook_id=study.codebook_key, reader=READER)
    read_before = dict(known.values_list("message_id", "given"))
    keys, done = {one.key for one in listed}, 0
    for start in range(0, len(listed), CHUNK):
        chunk = {one.key: one for one in listed[start : start + CHUNK]}
        messages = mail.messages(requests=chunk)
        # One that several requests share is read once, as mail of the one it is filed to.
        incoming = [one for one in messages if not one.outgoing and one.shared_from not in keys]
        jobs = _jobs(incoming, letters_of(messages), chunk, study)
        todo = [
            (one, job) for one, job in zip(incoming, jobs, strict=True) if read_before.get(one.key) != job.fingerprint()
        ]
        readings = [read_or_say_why(result) for result in work.run(read_job, [job for _, job in todo])]
        _save(todo, readings, study)
        _tell_clock(incoming, study, at)
        done += len(todo)
        if progress:
            progress(done)
    apply_rules(study=study, at=at)
    return done


def apply_rules(*, study: StudyRecord, at: datetime) -> int:
    """Confirm what the study's [clock] says is confirmed without a person, of what nobody has judged yet; the number.

    A rule switched off later undoes nothing: its verdicts stay, with its words.
    """
    rule = study.protocol.clock
    found = asking.suggestions(study=study.slug, kinds=rule.confirm, least=rule.sure) if rule.confirm else ()
    return asking.judge_events(
        events=[one.event.key for one in found], accepted=True, by=asking.RULE, at=at, why=str(rule)
    )


def letters_of(messages: Iterable[StoredMessage]) -> dict[int | None, str]:
    """Request → the words of our first letter to it, which replies echo."""
    letters: dict[int | None, str] = {}
    for one in messages:
        if one.outgoing:
            letters.setdefault(one.request, one.own_text())
    return letters


def _jobs(
    incoming: Sequence[StoredMessage],
    letters: Mapping[int | None, str],
    requests: Mapping[int, RequestRecord],
    study: StudyRecord,
) -> list[ReadingJob]:
    texts = texts_of(messages=incoming)
    return [
        ReadingJob(
            one.request or 0,
            texts[one.key],
            study.codebook.questions,
            requests[one.request or 0].body.law,
            letters.get(one.request) or _letter_to(requests[one.request or 0].body, study),
        )
        for one in incoming
    ]


def _letter_to(body: Body, study: StudyRecord) -> str:
    """The letter that the study has for a body, with the questions that apply to it: mail may come from an inbox alone,
    without what was sent. "" where the study has none."""
    try:
        return letter_for(study.protocol, body).body
    except BadInput:
        return ""


@transaction.atomic
def _save(read: Sequence[tuple[StoredMessage, ReadingJob]], readings: Sequence[Reading], study: StudyRecord) -> None:
    rows = []
    for (message, job), reading in zip(read, readings, strict=True):
        parts = [
            {"part": number, "sha256": one.sha256, "file_part": one.part, "label": storable(one.label)}
            for number, one in enumerate(job.texts)
        ]
        result = {**reading.as_json(), "parts": parts}
        rows.append(
            MessageReading(
                message_id=message.key,
                codebook_id=study.codebook_key,
                reader=READER,
                given=job.fingerprint(),
                result=result,
            )
        )
    MessageReading.objects.filter(
        codebook_id=study.codebook_key, reader=READER, message_id__in=[message.key for message, _ in read]
    ).delete()
    MessageReading.objects.bulk_create(rows, ignore_conflicts=True)


def _tell_clock(incoming: Iterable[StoredMessage], study: StudyRecord, at: datetime) -> None:
    """The log of each request says what its messages' readings say, also of a message that was moved since, or that it
    shares with others."""
    listed = list(incoming)
    read = readings(study=study, messages=[one.key for one in listed])
    shared = mail.shared_with(messages=read)
    events = [
        asking.NewEvent(request, event)
        for one in listed
        if one.key in read
        for request in dict.fromkeys((one.shared_from or one.request, *shared.get(one.key, ())))
        if request is not None
        for event in clock_events(read[one.key], one.sent_at or one.imported_at or at, one.sha256)
    ]
    asking.replace_events(sources=[one.sha256 for one in listed], events=events, by=MACHINE_READER, at=at)


def readings(*, study: StudyRecord, messages: Iterable[int]) -> dict[int, StoredReading]:
    """Message key → the newest reader's suggestions for it under the study's codebook."""
    rows = MessageReading.objects.filter(
        codebook_id=study.codebook_key, reader=READER, message_id__in=list(messages)
    ).values_list("message_id", "result")
    return {
        message: StoredReading(
            reading_from_json(result),
            tuple(Place(one["sha256"], one["file_part"], one["label"]) for one in result["parts"]),
        )
        for message, result in rows
    }


def forget_readings(*, study: StudyRecord) -> int:
    """Drop this study's suggestions so that they can be derived again; the number dropped."""
    dropped, _ = MessageReading.objects.filter(codebook_id=study.codebook_key).delete()
    return dropped
