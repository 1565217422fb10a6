"""Answers in few words: what is said below a question that names the thing, and does not name it again."""

# ruff: noqa: E501 -- letters keep their lines.

import pytest

from askall.reading.elliptic import asks_yes_or_no, elliptic, repeats
from askall.reading.read import read
from askall.reading.records import Suggestion, Text
from askall.study.records import Question

WARDENS = Question(
    "wardens", "Does the council employ dog wardens?", "choice", ("yes", "no", "formerly"), ("dog wardens",)
)


@pytest.mark.parametrize(
    ("told", "meaning"),
    [
        ("two do", "yes"),
        ("three of them, all part time", "yes"),
        ("since may 2021", "yes"),
        ("on request", "yes"),
        ("it does, though seldom", "yes"),
        ("most are", "yes"),
        ("happily, yes", "yes"),
        ("once, in the spring", "yes"),
        ("not since 2009", "no"),
        ("the council owns five", "yes"),
        ("there is one in the yard", "yes"),
        ("we have none of our own", "no"),
        ("none to date", "no"),
        ("no wards have one", "no"),
        ("we never have", "no"),
        ("they don't", "no"),
        ("there has been no such case", "no"),
        ("until 2016", "formerly"),
        ("until 1 april 2024", "formerly"),
        ("we used to, for the larger parks", "formerly"),
        ("no longer", "formerly"),
        # a no further on
        ("there is currently no written plan", ""),
        ("it is therefore not lit", ""),
        ("there is a procedure for this", ""),
        # what only tells why nothing is told
        ("not recorded", ""),
        ("none recorded", ""),
        ("not known", ""),
        ("no information is held", ""),
        ("see the answer above", ""),
        ("exempt under section 31", ""),
        ("fewer than five", ""),
        ("it may do", ""),
        ("it depends on the season", ""),
        # a count of something else
        ("20 working days", ""),
        ("2 to 4 weeks", ""),
        ("", ""),
    ],
)
def test_an_elliptic_answer_says_yes_no_or_formerly(told: str, meaning: str):
    found, sure = elliptic(told)
    assert found == meaning
    assert bool(sure) == bool(meaning)


@pytest.mark.parametrize(
    ("asked", "form"),
    [
        ("do you employ dog wardens?", True),
        ("3. are any of them armed?", True),
        ("please confirm whether the site has lights", True),
        ("since april 2023 has your council paid for one?", True),
        ("how many wardens are there?", False),
        ("what is done with strays?", False),
        ("is the service run in-house or outsourced?", False),
        ("do you own the vehicles or are they leased?", False),
    ],
)
def test_only_a_question_that_asks_yes_or_no_is_answered_so(asked: str, form: bool):
    assert asks_yes_or_no(asked) is form


@pytest.mark.parametrize(
    ("asked", "told", "meaning"),
    [
        ("was a note taken of the second meeting?", "a note was taken at the second meeting by the clerk", "yes"),
        ("was a note taken of the second meeting?", "nobody took a note of that meeting", "no"),
        ("is there a charge for a replacement bin?", "a replacement is free of charge", "no"),
        ("was a note taken of the second meeting?", "a note will be taken at the second meeting", ""),
        ("was a note taken of the second meeting?", "the park opens at nine", ""),
        ("was a note taken of the second meeting?", "notes of the second meeting are listed here:", ""),
    ],
)
def test_a_sentence_answers_in_the_words_of_the_question(asked: str, told: str, meaning: str):
    assert repeats(asked, told)[0] == meaning


def answered(told: str, asked: str = "Do you employ dog wardens?") -> Suggestion:
    text = f"Dear Jo Poe\n\nThank you for your request.\n\n1. {asked}\n\n{told}\n\n2. What is the budget of the parks team?\n\n£41,200\n\nYours sincerely\nA. Clerk\n"
    reading = read([Text("letter", text, "0" * 64)], (WARDENS,), "FOIA", "")
    found = reading.answers[0][1]
    for one in found.evidence:
        assert text[one.start : one.end] == one.quote
    return found


