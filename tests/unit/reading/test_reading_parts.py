"""Answers to the parts of a question, each given to its part; what a second clause says of something else."""

# ruff: noqa: E501 -- letters keep their lines.

import pytest

from askall.reading.read import read
from askall.reading.records import Text
from askall.reading.sentences import lettered_off
from askall.study.records import Question


def choice(name: str, text: str, *keywords: str) -> Question:
    return Question(name, text, "choice", ("yes", "no"), keywords)


RACES = choice("races", "Does the trust hold boat races?", "boat races", "races")
CHARGE = choice("charge", "Is there a charge for mooring?", "charge", "mooring")
LESS = choice("less", "Is the charge less for pensioners?", "pensioners")
HOUSEBOATS = choice("houseboats", "Does the trust license houseboats?", "houseboats")
LETTER = """Dear Clerk,

1. Do you hold boat races?
2. (a) Is there a charge for mooring? (b) If so, how much is it? (c) Is it less for pensioners?
3. Do you license houseboats?

Yours faithfully,
Jo Poe
"""


def values(body: str, letter: str = LETTER) -> list[str | None]:
    text = f"Dear Jo Poe\n\nThank you for your request.\n\n{body}\n\nYours sincerely\nA. Clerk\n"
    reading = read([Text("letter", text, "0" * 64)], (RACES, CHARGE, LESS, HOUSEBOATS), "FOIA", letter)
    for _, one in reading.answers:
        assert all(text[shown.start : shown.end] == shown.quote for shown in one.evidence)
    return [one.value for _, one in reading.answers]


@pytest.mark.parametrize(
    "body",
    [
        "1. No\n2. (a) Yes. (b) £25 a night. (c) No.\n3. Yes",
        "1. No\n\n2. Yes\n\n£25 a night\n\nNo\n\n3. Yes",
        "1. No\n2. a) Yes\nb) £25 a night\nc) No\n3. Yes",
        "Question 1\nNo\n\nQuestion 2\n(a) Yes\n(b) £25 a night\n(c) No\n\nQuestion 3\nYes",
        "1. Do you hold boat races?\nNo.\n2. (a) Is there a charge for mooring? (b) If so, how much is it? (c) Is it less for pensioners?\nYes.\n£25 a night.\nNo.\n3. Do you license houseboats?\nYes.",
        "1    No\n2(a)  Yes\n2(b)  £25     (2023: £24)\n2(c)  No, they pay\n      the same\n3     Yes. There are houseboats\n      at two quays",
        "1 No\n2a\nYes\n2b\nin winter - 25\nin summer - 40\n2c No\n3 Yes - at two quays",
        "Question 1: Boat races\nResponse: [ ] Yes  [X] No\nQuestion 2a: Charge\nResponse: [X] Yes  [ ] No\nQuestion 2b: How much\nResponse: £25\nQuestion 2c: Less for pensioners\nResponse: [ ] Yes  [X] No\nQuestion 3: Houseboats\nResponse: [X] Yes  [ ] No",
        "1. Boat races\n\nNo.\n\n2. (a) Is there a charge for mooring?\n\nThere is a charge.\n\n2. (c) Is it less for pensioners?\n\nNo, it is not.\n\n3. Houseboats\n\nWe will look at those, yes, though few come.",
        "1 | The trust does not hold boat races.\n2a | There is a charge for mooring.\n2b | £25\n2c | No\n3 | We license houseboats at two quays.",
    ],
)
def test_each_part_has_its_own_answer(body):
    assert values(body) == ["no", "yes", "no", "yes"]


def test_a_question_refused_below_the_others_is_placed_though_it_is_out_of_order():
    body = "Q1   No\nQ3   Yes\n\nQuestion 2\n\nThe trust is not able to say what is charged, as each of 900 files would have to be opened. Section 12(1) applies to this question."
    assert values(body) == ["no", None, None, "yes"]


def test_a_list_of_addresses_below_an_answer_asks_nothing():
    body = "1. No\n2. a) Yes b)\n77a Mill Street (end berth)       £25.00\n2 Dock Row (hoist)                £740.00\n3. Yes"
    assert values(body)[::3] == ["no", "yes"]


def test_lines_that_are_not_as_many_as_the_parts_are_one_answer():
    assert values("1. No\n2. Yes\n\n£25 a night\n3. Yes")[1::2] == ["yes", "yes"]


def test_two_letters_named_together_are_no_parts():
    told = "(a) and (b) are in the table, (c) is not"
    assert lettered_off(told, 0, len(told)) == []


@pytest.mark.parametrize(
    ("told", "begins"),
    [
        ("(a) yes. (b) £25. (c) no.", ["(b)", "(c)"]),
        ("2. a) yes b) 40", ["b)"]),
        ("(b) yes (c) no", []),
        ("the rules say at some length that (a) boats and (b) rafts are alike", []),
        ("(a) yes (c) no", []),
        ("", []),
    ],
)
def test_where_parts_begin(told, begins):
    assert [told[at:].split()[0] for at in lettered_off(told, 0, len(told))] == begins


@pytest.mark.parametrize(
    ("told", "value"),
    [
        ("No, but there are toilets at both quays.", "no"),
        ("No, but moorings at the quay are full and the usual wait is two years.", "no"),
        ("No, however we do have a charge for some of the berths.", "yes"),
        ("No, but we charge for two of them, and there is a fee at those.", "yes"),
    ],
)
def test_a_no_stays_one_unless_some_of_the_same_is_there(told, value):
    assert values(f"1. No\n2. {told}\n3. Yes")[1] == value


def test_what_nobody_who_is_meant_has_is_not_what_the_body_has_not():
    told = (
        "It is a matter for the harbour master, who may ask those to leave by noon that have not called at the office."
    )
    assert values(f"1. No\n2. {told}\n3. Yes")[1] != "no"


@pytest.mark.parametrize(
    ("told", "value"),
    [
        ("The trust has considered the matter but has yet to bring in any such mooring charge.", "no"),
        ("The rules are silent as to a mooring charge.", None),
        ("Boats may stay without charge.", "no"),
        ("There is a mooring charge, without exception.", "yes"),
    ],
)
def test_what_is_yet_to_come_is_not_there_and_silence_is_no_answer(told, value):
    assert values(f"1. No\n2. {told}\n3. Yes")[1] == value


def test_without_charge_is_a_yes_where_that_was_asked():
    free = choice("free", "Can crews use a room on the quay free of charge?", "room", "free of charge")
    letter = "1. Do you hold races?\n2. Can crews use a room on the quay free of charge?\n3. Is it warm?"
    text = "Dear Jo Poe\n\n1. No\n2. Crews are able to use the quay room, if vacant, without charge.\n3. No\n"
    assert read([Text("letter", text, "0" * 64)], (free,), "FOIA", letter).answers[0][1].value == "yes"
