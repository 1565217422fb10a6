"""Guesses: what a letter probably says of a yes-or-no question that nothing in it surely answers."""

# ruff: noqa: E501 -- letters keep their lines.

from dataclasses import replace

import pytest

from askall.reading.alignment import align
from askall.reading.beside import told_beside
from askall.reading.guessing import ASKED, BELOW, FREE, LEAST, MOST, weights_of
from askall.reading.passages import passages
from askall.reading.read import read
from askall.reading.records import GUESS, Suggestion, Text
from askall.reading.telling import spoken_of
from askall.reading.weighing import weigh
from askall.study.records import Question

ASKED_LINES = (
    "Do you have a covered market? If so, who runs it?",
    "Do you charge market traders for electricity?",
    "Were the traders consulted before the last change of rents?",
    "Do you have a written policy on street trading?",
    "Is the market open on Sundays?",
    "Has a market been closed for good since 2019?",
)
LETTER = (
    "Dear Market Town Council,\n\n"
    + "\n".join(f"{at}. {one}" for at, one in enumerate(ASKED_LINES, 1))
    + "\n\nJo Poe\n"
)


def choice(name: str, text: str, *keywords: str) -> Question:
    return Question(name, text, "choice", ("yes", "no"), keywords)


ALL = (
    choice("covered", "Does the council have a covered market?", "covered market"),
    choice("electricity", "Are traders charged for electricity?", "electricity"),
    choice("consulted", "Were traders consulted on rents?", "consulted"),
    choice("policy", "Is there a written policy on street trading?", "policy"),
    choice("sunday", "Is the market open on Sundays?", "Sundays"),
    choice("closed", "Has a market closed for good since 2019?", "closed"),
)


def told(body: str, questions: tuple[Question, ...] = ALL) -> dict[str, Suggestion]:
    text = f"Dear Jo Poe\n\nThank you for your request on markets.\n\n{body}\n\nYours sincerely\nA. Clerk\n"
    return dict(read([Text("letter", text, "0" * 64)], questions, "FOIA", LETTER).answers)


def below(answer: str) -> Suggestion:
    return told(f"3. {ASKED_LINES[2]}\n\n{answer}\n\n5. {ASKED_LINES[4]}\n\nNo.")["consulted"]


def is_guess(found: Suggestion, value: str) -> bool:
    return (found.value, found.why) == (value, (GUESS,)) and LEAST <= found.confidence <= MOST


def test_what_stands_below_a_question_is_guessed_and_said_to_be_a_guess():
    found = below("Letters went to every stallholder in March 2023 and a drop-in was held at the Corn Exchange.")
    assert is_guess(found, "yes")
    assert (
        found.evidence[0].quote
        == "Letters went to every stallholder in March 2023 and a drop-in was held at the Corn Exchange."
    )


RUNNING = (
    "The hall in Bridge Street holds forty stalls and keeps the rain off them, and it is let to a company of the traders.\n\n"
    "Stallholders were asked what they thought of the new rents at three meetings in the spring, and a number of them wrote in.\n\n"
    "Our bylaws date from 1931 and we have never got round to anything more modern about trading in the street.\n\n"
    "Trading on the Lord's day ended in the seventies."
)


def test_in_running_text_the_sentence_that_shares_most_is_guessed():
    found = told(RUNNING)["consulted"]
    assert is_guess(found, "yes")
    assert found.evidence[0].quote.startswith("Stallholders were asked what they thought of the new rents")


def test_among_few_questions_no_sentence_fits_best():
    assert told(RUNNING, ALL[2:5])["consulted"].value is None


OPEN = [
    "We say",
    "Total: 47",
    "Question sought | Told by us",
    "Please add this comment: the market matters to us.",
    "Our published replies can be searched at https://www.market.example/log.",
    "We could not establish this.",
    "It may be that some of them were asked.",
    "We are considering whether to ask them.",
    "We plan to write to all of them next spring.",
    "That is decided by the county council, who run the market.",
    "See above.",
    "Under review",
    "2021/22",
    "Left to the traders",
    "Our leaflet for stallholders with questions about rents, page 4, same address",
    "This would be exempt under section 36(2)(b)(ii) of the Act.",
    "We have no wish to bar them from saying what they think; it is not ruled out.",
]


@pytest.mark.parametrize("answer", OPEN)
def test_what_only_wonders_plans_or_points_is_no_guess(answer: str):
    assert below(answer).value is None


def test_a_letter_that_answers_nothing_is_not_guessed_at():
    refusing = told(
        "Stallholders were asked what they thought of the rents, but we refuse your request under section 14(1) of the Act as vexatious."
    )
    assert refusing["consulted"].value is None


def test_an_answer_between_yes_and_no_is_guessed_where_the_codebook_has_it():
    wide = tuple(replace(one, choices=("yes", "no", "some_sites")) for one in ALL)
    text = f"3. {ASKED_LINES[2]}\n\nLetters went to every stallholder at some sites in March 2023, and a drop-in was held at the Corn Exchange.\n\n5. {ASKED_LINES[4]}\n\nNo."
    assert told(text, wide)["consulted"].value == "some_sites"


def test_weights_are_of_what_can_be_seen():
    for where in (BELOW, FREE):
        weights = weights_of(where)
        assert "any" in weights
        assert {one.removeprefix("asked ") for one in weights if one.startswith("asked ")} <= {*ASKED, "yes or no"}
        assert all(abs(weight) < 4 for weight in weights.values())


TOLD = "The covered market in Bridge Street has forty stalls.\n\nThe rents were changed in May and the traders were consulted beforehand.\n\nThe market is open on most Sundays of the year."
REFUSED = "The street trading policy is exempt under section 43(2) until it is published."
BESIDE = {
    f"{TOLD}\n\n{REFUSED}": 3,
    f"{TOLD} {REFUSED}": 0,  # what stands in the paragraph of the refusal may explain it
    f"{TOLD}\n\nYour request is refused as a whole under section 12, for its cost would be above the appropriate limit.": 0,
    f"The covered market in Bridge Street has forty stalls.\n\n{REFUSED}": 0,
    f"The market has roofs.\n\nThe stalls are green.\n\nThe hall is old.\n\n{REFUSED}": 0,
}


@pytest.mark.parametrize(("body", "number"), BESIDE.items())
def test_paragraphs_beside_the_refusal_of_one_part_are_answers(body: str, number: int):
    texts = [Text("letter", f"Dear Jo Poe\n\n{body}\n\nYours sincerely\nA. Clerk\n", "0" * 64)]
    found = passages(texts, LETTER)
    weighed = weigh(found, align(found, LETTER), "FOIA")
    told_then = told_beside(weighed, found, weighed.passages("withheld"), spoken_of(found, LETTER), LETTER)
    assert len(told_then) == number
    if number:
        assert read(texts, ALL, "FOIA", LETTER).outcome.value == "partly_answered"


def test_a_sentence_that_names_what_another_question_asks_of_is_no_guess():
    named = (
        choice("orvex", "Does the council use stalls made by Orvex?", "Orvex"),
        choice("lumitek", "Does the council use stalls made by Lumitek?", "Lumitek"),
        *ALL[2:],
    )
    found = told("In Bridge Street the stalls that traders stand in came from Orvex in 2019.", named)
    assert found["lumitek"].value is None
