"""askall read: JSON as INTERFACES has it, faults in their place, and evidence that can be followed to a file."""

import json
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from askall.cli.read import app
from askall.foundation.errors import BadInput
from askall.foundation.files import hash_of

CODEBOOK = """
[[question]]
id = "uses"
text = "Does the council use equipment made by Larkvision?"
kind = "choice"
choices = ["yes", "no", "formerly"]
keywords = ["Larkvision"]
"""
LETTER = "1. Do you use Larkvision?\nYes\n2. Where?\nThis is exempt under section 31(1)(a) of the Act."


@pytest.fixture
def codebook(tmp_path: Path) -> Path:
    path = tmp_path / "study.toml"
    path.write_text(CODEBOOK, encoding="utf-8")
    return path


def run(codebook: Path, *files: Path, law: str = "FOIA") -> tuple[int, list[dict[str, Any]]]:
    arguments = [*map(str, files), "--codebook", str(codebook), "--law", law, "--json"]
    result = CliRunner().invoke(app, arguments, catch_exceptions=False)
    return result.exit_code, [json.loads(line) for line in result.stdout.splitlines()]


def test_a_document(tmp_path: Path, codebook: Path) -> None:
    path = tmp_path / "reply.txt"
    path.write_text(LETTER, encoding="utf-8")
    status, (found,) = run(codebook, path)
    assert status == 0
    assert found["path"] == str(path)
    assert found["sha256"] == hash_of(path.read_bytes())
    assert found["outcome"]["value"] == "partly_answered"
    assert [(one["law"], one["section"]) for one in found["provisions"]] == [("FOIA", "31(1)(a)")]
    answer = found["answers"]["uses"]
    assert answer["value"] == "yes"
    assert answer["evidence"][0] == {"quote": "Yes", "part": 0, "start": 26, "end": 29}
    assert found["parts"] == [{"part": 0, "sha256": found["sha256"], "label": found["parts"][0]["label"]}]


def test_a_message_is_read_with_its_attachments(tmp_path: Path, codebook: Path) -> None:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "foi@westshire.example", "study@asks.example", "Your request"
    message.set_content("Dear Ms Poe,\nPlease find our response attached.\nRegards\n")
    message.add_attachment(LETTER.encode(), maintype="text", subtype="plain", filename="reply.txt")
    path = tmp_path / "reply.eml"
    path.write_bytes(message.as_bytes())
    status, (found,) = run(codebook, path)
    assert status == 0
    assert found["outcome"]["value"] == "partly_answered"
    part = found["answers"]["uses"]["evidence"][0]["part"]
    assert found["parts"][0]["sha256"] == found["sha256"] == hash_of(path.read_bytes())
    assert found["parts"][part]["sha256"] == hash_of(LETTER.encode())
    assert found["parts"][part]["label"].startswith("reply.txt")


def test_faults_stand_in_their_place(tmp_path: Path, codebook: Path) -> None:
    good, empty = tmp_path / "good.txt", tmp_path / "empty.txt"
    good.write_text(LETTER, encoding="utf-8")
    empty.touch()
    status, lines = run(codebook, tmp_path / "missing.txt", good, empty)
    assert status == 2
    assert [sorted(one) == ["error", "path"] for one in lines] == [True, False, True]


def test_without_json_a_person_can_read_it(tmp_path: Path, codebook: Path) -> None:
    path = tmp_path / "reply.txt"
    path.write_text(LETTER, encoding="utf-8")
    result = CliRunner().invoke(app, [str(path), "--codebook", str(codebook), "--law", "FOIA"], catch_exceptions=False)
    assert "outcome: partly_answered" in result.stdout
    assert "“Yes”" in result.stdout
    assert "FOIA s.31(1)(a)" in result.stdout


STUDY = '''
[study]
title = "Boats of towns"
organisations = ["Mooring Watch"]
contact = "Jo Poe, 1 Quay, Port"
as_at = 2022-02-07

[frame]
nations = ["England"]

[letter.FOIA]
subject = "Boats"
body = """
Dear {body.name},

Under {law.name}:

{study.questions}

{study.contact}
"""

[[question]]
id = "boats"
text = "Does the council own boats?"
kind = "choice"
choices = ["yes", "no"]
keywords = ["boats"]

[[question]]
id = "quay"
text = "Is there a charge for the quay?"
kind = "choice"
choices = ["yes", "no"]
keywords = ["quay"]
'''
NUMBERED = "Dear Jo Poe\n\n1. Yes\n2. No\n\nYours sincerely\nA. Clerk\n"


def test_a_reply_is_read_beside_the_letter_of_the_study_with_its_questions(tmp_path: Path) -> None:
    study, reply = tmp_path / "study.toml", tmp_path / "reply.txt"
    study.write_text(STUDY, encoding="utf-8")
    reply.write_text(NUMBERED, encoding="utf-8")
    status, (found,) = run(study, reply)
    assert status == 0
    assert [found["answers"][one]["value"] for one in ("boats", "quay")] == ["yes", "no"]


def test_a_reply_is_read_beside_the_letter_that_is_given(tmp_path: Path) -> None:
    study, reply, letter = tmp_path / "study.toml", tmp_path / "reply.txt", tmp_path / "letter.txt"
    study.write_text(STUDY, encoding="utf-8")
    reply.write_text(NUMBERED, encoding="utf-8")
    letter.write_text("1. Is there a charge for the quay?\n2. Do you own any boats?\n", encoding="utf-8")
    arguments = [str(reply), "--codebook", str(study), "--law", "FOIA", "--json", "--letter", str(letter)]
    found = json.loads(CliRunner().invoke(app, arguments, catch_exceptions=False).stdout)
    assert [found["answers"][one]["value"] for one in ("boats", "quay")] == ["no", "yes"]


@pytest.mark.parametrize(("content", "said"), [(None, "The letter, .*letter.txt"), ("", "The letter, .*letter.txt")])
def test_a_letter_that_is_not_there_is_told(tmp_path: Path, codebook: Path, content: str | None, said: str) -> None:
    reply, letter = tmp_path / "reply.txt", tmp_path / "letter.txt"
    reply.write_text(NUMBERED, encoding="utf-8")
    if content is not None:
        letter.write_text(content, encoding="utf-8")
    arguments = [str(reply), "--codebook", str(codebook), "--law", "FOIA", "--letter", str(letter)]
    with pytest.raises(BadInput, match=said):
        CliRunner().invoke(app, arguments, catch_exceptions=False)


def test_where_some_bodies_are_asked_less_a_number_does_not_tell_the_question(tmp_path: Path) -> None:
    study, reply = tmp_path / "study.toml", tmp_path / "reply.txt"
    study.write_text(
        STUDY.replace('keywords = ["boats"]', 'keywords = ["boats"]\napplies_to = { nations = ["Wales"] }')
    )
    reply.write_text(NUMBERED, encoding="utf-8")
    status, (found,) = run(study, reply)
    assert (status, [one["value"] for one in found["answers"].values()]) == (0, [None, None])


def test_a_letter_goes_with_files_only(tmp_path: Path, codebook: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("1. Do you own any boats?\n", encoding="utf-8")
    with pytest.raises(BadInput, match="goes with FILE"):
        CliRunner().invoke(app, ["--letter", str(letter)], catch_exceptions=False)
