"""The machine as a coder: its suggestions in the shape of codings, under its own id, so that its agreement with people
can be reported. They never count (decide.py leaves them out)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from askall.asking.records import RequestRecord
from askall.coding.needs import OUTCOME
from askall.coding.records import Coding, Quote, StoredText
from askall.coding.sheets import SheetRequest, Suggested
from askall.foundation.clock import uk_date
from askall.foundation.errors import BadInput
from askall.mail.records import StoredMessage
from askall.reading.learning import Lesson, Model, applied
from askall.reading.records import Evidence, Place, StoredReading, Suggestion, Text
from askall.reading.thread import ThreadReading, Told, combine, leans_to
from askall.study.codebook import applies, check_answer
from askall.study.records import MISSING, Question
from askall.team.records import MACHINE_MODEL, MACHINE_READER

UNTAUGHT = Model()


@dataclass(frozen=True, slots=True)
class MachineWord:
    """What the machine suggests for one variable of one request, as a coding would say it."""

    value: str
    confidence: float
    quotes: tuple[Quote, ...]
    provisions: tuple[str, ...] = ()
    by: str = MACHINE_READER
    guess: bool = False  # nothing in the letter surely says it

    @property
    def by_model(self) -> bool:
        """Whether a language model says it: where the reader abstained. How sure it is, nobody knows."""
        return self.by == MACHINE_MODEL


def machine_words(
    thread: Sequence[StoredReading], questions: Iterable[Question], model: Model = UNTAUGHT, line: float = 0.0
) -> dict[str, MachineWord]:
    """Variable → the machine's word on it, from the readings of a request's messages in order, as `model` sees them.
    What it abstains from, what is less sure than `line`, and a value the codebook does not allow, is left out."""
    if not thread:
        return {}
    combined = taught(combine([one.reading for one in thread]), model, line)
    words: dict[str, MachineWord] = {}
    outcome = combined.outcome
    if outcome.suggestion.value is not None:
        provisions = thread[outcome.message].reading.provisions
        relied = tuple(dict.fromkeys(f"{one.law} {one.section}" for one in provisions))
        words[OUTCOME] = _word(str(outcome.suggestion.value), outcome, thread, relied)
    by_id = {one.id: one for one in questions}
    for question, told in combined.answers:
        if told.suggestion.value is not None and question in by_id:
            value = _allowed(by_id[question], told.suggestion)
            if value:
                words[question] = _word(value, told, thread)
    return words


def leaning_word(thread: Sequence[StoredReading]) -> MachineWord | None:
    """What the outcome leans to, where the reader is not sure enough to say it; with the words it leans on."""
    told = leans_to(combine([one.reading for one in thread]).outcome)
    return None if told is None else _word(str(told.suggestion.value), told, thread)


def unsaid(words: Mapping[str, MachineWord], variable: str) -> bool:
    """Whether the reader says nothing of a variable, or only guesses: there a language model may be asked."""
    return variable not in words or words[variable].guess


def model_words(
    thread: Sequence[StoredReading], questions: Iterable[Question], reader: Mapping[str, MachineWord]
) -> dict[str, MachineWord]:
    """Variable → a language model's word on it, where the `reader` has none or only guesses. It says nothing of
    outcomes."""
    by_id = {one.id: one for one in questions}
    words: dict[str, MachineWord] = {}
    for question, told in combine([one.reading for one in thread]).answers:
        if question in by_id and unsaid(reader, question) and (value := _allowed(by_id[question], told.suggestion)):
            words[question] = replace(_word(value, told, thread), by=MACHINE_MODEL)
    return words


def taught(combined: ThreadReading, model: Model, line: float) -> ThreadReading:
    """What a thread suggests, as the model sees it; what is less sure than `line` as an abstention."""

    def seen(told: Told, variable: str) -> Told:
        return replace(told, suggestion=applied(told.suggestion, variable, model, line))

    answers = tuple((question, seen(told, question)) for question, told in combined.answers)
    return replace(combined, outcome=seen(combined.outcome, OUTCOME), answers=answers)


def lessons_of(
    body: str, combined: ThreadReading, decided: Mapping[str, str], questions: Iterable[Question]
) -> Iterator[Lesson]:
    """What people decided of a request beside what the machine suggests of it. A missing answer, and an outcome that is
    silence, is a lesson too: there the machine does well to say nothing."""
    kinds = {one.id: one.kind for one in questions}
    told = {OUTCOME: combined.outcome, **dict(combined.answers)}
    for variable, value in decided.items():
        if variable in told:
            value = "" if value in MISSING or value == "no_reply" else value
            several = kinds.get(variable) == "list" and value
            yield Lesson(body, variable, told[variable].suggestion, tuple(value.split("; ")) if several else value)


def _allowed(question: Question, suggestion: Suggestion) -> str:
    value = suggestion.value
    try:
        return check_answer(question, list(value) if isinstance(value, tuple) else value if value is not None else "")
    except BadInput:
        return ""


def _word(value: str, told: Told, thread: Sequence[StoredReading], provisions: tuple[str, ...] = ()) -> MachineWord:
    places = thread[told.message].places
    quotes = tuple(_quote(one, places[one.part]) for one in told.suggestion.evidence)
    return MachineWord(value, told.suggestion.confidence, quotes, provisions, guess=told.suggestion.is_guess)


def _quote(evidence: Evidence, place: Place) -> Quote:
    return Quote(place.sha256, place.part, place.label, evidence.start, evidence.end, evidence.quote)


def machine_codings(
    request: str, words: dict[str, MachineWord], codebook_version: int, at: datetime
) -> Iterable[Coding]:
    """The words as codings of the machine."""
    for variable, word in words.items():
        yield Coding(
            request,
            variable,
            word.value,
            word.by,
            "machine",
            codebook_version,
            at,
            word.quotes,
            word.provisions,
            _how_sure(word),
        )


def _how_sure(word: MachineWord) -> str:
    if word.by_model:
        return "a language model, whose second look agrees"
    return f"{'a guess, ' if word.guess else ''}confidence {word.confidence:.2f}"


def sheet_request(request: RequestRecord, words: dict[str, MachineWord], questions: Iterable[Question]) -> SheetRequest:
    """A request as it stands in a coding sheet, with the machine's suggestions."""
    return SheetRequest(
        request=request.id,
        body=request.body.id,
        name=request.body.name,
        law=request.body.law,
        questions=tuple(one for one in questions if applies(one, request.body)),
        suggestions={
            variable: Suggested(
                word.value,
                quote=word.quotes[0].quote if word.quotes else "",
                file=word.quotes[0].label if word.quotes else "",
                provisions=word.provisions,
                confidence=None if word.by_model else word.confidence,
                by_model=word.by_model,
            )
            for variable, word in words.items()
        },
    )


def stored_texts_of(message: StoredMessage, texts: Iterable[Text]) -> Iterable[StoredText]:
    """The texts of a message and its files, as quotes are looked up in them."""
    names = {file.sha256: (file.filename, file.media_type) for file in message.attachments}
    received = uk_date(message.sent_at).isoformat() if message.sent_at else ""
    for one in texts:
        name, media_type = names.get(one.sha256, ("e-mail", "message/rfc822"))
        yield StoredText(one.sha256, one.part, one.label, one.text, name, media_type, received)
