"""Counting: a partition of those asked, bounds, and missing answers that never become values."""

import tempfile
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from factories.datasets import NUMBER, QUESTION, Made
from hypothesis import given, settings
from hypothesis import strategies as st

from askall.findings.counting import Tally, count
from askall.findings.dataset import load
from askall.findings.scopes import ALL, Scope
from askall.findings.standing import PARTS
from askall.study.records import MISSING, OUTCOMES


def dataset_of(made, folder):
    return load(made.write(folder / "dataset"))


def finding(made, folder, answer="yes", question="uses_it", **scope):
    dataset = dataset_of(made, folder)
    return Tally(dataset).finding(dataset.question[question], answer, Scope(**scope))


@pytest.mark.parametrize(
    ("outcome", "answer", "part", "why"),
    [
        ("answered", "no", "answered", ""),
        ("partly_answered", "yes", "answered", ""),
        ("partly_answered", None, "other", "not_stated"),
        ("answered", "not_stated", "other", "not_stated"),
        ("answered", "unclear", "other", "unclear"),
        ("review_overturned", "yes", "answered", ""),
        ("review_overturned", None, "other", "not_stated"),
        ("review_upheld", None, "refused", ""),
        ("refused", None, "refused", ""),
        ("refused", "not_stated", "refused", ""),
        ("not_held", None, "not_held", ""),
        ("neither_confirm_nor_deny", None, "neither_confirm_nor_deny", ""),
        ("no_reply", None, "silent", ""),
        ("acknowledged", None, "silent", ""),
        ("undeliverable", None, "other", "undeliverable"),
        ("transferred", None, "other", "transferred"),
        ("clarification_asked", None, "other", "clarification_asked"),
        ("withdrawn", None, "other", "withdrawn"),
        ("answered", "not_applicable", "not_applicable", ""),
    ],
)
def test_where_a_body_stands(tmp_path, outcome, answer, part, why):
    made = Made()
    body = made.body(outcome, answer)
    one = Tally(dataset_of(made, tmp_path)).standings["uses_it"][body]
    assert (one.part, one.why) == (part, why)


def test_silence_is_not_no(tmp_path):
    """Invariant 3: not held, refused, silent and no stay apart."""
    made = Made()
    for outcome, answer in [("answered", "no"), ("refused", None), ("not_held", None), ("no_reply", None)]:
        made.body(outcome, answer)
    no = finding(made, tmp_path, "no")
    assert no.count == 1
    assert no.parts == {
        "answered": 1, "refused": 1, "not_held": 1, "neither_confirm_nor_deny": 0, "silent": 1, "other": 0,
    }  # fmt: skip


def test_bounds_of_a_census(tmp_path):
    made = Made()
    for outcome, answer in [("answered", "yes")] * 5 + [("answered", "no")] * 2 + [("no_reply", None)] * 3:
        made.body(outcome, answer)
    yes = finding(made, tmp_path)
    assert (yes.lower, yes.upper, yes.among_answered) == (Fraction(5, 10), Fraction(8, 10), Fraction(5, 7))


def test_not_applicable_leaves_the_base_and_is_told(tmp_path):
    question = QUESTION | {"applies_to": {"types": ["county"]}}
    made = Made(questions=[question])
    made.body("answered", "yes", type="county")
    made.body("answered", "yes", type="district")
    made.body("answered", "not_applicable", type="county")
    yes = finding(made, tmp_path)
    assert (yes.count, yes.asked, yes.not_applicable) == (1, 1, 2)
    assert finding(made, tmp_path, type="district") is None


def test_the_last_wave_counts(tmp_path):
    made = Made()
    body = made.body("answered", "no")
    made.ask(body, "answered", {"uses_it": "yes"}, wave=2)
    assert finding(made, tmp_path).bodies == (body,)
    assert finding(made, tmp_path, "no").count == 0


