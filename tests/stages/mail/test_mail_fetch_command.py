"""`askall mail fetch`, `askall mail log`: what they print, when they end, and what a power cut leaves."""

import os
import random
import shutil
import signal
import time

import pytest
from factories.commands import askall, objects, query, start
from factories.mail_servers import deliver, new_account
from factories.mailboxes import CuttingProxy, everything_in, put, settings_of
from factories.studies import addressed, answer, letter, mailbox_messages, write_study

from askall.foundation.files import FileStore
from askall.mail.secrets import ENVIRONMENT
from askall.simulation.maildirs import arrived

pytestmark = pytest.mark.embedded

ANSWERS = 160


@pytest.fixture(scope="module")
def bare(tmp_path_factory):
    """A folder with the workspace "work" and its study."""
    folder = tmp_path_factory.mktemp("bare")
    write_study(folder)
    askall("init", "work", folder=folder)
    askall("study", "import", "study.toml", "-w", "work", folder=folder)
    return folder


def copy_of(folder, target):
    shutil.copytree(folder / "work", target / "work")
    return target


def with_mailbox(folder, mail_servers, account):
    with (folder / "work" / "askall.toml").open("a") as settings:
        settings.write(settings_of(mail_servers, account))
    return folder


@pytest.fixture
def folder(tmp_path, bare, mail_servers, account):
    """The same with a mailbox, whose address study.toml does not name."""
    return with_mailbox(copy_of(bare, tmp_path), mail_servers, account)


def from_us(account, message):
    message.replace_header("From", account.address)
    return message


@pytest.fixture
def secrets(account):
    return {ENVIRONMENT: account.password}


@pytest.fixture
def filled(mail_servers, account, folder):
    put(mail_servers, account, [from_us(account, one) for one in mailbox_messages()[:5]], "Sent")
    put(mail_servers, account, mailbox_messages()[5:])
    put(mail_servers, account, [b"From: anna@friends.example\r\nSubject: Saturday?\r\n\r\nShall we?\r\n"])
    return folder


def test_it_takes_files_and_says_why(filled, secrets, mail_servers, account):
    before = everything_in(mail_servers, account)
    out, said = askall("mail", "fetch", "-w", "work", folder=filled, secrets=secrets)
    assert "9 new messages, 0 known before, 1 left alone; 9 filed to requests, 0 wait in triage" in said
    assert "answers (4)" in out
    assert everything_in(mail_servers, account) == before
    assert query(filled / "work", "select count(*) from messages where direction = 'out'") == [(5,)]
    out, _ = askall("mail", "fetch", "-w", "work", "--json", folder=filled, secrets=secrets)
    assert objects(out)[-1] == {"new": 0, "filed": 0, "triage": 0, "files": 0, "faults": []}


def test_the_log_tells_what_was_taken_when_and_why(filled, secrets):
    _, said = askall("mail", "log", "-w", "work", folder=filled)
    assert "Nothing was fetched" in said
    askall("mail", "fetch", "-w", "work", folder=filled, secrets=secrets)
    lines, _ = askall("mail", "log", "-w", "work", "--json", folder=filled)
    assert len(objects(lines)) == 9
    assert {one["folder"] for one in objects(lines)} == {"Sent", "INBOX"}
    assert {one["why"].partition(":")[0] for one in objects(lines)} == {"answers", "to a body asked"}
    table, _ = askall("mail", "log", "-w", "work", "--limit", "2", folder=filled)
    assert table.count("INBOX") == 2


def test_a_dry_run_takes_nothing(filled, secrets):
    out, said = askall("mail", "fetch", "-w", "work", "--dry-run", folder=filled, secrets=secrets)
    assert "looked at" in out
    assert "Nothing was downloaded." in said
    assert query(filled / "work", "select count(*) from messages") == [(0,)]
    lines, _ = askall("mail", "fetch", "-w", "work", "--dry-run", "--json", folder=filled, secrets=secrets)
    assert {"folder", "uid", "date", "from", "subject", "certain", "why"} == set(objects(lines)[0])
    assert query(filled / "work", "select count(*) from mail_folders") == [(0,)]


