"""The commands of a wave, as a user types them: addresses, preview, queue, send, status, and what goes wrong."""

import shutil
import signal
import threading

import pytest
from factories.commands import askall, objects, query, start
from factories.faulty_smtp import ACCEPT_AND_DROP, HANG, FaultySmtp
from factories.studies import BODIES, OURS, STUDY, write_study

pytestmark = pytest.mark.embedded

LETTERS = """
[letter.FOIA]
subject = "Request to {body.short_name}"
body = "Dear {body.name},\\n\\n{study.questions}\\n\\nYours, {study.contact}"

[letter.FOISA]
subject = "Request to {body.short_name}"
body = "Dear {body.name},\\n\\n{study.questions}\\n\\nYours, {study.contact}"
"""


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    """A workspace with a study of five councils; Pentrefan has no address."""
    folder = tmp_path_factory.mktemp("prepared")
    write_study(folder, STUDY + LETTERS, BODIES.replace("foi@pentrefan.gov.uk", ""))
    askall("init", "work", folder=folder)
    askall("study", "import", "study.toml", "-w", "work", folder=folder)
    return folder / "work"


@pytest.fixture
def work(prepared, tmp_path):
    """A copy of it."""
    return shutil.copytree(prepared, tmp_path / "work")


@pytest.fixture
def server():
    with FaultySmtp() as smtp:
        yield smtp


def with_mailbox(work, server, **more):
    """[mailbox] in askall.toml: the study's own address at this server."""
    lines = [
        "[mailbox]",
        f'address = "{OURS}"',
        'name = "Jane Doe"',
        'login = "none"',
        f'smtp = {{ host = "127.0.0.1", port = {server.port}, security = "plain" }}',
        "per_minute = 0",
        *(f"{key} = {value}" for key, value in more.items()),
    ]
    path = work / "askall.toml"
    path.write_text(path.read_text() + "\n".join(lines) + "\n")
    return work


def given_addresses(work):
    (work / "addresses.csv").write_text("body,email\nPentrefan Council,foi@pentrefan.gov.uk\n")
    return askall("ask", "addresses", "addresses.csv", folder=work)


def test_a_wave_from_addresses_to_replies(work, server):
    with_mailbox(work, server)
    out, said = askall("ask", "preview", "--no-dns", folder=work, status=2)
    assert "Pentrefan Council" in out
    assert "1 without an address" in out
    _, said = askall("ask", "queue", "--no-dns", folder=work, status=2)
    assert "Nothing is queued" in said
    assert query(work, "select count(*) from outbox") == [(0,)]
    _, said = given_addresses(work)
    assert "0 of 5 bodies have no address" in said
    out, _ = askall("ask", "preview", "--no-dns", "--json", folder=work)
    letters = objects(out)
    assert [one["faults"] for one in letters] == [[]] * 5
    assert letters[0]["to"] == "foi@glenmorra.gov.uk"
    assert "Does the council use" in letters[0]["text"]
    out, _ = askall("ask", "queue", "--no-dns", "--undo-minutes", "0", "--json", folder=work)
    assert objects(out)[0]["queued"] == 5
    out, said = askall("ask", "send", "--json", folder=work)
    assert objects(out)[0]["accepted"] == 5
    assert "5 accepted" in said
    assert set(server.letters(OURS).values()) == {1}
    out, _ = askall("ask", "status", "--json", folder=work)
    assert {one["state"] for one in objects(out)} == {"waiting"}
    out, _ = askall("ask", "status", folder=work)
    assert "accepted" in out
    assert "Handed over: 5 of any number in the last minute" in out
    out, _ = askall("ask", "status", "--outbox", "--json", folder=work)
    assert {one["answer"] for one in objects(out)} == {"2.0.0 Ok: queued"}
    _, said = askall("ask", "queue", "--no-dns", folder=work)
    assert "5 of 5 bodies were asked already" in said
    _, said = askall("doctor", folder=work)
    assert "files are whole" in said


def test_bodies_without_an_address_may_be_left_for_later(work, server):
    with_mailbox(work, server)
    out, _ = askall("ask", "queue", "--no-dns", "--without-missing", "--undo-minutes", "0", "--json", folder=work)
    assert objects(out)[0]["queued"] == 4
    given_addresses(work)
    out, _ = askall("ask", "queue", "--no-dns", "--undo-minutes", "0", "--json", folder=work)
    assert objects(out)[0]["queued"] == 1
    askall("ask", "send", folder=work)
    assert len(server.letters(OURS)) == 5


