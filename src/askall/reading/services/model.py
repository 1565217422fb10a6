"""A language model reads what the reader abstained from: what would leave, what it says, what is kept of that."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from askall.foundation.errors import BadInput, OutsideFailure
from askall.foundation.files import hash_of
from askall.foundation.text import storable
from askall.foundation.work import Progress
from askall.mail import services as mail
from askall.mail.records import StoredMessage
from askall.reading.endpoint import Endpoint, host_of, stays_here
from askall.reading.hiding import nothing_hidden
from askall.reading.model_key import key_of
from askall.reading.model_prompt import LONGEST_ANSWER, PROMPT_VERSION
from askall.reading.model_reading import (
    ACCEPTED,
    REJECTED,
    ModelJob,
    ModelReading,
    read_by_model,
    reading_prompts,
    says_nothing_yet,
)
from askall.reading.models import ModelReading as ModelReadingRow
from askall.reading.records import Hide, Place, Reading, StoredReading, Suggestion, reading_from_json
from askall.reading.services.calls import Asking, Call, answered_before, cost_of
from askall.reading.services.kept import CHUNK, letters_of, readings, texts_of
from askall.study.records import LanguageModel, Question, StudyRecord

Wanted = Mapping[int, tuple[Question, ...]]
"""Request key → the questions that the reader gave no value for."""

CHARACTERS_A_TOKEN = 4  # of English; enough for an estimate
USUAL_ANSWER = 100  # tokens, of a piece with one or two answers


@dataclass(frozen=True, slots=True)
class Preview:
    """What would be asked. `characters` are all that would leave, instructions and questions among them; `known` pieces
    were answered before and are not sent again. `hidden`: how many names, addresses and numbers stay here, by marker.
    `cost` is an estimate, None where prices are not told; it leaves second looks out."""

    host: str
    model: str
    stays_here: bool
    hides: bool
    messages: int
    unread: int  # by the reader: what it abstains from is not known yet
    pieces: int
    known: int
    characters: int
    hidden: tuple[tuple[str, int], ...]
    cost: float | None


@dataclass(frozen=True, slots=True)
class ModelRun:
    """What one run did. `known` calls were answered before. `stopped`: why the endpoint was left alone, or ""."""

    messages: int
    calls: int
    known: int
    failed: int
    accepted: int
    rejected: int
    cost: float | None
    stopped: str = ""


@dataclass(frozen=True, slots=True)
class _Todo:
    message: StoredMessage
    job: ModelJob
    given: str


def model_of(study: StudyRecord) -> LanguageModel:
    """The study's language model. Raises BadInput where study.toml names none."""
    if study.protocol.language_model is None:
        raise BadInput(
            f"The study “{study.slug}” has no [language_model] in its study.toml, so none is asked and nothing leaves "
            "this computer. docs/language-models.md says what to write there, and what would leave then."
        )
    return study.protocol.language_model


def preview_model(*, study: StudyRecord, wanted: Wanted, hide: Hide) -> Preview:
    """What would leave the computer, counted; nothing does. Raises BadInput where study.toml names no model."""
    model, hidden = model_of(study), Counter[str]()
    hider = _hider(model, hide)
    messages = pieces = known = characters = sent = 0
    for todo in _todo(study, model, wanted):
        messages += 1
        fresh = 0
        for _, prompt in reading_prompts(todo.job, model, hider):
            pieces += 1
            if answered_before(model, prompt):
                known += 1
                continue
            fresh += 1
            characters += len(prompt.system) + len(prompt.user)
        sent += fresh
        if fresh:
            hidden.update(marker for text in todo.job.texts for _, _, marker in hider(text.text))
    tokens = characters // CHARACTERS_A_TOKEN
    return Preview(
        host=host_of(model),
        model=model.model,
        stays_here=stays_here(model),
        hides=model.hide_names,
        messages=messages,
        unread=_unread(study, wanted),
        pieces=pieces,
        known=known,
        characters=characters,
        hidden=tuple(sorted(hidden.items())),
        cost=cost_of(model, tokens, sent * min(USUAL_ANSWER, LONGEST_ANSWER)),
    )


def read_with_model(
    *,
    study: StudyRecord,
    wanted: Wanted,
    hide: Hide,
    at: datetime,
    call: Call | None = None,
    only_known: bool = False,
    progress: Progress | None = None,
) -> ModelRun:
    """Have the study's model read every message that the reader did not get these answers from, and keep what holds.

    Each message is kept as it is done: a run that stops goes on from there. With `only_known` nothing is asked that
    was not answered before. `call` is what asks; the endpoint of study.toml if left out. Raises BadInput where
    study.toml names no model or its key is missing.
    """
    model = model_of(study)
    if call is None and not only_known:
        call = Endpoint(model, key_of(model)).ask
    asking, hider = Asking(study, model, call, at), _hider(model, hide)
    messages, looks, stopped = 0, Counter[str](), ""
    try:
        for todo in _todo(study, model, wanted):
            before = asking.known
            read = read_by_model(todo.job, model, hider, partial(asking.reply, todo.message.key))
            if only_known and asking.known == before:
                continue
            _save(study, model, todo, read)
            messages += 1
            looks.update(one.outcome for one in read.looks)
            if progress:
                progress(messages)
    except OutsideFailure as error:
        stopped = str(error)
    counts = asking.calls, asking.known, asking.failed, looks[ACCEPTED], looks[REJECTED], asking.cost
    return ModelRun(messages, *counts, stopped)


