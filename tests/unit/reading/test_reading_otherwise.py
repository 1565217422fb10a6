"""Replies that are built otherwise than the letter: counted in another manner, several questions at once, in the
body's own names for them; and a codebook that keeps no order."""

# ruff: noqa: E501 -- letters keep their lines.

import pytest

from askall.reading.asked_as import asked_as
from askall.reading.markers import marker
from askall.reading.polarity import negates, opening
from askall.reading.read import read
from askall.reading.records import Reading, Suggestion, Text
from askall.reading.sent import firsts
from askall.reading.worded import worded
from askall.study.records import Question

LETTER = """Dear Harbour Board,

1. Do you, or people working for you, still put tar on the quays, slipways or moorings that you look after?
2. Is some or all of that work given to an outside firm? If so, who are they?
3. In the year 1 April 2023 to 31 March 2024, how many litres of tar did you purchase?
4. Over that same year, at how many quays was tar applied?
5a. Is any lamp used that switches itself off at night?
5b. If so, does a member of staff always look at the lamp before it is lit again?
6. Has the board passed a motion, or written a policy, to give up tar?
7. Has anyone complained since 2019 that they were made ill by it?

Yours faithfully

Jo Poe
"""


def choice(name: str, text: str, *keywords: str) -> Question:
    return Question(name, text, "choice", ("yes", "no"), keywords)


# In another order than the letter, and in other words.
CODEBOOK = (
    choice("harm", "Have there been reports of harm from the board's tar since 2019?", "complaint", "ill"),
    Question("litres", "Quantity of tar (litres) bought in 2023/24", "number", (), ("litres", "purchased")),
    choice("firm", "Does a contractor carry out any of the work?", "contractor", "company", "outside firm"),
    choice("tar", "Is tar in use on quays the board looks after?", "tar", "pitch"),
    Question("places", "Number of locations treated in 2023/24", "number", (), ("quays", "locations", "treated")),
    choice("lamps", "Are self-switching lamps in use?", "lamp", "lamps"),
    choice("looks", "Is every lamp looked at by a person before it is lit?", "member of staff", "checked"),
    choice("policy", "Has the board formally committed itself to ending its use of tar?", "policy", "motion"),
)


def reading(body: str) -> Reading:
    text = f"Dear Jo Poe\n\nThank you for your request.\n\n{body}\n\nYours sincerely\nA. Clerk\n"
    found = read([Text("letter", text, "0" * 64)], CODEBOOK, "FOIA", LETTER)
    shown = [each for _, one in found.answers for each in one.evidence]
    assert all(text[each.start : each.end] == each.quote for each in shown)
    return found


def told(body: str) -> dict[str, Suggestion]:
    return dict(reading(body).answers)


def values(body: str) -> dict[str, object]:
    return {name: one.value for name, one in told(body).items()}


def test_a_codebook_in_no_order_is_paired_by_what_each_question_would_lose():
    pairs = {name: one.number for name, one in asked_as(CODEBOOK, LETTER).items()}
    assert pairs == {
        "tar": "1",
        "firm": "2",
        "litres": "3",
        "places": "4",
        "lamps": "5a",
        "looks": "5b",
        "policy": "6",
        "harm": "7",
    }


def test_a_count_does_not_take_the_answer_to_another_count():
    answers = values("1. Yes.\n2. No.\n3. 185 litres.\n4. This is not held.\n6. No.\n7. No.")
    assert (answers["litres"], answers["places"]) == (185, None)


def test_questions_are_worded_by_the_letter_and_the_codebook():
    words = dict(worded(LETTER, CODEBOOK))
    assert "still put tar on the quays" in words["1"]
    assert "pitch" in words["1"]
    assert words["2"].endswith("does a contractor carry out any of the work? contractor company outside firm")


