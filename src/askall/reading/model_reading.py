"""One message read by a language model: whole, in pieces, each answer checked and then looked at once more by a call
that sees nothing but its words. Asks through a function that is given, and touches neither network nor database."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from askall.reading.alignment import align
from askall.reading.answers import OPEN
from askall.reading.events import LEAST
from askall.reading.hiding import HiddenText, hide
from askall.reading.model_checks import Checked, Letter, checked, same_value
from askall.reading.model_pieces import Piece, pieces
from askall.reading.model_prompt import Given, Prompt, answers_in, look_in, looking_prompt, reading_prompt
from askall.reading.passages import passages
from askall.reading.records import Hide, Reading, Suggestion, Text
from askall.study.records import LanguageModel, Question

SURE = 0.5
"""How sure a model's value is said to be. No confidence that a model states means anything, so nothing is claimed."""

ACCEPTED, REJECTED, NO_ANSWER = "accepted", "rejected", "no answer"


@dataclass(frozen=True, slots=True)
class ModelJob:
    """A message to be read by a model for `questions`. `letter` is what was sent."""

    texts: tuple[Text, ...]
    questions: tuple[Question, ...]
    letter: str


@dataclass(frozen=True, slots=True)
class Reply:
    """What an endpoint said. `fault`: why there is nothing, "" if there is; where it `failed`, the call is made again
    another time."""

    text: str
    fault: str = ""
    failed: bool = False


Ask = Callable[[Prompt], Reply]


@dataclass(frozen=True, slots=True)
class Look:
    """What became of one value that a model gave, or of one call that brought none (`question` "")."""

    outcome: str
    why: str
    question: str = ""
    value: str = ""
    quote: str = ""

    def as_json(self) -> dict[str, Any]:
        """As kept beside the reading."""
        return {
            "question": self.question,
            "outcome": self.outcome,
            "why": self.why,
            "value": self.value,
            "quote": self.quote,
        }


@dataclass(frozen=True, slots=True)
class ModelReading:
    """Suggestions for the questions asked, in the shape of every reading, and how they came about. `complete`: every
    call was answered."""

    reading: Reading
    looks: tuple[Look, ...]
    complete: bool


def says_nothing_yet(outcome: Suggestion) -> bool:
    """Whether the reader did not abstain at all: it knows that this mail answers nothing, so no model is asked."""
    return outcome.value in OPEN and outcome.confidence >= LEAST


def hidden_texts(texts: Sequence[Text], hider: Hide) -> list[HiddenText]:
    """Each text as it may leave."""
    return [hide(one.text, hider(one.text)) for one in texts]


def reading_prompts(job: ModelJob, model: LanguageModel, hider: Hide) -> Iterator[tuple[Piece, Prompt]]:
    """Each piece of the message that has words, with what is asked of it."""
    hidden = hidden_texts(job.texts, hider)
    letter = hide(job.letter, hider(job.letter)).text
    for piece in pieces([one.text for one in hidden], model.piece):
        shown = [hidden[one.part].text[one.start : one.end] for one in piece]
        if any(map(str.isalnum, "".join(shown))):
            yield piece, reading_prompt(job.questions, letter, shown)


def read_by_model(job: ModelJob, model: LanguageModel, hider: Hide, ask: Ask) -> ModelReading:
    """What the model says of the message. A call without an answer costs what it would have said, and no more."""
    found = passages(job.texts, job.letter)
    letter = Letter(job.texts, hidden_texts(job.texts, hider), found, align(found))
    taken: dict[str, list[Checked]] = {}
    looks: list[Look] = []
    complete = True
    for piece, prompt in reading_prompts(job, model, hider):
        reply = ask(prompt)
        given, fault = ({}, reply.fault) if reply.fault else answers_in(reply.text, job.questions)
        complete &= not reply.failed
        if fault:
            looks.append(Look(NO_ANSWER, fault))
        for question in job.questions:
            if question.id in given:
                one, answered = _looked_at(question, given[question.id], piece, letter, ask)
                complete &= answered
                looks.append(_look(question, given[question.id], one))
                if not one.why:
                    taken.setdefault(question.id, []).append(one)
    answers = tuple((one.id, _suggestion(one, taken.get(one.id, []))) for one in job.questions)
    reading = Reading(Suggestion(None, abstained="not asked"), (), answers, ())
    return ModelReading(reading, tuple(looks), complete)


def _looked_at(question: Question, given: Given, piece: Piece, letter: Letter, ask: Ask) -> tuple[Checked, bool]:
    """The value after every check, and whether every call for it was answered."""
    one = checked(question, given, piece, letter)
    if one.why:
        return one, True
    reply = ask(looking_prompt(question, one.shown))
    looked, fault = (None, reply.fault) if reply.fault else look_in(reply.text)
    if fault:
        return Checked(one.value, one.evidence, one.shown, f"no second look: {fault}"), not reply.failed
    if looked is None:
        return Checked(one.value, one.evidence, one.shown, "a second look finds no answer in the quote alone"), True
    if not same_value(question, one.value, looked):
        why = f"a second look reads “{str(looked)[:80]}” in the quote alone"
        return Checked(one.value, one.evidence, one.shown, why), True
    return one, True


def _look(question: Question, given: Given, one: Checked) -> Look:
    quote = one.evidence.quote if one.evidence else given.quote[:1000]
    return Look(REJECTED if one.why else ACCEPTED, one.why, question.id, one.value[:500], quote)


def _suggestion(question: Question, taken: Sequence[Checked]) -> Suggestion:
    """One value from all pieces; where they give several, none."""
    if not taken:
        return Suggestion(None, abstained="the model gives no value that holds")
    if not all(same_value(question, taken[0].value, one.value) for one in taken):
        return Suggestion(None, abstained="conflicting: the model gives several values")
    evidence = tuple(dict.fromkeys(one.evidence for one in taken if one.evidence))[:1]
    value = tuple(taken[0].value.split("; ")) if question.kind == "list" else taken[0].value
    return Suggestion(value, SURE, evidence, why=("read by a language model", "a second look agrees"))
