"""askall count, claims and publish, from the command line."""

import json
import sys

import pytest
from factories.publications import write_study

from askall.cli.main import main


@pytest.fixture(scope="module")
def dataset(tmp_path_factory):
    return str(write_study(tmp_path_factory.mktemp("study") / "dataset"))


@pytest.fixture
def run(monkeypatch, capsys):
    def command(*arguments):
        monkeypatch.setattr(sys, "argv", ["askall", *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
        captured = capsys.readouterr()
        return ended.value.code, captured.out, captured.err

    return command


def test_count_prints_one_finding_a_line(run, dataset):
    status, out, _ = run("count", dataset, "--json")
    entries = [json.loads(line) for line in out.splitlines()]
    assert status == 0
    assert entries[0]["question"] == "uses_it"
    assert entries[0]["count"] == len(entries[0]["bodies"])


def test_count_prints_a_table(run, dataset):
    status, out, _ = run("count", dataset)
    assert status == 0
    assert "2022-02-07" in out


def test_claims_end_with_status_1_where_one_does_not_hold(run, dataset):
    status, out, err = run("claims", dataset, "--json")
    assert status == 1
    assert [json.loads(line)["holds"] for line in out.splitlines()] == [True, False, True]
    assert "1 of 3 claims do not hold" in err
    status, out, _ = run("claims", dataset)
    assert status == 1
    assert "DOES NOT HOLD" in out


def test_claims_that_hold_end_with_status_0(run, tmp_path):
    from factories.publications import whole_study

    made = whole_study()
    made.claims = made.claims[:1]
    assert run("claims", str(made.write(tmp_path / "d")))[0] == 0


def test_publish_builds_and_says_what(run, dataset, tmp_path):
    status, out, err = run("publish", str(tmp_path / "site"), "--dataset", dataset, "--json")
    assert status == 0
    assert json.loads(out)["failed"] == 1
    assert "claims do not hold" in err
    assert (tmp_path / "site/index.html").is_file()
    assert run("publish", str(tmp_path / "site"), "--dataset", dataset)[0] == 0


@pytest.mark.parametrize("arguments", [("count", "/nowhere"), ("publish", "out", "--dataset", "/nowhere")])
def test_no_dataset_is_one_sentence_and_status_2(run, tmp_path, monkeypatch, arguments):
    monkeypatch.chdir(tmp_path)
    status, out, err = run(*arguments)
    assert (status, out) == (2, "")
    assert "manifest.json" in err
    assert not list(tmp_path.iterdir())