def test_a_wave_is_undone_paused_and_resumed(work, server):
    with_mailbox(work, server)
    askall("ask", "queue", "--no-dns", "--without-missing", folder=work)
    out, said = askall("ask", "send", "--wait-minutes", "0", "--json", folder=work)
    assert objects(out)[0]["next_at"]
    out, said = askall("ask", "undo", "--json", folder=work)
    assert objects(out) == [{"undone": 4}]
    assert "4 letters undone" in said
    askall("ask", "queue", "--no-dns", "--without-missing", "--undo-minutes", "0", folder=work)
    askall("ask", "pause", "--why", "a wrong date", folder=work)
    _, said = askall("ask", "send", folder=work)
    assert "paused: a wrong date" in said
    out, _ = askall("ask", "status", folder=work)
    assert "a wrong date" in out
    askall("ask", "resume", folder=work)
    askall("ask", "send", folder=work)
    assert len(server.letters(OURS)) == 4


def test_unknown_and_rejected_letters_are_settled_by_a_person(work, server):
    answers = {1: ACCEPT_AND_DROP, 2: "550 5.1.1 no such mailbox", 3: ACCEPT_AND_DROP}
    server.misbehave = lambda stage, number: answers.get(number) if stage == "end" else None
    with_mailbox(work, server)
    askall("ask", "queue", "--no-dns", "--without-missing", "--undo-minutes", "0", folder=work)
    _, said = askall("ask", "send", folder=work)
    assert "1 accepted, 1 rejected, 2 unknown" in said
    out, _ = askall("ask", "status", folder=work)
    assert "550 5.1.1 no such mailbox" in out
    out, said = askall("ask", "settle", folder=work)
    assert "2 letters are unknown" in said
    first = out.partition(" ")[0]
    askall("ask", "settle", first, "--sent", folder=work)
    copies = [one for one in server.accepted if OURS in one.recipients]
    (work / "box.eml").write_bytes(copies[1].raw)
    askall("mail", "import", "box.eml", folder=work)
    out, said = askall("ask", "settle", folder=work)
    assert "0 letters are unknown" in said
    out, _ = askall("ask", "retry", "--all", "--undo-minutes", "0", "--json", folder=work)
    assert objects(out)[0]["queued"] == 1
    askall("ask", "send", folder=work)
    assert set(server.letters(OURS).values()) == {1}
    assert len(server.letters(OURS)) == 4


def test_a_sender_at_work_is_stopped_politely_and_another_one_is_refused(work, server):
    reached, goes_on = threading.Event(), threading.Event()

    def waits(stage, number):
        if stage == "end":
            reached.set()
            goes_on.wait(60)

    server.misbehave = waits
    with_mailbox(work, server)
    askall("ask", "queue", "--no-dns", "--without-missing", "--undo-minutes", "0", folder=work)
    first = start("ask", "send", folder=work)
    assert reached.wait(60)
    _, said = askall("ask", "send", folder=work, status=3)
    assert "Another program is sending" in said
    first.send_signal(signal.SIGINT)
    goes_on.set()
    _, said = first.communicate(timeout=60)
    assert first.returncode == 0
    assert "1 accepted" in said
    assert "Stopped; letters still wait" in said
    askall("ask", "send", folder=work)
    assert len(server.letters(OURS)) == 4
    assert set(server.letters(OURS).values()) == {1}


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["ask", "send"], "has no [mailbox] yet"),
        (["ask", "queue", "--no-dns"], "has no [mailbox] yet"),
        (["ask", "settle", "--sent"], "Give the keys"),
        (["ask", "preview", "--body", "XXX"], "No request to “XXX”"),
        (["ask", "preview", "--wave", "7"], "No request of wave 7"),
        (["ask", "addresses", "none.csv"], "none.csv"),
        (["ask", "status", "--outbox", "--state", "lost"], "is no state of a letter"),
        (["mail", "login"], "has no [mailbox] yet"),
    ],
)
def test_bad_input_is_one_sentence(arguments, why, work):
    _, said = askall(*arguments, folder=work, status=2)
    assert why in said
    assert "Traceback" not in said


def test_a_server_that_hangs_is_left_after_its_time(work, server):
    server.misbehave = lambda stage, number: HANG if stage == "connect" else None
    with_mailbox(work, server, timeout=1)
    askall("ask", "queue", "--no-dns", "--without-missing", "--undo-minutes", "0", folder=work)
    _, said = askall("ask", "send", folder=work, status=3)
    assert "no answer in time" in said
    assert query(work, "select distinct state from outbox") == [("queued",)]
