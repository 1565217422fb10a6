"""Whose mail it is: who writes, for whom, and what they are called."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from askall.bodies.domains import registered_domain
from askall.mail.filing_index import ALONE, PLACE, WITHIN, FilingIndex
from askall.mail.filing_signals import OWN, QUOTED, Incoming, Reason, reason_of


def whose(message: Incoming, index: FilingIndex) -> dict[str, dict[str, Reason]]:
    """Body → signals that the mail is its own."""
    found: dict[str, dict[str, Reason]] = defaultdict(dict)
    told = _written_to(message, index) if message.outgoing else (*_written_by(message, index), *_called(message, index))
    for body, reason in told:
        known = found[body].get(reason.signal)
        if known is None or reason.weight > known.weight:
            found[body][reason.signal] = reason
    _mind_mentions(found)
    _mind_letterheads(found)
    return found


def _written_to(message: Incoming, index: FilingIndex) -> Iterator[tuple[str, Reason]]:
    """Whom our letter went to."""
    yield from _of_address(message.recipients[:1], ("recipient", "recipient's domain"), index)


def _written_by(message: Incoming, index: FilingIndex) -> Iterator[tuple[str, Reason]]:
    """Who writes, and where an answer is wanted; of a bounce, whom it could not reach. A colleague of two neighbours
    who once wrote for one of them may now write for the other."""
    theirs = (message.sender, *message.reply_to)
    yield from _of_address(theirs, ("sender", "domain"), index)
    yield from _of_address(message.failed_recipients, ("failed recipient", "failed recipient"), index)
    if not any(index.domains.candidates(address) for address in theirs):
        for address in theirs:
            yield from ((body, reason_of("place in address", address)) for body in index.bodies_in_address(address))
    earlier = index.bodies_of_sender.get(message.sender, set())
    if len(earlier) == 1 and len(index.domains.candidates(message.sender)) < 2:
        yield from ((body, reason_of("earlier sender", message.sender)) for body in earlier)


def _of_address(addresses: Iterable[str], signals: tuple[str, str], index: FilingIndex) -> Iterator[tuple[str, Reason]]:
    """The bodies of these addresses: the signals are that of the very address we wrote to, and that of its domain."""
    for address in addresses:
        exact = address in index.known_senders
        seen = address if exact else registered_domain(address)
        bodies = index.domains.candidates(address)
        yield from ((body, reason_of(signals[not exact], seen, 1 / len(bodies))) for body in bodies)


def _called(message: Incoming, index: FilingIndex) -> Iterator[tuple[str, Reason]]:
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
            yield body, reason_of(signal, text.strip()[:80] if signal != "name" else "in the text", share / alike)
    bodies = {body for one in _addresses_in(quoted) for body in index.domains.candidates(one)}
    for body in bodies:
        yield body, reason_of("address quoted", "in the letter below", 1 / len(bodies))


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
