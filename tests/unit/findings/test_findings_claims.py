"""Claims: a sentence holds or does not, and says why and what would hold instead."""

import pytest
from factories.datasets import NUMBER, QUESTION, Made

from askall.findings.claims import check_claims
from askall.findings.counting import Tally
from askall.findings.dataset import load
from askall.foundation.errors import InputFaults
from askall.study.records import ClaimText

RULED = {"id": "ruled_out", "text": "Ruled out?", "kind": "choice", "choices": ["human_rights", "no"], "applies_to": {}}


@pytest.fixture(scope="module")
def nation(tmp_path_factory):
    """398 councils as at 7 February 2022 in outline: 275 yes, 29 of 32 in Scotland, 19 of 32 boroughs, 63 silent."""
    made = Made(questions=[QUESTION, RULED, NUMBER])
    _add(made, 29, "yes", nation="Scotland", region="Scotland", type="Scottish council")
    _add(made, 3, "no", nation="Scotland", region="Scotland", type="Scottish council")
    _add(made, 11, "yes", nation="Northern Ireland", region="Northern Ireland", type="NI district")
    _add(made, 19, "yes", type="London borough")
    _add(made, 12, "no", type="London borough")
    made.body("answered", {"uses_it": "no", "ruled_out": "human_rights"}, type="London borough")
    _add(made, 216, "yes", region="North East")
    _add(made, 44, "no", region="North East")
    _add(made, 63, None, region="North East")
    return Tally(load(made.write(tmp_path_factory.mktemp("nation") / "dataset")))


def _add(made, number, answer, **where):
    for _ in range(number):
        if answer is None:
            made.body("no_reply", **where)
        else:
            more = {"how_many": "10"} if answer == "yes" else {}
            made.body("answered", {"uses_it": answer, "ruled_out": "no"} | more, **where)


def check(nation, text, **expect):
    return check_claims(nation, [ClaimText(text, tuple(({"question": "uses_it", "answer": "yes"} | expect).items()))])[
        0
    ]


SCOTLAND, LONDON = {"nation": "Scotland"}, {"type": "London borough"}


@pytest.mark.parametrize(
    ("text", "expect", "holds"),
    [
        ("At least {n} councils", {"at_least": 275}, True),
        ("At least 276 councils", {"at_least": 276}, False),
        ("{n} of the 32 London boroughs", {"scope": LONDON, "equals": 19, "base": 32}, True),
        ("{n} of the 33 London boroughs", {"scope": LONDON, "equals": 19}, False),
        ("19 boroughs", {"scope": LONDON, "equals": 19, "base": 33}, False),
        ("Nearly every council in Scotland", {"scope": SCOTLAND, "figure": "share", "phrase": "nearly every"}, True),
        ("Nearly every council in Scotland", {"scope": SCOTLAND, "figure": "share"}, True),
        ("Every council in Scotland", {"scope": SCOTLAND, "figure": "share"}, False),
        ("All {n} councils in Northern Ireland", {"scope": {"nation": "Northern Ireland"}, "equals": 11}, True),
        ("In every part of the country", {"figure": "in_every_region", "at_least": 1}, True),
        ("In every part of the country", {"figure": "in_every_region", "at_least": 12}, False),
        ("In every nation", {"figure": "in_every_nation"}, True),
        ("Nearly two-thirds of councils", {"figure": "share", "phrase": "nearly two-thirds"}, False),
        ("Nearly two-thirds of councils", {"figure": "share"}, False),
        ("Nearly two thirds of councils", {"at_least": 275}, False),
        ("More than two-thirds of councils", {"figure": "share"}, True),
        ("Most councils", {"figure": "share"}, True),
        ("A majority of the councils", {"figure": "share"}, True),
        ("Nearly 70% of councils", {"figure": "share"}, True),
        ("69 per cent of councils", {"figure": "share"}, True),
        ("69.1 % of councils", {"figure": "share"}, True),
        ("69.2 % of councils", {"figure": "share"}, False),
        ("275 out of 398 councils", {}, True),
        ("275 of 335 councils that answered", {"figure": "share_of_answered"}, True),
        ("Four in five councils that answered", {"figure": "share_of_answered", "phrase": "over four in five"}, True),
        ("A share", {"figure": "share", "equals": 0.691}, True),
        ("A share", {"figure": "share", "at_most": 0.7}, False),
        ("A share", {"figure": "share", "above": 0.69, "below": 0.86}, True),
        ("Fewer than three quarters of councils", {"figure": "share"}, False),
        ("Some councils", {"equals": 275, "above": 274, "below": 276, "at_most": 275}, True),
    ],
)
def test_claims_of_the_founding_study(nation, text, expect, holds):
    assert check(nation, text, **expect).holds is holds


