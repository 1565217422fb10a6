"""The journey by the command line, as a researcher walks it; and what happens with bad input."""

import json

import pytest
from factories.commands import askall, objects, query
from factories.journeys import CODED, Word, filled
from factories.studies import STUDY, mailbox_messages, write_mbox, write_study

from askall.findings.dataset import load

pytestmark = [pytest.mark.embedded, pytest.mark.slow]


def walk(folder, mailbox):
    """From an empty folder to a frozen dataset; the dataset's folder."""
    askall("init", "work", folder=folder)
    work = folder / "work"
    write_study(work)
    askall("study", "import", "study.toml", "--by", "alice", folder=work)
    out, _ = askall("mail", "import", mailbox, "--json", folder=work)
    [report] = objects(out)
    assert (report["new"], report["filed"], report["triage"], report["faults"]) == (9, 9, 0, 0)
    askall("read", folder=work)
    askall("code", "export", "sheet.csv", folder=work)
    sheet = (work / "sheet.csv").read_bytes()
    mistaken = CODED | {("HLM", "camera_count"): Word("not_stated")}
    for coder, words in (("anna", CODED), ("ben", mistaken)):
        (work / f"{coder}.csv").write_bytes(filled(sheet, words))
        askall("code", "import", f"{coder}.csv", "--coder", coder, folder=work)
    _, said = askall("freeze", folder=work, status=2)
    assert "not finally coded (HLM)" in said
    askall("code", "export", "differences.csv", "--adjudicate", folder=work)
    (work / "settled.csv").write_bytes(filled((work / "differences.csv").read_bytes(), CODED))
    askall("code", "import", "settled.csv", "--coder", "clara", "--adjudicator", folder=work)
    out, _ = askall("freeze", "--json", folder=work)
    return objects(out)[0]["dataset"]


def test_the_journey_by_commands(tmp_path):
    dataset = walk(tmp_path, write_mbox(tmp_path / "box.mbox", mailbox_messages()))
    work = tmp_path / "work"

    out, _ = askall("count", dataset, "--json", folder=work)
    [yes] = [
        one
        for one in objects(out)
        if (one["question"], one["answer"]) == ("uses_hikvision", "yes") and not any(one["scope"].values())
    ]
    assert (yes["count"], yes["asked"], yes["bodies"]) == (2, 5, ["GLN", "WXB"])

    out, said = askall("claims", dataset, "--json", folder=work, status=1)
    assert [one["holds"] for one in objects(out)] == [True, False]
    assert "1 of 2 claims" in said

    out, said = askall("publish", "report", "--dataset", dataset, "--json", folder=work)
    assert "1 of 2 claims" in said
    assert (work / "report/bodies/WXB.html").is_file()
    assert "2 of 5" in (work / "report/index.html").read_text()

    askall("doctor", folder=work)
    out, _ = askall("ask", "status", "--json", folder=work)
    states = {one["body"]: one["state"] for one in objects(out)}
    assert states["PNT"] == "waiting"
    assert states["WXB"] == "replied"
    out, _ = askall("code", "agreement", "--json", folder=work)
    assert objects(out)[0]["people"]["uses_hikvision"]["raw"] == 1.0

    out, _ = askall("code", "learn", "--json", folder=work)
    learnt = objects(out)[0]
    assert learnt["after"]["right"] - learnt["after"]["wrong"] >= learnt["before"]["right"] - learnt["before"]["wrong"]
    assert "uses_hikvision" in {one["variable"] for one in learnt["questions"]}

    _, said = askall("rebuild", folder=work)
    assert "0 messages came out otherwise" in said
    out, _ = askall("freeze", "--json", folder=work)
    assert load(tmp_path / objects(out)[0]["dataset"]).hashes == load(tmp_path / dataset).hashes, "invariant 7"

    damaged = next(path for path in (work / "files").rglob("*") if path.is_file())
    damaged.write_bytes(b"rotten")
    _, said = askall("doctor", folder=work, status=1)
    assert "damaged" in said


