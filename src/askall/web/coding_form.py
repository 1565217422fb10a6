"""The form of one request to be coded: what each field shows, and what was entered in it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.http import QueryDict

from askall.coding.forms import Case, Entered
from askall.coding.records import Coding, Quote
from askall.foundation.errors import Fault
from askall.foundation.text import storable
from askall.study.records import MISSING, Question
from askall.web.history import place_of
from askall.web.words import MISSING as MISSING_WORDS
from askall.web.words import OUTCOMES, plain

OUTCOME_QUESTION = "What happened to the request in the end?"
OUTCOME_GUIDANCE = "The last word of the thread counts."
FORMS = {
    "number": "a figure, such as 56",
    "money": "pounds, such as 1250.00",
    "date": "a day, such as 2022-02-07",
    "text": "a few words",
    "list": "several, with “;” between",
}
OWN = ""
"""What the choice of a quote is where the words are typed."""


@dataclass(frozen=True, slots=True)
class Option:
    """One allowed answer."""

    value: str
    label: str
    hint: str
    checked: bool


@dataclass(frozen=True, slots=True)
class Offer:
    """Quotes that may be taken over: the machine's, or what a person quoted. `key` is what the form sends."""

    key: str
    who: str
    quotes: tuple[Quote, ...]

    @property
    def places(self) -> list[tuple[str, str, str]]:
        """Each quote's words, the anchor of its place on our page, and in which page or sheet of a file it stands."""
        found = [place_of(one) for one in self.quotes]
        return [(one.quote, one.anchor, one.where) for one in found]


@dataclass(frozen=True, slots=True)
class Field:
    """One variable of the form. `options` are radios, or boxes if `several`; `typed` is None where nothing is typed."""

    variable: str
    title: str
    guidance: str
    options: tuple[Option, ...]
    several: bool
    typed: str | None
    form: str
    provisions: str
    offers: tuple[Offer, ...]
    chosen: str
    quote: str
    note: str
    suggestion: str
    suggested_provisions: str
    confidence: int
    by_model: bool
    guess: bool = False
    leaning: str = ""
    others: tuple[Coding, ...] = ()
    errors: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def is_outcome(self) -> bool:
        """Whether it is the outcome of the request."""
        return self.variable == "outcome"


@dataclass(frozen=True, slots=True)
class Shown:
    """What a form is made for: a case, whose turn it is, in which role, and whether the machine's word is shown."""

    case: Case
    person: str
    role: str
    blind: bool

    def variables(self) -> tuple[str, ...]:
        """What is to be filled in: everything, or for who settles differences, what coders disagree on."""
        listed = self.case.sheet.variables()
        return listed if self.role == "coder" else tuple(one for one in listed if self._is_to_be_settled(one))

    def _is_to_be_settled(self, variable: str) -> bool:
        """What coders disagree on, and what this person has settled before and may see otherwise now."""
        found = self.case.decisions.get(variable)
        settled = self.case.of(variable, self.person, self.role) is not None
        return settled or (found is not None and found.state == "disagreement")

    def offers(self, variable: str) -> tuple[Offer, ...]:
        """The quotes that may be taken over. A coder never sees another coder's."""
        case, found = self.case, []
        mine = case.of(variable, self.person, self.role)
        if mine and mine.quotes:
            found.append(Offer("mine", "My earlier quote", mine.quotes))
        quoted: dict[tuple[Quote, ...], list[str]] = {}
        for one in self.others(variable):
            if one.quotes:
                quoted.setdefault(one.quotes, []).append(one.coder)
        for number, (quotes, coders) in enumerate(quoted.items()):
            found.append(Offer(f"coder-{number}", f"Quoted by {' and '.join(coders)}", quotes))
        word = case.suggested.get(variable)
        if word and word.quotes and not self.blind:
            who = "The language model's quote" if word.by_model else "The machine's quote"
            found.append(Offer("machine", who, word.quotes))
        if not self.blind and (leans := case.leans(variable)) and leans.quotes:
            found.append(Offer("machine", "What the machine hesitates over", leans.quotes))
        return tuple(found)

    def others(self, variable: str) -> tuple[Coding, ...]:
        """What each coder said last, for who settles it."""
        if self.role == "coder":
            return ()
        said = [one for one in self.case.codings if one.variable == variable and one.role == "coder"]
        return tuple({one.coder: one for one in said}.values())


def name_of(variable: str, part: str) -> str:
    """The name of a control in the form."""
    return f"{variable}-{part}"


