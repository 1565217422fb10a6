"""Answers beside yes and no: what stands between them, a stance on buying, and its grounds."""

import pytest

from askall.reading.meanings import says
from askall.reading.read import read
from askall.reading.records import Text
from askall.study.records import Question

BETWEEN = ("yes", "no", "formerly", "in_transition", "someone_elses", "some_sites")
USES = Question("uses", "Does the council use Larkvision cameras?", "choice", BETWEEN, ("Larkvision",))
STANCE = Question(
    "stance",
    "What is the council's position on buying Larkvision equipment in future?",
    "choice",
    ("ruled_out", "no_plans", "removing"),
    ("Larkvision",),
)
GROUNDS = Question(
    "grounds",
    "On what grounds has the council ruled out Larkvision equipment?",
    "choice",
    ("human_rights", "security", "cost"),
    ("Larkvision",),
)


def answer(question, told, asked=""):
    letter = f"Dear Ms Poe\n\n1. {asked or question.text}\n\n{told}\n\nYours sincerely\nA. Clerk\n"
    found = dict(read([Text("letter", letter, "x")], (question,), "FOIA").answers)[question.id]
    assert all(letter[one.start : one.end] == one.quote for one in found.evidence)
    return found.value


@pytest.mark.parametrize(
    ("told", "value"),
    [
        ("Yes, throughout the town.", "yes"),
        ("Yes, but all Larkvision cameras are being replaced this year.", "in_transition"),
        ("Larkvision cameras are being introduced this year.", "in_transition"),
        ("The roll-out of Larkvision cameras is under way.", "in_transition"),
        ("At the market hall, yes.", "some_sites"),
        ("Larkvision cameras are used on 3 of 7 wards only in part.", "some_sites"),
        ("Larkvision cameras were used until 2020 but the scheme was discontinued.", "formerly"),
        ("Yes, Larkvision cameras are operated by trained officers in our control room team.", "yes"),
        ("Yes. The Larkvision cameras in the market hall are owned by the landlord.", "someone_elses"),
        ("Yes, Larkvision cameras are in use at some sites only.", "some_sites"),
        ("No, none.", "no"),
        ("No longer. The last Larkvision camera was removed in 2020.", "formerly"),
    ],
)
def test_answers_between_yes_and_no(told, value):
    assert answer(USES, told) == value


@pytest.mark.parametrize(
    ("told", "value"),
    [
        ("The council has ruled out buying Larkvision equipment.", "ruled_out"),
        ("The council resolved not to purchase Larkvision equipment after a debate in March.", "ruled_out"),
        ("There are no plans to buy further Larkvision equipment.", "no_plans"),
        ("The council is in the process of removing its Larkvision equipment.", "removing"),
        ("The council has not ruled out buying Larkvision equipment.", None),
        ("This would be decided by each department when it buys.", None),
    ],
)
def test_a_stance(told, value):
    assert answer(STANCE, told) == value


@pytest.mark.parametrize(
    ("told", "value"),
    [
        ("Larkvision equipment was ruled out because of concerns over human rights.", "human_rights"),
        ("Larkvision equipment was ruled out over its cyber vulnerabilities.", "security"),
        ("Larkvision equipment was ruled out on value for money.", "cost"),
        ("Larkvision equipment was ruled out for reasons of human rights and of security.", None),
    ],
)
def test_the_grounds_of_a_stance(told, value):
    assert answer(GROUNDS, told) == value


def test_a_choice_without_a_common_meaning_is_known_by_its_own_words_alone():
    assert not says("quarterly", "we report four times a year")
    assert says("ruled out", "we will not purchase any of it")
    assert not says("ruled out", "we have no policy that would prohibit it")


def test_that_it_is_someone_elses_is_no_answer_to_whether_it_is():
    run = Question("run", "Is the council's CCTV run by a contractor?", "choice", BETWEEN, ("contractor",))
    assert answer(run, "Yes, it is operated by our contractor, Dale Watch.") == "yes"
