"""Answers to the codebook's questions: values with their quotes, or an honest abstention with its reason."""

# ruff: noqa: E501 -- letters keep their lines.

import pytest

from askall.reading.read import read
from askall.reading.records import Suggestion, Text
from askall.study.records import Question

USES = Question(
    "uses",
    "Does the council use equipment made by Larkvision?",
    "choice",
    ("yes", "no", "formerly"),
    ("Larkvision", "LarkCam"),
)
COUNT = Question(
    "count", "How many Larkvision cameras does the council operate?", "number", (), ("Larkvision", "cameras")
)
COST = Question("cost", "How much did the council spend on Larkvision equipment?", "money", (), ("Larkvision",))
ENDS = Question("ends", "When does the contract for CCTV maintenance end?", "date", (), ("CCTV", "contract"))
MAKERS = Question("makers", "Which makes of camera are used?", "list", (), ("make", "camera"))
WHY = Question(
    "ruled_out",
    "Has the council ruled out Larkvision, and why?",
    "choice",
    ("human rights", "security", "not ruled out"),
    ("Larkvision", "ruled out"),
)
QUESTIONS = (USES, COUNT, COST, ENDS, MAKERS, WHY)


def answer(question: Question, text: str, law: str = "FOIA") -> Suggestion:
    reading = read([Text("letter", text, "0" * 64)], QUESTIONS, law)
    found = dict(reading.answers)[question.id]
    for one in found.evidence:
        assert text[one.start : one.end] == one.quote
    assert (found.value is None) == bool(found.abstained)
    assert found.value is None or found.evidence
    return found


YES = {
    "plain": "1. Do you use Larkvision cameras?\nYes.",
    "numbered apart": "Request:\n1. Is any equipment by Larkvision in use?\n2. Since when?\nResponse:\n1. Yes\n2. 2017",
    "labels": "Q1. Does the council use Larkvision?\nA1. Yes, in two car parks.",
    "a table": "Does the council use Larkvision?\tYes\nSince when?\t2016",
    "a sentence": "The Council uses Larkvision cameras in its libraries.",
    "among others": "Which makes of CCTV camera do you use?\nBosch, Larkvision and Axis.",
    "by a count": "How many Larkvision cameras do you have?\n14",
    "no then however": "Do you use Larkvision?\nNo, however we do have three LarkCam units at the depot.",
    "being replaced": "Do you use Larkvision?\nThe Larkvision cameras are in the process of being replaced.",
    "no longer a supplier": "Do you use Larkvision?\nWe no longer use Larkvision as a supplier; current ones will be replaced as needed.",
}
NO = {
    "plain": "1. Do you use Larkvision cameras?\nNo.",
    "sentence": "The council does not use Larkvision.",
    "none": "Please list all Larkvision products that you own.\nNone.",
    "nil": "How many Larkvision cameras do you have?\n0",
    "worded as not held": "Please list Larkvision products in use.\nThe brand is not in use and therefore we do not hold the information.",
    "other maker": "The council uses Axis cameras, but does not use Larkvision.",
    "this equipment": "Your request about Larkvision:\nWe do not use this equipment.",
    "a range of numbers": "1. Do you use Larkvision?\n2. How many?\n3. Where?\nResponse:\n1. No.\n2.-3. N/A",
}
FORMERLY = {
    "no longer": "Do you use Larkvision?\nWe no longer use Larkvision cameras.",
    "removed": "Do you use Larkvision?\nNo. All Larkvision cameras were removed in 2021.",
    "previously": "The Council previously used Larkvision but does not do so now.",
}


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        pytest.param(value, text, id=f"{value}: {name}")
        for value, letters in (("yes", YES), ("no", NO), ("formerly", FORMERLY))
        for name, text in letters.items()
    ],
)
def test_choice(expected: str, text: str) -> None:
    assert answer(USES, text).value == expected


@pytest.mark.parametrize(
    ("reason", "text"),
    [
        ("not addressed", "Thank you for your letter about Larkvision.\nThe council has 4 libraries."),
        ("unclear", "1. A list of all Larkvision products you own\nIn response:\n1. CCTV only."),
        ("refused", "1. Do you use Larkvision?\nThis is exempt from disclosure under section 31(1)(a)."),
        ("not held", "1. Do you use Larkvision?\nWe do not hold this information."),
        ("neither", "1. Do you use Larkvision?\nWe can neither confirm nor deny whether this is held."),
        ("hedged", "1. Do you use Larkvision?\nSome of the cameras may be made by Larkvision."),
        (
            "nothing is answered yet",
            "We have received your request about Larkvision and will reply within 20 working days.",
        ),
        ("conflicting", "The council uses Larkvision cameras.\nThe council does not use Larkvision cameras."),
    ],
)
def test_an_abstention_says_why(reason: str, text: str) -> None:
    found = answer(USES, text)
    assert found.value is None
    assert found.abstained.startswith(reason)


