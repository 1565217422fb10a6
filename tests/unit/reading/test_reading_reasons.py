"""What a suggestion says of itself: why, and what came second; both survive being kept."""

import json

from askall.reading.read import read
from askall.reading.records import Text, reading_from_json
from askall.study.records import Question

USES = Question("uses", "Does the council use Larkvision cameras?", "choice", ("yes", "no"), ("Larkvision",))
LETTER = """Dear Ms Poe
1. Does the council use Larkvision cameras?
Yes, in two car parks.
2. Where are they?
We are withholding this under section 31(1)(a) of the Act.
Yours sincerely
"""


def reading_of(text):
    return read([Text("letter", text, "x")], (USES,), "FOIA")


def test_an_outcome_names_the_signs_that_spoke_and_what_came_second():
    outcome = reading_of(LETTER).outcome
    assert outcome.value == "partly_answered"
    assert {"something is given", "something is withheld"} <= set(outcome.why)
    seconds = {one.value: one for one in outcome.others}
    assert {"answered", "refused"} <= set(seconds)
    assert "partly_answered" not in seconds
    assert all(one.confidence <= 0.5 and one.evidence for one in outcome.others)
    assert all(LETTER[quote.start : quote.end] == quote.quote for one in outcome.others for quote in one.evidence)


def test_an_answer_says_how_it_was_known_and_keeps_a_rival():
    answer = dict(reading_of(LETTER).answers)["uses"]
    assert answer.why[0] == "the answer opens with “yes”"
    torn = LETTER.replace("in two car parks.", "in two car parks.\nThe council does not use Larkvision cameras.")
    torn_answer = dict(reading_of(torn).answers)["uses"]
    assert {one.value for one in (torn_answer, *torn_answer.others)} >= {"yes", "no"}


def test_an_abstention_keeps_what_was_weighed():
    hedged = "1. Does the council use Larkvision cameras?\nIt is possible that some cameras may be Larkvision ones.\n"
    answer = dict(reading_of(hedged).answers)["uses"]
    assert answer.value is None
    assert answer.abstained
    assert answer.why


def test_reasons_and_rivals_survive_being_kept():
    reading = reading_of(LETTER)
    assert reading_from_json(json.loads(json.dumps(reading.as_json()))).outcome.why == reading.outcome.why
    kept = reading_from_json(json.loads(json.dumps(reading.as_json())))
    assert [one.value for one in kept.outcome.others] == [one.value for one in reading.outcome.others]
