"""Coding one request at a time, as the local pages do: what is to be coded, and a filled form checked as a sheet is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from askall.asking.records import RequestRecord
from askall.bodies.records import Body
from askall.coding.decide import DISAGREEMENT, Decision
from askall.coding.freezing import is_complete_by
from askall.coding.machine import MachineWord
from askall.coding.needs import OUTCOME
from askall.coding.records import Coding, Quote, StoredText
from askall.coding.sheet_reading import SheetRow, read_rows
from askall.coding.sheets import SheetRequest
from askall.foundation.errors import Fault, InputFaults
from askall.study.records import Codebook, Question

NOBODY = "nobody"
BEGUN = "begun"
DISPUTED = "disagreement"
DONE = "done"
CODING_STATES = (NOBODY, BEGUN, DISPUTED, DONE)

PIECES = " […] "


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the coding of one request stands. `coders` are the people who coded any of it.

    `outcome` and the `provisions` it names are the final ones or, while `settled` is false, the machine's; "" and none
    where neither says any.
    """

    state: str
    coders: tuple[str, ...]
    disputed: tuple[str, ...]  # variables on which coders disagree
    outcome: str = ""
    provisions: tuple[str, ...] = ()
    settled: bool = False


@dataclass(frozen=True, slots=True)
class Case:
    """One request as a person codes it.

    `codings` are all that people said, oldest first; `suggested` is the machine's word by variable, and `decisions`
    where each variable stands. `leaning` is the outcome that the machine is not sure enough of to suggest.
    """

    request: RequestRecord
    sheet: SheetRequest
    suggested: Mapping[str, MachineWord]
    codings: tuple[Coding, ...]
    decisions: Mapping[str, Decision]
    leaning: MachineWord | None = None

    def leans(self, variable: str) -> MachineWord | None:
        """What the machine is not sure enough of to suggest."""
        return self.leaning if variable == OUTCOME else None

    def of(self, variable: str, coder: str, role: str = "coder") -> Coding | None:
        """What this person said last."""
        said = [one for one in self.codings if (one.variable, one.coder, one.role) == (variable, coder, role)]
        return said[-1] if said else None


@dataclass(frozen=True, slots=True)
class Entered:
    """What was entered for one variable. `quote` is in the person's words and is looked up; if it is blank, `places`
    are the quotes taken over from a suggestion or another coding. A blank `value` leaves the variable uncoded."""

    value: str
    provisions: str = ""
    quote: str = ""
    places: tuple[Quote, ...] = ()
    note: str = ""

    @property
    def blank(self) -> bool:
        """Whether nothing at all was entered."""
        return not (self.value or self.provisions or self.quote or self.places or self.note)


def read_form(
    entered: Mapping[str, Entered], request: SheetRequest, codebook: Codebook, texts: Sequence[StoredText]
) -> tuple[SheetRow, ...]:
    """The codings of a form, by variable, with all that holds for a sheet's rows.

    Raises InputFaults whose `path` is the variable and whose `column` is value, provisions or quote: nothing of a
    faulty form is used.
    """
    variables = tuple(entered)
    cells = [
        {
            "request": request.request,
            "variable": variable,
            "value": one.value,
            "provisions": one.provisions,
            "quote": one.quote or PIECES.join(place.quote for place in one.places),
            "note": one.note,
            "codebook_version": str(codebook.version),
        }
        for variable, one in entered.items()
    ]
    try:
        rows = read_rows(enumerate(cells), "form", codebook, [request], lambda _: texts)
    except InputFaults as error:
        raise InputFaults(
            Fault(variables[fault.row or 0], fault.why, column=fault.column) for fault in error.faults
        ) from error
    return tuple(_with_places(row, entered[row.variable]) for row in rows)


def _with_places(row: SheetRow, entered: Entered) -> SheetRow:
    """Words taken over keep their own place, also where the same words stand earlier in the text."""
    return row if entered.quote or not entered.places else replace(row, quotes=entered.places)


def standing_of(
    body: Body, decisions: Mapping[str, Decision], machine: Coding | None, questions: Sequence[Question]
) -> Standing:
    """Where the coding of a request stands that mail came in for. `machine` is its word on the outcome, if any."""
    disputed = tuple(one.variable for one in decisions.values() if one.state == DISAGREEMENT)
    coders = tuple(sorted({coder for one in decisions.values() for coder in one.coders}))
    if disputed:
        state = DISPUTED
    elif is_complete_by(decisions, body, questions):
        state = DONE
    else:
        state = BEGUN if coders else NOBODY
    outcome = decisions.get(OUTCOME)
    if outcome and outcome.final:
        return Standing(state, coders, disputed, outcome.value, outcome.provisions, settled=True)
    return Standing(state, coders, disputed, machine.value if machine else "", machine.provisions if machine else ())
