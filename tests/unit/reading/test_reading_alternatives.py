"""Studies that ask the same of several makers: each answer goes to its own, by letters, by name, and what was removed."""

# ruff: noqa: E501 -- letters keep their lines.

import pytest

from askall.reading.alternatives import asked_of_each
from askall.reading.read import read
from askall.reading.records import Suggestion, Text
from askall.study.records import Question

LINES = (
    "Does the port use any lifting or weighing equipment made by Cranwick? Please include equipment sold under another label but made by Cranwick.",
    "Does the port use any lifting or weighing equipment made by Hoistley?",
    "How many hoists (fixed and mobile together) made by (a) Cranwick and (b) Hoistley does the port have?",
    "Since 1 January 2019 has the port removed any Cranwick or Hoistley equipment, and if so why?",
    "Is the port open on Sundays?",
)
LETTER = "Dear Port,\n\n" + "\n\n".join(f"{at}. {one}" for at, one in enumerate(LINES, 1)) + "\n\nJo Poe\n"


def choice(name: str, text: str, *keywords: str) -> Question:
    return Question(name, text, "choice", ("yes", "no", "formerly"), keywords)


ALL = (
    choice("cranwick", "Does the body use lifting equipment made by Cranwick?", "Cranwick"),
    choice("hoistley", "Does the body use lifting equipment made by Hoistley?", "Hoistley"),
    choice("removed", "Has any Cranwick or Hoistley equipment been taken out?", "removed", "taken out"),
    Question("cranwicks", "Number of Cranwick hoists", "number", (), ("Cranwick equipment", "how many")),
    Question("hoistleys", "Number of Hoistley hoists", "number", (), ("Hoistley equipment", "how many")),
)


def told(body: str) -> dict[str, Suggestion]:
    text = f"Dear Jo Poe\n\nOur answers are below.\n\n{body}\n\nYours sincerely\nA. Clerk\n"
    return dict(read([Text("letter", text, "0" * 64)], ALL, "FOIA", LETTER).answers)


def repeated(*answers: str) -> dict[str, Suggestion]:
    asked = (LINES[0].partition("?")[0] + "?", *LINES[1:])
    return told(
        "\n\n".join(f"{at}. {one}\n\n{answer}" for at, (one, answer) in enumerate(zip(asked, answers, strict=True), 1))
    )


def test_a_question_on_several_things_is_asked_of_each():
    assert asked_of_each("how many hoists made by (a) cranwick and (b) hoistley does the port have?") == [
        "how many hoists made by cranwick does the port have?",
        "how many hoists made by hoistley does the port have?",
    ]
    assert asked_of_each("how many (a) buses, (b) trams or (c) ferries were late?")[2] == "how many ferries were late?"
    assert asked_of_each("how many (a) licences of it do you hold, and (b) on how many devices is it installed?") == [
        "how many licences of it do you hold",
        "on how many devices is it installed?",
    ]
    assert asked_of_each("(a) do you have any? (b) how many?") == []
    assert asked_of_each("how many were seen (a)?") == []


def test_two_questions_that_differ_in_a_name_are_told_apart_though_one_goes_on():
    found = repeated("Yes.", "No.", "(a) 42 (b) none", "No.", "Yes.")
    assert (found["cranwick"].value, found["hoistley"].value) == ("yes", "no")
    found = repeated("No.", "Yes.", "(a) 0\n(b) 17", "No.", "Yes.")
    assert (found["cranwick"].value, found["hoistley"].value) == ("no", "yes")


COUNTS = {
    "(a) 42 (b) none": (42, 0),
    "a) 9  b) 31": (9, 31),
    "(a) 42\n   (b) 7": (42, 7),
    "(a) six\n(b) zero": (6, 0),
    "(a) 0 (b) 0": (0, 0),
    "Cranwick - 14\nHoistley - 2": (14, 2),
    "Cranwick zero, Hoistley 1": (0, 1),
    "Cranwick 8. Hoistley nil.": (8, 0),
    "Cranwick hoists: none.\nHoistley hoists: nine.": (0, 9),
    "None of either.": (0, 0),
    "Nil for both": (0, 0),
}


