"""Which request a message belongs to: scored, explained signals over the requests of the workspace.

Each signal says how likely it is, on its own, that the message belongs to the request; independent signals for the
same request combine as 1 - Π(1 - p). A message is filed when the best request reaches THRESHOLD and leads the next by
MARGIN. Otherwise it waits in triage with its candidates. The weights are the order in which a careful person would
trust the signals; docs/adr/0003 says how they did on real mail.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from askall.bodies.domains import DomainIndex, registered_domain

THRESHOLD = 0.7
MARGIN = 0.2

WEIGHTS = {
    "reply address": 0.97,  # the address only this request was sent from
    "token in recipient": 0.97,
    "token in subject": 0.95,
    "in reply to": 0.93,  # a mail program set it; people do reply to the wrong mail, so not 1
    "references": 0.85,
    "body's reference": 0.9,  # the body's own case number, learnt from earlier mail
    "recipient": 0.9,  # we wrote to the very address the register gives for the body
    "recipient's domain": 0.8,
    "sender": 0.6,  # the body's own address; it may write about other things too
    "domain": 0.55,  # belongs to exactly one body of the frame
    "names the body": 0.6,  # in the subject or the sender's own words
    "subject": 0.6,  # the subject of our letter, whole
    "subject words": 0.3,
    "words": 0.35,  # words of the question in the text
}

# A case number: after "our ref:", "case number" and the like, or a code of capitals and figures, such as RFI-2240.
_REFERENCE = re.compile(
    r"\b(?:ref|reference|number|no|foi|foia|eir|rfi)\b[\s.:#]{0,4}([A-Z0-9][A-Z0-9/._-]{3,28}[A-Z0-9])", re.IGNORECASE
)
_CODE = re.compile(r"\b[A-Z]{2,6}[-/ ]?\d{2,}(?:[-/.]\d+)*\b|\b\d{2,}[/-][A-Z]{2,6}[/-]\d[\d/A-Z-]*")
_PREFIXES = re.compile(
    r"^\s*(?:(?:re|fwd?|aw|automatic reply|out of office|undeliverable|undelivered mail returned to sender"
    r"|acknowledge?ment|delivery status notification|read|receipt)\b[^:]{0,20}[:\-]\s*|\[[^\]]{1,30}\]\s*)+",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]{4,}")
_NAME_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as filing sees it."""

    key: int
    token: str
    reply_address: str
    body: str


@dataclass(frozen=True, slots=True)
class Incoming:
    """What filing needs of a message. `text` is the sender's own words."""

    sender: str
    recipients: tuple[str, ...]
    subject: str
    in_reply_to: str
    references: tuple[str, ...]
    text: str
    outgoing: bool = False


