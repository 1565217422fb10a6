"""A language model beside the reader: which questions it is asked, what of the letters never leaves, and how far it
agrees with people, by itself."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from askall.asking import services as asking
from askall.coding.agreement_table import machine_agreement_table, metrics_of
from askall.coding.decide import decide_all
from askall.coding.hiding import hider_for
from askall.coding.machine import machine_codings, unsaid
from askall.coding.services.codings import NEVER, filled_by_model, reader_words, save_suggestions
from askall.coding.services.kept import codings, decisions
from askall.foundation.work import Progress
from askall.reading import services as reading
from askall.reading.services.calls import Call
from askall.study.codebook import applies
from askall.study.records import Question, StudyRecord


def preview_language_model(*, study: StudyRecord) -> reading.Preview:
    """What would leave the computer if the study's language model were asked; nothing does."""
    return reading.preview_model(study=study, wanted=_wanted(study), hide=hider_for(study.codebook.questions))


def ask_language_model(
    *,
    study: StudyRecord,
    at: datetime,
    call: Call | None = None,
    only_known: bool = False,
    progress: Progress | None = None,
) -> reading.ModelRun:
    """Have the study's language model read what the reader abstained from, and keep what holds as the machine's word,
    also where the endpoint stopped answering on the way. It never counts. As `reading.read_with_model`."""
    run = reading.read_with_model(
        study=study,
        wanted=_wanted(study),
        hide=hider_for(study.codebook.questions),
        at=at,
        call=call,
        only_known=only_known,
        progress=progress,
    )
    save_suggestions(study=study, at=at)
    return run


def language_model_agreement(*, study: StudyRecord) -> dict[str, dict[str, Any]]:
    """Per variable, the language model's word against the final values: of those alone that the reader abstained from.
    Empty where study.toml names none. Never part of the reader's own figures."""
    if study.protocol.language_model is None:
        return {}
    given = [one for one in codings(study=study) if one.role != "machine"]
    keys = asking.request_keys(study=study.slug, ids={one.request for one in given})
    reader = reader_words(study=study, requests=keys.values())
    said = filled_by_model(study, keys.values(), reader)
    words = {request: {name: one for name, one in found.items() if one.by_model} for request, found in said.items()}
    version = study.codebook.version
    machine = [one for request, each in words.items() for one in machine_codings(request, each, version, NEVER)]
    decided = decide_all(given, study.protocol.coders)
    final = [one for one in decided if unsaid(reader.get(one.request, {}), one.variable)]
    found = machine_agreement_table(machine, final, metrics_of(study.codebook.questions))
    return {variable: one for variable, one in found.items() if variable != "outcome"}


def _wanted(study: StudyRecord) -> Mapping[int, tuple[Question, ...]]:
    """Request key → the questions that the reader has no value for, or only a guess, of requests with mail whose
    answers people have not all given yet. It rests on the reader untaught, so that what was asked once is not asked
    otherwise later."""
    said, decided = reader_words(study=study), decisions(study=study, with_quotes=False)
    wanted: dict[int, tuple[Question, ...]] = {}
    for request in asking.requests(study=study.slug):
        if request.id in said:
            missing = tuple(
                one
                for one in study.codebook.questions
                if unsaid(said[request.id], one.id) and applies(one, request.body)
            )
            known = decided.get(request.id, {})
            if any(one.id not in known or not known[one.id].final for one in missing):
                wanted[request.key] = missing
    return wanted
