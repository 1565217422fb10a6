"""What happened to a request, in one line of time: mail with what was read in it, other events, and due dates."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from askall.asking.records import Event, OutboxRow
from askall.coding.records import Quote
from askall.foundation.clock import UK
from askall.mail.records import FiledAs
from askall.web.threads import MessageView, anchor

QUIET = frozenset({"opened", "received"})
"""Events that tell nothing beside the mail they came with."""
OF_MESSAGES = frozenset({"", "message", "e-mail"})
"""Labels of a mail's own text, beside which a quote from it stands anyway."""
OUTCOME = "outcome"
OUTCOMES = frozenset(
    {"acknowledged", "clarification_asked", "replied", "refused", "transferred", "review_answered", "review_upheld"}
)
"""Events that say what the machine's suggestion of an outcome says, by the same words."""


@dataclass(frozen=True, slots=True)
class Place:
    """Words something rests on, and the anchor of their place on the page."""

    quote: str
    anchor: str
    where: str = ""  # in which page or cell of which file; "" of a message


@dataclass(frozen=True, slots=True)
class Read:
    """An event as the page tells it: what happened, and the words it was read in."""

    event: Event
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Suggested:
    """What the machine suggests for a variable by one message."""

    variable: str
    value: str
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One place in the line of time. Of mail `view` is set, with what was `read` in it and what it is `known` as;
    of an event that came with no message here `read` alone; of a due date `label`. `letter` is what the
    outbox knows of a mail of ours, or of a letter that has not become one."""

    at: datetime | None
    kind: str
    view: MessageView | None = None
    known: tuple[str, ...] = ()
    read: tuple[Read, ...] = ()
    suggested: tuple[Suggested, ...] = ()
    filings: tuple[FiledAs, ...] = ()
    letter: OutboxRow | None = None
    label: str = ""
    note: str = ""

    @property
    def pending(self) -> int:
        """How many events of it wait to be confirmed."""
        return sum(one.event.pending for one in self.read)


def place_of(quote: Quote, cell: str = "") -> Place:
    """Where a quote stands: on our page, and in its file. `cell` is that of its sheet, where it is known."""
    label = "" if quote.label in OF_MESSAGES else quote.label
    named = f"cells {cell}" if " " in cell else f"cell {cell}" if cell else ""
    where = ", ".join(filter(None, (label, named)))
    return Place(quote.quote, anchor(quote.sha256, quote.part, quote.start), where)


def quotes_of(events: Iterable[Event]) -> list[Quote]:
    """The words that events rest on."""
    return [
        Quote(one.sha256, one.part, "", one.start, one.end, one.quote) for event in events for one in event.evidence
    ]


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside mail: the machine's suggestions by message key, how it was filed by hash, and the letters of
    the outbox by their Message-ID."""

    suggested: Mapping[int, Sequence[Suggested]]
    filings: Mapping[str, Sequence[FiledAs]]
    letters: Mapping[str, OutboxRow]


def history(
    views: Sequence[MessageView], events: Iterable[Event], beside: Beside, days: Iterable[tuple[date, str, str]]
) -> tuple[Entry, ...]:
    """Everything in order of time. `days` are (day, what it is, why): each stands at the end of its day."""
    by_source: dict[str, list[Event]] = defaultdict(list)
    for one in events:
        if one.kind not in QUIET:
            by_source[one.source].append(one)
    entries = [_mail(view, by_source.pop(view.record.sha256, ()), beside) for view in views]
    entries += [Entry(one.at, "event", read=(_read(one),)) for rest in by_source.values() for one in rest]
    there = {view.record.message_id for view in views}
    entries += [
        Entry(one.tried_at or one.queued_at, "letter", letter=one)
        for name, one in beside.letters.items()
        if name not in there
    ]
    entries += [Entry(_end_of(day), "due", label=label, note=note) for day, label, note in days]
    return tuple(sorted(entries, key=lambda one: one.at or datetime.min.replace(tzinfo=UTC)))


def _mail(view: MessageView, events: Iterable[Event], beside: Beside) -> Entry:
    record, listed = view.record, list(events)
    told = any(one.suggested and one.kind in OUTCOMES for one in listed)
    suggested = beside.suggested.get(record.key, ())
    return Entry(
        record.sent_at or record.imported_at,
        "mail",
        view,
        known=tuple(dict.fromkeys(one.kind for one in listed if not one.suggested)),
        read=tuple(_read(one) for one in listed if one.suggested),
        suggested=tuple(one for one in suggested if not (one.variable == OUTCOME and told)),
        filings=tuple(beside.filings.get(record.sha256, ())),
        letter=beside.letters.get(record.message_id),
    )


def _read(event: Event) -> Read:
    return Read(event, tuple(place_of(one) for one in quotes_of([event])))


def _end_of(day: date) -> datetime:
    return datetime.combine(day, time(23, 59, 59), tzinfo=UK)
