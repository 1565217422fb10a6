"""What can be done with codings: sheets out and in, the machine's suggestions beside them, agreement, the freeze."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from importlib.metadata import version
from itertools import count
from pathlib import Path
from typing import Any

from django.db import transaction

from askall.asking import services as asking
from askall.asking.records import RequestRecord
from askall.bodies import services as bodies
from askall.bodies.frame import later
from askall.bodies.register import Register
from askall.coding.agreement_table import agreement_table, machine_agreement_table, metrics_of
from askall.coding.dataset import claims_as_json, codebook_as_json, write_dataset
from askall.coding.decide import Decision, decide_all, disagreements
from askall.coding.forms import BEGUN, DISPUTED, DONE, NOBODY, Case, Entered, Standing, read_form, standing_of
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
from askall.coding.machine import MachineWord, machine_codings, machine_words, sheet_request, stored_texts_of
from askall.coding.models import Freeze, append_codings, stored_codings
from askall.coding.records import Coding, DatasetInfo, Quote, StoredText
from askall.coding.sheet_reading import read_sheet
from askall.coding.sheets import SheetRequest, write_adjudication_sheet, write_sheet
from askall.coding.soundness import fits, refuse_unless_sound, stands
from askall.foundation.clock import uk_date
from askall.foundation.errors import BadInput, CheckFailed
from askall.foundation.files import hash_of, read_input
from askall.mail import services as mail
from askall.mail.records import StoredMessage
from askall.reading import services as reading
from askall.study.records import StudyRecord
from askall.team import services as team
from askall.team.records import MACHINE_READER

CHUNK = 200


# --- Codings in -----------------------------------------------------------------------------------------------------


@transaction.atomic
def save_codings(*, study: StudyRecord, codings: Iterable[Coding], by: str, at: datetime) -> int:
    """Append codings. One whose value is not the codebook's, or whose quote does not stand in the stored text of its
    file, is refused, and with it all.

    A coder's word that repeats the one before it is not written again. The number written.
    """
    listed = list(codings)
    keys = {one.id: one.key for one in asking.requests(study=study.slug)}
    if unknown := {one.request for one in listed} - keys.keys():
        raise BadInput(f"“{study.slug}” has no request “{min(unknown)}”.")
    coded = {keys[one.request] for one in listed}
    texts = stored_texts(study=study, requests=coded)
    for one in listed:
        refuse_unless_sound(one, study.codebook, texts[one.request])
    latest = _latest(study, coded)
    fresh = [one for one in listed if latest.get((one.request, one.variable, one.coder, one.role)) != _said(one)]
    people = {handle: team.person(handle=handle) for handle in {one.coder for one in fresh}}
    if wrong := [one.coder for one in fresh if (people[one.coder].kind == "machine") != (one.role == "machine")]:
        raise BadInput(f"“{wrong[0]}” cannot code in this role. Machines suggest; people code.")
    append_codings(fresh, keys, {handle: one.pk for handle, one in people.items()}, study.codebook_key)
    if fresh:
        team.record(by=by, at=at, action="codings added", subject=study.slug, detail={"n": len(fresh)})
    return len(fresh)


Said = tuple[str, tuple[str, ...], tuple[Quote, ...], int]


def _said(coding: Coding) -> Said:
    return coding.value, coding.provisions, coding.quotes, coding.codebook_version


def _latest(study: StudyRecord, requests: Iterable[int]) -> dict[tuple[str, str, str, str], Said]:
    known = codings(study=study, requests=requests)
    return {(one.request, one.variable, one.coder, one.role): _said(one) for one in known}


def save_suggestions(*, study: StudyRecord, at: datetime) -> int:
    """Write the machine's suggestion for each request as codings of its own, which never count. The number written."""
    suggested = [
        coding
        for request, words in suggestions(study=study).items()
        for coding in machine_codings(request, words, study.codebook.version, at)
    ]
    return save_codings(study=study, codings=suggested, by=MACHINE_READER, at=at)


