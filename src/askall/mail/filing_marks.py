"""What in a mail names a request: tokens, addresses, the mail it answers, case numbers, the subject of our letter."""

import re
from collections.abc import Iterator, Mapping

from askall.mail.filing_index import FilingIndex
from askall.mail.filing_signals import OWN, QUOTED, Incoming, Reason, reason_of
from askall.mail.references import (
    bare_subject,
    own_references_in,
    references_beside,
    references_in,
    tokens_in,
)


def marks(message: Incoming, index: FilingIndex) -> Iterator[tuple[int, Reason]]:
    """What names a request."""
    yield from _addressed(message, index)
    yield from _answered(message, index)
    for token in tokens_in(message.subject, index.by_token):
        yield index.by_token[token], reason_of("token in subject", token)
    # The letter answered last stands on top.
    for place, token in enumerate(tokens_in(message.text[:OWN] + message.quoted[:QUOTED], index.by_token)):
        yield index.by_token[token], reason_of("token quoted", token, 1.0 if place == 0 else 0.3)


def _addressed(message: Incoming, index: FilingIndex) -> Iterator[tuple[int, Reason]]:
    for address in (message.sender, *message.reply_to) if message.outgoing else message.recipients:
        if (request := index.by_reply_address.get(address)) is not None:
            yield request, reason_of("reply address", address)
        for piece in re.split(r"[+@._=-]", address):
            if (request := index.by_token.get(piece)) is not None:
                yield request, reason_of("token in recipient", piece)


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
                yield request, reason_of(signal, one, 1.0 if signal != "references" or one == last else 0.3)


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
            yield request, reason_of(signal, reference, share / len(meant))


def own_subject(message: Incoming, index: FilingIndex, bodies: Mapping[str, float]) -> Iterator[tuple[int, Reason]]:
    """The subject of one letter of ours, where its body may be the one that writes: others' letters may bear it too,
    and not be known yet."""
    bare = bare_subject(message.subject)
    holders = index.by_subject.get(bare, set())
    if len(holders) == 1 and bare not in index.shared_subjects and not message.outgoing:
        yield from ((one, reason_of("subject alone", bare)) for one in holders if index.asked[one].body in bodies)