def test_naming_the_request_is_no_answer() -> None:
    text = """Dear Ms Poe
You asked the council for details of its use of Larkvision equipment. Our answers are given below.
1. Does the council use any Larkvision equipment?
The council does not currently use any equipment by this manufacturer."""
    assert answer(USES, text).value == "no"
    assert answer(USES, "Thank you for your request about your use of Larkvision cameras.").value is None


def test_the_keyword_in_the_question_alone_is_no_answer() -> None:
    text = "You asked:\n1. Does the council use Larkvision?\n2. How many cameras are there?\nResponse:\n2. 40"
    assert answer(USES, text).value is None


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (14, "How many Larkvision cameras do you have?\n14"),
        (1204, "How many Larkvision cameras do you have?\nThere are 1,204 cameras."),
        (56, "How many Larkvision cameras are there?\n47 static cameras and 9 PTZ."),
        (30, "How many Larkvision cameras are there?\n- Town centre: 18\n- Car parks: 12"),
        (60, "How many Larkvision cameras are there?\nA total of 60, of which 20 are indoors."),
        (0, "How many Larkvision cameras are there?\nNone"),
        (12, "How many Larkvision cameras are there?\nTwelve cameras, bought under section 12 in 2019."),
        (88, "The Council operates 88 Larkvision cameras."),
        (40, "How many Larkvision cameras are there?\nApproximately 40."),
    ],
)
def test_number(value: int, text: str) -> None:
    assert answer(COUNT, text).value == value


def test_parts_of_a_sum_have_each_their_quote() -> None:
    found = answer(COUNT, "How many Larkvision cameras are there?\n47 static cameras and 9 PTZ.")
    assert [one.quote for one in found.evidence] == ["47 static cameras", "9 PTZ"]


@pytest.mark.parametrize(
    "said",
    [
        "Over 200.",
        "Between 20 and 30.",
        "More than 50 cameras",
        "N/A",
        "200+",
        "In 2019 there were 4 and in 2020 there were 9.",
    ],
)
def test_a_bound_a_range_or_a_table_by_year_is_no_count(said: str) -> None:
    assert answer(COUNT, f"How many Larkvision cameras are there?\n{said}").value is None


def test_all_cameras_are_not_cameras_of_the_maker() -> None:
    assert answer(COUNT, "How many CCTV cameras are there?\n560").value is None


def test_a_question_that_points_back_is_about_the_one_before() -> None:
    text = "1. Do you use Larkvision cameras?\nYes\n2. If so, how many such cameras are in use?\n61"
    assert answer(COUNT, text).value == 61
    other = "1. Do you use Larkvision cameras?\nYes\n2. How many CCTV cameras are there in all?\n560"
    assert answer(COUNT, other).value is None


def test_a_choice_is_not_taken_from_the_answer_to_another_question() -> None:
    text = "1. Do you use Larkvision?\nNo. We have ruled out Larkvision on human rights grounds.\n2. Any other use?\nNo"
    assert answer(WHY, text).value == "human rights"


def test_an_estimate_is_less_sure() -> None:
    exact = answer(COUNT, "How many Larkvision cameras are there?\n40")
    about = answer(COUNT, "How many Larkvision cameras are there?\nAround 40")
    assert about.value == exact.value == 40
    assert about.confidence < exact.confidence


def test_money_date_and_list() -> None:
    text = """1. How much has been spent on Larkvision?
£9,690.50
2. When does the CCTV maintenance contract end?
31 March 2026
3. Which makes of camera do you use?
Axis, Bosch and Larkvision"""
    assert answer(COST, text).value == 9690.5
    assert answer(ENDS, text).value == "2026-03-31"
    assert answer(MAKERS, text).value == ("Axis", "Bosch", "Larkvision")


def test_choices_known_by_their_own_words() -> None:
    text = "Has the council ruled out Larkvision?\nYes. It was ruled out in 2021 on human rights grounds."
    assert answer(WHY, text).value == "human rights"
    assert answer(WHY, "The council has no view on Larkvision.").value is None