def suggestions(*, study: StudyRecord, requests: Iterable[int] | None = None) -> dict[str, dict[str, MachineWord]]:
    """Request id → variable → what the machine suggests, for requests that mail came in for."""
    found = {}
    for chunk in _chunks(asking.requests(study=study.slug, keys=requests)):
        threads = _threads(chunk)
        read = reading.readings(study=study, messages=[one.key for thread in threads.values() for one in thread])
        for request in chunk:
            thread = threads[request.key]
            if any(not one.outgoing for one in thread):
                readings = [read[one.key] for one in thread if one.key in read]
                found[request.id] = machine_words(readings, study.codebook.questions)
    return found


def codings(
    *, study: StudyRecord, requests: Iterable[int] | None = None, with_quotes: bool = True
) -> tuple[Coding, ...]:
    """Every coding of the study, or of these requests, oldest first."""
    ids = {one.key: one.id for one in asking.requests(study=study.slug, keys=requests)}
    return stored_codings(ids, with_quotes)


# --- Coding sheets --------------------------------------------------------------------------------------------------


def sheet_requests(*, study: StudyRecord) -> tuple[SheetRequest, ...]:
    """The requests there is something to code for: those that any mail came in for, with the machine's suggestions."""
    suggested = suggestions(study=study)
    return tuple(
        sheet_request(one, suggested[one.id], study.codebook.questions)
        for one in asking.requests(study=study.slug)
        if one.id in suggested
    )


def export_sheet(*, study: StudyRecord, blind: bool = False) -> bytes:
    """The coding sheet of the whole study as CSV. `blind` leaves the machine's suggestions out."""
    return write_sheet(sheet_requests(study=study), study.codebook, blind=blind)


def export_adjudication(*, study: StudyRecord) -> bytes:
    """The sheet for whoever settles the differences between coders."""
    open_questions = disagreements(one for decided in decisions(study=study).values() for one in decided.values())
    return write_adjudication_sheet(sheet_requests(study=study), open_questions, study.codebook)


def import_sheet(*, study: StudyRecord, path: Path, coder: str, role: str, at: datetime) -> int:
    """Take in a filled sheet as the codings of `coder`; the number of new codings.

    Raises InputFaults naming every fault by row and column: then nothing of the sheet is taken in.
    """
    _refuse_machines(coder)
    texts = stored_texts(study=study)
    rows = read_sheet(
        read_input(path),
        str(path),
        study.codebook,
        sheet_requests(study=study),
        lambda request: tuple(texts.get(request, {}).values()),
    )
    return save_codings(
        study=study, codings=[row.coding(coder=coder, role=role, at=at) for row in rows], by=coder, at=at
    )


# --- One request at a time ------------------------------------------------------------------------------------------


def coding_list(*, study: StudyRecord) -> tuple[Standing, ...]:
    """Where the coding of each request that mail came in for stands, by body id."""
    decided, heard = decisions(study=study, with_quotes=False), mail.heard_requests()
    return tuple(
        standing_of(one, decided.get(one.id, {}), study.codebook.questions)
        for one in asking.requests(study=study.slug)
        if one.key in heard
    )


def coding_case(*, study: StudyRecord, request: RequestRecord) -> Case:
    """A request as a person codes it: its questions, what the machine suggests, and what people have said so far."""
    words = suggestions(study=study, requests=[request.key]).get(request.id, {})
    said = [one for one in codings(study=study, requests=[request.key]) if one.role != "machine"]
    decided = decisions(study=study, requests=[request.key]).get(request.id, {})
    sheet = sheet_request(request, words, study.codebook.questions)
    return Case(request, sheet, words, tuple(said), decided)


def code_request(
    *, study: StudyRecord, request: RequestRecord, coder: str, role: str, entered: Mapping[str, Entered], at: datetime
) -> int:
    """Take in a filled form as the codings of `coder`; the number of new codings.

    Raises InputFaults naming every fault by variable and field: then nothing of the form is taken in.
    """
    _refuse_machines(coder)
    texts = tuple(stored_texts(study=study, requests=[request.key]).get(request.id, {}).values())
    rows = read_form(entered, sheet_request(request, {}, study.codebook.questions), study.codebook, texts)
    return save_codings(
        study=study, codings=[row.coding(coder=coder, role=role, at=at) for row in rows], by=coder, at=at
    )


