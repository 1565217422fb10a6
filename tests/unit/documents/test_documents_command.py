"""askall documents text: one JSON object a file, faults in their place, warnings apart from text."""

import json
from pathlib import Path

import pytest
from document_samples import p, packed, pdf, word
from typer.testing import CliRunner

from askall.cli.documents import app
from askall.foundation.files import hash_of

LETTER = word(p("The council uses 56 cameras"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "reply.docx").write_bytes(LETTER)
    (tmp_path / "scan.pdf").write_bytes(pdf(()))
    (tmp_path / "empty.pdf").write_bytes(b"")
    return tmp_path


def run(*arguments: object) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, ["text", *map(str, arguments)])
    return result.exit_code, result.stdout, result.stderr


def test_json_is_one_object_a_file(folder: Path) -> None:
    status, out, _ = run(folder / "reply.docx", folder / "scan.pdf", "--json")
    first, second = map(json.loads, out.splitlines())
    assert status == 0
    assert first == {
        "path": str(folder / "reply.docx"),
        "sha256": hash_of(LETTER),
        "media_type": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "parts": [{"label": "document", "text": "The council uses 56 cameras", "ocr": False, "confidence": None}],
        "tables": [],
        "warnings": [],
    }
    assert second["warnings"] == ["page 1 has no text and shows nothing."]


def test_a_missing_and_an_empty_file_stand_in_their_place(folder: Path) -> None:
    status, out, err = run(folder / "no.pdf", folder / "reply.docx", folder / "empty.pdf", folder, "--json")
    records = [json.loads(line) for line in out.splitlines()]
    assert status == 2
    assert [record.get("error") for record in records] == [
        "No such file or directory", None, "The file is empty.", "Is a directory",
    ]  # fmt: skip
    assert err.strip() == "3 of 4 files could not be read; the reason stands in their place."


def test_text_has_headings_and_warnings_go_to_stderr(folder: Path) -> None:
    status, out, err = run(folder / "scan.pdf")
    assert (status, out) == (0, "=== page 1 ===\n\n\n")
    assert err.strip() == f"{folder / 'scan.pdf'}: page 1 has no text and shows nothing."
    status, out, err = run(folder / "reply.docx", folder / "empty.pdf")
    assert status == 2
    assert out == f"=== {folder / 'reply.docx'}: document ===\nThe council uses 56 cameras\n\n"
    assert f"{folder / 'empty.pdf'}: The file is empty." in err


def test_many_files_keep_their_order(folder: Path) -> None:
    paths = []
    for number in range(12):
        path = folder / f"{number}.zip"
        path.write_bytes(packed({"a.txt": f"Reply {number}"}))
        paths.append(path)
    status, out, _ = run(*paths, "--json")
    assert status == 0
    assert [json.loads(line)["parts"][0]["text"] for line in out.splitlines()] == [f"Reply {n}" for n in range(12)]


def test_places_are_printed_where_they_are_wanted(folder: Path) -> None:
    (folder / "letter.pdf").write_bytes(pdf(("The council has 56 cameras",)))
    status, out, _ = run(folder / "letter.pdf", "--json", "--places")
    (part,) = json.loads(out)["parts"]
    assert status == 0
    assert [part["text"][one["start"] : one["end"]] for one in part["places"]] == part["text"].split()
    assert all(0 <= value <= 1 for one in part["places"] for value in one["box"])
    assert '"places"' not in run(folder / "letter.pdf", "--json")[1]
