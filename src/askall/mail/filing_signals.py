"""What speaks for which request: marks that name it, whose mail it is, and what it is about.

Marks name a request: a token, an address, a message it answers, a case number. Without them a body is known by who
writes and what it is called, and which of its requests is meant by the words, the days and what is still open.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from askall.bodies.domains import registered_domain
from askall.mail.filing_index import ALONE, PLACE, WITHIN, Asked, FilingIndex
from askall.mail.references import (
    bare_subject,
    days_in,
    own_references_in,
    references_beside,
    references_in,
    tokens_in,
    words_of,
)

WEIGHTS = {
    "copy": 0.99,  # we hold the same mail already
    "reply address": 0.97,  # the address only this request was sent from
    "token in recipient": 0.97,
    "token in subject": 0.95,
    "about": 0.95,  # the message a mail server tells of
    "in reply to": 0.93,  # a mail program set it; people do reply to the wrong mail, so not 1
    "token in message id": 0.93,
    "token quoted": 0.9,
    "references": 0.85,
    "body's reference": 0.9,  # the body's own case number, learnt from earlier mail
    "reference in text": 0.75,  # it may be that of another request
    "other reference": 0.5,  # and says so itself
    "recipient": 0.9,  # we wrote to the very address the register gives for the body
    "recipient's domain": 0.8,
    "failed recipient": 0.9,
    "sender": 0.65,  # the body's own address; it may write about other things too
    "domain": 0.6,  # belongs to exactly one body of the frame
    "earlier sender": 0.4,  # wrote to us for this body before, and for no other
    "address quoted": 0.5,  # the letter below was to the body
    "name quoted": 0.5,
    "name": 1.0,  # times how the name stands there, see filing_index.Names
    "name in subject": 0.5,
    "sender's name": 0.8,
    "place in address": 0.5,
    "subject alone": 0.75,  # the subject of our letter to this body and to no other
    "subject": 0.6,  # the subject of our letter, whole
    "day": 0.6,  # names the day our letter went out
    "words": 0.45,  # words of the study's questions, in the sender's own words
    "words quoted": 0.4,
    "subject words": 0.3,
    "general words": 0.15,  # of any request for information
}
# Without one of these, and without a mark, a mail may be about anything.
TELLING = frozenset(
    {"subject", "day", "words", "words quoted", "body's reference", "reference in text", "failed recipient"}
)
EXACT = frozenset(
    {
        "copy", "reply address", "token in recipient", "token in subject", "about", "in reply to",
        "token in message id", "token quoted", "references",
    }
)  # fmt: skip
COMMON = words_of("freedom information request requests your response about with from under regarding council")
OWN, QUOTED = 6_000, 30_000  # characters of the sender's own words, and of others', that are looked at


@dataclass(frozen=True, slots=True)
class Incoming:
    """What filing needs of a message. `text` is the sender's own words with what stands below them, `quoted` the words
    of others; `files` are the names of what is attached."""

    sender: str
    recipients: tuple[str, ...]
    subject: str
    in_reply_to: str
    references: tuple[str, ...]
    text: str
    outgoing: bool = False
    message_id: str = ""
    sender_name: str = ""
    reply_to: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    failed_recipients: tuple[str, ...] = ()
    quoted: str = ""
    files: tuple[str, ...] = ()
    sent_on: date | None = None
    copy_of: int | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """One signal: its name, its weight and what was seen."""

    signal: str
    weight: float
    seen: str

    def as_json(self) -> dict[str, Any]:
        """{"signal", "weight", "seen"}."""
        return {"signal": self.signal, "weight": round(self.weight, 4), "seen": self.seen}


def _reason(signal: str, seen: str, share: float = 1.0) -> Reason:
    return Reason(signal, WEIGHTS[signal] * share, seen)


# --- Marks ------------------------------------------------------------------------------------------------------------


def marks(message: Incoming, index: FilingIndex) -> Iterator[tuple[int, Reason]]:
    """What names a request."""
    if message.copy_of is not None:
        yield message.copy_of, _reason("copy", message.message_id)
    yield from _addressed(message, index)
    yield from _answered(message, index)
    for token in tokens_in(message.subject, index.by_token):
        yield index.by_token[token], _reason("token in subject", token)
    # The letter answered last stands on top.
    for place, token in enumerate(tokens_in(message.text[:OWN] + message.quoted[:QUOTED], index.by_token)):
        yield index.by_token[token], _reason("token quoted", token, 1.0 if place == 0 else 0.3)


def _addressed(message: Incoming, index: FilingIndex) -> Iterator[tuple[int, Reason]]:
    for address in (message.sender, *message.reply_to) if message.outgoing else message.recipients:
        if (request := index.by_reply_address.get(address)) is not None:
            yield request, _reason("reply address", address)
        for piece in re.split(r"[+@._=-]", address):
            if (request := index.by_token.get(piece)) is not None:
                yield request, _reason("token in recipient", piece)


def _answered(message: Incoming, index: FilingIndex) -> Iterator[tuple[int, Reason]]:
    """The message it answers or tells of, known by its id or by the token in it."""
    earlier = [one for one in message.references if one != message.in_reply_to]
    last = next((one for one in reversed(earlier) if _request_of(one, index) is not None), "")
    for signal, ids in (
        ("about", message.about),
        ("in reply to", (message.in_reply_to,)),
        ("references", earlier),
        ("token in message id", (message.message_id,) if message.outgoing else ()),
    ):
        for one in ids:
            if (request := _request_of(one, index)) is not None:
                yield request, _reason(signal, one, 1.0 if signal != "references" or one == last else 0.3)


def _request_of(message_id: str, index: FilingIndex) -> int | None:
    known = index.by_message_id.get(message_id)
    if known is not None or not message_id:
        return known
    return next((index.by_token[token] for token in tokens_in(message_id, index.by_token)), None)


def case_numbers(message: Incoming, index: FilingIndex, bodies: Mapping[str, float]) -> Iterator[tuple[int, Reason]]:
    """The body's own references. Bodies number alike: where others hold the same number, the one that writes is meant,
    and a number only others hold is coincidence."""
    # What stands in the subject of our own letter is no reference of theirs.
    subject = "" if bare_subject(message.subject) in index.by_subject else message.subject
    subject, text = f"{subject}\n{' '.join(message.files)}", message.text[:OWN]
    borne, beside = own_references_in(text, subject, index.by_reference), references_beside(text)
    for reference in borne | references_in(text):
        signal = "body's reference" if reference in borne else "reference in text"
        signal = "other reference" if reference in beside - borne else signal
        holders = index.by_reference.get(reference, set())
        own = {one for one in holders if index.asked[one].body in bodies} if bodies else holders
        meant, share = (own, 1.0) if own else (holders, 0.3)
        for request in meant:
            yield request, _reason(signal, reference, share / len(meant))


def own_subject(message: Incoming, index: FilingIndex, bodies: Mapping[str, float]) -> Iterator[tuple[int, Reason]]:
    """The subject of one letter of ours, where its body may be the one that writes: others' letters may bear it too,
    and not be known yet."""
    bare = bare_subject(message.subject)
    holders = index.by_subject.get(bare, set())
    if len(holders) == 1 and bare not in index.shared_subjects and not message.outgoing:
        yield from ((one, _reason("subject alone", bare)) for one in holders if index.asked[one].body in bodies)


# --- Whose mail it is -------------------------------------------------------------------------------------------------


def whose(message: Incoming, index: FilingIndex) -> dict[str, dict[str, Reason]]:
    """Body → signals that the mail is its own."""
    found: dict[str, dict[str, Reason]] = defaultdict(dict)
    for body, reason in (*_written_by(message, index), *_called(message, index)):
        known = found[body].get(reason.signal)
        if known is None or reason.weight > known.weight:
            found[body][reason.signal] = reason
    _mind_mentions(found)
    _mind_letterheads(found)
    return found


def _written_by(message: Incoming, index: FilingIndex) -> Iterator[tuple[str, Reason]]:
    theirs = message.recipients[:1] if message.outgoing else (message.sender, *message.reply_to)
    for address in theirs:
        bodies, exact = index.domains.candidates(address), address in index.known_senders
        signal = (
            ("recipient" if exact else "recipient's domain") if message.outgoing else "sender" if exact else "domain"
        )
        for body in bodies:
            yield body, _reason(signal, address if exact else registered_domain(address), 1 / len(bodies))
        if not bodies and not message.outgoing:
            for body in index.bodies_in_address(address):
                yield body, _reason("place in address", address)
    earlier = index.bodies_of_sender.get(message.sender, set())
    if len(earlier) == 1 and not message.outgoing:
        yield from ((body, _reason("earlier sender", message.sender)) for body in earlier)
    for address in message.failed_recipients:
        bodies = index.domains.candidates(address)
        yield from ((body, _reason("failed recipient", address, 1 / len(bodies))) for body in bodies)


def _called(message: Incoming, index: FilingIndex) -> Iterator[tuple[str, Reason]]:
    if message.outgoing:
        return
    quoted = message.quoted[:QUOTED]
    for signal, text in (
        ("sender's name", message.sender_name),
        ("name in subject", "\n".join((message.subject, *message.files))),
        ("name", message.text[:OWN]),
        ("name quoted", quoted),
    ):
        named = index.names.found_in(text)
        for body, how in named.items():
            alike = sum(other == how for other in named.values())
            share = how if signal == "name" else 1.0 if how > PLACE else 0.5
            yield body, _reason(signal, text.strip()[:80] if signal != "name" else "in the text", share / alike)
    bodies = {body for one in _addresses_in(quoted) for body in index.domains.candidates(one)}
    for body in bodies:
        yield body, _reason("address quoted", "in the letter below", 1 / len(bodies))


_ADDRESS = re.compile(r"[\w.+'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}")


def _addresses_in(text: str) -> list[str]:
    return list(dict.fromkeys(one.lower() for one in _ADDRESS.findall(text)))[:20]


def _mind_mentions(found: Mapping[str, dict[str, Reason]]) -> None:
    """Where it is plain who writes, other bodies named in a sentence are those it speaks of."""
    writers = [body for body, reasons in found.items() if reasons.keys() & {"sender", "domain", "sender's name"}]
    for body, reasons in found.items() if len(writers) == 1 else ():
        name = reasons.get("name")
        if body != writers[0] and name and name.weight <= WITHIN:
            reasons["name"] = Reason("name", name.weight / 3, name.seen)


def _mind_letterheads(found: Mapping[str, dict[str, Reason]]) -> None:
    """One body writes for another: whose name stands alone below the letter counts more than whose domain it is."""
    signed = [body for body, reasons in found.items() if (name := reasons.get("name")) and name.weight >= ALONE]
    if len(signed) != 1:
        return
    for body, reasons in found.items():
        if body != signed[0]:
            for signal in ("domain", "earlier sender"):
                if signal in reasons:
                    reasons[signal] = Reason(signal, reasons[signal].weight / 2, reasons[signal].seen)


# --- What it is about -------------------------------------------------------------------------------------------------


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
        yield _reason("subject", matter.subject, 1.0 if matter.subject in index.shared_subjects else 1 / len(holders))
    elif matter.shared_words and not matter.is_ours:
        yield _reason("subject words", ", ".join(matter.shared_words[:5]))
    if named := sorted(matter.days & asked.days):
        yield _reason("day", ", ".join(day.isoformat() for day in named))
    if spoken := matter.spoken.get(asked.study):
        yield _reason("words", ", ".join(spoken[:5]))
    if quoted := matter.quoted.get(asked.study):
        yield _reason("words quoted", ", ".join(quoted[:5]))
    if matter.general:
        yield _reason("general words", ", ".join(matter.general[:5]))


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