def test_a_wrong_password_is_one_sentence_without_the_secret(filled):
    wrong = {ENVIRONMENT: "gu3ssed-wr0ngly"}
    out, said = askall("mail", "fetch", "-w", "work", folder=filled, secrets=wrong, status=3)
    assert not out
    assert said.count("\n") == 1
    assert "refused the login" in said
    assert "gu3ssed" not in said
    for path in (filled / "work").rglob("*"):
        assert not path.is_file() or b"gu3ssed" not in path.read_bytes()


def test_a_mailbox_that_is_not_set_up_is_one_sentence(bare, tmp_path):
    copy_of(bare, tmp_path)
    _, said = askall("mail", "fetch", "-w", "work", folder=tmp_path, status=2)
    assert "has no [mailbox] yet" in said
    assert said.count("\n") == 1


def test_a_folder_that_is_not_there_is_one_sentence(filled, secrets):
    arguments = ("mail", "fetch", "-w", "work", "--folder", "Councils")
    _, said = askall(*arguments, folder=filled, secrets=secrets, status=2)
    assert said.startswith("The mailbox has no folder “Councils”. It has: ")


@pytest.mark.slow  # half a minute of waiting for the server
def test_a_server_that_is_lost_keeps_what_was_taken(filled, secrets, mail_servers, account):
    """It ends with 3 and says so; the same command takes the rest."""
    proxy = CuttingProxy(mail_servers.ports.imaps, 12_000, cuts=10_000)
    settings = filled / "work" / "askall.toml"
    right = settings.read_text()
    settings.write_text(right.replace(str(mail_servers.ports.imaps), str(proxy.port)))
    process = start("mail", "fetch", "-w", "work", folder=filled, secrets=secrets)
    while not proxy.carried and process.poll() is None:
        time.sleep(0.01)
    proxy.close()
    _, said = process.communicate(timeout=300)
    assert process.returncode == 3, said
    assert "What was taken is kept; the same command goes on from there." in said
    settings.write_text(right)
    askall("mail", "fetch", "-w", "work", folder=filled, secrets=secrets)
    assert query(filled / "work", "select count(*) from messages where request_id is not null") == [(9,)]


