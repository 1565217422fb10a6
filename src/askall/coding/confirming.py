"""What a person's coding of the outcome says of the events the machine suggested: which are so, which are not, and
which it missed. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from askall.asking.records import ANSWERS, EVENT_OF_OUTCOME, Event, Quoted
from askall.coding.records import Quote
from askall.mail.records import StoredMessage

# With these outcomes no mail of the request decided anything.
UNDECIDED = frozenset({"acknowledged", "clarification_asked", "no_reply", "undeliverable"})


@dataclass(frozen=True, slots=True)
class Verdicts:
    """Keys of suggestions, by what the coding says of them."""

    accepted: tuple[int, ...] = ()
    rejected: tuple[int, ...] = ()


def mails_quoted(quotes: Iterable[Quote], thread: Sequence[StoredMessage]) -> tuple[StoredMessage, ...]:
    """The mails whose words, or whose attachments' words, are quoted, in order of time."""
    files = {quote.sha256 for quote in quotes}
    return tuple(
        one
        for one in thread
        if not one.outgoing and (one.sha256 in files or any(file.sha256 in files for file in one.attachments))
    )


def verdicts(outcome: str, quoted: Iterable[StoredMessage], suggested: Sequence[Event]) -> Verdicts:
    """A suggestion of the same kind is so if its mail is quoted, or if it is the only one of its kind. One of another
    kind is not, if its mail is quoted, or if the outcome is that nothing was decided. Of dates the outcome says
    nothing, and of mails that are not quoted little."""
    kind, sources = EVENT_OF_OUTCOME.get(outcome), {one.sha256 for one in quoted}
    same = [one for one in suggested if one.kind == kind]
    accepted = [one for one in same if one.source in sources] or (same if len(same) == 1 else [])
    rejected = [
        one
        for one in suggested
        if (one.kind in ANSWERS and one.kind != kind and (one.source in sources or outcome in UNDECIDED))
        or (one.kind == "acknowledged" and kind in ANSWERS and one.source in sources)
    ]
    return Verdicts(tuple(one.key for one in accepted), tuple(one.key for one in rejected))


def missed(
    outcome: str, quotes: Iterable[Quote], quoted: Iterable[StoredMessage], suggested: Iterable[Event], at: datetime
) -> tuple[Event, ...]:
    """What the quoted mails say by this outcome and nobody has suggested: where the machine read nothing, or something
    else, the person's word is logged, or the request would stay among those that were never answered."""
    kind = EVENT_OF_OUTCOME.get(outcome)
    note = outcome if kind in ANSWERS - {"transferred"} else ""  # a transfer's note is the body it went to
    known = {one.source for one in suggested if one.kind == kind}
    by_file: Mapping[str, list[Quote]] = _by_file(quotes)
    return tuple(
        Event(kind, one.sent_at or one.imported_at or at, one.sha256, note, True, evidence=_evidence(one, by_file))
        for one in quoted
        if kind and one.sha256 not in known
    )


def _by_file(quotes: Iterable[Quote]) -> dict[str, list[Quote]]:
    found: dict[str, list[Quote]] = {}
    for quote in quotes:
        found.setdefault(quote.sha256, []).append(quote)
    return found


def _evidence(mail: StoredMessage, by_file: Mapping[str, Sequence[Quote]]) -> tuple[Quoted, ...]:
    files = (mail.sha256, *(file.sha256 for file in mail.attachments))
    return tuple(
        Quoted(one.sha256, one.part, one.start, one.end, one.quote)
        for file in dict.fromkeys(files)
        for one in by_file.get(file, ())
    )
