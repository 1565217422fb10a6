"""Answers: for each question of the codebook a value with its quotes, or an abstention with its reason.

Silence is never a no, a refusal is never a value, and "not held" is a no only where the letter says that nothing is
used.
"""

from collections.abc import Callable, Sequence

from askall.reading.alignment import Item
from askall.reading.choices import choose
from askall.reading.cues import cues_in
from askall.reading.passages import Passage
from askall.reading.quantities import date_of, list_of, money_of, number_of, text_of
from askall.reading.records import Suggestion
from askall.reading.subjects import Subject, matching, speaking_of, subject
from askall.reading.weighing import DECIDING, NO_BECAUSE
from askall.study.records import Question

REASONS = {
    "withheld": "refused",
    "cost": "refused",
    "elsewhere": "refused: said to be available elsewhere",
    "not_held": "not held",
    "ncnd": "neither confirmed nor denied",
}
BY_OUTCOME = {
    "refused": "refused",
    "not_held": "not held",
    "neither_confirm_nor_deny": "neither confirmed nor denied",
    "acknowledged": "nothing is answered yet",
    "clarification_asked": "nothing is answered yet",
    "transferred": "nothing is answered here",
    "undeliverable": "nothing is answered here",
    "withdrawn": "nothing is answered here",
}
OPEN = frozenset({"acknowledged", "clarification_asked", "transferred", "undeliverable", "withdrawn"})
READERS: dict[str, Callable[[Sequence[Passage]], Suggestion]] = {
    "number": number_of,
    "money": money_of,
    "date": date_of,
    "list": list_of,
    "text": text_of,
}


def answers(
    read: Sequence[Passage], items: Sequence[Item], questions: Sequence[Question], outcome: Suggestion, law: str
) -> tuple[tuple[str, Suggestion], ...]:
    """(question id, suggestion) for every question, in the codebook's order."""
    return tuple((one.id, _answer(subject(one), read, items, outcome, law)) for one in questions)


def _answer(
    about: Subject, read: Sequence[Passage], items: Sequence[Item], outcome: Suggestion, law: str
) -> Suggestion:
    if outcome.value in OPEN:
        return Suggestion(None, abstained=BY_OUTCOME[str(outcome.value)])
    paired = matching(about, items)
    spoken = speaking_of(about, read)
    chosen = about.question.kind == "choice"
    found = choose(about, paired, spoken, read) if chosen else _first(about, paired, spoken)
    if found.value is not None:
        return found
    return Suggestion(None, abstained=_reason(found, paired, spoken, outcome, law))


def _first(about: Subject, paired: Sequence[tuple[float, Item]], spoken: Sequence[Passage]) -> Suggestion:
    """The best paired question that gives a value, then the sentences that speak of the subject."""
    reader = READERS[about.question.kind]
    failed = Suggestion(None)
    for score, item in paired:
        found = reader([one for one in item.answers if one.label == "own"])
        if found.value is not None:
            return Suggestion(found.value, round(found.confidence * (0.75 + score / 4), 2), found.evidence)
        failed = found if found.abstained and not failed.abstained else failed
    if not paired and about.question.kind in ("number", "money"):
        return (number_of if about.question.kind == "number" else money_of)(spoken, unpaired=True)
    return failed


def _reason(
    found: Suggestion, paired: Sequence[tuple[float, Item]], spoken: Sequence[Passage], outcome: Suggestion, law: str
) -> str:
    """Why there is no value: what the letter says of this question first, then of the whole request."""
    passages = [one for _, item in paired[:1] for one in item.answers] or list(spoken)
    for passage in passages:
        for cue in cues_in(passage.plain, law):
            if cue.meaning in DECIDING and not NO_BECAUSE.search(passage.plain):
                return REASONS[cue.meaning]
    if found.abstained:
        return found.abstained
    if paired and paired[0][1].answers:
        return "unclear: the answer gives no value of this kind"
    return BY_OUTCOME.get(str(outcome.value), "not addressed")
