"""Agreement figures against textbook examples, against the krippendorff package, and at their edges."""

import math
from datetime import UTC, datetime, timedelta
from typing import Any

import krippendorff
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from askall.coding.agreement import agreement_by_value, cohen_kappa, krippendorff_alpha, measures, raw_agreement
from askall.coding.agreement_table import agreement_table, machine_agreement_table, metrics_of
from askall.coding.decide import decide_all
from askall.coding.records import Coding
from askall.study.records import Question


def units_of(*coders: str) -> list[dict[str, str]]:
    """One string a coder, one character a unit; "." means missing."""
    columns = zip(*coders, strict=True)
    return [{f"coder {at}": value for at, value in enumerate(column) if value != "."} for column in columns]


def two_by_two(both_yes: int, yes_no: int, no_yes: int, both_no: int) -> list[dict[str, str]]:
    cells = [("yes", "yes")] * both_yes + [("yes", "no")] * yes_no + [("no", "yes")] * no_yes + [("no", "no")] * both_no
    return [{"a": first, "b": second} for first, second in cells]


@pytest.mark.parametrize(("metric", "published"), [("nominal", 0.743), ("interval", 0.849), ("ratio", 0.797)])
def test_four_observers_with_missing_values_of_krippendorff_2011(metric: str, published: float) -> None:
    units = units_of("123321412...", "1233224125.3", ".3332342251.", "12332441251.")
    assert krippendorff_alpha(units, metric).value == pytest.approx(published, abs=0.0005)


def test_two_observers_and_a_yes_no_question_of_krippendorff_2011() -> None:
    units = units_of("0100000000", "1110010010")
    assert krippendorff_alpha(units).value == pytest.approx(0.095, abs=0.0005)


def test_kappa_of_a_hand_worked_table() -> None:
    # Of 50 units 20 are twice yes and 15 twice no: observed 0.7; chance (25*30 + 25*20) / 2500 = 0.5; kappa 0.4.
    units = two_by_two(20, 5, 10, 15)
    assert raw_agreement(units).value == pytest.approx(0.7)
    assert cohen_kappa(units).value == pytest.approx(0.4)


def test_high_raw_agreement_can_hide_that_nobody_agrees_on_the_rare_answer() -> None:
    units = two_by_two(0, 5, 5, 90)
    assert raw_agreement(units).value == pytest.approx(0.9)
    assert agreement_by_value(units) == pytest.approx({"no": 180 / 190, "yes": 0.0})
    kappa = cohen_kappa(units).value
    assert kappa is not None
    assert kappa < 0


def test_agreement_of_three_coders_counts_pairs() -> None:
    units = [{"a": "x", "b": "x", "c": "y"}, {"a": "x", "b": "x", "c": "x"}]
    assert raw_agreement(units).value == pytest.approx((1 / 3 + 1) / 2)
    assert agreement_by_value(units) == pytest.approx({"x": (2 + 6) / (4 + 6), "y": 0.0})


@pytest.mark.parametrize("figure", [raw_agreement, cohen_kappa, krippendorff_alpha])
@pytest.mark.parametrize("units", [[], [{"a": "yes"}], [{"a": "yes", "b": " "}], [{"a": "1"}, {"b": "1"}]])
def test_without_two_codings_of_one_unit_there_is_no_figure_but_a_reason(figure: Any, units: Any) -> None:
    measure = figure(units)
    assert measure.value is None
    assert "two people" in measure.reason


@pytest.mark.parametrize("metric", ["nominal", "interval", "ratio"])
def test_where_only_one_value_occurs_chance_is_complete_and_there_is_no_figure(metric: str) -> None:
    units = [{"a": "0", "b": "0"}] * 3
    assert raw_agreement(units).value == 1
    for measure in (cohen_kappa(units), krippendorff_alpha(units, metric)):
        assert measure.value is None
        assert "one value" in measure.reason


def test_kappa_is_for_two_coders_only() -> None:
    measure = cohen_kappa([{"a": "x", "b": "x"}, {"b": "x", "c": "y"}])
    assert measure.value is None
    assert "3 took part" in measure.reason


def test_negative_numbers_have_no_ratio() -> None:
    assert krippendorff_alpha([{"a": "-1", "b": "2"}], "ratio").value is None
    assert krippendorff_alpha([{"a": "-1", "b": "2"}], "interval").value is not None