def model_readings(*, study: StudyRecord, messages: Iterable[int]) -> dict[int, StoredReading]:
    """Message key → what the study's model suggests for it under its codebook; none where study.toml names no model.

    A value whose words no longer stand in the text, because the text was taken from its file anew, is left out.
    """
    model = study.protocol.language_model
    if model is None:
        return {}
    rows = dict(
        ModelReadingRow.objects.filter(
            codebook_id=study.codebook_key, reader=_reader(model), message_id__in=list(messages)
        ).values_list("message_id", "result")
    )
    found = {key: StoredReading(reading_from_json(one), _places(one["parts"])) for key, one in rows.items()}
    valued = [one for one in found.values() if any(each.value is not None for _, each in one.reading.answers)]
    texts = _texts_by_place({one.places[0].sha256 for one in valued}) if valued else {}
    return {key: _standing(one, texts) for key, one in found.items()}


def forget_model_readings(*, study: StudyRecord) -> int:
    """Drop what is derived from the calls; the calls stay. The number dropped."""
    dropped, _ = ModelReadingRow.objects.filter(codebook_id=study.codebook_key).delete()
    return dropped


def _hider(model: LanguageModel, hide: Hide) -> Hide:
    return hide if model.hide_names else nothing_hidden


def _reader(model: LanguageModel) -> str:
    return hash_of(repr((model.endpoint, model.model, PROMPT_VERSION)).encode())


def _incoming(wanted: Wanted) -> Iterator[tuple[list[StoredMessage], dict[int | None, str]]]:
    """Chunks of what came in for these requests and was written by a person, each mail once, with our letters."""
    keys = sorted(key for key, questions in wanted.items() if questions)
    for start in range(0, len(keys), CHUNK):
        messages = mail.messages(requests=keys[start : start + CHUNK])
        mine = [one for one in messages if not one.outgoing and not one.automatic and one.shared_from not in wanted]
        yield list({one.key: one for one in reversed(mine)}.values())[::-1], letters_of(messages)


def _unread(study: StudyRecord, wanted: Wanted) -> int:
    return sum(
        len({one.key for one in mine} - readings(study=study, messages=[one.key for one in mine]).keys())
        for mine, _ in _incoming(wanted)
    )


def _todo(study: StudyRecord, model: LanguageModel, wanted: Wanted) -> Iterator[_Todo]:
    """What the model has not read yet, or not all of it, or not these texts."""
    for mine, letters in _incoming(wanted):
        read = readings(study=study, messages=[one.key for one in mine])
        open_to_it = [one for one in mine if one.key in read and not says_nothing_yet(read[one.key].reading.outcome)]
        texts = texts_of(messages=open_to_it)
        done = _done(study, model, [one.key for one in open_to_it])
        for one in open_to_it:
            job = ModelJob(texts[one.key], wanted[one.request or 0], letters.get(one.request, ""))
            given = _given(job, model)
            asked = done.get((one.key, given))
            if asked is None or not {each.id for each in job.questions} <= asked:
                yield _Todo(one, job, given)


def _given(job: ModelJob, model: LanguageModel) -> str:
    rests_on = (job.texts, job.letter, model.piece, model.hide_names)
    return hash_of(repr(rests_on).encode("utf-8", "surrogatepass"))


def _done(study: StudyRecord, model: LanguageModel, keys: list[int]) -> dict[tuple[int, str], frozenset[str]]:
    """(message, what it rested on) → the questions asked, where every call was answered."""
    rows = ModelReadingRow.objects.filter(
        codebook_id=study.codebook_key, reader=_reader(model), message_id__in=keys
    ).values_list("message_id", "given", "result")
    return {(key, given): frozenset(result["asked"]) for key, given, result in rows if result["complete"]}


def _save(study: StudyRecord, model: LanguageModel, todo: _Todo, read: ModelReading) -> None:
    parts = [
        {"part": number, "sha256": one.sha256, "file_part": one.part, "label": storable(one.label)}
        for number, one in enumerate(todo.job.texts)
    ]
    looks = [{name: storable(said) for name, said in one.as_json().items()} for one in read.looks]
    result = {
        **read.reading.as_json(),
        "parts": parts,
        "asked": [one.id for one in todo.job.questions],
        "looks": looks,
        "complete": read.complete,
    }
    ModelReadingRow.objects.update_or_create(
        message_id=todo.message.key,
        codebook_id=study.codebook_key,
        reader=_reader(model),
        defaults={"given": todo.given, "result": result},
    )


def _places(parts: Iterable[Mapping[str, str | int]]) -> tuple[Place, ...]:
    return tuple(Place(str(one["sha256"]), int(one["file_part"]), str(one["label"])) for one in parts)


def _texts_by_place(hashes: Iterable[str]) -> dict[tuple[str, int], str]:
    """(file, part) → text, of the messages with these hashes: a message's own text is the first of its texts."""
    found = texts_of(messages=mail.messages(sha256=hashes))
    return {(one.sha256, one.part): one.text for texts in found.values() for one in texts}


def _standing(stored: StoredReading, texts: Mapping[tuple[str, int], str]) -> StoredReading:
    def stands(one: Suggestion) -> bool:
        found = ((each, stored.places[each.part]) for each in one.evidence)
        return all(texts.get((at.sha256, at.part), "")[each.start : each.end] == each.quote for each, at in found)

    gone = Suggestion(None, abstained="the words the model quoted no longer stand in the text")
    kept = tuple((question, one if stands(one) else gone) for question, one in stored.reading.answers)
    return StoredReading(Reading(stored.reading.outcome, (), kept, ()), stored.places)
