"""Reading a dataset: whole files with their hashes, and rows that fit one another."""

import csv
import json

import pytest
from factories.datasets import NUMBER, QUESTION, Made, seal

from askall.findings.dataset import load
from askall.foundation.errors import BadInput, CheckFailed, InputFaults


@pytest.fixture
def made():
    made = Made()
    made.body("answered", "yes", name='O’Hare & "Sons" <b>, Council\nof two lines')
    made.body("no_reply")
    return made


def _edit(folder, name, change):
    path = folder / name
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    change(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    seal(folder)


def _set(column, value, row=1):
    def change(rows):
        rows[row][rows[0].index(column)] = value

    return change


def test_rows_come_back_as_written(made, tmp_path):
    dataset = load(made.write(tmp_path / "d"))
    assert list(dataset.bodies) == made.bodies
    assert list(dataset.evidence) == made.evidence
    assert dataset.info.as_at.isoformat() == "2022-02-07"


@pytest.mark.parametrize("name", ["bodies.csv", "answers.csv", "evidence.csv", "codebook.json", "claims.json"])
def test_a_changed_file_is_named(made, tmp_path, name):
    folder = made.write(tmp_path / "d")
    (folder / name).write_bytes((folder / name).read_bytes() + b" ")
    with pytest.raises(CheckFailed, match=name):
        load(folder)


def test_a_missing_file_or_no_dataset_is_bad_input(made, tmp_path):
    folder = made.write(tmp_path / "d")
    (folder / "timeline.csv").unlink()
    with pytest.raises(BadInput, match=r"timeline\.csv"):
        load(folder)
    with pytest.raises(BadInput, match=r"manifest\.json"):
        load(tmp_path)


def test_a_manifest_cannot_reach_outside_its_folder(made, tmp_path):
    folder = made.write(tmp_path / "d")
    manifest = json.loads((folder / "manifest.json").read_text())
    manifest["files"]["../secret"] = "0" * 64
    (folder / "manifest.json").write_text(json.dumps(manifest))
    with pytest.raises(BadInput, match="secret"):
        load(folder)


@pytest.mark.parametrize(
    ("name", "column", "value", "told"),
    [
        ("requests.csv", "body", "nobody", "row 2, column “body”"),
        ("requests.csv", "outcome", "ignored", "“ignored” is not an outcome"),
        ("requests.csv", "due_on", "soon", "not a date"),
        ("requests.csv", "messages", "two", "not a whole number"),
        ("requests.csv", "late", "maybe", "neither yes nor no"),
        ("answers.csv", "answer", "perhaps", "not among the choices"),
        ("answers.csv", "answer", "", "is blank"),
        ("answers.csv", "question", "other", "not a question of the codebook"),
        ("answers.csv", "request", "r9", "not in requests.csv"),
        ("evidence.csv", "file", "abc", "not a SHA-256"),
        ("evidence.csv", "quote", "", "is blank"),
        ("evidence.csv", "variable", "colour", "neither “outcome” nor a question"),
        ("timeline.csv", "on", "Tuesday", "not a date"),
        ("bodies.csv", "body", "", "needs an id"),
    ],
)
def test_each_fault_names_file_row_and_column(made, tmp_path, name, column, value, told):
    folder = made.write(tmp_path / "d")
    _edit(folder, name, _set(column, value))
    with pytest.raises(InputFaults) as caught:
        load(folder)
    assert told in str(caught.value)
    assert any(fault.path == name and fault.row == 2 for fault in caught.value.faults)


def test_doubled_rows_are_faults(made, tmp_path):
    folder = made.write(tmp_path / "d")
    _edit(folder, "bodies.csv", lambda rows: rows.append(rows[1]))
    with pytest.raises(InputFaults, match="stands there twice"):
        load(folder)


def test_a_missing_column_and_a_short_row_are_faults(made, tmp_path):
    folder = made.write(tmp_path / "d")
    _edit(folder, "bodies.csv", lambda rows: rows[0].__setitem__(0, "id"))
    _edit(folder, "requests.csv", lambda rows: rows[1].pop())
    with pytest.raises(InputFaults) as caught:
        load(folder)
    assert {fault.path for fault in caught.value.faults} == {"bodies.csv", "requests.csv"}


def test_added_columns_are_welcome(made, tmp_path):
    folder = made.write(tmp_path / "d")
    _edit(folder, "bodies.csv", lambda rows: [row.append("more") for row in rows])
    assert len(load(folder).bodies) == 2


def test_a_positive_answer_without_a_quote_is_refused(made, tmp_path):
    """Every positive answer has a quote (invariant 4)."""
    made.evidence.clear()
    with pytest.raises(InputFaults, match="no quote"):
        load(made.write(tmp_path / "d"))


@pytest.mark.parametrize("answer", ["no", "not_stated", "unclear", "not_applicable"])
def test_other_answers_may_stand_without_a_quote(answer, tmp_path):
    made = Made()
    made.body("answered", answer)
    made.evidence.clear()
    assert load(made.write(tmp_path / "d")).answers[0].answer == answer


def test_numbers_must_be_numbers(tmp_path):
    made = Made(questions=[QUESTION, NUMBER])
    made.body("answered", {"how_many": "about 200"})
    with pytest.raises(InputFaults, match="“about 200” is not a number"):
        load(made.write(tmp_path / "d"))


@pytest.mark.parametrize("junk", [b"", b"\xff\xfe", b'"open', b"body\x00,name\n"])
def test_junk_instead_of_csv_is_a_fault_and_no_crash(made, tmp_path, junk):
    folder = made.write(tmp_path / "d")
    (folder / "bodies.csv").write_bytes(junk)
    seal(folder)
    with pytest.raises(InputFaults, match=r"bodies\.csv"):
        load(folder)


@pytest.mark.parametrize("name", ["manifest.json", "codebook.json", "claims.json"])
@pytest.mark.parametrize("junk", [b"", b"[1]", b"{}", b"nonsense", b"[" * 100_000])
def test_junk_instead_of_json_is_bad_input(made, tmp_path, name, junk):
    folder = made.write(tmp_path / "d")
    (folder / name).write_bytes(junk)
    if name != "manifest.json":
        seal(folder)
    with pytest.raises(BadInput, match=name):
        load(folder)


def test_a_codebook_other_than_the_manifest_names_is_refused(made, tmp_path):
    made.info["codebook_sha256"] = "0" * 64
    with pytest.raises(CheckFailed, match="codebook"):
        load(made.write(tmp_path / "d"))
