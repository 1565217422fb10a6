"""What a mail is about, and so which of a body's requests it means."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from askall.mail.filing_index import Asked, FilingIndex
from askall.mail.filing_signals import OWN, QUOTED, Incoming, Reason, reason_of
from askall.mail.references import bare_subject, days_in, words_of

COMMON = words_of("freedom information request requests your response about with from under regarding council")


@dataclass(frozen=True, slots=True)
class Matter:
    """What a mail speaks of, looked up once for all requests it may belong to."""

    subject: str
    is_ours: bool  # the subject is one of our letters'
    shared_words: tuple[str, ...]
    spoken: Mapping[str, list[str]]  # study → its words in the sender's own
    quoted: Mapping[str, list[str]]
    general: list[str]
    days: frozenset[date]
    addresses: frozenset[str]


def matter_of(message: Incoming, index: FilingIndex) -> Matter:
    """The words, days and addresses of the mail."""
    bare = bare_subject(message.subject)
    own = f"{bare}\n{message.text[:OWN]}\n{' '.join(message.files)}".lower()
    quoted = message.quoted[:QUOTED]
    return Matter(
        bare,
        bare in index.by_subject,
        tuple(sorted(words_of(bare) & index.subject_words - COMMON)),
        {slug: study.words.found_in(own) for slug, study in index.studies.items()},
        {slug: study.words.found_in(quoted.lower()) for slug, study in index.studies.items()},
        index.general.found_in(own),
        days_in(message.text[:OWN] + quoted),
        frozenset(message.recipients),
    )


def about(asked: Asked, matter: Matter, index: FilingIndex) -> Iterator[Reason]:
    """What in the mail speaks of this request rather than of anything else the body might write about."""
    if matter.is_ours and asked.key in index.by_subject[matter.subject]:
        holders = index.by_subject[matter.subject]
        yield reason_of("subject", matter.subject, 1.0 if matter.subject in index.shared_subjects else 1 / len(holders))
    elif matter.shared_words and not matter.is_ours:
        yield reason_of("subject words", ", ".join(matter.shared_words[:5]))
    if named := sorted(matter.days & asked.days):
        yield reason_of("day", ", ".join(day.isoformat() for day in named))
    if spoken := matter.spoken.get(asked.study):
        yield reason_of("words", ", ".join(spoken[:5]))
    if quoted := matter.quoted.get(asked.study):
        yield reason_of("words quoted", ", ".join(quoted[:5]))
    if matter.general:
        yield reason_of("general words", ", ".join(matter.general[:5]))


SOON = timedelta(days=1)
BOUNCES_WITHIN = timedelta(days=6)  # mail servers give up after five days


def likelihoods(
    requests: Iterable[Asked], named: Mapping[int, float], message: Incoming, matter: Matter, index: FilingIndex
) -> dict[int, float]:
    """How the requests of one body share what speaks for the body: 1 in all. `named`: how sure marks name some.

    A mail cannot answer a letter of a later day. The newest letter is meant unless marks, words, days or the address
    say otherwise, or an older one still waits for its answer.
    """
    listed = list(requests)
    odds = {
        one.key: _by_marks(named.get(one.key, 0.0))
        * _by_time(one, listed, message)
        * _by_matter(one, matter, index)
        * _by_order(one, listed, message.sent_on)
        for one in listed
    }
    total = sum(odds.values())
    return {key: value / total for key, value in odds.items()}


def _by_marks(weight: float) -> float:
    return 1 / (1 - min(weight, 0.99))


def _by_time(one: Asked, others: list[Asked], message: Incoming) -> float:
    if one.sent_on is None:
        return 0.02 if any(other.sent_on for other in others) else 1.0
    if message.sent_on is None:
        return 1.0
    if message.sent_on < one.sent_on - SOON:
        return 0.01
    if message.failed_recipients:
        return 1.0 if any(day - SOON <= message.sent_on <= day + BOUNCES_WITHIN for day in one.days) else 0.05
    return 1.0


def _by_matter(one: Asked, matter: Matter, index: FilingIndex) -> float:
    odds = 40.0 if matter.days & one.days else 1.0
    odds *= 12.0 ** min(2, len(matter.spoken.get(one.study, ())))
    odds *= 2.0 ** min(2, len(matter.quoted.get(one.study, ())))
    if matter.is_ours and one.key in index.by_subject[matter.subject]:
        odds *= 8.0
    study = index.studies.get(one.study)
    if study and any(_plain(address) in study.addresses for address in matter.addresses):
        odds *= 1.5
    return odds


def _by_order(one: Asked, others: list[Asked], sent_on: date | None) -> float:
    """An older wave gives way to a newer one whose letters are out, once it is answered."""
    newer = [
        other
        for other in others
        if other.study == one.study
        and other.wave > one.wave
        and other.sent_on
        and (sent_on is None or other.sent_on <= sent_on + SOON)
    ]
    return (0.03 if one.answered else 0.3) if newer else 1.0


def _plain(address: str) -> str:
    local, _, domain = address.partition("@")
    return f"{local.partition('+')[0]}@{domain}"
