"""The freeze: what must hold before, the bytes that are written, and that nothing is overwritten or half there."""

import csv
import json
from dataclasses import fields, replace
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from askall.coding import dataset
from askall.coding.dataset import claims_as_json, codebook_as_json, write_dataset
from askall.coding.personal import PERSONAL, TREATMENTS, redacted_row
from askall.coding.records import (
    DATASET_FILES,
    AnswerRow,
    BodyRow,
    Coding,
    DatasetInfo,
    EvidenceRow,
    RequestRow,
    StoredText,
    TimelineRow,
)
from askall.foundation.errors import BadInput, CheckFailed, OutsideFailure
from askall.study.codebook import codebook_of
from askall.study.records import ClaimText, Question

SHA = "ab" * 32
BOOK = codebook_of([Question("uses", "Used?", "choice", ("yes", "no")), Question("count", "How many?", "number")])
CLAIMS = (ClaimText("At least {n} use it", (("question", "uses"), ("at_least", 1))),)
INFO = DatasetInfo(
    study={"title": "Cameras", "organisations": ["A"], "contact": "", "summary": "Ünïcode"},
    as_at=date(2022, 2, 7),
    frozen_at=datetime(2022, 6, 1, 9, tzinfo=UTC),
    frame_sha256=SHA,
    codebook_version=1,
    codebook_sha256=BOOK.sha256,
    askall_version="0.1.0",
    synthetic=True,
    agreement={"uses": {"units": 1, "raw": 1.0, "kappa": None, "alpha": None}},
)


def body(name: str) -> BodyRow:
    return BodyRow(name, f"{name} Council", name, "district", "England", "East", "FOIA", "", "", "", "", "", "")


def request(name: str, outcome: str = "answered", **changes: Any) -> RequestRow:
    row = RequestRow(name, name, 1, outcome, "", "2022-01-04", "2022-02-02", "", "", "", "", 2, "coder 1", "no")
    return replace(row, **changes)


def answer(name: str, question: str = "uses", value: str = "yes", **changes: Any) -> AnswerRow:
    row = AnswerRow(name, name, question, value, "answered", 1, "coder 1", "no", "We use it", SHA, "e-mail, 0 to 9")
    return replace(row, **changes)


def evidence(name: str, variable: str = "uses", number: int = 1, **changes: Any) -> EvidenceRow:
    row = EvidenceRow(
        name,
        name,
        variable,
        number,
        "We use it",
        "Dear you, ",
        ".",
        SHA,
        "a.eml",
        "message/rfc822",
        0,
        "e-mail",
        9,
        18,
        "",
    )
    return replace(row, **changes)


def tables(**changes: Any) -> dict[str, Any]:
    """A sound dataset of two bodies, B silent; keyword arguments replace whole tables."""
    return {
        "info": INFO,
        "bodies": [body("B"), body("A")],
        "requests": [request("B", "no_reply", coders=""), request("A")],
        "answers": [answer("A"), answer("A", "count", "not_stated", quote="", file="", location="")],
        "evidence": [evidence("A", number=2), evidence("A"), evidence("A", "outcome")],
        "timeline": [TimelineRow("A", "A", "2022-01-04", "sent", "Request sent", "")],
        "codebook_json": codebook_as_json(BOOK),
        "claims_json": claims_as_json(CLAIMS),
    } | changes


def refused(tmp_path: Path, **changes: Any) -> str:
    with pytest.raises(CheckFailed) as caught:
        write_dataset(tmp_path / "dataset", **tables(**changes))
    assert not list(tmp_path.iterdir())
    return str(caught.value)


def test_the_manifest_has_the_hash_of_every_file(tmp_path: Path) -> None:
    folder = tmp_path / "frozen" / "dataset"
    manifest = write_dataset(folder, **tables())
    assert json.loads((folder / "manifest.json").read_text()) == manifest
    names = {path.name for path in folder.iterdir()}
    assert names == {*DATASET_FILES, "codebook.json", "claims.json", "manifest.json"}
    assert manifest["files"] == {
        name: sha256((folder / name).read_bytes()).hexdigest() for name in names - {"manifest.json"}
    }
    assert manifest["as_at"] == "2022-02-07"
    assert {field.name for field in fields(DatasetInfo)} <= set(manifest)
    assert list(folder.parent.iterdir()) == [folder]


