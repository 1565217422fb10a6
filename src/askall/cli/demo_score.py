"""How the demo did against the truth the simulation drew: what was filed, read and coded right."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from askall.findings.claims import ClaimResult
    from askall.mail.records import StoredMessage
    from askall.reading.records import StoredReading
    from askall.simulation.reenactment import Simulation
    from askall.study.records import StudyRecord


@dataclass(frozen=True, slots=True)
class Tallied:
    """Of `total`, so many `right`, `wrong`, and `left` open: in triage, abstained, or not coded."""

    right: int
    wrong: int
    left: int

    @property
    def total(self) -> int:
        """All of them."""
        return self.right + self.wrong + self.left

    def of(self) -> str:
        """In words."""
        share = f" ({self.right / self.total:.1%})" if self.total else ""
        return f"{self.right} of {self.total} right{share}, {self.wrong} wrong, {self.left} left open"


@dataclass(frozen=True, slots=True)
class Score:
    """Messages filed, outcomes and answers read, values coded; and the claims as checked."""

    filed: Tallied
    outcomes: Tallied
    answers: Tallied
    coded: Tallied
    claims: tuple[tuple[str, bool, str], ...]

    def as_json(self) -> dict[str, Any]:
        """For programs: {"filed": {"right", "wrong", "left"}, …, "claims": [{"text", "holds", "because"}]}."""
        parts = {name: getattr(self, name) for name in ("filed", "outcomes", "answers", "coded")}
        return {
            **{name: {"right": one.right, "wrong": one.wrong, "left": one.left} for name, one in parts.items()},
            "claims": [{"text": text, "holds": holds, "because": because} for text, holds, because in self.claims],
        }

    def lines(self) -> Iterable[str]:
        """For people."""
        yield ""
        yield "Against the truth the simulation drew:"
        yield f"  messages filed    {self.filed.of()}"
        yield f"  outcomes read     {self.outcomes.of()}"
        yield f"  answers read      {self.answers.of()}"
        yield f"  values coded      {self.coded.of()}"
        yield ""
        yield "The claims of the study:"
        for text, holds, because in self.claims:
            yield f"  {'holds        ' if holds else 'DOES NOT HOLD'}  {text}"
            yield f"                 {because}"


def filed_right(simulation: "Simulation", study: "StudyRecord") -> Tallied:
    """How the machine filed; to be asked before anybody settles triage."""
    from askall.asking import services as asking
    from askall.mail import services as mail

    bodies = {one.key: one.body.id for one in asking.requests(study=study.slug)}
    return _filed(simulation, {one.sha256: one for one in mail.messages()}, bodies)


def score_of(simulation: "Simulation", study: "StudyRecord", filed: Tallied, claims: "Iterable[ClaimResult]") -> Score:
    """Compare the workspace with the simulation's truth."""
    from askall.coding import services as coding
    from askall.mail import services as mail
    from askall.reading import services as reading

    stored = {one.sha256: one for one in mail.messages()}
    readings = reading.readings(study=study, messages=[one.key for one in stored.values()])
    outcomes, answers = _read(simulation, stored, readings)
    return Score(
        filed,
        outcomes,
        answers,
        _coded(simulation, coding.decisions(study=study)),
        tuple((one.text, one.holds, one.because) for one in claims),
    )


def tallied(marks: Iterable[str]) -> Tallied:
    """Marks "right", "wrong" and "left", counted."""
    counted = Counter(marks)
    return Tallied(counted["right"], counted["wrong"], counted["left"])


def _filed(simulation: "Simulation", stored: "Mapping[str, StoredMessage]", bodies: Mapping[int, str]) -> Tallied:
    """Filed where it belongs; mail that belongs nowhere is right in triage."""

    def mark(sha256: str, belongs: str) -> str:
        request = stored[sha256].request if sha256 in stored else None
        if request is None:
            return "left" if belongs else "right"
        return "right" if bodies[request] == belongs else "wrong"

    return tallied(mark(one.truth.sha256, one.truth.request) for one in simulation.mails)


def _read(
    simulation: "Simulation", stored: "Mapping[str, StoredMessage]", readings: "Mapping[int, StoredReading]"
) -> tuple[Tallied, Tallied]:
    """Each message's own outcome and answers, where it states any and was filed so that it could be read."""
    outcomes: list[str] = []
    answers: list[str] = []
    for one in simulation.mails:
        message = stored.get(one.truth.sha256)
        read = readings.get(message.key) if message else None
        if one.truth.outgoing or read is None:
            continue
        if one.truth.outcome:
            outcomes.append(_mark(read.reading.outcome.value, one.truth.outcome))
        suggested = dict(read.reading.answers)
        answers += [_mark(suggested[question].value, value) for question, value in one.truth.answers]
    return tallied(outcomes), tallied(answers)


def _mark(suggested: object, true: str) -> str:
    if suggested is None:
        return "left"
    return "right" if str(suggested) == true else "wrong"


def _coded(simulation: "Simulation", decisions: Mapping[str, Mapping[str, Any]]) -> Tallied:
    """Every value of the truth against what people finally decided."""
    marks = []
    for truth in simulation.requests:
        decided = decisions.get(truth.body, {})
        values = [("outcome", truth.outcome), *truth.answers] if truth.outcome != "no_reply" else []
        for variable, value in values:
            decision = decided.get(variable)
            marks.append(_mark(decision.value if decision and decision.final else None, value))
    return tallied(marks)
