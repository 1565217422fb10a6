"""Where the coding of every request stands, kept in step with the codings: for lists and figures of 45,000 requests
that answer at once."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db import transaction

from askall.asking import services as asking
from askall.asking.services import board
from askall.coding.forms import Standing, standing_of
from askall.coding.models import CitedSection, CodedBy, CodingBasis, CodingStanding, stored_codings
from askall.coding.needs import OUTCOME
from askall.coding.provisions import section_of
from askall.coding.records import Coding
from askall.coding.services.kept import decided
from askall.foundation.work import Progress
from askall.study.records import StudyRecord
from askall.team import services as team

CHUNK = 1000


@transaction.atomic
def restate(*, study: StudyRecord, requests: Iterable[int]) -> None:
    """Fold the codings of these requests again; call it in the transaction that added to them."""
    # Locked first: of two that code beside each other, the later one folds what the earlier one said.
    list(CodingBasis.objects.select_for_update(no_key=True).filter(study_id=study.key))
    if not _in_step(study):
        restate_all(study=study)
        return
    keys = sorted(set(requests))
    for start in range(0, len(keys), CHUNK):
        _fold(study, keys[start : start + CHUNK])


@transaction.atomic
def restate_all(*, study: StudyRecord, progress: Progress | None = None) -> int:
    """Fold the codings of every request again, as after a change of the codebook; the number of requests."""
    basis = {"codebook_id": study.codebook_key, "coders": study.protocol.coders}
    CodingBasis.objects.update_or_create(study_id=study.key, defaults=basis)
    found = board.standings(board.Filters(study=study.slug), date.max)
    keys = list(found.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), CHUNK):
        _fold(study, keys[start : start + CHUNK])
        if progress:
            progress(min(start + CHUNK, len(keys)))
    return len(keys)


def keep_in_step(study: StudyRecord) -> None:
    """Fold all again if the codebook or the number of coders has changed since: an earlier stage changes those and
    knows nothing of codings."""
    if not _in_step(study):
        restate_all(study=study)


def _in_step(study: StudyRecord) -> bool:
    basis = CodingBasis.objects.filter(study_id=study.key).values_list("codebook_id", "coders").first()
    return basis == (study.codebook_key, study.protocol.coders)


def _fold(study: StudyRecord, keys: Sequence[int]) -> None:
    records = asking.requests(study=study.slug, keys=keys)
    for table in (CodingStanding, CodedBy, CitedSection):
        table.objects.filter(request_id__in=keys).delete()
    given = stored_codings({one.key: one.id for one in records}, with_quotes=False)
    machine = _outcomes_of_machine(given)
    decisions = decided(study, given)
    folded = {
        one.key: standing_of(one.body, decisions[one.id], machine.get(one.id), study.codebook.questions)
        for one in records
        if one.id in decisions
    }
    CodingStanding.objects.bulk_create(_row(study, key, one) for key, one in folded.items())
    people = {handle: team.person(handle=handle).pk for one in folded.values() for handle in one.coders}
    CodedBy.objects.bulk_create(
        CodedBy(request_id=key, coder_id=people[handle]) for key, one in folded.items() for handle in one.coders
    )
    CitedSection.objects.bulk_create(
        CitedSection(request_id=key, study_id=study.key, section=section_of(cited)[:40], provision=cited[:60])
        for key, one in folded.items()
        for cited in dict.fromkeys(one.provisions)
    )


def _outcomes_of_machine(given: Iterable[Coding]) -> dict[str, Coding]:
    """The machine's last word on the outcome of each request."""
    return {one.request: one for one in given if one.role == "machine" and one.variable == OUTCOME}


def _row(study: StudyRecord, key: int, one: Standing) -> CodingStanding:
    return CodingStanding(
        request_id=key,
        study_id=study.key,
        state=one.state,
        outcome=one.outcome,
        settled=one.settled,
        disputed=list(one.disputed),
        disputes=len(one.disputed),
        coders=list(one.coders),
    )
