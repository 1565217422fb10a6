"""The reader measured against what people say: counts, shares, curve, calibration, provisions, and the command."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from askall.cli.read import app
from askall.foundation.errors import BadInput, InputFaults
from askall.reading.evaluation import Judged, astray, cited, figures, judged, same
from askall.reading.evaluation_picture import picture
from askall.reading.gold import read_gold
from askall.reading.records import Evidence, Provision, Suggestion


def said(value, confidence=0.9):
    return Suggestion(value, confidence, (Evidence("x", 0, 0, 1),)) if value is not None else Suggestion(None)


def one(expected, value, confidence=0.9, sure=True):
    return Judged("a", "uses", expected, said(value, confidence), sure)


def test_each_case_is_right_wrong_or_left_open():
    found = figures(
        [one("yes", "yes"), one("yes", "no"), one("no", None), one(None, None), one(None, "yes"), one("no", "No ")]
    )
    assert (found.valued, found.open) == (4, 2)
    assert (found.right, found.wrong, found.abstained, found.left_open) == (2, 2, 1, 1)
    assert found.accuracy == 0.5
    assert found.precision == 0.5
    assert found.coverage == pytest.approx(4 / 6)
    assert ("no", "(nothing)", 1) in found.confusion


def test_the_curve_lowers_the_line_of_abstention_and_ties_come_in_together():
    found = figures([one("yes", "yes", 0.9), one("yes", "no", 0.8), one("no", "no", 0.8), one("no", None)])
    assert found.curve == ((0.9, 0.25, 1.0), (0.8, 0.75, 2 / 3))


def test_confidence_that_means_what_it_says_has_no_error():
    honest = figures(
        [one("yes", "yes", 0.75), one("yes", "yes", 0.75), one("yes", "yes", 0.75), one("no", "yes", 0.75)]
    )
    assert honest.calibration_error == pytest.approx(0.0)
    boasting = figures([one("no", "yes", 0.95), one("yes", "yes", 0.95)])
    assert boasting.calibration_error == pytest.approx(0.45)


@pytest.mark.parametrize(
    ("given_value", "expected", "equal"),
    [
        (56, "56", True),
        (1234.5, "1,234.50", True),
        (56, 65, False),
        ("Yes", "yes", True),
        (("a", "B"), ("b", "A"), True),
        ("a", ("a",), True),
        (None, None, True),
        (None, "no", False),
        ("no", None, False),
    ],
)
def test_values_are_compared_as_people_would(given_value, expected, equal):
    assert same(given_value, expected) is equal


def test_provisions_meet_where_one_says_the_other_more_exactly():
    relied = [Provision("FOIA", "31(1)(a)", ()), Provision("FOIA", "40(5)", ())]
    found = cited([(["FOIA 31", "FOIA 40(2)"], relied), (["EIR 12(4)(b)"], []), ([], [])])
    assert (found.named, found.expected, found.hits, found.found) == (2, 3, 1, 1)
    assert (found.letters, found.whole) == (3, 1)
    assert found.precision == 0.5


def test_each_provision_on_which_reader_and_people_part_is_told():
    relied = [Provision("FOIA", "31(1)(a)", ()), Provision("FOIA", "40(5)", (Evidence("s.40(5)", 0, 0, 7),))]
    wrong, missed = astray("a", ["FOIA 31", "FOIA 40(2)"], relied)
    assert wrong.as_json() == {"id": "a", "provision": "FOIA 40(5)", "missed": False, "quotes": ["s.40(5)"]}
    assert missed.as_json() == {"id": "a", "provision": "FOIA 40(2)", "missed": True, "quotes": []}
    assert list(astray("a", ["FOIA 31"], relied[:1])) == []


def test_no_base_gives_no_share():
    found = figures([])
    assert (found.accuracy, found.precision, found.coverage, found.calibration_error) == (None, None, None, None)
    assert cited([]).recall is None


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["yes", "no", None]), st.sampled_from(["yes", "no", None]), st.floats(0, 1, allow_nan=False)
        )
    )
)
def test_counts_add_up_and_shares_stay_shares(rows):
    found = figures([one(*row) for row in rows])
    assert found.valued + found.open == len(rows)
    assert found.right + found.wrong + found.abstained + found.left_open == len(rows)
    coverages = [coverage for _, coverage, _ in found.curve]
    assert coverages == sorted(coverages)
    assert all(0 <= share <= 1 for _, coverage, precision in found.curve for share in (coverage, precision))
    assert sum(some.number for some in found.bins) == found.right + found.wrong
    assert picture({"a": found}).startswith("<svg")


def case_file(tmp_path, *lines):
    gold = tmp_path / "gold.jsonl"
    gold.write_text("".join(f"{line if isinstance(line, str) else json.dumps(line)}\n" for line in lines))
    (tmp_path / "no.txt").write_text(
        "Dear Ms Poe\n\nThank you for your request.\n\n1. Does the council use Larkvision cameras?\n\n"
        "No, the council does not use any Larkvision cameras.\n\nYours sincerely\nA. Clerk\n"
    )
    return gold


def test_a_gold_file_names_letters_beside_it(tmp_path):
    line = {"id": "a", "files": ["no.txt"], "law": "FOISA", "outcome": "answered", "answers": {"count": 4, "who": None}}
    (case,) = read_gold(case_file(tmp_path, line))
    assert (case.law, case.outcome, case.answers) == ("FOISA", "answered", (("count", 4), ("who", None)))
    assert case.provisions is None
    found = list(judged(case, Suggestion("refused", 0.8), [("count", Suggestion(4, 0.7))]))
    assert [(one.variable, one.right) for one in found] == [("outcome", False), ("count", True), ("who", True)]


def test_every_fault_of_a_gold_file_is_named_by_line(tmp_path):
    lines = (
        "{not json",
        {"files": []},
        {"files": ["gone.txt"]},
        {"files": ["no.txt"], "law": "GDPR"},
        {"files": ["no.txt"], "outcome": "maybe"},
        {"files": ["no.txt"], "answers": {"a": True}},
        {"files": ["no.txt"], "colour": "red"},
        {"files": ["no.txt"], "questions": [{"id": "a"}]},
        [1],
    )
    with pytest.raises(InputFaults) as caught:
        read_gold(case_file(tmp_path, *lines))
    assert [fault.line for fault in caught.value.faults] == list(range(1, 10))
    with pytest.raises(BadInput, match="holds no case"):
        read_gold(case_file(tmp_path, ""))


def run(*arguments):
    return CliRunner().invoke(app, [*map(str, arguments)])


def test_the_command_prints_figures_and_every_miss_and_draws_the_curve(tmp_path):
    questions = [{"id": "uses", "text": "Does the council use Larkvision cameras?", "keywords": ["Larkvision"]}]
    right = {"id": "a", "files": ["no.txt"], "outcome": "answered", "answers": {"uses": "no"}, "questions": questions}
    wrong = {**right, "id": "b", "answers": {"uses": "yes"}, "unsure": ["uses"], "provisions": ["FOIA 12"]}
    gold = case_file(tmp_path, right, wrong)
    done = run("--evaluate", gold, "--picture", tmp_path / "curve.svg", "--json")
    assert done.exit_code == 0, done.output
    found = json.loads(done.stdout)
    assert found["in_all"]["uses"]["right"] == found["in_all"]["uses"]["wrong"] == 1
    assert found["where_people_agree"]["uses"]["accuracy"] == 1.0
    assert found["provisions"]["recall"] == 0.0
    assert found["provision_misses"] == [{"id": "b", "provision": "FOIA 12", "missed": True, "quotes": []}]
    (miss,) = found["misses"]
    assert (miss["id"], miss["expected"]) == ("b", "yes")
    assert "does not use" in miss["suggested"]["evidence"][0]["quote"]
    assert "<title" in (tmp_path / "curve.svg").read_text()
    shown = run("--evaluate", gold).stdout
    assert "uses, agreed" in shown
    assert "b uses: expected yes (people differ), no" in shown
    assert "b provisions: FOIA 12 is expected and not read" in shown


def test_a_thread_is_judged_as_a_whole(tmp_path):
    (tmp_path / "first.txt").write_text("Dear Ms Poe\n\nWe do not hold the information you asked for.\n\nA. Clerk\n")
    thread = {"id": "t", "files": ["first.txt", "no.txt"], "thread": True, "outcome": "answered"}
    done = run("--evaluate", case_file(tmp_path, thread), "--json")
    assert json.loads(done.stdout)["in_all"]["outcome"]["right"] == 1


def test_a_faulty_gold_file_is_bad_input(tmp_path):
    done = run("--evaluate", case_file(tmp_path, {"files": ["gone.txt"]}))
    assert isinstance(done.exception, BadInput)
    assert "line 1: the file “gone.txt” is not there." in str(done.exception)
