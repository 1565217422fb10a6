"""Two simulated people who read and code, with a stated rate of slips, and a third who settles their differences.

They decide from the truth, but only what the texts before them say: an answer whose words cannot be found in any text
is not coded. Their slips never fall on the same answer, so that adjudication, which sees differences only, can mend
each one. Real coders also err together; nothing here measures that.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from random import Random

from askall.coding.records import Quote
from askall.reading.records import Text
from askall.simulation.letters import Statement
from askall.simulation.truth import RequestTruth
from askall.study.records import MISSING, Question

ERROR_RATE = 0.04  # of the variables of a request, per coder
ADJUDICATOR = "adjudicator-synthetic"
# How far behind the question its answer may begin: a heading such as "Response" may stand between.
NEAR = 60
_LIKE = {
    "answered": "partly_answered",
    "partly_answered": "answered",
    "refused": "neither_confirm_nor_deny",
    "not_held": "refused",
    "neither_confirm_nor_deny": "refused",
    "review_overturned": "answered",
    "review_upheld": "refused",
    "acknowledged": "clarification_asked",
    "clarification_asked": "acknowledged",
    "transferred": "not_held",
    "undeliverable": "no_reply",
    "withdrawn": "clarification_asked",
}


@dataclass(frozen=True, slots=True)
class Decision:
    """What one person writes for one variable of one request: "outcome" or a question id."""

    request_body: str
    variable: str
    value: str
    provisions: tuple[str, ...] = ()
    quotes: tuple[Quote, ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True)
class Casefile:
    """All that lies before a coder. `statements` are the words to look for, the latest mail first.

    `texts` are the texts of the mails and files filed to the request; `suggested` maps a variable to the machine's
    value and where it found it.
    """

    truth: RequestTruth
    statements: tuple[Statement, ...]
    texts: tuple[Text, ...]
    questions: tuple[Question, ...]
    suggested: Mapping[str, tuple[str, tuple[Quote, ...]]]


def decide(case: Casefile) -> tuple[Decision, ...]:
    """What a faultless reader of these texts writes; nothing where nothing can be read.

    Where only automatic replies and the like came in, that is "no_reply", which the log shows and no quote can.
    """
    if case.truth.outcome == "no_reply":
        return (Decision(case.truth.body, "outcome", "no_reply"),)
    found = {one: quote for one in case.statements if (quote := _find(one, case.texts))}
    spoken = [one for one in case.statements if one.variable == "outcome" and one in found]
    last = next((one for one in spoken if one.value == case.truth.outcome), spoken[0] if spoken else None)
    if last is None:
        return ()
    seen = last.value == case.truth.outcome
    provisions = case.truth.provisions if seen else ()
    outcome = Decision(case.truth.body, "outcome", last.value, provisions, _quotes(case, last, found[last]))
    answers = dict(case.truth.answers) if seen else dict.fromkeys((one.id for one in case.questions), "not_stated")
    return (outcome, *(_answer(case, question.id, answers, found) for question in case.questions if answers))


def _answer(case: Casefile, question: str, answers: Mapping[str, str], found: Mapping[Statement, Quote]) -> Decision:
    value = answers.get(question, "not_stated")
    said = next(
        (one for one in case.statements if (one.variable, one.value) == (question, value) and one in found), None
    )
    if said:
        return Decision(case.truth.body, question, value, (), _quotes(case, said, found[said]))
    if value in MISSING:
        return Decision(case.truth.body, question, value)
    return Decision(case.truth.body, question, "not_stated", (), (), "No words for an answer were found in the texts.")


def _quotes(case: Casefile, said: Statement, own: Quote) -> tuple[Quote, ...]:
    """The machine's quotes where its value is right (a coder accepts those), otherwise the coder's own."""
    value, quotes = case.suggested.get(said.variable, ("", ()))
    return quotes if quotes and value == said.value else (own,)


@dataclass(frozen=True, slots=True)
class Coder:
    """A person with a rate of slips. Where `minds` has slipped, this one does not."""

    handle: str
    seed: int
    error_rate: float = ERROR_RATE
    minds: "Coder | None" = None

    def slips(self, request: str, variable: str) -> bool:
        """Whether this coder gets this variable wrong; the same answer each time it is asked."""
        if self.minds and self.minds.slips(request, variable):
            return False
        return Random(f"{self.seed}/{self.handle}/{request}/{variable}").random() < self.error_rate

    def code(self, case: Casefile) -> tuple[Decision, ...]:
        """The coder's word on every variable of the request, slips included."""
        return tuple(
            self._slip(decision, case) if self.slips(decision.request_body, decision.variable) else decision
            for decision in decide(case)
        )

    def _slip(self, decision: Decision, case: Casefile) -> Decision:
        rng = Random(f"{self.seed}/{self.handle}/slip/{decision.request_body}/{decision.variable}")
        question = next((one for one in case.questions if one.id == decision.variable), None)
        value = _wrong(decision.value, question, bool(decision.quotes), rng)
        return replace(decision, value=value, provisions=() if value != decision.value else decision.provisions)


def _wrong(value: str, question: Question | None, quoted: bool, rng: Random) -> str:
    """Another value a tired reader might write. Without a quote only a missing-value code can be written."""
    if question is None:
        return _LIKE.get(value, value)
    missing = [code for code in ("not_stated", "unclear") if code != value]
    if not quoted:
        return rng.choice(missing)
    if value.isdecimal():
        return str(int(value) + rng.choice([1, 10, 100]))
    others = [choice for choice in question.choices if choice not in (value, "human_rights")]
    return rng.choice([*others, *missing])


def two_coders(seed: int, error_rate: float = ERROR_RATE) -> tuple[Coder, Coder]:
    """The two people of the demo."""
    first = Coder("coder-a-synthetic", seed, error_rate)
    return first, Coder("coder-b-synthetic", seed, error_rate, first)


def settle(case: Casefile, first: Sequence[Decision], second: Sequence[Decision]) -> tuple[Decision, ...]:
    """The adjudicator's word on every variable where the two differ in value or provisions."""
    other = {one.variable: one for one in second}
    differing = {
        one.variable
        for one in first
        if (mate := other.get(one.variable)) and (one.value, one.provisions) != (mate.value, mate.provisions)
    }
    return tuple(
        replace(one, why="Settled on reading the letter again.") for one in decide(case) if one.variable in differing
    )


def _find(said: Statement, texts: Sequence[Text]) -> Quote | None:
    return next((quote for text in texts if (quote := locate(said, text))), None)


def locate(said: Statement, text: Text) -> Quote | None:
    """The exact slice of `text` that says it, lines broken anywhere; the place right behind `said.after` if given."""
    ends = [match.end() for match in _pattern(said.after, r"[\s>|]+").finditer(text.text)] if said.after else [0]
    places = [
        (match.start() - end, match) for end in ends if (match := _pattern(said.text, r"\s+").search(text.text, end))
    ]
    near = [place for place in places if not said.after or place[0] <= NEAR]
    if not near:
        return None
    match = min(near, key=lambda place: place[0])[1]
    return Quote(text.sha256, text.part, text.label, match.start(), match.end(), match.group())


@lru_cache(maxsize=4096)
def _pattern(words: str, between: str) -> re.Pattern[str]:
    """The words in order, as whole words, with any white space between them."""
    joined = between.join(re.escape(word) for word in words.split())
    return re.compile(rf"(?<!\w){joined}(?!\w)")