def entered_in(post: QueryDict, shown: Shown) -> dict[str, Entered]:
    """What was entered, by variable; what was left blank altogether is left out."""
    found = {one: _entered(post, one, shown) for one in shown.variables()}
    return {variable: one for variable, one in found.items() if not one.blank}


def _entered(post: QueryDict, variable: str, shown: Shown) -> Entered:
    def text(part: str) -> str:
        return storable(post.get(name_of(variable, part), "").strip())

    ticked = [storable(one) for one in post.getlist(name_of(variable, "value")) if one]
    value = "; ".join([*filter(None, [text("typed")]), *ticked])
    taken = next((one for one in shown.offers(variable) if one.key == text("from")), None)
    places = taken.quotes if taken and not text("quote") else ()
    return Entered(value, text("provisions"), text("quote"), places, text("note"))


def contradictions(post: QueryDict, shown: Shown) -> list[Fault]:
    """Where an answer is typed and a code for a missing answer ticked: one of them is a slip, and only the person
    knows which."""
    faults = []
    for variable in shown.variables():
        typed = post.get(name_of(variable, "typed"), "").strip()
        ticked = post.getlist(name_of(variable, "value"))
        missing = next((one for one in ticked if one in MISSING), "")
        if typed and missing:
            why = f"“{typed[:60]}” and “{plain(missing)}” cannot both hold. Clear one of them."
            faults.append(Fault(variable, why, column="value"))
    return faults


def fields(shown: Shown, post: QueryDict | None = None, faults: Iterable[Fault] = ()) -> list[Field]:
    """The form: blank, with what this person said before, or with what was just entered and what is wrong with it."""
    errors: dict[str, dict[str, list[str]]] = {}
    for fault in faults:
        errors.setdefault(fault.path, {}).setdefault(fault.column or "value", []).append(fault.why)
    return [_field(shown, variable, post, errors.get(variable, {})) for variable in shown.variables()]


def _field(shown: Shown, variable: str, post: QueryDict | None, errors: dict[str, list[str]]) -> Field:
    question = shown.case.sheet.question(variable)
    offers = shown.offers(variable)
    before = shown.case.of(variable, shown.person, shown.role)
    said = _said_before(before, question, offers) if post is None else _posted(post, variable)
    word = None if shown.blind else shown.case.suggested.get(variable)
    leans = None if shown.blind else shown.case.leans(variable)
    return Field(
        variable,
        question.text if question else OUTCOME_QUESTION,
        question.guidance if question else OUTCOME_GUIDANCE,
        _options(question, said.ticked),
        question is not None and question.kind == "list" and bool(question.choices),
        said.typed if question and not question.choices else None,
        FORMS.get(question.kind, "") if question else "",
        said.provisions,
        offers,
        said.chosen,
        said.quote,
        said.note,
        word.value if word else "",
        "; ".join(word.provisions) if word else "",
        round(100 * word.confidence) if word else 0,
        bool(word and word.by_model),
        bool(word and word.guess),
        leans.value if leans else "",
        shown.others(variable),
        {column: tuple(whys) for column, whys in errors.items()},
    )


@dataclass(frozen=True, slots=True)
class _Said:
    ticked: frozenset[str] = frozenset()
    typed: str = ""
    provisions: str = ""
    chosen: str = OWN
    quote: str = ""
    note: str = ""


def _posted(post: QueryDict, variable: str) -> _Said:
    typed, provisions, chosen, quote, note = (
        post.get(name_of(variable, part), "") for part in ("typed", "provisions", "from", "quote", "note")
    )
    return _Said(frozenset(post.getlist(name_of(variable, "value"))), typed, provisions, chosen, quote, note)


def _said_before(before: Coding | None, question: Question | None, offers: Iterable[Offer]) -> _Said:
    if before is None:
        return _Said()
    typed = "" if before.value in MISSING else before.value
    ticked = before.value.split("; ") if question and question.kind == "list" else [before.value]
    kept = "mine" if any(one.key == "mine" for one in offers) else OWN
    return _Said(frozenset(ticked), typed, "; ".join(before.provisions), kept, "", before.why)


def _options(question: Question | None, ticked: frozenset[str]) -> tuple[Option, ...]:
    if question is None:
        return tuple(Option(code, word, hint, code in ticked) for code, (word, hint) in OUTCOMES.items())
    choices = [Option(one, one, "", one in ticked) for one in question.choices]
    missing = [Option(code, word, hint, code in ticked) for code, (word, hint) in MISSING_WORDS.items()]
    return (*choices, *missing)
