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
    TeachingTurn.objects.filter(study_id=study.key).delete()
    TeachingTurn.objects.bulk_create(
        TeachingTurn(request_id=one.request, study_id=study.key, turn=number, alike=one.alike)
        for number, one in enumerate(turns(by_key, coded_by_people(by_key)), 1)
    )
