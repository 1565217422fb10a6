"""Whether a domain takes mail, asked of the domain name system (RFC 5321 s.5.1) where there is a network."""

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor

import dns.exception
import dns.resolver

CONTROL = "gov.uk"  # if not even this is found, there is no network
ASKERS, SECONDS = 16, 5.0


def resolver() -> dns.resolver.Resolver | None:
    """The system's own; None where the system has none."""
    try:
        found = dns.resolver.Resolver()
    except dns.exception.DNSException:
        return None
    found.lifetime = SECONDS
    return found


def unreachable(domains: Iterable[str], asked: dns.resolver.Resolver | None) -> dict[str, str] | None:
    """Domain → why no mail can go there, of those that certainly take none; None if there is no network.

    What could not be found out, because a server gave no answer, is no fault.
    """
    if asked is None or not _answers(asked):
        return None
    listed = sorted(set(domains))
    with ThreadPoolExecutor(ASKERS) as threads:
        found = threads.map(lambda domain: _why_not(domain, asked), listed)
        return {domain: why for domain, why in zip(listed, found, strict=True) if why}


def _answers(asked: dns.resolver.Resolver) -> bool:
    try:
        asked.resolve(CONTROL, "NS")
    except dns.resolver.NoAnswer:
        return True
    except dns.exception.DNSException:
        return False
    return True


def _why_not(domain: str, asked: dns.resolver.Resolver) -> str:
    try:
        servers = [str(one.exchange) for one in asked.resolve(domain, "MX")]
    except dns.resolver.NXDOMAIN:
        return "there is no such domain."
    except dns.resolver.NoAnswer:
        return "" if any(_has_address(domain, kind, asked) for kind in ("A", "AAAA")) else "it has no mail server."
    except dns.exception.DNSException:
        return ""
    return "its domain says that it takes no mail (RFC 7505)." if servers == ["."] else ""


def _has_address(domain: str, kind: str, asked: dns.resolver.Resolver) -> bool:
    """Without an MX record mail goes to the host of that name itself. No answer is no proof against it."""
    try:
        asked.resolve(domain, kind)
    except (dns.resolver.NoAnswer, dns.resolver.NXDOMAIN):
        return False
    except dns.exception.DNSException:
        return True
    return True
