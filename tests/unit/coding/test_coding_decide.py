"""From codings to the final value: who counts, what agrees, what an adjudicator settles."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from askall.coding.decide import (
    ADJUDICATED,
    AGREED,
    AWAITING,
    DISAGREEMENT,
    UNDECIDED,
    decide,
    decide_all,
    disagreements,
    progress,
)
from askall.coding.records import Coding, Quote

NOON = datetime(2022, 3, 1, 12, tzinfo=UTC)
QUOTE = Quote("a" * 64, 0, "e-mail", 0, 3, "Yes")
OTHER_QUOTE = Quote("a" * 64, 0, "e-mail", 9, 12, "yes")


def said(
    value: str,
    coder: str = "anna",
    role: str = "coder",
    hour: int = 0,
    quotes: tuple[Quote, ...] = (),
    provisions: tuple[str, ...] = (),
    variable: str = "uses",
) -> Coding:
    return Coding("r1", variable, value, coder, role, 1, NOON + timedelta(hours=hour), quotes, provisions)


def test_nothing_said_is_undecided() -> None:
    decision = decide("r1", "uses", [])
    assert (decision.state, decision.value, decision.final) == (UNDECIDED, "", False)


def test_machines_suggest_people_decide() -> None:
    codings = [said("yes", "robot", "machine"), said("yes", "robot 2", "machine")]
    assert decide("r1", "uses", codings, coders=1).state == UNDECIDED
    assert decide("r1", "uses", [*codings, said("yes")]).state == AWAITING


def test_a_blank_never_becomes_a_value() -> None:
    assert decide("r1", "uses", [said(""), said("  ", "ben")]).state == UNDECIDED


def test_one_person_twice_is_still_one_person() -> None:
    assert decide("r1", "uses", [said("yes"), said("yes", hour=1)]).state == AWAITING


def test_two_people_with_the_same_value_agree_and_keep_both_quotes() -> None:
    decision = decide("r1", "uses", [said("yes", "ben", quotes=(OTHER_QUOTE,)), said("yes", quotes=(QUOTE,))])
    assert (decision.state, decision.value, decision.coders) == (AGREED, "yes", ("anna", "ben"))
    assert decision.quotes == (QUOTE, OTHER_QUOTE)
    assert not decision.adjudicated


def test_two_people_with_two_values_disagree_and_there_is_no_value() -> None:
    decision = decide("r1", "uses", [said("yes"), said("no", "ben")])
    assert (decision.state, decision.value) == (DISAGREEMENT, "")
    assert [one.coder for one in decision.codings] == ["anna", "ben"]


def test_the_last_word_of_a_coder_counts() -> None:
    codings = [said("no", hour=1), said("yes", hour=2), said("yes", "ben")]
    assert decide("r1", "uses", reversed(codings)).state == AGREED


def test_a_third_opinion_does_not_outvote() -> None:
    assert decide("r1", "uses", [said("yes"), said("yes", "ben"), said("no", "cleo")]).state == DISAGREEMENT


def test_the_latest_adjudication_decides() -> None:
    codings = [said("yes"), said("no", "ben"), said("unclear", "cleo", "adjudicator", 1)]
    codings += [said("no", "cleo", "adjudicator", 2, quotes=(QUOTE,)), said("yes", "ben", hour=3)]
    decision = decide("r1", "uses", codings)
    assert (decision.state, decision.value, decision.quotes) == (ADJUDICATED, "no", (QUOTE,))
    assert decision.coders == ("anna", "ben", "cleo")


def test_different_sections_of_law_are_a_disagreement_but_none_named_is_not() -> None:
    ours, theirs = ("FOIA 31(1)(a)",), ("FOIA 24(1)",)
    refused = said("refused", provisions=ours, variable="outcome")
    assert decide("r1", "outcome", [refused, said("refused", "ben", provisions=theirs)]).state == DISAGREEMENT
    agreed = decide("r1", "outcome", [refused, said("refused", "ben")])
    assert (agreed.state, agreed.provisions) == (AGREED, ours)


def test_words_that_differ_in_case_and_spaces_agree() -> None:
    assert decide("r1", "make", [said("Dahua  NVR"), said("dahua nvr", "ben")]).value == "Dahua  NVR"


def test_progress_counts_what_is_expected() -> None:
    decisions = decide_all([said("yes"), said("no", "ben"), said("answered", variable="outcome")])
    expected = [("r1", "uses"), ("r1", "outcome"), ("r2", "uses")]
    counted = progress(expected, decisions)
    assert counted.expected == 3
    assert counted.states == {UNDECIDED: 1, AWAITING: 1, DISAGREEMENT: 1, AGREED: 0, ADJUDICATED: 0}
    assert counted.by_coder == {"anna": 2, "ben": 1}
    assert counted.final == 0
    assert [one.variable for one in disagreements(decisions)] == ["uses"]


codings = st.lists(
    st.builds(
        said,
        st.sampled_from(["yes", "no", "unclear", ""]),
        st.sampled_from(["anna", "ben", "cleo"]),
        st.sampled_from(["coder", "adjudicator", "machine"]),
        st.integers(0, 5),
    ),
    max_size=8,
)


@given(codings, st.integers(1, 3))
def test_a_value_is_final_only_if_enough_people_or_an_adjudicator_said_it(
    given_codings: list[Coding], needed: int
) -> None:
    decision = decide("r1", "uses", given_codings, needed)
    sayers = {one.coder for one in given_codings if one.role == "coder" and one.value == decision.value}
    adjudged = {one.value for one in given_codings if one.role == "adjudicator"}
    assert decision.final == bool(decision.value)
    if decision.final:
        assert decision.value in adjudged or len(sayers) >= needed


@given(codings)
def test_more_words_of_the_machine_change_nothing(given_codings: list[Coding]) -> None:
    more = [*given_codings, said("yes", "robot", "machine", 9)]
    assert decide("r1", "uses", more) == decide("r1", "uses", given_codings)
