"""A conversation with a server that may say anything, or nothing."""

from contextlib import closing

import pytest
from factories.faulty_smtp import DROP, ENDLESS, GARBAGE, HANG, FaultySmtp
from factories.outboxes import mailbox_at

from askall.foundation.errors import OutsideFailure
from askall.mail.mailbox import Server
from askall.mail.secrets import Secret
from askall.mail.smtp import Connection, Refused


def at(server, **changed):
    return Connection(mailbox_at(server.port, timeout=1, answer_timeout=1, **changed), Secret("hunter2"))


@pytest.mark.parametrize("stage", ["connect", "ehlo"])
@pytest.mark.parametrize("action", [DROP, HANG, GARBAGE, ENDLESS, "554 5.7.1 no", "421 4.7.0 later"])
def test_whatever_happens_on_the_way_in_is_one_sentence(stage, action):
    with (
        FaultySmtp(lambda reached, number: action if reached == stage else None) as server,
        pytest.raises(OutsideFailure) as failed,
    ):
        at(server)
    assert "\n" not in str(failed.value)
    assert str(server.port) in str(failed.value)


def test_without_starttls_no_password_is_told():
    with FaultySmtp() as server, pytest.raises(Refused, match="offers no STARTTLS"):
        at(server, smtp=Server("127.0.0.1", server.port, "starttls"), login="password")
    assert not any(line.startswith("AUTH") for line in server.said)


def test_a_server_that_repeats_the_password_is_not_quoted():
    """It answers each command it does not know with that command."""
    with FaultySmtp(lambda stage, number: "250-x\r\n250 AUTH PLAIN" if stage == "ehlo" else None) as server:
        with pytest.raises(Refused) as refused:
            at(server, login="password")
        [line] = [line for line in server.said if line.startswith("AUTH")]
    assert "hunter2" not in str(refused.value)
    assert line.rpartition(" ")[2] not in str(refused.value)


def test_control_characters_of_an_answer_are_not_passed_on():
    answer = "550 5.1.1 no\x1b[2Jbody\x00 here\r\r"
    with (
        FaultySmtp(lambda stage, number: answer if stage == "recipient" else None) as server,
        closing(at(server)) as connection,
    ):
        said = connection.offer("foi@x.uk", 10)
    assert said.text.isprintable()
    assert said.code == 550


@pytest.mark.parametrize("action", ["250-one\r\n250-two\r\n250 three", "250"])
def test_answers_of_several_lines_and_of_none(action):
    with (
        FaultySmtp(lambda stage, number: action if stage == "end" else None) as server,
        closing(at(server)) as connection,
    ):
        assert connection.offer("foi@x.uk", 10).code == 354
        answer = connection.hand_over(b"Message-ID: <a@b>\r\n\r\nx\r\n")
    assert answer.accepted
    assert answer.text == ("one two three" if "-" in action else "")


def test_half_an_answer_is_none():
    """The connection is lost in the middle of "250": nobody knows what it would have been."""
    with (
        FaultySmtp(lambda stage, number: "25" if stage == "end" else None) as server,
        closing(at(server)) as connection,
    ):
        connection.offer("foi@x.uk", 10)
        answer = connection.hand_over(b"Message-ID: <a@b>\r\n\r\nx\r\n")
    assert answer.code == 0