def test_a_body_without_a_request_was_not_asked(tmp_path):
    made = Made()
    made.body("answered", "yes")
    made.body()
    made.requests.pop()
    made.timeline.pop()
    assert finding(made, tmp_path).asked == 1


def test_scopes_are_all_nations_regions_types_and_useful_pairs(tmp_path):
    made = Made()
    made.body(nation="England", region="London", type="unitary")
    made.body(nation="Wales", region="Wales", type="unitary")
    made.body(nation="Wales", region="Wales", type="Welsh council")
    scopes = {one.scope for one in count(dataset_of(made, tmp_path))}
    assert scopes == {
        ALL, Scope(nation="England"), Scope(nation="Wales"), Scope(region="London"), Scope(region="Wales"),
        Scope(type="unitary"), Scope(type="Welsh council"), Scope(nation="England", type="unitary"),
        Scope(nation="Wales", type="unitary"),
    }  # fmt: skip


def test_numbers_have_their_base_and_sums_are_at_least(tmp_path):
    made = Made(questions=[NUMBER])
    for value in ("1,200", "£350.50", "0", "56"):
        made.body("answered", value)
    made.body("refused")
    found = finding(made, tmp_path, None, "how_many")
    assert found.numbers.as_json() == {
        "n": 4, "base": 5, "sum": 1606.5, "min": 0, "median": 203.25, "max": 1200, "sum_is_at_least": True,
    }  # fmt: skip


def test_a_negative_number_takes_the_at_least_away(tmp_path):
    made = Made(questions=[NUMBER])
    made.body("answered", "-5")
    numbers = finding(made, tmp_path, None, "how_many").numbers
    assert numbers.sum == Decimal(-5)
    assert not numbers.at_least


def test_a_list_counts_each_item_once(tmp_path):
    made = Made(questions=[QUESTION | {"kind": "list", "choices": ["a", "b"]}])
    made.body("answered", "a; b;a")
    made.body("answered", "b")
    assert finding(made, tmp_path, "a").count == 1
    assert finding(made, tmp_path, "b").count == 2


def test_the_entry_has_the_keys_of_the_interface(tmp_path):
    made = Made()
    for answer in ["yes"] * 19 + ["no"] * 13:
        made.body("answered", answer, type="London borough")
    entry = finding(made, tmp_path, type="London borough").as_json()
    assert entry["scope"] == {"nation": None, "region": None, "type": "London borough"}
    assert (entry["count"], entry["asked"], entry["lower"], entry["as_at"]) == (19, 32, 0.59375, "2022-02-07")
    assert {"answered", "refused", "not_held", "silent", "upper", "among_answered", "bodies"} <= entry.keys()


bodies = st.lists(
    st.tuples(
        st.sampled_from(OUTCOMES),
        st.sampled_from(["yes", "no", "formerly", None, *MISSING]),
        st.sampled_from(["England", "Wales"]),
        st.sampled_from(["county", "unitary"]),
    ),
    min_size=1,
    max_size=12,
)


@settings(max_examples=60, deadline=None)
@given(bodies)
def test_every_finding_adds_up(rows):
    made = Made()
    for outcome, answer, nation, kind in rows:
        made.body(outcome, answer, nation=nation, region=nation, type=kind)
    with tempfile.TemporaryDirectory() as folder:
        dataset = dataset_of(made, Path(folder))
    names = {body.body for body in dataset.bodies}
    for one in count(dataset):
        assert tuple(one.parts) == PARTS
        assert sum(one.parts.values()) == one.asked > 0
        assert sum(one.other.values()) == one.parts["other"]
        assert len(set(one.bodies)) == one.count <= one.answered
        assert set(one.bodies) <= names
        assert 0 <= one.lower <= one.upper <= 1
        if one.among_answered is None:
            assert one.answered == 0
        else:
            assert one.lower <= one.among_answered <= one.upper
    for scope in {one.scope for one in count(dataset)}:
        same = [one for one in count(dataset) if one.scope == scope]
        assert sum(one.count for one in same) == same[0].answered
