"""Learning from people's codings: when it is time, and what it gained."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from askall.asking import services as asking
from askall.coding.decide import AWAITING, Decision
from askall.coding.machine import lessons_of
from askall.coding.models import LearntModel
from askall.coding.needs import OUTCOME
from askall.coding.services.kept import decisions, in_chunks, threads_of
from askall.coding.services.learnt import VERSION, newest
from askall.foundation.work import Progress
from askall.reading import services as reading
from askall.reading.evaluation import Figures
from askall.reading.evaluation_picture import picture
from askall.reading.learning import FEWEST, Learnt, Lesson, learn
from askall.reading.thread import combine
from askall.study.records import StudyRecord

AGAIN = 0.2  # by how much the decisions must have grown before it is worth learning again
WAYS = {
    "none": "Nothing was changed: the reader alone does as well on codings it was not taught by.",
    "calibrate": "How sure the machine says it is was corrected; what it suggests stays.",
    "choose": "The machine now also prefers other values it had put second, and says truer how sure it is.",
}


@dataclass(frozen=True, slots=True)
class LearntRecord:
    """What was learnt, when, from how much; figures of the reader before and after, on codings it was not taught by."""

    at: datetime
    decisions: int
    report: dict[str, Any]
    picture: str

    @property
    def sentence(self) -> str:
        """What changed, in one sentence."""
        return WAYS[self.report["way"]]


def learn_from_codings(*, study: StudyRecord, at: datetime, progress: Progress | None = None) -> LearntRecord:
    """Learn from every value that people have given, and use it from now on. Takes seconds."""
    found = learn(lessons(study), study.protocol.abstain_below, progress)
    row = LearntModel.objects.create(
        study_id=study.key,
        codebook_id=study.codebook_key,
        reader=VERSION,
        decisions=found.lessons,
        at=at,
        model=found.model.as_json(),
        report=_report(found),
        picture=picture({"the reader alone": found.before, "with what was learnt": found.after}),
    )
    return _record(row)


def learn_if_due(*, study: StudyRecord, at: datetime, progress: Progress | None = None) -> LearntRecord | None:
    """Learn anew if people have given at least ten values, and a fifth more than last time; None if it is not time."""
    known, row = _decided(study), newest(study)
    before = row.decisions if row else 0
    if known < FEWEST or known < before + max(1.0, AGAIN * before):
        return None
    return learn_from_codings(study=study, at=at, progress=progress)


def learnt(*, study: StudyRecord) -> LearntRecord | None:
    """What was learnt last; None if nothing was yet, or the codebook or the reader has changed since."""
    row = newest(study)
    return _record(row) if row else None


def _record(row: LearntModel) -> LearntRecord:
    return LearntRecord(row.at, row.decisions, row.report, row.picture)


def _decided(study: StudyRecord) -> int:
    return sum(len(values) for values in _values(study).values())


def _values(study: StudyRecord) -> dict[str, dict[str, Decision]]:
    """Request id → variable → what people say of it: the final value, or a first coder's while a second is awaited.
    Where they disagree they teach nothing yet."""
    return {
        request: {name: one for name, one in decided.items() if one.final or one.state == AWAITING}
        for request, decided in decisions(study=study, with_quotes=False).items()
    }


def lessons(study: StudyRecord) -> Iterator[Lesson]:
    """In the order in which people decided: the newest count where there are too many."""
    said = _values(study)
    given: list[tuple[datetime, Lesson]] = []
    for chunk in in_chunks([one for one in asking.requests(study=study.slug) if said.get(one.id)]):
        threads = threads_of(chunk)
        read = reading.readings(study=study, messages=[one.key for thread in threads.values() for one in thread])
        for request in chunk:
            thread = [read[one.key].reading for one in threads[request.key] if one.key in read]
            if thread:
                decided = said[request.id]
                values = {name: one.value or one.codings[0].value for name, one in decided.items()}
                for one in lessons_of(request.body.id, combine(thread), values, study.codebook.questions):
                    given.append((max(coding.at for coding in decided[one.variable].codings), one))
    yield from (lesson for _, lesson in sorted(given, key=lambda one: one[0]))


def _report(found: Learnt) -> dict[str, Any]:
    return {
        "way": found.model.way,
        "lessons": found.lessons,
        "bodies": found.bodies,
        "before": found.before.as_json(),
        "after": found.after.as_json(),
        "questions": [
            {"variable": variable, "before": _counts(before), "after": _counts(after)}
            for variable, before, after in sorted(found.by_variable, key=lambda one: one[0] != OUTCOME)
        ],
    }


def _counts(found: Figures) -> dict[str, Any]:
    """The figures of one question without its curve: those are too few cases to draw."""
    return {name: one for name, one in found.as_json().items() if name not in ("curve", "bins", "confusion")}
