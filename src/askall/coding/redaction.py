"""Personal data is taken out of text before it is published, and one can see that it was.

Redacted are direct e-mail addresses, telephone numbers and people's names where the form of a letter shows that they
are names: greetings, closings, signatures, mail headers, titles. A public mailbox (foi@…) stays. What is redacted is
declared column by column in `personal.py`. The rule works on form alone and cannot know every name: a person looks
over what is published.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from askall.coding import redaction_contacts, redaction_names
from askall.coding.redaction_marks import MARKERS, MASK, hide

Detector = Callable[[str, frozenset[str]], Iterable[tuple[int, int]]]

# Names first: a name is recognised by the address that follows it.
_DETECTORS: tuple[tuple[str, Detector], ...] = (
    ("name", redaction_names.names),
    ("e-mail", redaction_contacts.direct_addresses),
    ("phone", redaction_contacts.phone_numbers),
)


@dataclass(frozen=True, slots=True)
class PersonalSpan:
    """`text[start:end]` of the text as received is personal. `kind`: "name", "e-mail" or "phone"."""

    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Redacted:
    """The text to publish, and what was taken out, as places in the text as received."""

    text: str
    spans: tuple[PersonalSpan, ...]


def redact(text: str, keep: Collection[str] = ()) -> Redacted:
    """`text` with personal data replaced by "[name removed]", "[e-mail removed]" or "[phone removed]".

    `keep` are words that are no person's name here, such as the study's keywords and the name of the body. Redacting
    twice changes nothing more.
    """
    spans = personal_spans(text, keep)
    return Redacted(redact_slice(text, spans, 0, len(text)), spans)


def personal_spans(text: str, keep: Collection[str] = ()) -> tuple[PersonalSpan, ...]:
    """The places of personal data in `text`, in order, without overlap.

    Look at the whole letter: a name in a sentence is known from the signature at its end.
    """
    return _spans(text, _words(frozenset(keep))) if text else ()


@lru_cache(maxsize=1024)
def _words(phrases: frozenset[str]) -> frozenset[str]:
    """A study's words are the same for thousands of cells: they are taken apart once."""
    return frozenset(word.casefold() for phrase in phrases for word in phrase.split())


def redact_slice(text: str, spans: Iterable[PersonalSpan], start: int, end: int) -> str:
    """`text[start:end]` redacted. A span that crosses an edge leaves its marker, so that no half of a name shows."""
    return "".join(_pieces(text, spans, start, end))


def _pieces(text: str, spans: Iterable[PersonalSpan], start: int, end: int) -> Iterator[str]:
    at = start
    for span in spans:
        if span.end > start and span.start < end:
            yield text[at : max(at, span.start)]
            yield MARKERS[span.kind]
            at = min(span.end, end)
    yield text[at:end]


@lru_cache(maxsize=64)
def _spans(text: str, keep: frozenset[str]) -> tuple[PersonalSpan, ...]:
    """Detects until nothing more is found, hiding each find behind a mask of the same length.

    What stands between two finds is thus looked at as it will be in the published text; that makes redaction stable.
    """
    masked = hide(text)
    spans: list[PersonalSpan] = []
    while True:
        before = len(spans)
        for kind, detector in _DETECTORS:
            for start, end in _apart(detector(masked, keep)):
                spans.append(PersonalSpan(kind, start, end))
                masked = masked[:start] + MASK * (end - start) + masked[end:]
        if len(spans) == before:
            return tuple(sorted(spans, key=lambda span: span.start))


def _apart(places: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The places in order, the longer of two that overlap."""
    last = 0
    for start, end in sorted(places, key=lambda place: (place[0], -place[1])):
        if start >= last:
            yield start, end
            last = end
