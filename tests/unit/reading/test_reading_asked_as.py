"""A codebook's questions in a researcher's words, and the questions of the letter that ask them."""

import pytest

from askall.reading.asked_as import asked_as
from askall.reading.read import read
from askall.reading.records import Text
from askall.study.records import Question

LETTER = """Dear Clerk,

1) Do you pay, in whole or in part, for ice skating lessons of pupils? Y/N
   a) If so, how much was spent in 2023/24?
2) Has any rink that schools used closed, for good or for longer than three months, since 1 April 2021?
3) How many pupils can skate a lap when they leave?
4) Are parents asked to contribute? Yes / No / Left to schools
5) Do you have your own written rules on skating? If so please send a copy.

Jo Poe
"""


def question(name: str, text: str, *keywords: str) -> Question:
    return Question(name, text, "choice", ("yes", "no"), keywords)


QUESTIONS = (
    question("funds", "Does the council fund school ice skating?", "skating lessons"),
    question("closed", "Has a rink of schools shut since April 2021?", "rink"),
    question("data", "Does the council know attainment?", "pupils can skate"),
    question("charges", "Are families charged?", "contribute"),
    question("policy", "Does the council have a policy of its own?", "rules"),
)


def test_each_question_is_found_in_the_letter():
    found = {name: one.number for name, one in asked_as(QUESTIONS, LETTER).items()}
    assert found == {"funds": "1", "closed": "2", "data": "3", "charges": "4", "policy": "5"}


def test_what_alone_is_left_between_two_pairs_is_a_pair():
    blurred = (*QUESTIONS[:3], question("charges", "Must families help with money?"), QUESTIONS[4])
    assert asked_as(blurred, LETTER)["charges"].number == "4"


def test_a_question_that_the_letter_does_not_ask_has_none():
    other = (*QUESTIONS, question("dogs", "Does the council employ dog wardens?", "dog wardens"))
    assert "dogs" not in asked_as(other, LETTER)
    assert asked_as(QUESTIONS, "") == {}


REPLIES = [
    "1) Y\n   a) £400\n2) N - though two were shut for a week\n3) 210\n4) Left to schools\n5) N (under review)\n",
    "1. Y 1a. £400 2. N 3. 210 4. One for the schools 5. N\n",
    "1 - Yes\n2 - Not that we know of.\n3 - 210\n4 - A matter for the schools.\n5 - None\n",
]


@pytest.mark.parametrize("reply", REPLIES)
def test_short_answers_by_number_reach_questions_in_other_words(reply):
    text = f"Dear Jo Poe\n\nThank you for your request. Our answers:\n\n{reply}\nYours sincerely\n"
    told = dict(read([Text("letter", text, "0" * 64)], QUESTIONS, "FOIA", LETTER).answers)
    assert [told[name].value for name in ("funds", "closed", "charges", "policy")] == ["yes", "no", None, "no"]


def test_answers_below_the_letters_questions_reach_the_codebooks():
    text = (
        "Are parents asked to contribute?\n\nNo.\n\n"
        "Do you have your own written rules on skating? If so please send a copy.\n\nYes, attached.\n"
    )
    told = dict(read([Text("letter", text, "0" * 64)], QUESTIONS, "FOIA", LETTER).answers)
    assert (told["charges"].value, told["policy"].value, told["funds"].value) == ("no", "yes", None)
