"""kill -9 at any moment of a command, then the same command again: nothing lost, nothing doubled."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time

import pytest
from factories.commands import askall, objects, query, start
from factories.studies import addressed, answer, letter, write_mbox, write_study

from askall.foundation.files import FileStore

pytestmark = [pytest.mark.embedded, pytest.mark.slow]
MESSAGES = 300


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    """A workspace with its study and a mailbox beside it; and what an import that nothing disturbs makes of them."""
    folder = tmp_path_factory.mktemp("prepared")
    write_study(folder)
    letters = [letter(*one) for one in addressed()]
    replies = [answer(number % 5, addressed()[number % 5][1], f"Reply {number}.\n") for number in range(MESSAGES - 5)]
    for number, reply in enumerate(replies):
        reply.replace_header("Message-ID", f"<reply-{number}@council.gov.uk>")
        if number % 50 == 0:
            reply.add_attachment(f"{number},1\n".encode(), maintype="text", subtype="csv", filename="counts.csv")
    write_mbox(folder / "box.mbox", letters + replies)
    askall("init", "work", folder=folder)
    askall("study", "import", "study.toml", "-w", "work", folder=folder)
    undisturbed = copy_of(folder, folder / "undisturbed")
    askall("mail", "import", "box.mbox", "-w", "work", folder=undisturbed)
    return folder, facts(undisturbed / "work")


def copy_of(folder, target):
    """The workspace before the import, with its mailbox."""
    target.mkdir()
    shutil.copytree(folder / "work", target / "work")
    shutil.copy(folder / "box.mbox", target)
    return target


def facts(workspace):
    """What must be the same however often the power failed; only keys and times of work may differ."""
    return {
        "messages": query(workspace, "select sha256, direction, filed, request_id from messages order by sha256"),
        "attachments": query(
            workspace,
            "select m.sha256, a.position, a.sha256 from attachments a join messages m on m.id = a.message_id "
            "order by 1, 2",
        ),
        "filings": query(
            workspace,
            "select m.sha256, f.request_id, f.score from filings f join messages m on m.id = f.message_id order by 1",
        ),
        "events": query(workspace, "select request_id, kind, source, withdrawn from request_events order by 1, 2, 3"),
        "texts": query(workspace, "select sha256 from documents order by 1"),
        "stored": sorted(FileStore(workspace / "files").hashes()),
    }


def kill(process):
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
    return process.returncode == -signal.SIGKILL


def stored(workspace):
    return sum(1 for _ in FileStore(workspace / "files").hashes())


def rows(workspace):
    found = query(workspace, "select count(*) from messages")
    return found[0][0] if found else 0


def filed(workspace):
    found = query(workspace, "select count(*) from filings")
    return found[0][0] if found else 0


# What is waited for, and how many of it, before the power fails; a moment later, drawn from a seed.
MOMENTS = {
    "while more bytes are stored": (stored, 120, 0.02),
    "when the first rows are there": (rows, 1, 0.0),
    "between batches": (rows, 200, 0.05),
    "while filing": (rows, MESSAGES, 0.05),
    "after filing": (filed, MESSAGES, 0.1),
}


@pytest.mark.parametrize("moment", MOMENTS)
def test_an_import_goes_on_after_a_power_cut(moment, prepared, tmp_path):
    folder, undisturbed = prepared
    here = copy_of(folder, tmp_path / "cut")
    counted, number, later = MOMENTS[moment]
    process = start("mail", "import", "box.mbox", "-w", "work", folder=here)
    while counted(here / "work") < number and process.poll() is None:
        time.sleep(0.002)
    time.sleep(random.Random(moment).uniform(0, later))
    assert kill(process), "the command was still at work"
    known = {sha for (sha,) in query(here / "work", "select sha256 from messages")}
    known |= {sha for (sha,) in query(here / "work", "select sha256 from attachments")}
    assert known <= set(FileStore(here / "work" / "files").hashes()), "no row without its bytes"
    finish(here, undisturbed)


def test_an_import_goes_on_after_many_power_cuts(prepared, tmp_path):
    folder, undisturbed = prepared
    here = copy_of(folder, tmp_path / "cut")
    chance = random.Random(1)
    for _ in range(4):
        process = start("mail", "import", "box.mbox", "-w", "work", folder=here)
        time.sleep(chance.uniform(0.5, 4))
        kill(process)
    finish(here, undisturbed)
    again, _ = askall("mail", "import", "box.mbox", "-w", "work", "--json", folder=here)
    assert (objects(again)[0]["new"], objects(again)[0]["filed"]) == (0, 0)
    assert facts(here / "work") == undisturbed
    askall("doctor", "-w", "work", folder=here)


def finish(here, undisturbed):
    """The same command to its end: all is as if nothing had happened."""
    out, _ = askall("mail", "import", "box.mbox", "-w", "work", "--json", folder=here)
    [report] = objects(out)
    assert (report["seen"], report["faults"]) == (MESSAGES, 0)
    assert report["new"] + report["known"] == MESSAGES
    assert facts(here / "work") == undisturbed


@pytest.mark.parametrize("seed", [1, 2])
def test_a_workspace_and_its_study_are_made_after_power_cuts(seed, tmp_path):
    write_study(tmp_path)
    chance = random.Random(seed)
    for arguments in (["init", "work"], ["study", "import", "study.toml", "-w", "work"]):
        process = start(*arguments, folder=tmp_path)
        time.sleep(chance.uniform(0.1, 2.5))
        kill(process)
        askall(*arguments, folder=tmp_path)
        askall(*arguments, folder=tmp_path)
    assert query(tmp_path / "work", "select count(*) from requests") == [(5,)]
    assert query(tmp_path / "work", "select count(*) from codebooks") == [(1,)]
    assert query(tmp_path / "work", "select count(*) from request_events where kind = 'opened'") == [(5,)]


CUT = """
import os, sys
from django.db.migrations.recorder import MigrationRecorder

noted = MigrationRecorder.record_applied

def cut(self, app, name):
    if (app, name) == ("{app}", "0001_initial"):
        os._exit(9)
    noted(self, app, name)

MigrationRecorder.record_applied = cut
from askall.cli.main import main

sys.argv = ["askall", "init", "work"]
main()
"""


@pytest.mark.parametrize("app", ["study", "asking", "mail", "coding"])
def test_tables_are_made_whole_or_not_at_all(app, tmp_path):
    """Cut off when its tables are made and it is not noted yet, each migration is undone, and done again."""
    process = subprocess.run([sys.executable, "-c", CUT.format(app=app)], cwd=tmp_path, check=False)
    assert process.returncode == 9
    askall("init", "work", folder=tmp_path)
    assert query(tmp_path / "work", "select count(*) from requests") == [(0,)]


def test_two_imports_at_once_double_nothing(prepared, tmp_path):
    folder, undisturbed = prepared
    here = copy_of(folder, tmp_path / "two")
    both = [start("mail", "import", "box.mbox", "-w", "work", folder=here) for _ in range(2)]
    for process in both:
        _, said = process.communicate(timeout=300)
        assert process.returncode == 0, said
    assert facts(here / "work") == undisturbed
