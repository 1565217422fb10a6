"""Whose turn it is: the order in which requests teach the machine most, kept for the coding pages."""

from collections.abc import Mapping

from django.db import transaction

from askall.asking import services as asking
from askall.coding.models import TeachingTurn
from askall.coding.services.learnt import coded_by_people
from askall.coding.turns import Kinds, turns
from askall.study.records import StudyRecord


@transaction.atomic
def keep_turns(study: StudyRecord, kinds: Mapping[str, Kinds]) -> None:
    """Work out the order anew from the kinds of every request that was read, by its id."""
    keys = asking.request_keys(study=study.slug, ids=kinds)
    by_key = {keys[request]: some for request, some in kinds.items()}
    rows = [
        TeachingTurn(request_id=one.request, study_id=study.key, turn=number, alike=one.alike)
        for number, one in enumerate(turns(by_key, coded_by_people(by_key)), 1)
    ]
    # Locked and written in one order: two who read beside each other follow one another, or write the same rows over.
    rows.sort(key=lambda row: row.request_id)
    before = TeachingTurn.objects.filter(study_id=study.key).order_by("pk")
    stale = set(before.select_for_update().values_list("pk", flat=True)).difference(row.request_id for row in rows)
    TeachingTurn.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["request"], update_fields=["study", "turn", "alike"]
    )
    TeachingTurn.objects.filter(pk__in=stale).delete()