def test_an_unknown_metric_is_named() -> None:
    with pytest.raises(ValueError, match="ordinal"):
        krippendorff_alpha([], "ordinal")


matrices = st.integers(2, 5).flatmap(
    lambda coders: st.lists(
        st.lists(st.one_of(st.none(), st.integers(0, 6)), min_size=coders, max_size=coders), min_size=1, max_size=15
    )
)


@given(matrices, st.sampled_from(["nominal", "interval", "ratio"]))
def test_alpha_is_that_of_the_krippendorff_package(matrix: list[list[int | None]], metric: Any) -> None:
    units = [{str(at): str(value) for at, value in enumerate(row) if value is not None} for row in matrix]
    ours = krippendorff_alpha(units, metric)
    pairable = {value for unit in units if len(unit) > 1 for value in unit.values()}
    if len(pairable) < 2:
        assert ours.value is None
        return
    data = np.array([[math.nan if value is None else value for value in row] for row in matrix], dtype=float).T
    theirs = krippendorff.alpha(reliability_data=data, level_of_measurement=metric)
    assert ours.value == pytest.approx(theirs, abs=1e-9)


numbers = st.floats(0, 1e300, allow_nan=False).map(repr) | st.sampled_from(["unclear", "not_stated", "nan", "inf", ""])
reliability = st.lists(st.dictionaries(st.sampled_from("abc"), numbers, max_size=3), max_size=10)


@given(reliability, st.sampled_from(["nominal", "interval", "ratio"]))
def test_no_figure_is_ever_nan_and_each_lacking_one_has_its_reason(units: Any, metric: str) -> None:
    row = measures(units, metric)
    for name in ("raw", "kappa", "alpha"):
        value = row[name]
        assert value is None or -1.0001 <= value <= 1  # type: ignore[operator]
        assert (value is None) == (name in row["reasons"])  # type: ignore[operator]
    assert all(0 <= share <= 1 for share in row["by_value"].values())  # type: ignore[attr-defined]


NOON = datetime(2022, 3, 1, 12, tzinfo=UTC)


def said(request: str, coder: str, value: str, *, hour: int = 0, role: str = "coder", version: int = 1) -> Coding:
    return Coding(request, "uses", value, coder, role, version, NOON + timedelta(hours=hour))


def test_the_table_counts_people_only_and_their_first_word() -> None:
    codings = [
        said("r1", "anna", "yes"),
        said("r1", "ben", "no"),
        said("r1", "ben", "yes", hour=2),  # after they had talked
        said("r1", "cleo", "yes", hour=3, role="adjudicator"),
        said("r1", "robot", "no", role="machine"),
        said("r2", "anna", "no"),
        said("r2", "ben", "no"),
        said("r3", "anna", "no"),
    ]
    row = agreement_table(codings)["uses"]
    assert (row["units"], row["raw"]) == (2, 0.5)
    assert set(row) == {"units", "raw", "kappa", "alpha", "by_value", "metric", "reasons"}


def test_a_new_codebook_version_begins_anew() -> None:
    codings = [
        said("r1", "anna", "yes"),
        said("r1", "ben", "no"),
        said("r1", "anna", "yes", hour=1, version=2),
        said("r1", "ben", "yes", hour=1, version=2),
    ]
    assert agreement_table(codings)["uses"]["raw"] == 1.0


def test_counts_are_compared_as_numbers() -> None:
    metrics = metrics_of([Question("uses", "How many?", "number"), Question("brand", "Which?", "text")])
    assert metrics == {"uses": "ratio", "brand": "nominal"}
    near = [said("r1", "anna", "100"), said("r1", "ben", "101"), said("r2", "anna", "5"), said("r2", "ben", "5")]
    row = agreement_table(near, metrics)["uses"]
    assert row["metric"] == "ratio"
    assert row["alpha"] > 0.99
    assert row["raw"] == 0.5


def test_the_machine_is_compared_with_the_final_values_only() -> None:
    codings = [
        said("r1", "anna", "yes"),
        said("r1", "ben", "yes"),
        said("r1", "robot", "no", role="machine"),
        said("r1", "robot", "yes", role="machine", hour=1),
        said("r2", "anna", "no"),
        said("r2", "ben", "no"),
        said("r3", "anna", "yes"),
        said("r3", "robot", "no", role="machine"),
    ]
    row = machine_agreement_table(codings, decide_all(codings))["uses"]
    assert (row["decided"], row["units"], row["raw"]) == (2, 1, 1.0)