def test_files_are_rfc_4180_with_sorted_rows(tmp_path: Path) -> None:
    write_dataset(tmp_path / "d", **tables())
    content = (tmp_path / "d" / "bodies.csv").read_bytes()
    assert content.count(b"\r\n") == content.count(b"\n") == 3
    for name, row in DATASET_FILES.items():
        with (tmp_path / "d" / name).open(newline="", encoding="utf-8") as file:
            header, *rows = csv.reader(file)
        assert header == [field.name for field in fields(row)]
        assert rows == sorted(rows)


def test_the_same_rows_give_the_same_bytes_in_whatever_order(tmp_path: Path) -> None:
    first = write_dataset(tmp_path / "one", **tables())
    turned = {
        name: list(reversed(rows)) for name, rows in tables().items() if name in ("bodies", "requests", "evidence")
    }
    second = write_dataset(tmp_path / "two", **tables(**turned))
    assert first == second
    assert (tmp_path / "one" / "manifest.json").read_bytes() == (tmp_path / "two" / "manifest.json").read_bytes()


def test_quotes_with_commas_breaks_and_halves_of_characters_are_written(tmp_path: Path) -> None:
    quote = 'We use it, "all"\r\nof\nit\x00 \ud83d'
    write_dataset(tmp_path / "d", **tables(evidence=[evidence("A", quote=quote), evidence("A", "outcome")]))
    with (tmp_path / "d" / "evidence.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert quote.replace("\ud83d", "\ufffd") in {row["quote"] for row in rows}


@pytest.mark.parametrize("existing", ["file", "folder"])
def test_a_dataset_is_never_overwritten(tmp_path: Path, existing: str) -> None:
    folder = tmp_path / "d"
    if existing == "file":
        folder.write_text("mine")
    else:
        write_dataset(folder, **tables())
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    with pytest.raises(BadInput, match="exists already"):
        write_dataset(folder, **tables(bodies=[body("A"), body("B"), body("C")]))
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_an_empty_folder_may_be_filled(tmp_path: Path) -> None:
    (tmp_path / "d").mkdir()
    write_dataset(tmp_path / "d", **tables())
    assert (tmp_path / "d" / "manifest.json").is_file()


def test_a_failing_disk_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[str] = []

    def full(path: Path, content: bytes) -> None:
        if written:
            raise OSError(28, "No space left on device")
        path.write_bytes(content)
        written.append(path.name)

    monkeypatch.setattr(dataset, "_write_file", full)
    with pytest.raises(OutsideFailure, match="No space left"):
        write_dataset(tmp_path / "d", **tables())
    assert written
    assert not list(tmp_path.iterdir())


# --- Invariants ------------------------------------------------------------------------------------------------------


def test_every_positive_answer_has_a_quote(tmp_path: Path) -> None:
    told = refused(tmp_path, answers=[answer("A", quote="")])
    assert "answers.csv, A, uses: the answer “yes” has no quote." in told
    assert "has no quote" in refused(tmp_path, evidence=[evidence("A", "outcome")])
    assert "has no quote" in refused(tmp_path, answers=[answer("A", "count", "56")])


@pytest.mark.parametrize("value", ["no", "not_stated", "unclear"])
def test_an_answer_that_claims_nothing_may_rest_on_what_is_left_out(tmp_path: Path, value: str) -> None:
    write_dataset(tmp_path / "d", **tables(answers=[answer("A", value=value, quote="", file="")]))


@pytest.mark.parametrize("value", ["", "  "])
def test_a_blank_never_becomes_a_value(tmp_path: Path, value: str) -> None:
    assert "A, uses: is blank" in refused(tmp_path, answers=[answer("A", value=value)])


def test_silence_is_not_no(tmp_path: Path) -> None:
    silent = answer("B", value="no", outcome="no_reply", quote="", file="")
    assert "“no” cannot be the answer of a body that did not reply" in refused(tmp_path, answers=[answer("A"), silent])
    write_dataset(tmp_path / "d", **tables(answers=[answer("A"), replace(silent, answer="not_stated")]))


def test_an_outcome_that_people_decided_has_a_quote(tmp_path: Path) -> None:
    told = refused(tmp_path, evidence=[evidence("A")])
    assert "requests.csv, A: the outcome “answered” has no quote." in told


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"bodies": [body("A"), body("A"), body("B")]}, "bodies.csv, A: stands there 2 times"),
        ({"requests": [request("A"), request("B"), request("B")]}, "requests.csv, B: stands there 2 times"),
        ({"requests": [request("A"), request("C")]}, "its body “C” is not in bodies.csv"),
        ({"requests": [request("A", "")]}, "“” is not an outcome"),
        ({"requests": [request("A", sent_on="yesterday")]}, "sent_on “yesterday” is not a date"),
        ({"requests": [request("A", late="perhaps")]}, "are yes or no"),
        ({"requests": [request("A", "refused")]}, "its outcome “answered” is not that of requests.csv, “refused”"),
        ({"answers": [answer("A"), answer("A")]}, "answers.csv, A, uses: stands there 2 times"),
        ({"answers": [answer("C")]}, "there is no such request"),
        ({"answers": [answer("A", body="B")]}, "there is no such request of body “B”"),
        ({"answers": [answer("A", "colour")]}, "the codebook has no such question"),
        ({"answers": [answer("A", file="a.eml")]}, "file “a.eml” is not a SHA-256 hash"),
        ({"evidence": [evidence("A"), evidence("A", "outcome", file=SHA.upper())]}, "is not a SHA-256 hash"),
        ({"evidence": [evidence("A"), evidence("A", "outcome", start=9, end=9)]}, "has no words"),
        ({"evidence": [evidence("A"), evidence("A", "outcome"), evidence("C")]}, "there is no such request"),
        ({"evidence": [evidence("A"), evidence("A", "outcome"), evidence("A", "tone")]}, "neither “outcome” nor"),
        ({"timeline": [TimelineRow("A", "C", "2022-01-04", "sent", "", "")]}, "there is no such request"),
        ({"timeline": [TimelineRow("A", "A", "soon", "sent", "", "")]}, "“soon” is not a date"),
        ({"timeline": [TimelineRow("A", "A", "2022-01-04", "sent", "", "x")]}, "file “x” is not a SHA-256 hash"),
        ({"info": replace(INFO, frame_sha256="?")}, "frame_sha256 “?” is not a SHA-256 hash"),
        ({"info": replace(INFO, codebook_version=2)}, "codebook.json: is another version"),
        ({"info": replace(INFO, frozen_at=datetime(2022, 6, 1))}, "frozen_at has no time zone"),
    ],
)
def test_what_does_not_hold_is_told_and_nothing_is_written(tmp_path: Path, changes: dict[str, Any], told: str) -> None:
    assert told in refused(tmp_path, **changes)