@dataclass(frozen=True, slots=True)
class Reason:
    """One signal: its name, its weight and what was seen."""

    signal: str
    weight: float
    seen: str

    def as_json(self) -> dict[str, Any]:
        """{"signal", "weight", "seen"}."""
        return {"signal": self.signal, "weight": self.weight, "seen": self.seen}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A request the message may belong to."""

    request: int
    score: float
    reasons: tuple[Reason, ...]

    def as_json(self) -> dict[str, Any]:
        """{"request", "score", "reasons"}."""
        return {"request": self.request, "score": self.score, "reasons": [one.as_json() for one in self.reasons]}


@dataclass(frozen=True, slots=True)
class Decision:
    """Filed to `request`, or to triage if None. Candidates in order, the best first."""

    request: int | None
    score: float
    candidates: tuple[Candidate, ...]


@dataclass(slots=True)
class FilingIndex:
    """Everything filing looks things up in. Each lookup is by key, so a message costs the same among 100,000 others."""

    domains: DomainIndex
    keywords: frozenset[str] = frozenset()
    by_token: dict[str, int] = field(default_factory=dict)
    by_reply_address: dict[str, int] = field(default_factory=dict)
    # Addresses of ours that wrote to several bodies: they say "this study", not "this request".
    shared_addresses: frozenset[str] = frozenset()
    # Subjects we wrote to several bodies: likewise.
    shared_subjects: frozenset[str] = frozenset()
    known_senders: frozenset[str] = frozenset()  # the very addresses the register gives for bodies
    by_body: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    by_message_id: dict[str, int] = field(default_factory=dict)
    by_reference: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    by_subject: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    # First word of a body's name → (name, body), so that a text is gone through once however many bodies there are.
    by_first_word: dict[str, set[tuple[str, str]]] = field(default_factory=lambda: defaultdict(set))
    subject_words: frozenset[str] = frozenset()

    def add(self, asked: Asked) -> None:
        """Make a request findable."""
        self.by_token[asked.token.lower()] = asked.key
        self.by_body[asked.body].append(asked.key)
        self.learn_reply_address(asked.reply_address, asked.key)

    def add_name(self, name: str, body: str) -> None:
        """The body is called that."""
        if folded := " ".join(_NAME_WORD.findall(name.lower())):
            self.by_first_word[folded.split()[0]].add((folded, body))

    def bodies_named(self, text: str) -> frozenset[str]:
        """Ids of the bodies whose names stand in the text; one within a longer one is not meant."""
        words = _NAME_WORD.findall(text.lower())
        found: dict[str, set[str]] = defaultdict(set)
        for at, word in enumerate(words):
            for name, body in self.by_first_word.get(word, ()):
                if words[at : at + name.count(" ") + 1] == name.split():
                    found[name].add(body)
        return frozenset(
            body
            for name, bodies in found.items()
            if not any(name != other and f" {name} " in f" {other} " for other in found)
            for body in bodies
        )

    def learn_reply_address(self, address: str, request: int) -> bool:
        """Our letter of this request came from that address; whether the address tells requests apart."""
        if not address or address in self.shared_addresses:
            return False
        self.by_reply_address.setdefault(address, request)
        return True

    def add_subject(self, subject: str, request: int) -> None:
        """A letter of this request bore that subject."""
        if bare := bare_subject(subject):
            self.by_subject[bare].add(request)
            self.subject_words |= words_of(bare)

    def learn(self, message_id: str, references: Iterable[str], request: int) -> None:
        """A message filed to `request` teaches its id and the references in it."""
        if message_id:
            self.by_message_id[message_id] = request
        for reference in references:
            self.by_reference[reference].add(request)


def decide(message: Incoming, index: FilingIndex) -> Decision:
    """Collect the signals, combine them per request, and file or leave to triage."""
    found: dict[int, dict[str, Reason]] = defaultdict(dict)
    for request, reason in signals(message, index):
        known = found[request].get(reason.signal)
        if known is None or reason.weight > known.weight:
            found[request][reason.signal] = reason
    candidates = sorted(
        (Candidate(request, _combined(reasons), tuple(reasons.values())) for request, reasons in found.items()),
        key=lambda one: (-one.score, one.request),
    )
    if not candidates:
        return Decision(None, 0.0, ())
    best = candidates[0]
    ahead = best.score - (candidates[1].score if len(candidates) > 1 else 0.0)
    filed = best.score >= THRESHOLD and (ahead >= MARGIN or _only_exact(candidates))
    return Decision(best.request if filed else None, best.score, tuple(candidates[:5]))


def _combined(reasons: Mapping[str, Reason]) -> float:
    miss = 1.0
    for reason in reasons.values():
        miss *= 1 - reason.weight
    return round(1 - miss, 4)


EXACT = frozenset({"reply address", "token in recipient", "token in subject", "in reply to"})


def _only_exact(candidates: list[Candidate]) -> bool:
    """The best one is named by an exact mark and no other is: likeness of words does not hold it up."""
    exact = [one for one in candidates if any(reason.signal in EXACT for reason in one.reasons)]
    return exact == candidates[:1]


def signals(message: Incoming, index: FilingIndex) -> Iterable[tuple[int, Reason]]:
    """Every signal of the message, for every request it points at."""
    yield from _marks(message, index)
    yield from _threads(message, index)
    for reference in references_in(f"{message.subject}\n{message.text[:4000]}"):
        holders = index.by_reference.get(reference, ())
        for request in holders:
            yield request, Reason("body's reference", WEIGHTS["body's reference"] / len(holders), reference)
    yield from _likeness(message, index)


def _marks(message: Incoming, index: FilingIndex) -> Iterable[tuple[int, Reason]]:
    ours = (message.sender,) if message.outgoing else message.recipients
    for address in ours:
        if (request := index.by_reply_address.get(address)) is not None:
            yield request, Reason("reply address", WEIGHTS["reply address"], address)
        for piece in re.split(r"[+@._=-]", address):
            if (request := index.by_token.get(piece)) is not None:
                yield request, Reason("token in recipient", WEIGHTS["token in recipient"], piece)
    for piece in re.findall(r"[a-z0-9]{10}", message.subject.lower()):
        if (request := index.by_token.get(piece)) is not None:
            yield request, Reason("token in subject", WEIGHTS["token in subject"], piece)


def _threads(message: Incoming, index: FilingIndex) -> Iterable[tuple[int, Reason]]:
    if (request := index.by_message_id.get(message.in_reply_to)) is not None:
        yield request, Reason("in reply to", WEIGHTS["in reply to"], message.in_reply_to)
    for reference in message.references:
        if (request := index.by_message_id.get(reference)) is not None:
            yield request, Reason("references", WEIGHTS["references"], reference)


def _likeness(message: Incoming, index: FilingIndex) -> Iterable[tuple[int, Reason]]:
    """Who wrote, and whether it is about the question: neither is enough alone."""
    theirs = message.recipients if message.outgoing else (message.sender,)
    near: set[int] = set()
    for address in theirs:
        requests = [key for body in index.domains.candidates(address) for key in index.by_body.get(body, ())]
        exact = address in index.known_senders
        signal = (
            ("recipient" if exact else "recipient's domain") if message.outgoing else "sender" if exact else "domain"
        )
        seen = address if exact else registered_domain(address)
        near.update(requests)
        for request in requests:
            yield request, Reason(signal, WEIGHTS[signal] / len(requests), seen)
    bare = bare_subject(message.subject)
    holders = index.by_subject.get(bare, set())
    # A subject that many letters of the study bear says "about us", not "this one": it counts among the near only.
    likely = holders & near if bare in index.shared_subjects else holders
    for request in likely:
        yield request, Reason("subject", WEIGHTS["subject"] / len(likely), bare)
    if not near and not message.outgoing:
        # Mail of a shared vendor says only in words whose it is.
        named = index.bodies_named(f"{message.subject}\n{message.text[:4000]}")
        near = {key for body in named for key in index.by_body.get(body, ())}
        for request in near:
            yield request, Reason("names the body", WEIGHTS["names the body"] / len(near), ", ".join(sorted(named)))
    if near:
        yield from _about(message, index, near, bare, bool(holders))


def _about(
    message: Incoming, index: FilingIndex, near: set[int], bare: str, same: bool
) -> Iterable[tuple[int, Reason]]:
    shared = sorted(words_of(bare) & index.subject_words)
    spoken = sorted(word for word in index.keywords if word in message.text.lower())
    for request in near:
        if shared and not same:
            yield request, Reason("subject words", WEIGHTS["subject words"] / len(near), ", ".join(shared[:5]))
        if spoken:
            yield request, Reason("words", WEIGHTS["words"] / len(near), ", ".join(spoken[:5]))


def bare_subject(subject: str) -> str:
    """The subject without "Re:", "Automatic reply:" and the like, in lower case, spaces folded."""
    return " ".join(_PREFIXES.sub("", subject).lower().split())


def words_of(text: str) -> frozenset[str]:
    """The words of four letters and more, in lower case."""
    return frozenset(word.lower() for word in _WORD.findall(text))


@lru_cache(maxsize=8)  # a message is asked twice: when it is filed, and when it teaches its references
def references_in(text: str) -> frozenset[str]:
    """The case numbers a text mentions, in upper case without spaces. At least four digits each: dates and section
    numbers are no references."""
    found = {match.group(1) for match in _REFERENCE.finditer(text)} | set(_CODE.findall(text))
    tidy = {"".join(one.upper().split()).strip("-/._") for one in found}
    return frozenset(
        one for one in tidy if sum(char.isdigit() for char in one) >= 4 and len(one) <= 40 and not _dated(one)
    )


_DATE = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{4}[/.-]\d{1,2}[/.-]\d{1,2}|(?:19|20)\d\d")
_ACT = re.compile(r"(?:ACT|FOIS?A?|REGULATIONS?|EIRS?|OF|S|SECTION)[-/]?(?:(?:19|20)\d\d)?")


def _dated(reference: str) -> bool:
    return bool(_DATE.fullmatch(reference) or _ACT.fullmatch(reference))
