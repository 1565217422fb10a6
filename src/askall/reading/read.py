"""Read: the texts of one message or document → outcome, provisions, answers and dates, each with its quote.

segment (segmenting, passages) → align with the questions (alignment) → cues (cues, weighing) → decision (decide,
answers).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from askall.reading.alignment import align, align_in_order
from askall.reading.answers import answers
from askall.reading.decide import decide
from askall.reading.events import events
from askall.reading.explaining import explained
from askall.reading.folding import fold
from askall.reading.guessing import guesses
from askall.reading.leaning import outcome_said
from askall.reading.parts import Item
from askall.reading.passage import Passage
from askall.reading.passages import passages
from askall.reading.provisions import provisions
from askall.reading.records import Provision, Reading, Suggestion, Text
from askall.reading.weighing import Weighed, weigh
from askall.study.letters import numbered
from askall.study.records import Question

Answers = tuple[tuple[str, Suggestion], ...]
ANSWERED = ("answered", "partly_answered", None)  # as what a letter may be taken whose paragraphs answer in order
NOT_BY_ORDER = frozenset({"it is counted", "it is only planned"})  # which hang on a question that stands there
BY_ORDER = 0.65  # how sure an answer is that its place in the letter tells
GUESS = 0.5  # how sure what the sentences tell may be, for their order to tell it more surely
FEWEST = 2  # questions
SURE = 0.7  # an answer this sure tells what was decided where no other word does
# What an earlier decision rested on: "you asked us to look again at our refusal, which relied on section 12".
_TOLD_AGAIN = re.compile(
    r"^you (?:wrote|asked|complained|requested|contacted|e-?mailed)\b.*\b(?:refus\w+|decision|relied|response)\b"
    r"|^(?:that|the|our|its) (?:original |first |initial |earlier |previous )?(?:response|decision|refusal|reply) "
    r"(?:had )?(?:relied|was made|rested|cited|refused)\b"
    r"|^in (?:that|our|its|the (?:original|first|initial|earlier)) (?:response|reply|decision|letter)\b"
    r"|^the (?:\w+ ){1,3}(?:had )?relied (?:up)?on\b"
    r"|\b(?:review|reconsider) (?:of )?(?:the|our|its) (?:refusal|decision)\b"
    r"|\b(?:reply|response|decision|letter) of \d{1,2}\w* \w+\b[^.]{0,60}\b(?:refused|withheld|turned down)\b"
    r"|\bin which\b[^.]{0,40}\b(?:was|were) (?:turned down|withheld|refused)\b|^it (?:withheld|refused)\b"
    r"|^the points? at issue\b"
)
_OF_A_PART = re.compile(r"\bquestions? \d|\bparts?\b|\bpoints? \d|\bitems? \d")
RELYING = ("own", "argument")
SUBSTANTIVE = frozenset(
    {"partly_answered", "refused", "not_held", "neither_confirm_nor_deny", "review_upheld", "review_overturned"}
)


def read(texts: Sequence[Text], questions: Sequence[Question], law: str, letter: str = "") -> Reading:
    """What the texts suggest. `law` is the one the request was made under (FOIA, FOISA, EIR, EISR) and `letter` the
    text that was sent, so that its echo is known; "" if it is not at hand.

    Raises nothing for any text. Every quote equals its slice of `texts[part].text`.
    """
    begun = before_guesses(texts, questions, law, letter)
    told, outcome = begun.told, begun.outcome
    if outcome.value in ANSWERED:
        told = guesses(told, begun.found, begun.items, questions, letter)
    return Reading(
        outcome=outcome_said(outcome),
        provisions=_provisions(begun.found, outcome, law),
        answers=told,
        events=events(begun.found, outcome, next((one.sent_on for one in texts if one.sent_on), None), letter),
    )


@dataclass(frozen=True, slots=True)
class Begun:
    """What rules tell of a letter: its passages, the questions they answer, the outcome and the answers."""

    found: Sequence[Passage]
    items: Sequence[Item]
    outcome: Suggestion
    told: Answers


def before_guesses(texts: Sequence[Text], questions: Sequence[Question], law: str, letter: str = "") -> Begun:
    """As `read`, without what is only guessed, and whatever the outcome leans to taken for one."""
    found = passages(texts, letter, tuple(questions))
    items = align(found, letter)
    decided, weighed = _decided(texts, questions, law, letter, found, items)
    told = answers(found, items, questions, decided, law, letter)
    if not items and decided.value in ANSWERED and not any(one.automatic for one in texts):
        told = _also(told, answers(found, align_in_order(found, letter), questions, decided, law, letter))
    return Begun(found, items, explained(_with_answers(decided, told), weighed), told)


def _decided(
    texts: Sequence[Text],
    questions: Sequence[Question],
    law: str,
    letter: str,
    found: Sequence[Passage],
    items: Sequence[Item],
) -> tuple[Suggestion, Weighed]:
    """What was decided. Where the letter is not at hand the questions of the codebook stand in for it: good enough to
    tell answers from everything else, not to tell by their numbers which is of which."""
    if not letter and len(questions) >= FEWEST:
        letter = numbered([one.text for one in questions])
        found = passages(texts, letter)
        items = align(found, letter)
    weighed = weigh(found, items, law)
    return decide(weighed, found, texts, law, letter), weighed


def _also(told: Answers, ordered: Answers) -> Answers:
    """The answers, and where there is none, what the order of the paragraphs tells, less surely."""
    return tuple(
        (name, _surer(one, replace(other, confidence=min(other.confidence, BY_ORDER))))
        if not NOT_BY_ORDER & set(other.why)
        else (name, one)
        for (name, one), (_, other) in zip(told, ordered, strict=True)
    )


def _surer(told: Suggestion, ordered: Suggestion) -> Suggestion:
    """What the sentences tell, unless they tell nothing or their order tells it more surely than a guess."""
    guessed = told.value is None or told.confidence <= GUESS
    return ordered if guessed and (ordered.value is not None or told.value is None) else told


def _with_answers(outcome: Suggestion, told: Sequence[tuple[str, Suggestion]]) -> Suggestion:
    """A letter that says nothing of its decision and gives an answer has answered; a refusal beside a clear answer is
    one of a part."""
    given = [one for _, one in told if one.value is not None and one.confidence >= SURE]
    if not given or outcome.value not in (None, "refused") or _is_vexatious(outcome):
        return outcome
    apart = [one for one in given if not set(one.evidence) & set(outcome.evidence)]
    if outcome.value is None:
        return Suggestion("answered", 0.65, given[0].evidence)
    return Suggestion("partly_answered", 0.65, apart[0].evidence + outcome.evidence) if apart else outcome


def _is_vexatious(outcome: Suggestion) -> bool:
    """Whether a request is refused as vexatious: that is the whole of it, whatever is told of the correspondence."""
    quotes = [fold(one.quote) for one in outcome.evidence]
    return outcome.value == "refused" and any("vexatious" in one and not _OF_A_PART.search(one) for one in quotes)


def _provisions(found: Sequence[Passage], outcome: Suggestion, law: str) -> tuple[Provision, ...]:
    """Only a decision relies on provisions: an acknowledgement or an extension merely names them. A review that
    overturns a decision does not rely on what it tells of that one."""
    if outcome.value not in SUBSTANTIVE:
        return ()
    relying = (one for one in found if one.label in RELYING)
    overturned = outcome.value == "review_overturned"
    return provisions((one for one in relying if not (overturned and _TOLD_AGAIN.search(one.plain))), law)
