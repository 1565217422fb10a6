"""The mailbox: whole, marked, repeatable, and as various as real replies are."""

import mailbox
import os
import re
import subprocess
import sys
from collections import Counter, defaultdict
from email import message_from_bytes
from email.message import Message
from hashlib import sha256
from pathlib import Path

import pytest

from askall.documents.extract import extract
from askall.foundation.work import Parallel
from askall.simulation.letters import LAWS, houses
from askall.simulation.mails import render_message
from askall.simulation.plans import LAST_DAY, SENT_ON, STUDY_ADDRESS
from askall.simulation.reenactment import Mail, Simulation
from askall.simulation.truth import KINDS

_ADDRESS = re.compile(r"[\w.+-]+@([\w.-]+\w)")
_HOST = re.compile(r"https?://([\w.-]+\w)")


def _texts(message: Message) -> list[str]:
    """The decoded text parts of a mail."""
    found = []
    for part in message.walk():
        if part.get_content_maintype() == "text" and not part.get_filename():
            raw = part.get_payload(decode=True)
            assert isinstance(raw, bytes)
            found.append(raw.decode("cp1252" if part.get_content_charset() != "utf-8" else "utf-8"))
    return found


def _files(message: Message) -> list[tuple[str, bytes]]:
    return [(name, part.get_payload(decode=True)) for part in message.walk() if (name := part.get_filename())]  # type: ignore[misc]


@pytest.fixture(scope="module")
def parsed(simulation: Simulation) -> list[tuple[Mail, Message]]:
    return [(mail, message_from_bytes(mail.raw)) for mail in simulation.mails]


def test_about_sixteen_hundred_mails_in_order_of_date(simulation: Simulation) -> None:
    moments = [mail.plan.at for mail in simulation.mails]
    assert 1500 <= len(moments) <= 1700
    assert moments == sorted(moments)
    assert moments[0] == SENT_ON
    assert moments[-1] <= LAST_DAY


def test_the_same_seed_gives_the_same_bytes_in_another_process(simulation: Simulation) -> None:
    code = (
        "from hashlib import sha256; from askall.simulation.reenactment import simulate;"
        "print(sha256(simulate(1).truth_csv().encode()).hexdigest())"
    )
    environment = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo"}
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment)
    assert told.stdout.strip() == sha256(simulation.truth_csv().encode()).hexdigest()


def test_plans_can_be_written_out_by_other_processes(simulation: Simulation) -> None:
    some = [mail for mail in simulation.mails if mail.plan.attachments][:12] + list(simulation.mails[400:412])
    done = [one.result() for one in Parallel(workers=2).run(render_message, [mail.plan for mail in some])]
    assert done == [mail.raw for mail in some]


def test_every_mail_is_whole_to_the_standard_library(parsed: list[tuple[Mail, Message]]) -> None:
    for mail, message in parsed:
        assert [defect for part in message.walk() for defect in part.defects] == []
        assert message["From"]
        assert message["To"]
        assert message["Date"]
        assert (message["Message-ID"] or "") == (f"<{mail.plan.message_id}>" if mail.plan.message_id else "")


def test_every_mail_is_marked_synthetic(parsed: list[tuple[Mail, Message]]) -> None:
    for _, message in parsed:
        assert message["X-Synthetic"] == "askall simulation"
        assert any("SYNTHETIC" in text for text in _texts(message))


def test_every_file_is_marked_synthetic_and_can_be_read(parsed: list[tuple[Mail, Message]]) -> None:
    kinds = Counter()
    for _, message in parsed:
        for name, content in _files(message):
            document = extract(content, name)
            assert document.warnings == ()
            assert any("SYNTHETIC" in part.text for part in document.parts)
            kinds[name.rsplit(".", 1)[1]] += 1
    assert min(kinds["pdf"], kinds["docx"], kinds["xlsx"]) >= 15


def test_every_address_and_link_is_an_example(parsed: list[tuple[Mail, Message]]) -> None:
    for mail, message in parsed:
        heads = " ".join(f"{message[name]}" for name in ("From", "To", "Message-ID", "References"))
        for text in (heads, *_texts(message)):
            assert all(host.endswith(".example") for host in _ADDRESS.findall(text) + _HOST.findall(text)), mail.plan


def test_every_kind_of_mail_occurs(simulation: Simulation) -> None:
    assert {mail.truth.kind for mail in simulation.mails} == set(KINDS)
    assert {mail.plan.structure for mail in simulation.mails} == {"mail", "auto", "bounce", "delay"}


