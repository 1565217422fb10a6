"""Datasets: frozen once from what people decided, with how far they agree, and checked ever after."""

from datetime import datetime
from importlib.metadata import version
from itertools import count
from pathlib import Path
from typing import Any

from django.db import transaction

from askall.asking import services as asking
from askall.bodies import services as bodies
from askall.bodies.frame import later
from askall.bodies.register import Register
from askall.coding.agreement_table import agreement_table, machine_agreement_table, metrics_of
from askall.coding.dataset import claims_as_json, codebook_as_json, write_dataset
from askall.coding.decide import decide_all
from askall.coding.freezing import (
    CodedRequest,
    answer_rows,
    body_row,
    evidence_rows,
    is_complete,
    published_names,
    request_row,
    timeline_rows,
)
from askall.coding.models import Freeze
from askall.coding.records import DatasetInfo
from askall.coding.services.codings import reader_alone
from askall.coding.services.kept import codings, decisions, in_chunks, stored_texts, threads_of
from askall.coding.soundness import stands
from askall.foundation.clock import uk_date
from askall.foundation.errors import BadInput, CheckFailed
from askall.foundation.files import hash_of
from askall.study.records import StudyRecord
from askall.team import services as team


def coded_requests(*, study: StudyRecord) -> tuple[CodedRequest, ...]:
    """Every request of the study with its mail, its texts and its decisions."""
    decided, texts = decisions(study=study), stored_texts(study=study)
    return tuple(
        CodedRequest(one, decided.get(one.id, {}), threads[one.key], tuple(texts[one.id].values()))
        for chunk in in_chunks(asking.requests(study=study.slug))
        for threads in [threads_of(chunk)]
        for one in chunk
    )


def agreement(*, study: StudyRecord) -> tuple[dict[str, dict[str, Any]], dict[str, dict[str, Any]]]:
    """Agreement between people, and between the machine's suggestions and the final values, by variable.

    The machine's side is what the reader says without anything that people taught it, derived anew: so it neither rests
    on what they told it, nor on when it was told.
    """
    given, metrics = codings(study=study), metrics_of(study.codebook.questions)
    people = [one for one in given if one.role != "machine"]
    machine = reader_alone(study=study, requests={one.request for one in people})
    final = decide_all(people, study.protocol.coders)
    return agreement_table(people, metrics), machine_agreement_table(machine, final, metrics)


def freeze(
    *, study: StudyRecord, folder: Path, register: Register, by: str, at: datetime, allow_uncoded: bool = False
) -> Path:
    """Write the next numbered dataset of the study below `folder` and return its folder. It never changes.

    Raises BadInput if requests with mail are not finally coded, unless `allow_uncoded`: then they are in the dataset
    as "not_coded" and counted as unknown. Raises CheckFailed if an answer's words no longer stand in its file.
    """
    coded = coded_requests(study=study)
    waiting = [one for one in coded if not is_complete(one, study.codebook.questions)]
    if waiting and not allow_uncoded:
        examples = ", ".join([*(one.id for one in waiting[:5]), *(["…"] if len(waiting) > 5 else [])])
        raise BadInput(
            f"{len(waiting)} of {len(coded)} requests are not finally coded ({examples}). "
            "Code or adjudicate them, or freeze with --allow-uncoded: they then count as unknown."
        )
    if lost := lost_quotes(study=study):
        raise CheckFailed("\n".join(["Nothing is frozen, for words that answers rest on are gone:", *lost[:20]]))
    number, target = _next_dataset(study, folder)
    names = published_names(one.coder for one in codings(study=study) if one.role != "machine")
    today = uk_date(at)
    write_dataset(
        target,
        _info(study, at, len(waiting)),
        bodies=[body_row(one, later(one, register, today)) for one in bodies.frame(key=study.frame_key).bodies],
        requests=[request_row(one, names, today) for one in coded],
        answers=[row for one in coded for row in answer_rows(one, names)],
        evidence=[row for one in coded for row in evidence_rows(one)],
        timeline=[row for one in coded for row in timeline_rows(one)],
        codebook_json=codebook_as_json(study.codebook),
        claims_json=claims_as_json(study.protocol.claims),
        keep=[word for question in study.codebook.questions for word in question.keywords],
    )
    with transaction.atomic():
        Freeze.objects.create(
            study_id=study.key,
            number=number,
            folder=target.name,
            manifest_sha256=hash_of((target / "manifest.json").read_bytes()),
            at=at,
            by=team.person(handle=by),
        )
        team.record(by=by, at=at, action="dataset frozen", subject=study.slug, detail={"number": number})
    return target


def _next_dataset(study: StudyRecord, folder: Path) -> tuple[int, Path]:
    """The first number that has neither a record nor a folder: a crash between the two leaves a folder without one."""
    used = set(Freeze.objects.filter(study_id=study.key).values_list("number", flat=True))
    number = next(one for one in count(max(used, default=0) + 1) if not (folder / f"{study.slug}-{one}").exists())
    return number, folder / f"{study.slug}-{number}"


def _info(study: StudyRecord, at: datetime, uncoded: int) -> DatasetInfo:
    people, machine = agreement(study=study)
    protocol = study.protocol
    return DatasetInfo(
        study={
            "title": protocol.title,
            "organisations": list(protocol.organisations),
            "contact": protocol.contact,
            "summary": protocol.summary,
            "coders": protocol.coders,
        },
        as_at=protocol.as_at,
        frozen_at=at,
        frame_sha256=bodies.frame(key=study.frame_key).sha256,
        codebook_version=study.codebook.version,
        codebook_sha256=study.codebook.sha256,
        askall_version=version("askall"),
        synthetic=protocol.synthetic,
        agreement=people,
        machine_agreement=machine,
        notes=(f"{uncoded} requests with mail were not finally coded and count as unknown.",) if uncoded else (),
    )


def newest_dataset(*, study: StudyRecord, folder: Path) -> Path:
    """The study's newest dataset below `folder`. Raises BadInput if there is none."""
    row = Freeze.objects.filter(study_id=study.key).order_by("-number").first()
    if row is None:
        raise BadInput(f"“{study.slug}” has no frozen dataset yet: askall freeze")
    return folder / row.folder


def lost_quotes(*, study: StudyRecord) -> list[str]:
    """A sentence for each quote that counts and no longer stands in the text of a file of its request."""
    texts = stored_texts(study=study)
    return [
        f"{one.request}, {one.variable}: the quote “{quote.quote[:60]}” does not stand in file {quote.sha256}."
        for decided in decisions(study=study).values()
        for decision in decided.values()
        for one in decision.codings
        for quote in one.quotes
        if not stands(quote, texts[one.request])
    ]


def changed_datasets(*, study: StudyRecord, folder: Path) -> list[str]:
    """A sentence for each frozen dataset that is gone from `folder` or no longer what was frozen."""
    return [
        f"The dataset {row.folder} is not what was frozen on {row.at.date()}."
        for row in Freeze.objects.filter(study_id=study.key)
        if not (path := folder / row.folder / "manifest.json").is_file()
        or hash_of(path.read_bytes()) != row.manifest_sha256
    ]
