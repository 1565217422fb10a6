"""What filing looks things up in, read from the workspace: requests, studies, and what filed mail has taught."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from askall.asking.records import OUR_LETTERS, RequestRecord
from askall.bodies.domains import DomainIndex
from askall.bodies.records import Body
from askall.foundation.clock import uk_date
from askall.mail.filing_index import Asked, FilingIndex, Study, Words
from askall.mail.models import LearntReference, Message
from askall.mail.references import bare_subject
from askall.study import services as studies


def filing_index(requests: Iterable[RequestRecord], keywords: Iterable[str]) -> FilingIndex:
    """What mail is told apart by: marks of these requests, words of their studies, and what filed mail has taught.
    `keywords` are words of any request for information."""
    records = list(requests)
    bodies = _bodies(records)
    known = _studies()
    own = {address for study in known.values() for address in study.addresses}
    index = FilingIndex(
        DomainIndex({key: replace(body, id=key) for key, body in bodies.values()}.values()),
        known,
        shared_addresses={*shared("sender_email"), *own},
        shared_subjects=frozenset(bare_subject(subject) for subject in shared("subject")),
        known_senders=frozenset(address.lower() for _, body in bodies.values() for address in body.emails),
    )
    of_studies = {word for study in index.studies.values() for word in study.words.listed}
    index.general = Words(word for word in keywords if word.lower() not in of_studies)
    for key, body in dict(bodies.values()).items():
        for name in (body.name, *body.other_names):
            index.add_name(name, key, body.short_name)
    for one in records:
        index.add(_asked(one, bodies[one.key][0]))
    _learn_from_mail(index)
    return index


def _bodies(records: Iterable[RequestRecord]) -> dict[int, tuple[str, Body]]:
    """Request → its body and by which key that is known. Studies share a body only if id and name are the same: two
    lists may both begin to count at 1."""
    return {one.key: (f"{one.body.id} {one.body.name}", one.body) for one in records}


def _asked(one: RequestRecord, body: str) -> Asked:
    days = {uk_date(event.at) for event in one.events if event.kind in OUR_LETTERS}
    answered = one.state.first_reply_on is not None
    return Asked(one.key, one.token, one.reply_address, body, one.study, one.wave, days, answered)


def _studies() -> dict[str, Study]:
    return {
        one.slug: Study(
            Words(word for question in one.codebook.questions for word in question.keywords),
            frozenset(address.lower() for address in (*one.protocol.addresses, one.protocol.contact)),
        )
        for one in studies.studies()
    }


def shared(column: str) -> frozenset[str]:
    """What stands in this column of letters of ours that went to more than one place, or for more than one request: an
    address, a subject."""
    places: dict[str, set[str]] = defaultdict(set)
    requests: dict[str, set[int]] = defaultdict(set)
    rows = Message.objects.filter(direction="out").values_list(column, "to", "request_id").distinct()
    for value, to, request in rows:
        places[value].update(to[:1])
        requests[value].update([request] if request else [])
    return frozenset(value for value in places if len(places[value]) > 1 or len(requests[value]) > 1)


def _learn_from_mail(index: FilingIndex) -> None:
    for reference, request in LearntReference.objects.values_list("reference", "request_id"):
        index.by_reference[reference].add(request)
    filed = Message.objects.filter(request__isnull=False)
    for subject, request in filed.filter(direction="out").values_list("subject", "request_id").distinct():
        index.learn_letter(subject, None, request)
    theirs = filed.filter(direction="in", automatic__isnull=True)
    for sender, request in theirs.values_list("sender_email", "request_id").distinct():
        index.learn_sender(sender, request)
