"""What is kept: every coding, the texts its quotes stand in, and where each variable stands by them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from askall.asking import services as asking
from askall.asking.records import RequestRecord
from askall.coding.decide import Decision, decide_all
from askall.coding.machine import stored_texts_of
from askall.coding.models import stored_codings
from askall.coding.records import Coding, StoredText
from askall.coding.soundness import fits
from askall.mail import services as mail
from askall.mail.records import StoredMessage
from askall.reading import services as reading
from askall.study.records import StudyRecord

CHUNK = 200


def codings(
    *, study: StudyRecord, requests: Iterable[int] | None = None, with_quotes: bool = True
) -> tuple[Coding, ...]:
    """Every coding of the study, or of these requests, oldest first."""
    ids = {one.key: one.id for one in asking.requests(study=study.slug, keys=requests)}
    return stored_codings(ids, with_quotes)


def stored_texts(
    *, study: StudyRecord, requests: Iterable[int] | None = None
) -> dict[str, dict[tuple[str, int], StoredText]]:
    """Request id → (file hash, part) → text, over all mail filed to the request: what quotes are looked up in."""
    found: dict[str, dict[tuple[str, int], StoredText]] = {}
    for chunk in in_chunks(asking.requests(study=study.slug, keys=requests)):
        threads = threads_of(chunk)
        texts = reading.texts_of(messages=[message for thread in threads.values() for message in thread])
        for request in chunk:
            found[request.id] = {
                (text.sha256, text.part): text
                for message in threads[request.key]
                if not message.outgoing  # our own words are no evidence of theirs
                for text in stored_texts_of(message, texts[message.key])
            }
    return found


def in_chunks(records: Sequence[RequestRecord]) -> Iterable[Sequence[RequestRecord]]:
    """A few hundred requests at a time, whose mail fits into memory."""
    for start in range(0, len(records), CHUNK):
        yield records[start : start + CHUNK]


def threads_of(chunk: Sequence[RequestRecord]) -> dict[int, list[StoredMessage]]:
    """The messages of each of these requests, by its key."""
    threads: dict[int, list[StoredMessage]] = {one.key: [] for one in chunk}
    for message in mail.messages(requests=threads):
        threads[message.request or 0].append(message)
    return threads


def decisions(
    *, study: StudyRecord, requests: Iterable[int] | None = None, with_quotes: bool = True
) -> dict[str, dict[str, Decision]]:
    """Request id → variable → where it stands, by the codings that the newest codebook still allows."""
    return decided(study, codings(study=study, requests=requests, with_quotes=with_quotes))


def decided(study: StudyRecord, given: Iterable[Coding]) -> dict[str, dict[str, Decision]]:
    """As `decisions`, of these codings."""
    found: dict[str, dict[str, Decision]] = defaultdict(dict)
    for one in decide_all((one for one in given if fits(one, study.codebook)), study.protocol.coders):
        found[one.request][one.variable] = one
    return found
