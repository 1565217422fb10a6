"""`askall demo --live`: a study asks forty invented councils through a real Postfix and hears from them through a real
Dovecot, for five simulated weeks."""

import os
import re
import signal
import threading
import urllib.request
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from factories.commands import askall, objects, query, start
from factories.mail_servers import need_mail_servers

from askall.cli.demo import MARK
from askall.foundation.files import FileStore
from askall.simulation.post import wait_until

pytestmark = [pytest.mark.embedded, pytest.mark.slow]

BODIES, DAYS = 40, 36


@pytest.fixture(scope="module")
def live(tmp_path_factory):
    need_mail_servers()
    folder = tmp_path_factory.mktemp("live")
    size = ("--bodies", BODIES, "--days", DAYS)
    out, said = askall("demo", "--live", "--no-serve", *size, "--dir", "tmp", "--json", folder=folder)
    [score] = objects(out)
    return score, said, folder / "tmp"


def test_every_letter_was_accepted_and_arrived_once(live):
    score, _, folder = live
    letters = score["letters"]
    assert letters["accepted"] == letters["arrived"] > BODIES
    assert score["holds"]
    assert letters["doubled"] == letters["lost"] == letters["stray"] == letters["open"] == 0
    asked = query(folder, "SELECT request_id, count(*) FROM outbox WHERE step = 'ask' GROUP BY request_id")
    assert len(asked) == BODIES
    steps = {step for (step,) in query(folder, "SELECT DISTINCT step FROM outbox WHERE state = 'accepted'")}
    assert steps >= {"ask", "chase", "clarify", "review", "reply"}


def test_who_turned_the_letter_away_was_asked_at_another_address(live):
    score, _, folder = live
    assert score["letters"]["refused"] >= 1
    again = "SELECT code, answer FROM outbox WHERE state = 'rejected'"
    assert {code for code, _ in query(folder, again)} == {550}
    assert all("No such person" in answer for _, answer in query(folder, again))
    twice = "SELECT request_id FROM outbox WHERE step = 'ask' GROUP BY request_id HAVING count(DISTINCT recipient) = 2"
    assert len(query(folder, twice)) >= 2


def test_every_answer_was_fetched_and_filed_right_or_left_to_a_person(live):
    score, _, folder = live
    answers, filed = score["answers"], score["filed"]
    assert answers["dropped"] == 0
    assert answers["fetched"] > 100
    assert answers["fetched"] + answers["left_alone"] == answers["sent"]
    assert filed["wrong"] == 0
    assert filed["right"] / (filed["right"] + filed["left"]) > 0.9
    taken = query(folder, "SELECT count(*) FROM fetched_mail WHERE message_id IS NOT NULL")
    assert taken[0][0] >= answers["fetched"]


def test_requests_stand_as_they_truly_do(live):
    score, _, _ = live
    states = score["states"]
    assert sum(states.values()) == BODIES
    assert (states["wrong"], states["left"]) == (0, 0)
    read = score["read"]
    assert read["right"] / sum(read.values()) > 0.6


def test_each_day_tells_what_happened(live):
    _, said, _ = live
    line = (
        r"^\w{3} +(\d+) (\w{3}) (\d{4})  sent +(\d+)  received +(\d+)  answered +(\d+)  overdue +(\d+)  triage +(\d+)$"
    )
    days = [tuple(map(int, found[3:])) for found in re.findall(line, said, re.M)]
    assert len(days) == DAYS
    sent, received, answered, overdue, _ = zip(*days, strict=True)
    assert sent[0] >= BODIES - 2
    assert sum(received) > 100
    assert answered[-1] > answered[9] > 0
    assert overdue[20] == 0 < overdue[-1]


def test_time_is_simulated_and_the_password_stands_in_no_file(live):
    _, _, folder = live
    days = query(folder, "SELECT min(sent_at), max(sent_at) FROM messages")[0]
    first, last = (date.fromisoformat(day[:10]) for day in days)
    assert first == date(2021, 8, 31)
    assert DAYS - 5 < (last - first).days < DAYS
    assert "password" not in re.sub(r"#.*", "", (folder / "askall.toml").read_text())
    assert (folder / "SYNTHETIC.txt").read_text() == MARK
    store = FileStore(folder / "files")
    raws = [store.get(sha256) for (sha256,) in query(folder, "SELECT sha256 FROM messages")]
    assert all(b"X-Synthetic: askall simulation" in raw for raw in raws)


def children_of(process):
    """The ids of the processes below this one, mail servers and workers among them."""
    found, waiting = set(), [process]
    while waiting:
        for children in Path(f"/proc/{waiting.pop()}/task").glob("*/children"):
            with suppress(OSError):
                waiting += map(int, children.read_text().split())
        found |= {*waiting}
    return found


def zombie_or_gone(process):
    status = Path(f"/proc/{process}/stat")
    return not status.exists() or status.read_text().rpartition(")")[2].split()[0] == "Z"


def test_it_can_be_watched_and_ended_at_any_time(tmp_path):
    need_mail_servers()
    process = start("demo", "--live", "--bodies", 5, "--port", 0, "--day-seconds", 2, "--dir", "tmp", folder=tmp_path)
    watchdog = threading.Timer(120, process.kill)
    watchdog.start()
    said = []
    for line in process.stderr:
        said.append(line)
        if line.startswith("Wed  1 Sep 2021"):
            break
    [address] = re.findall(r"http://127\.0\.0\.1:\d+/", "".join(said))
    page = urllib.request.urlopen(address, timeout=30).read().decode()
    assert re.search(r"Simulated day: [12] September 2021", page)
    below = children_of(process.pid)
    assert len(below) > 4
    os.killpg(process.pid, signal.SIGINT)
    out, rest = process.communicate()
    watchdog.cancel()
    assert process.returncode == 0
    assert rest.splitlines()[-1] == "Ended."
    assert "Traceback" not in rest
    assert out == ""
    assert wait_until(lambda: all(zombie_or_gone(one) for one in below))


def test_without_mail_servers_it_says_so_and_touches_nothing(tmp_path, monkeypatch):
    from askall.cli import demo
    from askall.foundation.errors import OutsideFailure
    from askall.simulation import mail_programs

    monkeypatch.setattr(mail_programs, "available", lambda: "postconf is not installed.")
    (tmp_path / "SYNTHETIC.txt").write_text(MARK)
    (tmp_path / "askall.toml").write_text("")
    with pytest.raises(OutsideFailure, match="postconf is not installed"):
        demo.app(["--live", "--dir", str(tmp_path)], standalone_mode=False)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["SYNTHETIC.txt", "askall.toml"]