@pytest.mark.parametrize(("answer", "numbers"), COUNTS.items())
def test_each_number_goes_to_its_own(answer: str, numbers: tuple[int, int]):
    for found in (repeated("Yes.", "No.", answer, "No.", "Yes."), told(f"1. Yes\n2. No\n3. {answer}\n4. No\n5. Yes")):
        assert (found["cranwicks"].value, found["hoistleys"].value) == numbers


def test_the_quote_of_a_number_is_its_own_piece():
    found = repeated("Yes.", "No.", "(a) 42 (b) 7", "No.", "Yes.")
    assert [one.quote for one in found["hoistleys"].evidence] == ["7"]


def test_each_number_stands_in_the_row_of_its_name():
    found = repeated(
        "Yes.",
        "Yes.",
        "As at 1 March:\n\nMaker\tFixed\tMobile\tTotal\nCranwick\t191\t12\t203\nHoistley\t9\t48\t57",
        "No.",
        "Yes.",
    )
    assert (found["cranwicks"].value, found["hoistleys"].value) == (203, 57)


def test_what_was_removed_is_not_what_there_is():
    found = told("Cranwick equipment is in use in two yards.\n\nEight more Cranwick hoists were taken down in 2021.")
    assert found["cranwicks"].value is None


def test_not_now_and_what_was_until_then():
    found = repeated(
        "Not now. The port had Cranwick equipment at two yards, it was taken out in 2022.",
        "No.",
        "(a) 0 (b) 0",
        "No.",
        "Yes.",
    )
    assert found["cranwick"].value == "formerly"


REMOVED = {
    "Yes, two Cranwick hoists were removed in 2022 when the east quay shut.": "yes",
    "No equipment by either firm has been removed.": "no",
    "No.": "no",
}


@pytest.mark.parametrize(("answer", "value"), REMOVED.items())
def test_asked_whether_it_was_removed_that_it_was_is_a_yes(answer: str, value: str):
    assert repeated("Yes.", "No.", "(a) 4 (b) 0", answer, "Yes.")["removed"].value == value


FORMER = ("We formerly did (until August 2023) but do so no longer.", "Formerly, until the same date.")


@pytest.mark.parametrize("answer", FORMER)
def test_what_was_so_formerly_is_not_so_now(answer: str):
    assert repeated(answer, "No.", "(a) 0 (b) 0", "No.", "Yes.")["cranwick"].value == "formerly"


SCRAMBLED = (
    Question("cranwicks", "Number of Cranwick hoists", "number", (), ("Cranwick spares", "how many")),
    choice("sunday", "Is the port open on Sundays?", "Sundays"),
    choice("hoistley", "Does the body use Hoistley (lifting) products?", "Hoistley"),
    choice("removed", "Has any Cranwick or Hoistley equipment been taken out?", "removed", "taken out"),
    choice("cranwick", "Does the body use Cranwick (lifting) products?", "Cranwick"),
)


def test_a_codebook_in_an_order_of_its_own_finds_its_questions():
    body = "1. Yes\n2. No\n3. (a) 4 (b) none\n4. No\n5. Yes"
    text = f"Dear Jo Poe\n\n{body}\n\nYours sincerely\n"
    found = dict(read([Text("letter", text, "0" * 64)], SCRAMBLED, "FOIA", LETTER).answers)
    assert {name: one.value for name, one in found.items()} == {
        "cranwicks": 4,
        "sunday": "yes",
        "hoistley": "no",
        "removed": "no",
        "cranwick": "yes",
    }


def test_answers_marked_q_and_a_without_numbers():
    lines = "\n\n".join(
        f"Q. {asked}\nA. {answer}"
        for asked, answer in zip(
            LINES, ("Yes.", "No.", "(a) 42\n   (b) None", "No removals.", "At the main gate only."), strict=True
        )
    )
    found = told(lines)
    assert [found[one].value for one in ("cranwick", "hoistley", "cranwicks", "hoistleys")] == ["yes", "no", 42, 0]


def test_an_initial_is_no_number():
    body = "Question | Held? | Response\n1 Cranwick | Y | Yes\n2 Hoistley | Y | No\n3 Hoists | Y | (a) 5 (b) 0\n4 Removed | Y | None\n5 Sundays | Y | Yes\n\nR. Galbraith, Solicitor"
    found = told(body)
    assert (found["cranwick"].value, found["hoistley"].value) == ("yes", "no")