def test_watching_takes_what_comes_later(filled, secrets, mail_servers, account):
    process = start("mail", "fetch", "-w", "work", "--watch", "0.01", folder=filled, secrets=secrets)
    counted = "select count(*) from messages where request_id is not null"
    wait_for(lambda: query(filled / "work", counted) == [(9,)], process)
    late = answer(4, "foi@pentrefan.gov.uk", "We do not hold this.", days=40)
    deliver(mail_servers, late, "foi@pentrefan.gov.uk", account.address)
    arrived(account.maildir, 1, to=account.address)
    wait_for(lambda: query(filled / "work", counted) == [(10,)], process)
    os.killpg(process.pid, signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert "Stopped watching." in said
    assert process.returncode == 0


def test_watching_ends_if_the_server_refuses(filled):
    arguments = ("mail", "fetch", "-w", "work", "--watch", "0.01")
    askall(*arguments, folder=filled, secrets={ENVIRONMENT: "wrong"}, status=3)


def wait_for(what, process, seconds=120):
    deadline = time.monotonic() + seconds
    while not what():
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < deadline, "it never came to that"
        time.sleep(0.05)


# --- Power cuts -------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def prepared(tmp_path_factory, bare, mail_servers):
    """A workspace and a mailbox of many answers; and what a fetch that nothing disturbs makes of them."""
    account = new_account(mail_servers)
    folder = with_mailbox(copy_of(bare, tmp_path_factory.mktemp("fetched")), mail_servers, account)
    put(mail_servers, account, [from_us(account, letter(*one)) for one in addressed()], "Sent")
    answers = [answer(number % 5, addressed()[number % 5][1], f"Reply {number}.\n") for number in range(ANSWERS)]
    for number, one in enumerate(answers):
        one.replace_header("Message-ID", f"<reply-{number}@council.gov.uk>")
        if number % 40 == 0:
            one.add_attachment(f"{number},1\n".encode(), maintype="text", subtype="csv", filename="counts.csv")
    put(mail_servers, account, answers)
    put(mail_servers, account, [b"From: anna@friends.example\r\nSubject: Saturday?\r\n\r\nShall we?\r\n"] * 20)
    secrets = {ENVIRONMENT: account.password}
    undisturbed = copy_of(folder, tmp_path_factory.mktemp("undisturbed"))
    askall("mail", "fetch", "-w", "work", folder=undisturbed, secrets=secrets)
    return folder, secrets, facts(undisturbed / "work")


def facts(workspace):
    """What must be the same however often the power failed."""
    return {
        "messages": query(workspace, "select sha256, direction, filed, request_id from messages order by sha256"),
        "attachments": query(workspace, "select sha256, position from attachments order by 1, 2"),
        "events": query(workspace, "select request_id, kind, source, withdrawn from request_events order by 1, 2, 3"),
        "seen": query(
            workspace,
            "select f.name, s.uid, m.sha256, s.why from fetched_mail s join mail_folders f on f.id = s.folder_id "
            "left join messages m on m.id = s.message_id order by 1, 2",
        ),
        "folders": query(workspace, "select name, uid_validity, last_uid from mail_folders order by 1, 2"),
        "stored": sorted(FileStore(workspace / "files").hashes()),
    }


def counted(table):
    def rows(workspace):
        found = query(workspace, f"select count(*) from {table}")
        return found[0][0] if found else 0

    return rows


def stored(workspace):
    return sum(1 for _ in FileStore(workspace / "files").hashes())


MOMENTS = {
    "while bytes are stored": (stored, 20, 0.02),
    "when the first batch is kept": (counted("fetched_mail"), 1, 0.0),
    "between batches": (counted("fetched_mail"), 60, 0.05),
    "when all is seen": (counted("fetched_mail"), ANSWERS + 25, 0.02),
    "while filing": (counted("filings"), 1, 0.05),
}


@pytest.mark.slow
@pytest.mark.parametrize("moment", MOMENTS)
def test_a_fetch_goes_on_after_a_power_cut(moment, prepared, tmp_path):
    folder, secrets, undisturbed = prepared
    here = copy_of(folder, tmp_path)
    count, number, later = MOMENTS[moment]
    process = start("mail", "fetch", "-w", "work", folder=here, secrets=secrets)
    while count(here / "work") < number and process.poll() is None:
        time.sleep(0.002)
    time.sleep(random.Random(moment).uniform(0, later))
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
    assert process.returncode == -signal.SIGKILL, "the command was still at work"
    known = {sha for (sha,) in query(here / "work", "select sha256 from messages")}
    assert known <= set(FileStore(here / "work" / "files").hashes()), "no row without its bytes"
    askall("mail", "fetch", "-w", "work", folder=here, secrets=secrets)
    assert facts(here / "work") == undisturbed


@pytest.mark.slow
def test_a_fetch_goes_on_after_many_power_cuts(prepared, tmp_path):
    folder, secrets, undisturbed = prepared
    here = copy_of(folder, tmp_path)
    chance = random.Random(3)
    for _ in range(5):
        process = start("mail", "fetch", "-w", "work", folder=here, secrets=secrets)
        time.sleep(chance.uniform(0.5, 3))
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
    askall("mail", "fetch", "-w", "work", folder=here, secrets=secrets)
    assert facts(here / "work") == undisturbed
    askall("doctor", "-w", "work", folder=here)


@pytest.mark.slow
def test_two_fetches_at_once_double_nothing(prepared, tmp_path):
    folder, secrets, undisturbed = prepared
    here = copy_of(folder, tmp_path)
    both = [start("mail", "fetch", "-w", "work", folder=here, secrets=secrets) for _ in range(2)]
    for process in both:
        _, said = process.communicate(timeout=300)
        assert process.returncode == 0, said
    assert facts(here / "work") == undisturbed
