"""`askall mail parse`: one line a message, faults in their place, and a form for reading."""

import json
import sys
from pathlib import Path

import pytest

from askall.cli.main import main

SAMPLES = Path(__file__).parents[2] / "samples" / "mail"


@pytest.fixture
def run(monkeypatch, capsys):
    def call(*arguments):
        monkeypatch.setattr(sys, "argv", ["askall", "mail", "parse", *map(str, arguments)])
        with pytest.raises(SystemExit) as caught:
            main()
        captured = capsys.readouterr()
        return caught.value.code, captured.out, captured.err

    return call


def test_json_of_a_message_has_the_stable_fields(run):
    status, out, _ = run("--json", SAMPLES / "forwarded_message.eml")
    record = json.loads(out)
    assert status == 0
    assert record["path"] == str(SAMPLES / "forwarded_message.eml")
    assert record["from"] == {"name": "Information Team", "email": "foi@eastmere.example"}
    assert record["segments"] == [{"kind": "own", "start": 0, "end": len(record["text"])}]
    assert {key: record["attachments"][1][key] for key in ("filename", "media_type", "size", "inline", "source")} == {
        "filename": "count.csv",
        "media_type": "text/csv",
        "size": 10,
        "inline": False,
        "source": "message",
    }
    stable = "path sha256 message_id in_reply_to references date from to cc subject automatic text segments attachments"
    assert set(f"{stable} warnings".split()) <= record.keys()


def test_containers_expand_and_faults_stand_in_their_place(run, tmp_path):
    box = tmp_path / "box.mbox"
    line = b"From a@x.example Tue Sep 14 09:12:44 2021\n"
    box.write_bytes(b"\n".join(line + b"From: a@x.example\nSubject: %d\n\nText\n" % number for number in (1, 2)))
    empty = tmp_path / "empty.eml"
    empty.write_bytes(b"")
    status, out, err = run("--json", box, empty, SAMPLES / "case_system.eml")
    records = [json.loads(line) for line in out.splitlines()]
    assert status == 2
    assert [one["path"] for one in records] == [f"{box}#1", f"{box}#2", str(empty), str(SAMPLES / "case_system.eml")]
    assert records[2] == {"path": str(empty), "error": f"{empty} is empty."}
    assert "1 of 4" in err


def test_the_form_for_reading_shows_whose_words_they_are(run):
    status, out, _ = run(SAMPLES / "inline_answers.eml")
    assert status == 0
    assert "From: Information Team <foi@eastmere.example>" in out
    assert "       own | Hikvision and Axis." in out
    assert "    quoted | > 2. How many cameras do you have?" in out
    assert "File: crest.png (image/png, 70 bytes, shown in the text)" in run(SAMPLES / "inline_image.eml")[1]
    assert "Automatic: bounce (" in run(SAMPLES / "bounce_dsn.eml")[1]
    assert "Odd: Lines end in a bare carriage return." in run(SAMPLES / "bare_cr.eml")[1]


def test_a_hostile_mail_cannot_write_to_the_terminal(run, tmp_path):
    path = tmp_path / "a.eml"
    path.write_bytes(b"From: a@x.example\nSubject: x\x1b[2Jy\n\nText \x1b]0;title\x07 end\n")
    assert "\x1b" not in run(path)[1]


def test_one_missing_file_is_one_sentence(run, tmp_path):
    status, out, err = run(tmp_path / "gone.eml")
    assert (status, out) == (2, "")
    assert err.strip().endswith("gone.eml does not exist.")
