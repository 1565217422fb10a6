"""Answers: for each question of the codebook a value with its quotes, or an abstention with its reason.

Silence is never a no, a refusal is never a value, and "not held" is a no only where the letter says that nothing is
used.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from askall.reading.asked_as import Sent, asked_as
from askall.reading.choices import Told, choose
from askall.reading.cues import cues_in
from askall.reading.each_in_turn import of_this_name, told_alike
from askall.reading.folding import content_stems, fold
from askall.reading.parts import Item
from askall.reading.passage import Passage
from askall.reading.quantities import Wanted, date_of, list_of, money_of, number_of, pounds_of, text_of
from askall.reading.records import NO_VALUE, Suggestion
from askall.reading.statements import told_apart
from askall.reading.subjects import Match, Subject, matching, speaking_of, subject
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
FAR = 0.3  # a question of the letter so much less like the codebook's than the best one is another question
ALIKE = 0.8
IN_THE_LETTER = 0.95  # likeness of a question in a reply that we sent for this one
BY_NAME = 0.7  # how sure what stands in the row of a name is
NEAR = 0.05  # two that are so nearly alike cannot be told apart
_REMOVED = re.compile(r"\b(?:removed|taken (?:down|out)|scrapped|decommissioned|disposed of|withdrawn)\b")
READERS: dict[str, Callable[[Sequence[Passage], Wanted], Suggestion]] = {
    "number": number_of,
    "money": money_of,
    "date": date_of,
    "list": list_of,
    "text": text_of,
}


def answers(
    read: Sequence[Passage],
    items: Sequence[Item],
    questions: Sequence[Question],
    outcome: Suggestion,
    law: str,
    letter: str = "",
) -> tuple[tuple[str, Suggestion], ...]:
    """(question id, suggestion) for every question, in the codebook's order."""
    if outcome.value in OPEN:
        return tuple((one.id, Suggestion(None, abstained=BY_OUTCOME[str(outcome.value)])) for one in questions)
    subjects = [subject(one) for one in questions]
    sent = asked_as(tuple(questions), letter)
    pairs = [asked_alike(about, items, sent) for about in subjects]
    answering = {id(one) for item in items for one in item.answers}
    found = []
    for about, paired in zip(subjects, pairs, strict=True):
        own = {id(one) for one in _verbatim(paired)}
        ours = [one for one in read if id(one) in own or id(one) not in answering] if own else read
        spoken = speaking_of(about, ours)
        if about.question.kind == "choice":
            rivals = tuple(one.asked for one in subjects if one is not about)
            apart = told_apart(about, subjects, items, letter)
            told = choose(about, paired, spoken, Told(ours, items, letter, apart, rivals))
        else:
            told = _first(about, paired, spoken, items, told_alike(about, subjects))
        if told.value is None:
            told = replace(told, abstained=_reason(told, paired, spoken, outcome, law))
        found.append((about.question.id, told))
    return tuple(found)


def asked_alike(about: Subject, items: Sequence[Item], sent: Mapping[str, Sent]) -> list[Match]:
    """The questions of the letter that ask what this one records: in the same words, or those that we sent for it, or
    else those that are alike and were not sent for another."""
    alike = matching(about, items)
    if about.question.kind != "choice":
        ours = sent.get(about.question.id)
        others = [one for one in sent.values() if ours is None or one.number != ours.number]
        free = [one for one in alike if not any(other.is_asked_by(one.item) for other in others)]
        alike = free or (alike if ours is None else [])
    if alike and (alike[0].likeness > ALIKE or about.question.kind != "choice") and alike[0].item.answers:
        return alike
    ours = sent.get(about.question.id)
    asked = [one for one in items if ours and ours.is_asked_by(one) and not _is_nearer(one, ours, sent)]
    if about.names and any(about.names.search(one.question) for one in asked):
        asked = [one for one in asked if about.names.search(one.question)]  # "(a) Orvex (b) Lumitek", asked apart
    if any(one.answers for one in asked):
        return [Match(1.0, IN_THE_LETTER, one) for one in asked]
    others = [one for one in sent.values() if one is not ours]
    return [one for one in alike if not any(other.is_asked_by(one.item) for other in others)]


