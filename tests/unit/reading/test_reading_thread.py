"""Threads: the last word wins, its history is kept, and what decides nothing overrides nothing."""

import pytest

from askall.reading.read import read
from askall.reading.records import GUESS, Reading, Suggestion, Text
from askall.reading.thread import combine
from askall.study.records import Question

COUNT = Question("count", "How many lifts are there?", "number", (), ("lifts",))


def of(value: str | None) -> Reading:
    return Reading(Suggestion(value, 0.8 if value else 0.0, (), "" if value else "nothing said"), (), (), ())


@pytest.mark.parametrize(
    ("outcomes", "expected", "message"),
    [
        (["acknowledged", "answered"], "answered", 1),
        (["answered", "acknowledged"], "answered", 0),
        (["not_held", "answered"], "answered", 1),
        (["refused", "review_upheld"], "review_upheld", 1),
        (["refused", "acknowledged", "review_overturned"], "review_overturned", 2),
        (["partly_answered", "answered"], "answered", 1),
        (["answered", "not_held"], "partly_answered", 1),
        (["clarification_asked", "refused", None], "refused", 1),
        (["acknowledged", "clarification_asked"], "clarification_asked", 1),
        (["review_upheld", "refused"], "review_upheld", 0),
        ([None, None], None, 1),
    ],
)
def test_last_word(outcomes: list[str | None], expected: str | None, message: int) -> None:
    combined = combine([of(one) for one in outcomes])
    assert combined.outcome.suggestion.value == expected
    assert combined.outcome.message == message
    assert [one.suggestion.value for one in combined.history] == outcomes


def test_no_message_is_an_abstention_not_silence() -> None:
    combined = combine([])
    assert combined.outcome.suggestion.value is None
    assert combined.outcome.suggestion.abstained


def test_answers_come_from_the_message_that_gives_them() -> None:
    letters = [
        "We have received your request and will reply within 20 working days.",
        "How many lifts are there?\n12",
        "How many lifts are there?\nWe are sorry, we miscounted: 14",
        "Thank you for your kind words.",
    ]
    readings = [read([Text("message", text, "0" * 64)], (COUNT,), "FOIA") for text in letters]
    told = dict(combine(readings).answers)["count"]
    assert (told.suggestion.value, told.message) == (14, 2)


def test_a_guess_does_not_undo_what_was_said_before():
    said = Reading(Suggestion("answered", 0.9), (), (("uses", Suggestion("yes", 0.85)),), ())
    guessed = Reading(Suggestion("answered", 0.9), (), (("uses", Suggestion("no", 0.66, why=(GUESS,))),), ())
    assert dict(combine([said, guessed]).answers)["uses"].suggestion.value == "yes"
    assert dict(combine([guessed, said]).answers)["uses"].suggestion.value == "yes"
    assert dict(combine([guessed, guessed]).answers)["uses"].message == 1