def test_many_faults_are_counted(tmp_path: Path) -> None:
    told = refused(tmp_path, answers=[answer(f"X{number}") for number in range(50)])
    assert "… and 30 more." in told


def test_an_uncoded_request_is_in_the_dataset_as_such(tmp_path: Path) -> None:
    requests = [request("A"), request("B", "not_coded", coders="")]
    write_dataset(tmp_path / "d", **tables(requests=requests))


# --- Personal data ---------------------------------------------------------------------------------------------------


def test_every_column_is_declared_and_no_other() -> None:
    declared = {**DATASET_FILES, "Coding": Coding, "StoredText": StoredText}
    assert set(PERSONAL) == set(declared)
    for name, row in declared.items():
        assert set(PERSONAL[name]) == {field.name for field in fields(row)}, name
        assert set(PERSONAL[name].values()) <= set(TREATMENTS)


def test_what_is_never_published_is_in_no_file_of_the_dataset() -> None:
    assert all("never" not in treatment for name in DATASET_FILES for treatment in PERSONAL[name].values())


def test_personal_columns_are_redacted_when_written(tmp_path: Path) -> None:
    personal = {"quote": "Ask Ms Smith, 020 8356 3000", "before": "Dear Jane,\n", "after": " jane.smith@x.gov.uk"}
    rows = [evidence("A", **personal, file_name="Letter to Mr Jones.pdf"), evidence("A", "outcome")]
    notes = [TimelineRow("A", "A", "2022-01-04", "sent", "Sent to jane@x.gov.uk", "")]
    write_dataset(tmp_path / "d", **tables(evidence=rows, timeline=notes))
    text = "".join((tmp_path / "d" / name).read_text() for name in ("evidence.csv", "timeline.csv"))
    assert not [word for word in ("Smith", "8356", "Jane", "jane", "Jones") if word in text]
    assert "Ask [name removed], [phone removed]" in text


def test_a_row_without_personal_data_is_the_same_row() -> None:
    row = evidence("A")
    assert redacted_row("evidence.csv", row) is row