def _is_nearer(item: Item, ours: Sent, sent: Mapping[str, Sent]) -> bool:
    """Whether another question that was sent is more nearly this one: "by Orvex" and "by Lumitek" differ in a word."""
    own = ours.likeness(item)
    return any(one.likeness(item) > own for one in sent.values() if one.number != ours.number)


def _verbatim(paired: Sequence[Match]) -> Sequence[Passage]:
    """What stands below a question of the codebook that the letter repeats. What stands below others answers those."""
    return paired[0].item.answers if paired and paired[0].likeness > ALIKE else ()


def _row_of(about: Subject, items: Sequence[Item]) -> Item | None:
    """The only row of a table that is headed by nothing but the name that is asked about: "Orvex | 191 | 12 | 203"."""
    rows = [one for one in items if one.answers and about.names and _is_name_alone(about.names, one.question)]
    return rows[0] if len(rows) == 1 else None


def _is_name_alone(names: re.Pattern[str], question: str) -> bool:
    found = names.search(question)
    return found is not None and not content_stems(question.replace(found[0], " "))


def _first(
    about: Subject,
    paired: Sequence[Match],
    spoken: Sequence[Passage],
    items: Sequence[Item],
    alike: Sequence[Subject],
) -> Suggestion:
    """The best paired question that gives a value, then the sentences that speak of the subject."""
    reader = pounds_of if about.kind != about.question.kind else READERS[about.kind]
    failed = Suggestion(None)
    for at, match in enumerate(paired):
        if match.likeness < paired[0].likeness - FAR:
            break
        own = [one for one in match.item.answers if one.label == "own"]
        found = reader(of_this_name(own, about, alike, match.item.question), about.wanted())
        if found.value is not None:
            rivals = [other for other in paired[at + 1 :] if other.likeness > match.likeness - NEAR]
            if any(_differs(reader, rival, about, found) for rival in rivals):
                return Suggestion(
                    None, abstained="unclear: several questions of the letter fit, with different answers"
                )
            sure = round(found.confidence * (0.75 + match.score / 4), 2)
            worded = "asked in the same words" if match.likeness > ALIKE else "asked in other words"
            return Suggestion(found.value, sure, found.evidence, why=("stands under the question", worded))
        failed = found if found.abstained and not failed.abstained else failed
        if match.item.answers:
            break  # what is asked most nearly has an answer: another question's figure is not it
    if row := _row_of(about, items):
        found = reader([one for one in row.answers if one.label == "own"], about.wanted())
        if found.value is not None:
            return replace(found, confidence=BY_NAME, why=("stands in the row of its name",))
    if not paired and about.kind in ("number", "money"):
        removed = _REMOVED.search(fold(about.question.text))
        spoken = [one for one in spoken if removed or not _REMOVED.search(one.plain)]  # "eight were taken down"
        spoken = of_this_name(spoken, about, alike)
        return replace(reader(spoken, about.wanted(unpaired=True)), why=("a sentence speaks of it",))
    return failed


def _differs(
    reader: Callable[[Sequence[Passage], Wanted], Suggestion], rival: Match, about: Subject, found: Suggestion
) -> bool:
    other = reader([one for one in rival.item.answers if one.label == "own"], about.wanted())
    return other.value is not None and other.value != found.value


def _reason(
    found: Suggestion, paired: Sequence[Match], spoken: Sequence[Passage], outcome: Suggestion, law: str
) -> str:
    """Why there is no value: what the letter says of this question first, then of the whole request."""
    passages = [one for match in paired[:1] for one in match.item.answers] or list(spoken)
    for passage in passages:
        for cue in cues_in(passage.plain, law):
            if cue.meaning in DECIDING and not NO_BECAUSE.search(passage.plain):
                return REASONS[cue.meaning]
    if found.abstained:
        return found.abstained
    if paired and paired[0].item.answers:
        return NO_VALUE
    return BY_OUTCOME.get(str(outcome.value), "not addressed")
