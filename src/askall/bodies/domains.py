"""Which body a mail address belongs to, judged by its domain, and when a domain says nothing."""

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from importlib.resources import files
from types import MappingProxyType

from publicsuffixlist import PublicSuffixList

from askall.bodies.records import Body

HOST = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)+")


def host_of(text: str) -> str:
    """The host in an address, a web address or a bare domain: lower case, ASCII, "" if there is none.

    `"FOI <foi@Hackney.gov.uk>"`, `"https://www.hackney.gov.uk/foi"` and `"hackney.gov.uk."` all have one.
    """
    bare = text.strip().rpartition("<")[2].partition(">")[0]
    if "://" in bare:
        bare = re.split(r"[/?#]", bare.partition("://")[2], maxsplit=1)[0]
    bare = bare.rpartition("@")[2].partition("/")[0].partition(":")[0]
    host = _ascii(bare.strip().strip(".").lower())
    return host if len(host) <= 253 and HOST.fullmatch(host) else ""


@lru_cache(maxsize=65536)
def registered_domain(host_or_email: str) -> str:
    """The part of a host or address that one owner registered; "" if there is none.

    `foi.hackney.gov.uk` → `hackney.gov.uk`; `gov.uk` → "", for it is nobody's own. By the public suffix list
    (publicsuffix.org, private part included: `x.service.gov.uk` is apart from `y.service.gov.uk`), and the shared
    suffixes of data/shared_domains.toml.
    """
    host = host_of(host_or_email)
    for suffix in _shared()["suffixes"]:
        if host == suffix:
            return ""
        if host.endswith(f".{suffix}"):
            return f"{host.removesuffix(f'.{suffix}').rpartition('.')[2]}.{suffix}"
    return (_public_suffixes().privatesuffix(host) or "") if host else ""


def shared_vendors() -> Mapping[str, str]:
    """Domains of mail and case-management vendors, request sites and personal mail → what each is."""
    return MappingProxyType(_shared()["vendors"])


def vendor(host_or_email: str) -> str:
    """What kind of shared vendor mail from there comes by way of; "" if by none."""
    return next((kind for host in _upwards(host_of(host_or_email)) if (kind := _shared()["vendors"].get(host))), "")


def is_vendor(host_or_email: str) -> bool:
    """Whether mail from there comes by way of a shared vendor, which never identifies one body."""
    return bool(vendor(host_or_email))


class DomainIndex:
    """Whose address is this? Built over the bodies of one frame; bodies outside it do not count.

    A domain identifies a body only if exactly one body of the frame has it: councils that share one (Adur and
    Worthing) and the successor of several are not told apart by it. An exact address of a body wins over domains.
    """

    def __init__(self, bodies: Iterable[Body]) -> None:
        self._by_email: dict[str, set[str]] = defaultdict(set)
        self._by_domain: dict[str, set[str]] = defaultdict(set)
        for body in bodies:
            for email in body.emails:
                self._by_email[email.strip().casefold()].add(body.id)
            for domain in (*body.domains, *body.emails):
                host = host_of(domain)
                if host and registered_domain(host) and not is_vendor(host):
                    self._by_domain[host].add(body.id)

    def candidates(self, address: str) -> tuple[str, ...]:
        """Ids of all bodies the address may belong to, in order; () for vendors and unknown domains."""
        bare = address.strip().rpartition("<")[2].partition(">")[0].strip().casefold()
        if bare in self._by_email:
            return tuple(sorted(self._by_email[bare]))
        host = host_of(address)
        limit = registered_domain(host)
        for one in _upwards(host):
            if not limit or is_vendor(one) or len(one) < len(limit):
                break
            if one in self._by_domain:
                return tuple(sorted(self._by_domain[one]))
        return ()

    def body_for(self, address: str) -> str | None:
        """The id of the one body this address belongs to; None if none or several may have sent it."""
        found = self.candidates(address)
        return found[0] if len(found) == 1 else None


def _upwards(host: str) -> Iterator[str]:
    """The host and its parents: a.b.c, b.c, c."""
    while host:
        yield host
        host = host.partition(".")[2]


def _ascii(host: str) -> str:
    if host.isascii():
        return host
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:  # not a name that could be in the domain name system
        return ""


@cache
def _public_suffixes() -> PublicSuffixList:
    return PublicSuffixList()


@cache
def _shared() -> dict[str, dict[str, str]]:
    text = (files("askall.bodies") / "data" / "shared_domains.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
