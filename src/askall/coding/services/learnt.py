"""What was learnt from people's codings: the newest model, and whose requests it is not used on."""

from collections.abc import Iterable

from askall.coding.models import CodedBy, LearntModel
from askall.reading.learning import LEARNER, Model, model_from_json
from askall.reading.services import READER_VERSION
from askall.study.records import StudyRecord

VERSION = f"{READER_VERSION}, {LEARNER}"


def newest(study: StudyRecord) -> LearntModel | None:
    """The newest row that fits the study's codebook, the reader and the learner."""
    found = LearntModel.objects.filter(study_id=study.key, codebook_id=study.codebook_key, reader=VERSION)
    return found.order_by("-pk").first()


def model_of(study: StudyRecord) -> Model:
    """The model in use; one that changes nothing where nothing was learnt."""
    row = newest(study)
    return model_from_json(row.model) if row else Model()


def coded_by_people(requests: Iterable[int]) -> frozenset[int]:
    """Those of these requests that any person has coded."""
    found = CodedBy.objects.filter(request_id__in=list(requests)).values_list("request_id", flat=True)
    return frozenset(found)
