"""A form is checked as a sheet is, and the standing of a request follows from its decisions."""

from datetime import UTC, datetime

import pytest

from askall.bodies.records import Body
from askall.coding.decide import decide_all
from askall.coding.forms import BEGUN, DISPUTED, DONE, NOBODY, Entered, Standing, read_form, standing_of
from askall.coding.quotes import quote_at
from askall.coding.records import Coding, StoredText
from askall.coding.sheets import SheetRequest
from askall.foundation.errors import InputFaults
from askall.study.codebook import codebook_of
from askall.study.records import Question

QUESTIONS = (Question("uses", "Does it?", choices=("yes", "no")), Question("count", "How many?", kind="number"))
BOOK = codebook_of(QUESTIONS, version=2)
SHEET = SheetRequest("WXB", "WXB", "Wexbarrow", "FOIA", QUESTIONS)
TEXT = StoredText("a" * 64, 0, "message", "Yes. As we said, yes. There are 56.")
BODY = Body(
    id="WXB",
    name="Wexbarrow",
    short_name="Wexbarrow",
    type="district",
    nation="England",
    region="South East",
    law="FOIA",
)
NOW = datetime(2022, 2, 7, tzinfo=UTC)


def test_a_form_gives_codings_with_located_quotes() -> None:
    entered = {"uses": Entered("Yes", quote="As we said,\n yes"), "count": Entered("not stated", note="Drafts only.")}
    uses, count = read_form(entered, SHEET, BOOK, [TEXT])
    assert (uses.variable, uses.value, uses.quotes[0].quote) == ("uses", "yes", "As we said, yes")
    assert (count.value, count.quotes, count.note, count.codebook_version) == ("not_stated", (), "Drafts only.", 2)


def test_a_quote_taken_over_keeps_its_place() -> None:
    """The same word stands earlier in the text; what the person saw is what is kept."""
    second = quote_at(TEXT, 17, 20)
    (row,) = read_form({"uses": Entered("yes", places=(second,))}, SHEET, BOOK, [TEXT])
    assert row.quotes == (second,)
    (typed,) = read_form({"uses": Entered("yes", quote="Yes", places=(second,))}, SHEET, BOOK, [TEXT])
    assert typed.quotes[0].start == 0


def test_faults_bear_the_name_of_variable_and_field() -> None:
    entered = {"uses": Entered("yes"), "count": Entered("many", quote="There are 56."), "outcome": Entered("refused")}
    with pytest.raises(InputFaults) as caught:
        read_form(entered, SHEET, BOOK, [TEXT])
    assert sorted((one.path, one.column) for one in caught.value.faults) == [
        ("count", "value"),
        ("outcome", "provisions"),
        ("outcome", "quote"),
        ("uses", "quote"),
    ]


def told(*said: tuple[str, str, str], machine: Coding | None = None) -> Standing:
    codings = [Coding("WXB", variable, value, coder, "coder", 2, NOW) for coder, variable, value in said]
    decided = {one.variable: one for one in decide_all(codings, 2)}
    return standing_of(BODY, decided, machine, QUESTIONS)


def standing(*said: tuple[str, str, str]) -> str:
    return told(*said).state


def test_the_standing_of_a_request() -> None:
    refused = [("anna", "outcome", "refused"), ("ben", "outcome", "refused")]
    assert standing() == NOBODY
    assert standing(refused[0]) == BEGUN
    assert standing(*refused) == DONE
    assert standing(refused[0], ("ben", "outcome", "answered")) == DISPUTED
    answered = [(coder, "outcome", "answered") for coder in ("anna", "ben")]
    assert standing(*answered) == BEGUN, "an answered request is done when its questions are"
    assert (
        standing(*answered, *[(one, "uses", "no") for one in ("a", "b")], *[(one, "count", "0") for one in "ab"])
        == DONE
    )


def test_the_machines_outcome_stands_until_people_have_settled_it() -> None:
    machine = Coding("WXB", "outcome", "refused", "machine:reader", "machine", 2, NOW, provisions=("FOIA 31(1)(a)",))
    one = told(("anna", "outcome", "not_held"), machine=machine)
    assert (one.outcome, one.provisions, one.settled) == ("refused", ("FOIA 31(1)(a)",), False)
    both = told(("anna", "outcome", "not_held"), ("ben", "outcome", "not_held"), machine=machine)
    assert (both.outcome, both.provisions, both.settled) == ("not_held", (), True)
    assert told().outcome == ""
