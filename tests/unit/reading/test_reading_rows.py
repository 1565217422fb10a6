"""Tables of a reply that name or number our questions on the left, and numbers that no sign sets off."""

# ruff: noqa: E501 -- letters keep their lines.

import pytest

from askall.reading.read import read
from askall.reading.records import Text
from askall.study.records import Question

LETTER = """Dear Harbour Board,

1. (a) Do you lease any cranes from an outside company? (b) If so, from which company?
2. Do your drivers use hand signals with lorry drivers?
3. Do you have a written policy on night work?
4. How many accidents were there in 2023?
5. (a) Do drivers receive training in rescue? (b) Do you plan to change your arrangements in the next 12 months?

Jo Poe
"""
ASKED = (
    "Does the board lease cranes from a company?",
    "Do drivers use hand signals?",
    "Does the board have a written policy on night work?",
    "Do drivers receive training in rescue?",
    "Does the board plan to change its arrangements in the next 12 months?",
)
QUESTIONS = tuple(Question(f"q{at}", one, "choice", ("yes", "no")) for at, one in enumerate(ASKED, 1))


def values(body: str) -> list[object]:
    text = f"Dear Jo Poe\n\nOur answers are below.\n\n{body}\n\nYours sincerely\nA. Clerk\n"
    return [told.value for _, told in read([Text("letter", text, "0" * 64)], QUESTIONS, "FOIA", LETTER).answers]


TABLES = {
    "by name": "| Question | Reply |\n| Cranes leased | Yes. |\n| Company | Lindholm AB |\n| Hand signals | No |\n| Night work policy | Yes, attached |\n| Accidents 2023 | 4 |\n| Training | No |\n| Change in 12 months | No |",
    "by number": "| Question | Reply |\n| 1a Cranes | Yes. |\n| 1b Company | Lindholm AB |\n| 2 Signals | No |\n| 3 Policy | Yes, attached |\n| 4 Accidents | 4 |\n| 5a Training? | No |\n| 5b Change | No |",
    "numbers alone": "No. | Topic | Response\n1(a) | Cranes leased | Yes\n1(b) | Company and end | Lindholm AB\n2 | Hand signals used | No\n3 | Policy | Yes, attached\n4 | Accidents in 2023 | 4\n5(a) | Training | No\n5(b) | Plans for change | No",
    "answer and notes": "Subject | Answer | Notes\n1(a) Leased | Yes | Since 2019\n1(b) Company | Lindholm AB | Ends 2027\n2 Signals | No | They are banned\n3 Policy | Yes | Attached\n4 Accidents | 4 | None grave\n5(a) Training | No | By the fire service if at all\n5(b) Changes | No | Not before 2027",
    "dot leaders": "Cranes leased ............ Yes\nCompany ............ Lindholm AB\nHand signals ............ No\nNight work policy ............ Yes\nAccidents ............ 4\nTraining ............ No\nChange in 12 months ............ No",
    "strokes": "1(a) / Yes\n1(b) / Lindholm AB\n2 / Not used\n3 / Yes, attached\n4 / Four\n5(a) / No training is given\n5(b) / No",
    "plain numbers": "1a Yes\n1b Lindholm AB of Gothenburg, whose lease ends on the last day of March 2027, when it may be renewed\n2 No\n3 Yes\n4 0\n5a No\n5b No",
    "labelled": "Question no.: 1a\nResponse: Yes\n\nQuestion no.: 1b\nResponse: Lindholm AB\n\nQuestion no.: 2\nResponse: No\n\nQuestion no.: 3\nResponse: Yes\n\nQuestion no.: 4\nResponse: 4\n\nQuestion no.: 5a\nResponse: No\n\nQuestion no.: 5b\nResponse: No",
    "stop and stroke": "1a.- Yes\n1b.- Lindholm AB\n2.- No\n3.- Yes\n4.- 4\n5a.- No\n5b.- No",
    "lettered": "1) a. Yes. b. Lindholm AB.\n2) No\n3) Yes\n4) 4\n5) a. Not at present.\nb. No.",
    "in two tongues": "1a. Do / Yes\n1b. Lindholm AB\n2. Na / No\n3. Oes / Yes\n4. 4\n5a. Nac ydynt / No\n5b. Nac oes / No",
}


@pytest.mark.parametrize("body", TABLES.values(), ids=list(TABLES))
def test_what_stands_on_the_left_only_names_the_question(body: str):
    assert values(body) == ["yes", "no", "yes", "no", "no"]


def test_a_column_on_what_is_held_is_no_answer():
    rows = "No. | Question | Held? | Response\n1a | Leased | Yes | Nil\n2 | Hand signals | Yes | Nil\n3 | Policy | Yes | None\n4 | Accidents | Yes | 4\n5a | Training | Yes | Yes, each year\n5b | Change | Yes | None planned"
    assert values(rows) == ["no", "no", "no", "yes", "no"]


def test_a_table_of_figures_names_no_question():
    assert values("Year | Cranes | Cost\n2021 | 12 | £4,000\n2022 | 14 | £6,000\n2023 | 14 | £9,000") == [None] * 5


REPEATED = {
    "fewer words": "1. Do you lease any cranes? If so, from whom?\nYes, Lindholm AB.\n2. Hand signals?\nNo.\n3. Do you have a written policy on it?\nYes.\n5. Do drivers receive training? Do you plan to change this?\nNo. No.",
    "parts below one another": "1. (a) Do you lease any cranes from an outside company?\n(b) If so, from which company?\n(a) It is so, yes.\n(b) Lindholm AB\n\n2. Do your drivers use hand signals with lorry drivers?\nNo.\n\n3. Do you have a written policy on night work?\nYes.",
    "two tongues": "1(a) Ydych chi'n llogi craeniau? / Do you lease any cranes from an outside company?\nYdym. / Yes.\n\n2. Signalau llaw? / Hand signals with lorry drivers?\nNac ydynt. / No.\n\n3. Polisi? / Policy on night work?\nOes. / Yes.",
}


@pytest.mark.parametrize("body", REPEATED.values(), ids=list(REPEATED))
def test_a_question_repeated_in_other_shape_is_the_one_that_was_sent(body: str):
    assert values(body)[:3] == ["yes", "no", "yes"]


def test_a_count_says_nothing_of_what_is_asked_beside_it():
    letter = "Dear Board,\n\n1. How many cranes do you own? Please say whether any were made by Lindholm or another Swedish firm.\n2. Do you have a policy on night work?\n\nJo Poe\n"
    made = Question("made", "Were any of the cranes made by Lindholm or another Swedish firm?", "choice", ("yes", "no"), ("Lindholm", "Swedish"))  # fmt: skip

    def told(answer: str) -> object:
        text = f"Dear Jo Poe\n\n1. {answer}\n2. Yes\n\nYours sincerely\nA. Clerk\n"
        return dict(read([Text("letter", text, "0" * 64)], (made,), "FOIA", letter).answers)["made"].value

    assert told("Four. Three of them are by Lindholm.") == "yes"
    assert told("Four are owned, none of them made by Lindholm.") == "no"
    assert told("Four are owned.") is None
