"""What each body said to each question, in words, with the quotes it rests on."""

from collections.abc import Mapping
from dataclasses import dataclass

from askall.coding.records import AnswerRow, EvidenceRow
from askall.findings.counting import Tally
from askall.findings.standing import Standing
from askall.publishing.words import PARTS, REASONS, outcome_words, sentence
from askall.study.records import Question


@dataclass(frozen=True, slots=True)
class Said:
    """What one body said to one question: where it stands, in words, with the quotes it rests on."""

    question: Question
    standing: Standing
    words: str
    why: str
    fill: str
    row: AnswerRow | None
    quotes: tuple[EvidenceRow, ...]


def said_of(tally: Tally, question: Question, fills: Mapping[str, str]) -> dict[str, Said]:
    """Body id → what it said to `question`, for every body with a request. `fills` maps answers to their fill."""
    dataset = tally.dataset
    found = {}
    for body, standing in tally.standings[question.id].items():
        key = (dataset.latest[body].request, question.id)
        answered = standing.part == "answered"
        found[body] = Said(
            question=question,
            standing=standing,
            words=sentence(standing.answer) if answered else PARTS[standing.part],
            why=REASONS.get(standing.why) or (f"{outcome_words(standing.why)}." if standing.why else ""),
            fill=fills.get(standing.answer, "a0") if answered else standing.part,
            row=dataset.answer_of.get(key),
            quotes=tuple(dataset.evidence_of.get(key, ())),
        )
    return found
