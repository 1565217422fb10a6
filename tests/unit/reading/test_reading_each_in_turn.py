"""Figures for several makers in one answer: each goes to its own by the order, and every quote is the figure's."""

# ruff: noqa: E501 -- letters keep their lines.

import pytest

from askall.reading.read import read
from askall.reading.records import Suggestion, Text
from askall.study.records import Question

ASKED = "How many cranes of each make (Cranwick and Hoistley Gear) do you have?"
REQUEST = f"Dear Port,\n\n1. Do you have cranes made by Cranwick or Hoistley Gear?\n2. {ASKED}\n3. Who mends them?\n\nJo Poe\n"
# In the codebook the makers stand in the other order, and a keyword gives only half of a name.
COUNTS = (
    Question("hoistleys", "How many Hoistley Gear cranes does the body have?", "number", (), ("Hoistley cranes",)),
    Question("cranwicks", "How many Cranwick cranes does the body have?", "number", (), ("Cranwick cranes",)),
)


def told(answer: str, questions: tuple[Question, ...] = COUNTS) -> dict[str, Suggestion]:
    body = f"1. Do you have cranes made by Cranwick or Hoistley Gear?\n\nYes.\n\n2. {ASKED}\n\n{answer}\n\n3. Who mends them?\n\nWe do."
    letter = f"Dear Jo Poe\n\nOur answers are below.\n\n{body}\n\nYours sincerely\nA. Clerk\n"
    found = dict(read([Text("letter", letter, "0" * 64)], questions, "FOIA", REQUEST).answers)
    assert all(letter[each.start : each.end] == each.quote for one in found.values() for each in one.evidence)
    return found


@pytest.mark.parametrize(
    "answer",
    [
        "31 and 12 respectively.",
        "31 and 12.",
        "31 / 12",
        "We have thirty-one of the former and twelve of the latter.",
        "There are 31 Cranwick and 12 Hoistley Gear cranes.",
        "Hoistley Gear and Cranwick cranes number 12 and 31 respectively.",
        "31 Cranwick. 12 from Hoistley.",
    ],
)
def test_each_figure_goes_to_its_maker(answer):
    found = told(answer)
    assert (found["cranwicks"].value, found["hoistleys"].value) == (31, 12)


def test_a_figure_of_another_maker_alone_is_not_taken():
    found = told("We have 17 Cranwick cranes.")
    assert (found["cranwicks"].value, found["hoistleys"].value) == (17, None)


def test_the_quote_is_the_figure():
    assert told("31 and 12 respectively.")["hoistleys"].evidence[0].quote == "12"


def test_two_figures_that_are_not_in_turn_are_left_open_or_added_as_before():
    assert 12 not in {one.value for one in told("31 in the docks, and 12 more are on order.").values()}


def test_a_study_of_one_maker_adds_up_its_parts():
    one = (Question("cranwicks", "How many Cranwick cranes does the body have?", "number", (), ("Cranwick cranes",)),)
    assert told("31 and 12 respectively.", one)["cranwicks"].value == 43