@pytest.mark.parametrize(
    "body",
    [
        "1. Yes.\n2. No.\n3. 185 litres\n4. 12\n5. No.\n6. No.\n7. None.",
        "(i) Yes.\n\n(ii) No, we do it ourselves.\n\n(iii) 185 litres.\n\n(iv) 12 no. quays\n\n(v) No.\n\n(vi) No.\n\n(vii) None.",
        "Q1  A1. Yes, as before.\n\nQ2  A2. No.\n\nQ3  A3. 185 litres\n\nQ4  A4. 12\n\nQ5  A5. No.\n\nQ6  A6. No.\n\nQ7  A7. No.",
        "You asked:\n1. Tar on quays\n\nOur response:\nYes, we do.\n\nYou asked:\n2. Outside firms\n\nOur response:\nNo.\n\nYou asked:\n3. Litres\n\nOur response:\n185\n\nYou asked:\n4. Quays\n\nOur response:\n12\n\nYou asked:\n5. Lamps\n\nOur response:\nNo.\n\nYou asked:\n6. Policy\n\nOur response:\nNo.",
        "Q1. Tar on quays, slipways, moorings\nResponse: Yes, all of the above.\n\nQ2. Outside firm\nResponse: No.\n\nQ3. Litres purchased 2023/24\nResponse: 185 litres.\n\nQ4. Number of quays\nResponse: 12\n\nQ5. Lamps\nResponse: No.\n\nQ6. Motion, policy\nResponse: No.",
        "On question 1: yes, at reduced levels.\n\nOn question 2: no.\n\nOn question 3: 185 litres.\n\nOn question 4: 12 quays.\n\nOn question 5: no.\n\nOn question 6: no.",
    ],
)
def test_answers_find_their_questions_however_they_are_counted(body):
    answers = values(body)
    assert [answers[name] for name in ("tar", "firm", "litres", "places", "lamps", "policy")] == [
        "yes",
        "no",
        185,
        12,
        "no",
        "no",
    ]


def test_a_letter_that_counts_its_own_paragraphs():
    answers = values(
        "1. I am writing with the outcome of the review you asked for.\n\n2. You said that the first answer was wrong.\n\n"
        "3. It was. The information is as follows:\n\nQuestion 1 - Yes.\nQuestion 2 - No.\nQuestion 3 - 185.\n"
        "Question 4 - 12.\nQuestion 5 - Yes.\nQuestion 6 - No.\n\n4. You may complain about this."
    )
    assert [answers[name] for name in ("tar", "firm", "litres", "places", "policy")] == ["yes", "no", 185, 12, "no"]


def test_paragraphs_in_order_for_all_parts_of_questions():
    body = (
        "The board looks after eleven quays and is a small one.\n\nYes, all of them are tarred once a year.\n\nNo, we do it.\n\n"
        "185 litres of it were bought.\n\nTwelve quays in that year.\n\nYes, at the long quay.\n\n"
        "No, that would take a man all night.\n\nNo motion was passed and there is no policy.\n\nNo, nobody has complained.\n"
    )
    assert values(body)["policy"] == "no"
    assert values(body)["harm"] == "no"


def test_several_questions_answered_at_once():
    answers = values(
        "Qs 1 and 2. Tar continues to be used. All of it is put down by our contractor, a firm from the next port.\n\n"
        "Q3. 860 litres.\n\nQs 4, 6 and 7. None.\n\nQ5. Yes."
    )
    assert (answers["litres"], answers["places"], answers["policy"], answers["lamps"]) == (860, 0, "no", "yes")


def test_the_same_answer_as_another_question():
    answers = values("1. Yes.\n2. No.\n3. 0\n4. 0\n5a. Same answer as 2\n6. As for question 1\n7. No.")
    assert (answers["lamps"], answers["policy"]) == ("no", "yes")


def test_what_tells_is_no_question_though_a_figure_stands_below_it():
    body = "Yes, at reduced levels\n\nNo\n\n60 litres by our own team\n\n118\n\nYes, two of them, at the end of the long quay\n\nNo\n\nNo complaints have been received"
    answers = values(body)
    assert (answers["litres"], answers["places"]) == (60, 118)


def test_names_in_any_order_and_in_the_codebooks_words():
    body = (
        "Complaints\n\nNone that we know of.\n\nPolicy\n\nThere is none.\n\nLitres purchased\n\n185\n\n"
        "Contractor\n\nNot used, we do it ourselves.\n\nLamps\n\nNone of this kind."
    )
    answers = values(body)
    assert (answers["litres"], answers["policy"]) == (185, "no")


MARKS = {
    "qs 1 and 2. none": ("1", "2"),
    "questions 1, 2 and 6": ("1", "2", "6"),
    "1 & 2 & 3": ("1", "2", "3"),
    "1.1  is tar used?": ("1.1",),
    "2.3 how many are there?": ("2.3",),
    "q3  a3. none": ("3",),
    "1, 2, 3 go": (),
    "2.5 million litres": (),
    "3, 2 and 1. none": (),
}


@pytest.mark.parametrize(("line", "numbers"), MARKS.items())
def test_marks_of_several_questions_and_of_parts(line, numbers):
    assert marker(line, 0, len(line))[1] == numbers


def test_a_whole_question_is_its_first_part():
    assert firsts(["1", "2a", "2b", "3", "a"]) == {"1": "1", "2": "2a", "3": "3"}


