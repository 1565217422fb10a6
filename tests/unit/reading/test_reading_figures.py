"""Figures: numbers in words, financial years, sums asked for as numbers, totals, and the figure of running text."""

import pytest

from askall.reading.figures import counts, years_in
from askall.reading.read import read
from askall.reading.records import FIGURE_GUESS, Suggestion, Text
from askall.study.records import Question

IN_WORDS = {
    "forty one (41)": [41],
    "forty-eight": [48],
    "four thousand, one hundred and twenty pounds": [4120],
    "two hundred and six": [206],
    "twelve hundred": [1200],
    "twenty-one of them": [21],
    "a hundred": [100],
    "one hundred and one vans and twenty more": [101, 20],
    "six, seven": [6, 7],
    "none": [0],
    "11 (12)": [11, 12],
    "61,480 hours": [],
}


@pytest.mark.parametrize(("said", "values"), IN_WORDS.items())
def test_numbers_in_words_and_twice_told(said: str, values: list[int]):
    assert [one.value for one in counts(said)] == values


def test_the_year_from_april_to_march_is_the_financial_year():
    assert "2023/24" in years_in("received between 1 april 2023 and 31 march 2024")
    assert "2023/24" in years_in("from 1st april 2023 to 31st march 2024")
    assert "2023/25" not in years_in("between 1 april 2023 and 31 march 2025")


LETTER = """Dear Harbour Board,

1. How many cranes do you have?
2. How much did you spend on the upkeep of the quays between 1 April 2023 and 31 March 2024?
3. How many accidents with ropes were reported in 2023/24?
4. Do you employ divers?
5. How many berths are let to fishing boats?
6. Is the harbour dredged each year?

Jo Poe
"""


def number(name: str, text: str, *keywords: str) -> Question:
    return Question(name, text, "number", (), keywords)


QUESTIONS = (
    number("cranes", "How many cranes does the board have?", "cranes"),
    number("spent", "How much did the board spend on the upkeep of quays in 2023/24, in pounds?", "upkeep"),
    number("accidents", "How many accidents with ropes were reported in 2023/24?", "accidents"),
    Question("divers", "Does the board employ divers?", "choice", ("yes", "no"), ("divers",)),
    number("berths", "How many berths are let to fishing boats?", "berths"),
    Question("dredged", "Is the harbour dredged each year?", "choice", ("yes", "no"), ("dredged",)),
)


def told(body: str) -> dict[str, Suggestion]:
    text = f"Dear Jo Poe\n\nThank you for your request.\n\n{body}\n\nYours sincerely\nA. Clerk\n"
    return dict(read([Text("letter", text, "0" * 64)], QUESTIONS, "FOIA", LETTER).answers)


def below(at: int, answer: str) -> dict[str, Suggestion]:
    lines = LETTER.splitlines()
    return told(f"{lines[1 + at]}\n\n{answer}\n")


def test_a_number_of_pounds_is_read_as_money():
    assert below(2, "£41,280, of which £9,000 was for Pier 3.")["spent"].value == 41280
    assert below(2, "We spent £12,000 in all.")["spent"].value == 12000
    assert below(2, "41,280")["spent"].value == 41280
    assert below(2, "This was paid in 2 instalments.")["spent"].value is None


def test_the_last_of_several_lines_that_is_their_sum_is_the_total():
    assert below(1, "- East dock 45\n- West dock 18\n- 63\n")["cranes"].value == 63


def test_what_are_said_to_be_some_of_them_is_not_added():
    assert below(1, "There are 1,788 cranes and 264 were in use last year.")["cranes"].value == 1788


RUNNING = (
    "As regards cranes, we look after fourteen of them on three quays of the old town.\n\n"
    "Accidents with ropes: 41\n\n"
    "The upkeep of quays took £22,650 last year.\n\n"
    "We have divers of our own and the harbour is dredged every spring."
)


def test_in_running_text_the_only_figure_of_the_sentence_that_fits_best_is_a_guess():
    found = told(RUNNING)
    assert (found["accidents"].value, found["accidents"].why) == (41, (FIGURE_GUESS,))
    assert found["spent"].value == 22650
    assert found["berths"].value is None
    assert found["cranes"].value is None  # fourteen or three


def test_a_bound_is_not_guessed():
    assert told("Accidents with ropes came to more than 41.")["accidents"].value is None


SEARCHED = (
    "To say would mean that an officer would have to read all 4,310 reports.",
    "A manual search of 1,140 files would need to be made.",
    "There are 2,200 reports at 3 minutes each to be read.",
)


@pytest.mark.parametrize("why", SEARCHED)
def test_how_much_there_is_to_search_is_no_answer(why: str):
    assert below(3, why)["accidents"].value is None
