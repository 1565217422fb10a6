"""Another address for a body whose letter came back: known, named in the bounce, seen in its mail, or guessed."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from askall.bodies.domains import is_vendor, registered_domain
from askall.bodies.records import Body
from askall.foundation.addresses import mail_address
from askall.foundation.errors import BadInput

# Nobody reads what is sent there.
_DEAF = re.compile(r"(?:no|do-?not|donot)[-_.]?reply|mailer-daemon|postmaster|bounces?|daemon", re.I)
_FOR_REQUESTS = re.compile(r"foi|freedom|information|eir|dataprotection|records|accesstoinfo", re.I)


@dataclass(frozen=True, slots=True)
class Suggested:
    """An address to try, where it comes from, and whether it is no more than a guess. "" where none is known."""

    address: str = ""
    why: str = ""
    guess: bool = False


def other_address(body: Body, failed: Iterable[str], named: Iterable[str], seen: Iterable[str]) -> Suggested:
    """The best address that has not failed. `named` are those a bounce tells to write to, `seen` those the body's own
    mail came from."""
    tried = {one.strip().lower() for one in failed}
    own = {registered_domain(one) for one in (*body.emails, *body.domains)} - {""}
    for address in _usable(body.emails, tried):
        return Suggested(address, "another address of the register")
    for address in _usable(named, tried):
        return Suggested(address, "named in the message that came back")
    theirs = [one for one in _usable(seen, tried) if registered_domain(one) in own]
    for address in sorted(theirs, key=lambda one: not _FOR_REQUESTS.search(one.partition("@")[0])):
        return Suggested(address, "its mail has come from there")
    hosts = [*body.domains, *(one.rpartition("@")[2] for one in body.emails), body.website]
    guesses = [f"foi@{domain}" for host in hosts if (domain := registered_domain(host)) and not is_vendor(domain)]
    for address in _usable(guesses, tried):
        return Suggested(address, "a guess: check it on the body's website", guess=True)
    return Suggested()


def _usable(addresses: Iterable[str], tried: set[str]) -> list[str]:
    """Those a letter can be sent to, each once, in their order."""
    usable = []
    for one in addresses:
        try:
            address = mail_address(one)
        except BadInput:
            continue
        if address.lower() not in tried and not _DEAF.search(address.partition("@")[0]):
            usable.append(address)
    return list(dict.fromkeys(usable))
