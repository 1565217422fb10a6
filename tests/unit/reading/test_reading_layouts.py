"""Layouts: where letters put answers, and what mail programs do to their lines."""

# ruff: noqa: E501 -- letters keep their lines.

import pytest

from askall.reading.alignment import align
from askall.reading.labels import is_bare_request
from askall.reading.passages import passages
from askall.reading.read import read
from askall.reading.records import Reading, Text
from askall.reading.segmenting import units
from askall.study.records import Question

LAMPS = Question("lamps", "Are the street lamps dimmed at night?", "choice", ("yes", "no"), ("street lamps", "dimmed"))
LEDS = Question("leds", "Have the lamps been changed to LED?", "choice", ("yes", "no"), ("LED",))
MANY = Question("many", "How many street lamps does the council own?", "number", (), ("street lamps",))
QUESTIONS = (LAMPS, LEDS, MANY)
LETTER = """Dear Clerk,

1. Are the street lamps dimmed at night?
2. Have the lamps been changed to LED?
3. How many street lamps does the council own?

Jo Poe
"""
ASKED = """1. Are the street lamps dimmed at night?
2. Have the lamps been changed to LED?
3. How many street lamps does the council own?
"""
GIVEN = {"lamps": "yes", "leds": "no", "many": 412}


def reading_of(text: str, letter: str = LETTER, questions: tuple[Question, ...] = QUESTIONS) -> Reading:
    reading = read([Text("letter", text, "0" * 64)], questions, "FOIA", letter)
    for _, one in reading.answers:
        assert all(text[found.start : found.end] == found.quote for found in one.evidence)
    return reading


def told(text: str, letter: str = LETTER) -> dict[str, object]:
    return {name: one.value for name, one in reading_of(text, letter).answers}


def wrapped(answers: str) -> str:
    return f"Dear Jo Poe\n\nThank you for your request for information.\n\n{answers}\n\nYours sincerely\n\nA. Clerk\n"


LAYOUTS = {
    "marked A) below all the questions": ASKED + "\nA) Yes, from midnight.\nA) Not yet.\nA) 412\n",
    "bullets in the order asked": "Our answers in the order asked:\n\n- Yes, from midnight.\n- No.\n- 412\n",
    "in a table beside the question": (
        "No. | Question | Answer\n1 | Are the street lamps dimmed at night? | Yes, from midnight\n"
        "2 | Have the lamps been changed to LED? | No\n3 | How many street lamps does the council own? | 412\n"
    ),
    "behind a dash": (
        "Are the street lamps dimmed at night? - Yes, from midnight\n\n"
        "Have the lamps been changed to LED? - Not yet\n\nHow many street lamps does the council own? - 412\n"
    ),
    "in capitals within the request": (
        "You asked:\n\n1. Are the street lamps dimmed at night? \nYES, FROM MIDNIGHT\n2. Have the lamps been changed to LED?\nNO\n"
        "3. How many street lamps does the council own?\n412\n"
    ),
    "in bold within the request": (
        "You asked:\n\n1. Are the street lamps dimmed at night?\n*Yes, from midnight.*\n2. Have the lamps been changed to LED?\n*No.*\n"
        "3. How many street lamps does the council own?\n*412*\n"
    ),
    "numbered with a stroke": "1/ Yes, from midnight.\n2/ No, not yet.\n3/ 412\n",
    "numbered in square brackets": "[1] Yes, from midnight.\n[2] No, not yet.\n[3] 412\n",
    "named in words": (
        "In answer to question 1, yes, from midnight.\n\nThe answer to your second question is no.\n\n"
        "As to question 3, the council owns 412.\n"
    ),
    "side by side, without lines": (
        "1. Are the street lamps dimmed         Yes, from\n   at night?                           midnight.\n"
        "2. Have the lamps been changed         No\n   to LED?\n"
        "3. How many street lamps does the      412\n   council own?\n"
    ),
    "below a rule": ASKED + "\n-----------------------\nResponse\n1. Yes, from midnight.\n2. No.\n3. 412\n",
}


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_answers_are_found_where_letters_put_them(layout: str):
    assert told(wrapped(layout)) == GIVEN


TOPICS = """Carers' policy
The council has a procedure for its staff who are carers.

Paid leave
Up to ten days a year.

Network
None at present.
"""
CARERS = """Dear Clerk,

1. Is there a written policy for staff who are carers?
2. Is paid leave offered?
3. Do you have a network?

Jo Poe
"""


def test_headings_of_the_officers_own_name_our_questions():
    asked = ("Is there a written policy for staff who are carers?", "Is paid leave offered?", "Do you have a network?")
    questions = tuple(Question(f"q{at}", one, "choice", ("yes", "no"), ()) for at, one in enumerate(asked))
    reading = reading_of(wrapped(TOPICS), CARERS, questions)
    assert [one.value for _, one in reading.answers][2] == "no"
    items = align(passages([Text("letter", wrapped(TOPICS), "0" * 64)], CARERS), CARERS)
    assert [(one.number, one.answers[0].raw) for one in items] == [
        ("1", "The council has a procedure for its staff who are carers."),
        ("2", "Up to ten days a year."),
        ("3", "None at present."),
    ]


