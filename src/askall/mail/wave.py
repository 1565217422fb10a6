"""All letters of a wave looked at before any of them goes out: what is wrong stops it, what is odd is shown."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from statistics import median

from askall.asking.records import RequestRecord
from askall.bodies.domains import is_vendor, registered_domain
from askall.foundation.addresses import mail_address
from askall.foundation.errors import BadInput
from askall.study.letters import letter_for
from askall.study.records import Protocol

ODD_LENGTH = 0.3  # more than so much shorter or longer than the middle letter of the same law


@dataclass(frozen=True, slots=True)
class Merged:
    """One letter as its body would get it."""

    request: RequestRecord
    recipient: str
    subject: str
    body: str


@dataclass(frozen=True, slots=True)
class Remark:
    """Something about the letter of one request. `kind` groups like ones: "address", "letter", "length", …"""

    request: RequestRecord
    kind: str
    why: str


@dataclass(frozen=True, slots=True)
class Wave:
    """The letters that can be merged, and what is to be said of the wave. Any fault stops it."""

    letters: tuple[Merged, ...]
    faults: tuple[Remark, ...]
    odd: tuple[Remark, ...]

    @property
    def laws(self) -> dict[str, int]:
        """Law → number of letters."""
        return dict(Counter(one.request.body.law for one in self.letters))

    @property
    def lacking(self) -> tuple[RequestRecord, ...]:
        """Requests whose body has no address."""
        return tuple(one.request for one in self.faults if one.kind == "no address")


def wave_of(
    requests: Sequence[RequestRecord], protocol: Protocol, unreachable: Mapping[str, str] | None = None
) -> Wave:
    """The first letter of each request, merged and checked. `unreachable` are domains that take no mail, with why."""
    letters, faults = [], []
    for one in requests:
        found = _faults_of_address(one, unreachable or {})
        try:
            letter = letter_for(protocol, one.body)
            letters.append(Merged(one, one.body.emails[0] if one.body.emails else "", letter.subject, letter.body))
        except BadInput as error:
            found.append(Remark(one, "letter", str(error)))
        faults += found
    return Wave(tuple(letters), tuple(faults), (*_odd_addresses(letters), *_odd_lengths(letters)))


def domains_of(requests: Sequence[RequestRecord]) -> set[str]:
    """The domains that the first letters go to, as a name server knows them; addresses that are none left out."""
    found = set()
    for one in requests:
        for email in one.body.emails[:1]:
            with suppress(BadInput):
                found.add(mail_address(email).rpartition("@")[2])
    return found


def _faults_of_address(one: RequestRecord, unreachable: Mapping[str, str]) -> list[Remark]:
    if not one.body.emails:
        return [Remark(one, "no address", "no address is known: askall ask addresses takes them from a CSV.")]
    try:
        address = mail_address(one.body.emails[0])
    except BadInput as error:
        return [Remark(one, "address", str(error))]
    why = unreachable.get(address.rpartition("@")[2])
    return [Remark(one, "domain", f"{address}: {why}")] if why else []


def _odd_addresses(letters: Sequence[Merged]) -> list[Remark]:
    found = []
    shared = Counter(one.recipient.lower() for one in letters if one.recipient)
    for one in letters:
        address, body = one.recipient, one.request.body
        own = {registered_domain(domain) for domain in (*body.domains, body.website)} - {""}
        if shared[address.lower()] > 1:
            found.append(Remark(one.request, "shared", f"{address} stands for {shared[address.lower()]} bodies."))
        if is_vendor(address):
            found.append(Remark(one.request, "vendor", f"{address} is an address of a provider, not the body's own."))
        elif own and address and registered_domain(address) not in own:
            found.append(Remark(one.request, "domain", f"{address} is not at the body's own domain {min(own)}."))
    return found


def _odd_lengths(letters: Sequence[Merged]) -> list[Remark]:
    by_law: dict[str, list[int]] = defaultdict(list)
    for one in letters:
        by_law[one.request.body.law].append(len(one.body))
    middles = {law: median(lengths) for law, lengths in by_law.items()}
    found = []
    for one in letters:
        middle = middles[one.request.body.law]
        if abs(len(one.body) - middle) > ODD_LENGTH * middle:
            why = f"its letter has {len(one.body)} characters, the middle one {middle:.0f}."
            found.append(Remark(one.request, "length", why))
    return found
