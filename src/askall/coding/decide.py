"""From append-only codings to the final value of each variable of each request. Nothing is stored: it is computed."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from askall.coding.records import Coding, Quote

UNDECIDED = "undecided"
AWAITING = "awaiting_second_coder"
DISAGREEMENT = "disagreement"
AGREED = "agreed"
ADJUDICATED = "adjudicated"
STATES = (UNDECIDED, AWAITING, DISAGREEMENT, AGREED, ADJUDICATED)


@dataclass(frozen=True, slots=True)
class Decision:
    """Where one variable of one request stands. `value` is "" unless the state is agreed or adjudicated.

    `codings` are those it rests on: the latest of each coder in order of their handles, or the one adjudication.
    `coders` are all people who coded it, also those whom an adjudication overruled.
    """

    request: str
    variable: str
    state: str
    value: str = ""
    provisions: tuple[str, ...] = ()
    quotes: tuple[Quote, ...] = ()
    coders: tuple[str, ...] = ()
    codebook_version: int = 0
    codings: tuple[Coding, ...] = ()

    @property
    def final(self) -> bool:
        """Whether the value may be counted."""
        return self.state in (AGREED, ADJUDICATED)

    @property
    def adjudicated(self) -> bool:
        return self.state == ADJUDICATED


@dataclass(frozen=True, slots=True)
class Progress:
    """How many variables of how many requests are in which state; `by_coder` counts the variables each person coded."""

    expected: int
    states: dict[str, int]
    by_coder: dict[str, int]

    @property
    def final(self) -> int:
        """How many may be counted."""
        return self.states[AGREED] + self.states[ADJUDICATED]


def decide(request: str, variable: str, codings: Iterable[Coding], coders: int = 2) -> Decision:
    """Decide one variable of one request from all its codings.

    It takes the same value from `coders` different people, or the latest adjudication. The machine's codings and
    blanks never count. Sections of law must be the same too, where more than one coder names any.
    """
    people = [one for one in codings if one.value.strip()]
    latest = latest_by_coder(one for one in people if one.role == "coder")
    adjudications = sorted((one for one in people if one.role == "adjudicator"), key=lambda one: one.at)
    names = tuple(one.coder for one in latest)
    if adjudications:
        return _decision(request, variable, ADJUDICATED, adjudications[-1:], (*names, adjudications[-1].coder))
    if not latest:
        return Decision(request, variable, UNDECIDED)
    if not _all_same(latest):
        return Decision(request, variable, DISAGREEMENT, coders=names, codings=latest)
    if len(latest) < coders:
        return Decision(request, variable, AWAITING, coders=names, codings=latest)
    return _decision(request, variable, AGREED, latest, names)


def decide_all(codings: Iterable[Coding], coders: int = 2) -> tuple[Decision, ...]:
    """A decision for every (request, variable) that a person or the machine has touched, in that order."""
    grouped: dict[tuple[str, str], list[Coding]] = defaultdict(list)
    for coding in codings:
        grouped[coding.request, coding.variable].append(coding)
    return tuple(decide(*key, grouped[key], coders) for key in sorted(grouped))


def disagreements(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """What an adjudicator has to settle, in order of request and variable."""
    return tuple(sorted((one for one in decisions if one.state == DISAGREEMENT), key=_place))


def progress(expected: Iterable[tuple[str, str]], decisions: Iterable[Decision]) -> Progress:
    """Counts over `expected`, the (request, variable) pairs to be coded; what nobody touched is undecided."""
    wanted = set(expected)
    known = [one for one in decisions if (one.request, one.variable) in wanted]
    states = Counter(one.state for one in known)
    states[UNDECIDED] += len(wanted) - len(known)
    by_coder = Counter(coder for one in known for coder in set(one.coders))
    return Progress(len(wanted), {state: states[state] for state in STATES}, dict(sorted(by_coder.items())))


def latest_by_coder(codings: Iterable[Coding]) -> tuple[Coding, ...]:
    """The last word of each coder, in order of handles. Of two at the same moment the later in the list counts."""
    latest: dict[str, Coding] = {}
    for coding in codings:
        known = latest.get(coding.coder)
        if known is None or coding.at >= known.at:
            latest[coding.coder] = coding
    return tuple(latest[coder] for coder in sorted(latest))


def _place(decision: Decision) -> tuple[str, str]:
    return decision.request, decision.variable


def _all_same(codings: Iterable[Coding]) -> bool:
    """Same value, and the same sections where sections were named: a blank list of sections contradicts nobody."""
    values, sections = set[str](), set[frozenset[str]]()
    for coding in codings:
        values.add(_comparable(coding.value))
        if coding.provisions:
            sections.add(frozenset(coding.provisions))
    return len(values) == 1 and len(sections) <= 1


def _comparable(value: str) -> str:
    return " ".join(value.split()).casefold()


def _decision(request: str, variable: str, state: str, codings: Iterable[Coding], coders: Iterable[str]) -> Decision:
    rests_on = tuple(codings)
    return Decision(
        request,
        variable,
        state,
        value=rests_on[0].value,
        provisions=next((one.provisions for one in rests_on if one.provisions), ()),
        quotes=tuple(dict.fromkeys(quote for one in rests_on for quote in one.quotes)),
        coders=tuple(dict.fromkeys(coders)),
        codebook_version=max(one.codebook_version for one in rests_on),
        codings=rests_on,
    )
