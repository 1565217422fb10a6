"""What is coded of an outcome confirms, or rejects, what the machine read of the request's clock."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from askall.asking import services as asking
from askall.asking.records import Event, RequestRecord
from askall.coding.confirming import mails_quoted, missed, verdicts
from askall.coding.needs import OUTCOME
from askall.coding.records import Coding
from askall.coding.services.kept import in_chunks, threads_of
from askall.mail.records import StoredMessage
from askall.study.records import StudyRecord


@dataclass(frozen=True, slots=True)
class _Coded:
    """The outcome of one request as just coded, with the mails it quotes."""

    request: RequestRecord
    coding: Coding
    quoted: tuple[StoredMessage, ...]


def settle_events(*, study: StudyRecord, codings: Iterable[Coding], keys: Mapping[str, int], at: datetime) -> None:
    """Judge the suggested events of each request by the newest of these codings of its outcome; call it in the
    transaction that kept them. `keys` are the requests' by id. Codings of the machine judge nothing."""
    newest = {keys[one.request]: one for one in codings if one.variable == OUTCOME and one.role != "machine"}
    if not newest:
        return
    for chunk in in_chunks(asking.requests(study=study.slug, keys=newest)):
        threads = threads_of(chunk)
        alike: dict[tuple[str, str], list[_Coded]] = defaultdict(list)
        for one in chunk:
            coding = newest[one.key]
            coded = _Coded(one, coding, mails_quoted(coding.quotes, threads[one.key]))
            alike[coding.coder, coding.value].append(coded)
        for (coder, outcome), listed in alike.items():
            _settle(coder, outcome, listed, at)


def _settle(coder: str, outcome: str, listed: Sequence[_Coded], at: datetime) -> None:
    told = [
        asking.NewEvent(one.request.key, event)
        for one in listed
        for event in missed(outcome, one.coding.quotes, one.quoted, _suggested(one.request.events), at)
    ]
    asking.log_events(events=told, by=coder, at=at)
    suggested: dict[int, list[Event]] = defaultdict(list)
    for each in asking.suggestions(pending=False, requests=[one.request.key for one in listed]):
        suggested[each.request].append(each.event)
    said = [verdicts(outcome, one.quoted, suggested[one.request.key]) for one in listed]
    so, not_so = [key for one in said for key in one.accepted], [key for one in said for key in one.rejected]
    why = f"outcome coded as {outcome}"
    asking.judge_events(events=so, accepted=True, by=coder, at=at, why=why)
    asking.judge_events(events=not_so, accepted=False, by=coder, at=at, why=why)


def _suggested(events: Iterable[Event]) -> list[Event]:
    return [one for one in events if one.suggested]