def _refuse_machines(coder: str) -> None:
    if team.person(handle=coder).kind != "person":
        raise BadInput(f"“{coder}” is a machine. Machines suggest; people code.")


# --- Texts and decisions --------------------------------------------------------------------------------------------


def stored_texts(
    *, study: StudyRecord, requests: Iterable[int] | None = None
) -> dict[str, dict[tuple[str, int], StoredText]]:
    """Request id → (file hash, part) → text, over all mail filed to the request: what quotes are looked up in."""
    found: dict[str, dict[tuple[str, int], StoredText]] = {}
    for chunk in _chunks(asking.requests(study=study.slug, keys=requests)):
        threads = _threads(chunk)
        texts = reading.texts_of(messages=[message for thread in threads.values() for message in thread])
        for request in chunk:
            found[request.id] = {
                (text.sha256, text.part): text
                for message in threads[request.key]
                if not message.outgoing  # our own words are no evidence of theirs
                for text in stored_texts_of(message, texts[message.key])
            }
    return found


def _chunks(records: Sequence[RequestRecord]) -> Iterable[Sequence[RequestRecord]]:
    for start in range(0, len(records), CHUNK):
        yield records[start : start + CHUNK]


def _threads(chunk: Sequence[RequestRecord]) -> dict[int, list[StoredMessage]]:
    threads: dict[int, list[StoredMessage]] = {one.key: [] for one in chunk}
    for message in mail.messages(requests=threads):
        threads[message.request or 0].append(message)
    return threads


def decisions(
    *, study: StudyRecord, requests: Iterable[int] | None = None, with_quotes: bool = True
) -> dict[str, dict[str, Decision]]:
    """Request id → variable → where it stands, by the codings that the newest codebook still allows."""
    found: dict[str, dict[str, Decision]] = defaultdict(dict)
    given = codings(study=study, requests=requests, with_quotes=with_quotes)
    for one in decide_all((one for one in given if fits(one, study.codebook)), study.protocol.coders):
        found[one.request][one.variable] = one
    return found


def coded_requests(*, study: StudyRecord) -> tuple[CodedRequest, ...]:
    """Every request of the study with its mail, its texts and its decisions."""
    decided, texts = decisions(study=study), stored_texts(study=study)
    return tuple(
        CodedRequest(one, decided.get(one.id, {}), threads[one.key], tuple(texts[one.id].values()))
        for chunk in _chunks(asking.requests(study=study.slug))
        for threads in [_threads(chunk)]
        for one in chunk
    )


def coding_progress(*, study: StudyRecord) -> dict[str, int]:
    """How many requests are silent, heard from, finally coded, begun, disputed, and coded by nobody; and on how many
    values coders disagree."""
    listed = coding_list(study=study)
    states = Counter(one.state for one in listed)
    return {
        "heard": len(listed),
        "silent": len(asking.requests(study=study.slug)) - len(listed),
        "complete": states[DONE],
        "begun": states[BEGUN],
        "disputed": states[DISPUTED],
        "nobody": states[NOBODY],
        "disagreements": sum(len(one.disputed) for one in listed),
    }


def agreement(*, study: StudyRecord) -> tuple[dict[str, dict[str, Any]], dict[str, dict[str, Any]]]:
    """Agreement between people, and between the machine's suggestions and the final values, by variable."""
    given, metrics = codings(study=study), metrics_of(study.codebook.questions)
    final = decide_all(given, study.protocol.coders)
    return agreement_table(given, metrics), machine_agreement_table(given, final, metrics)


# --- Freeze ---------------------------------------------------------------------------------------------------------


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


# --- Checks ---------------------------------------------------------------------------------------------------------


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