def test_bullets_that_are_not_as_many_as_the_questions_answer_none():
    found = told(wrapped("We looked after these points:\n\n- The depot was asked.\n- No.\n"))
    assert set(found.values()) == {None}


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_answers_are_found_where_every_line_is_followed_by_an_empty_one(layout: str):
    doubled = wrapped(layout).replace("\n", "\n\n")
    assert told(doubled) == GIVEN


DOUBLED = """Dear Jo Poe

Thank you for the request that we had from you last week on

the lamps of the borough and the hours at which these are lit.


We have searched our files and those of the contractor, and

regret that the council does not hold any of the figures that

you would like to have, since the county looks after lamps and

has done so from the beginning.

Yours sincerely

A. Clerk
"""


def test_sentences_over_doubly_spaced_lines_are_joined():
    found = [one.plain for one in units(DOUBLED, 0, len(DOUBLED), DOUBLED.lower(), frozenset())]
    assert any("does not hold any of the figures that you would like" in one for one in found)
    reading = reading_of(DOUBLED, letter="")
    assert reading.outcome.value == "not_held"
    assert "does not hold" in reading.outcome.evidence[0].quote


def test_paragraphs_of_one_line_each_stay_apart():
    text = "".join(f"Line {number} of the list of depots.\n\n" for number in range(12))
    assert len(units(text, 0, len(text), text.lower(), frozenset())) == 12


def test_a_line_across_the_page_belongs_to_no_sentence():
    text = "We looked into it\n----------------\nand the park has no lamps.\n"
    assert all("---" not in one.plain for one in units(text, 0, len(text), text.lower(), frozenset()))


def test_a_web_address_parts_no_sentence():
    text = "The list is at https://lamps.example/find?q=dimmed&y=2024 and may be copied."
    assert len(units(text, 0, len(text), text.lower(), frozenset())) == 1


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("No. The county does that.", 2),
        ("No. Permission was never given.", 2),
        ("It is lit by Lamps Ltd. The council pays for it.", 2),
        ("Lamp no. 12 is out.", 1),
        ("See no. 4 of the list.", 1),
        ("Lamps Ltd. of Wexbarrow lights it.", 1),
    ],
)
def test_a_full_stop_after_a_short_form_may_end_a_sentence(text: str, sentences: int):
    assert len(units(text, 0, len(text), text.lower(), frozenset())) == sentences


def test_all_between_your_request_and_our_response_is_the_request():
    text = """Dear Jo

Your request:

Lamps of the borough. We are interested in all of those that are in the parks, and
we have submitted another request on the streets.
Any contracts that are connected to the lamps.
This could include maintenance agreements with the county.

Our response:

We do not hold this information.

A. Clerk
"""
    labels = {one.plain[:24]: one.label for one in passages([Text("letter", text, "0" * 64)])}
    assert labels["we are interested in all"] == "question"
    assert labels["any contracts that are c"] == "question"
    assert labels["this could include maint"] == "question"
    assert labels["we do not hold this info"] == "own"
    assert reading_of(text, letter="").outcome.value == "not_held"


@pytest.mark.parametrize(
    ("plain", "bare"),
    [
        ("any contracts that are connected to the use of lamps", True),
        ("information on what sources of data the systems use", True),
        ("any reports that relate to how often the lamps have failed", True),
        ("this could include slides, notes and manuals", True),
        ("any contracts we have are attached", False),
        ("any request which is made under a false name is invalid", False),
        ("any reports have been withheld", False),
        ("all lamps are dimmed", False),
        ("the number of lamps is 412", False),
    ],
)
def test_a_paragraph_that_names_and_tells_nothing_is_the_request(plain: str, bare: bool):
    assert is_bare_request(plain) is bare


def test_openings_and_endings_part_sentences_where_the_lines_were_lost():
    text = "Our reference: 12 Dear Mr Poe Thank you for your request We do not hold any maps. Yours sincerely A. Clerk"
    found = [one.plain for one in units(text, 0, len(text), text.lower(), frozenset())]
    assert [one[:12] for one in found] == ["our referenc", "dear mr poe", "thank you fo", "yours sincer"]


def test_an_answer_in_capitals_is_the_bodys_own_and_a_heading_in_capitals_is_not():
    text = (
        "Dear Jo\n\nYou asked:\n\nTHE LAMPS:\nAre the street lamps dimmed at night?\nTHEY ARE NOT DIMMED\n\nA. Clerk\n"
    )
    labels = {one.plain: one.label for one in passages([Text("letter", text, "0" * 64)])}
    assert labels["they are not dimmed"] == "own"
    assert labels["the lamps:"] != "own"
