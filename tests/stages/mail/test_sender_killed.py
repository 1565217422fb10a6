"""The sender is killed at any moment, and the server misbehaves: nothing is doubled, nothing is lost.

Real SIGKILL, a real Postfix with Dovecot as the receiving side, and for what a good server never does a faulty one.
"""

import os
import random
import time
from collections import Counter
from email import message_from_bytes

import psycopg
import pytest
from factories.faulty_smtp import ACCEPT_AND_DROP, ACCEPT_AND_HANG, DROP, GARBAGE, HANG, STAGES, FaultySmtp, wait_for
from factories.senders import sender
from factories.studies import OURS

from askall.simulation.mail_servers import HOST
from askall.simulation.maildirs import messages_in_inbox

pytestmark = pytest.mark.slow
POSTGRES = os.environ.get("ASKALL_DATABASE_URL", "")
LETTERS, KILLS = (60, 8) if POSTGRES else (398, 50)
HOUR = 3600


@pytest.fixture
def database(tmp_path):
    """An empty database of the test server, or "" for the embedded one."""
    if not POSTGRES:
        return ""
    name = f"sender_{abs(hash(str(tmp_path)))}"
    with psycopg.connect(POSTGRES, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return POSTGRES.rpartition("/")[0] + f"/{name}"


def queue_is_empty(servers):
    folders = [servers.folder / "queue" / name for name in ("incoming", "active", "deferred", "maildrop")]
    return not any(path.is_file() for folder in folders if folder.is_dir() for path in folder.rglob("*"))


def received_from(address, maildir):
    """Message-ID → how often it arrived, of everything this researcher's letters became at the receiving side."""
    # The post box is shared with other tests, some of whose mail bears no Message-ID.
    ids = [message_from_bytes(raw)["Message-ID"] or "" for raw in messages_in_inbox(maildir)]
    return Counter(one for one in (an_id.strip("<>") for an_id in ids) if one.endswith("@" + address.partition("@")[2]))


def test_killed_again_and_again_with_a_real_server_each_letter_arrives_once(mail_servers, account, tmp_path, database):
    settings = {
        "host": HOST,
        "port": mail_servers.ports.submission,
        "security": "starttls",
        "ca_file": str(mail_servers.ca_file),
        "address": account.address,
        "password": account.password,
        "timeout": 30,
    }
    chance = random.Random(50)
    with sender(tmp_path, database, **settings) as program:
        program.prepare()
        assert program.queue(letters=LETTERS) == LETTERS
        for left in range(KILLS, 0, -1):
            waiting = program.counts()["queued"]
            until = waiting - chance.uniform(0, 1.8 * waiting / (left + 1))
            child = program.start()
            wait_for(lambda wanted=until: program.counts()["queued"] <= wanted, 60)
            time.sleep(chance.uniform(0, 0.05))
            assert program.kill(child), "the kill met the sender at work"
        assert 0 < program.counts()["queued"] < LETTERS / 2, "letters went out meanwhile"
        assert program.run() == 0
        found = program.counts()
        assert set(found) <= {"accepted", "unknown"}
        # Once the server has delivered all it took, a copy has come of each unknown letter that it took.
        wait_for(lambda: queue_is_empty(mail_servers), 30)
        program.take_in(path=str(account.maildir))
        program.settle()
        assert program.run() == 0
        wait_for(lambda: queue_is_empty(mail_servers), 30)
        program.take_in(path=str(account.maildir))
        view = program.view()
        assert program.counts() == {"accepted": LETTERS}
    received = received_from(account.address, mail_servers.nation.maildir)
    assert len(received) == LETTERS, "none is lost"
    assert set(received.values()) == {1}, "none is doubled"
    assert view["accepted"] == sorted(received)
    assert view["states"] == ["waiting"]
    assert (view["sent_events"], view["chased"], view["letters"]) == (LETTERS, 0, LETTERS)


class Trouble:
    """At one in `rarity` moments something bad happens, drawn from a seed; at some of them the sender is killed."""

    def __init__(self, seed, rarity, bad):
        self.chance, self.rarity, self.bad = random.Random(seed), rarity, bad
        self.child, self.kills, self.seen, self.over = None, 0, Counter(), False

    def __call__(self, stage, number):
        choices = self.bad.get(stage, ())
        if self.over or not choices or self.chance.random() * self.rarity > 1:
            return None
        action = self.chance.choice(choices)
        self.seen[stage, action.partition(" ")[0] if action[0].isdigit() else action] += 1
        if action == "kill":
            self.kills += 1
            os.kill(self.child, 9)
            # The kernel closes the dead sender's connection; what it had sent may be accepted all the same.
            return ACCEPT_AND_DROP if self.chance.random() < 0.5 else DROP
        return action


BUSY = ("421 4.3.0 closing", "450 4.2.1 greylisted", "451 4.3.2 later")
ALL = {stage: ("kill", DROP, HANG, GARBAGE, *BUSY) for stage in STAGES if stage != "content"}
ALL["content"] = ("kill", DROP, HANG)
ALL["recipient"] += ("550 5.1.1 no such user", "552 5.2.2 full")
ALL["end"] += ("550 5.7.1 spam", "552 5.3.4 too large", ACCEPT_AND_DROP, ACCEPT_AND_HANG)
REFUSALS = ("550 5.1.1 nobody", "552 5.2.2 full")
# What the server does, and at one in how many moments.
WAYS = {
    "drops before the content": (6, {"mail": (DROP,), "recipient": (DROP,), "data": (DROP,)}),
    "drops after the content": (3, {"end": (DROP, ACCEPT_AND_DROP)}),
    "drops in the middle": (3, {"content": (DROP,)}),
    "puts off": (6, {"connect": BUSY[:1], "mail": BUSY, "recipient": BUSY, "data": BUSY, "end": BUSY}),
    "refuses": (4, {"recipient": REFUSALS, "end": ("550 5.7.1 no", "552 5.3.4 large")}),
    "hangs": (10, {"mail": (HANG,), "recipient": (HANG,), "data": (HANG,), "end": (HANG, ACCEPT_AND_HANG)}),
    "sees the sender die": (10, dict.fromkeys(STAGES, ("kill",))),
    "does all of it": (10, ALL),
}


@pytest.fixture(scope="module")
def faulty():
    """A server that does whatever its `misbehave` says."""
    with FaultySmtp() as server:
        yield server


@pytest.fixture(scope="module")
def beside_it(faulty, tmp_path_factory):
    """A study beside it, and a program that sends its letters; time-outs are short."""
    settings = {"host": "127.0.0.1", "port": faulty.port, "security": "plain", "address": OURS, "timeout": 0.3}
    with sender(tmp_path_factory.mktemp("beside"), **settings) as program:
        program.prepare()
        yield program


@pytest.mark.skipif(bool(POSTGRES), reason="the locks of PostgreSQL are tested with the real server")
@pytest.mark.parametrize("way", WAYS)
def test_whatever_the_server_does_each_letter_is_accepted_once(way, faulty, beside_it, tmp_path):
    letters, trouble = 40, Trouble(way, *WAYS[way])
    faulty.accepted.clear()
    faulty.misbehave = trouble
    before = beside_it.counts().get("accepted", 0)
    beside_it.queue(letters=letters)
    for round_ in range(200):
        trouble.over = round_ > 40
        trouble.child = beside_it.start(later=round_ * 5 * HOUR)
        beside_it.wait(child=trouble.child)
        settle_and_go_on(beside_it, faulty, tmp_path)
        if beside_it.counts().get("accepted", 0) == before + letters:
            break
    assert trouble.seen.total() > 3, "there was trouble"
    received = Counter(to for one in faulty.accepted for to in one.recipients if to != OURS)
    assert len(received) == letters, "none is lost"
    assert set(received.values()) == {1}, "none is doubled"
    view = beside_it.view()
    assert set(faulty.letters(OURS)) <= set(view["accepted"]), "and askall says so"
    assert len(view["accepted"]) == view["sent_events"] == view["letters"] == before + letters


def settle_and_go_on(program, server, folder):
    """What the user does between runs: fetch mail, settle what is still unknown, queue the rejected again."""
    inbox = folder / "inbox"
    inbox.mkdir(exist_ok=True)
    for number, one in enumerate(server.accepted):
        if OURS in one.recipients:
            (inbox / f"{number}.eml").write_bytes(b"Delivered-To: " + OURS.encode() + b"\r\n" + one.raw)
    if any(inbox.iterdir()):
        program.take_in(path=str(inbox))
    program.settle()
    program.retry()
    program.resume()
