"""What filing looks things up in: requests by their marks, bodies by their addresses and names, studies by their words.

Each lookup is by key, so that a message costs the same among 100,000 others.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from askall.bodies.domains import DomainIndex, host_of, is_vendor
from askall.mail.references import bare_subject, words_of

_NAME_WORD = re.compile(r"[^\W_]+")
# An office said with a place: "Wexbarrow Council" is the one council that is registered as of Wexbarrow.
_OFFICES = frozenset(
    [
        "council",
        "police",
        "constabulary",
        "nhs",
        "trust",
        "hospital",
        "hospitals",
        "university",
        "college",
        "authority",
        "board",
    ]
)
ALONE, WITHIN, PLACE = 0.75, 0.3, 0.15
"""How far a name is to be believed: alone on its line, as in a letterhead or below a letter; within a sentence, where
other bodies are named too; and no more than the name of the place."""
LONGEST_LINE = 120


@dataclass(slots=True)
class Asked:
    """A request as filing sees it. `days` are those our letters to it went out on."""

    key: int
    token: str
    reply_address: str
    body: str
    study: str = ""
    wave: int = 1
    days: set[date] = field(default_factory=set)
    answered: bool = False

    @property
    def sent_on(self) -> date | None:
        """The day of the first letter; None while none is known."""
        return min(self.days, default=None)


class Words:
    """Words and phrases, found at the beginning of a word whatever their case; in the plural also in the singular."""

    def __init__(self, words: Iterable[str]) -> None:
        given = {word.lower().strip() for word in words if word.strip()}
        listed = sorted({_singular(word) for word in given}, key=len, reverse=True)
        self.listed = frozenset(given)
        self._pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, listed))})") if listed else None

    def found_in(self, text: str) -> list[str]:
        """Those that stand in a text in lower case, each once, in order."""
        return list(dict.fromkeys(self._pattern.findall(text))) if self._pattern else []


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 5 and word.endswith("s") and not word.endswith("ss") else word


@dataclass(slots=True)
class Study:
    """What tells a study: the words of its questions, and its own addresses."""

    words: Words
    addresses: frozenset[str] = frozenset()


@dataclass(slots=True)
class _Node:
    """What may follow the words so far, and who is called by them: bodies by name, and by place with their names."""

    following: dict[str, "_Node"] = field(default_factory=dict)
    bodies: set[str] = field(default_factory=set)
    places: dict[str, frozenset[str]] = field(default_factory=dict)


class Names:
    """The names of bodies. A text is gone through once, however many there are."""

    def __init__(self) -> None:
        self._root = _Node()

    def add(self, name: str, place: str, body: str) -> None:
        """The body is called `name` and belongs to `place`."""
        words = _NAME_WORD.findall(name.lower())
        if words:
            self._node(words).bodies.add(body)
        if of := _NAME_WORD.findall(place.lower()):
            self._node(of).places[body] = frozenset(words)

    def _node(self, words: list[str]) -> _Node:
        node = self._root
        for word in words:
            node = node.following.setdefault(word, _Node())
        return node

    def found_in(self, text: str) -> dict[str, float]:
        """Bodies named in a text → ALONE, WITHIN or PLACE. A name within a longer one is not meant."""
        found: dict[str, float] = {}
        for line in text.splitlines():
            written = _NAME_WORD.findall(line)
            words, at = [word.lower() for word in written], 0
            while at < len(words):
                length, bodies, weight = self._longest(words, at)
                if weight > PLACE and len(words) - length <= 1 and len(line) <= LONGEST_LINE:
                    weight = ALONE
                for body in bodies if weight > PLACE or (length and written[at][0].isupper()) else ():
                    found[body] = max(found.get(body, 0.0), weight)
                at += length or 1
        return found

    def _longest(self, words: list[str], at: int) -> tuple[int, tuple[str, ...], float]:
        """(words, bodies, weight) of the longest name that begins here; (0, none, 0) if none does."""
        node = self._root
        best: tuple[int, tuple[str, ...], float] = (0, (), 0.0)
        for end in range(at, len(words)):
            if (following := node.following.get(words[end])) is None:
                break
            node = following
            if node.bodies:
                best = end - at + 1, tuple(node.bodies), WITHIN
            elif node.places:
                office = next((word for word in words[end + 1 : end + 2] if word in _OFFICES), "")
                meant = [body for body, name in node.places.items() if office in name]
                best = (end - at + 2, tuple(meant), WITHIN) if meant else (end - at + 1, tuple(node.places), PLACE)
        return best


@dataclass(slots=True)
class FilingIndex:
    """Everything filing looks things up in."""

    domains: DomainIndex
    studies: dict[str, Study] = field(default_factory=dict)
    general: Words = field(default_factory=lambda: Words(()))  # of any request for information
    # Addresses of ours that wrote for several requests: they say "this study", not "this request".
    shared_addresses: set[str] = field(default_factory=set)
    # Subjects we wrote to several bodies: likewise.
    shared_subjects: frozenset[str] = frozenset()
    known_senders: frozenset[str] = frozenset()  # the very addresses the register gives for bodies
    asked: dict[int, Asked] = field(default_factory=dict)
    by_token: dict[str, int] = field(default_factory=dict)
    by_reply_address: dict[str, int] = field(default_factory=dict)
    by_body: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    by_message_id: dict[str, int] = field(default_factory=dict)
    by_reference: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    by_subject: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    bodies_of_sender: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    subject_words: frozenset[str] = frozenset()
    names: "Names" = field(default_factory=lambda: Names())
    by_slug: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def add(self, asked: Asked) -> None:
        """Make a request findable."""
        self.asked[asked.key] = asked
        self.by_token[asked.token.lower()] = asked.key
        self.by_body[asked.body].append(asked.key)
        self.learn_reply_address(asked.reply_address, asked.key)

    def add_name(self, name: str, body: str, place: str = "") -> None:
        """The body is called that, and is the one of that place."""
        self.names.add(name, place, body)
        if slug := "".join(_NAME_WORD.findall((place or name).lower())):
            self.by_slug[slug].add(body)

    def learn_reply_address(self, address: str, request: int) -> bool:
        """Our letter of this request came from that address; whether the address tells requests apart."""
        if not address or address in self.shared_addresses:
            return False
        if self.by_reply_address.setdefault(address, request) != request:
            self.shared_addresses.add(address)
            del self.by_reply_address[address]
        return address in self.by_reply_address

    def learn_letter(self, subject: str, day: date | None, request: int) -> None:
        """A letter of this request bore that subject and went out that day."""
        if bare := bare_subject(subject):
            self.by_subject[bare].add(request)
            self.subject_words |= words_of(bare)
        if day:
            self.asked[request].days.add(day)

    def learn(self, message_id: str, references: Iterable[str], request: int) -> None:
        """A message filed to `request` teaches its id and the references in it."""
        if message_id:
            self.by_message_id[message_id] = request
        for reference in references:
            self.by_reference[reference].add(request)

    def learn_sender(self, address: str, request: int) -> None:
        """A person at that address wrote for this request's body."""
        if address and not is_vendor(address) and request in self.asked:
            self.bodies_of_sender[address].add(self.asked[request].body)

    def bodies_named(self, text: str) -> frozenset[str]:
        """The bodies whose names stand in the text."""
        return frozenset(self.names.found_in(text))

    def bodies_in_address(self, address: str) -> frozenset[str]:
        """Bodies whose place is spelt in an address: wexbarrow@vendor, noreply@wexbarrow.vendor, newwexbarrow.gov.uk.
        Only places that one body has, of six letters at least."""
        pieces = set(re.split(r"[^a-z]+", f"{address.partition('@')[0]}.{host_of(address)}".lower()))
        pieces |= {piece.removeprefix("new").removesuffix("council") for piece in pieces}
        found = [self.by_slug[piece] for piece in pieces if len(piece) >= 6 and piece in self.by_slug]
        return frozenset(body for bodies in found if len(bodies) == 1 for body in bodies)
