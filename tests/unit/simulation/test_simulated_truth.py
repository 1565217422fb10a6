"""The truth has the published totals for every seed."""

import tomllib
from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from askall.simulation.nation import make_nation
from askall.simulation.reenactment import Simulation
from askall.simulation.truth import QUESTIONS, draw_truth, totals
from askall.study.records import MISSING, OUTCOMES


@settings(max_examples=5, deadline=None)
@given(st.integers(min_value=0, max_value=10_000))
def test_totals_are_those_published(seed: int) -> None:
    nation = make_nation(seed)
    truths = draw_truth(nation)
    by_id = nation.by_id
    yes = [by_id[one.body] for one in truths if one.answer("uses_hikvision") == "yes"]
    assert len(truths) == 398
    assert len(yes) == 275
    assert sum(body.type == "London borough" for body in yes) == 19
    assert not any(body.type == "City of London" for body in yes)
    assert sum(body.nation == "Scotland" for body in yes) == 29
    assert sum(body.nation == "Northern Ireland" for body in yes) == 11
    assert {body.region for body in yes} == {body.region for body in nation.asked}
    assert {body.nation for body in yes} == {body.nation for body in nation.asked}
    assert [one.body for one in truths if one.answer("ruled_out") == "human_rights"] == [nation.ruled_out.id]
    assert nation.ruled_out not in yes


def test_the_share_is_not_nearly_two_thirds(simulation: Simulation) -> None:
    share = totals(simulation.requests, "uses_hikvision", "yes") / len(simulation.requests)
    assert round(100 * share, 1) == 69.1


def test_every_outcome_occurs_but_bare_acknowledgements_stay_rare(simulation: Simulation) -> None:
    found = Counter(one.outcome for one in simulation.requests)
    assert set(found) == set(OUTCOMES)
    assert found["acknowledged"] <= 5


def test_answers_use_the_words_of_the_codebook(simulation: Simulation) -> None:
    study = tomllib.loads(simulation.study_toml)
    assert tuple(one["id"] for one in study["question"]) == QUESTIONS
    allowed = {one["id"]: {*one.get("choices", ()), *MISSING} for one in study["question"]}
    for truth in simulation.requests:
        for question, value in truth.answers:
            assert value in allowed[question] or (question == "camera_count" and value.isdecimal()), (question, value)


def test_silence_has_no_answers(simulation: Simulation) -> None:
    for truth in simulation.requests:
        assert bool(truth.answers) != (truth.outcome in ("no_reply", "undeliverable"))


def test_provisions_name_the_law_of_the_body(simulation: Simulation) -> None:
    for truth in simulation.requests:
        law = simulation.nation.by_id[truth.body].law
        assert all(one.startswith(f"{law} ") for one in truth.provisions)
        if truth.outcome in ("refused", "neither_confirm_nor_deny", "review_upheld", "partly_answered"):
            assert truth.provisions


def test_the_study_says_that_it_is_synthetic(simulation: Simulation) -> None:
    study = tomllib.loads(simulation.study_toml)["study"]
    assert "SYNTHETIC" in study["title"]
    assert study["synthetic"] is True
