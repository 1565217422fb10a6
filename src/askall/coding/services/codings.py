"""Codings in: those of people, and the machine's suggestions beside them. Appended, never changed."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from django.db import transaction

from askall.asking import services as asking
from askall.asking.records import RequestRecord
from askall.coding.machine import UNTAUGHT, MachineWord, leaning_word, machine_codings, machine_words, model_words
from askall.coding.models import append_codings
from askall.coding.records import Coding, Quote
from askall.coding.services.clock import settle_events
from askall.coding.services.kept import codings, in_chunks, stored_texts, threads_of
from askall.coding.services.learnt import coded_by_people, model_of
from askall.coding.services.standings import restate
from askall.coding.services.turns import keep_turns
from askall.coding.soundness import refuse_unless_sound
from askall.coding.turns import Kinds, kinds_of
from askall.foundation.errors import BadInput
from askall.reading import services as reading
from askall.reading.learning import Model
from askall.reading.thread import combine
from askall.study.codebook import applies
from askall.study.records import StudyRecord
from askall.team import services as team
from askall.team.records import MACHINE_READER

NEVER = datetime.min.replace(tzinfo=UTC)  # the moment of what is derived anew and not stored


@transaction.atomic
def save_codings(*, study: StudyRecord, codings: Iterable[Coding], by: str, at: datetime) -> int:
    """Append codings. One whose value is not the codebook's, or whose quote does not stand in the stored text of its
    file, is refused, and with it all.

    A coder's word that repeats the one before it is not written again. What people say of an outcome judges what the
    machine suggested of it. The number written.
    """
    listed = list(codings)
    keys = asking.request_keys(study=study.slug, ids={one.request for one in listed})
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
        restate(study=study, requests={keys[one.request] for one in fresh})
        settle_events(study=study, codings=fresh, keys=keys, at=at)
        team.record(by=by, at=at, action="codings added", subject=study.slug, detail={"n": len(fresh)})
    return len(fresh)


Said = tuple[str, tuple[str, ...], tuple[Quote, ...], int]


def _said(coding: Coding) -> Said:
    return coding.value, coding.provisions, coding.quotes, coding.codebook_version


def _latest(study: StudyRecord, requests: Iterable[int]) -> dict[tuple[str, str, str, str], Said]:
    known = codings(study=study, requests=requests)
    return {(one.request, one.variable, one.coder, one.role): _said(one) for one in known}


@transaction.atomic
def save_suggestions(*, study: StudyRecord, at: datetime) -> int:
    """Write the machine's suggestion for each request as codings of its own, which never count, and which requests
    teach it most. What a language model says bears a handle of its own. The number written."""
    kinds: dict[str, Kinds] = {}
    reader = _suggestions(study, None, model_of(study), kinds)
    suggested = _as_codings(study, filled_by_model(study, None, reader), at)
    keep_turns(study, kinds)
    return save_codings(study=study, codings=suggested, by=MACHINE_READER, at=at)


def reader_alone(*, study: StudyRecord, requests: Iterable[str]) -> list[Coding]:
    """What the reader suggests of these requests, as codings, untaught by people."""
    keys = asking.request_keys(study=study.slug, ids=requests)
    return _as_codings(study, _suggestions(study, keys.values(), UNTAUGHT), NEVER)


def _as_codings(study: StudyRecord, said: Mapping[str, dict[str, MachineWord]], at: datetime) -> list[Coding]:
    version = study.codebook.version
    return [one for request, words in said.items() for one in machine_codings(request, words, version, at)]


def suggestions(*, study: StudyRecord, requests: Iterable[int] | None = None) -> dict[str, dict[str, MachineWord]]:
    """Request id → variable → what the machine suggests, for requests that mail came in for.

    What people's codings taught is used for requests that nobody has coded yet. For the others the machine's word
    stays as it was without, so that its agreement with people never rests on what they told it.
    """
    return filled_by_model(study, requests, _suggestions(study, requests, model_of(study)))


def reader_words(*, study: StudyRecord, requests: Iterable[int] | None = None) -> dict[str, dict[str, MachineWord]]:
    """As `suggestions`, of the reader alone and untaught: what it abstains from is the same whatever people code."""
    return _suggestions(study, requests, UNTAUGHT)


def leaning_of(*, study: StudyRecord, request: RequestRecord) -> MachineWord | None:
    """What the outcome of a request leans to, where the machine does not suggest one."""
    thread = threads_of([request])[request.key]
    read = reading.readings(study=study, messages=[one.key for one in thread])
    return leaning_word([read[one.key] for one in thread if one.key in read])


def filled_by_model(
    study: StudyRecord, requests: Iterable[int] | None, reader: Mapping[str, dict[str, MachineWord]]
) -> dict[str, dict[str, MachineWord]]:
    """The reader's words, and where it has none those of the study's language model, if there is one."""
    if study.protocol.language_model is None:
        return dict(reader)
    found = dict(reader)
    for chunk in in_chunks(asking.requests(study=study.slug, keys=requests)):
        threads = threads_of(chunk)
        read = reading.model_readings(study=study, messages=[one.key for thread in threads.values() for one in thread])
        for request in chunk:
            listed = [read[one.key] for one in threads[request.key] if one.key in read]
            if listed and request.id in reader:
                fitting = [one for one in study.codebook.questions if applies(one, request.body)]
                words = reader[request.id]
                found[request.id] = {**words, **model_words(listed, fitting, words)}
    return found


def _suggestions(
    study: StudyRecord, requests: Iterable[int] | None, model: Model, kinds: dict[str, Kinds] | None = None
) -> dict[str, dict[str, MachineWord]]:
    """As above, by this model; in what kinds of manner each request was answered is put into `kinds`."""
    found, line = {}, study.protocol.abstain_below
    for chunk in in_chunks(asking.requests(study=study.slug, keys=requests)):
        threads = threads_of(chunk)
        coded = coded_by_people([one.key for one in chunk])
        read = reading.readings(study=study, messages=[one.key for thread in threads.values() for one in thread])
        for request in chunk:
            thread = threads[request.key]
            if any(not one.outgoing for one in thread):
                readings = [read[one.key] for one in thread if one.key in read]
                fits = UNTAUGHT if request.key in coded else model
                found[request.id] = machine_words(readings, study.codebook.questions, fits, line)
                if kinds is not None and readings:
                    kinds[request.id] = kinds_of(combine([one.reading for one in readings]))
    return found