@pytest.mark.parametrize(
    ("answer", "value"),
    [
        ("We hold no record of any such complaint.", "no"),
        ("No such complaints are recorded on our system.", "no"),
        ("We hold no record of how many people complained.", None),
        ("This information is not held.", None),
        ("Section 31(1)(a). The board ordered a report on it in December 2023.", None),
        ("Afraid not, as nobody writes to us", "no"),
        ("One was looked into but not followed up, so none has been recorded.", "no"),
        ("None. Some have complained to the port across the bay.", "no"),
    ],
)
def test_whether_there_was_any(answer, value):
    body = f"1. Yes.\n2. No.\n3. 185 litres.\n4. 12\n5a. No.\n6. No.\n7. {answer}"
    assert values(body)["harm"] == value


@pytest.mark.parametrize(
    ("answer", "value"),
    [
        ("12 no. (north 3, south 9)", 12),
        ("312.5\n(2022/23 - 400; 2021/22 - 210)", 312.5),
        ("The contract is a lump sum one and nobody counts.", None),
        ("North      610\nCentral      895\nAll areas      1,505", 1505),
        ("35 were noted in Microsoft 365.", 35),
        (
            "By year:\n\n           2022/23   2023/24   2024/25\nNorth quay     5         8         7\nTotal        405       378       321\n",
            378,
        ),
        ("Total   405   378   321", None),
    ],
)
def test_counts(answer, value):
    assert values(f"1. Yes.\n2. No.\n3. {answer}\n4. 7\n6. No.")["litres"] == value


@pytest.mark.parametrize(
    ("answer", "value"),
    [
        ("The board adopted a policy on this in 2023. It is exempt under section 22(1) of the Act.", "yes"),
        ("No policy was adopted. The draft policy is withheld under section 36.", "no"),
        ("This would need some thought. The policy is withheld under section 36.", None),
        ("However", None),
    ],
)
def test_what_is_there_and_kept_back(answer, value):
    assert values(f"1. Yes.\n2. No.\n3. 12 litres\n4. 7\n6. {answer}")["policy"] == value


KEPT = "Dear Harbour Board,\n\n1. Do you gather figures on how clean the quays are?\n2. Is the lamp lit at night?\n3. Do you have plans to move it?\n\nJo Poe\n"
KEPT_CODES = (
    choice("gathers", "Are figures on the cleanness of quays gathered?", "figures", "gather"),
    choice("lit", "Is the lamp lit at night?", "lit"),
    choice("moves", "Are there plans to move the lamp?", "plans", "no plans"),
)


@pytest.mark.parametrize(
    ("body", "gathers", "moves"),
    [
        ("The Board does not gather them. The lamp is lit. There are no plans to move it.", "no", "no"),
        ("No figures are gathered, the lamp is lit and there are no plans of any kind.", "no", "no"),
        (
            "Figures on the cleanness of quays are gathered. The lamp is lit. A proposal to move the lamp was approved in May.",
            "yes",
            "yes",
        ),
    ],
)
def test_that_nothing_is_gathered_is_an_answer(body, gathers, moves):
    text = f"Dear Jo Poe\n\n{body}\n\nYours sincerely\nA. Clerk\n"
    found = read([Text("letter", text, "0" * 64)], KEPT_CODES, "FOIA", KEPT)
    answers = {name: one.value for name, one in found.answers}
    assert found.outcome.value == "answered"
    assert (answers["gathers"], answers["moves"]) == (gathers, moves)


def test_negations_without_their_signs():
    assert negates("they cant, you get reception")
    assert not negates("the cantilever is old")
    assert opening('"no mow no spray" areas, eight of them') == ""
    assert opening("afraid not, as nobody is allowed it") == "no"


@pytest.mark.parametrize(
    ("body", "outcome"),
    [
        (
            "Before we're able to go any further with it there are some points upon which we need your help.\n\n(1) In question 5 you refer to lamps. Do you want to know about torches?\n\n(2) Is a lantern to be included, or not?\n\nPlease send your answers to these within three months. The twenty working days will be counted from the day after we hear from you.",
            "clarification_asked",
        ),
        (
            "Section 12(1) of the Act provides that an authority need not comply where the cost would be too high. Fulfilling your request would go beyond this. There are 27 quays. We are not in a position to give you part of it and the Board is accordingly refusing it.",
            "refused",
        ),
        (
            "It follows that, with respect to each of your questions, the information is not held by the Board. The quays are looked after by the county, and the lamps by the electricity company. The Board has two officers. It owns no ships.",
            "not_held",
        ),
        (
            "1. Yes.\n2. No.\n3. 12 litres.\n4. 7\n5. No.\n6. No.\n7. Nobody has. The Board is an exempt charity.",
            "answered",
        ),
    ],
)
def test_outcomes(body, outcome):
    assert reading(body).outcome.value == outcome