def test_another_workspace_from_the_same_bytes_gives_the_same_dataset(tmp_path):
    """Whatever the form and the order the mail comes in."""
    for name in ("mbox", "files"):
        (tmp_path / name).mkdir()
    letters = tmp_path / "files/letters"
    letters.mkdir()
    for number, message in enumerate(reversed(mailbox_messages())):
        (letters / f"{number}.eml").write_bytes(message.as_bytes())
    first = walk(tmp_path / "mbox", write_mbox(tmp_path / "mbox/box.mbox", mailbox_messages()))
    second = walk(tmp_path / "files", letters)
    assert load(tmp_path / first).hashes == load(tmp_path / second).hashes


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    """With a study, without mail."""
    folder = tmp_path_factory.mktemp("bad-input")
    askall("init", "work", folder=folder)
    write_study(folder / "work")
    askall("study", "import", "study.toml", folder=folder / "work")
    return folder / "work"


def tables(workspace):
    """How many rows each table has that a command could leave half done."""
    names = ("studies", "codebooks", "requests", "messages", "filings", "codings", "freezes", "audit_trail")
    return {name: query(workspace, f"select count(*) from {name}")[0][0] for name in names}


def broken_study(path):
    path.write_text(STUDY.replace('kind = "number"', 'kind = "nubmer"'))


BAD = {
    "a study that is not there": (["study", "import", "gone.toml"], None, "gone.toml"),
    "a study of other bytes": (["study", "import", "b.toml"], lambda path: path.write_bytes(b"\xff\xfe\x00"), "b.toml"),
    "a study with a fault": (["study", "import", "c.toml"], broken_study, "line"),
    "a study that is a folder": (["study", "import", "d.toml"], lambda path: path.mkdir(), "d.toml"),
    "a mailbox that is not there": (["mail", "import", "gone.mbox"], None, "gone.mbox"),
    "an empty mailbox": (["mail", "import", "empty.mbox"], lambda path: path.touch(), "empty"),
    "a picture for a mailbox": (
        ["mail", "import", "photo.mbox"], lambda path: path.write_bytes(b"\x89PNG\r\n\x1a\n" * 99), "neither a mail",
    ),
    "a sheet that is not there": (["code", "import", "gone.csv", "--coder", "anna"], None, "gone.csv"),
    "a sheet that is none": (
        ["code", "import", "x.csv", "--coder", "anna"], lambda path: path.write_text("a,b\n1,2\n"), "column",
    ),
    "a coder who is a machine": (
        ["code", "import", "y.csv", "--coder", "machine:x"], lambda path: path.write_text("a\n"), "machine",
    ),
    "letters to nobody": (
        ["ask", "import", "l.csv"], lambda path: path.write_text("body,sent_on\nZZZ,2021-08-31\n"), "row 2",
    ),
    "a study that does not exist": (["freeze", "--study", "other"], None, "other"),
    "a message that does not exist": (["mail", "triage", "--move", "abc", "--to", "WXB"], None, "abc"),
    "no dataset": (["count", "nowhere"], None, "nowhere"),
    "no dataset to publish": (["publish", "out", "--dataset", "nowhere"], None, "nowhere"),
    "an unknown command": (["frezee"], None, "frezee"),
    "an unknown option": (["freeze", "--quickly"], None, "--quickly"),
}  # fmt: skip


@pytest.mark.parametrize("case", BAD)
def test_bad_input_ends_with_two_and_a_sentence_and_nothing_half_done(case, workspace):
    arguments, make, told = BAD[case]
    if make:
        make(workspace / next(one for one in arguments if "." in one))
    before = tables(workspace)
    _, said = askall(*arguments, folder=workspace, status=2)
    assert told in said
    assert "Traceback" not in said
    assert len(said.strip().splitlines()) <= 8, said
    assert tables(workspace) == before
    assert not (workspace / "out").exists()


def test_outside_a_workspace_it_says_how_to_make_one(tmp_path):
    _, said = askall("freeze", folder=tmp_path, status=2)
    assert "askall init" in said


def test_a_folder_in_use_is_no_new_workspace(tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/thesis.txt").write_text("months of work")
    _, said = askall("init", "mine", folder=tmp_path, status=2)
    assert "not empty" in said
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["thesis.txt"]


def test_a_database_that_cannot_be_reached_is_status_three(tmp_path):
    askall("init", "work", folder=tmp_path)
    settings = tmp_path / "work/askall.toml"
    address = "postgres://nobody:secret@127.0.0.1:1/none"
    settings.write_text(settings.read_text().replace('database = ""', f"database = {json.dumps(address)}"))
    _, said = askall("freeze", folder=tmp_path / "work", status=3)
    assert "cannot be used" in said
    assert "secret" not in said