def test_at_least_forty_styles_are_really_used(simulation: Simulation) -> None:
    answering = ("reply", "review_reply", "joint_reply")
    used = {mail.plan.house for mail in simulation.mails if mail.truth.kind in answering}
    styles = houses()
    assert len({styles[number].form for number in used}) >= 40
    assert len({(styles[number].layout, styles[number].carrier) for number in used}) >= 12
    layouts = Counter(styles[number].layout for number in used)
    assert len(layouts) == 8


def test_every_yes_is_stated_in_a_mail_of_its_council(simulation: Simulation) -> None:
    stating = {
        mail.truth.request
        for mail in simulation.mails
        if not mail.truth.outgoing and ("uses_hikvision", "yes") in mail.truth.answers
    }
    assert len(stating) == 275
    assert stating == {one.body for one in simulation.requests if one.answer("uses_hikvision") == "yes"}


def test_what_a_plan_states_stands_in_its_blocks(simulation: Simulation) -> None:
    for mail in simulation.mails:
        letters = [mail.plan.letter, *(file.letter for file in mail.plan.attachments)]
        for letter in letters:
            whole = "\n".join(part for block in letter.blocks for part in (block.text, *sum(block.rows, ())))
            assert all(one.text in whole and one.after in whole for one in letter.statements)


def test_letters_speak_of_the_law_of_their_council(simulation: Simulation) -> None:
    for mail in simulation.mails:
        if mail.truth.outgoing or not mail.truth.request:
            continue
        law = simulation.nation.by_id[mail.truth.request].law
        letters = [mail.plan.letter, *(file.letter for file in mail.plan.attachments)]
        whole = " ".join(block.text for letter in letters for block in letter.blocks)
        if law == "FOISA":
            assert LAWS["FOIA"] not in whole
            assert "Wilmslow" not in whole
        else:
            assert "FOISA" not in whole
            assert "Scotland" not in whole


def test_replies_come_after_the_letter_and_answer_it(simulation: Simulation) -> None:
    sent: dict[str, object] = {}
    ids = {mail.truth.message_id for mail in simulation.mails}
    for mail in simulation.mails:
        if mail.truth.kind == "request":
            sent.setdefault(mail.truth.request, mail.plan.at)
        elif mail.truth.request:
            assert mail.truth.request in sent, mail.truth
        assert {mail.plan.in_reply_to, *mail.plan.references} - {""} <= ids
    assert len(sent) == 398


def test_mails_can_be_filed_by_many_ways_and_some_only_by_words(simulation: Simulation) -> None:
    ways = defaultdict(int)
    for mail in simulation.mails:
        if mail.truth.outgoing or not mail.truth.request:
            continue
        domains = simulation.nation.by_id[mail.truth.request].domains
        ways["token"] += mail.plan.recipients != (STUDY_ADDRESS,)
        ways["thread"] += bool(mail.plan.in_reply_to)
        own = mail.plan.sender[1].split("@")[1] in domains
        ways["vendor"] += not own
        ways["domain only"] += own and mail.plan.recipients == (STUDY_ADDRESS,) and not mail.plan.references
        ways["words only"] += not own and mail.plan.recipients == (STUDY_ADDRESS,) and not mail.plan.references
    assert min(ways.values()) >= 20, ways


def test_some_mails_come_twice_and_some_without_an_id(simulation: Simulation) -> None:
    delivered = Counter(mail.raw for mail in simulation.mails)
    twice = [raw for raw, times in delivered.items() if times == 2]
    assert len(twice) >= 30
    copies = [mail for mail in simulation.mails if mail.truth.duplicate_of not in ("", mail.truth.message_id)]
    assert len(copies) >= 15
    assert sum(not mail.plan.message_id for mail in simulation.mails) >= 5


def test_the_mailbox_holds_every_mail(simulation: Simulation, tmp_path: Path) -> None:
    path = tmp_path / "study.mbox"
    simulation.write_mailbox(path)
    box = mailbox.mbox(path, create=False)
    ids = [message["Message-ID"] for message in box]
    box.close()
    assert ids == [f"<{mail.plan.message_id}>" if mail.plan.message_id else None for mail in simulation.mails]


def test_the_truth_of_each_mail_carries_the_hash_of_its_bytes(simulation: Simulation) -> None:
    assert all(mail.truth.sha256 == sha256(mail.raw).hexdigest() for mail in simulation.mails)
    assert len(simulation.truth_csv().splitlines()) == len(simulation.mails) + 1


def test_one_letter_is_sent_to_each_council_most_from_an_address_of_their_own(simulation: Simulation) -> None:
    rows = [row.split(",") for row in simulation.sent_csv().splitlines()[1:]]
    assert len({row[0] for row in rows}) == 398
    own = [row[2] for row in rows if row[2] != STUDY_ADDRESS]
    assert len(set(own)) == len(own) > 250
    assert all(address.startswith("study+") for address in own)