def test_one_council_ruled_it_out(nation):
    claim = ClaimText("Only one", tuple({"question": "ruled_out", "answer": "human_rights", "equals": 1}.items()))
    assert check_claims(nation, [claim])[0].holds


def test_nearly_two_thirds_says_what_holds_instead(nation):
    result = check(nation, "Nearly two-thirds of councils use it", figure="share", phrase="nearly two-thirds")
    for part in ("275 of 398 (69.1 %)", "61.7 %", "66.7 %", "“More than two-thirds” would hold", "63 of 398"):
        assert part in result.because
    assert result.as_json()["figure"]["kind"] == "share"
    assert result.as_json()["as_at"] == "2022-02-07"


def test_what_holds_only_among_those_that_answered_says_so(nation):
    result = check(nation, "More than four in five councils use it", figure="share")
    assert not result.holds
    assert result.only_among_answered
    assert "holds only among those that answered" in result.because


def test_silence_never_makes_a_small_share(nation):
    """63 silent councils in the North East might all say formerly: "no council" cannot be claimed there."""
    result = check(nation, "No council", answer="formerly", figure="share", scope={"region": "North East"})
    assert not result.holds
    assert "counting those without an answer" in result.because
    assert check(nation, "No council", answer="formerly", figure="share", scope=SCOTLAND).certain


def test_a_claim_is_certain_only_where_the_missing_cannot_change_it(nation):
    assert check(nation, "More than two-thirds of councils", figure="share").certain
    found = check(nation, "Nearly 70 % of councils", figure="share")
    assert found.holds
    assert not found.certain
    assert "answers still missing could change it" in found.because


def test_placeholders_are_filled_and_nothing_else_is(nation):
    result = check(nation, "{n} of {base} ({percent}) {question.__class__} {0}", at_least=1)
    assert result.text == "275 of 398 (69.1 %) {question.__class__} {0}"


def test_numbers_can_be_claimed(nation):
    result = check(nation, "At least {n} cameras", question="how_many", answer=None, figure="sum", at_least=2750)
    assert result.text == "At least 2,750 cameras"
    assert result.holds
    assert "275 of 398" in result.because


def test_a_scope_where_nobody_was_asked_does_not_hold(nation):
    result = check(nation, "All", scope={"nation": "Scotland", "type": "London borough"}, at_least=0)
    assert not result.holds
    assert result.as_json()["figure"]["value"] is None


def test_an_empty_phrase_switches_detection_off(nation):
    assert check(nation, "One in ten councils in a thousand words", phrase="", at_least=275).holds


@pytest.mark.parametrize(
    ("expect", "told"),
    [
        ({"question": "nothing"}, "“nothing” is not a question"),
        ({"answer": "perhaps"}, "not among the choices"),
        ({"answer": None}, "which “answer”"),
        ({"question": "how_many", "answer": "yes"}, "no fixed answers"),
        ({"scope": {"nation": "France"}}, "has the nation “France”"),
        ({"scope": {"planet": "Earth"}}, "“planet” is not part of a scope"),
        ({"scope": "Scotland"}, "must be a table"),
        ({"figure": "average"}, "“average” is not a figure"),
        ({"figure": "median"}, "not a question about a number"),
        ({"figure": "share", "at_least": 69}, "between 0 and 1"),
        ({"at_least": "many"}, "“at_least” must be a number"),
        ({"base": 1.5}, "“base” must be a whole number"),
        ({"phrase": "a smattering"}, "not a phrase that can be checked"),
        ({"atleast": 3}, "“atleast” is not a word of a claim"),
        ({}, "nothing that could be found wrong"),
    ],
)
def test_a_claim_that_cannot_be_checked_is_bad_input(nation, expect, told):
    with pytest.raises(InputFaults) as caught:
        check(nation, "Councils use it", **expect)
    assert told in str(caught.value)
    assert "claim 1" in str(caught.value)