@pytest.mark.parametrize(
    ("told", "value"),
    [
        ("Two, who share one van.", "yes"),
        ("Since 2014.", "yes"),
        ("Not at any of our sites.", "no"),
        ("Until 2018, when the contract ended.", "formerly"),
        ("Strays are taken in by a charity. We have none of our own.", "no"),
        ("No, the county does that. It employs wardens for the whole area.", "no"),
        ("No, but strays are taken in at the depot and the wait is long.", "no"),
        ("The county trains them and we pay, so the answer is yes.", "yes"),
        ("Strays go to the depot. All calls are logged there. Yes.", "yes"),
        ("Dog wardens - no.", "no"),
        ("The post was cut in 2019. None is employed at present.", "no"),
    ],
)
def test_below_its_question_an_answer_need_not_name_the_thing(told: str, value: str):
    found = answered(told)
    assert found.value == value
    assert found.evidence[0].quote in told


@pytest.mark.parametrize(
    "told", ["Not recorded.", "This is exempt under section 31(1)(a) of the Act.", "We cannot say.", "See question 2."]
)
def test_what_only_says_why_nothing_is_told_answers_nothing(told: str):
    assert answered(told).value is None


@pytest.mark.parametrize(
    ("question", "told", "value"),
    [
        ("Are residents allowed to feed the ducks?", "This is banned in all of our parks.", "no"),
        ("Are residents allowed to feed the ducks?", "Ducks may be fed by residents with a permit; yes.", "yes"),
        ("Does the council use lamps made by Arklight or Beamer?", "We have no Beamer lamps. Arklight lamps are in use in two parks.", "yes"),
        ("Has any complaint or claim been received about the ducks?", "No claim has been made. One complaint was received in May.", "yes"),
        ("Does the council hold a plan of the pond?", "Information not held.", "no"),
        ("Are the ducks fed by volunteers?", "No decision has been made.", None),
        ("Are the ducks kept off the road?", "We do not exclude them from it.", None),
    ],
)  # fmt: skip
def test_what_stands_below_a_question_answers_it(question: str, told: str, value: str | None):
    ours = Question("ours", question, "choice", ("yes", "no"), ())
    text = f"Dear Jo Poe\n\nThank you for your request.\n\n1. {question}\n\n{told}\n\n2. What is the budget of the parks team?\n\n£41,200\n\nYours sincerely\nA. Clerk\n"
    assert read([Text("letter", text, "0" * 64)], (ours,), "FOIA", "").answers[0][1].value == value


def test_a_question_that_the_letter_tells_again_is_answered_below_it():
    text = "Dear Jo\n\nThank you for your request.\n\nThe plans of the pond are attached.\n\nYou also asked whether we employ dog wardens. This was overlooked at first. We do.\n\nA. Clerk\n"
    found = read([Text("letter", text, "0" * 64)], (WARDENS,), "FOIA", "").answers[0][1]
    assert found.value == "yes"


def test_an_office_is_known_by_its_initials():
    ours = Question(
        "told",
        "Was a loss of data reported to the Information Commissioner's Office?",
        "choice",
        ("yes", "no"),
        ("Information Commissioner",),
    )
    text = "Dear Jo\n\n1. Was a loss of data reported to the ICO?\n\nYes, in May.\n\nA. Clerk\n"
    assert read([Text("letter", text, "0" * 64)], (ours,), "FOIA", "").answers[0][1].value == "yes"


def test_the_same_question_is_known_whatever_the_keywords():
    ours = Question("anon", "Can staff report misconduct anonymously?", "choice", ("yes", "no"), ("hotline",))
    text = "Dear Jo\n\n1. Can staff report misconduct anonymously?\n\nYes\n\nA. Clerk\n"
    assert read([Text("letter", text, "0" * 64)], (ours,), "FOIA", "").answers[0][1].value == "yes"


def test_few_words_below_a_question_of_another_form_answer_nothing():
    assert answered("Two.", "Which vans do your dog wardens use?").value is None


def test_what_a_letter_tells_again_of_the_request_is_no_answer():
    text = "Dear Jo Poe\n\nYou wanted to know whether we employ dog wardens.\n\nWe are looking into this.\n\nA. Clerk\n"
    assert read([Text("letter", text, "0" * 64)], (WARDENS,), "FOIA", "").answers[0][1].value is None
