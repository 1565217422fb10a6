"""Logging in to a real Postfix: certificates verified, passwords and tokens kept to the server and nobody else."""

from dataclasses import replace

import pytest
from factories.outboxes import mailbox_at

from askall.foundation.errors import OutsideFailure
from askall.mail.mailbox import Server
from askall.mail.secrets import Secret
from askall.mail.smtp import Connection, Refused
from askall.simulation.mail_servers import HOST
from askall.simulation.maildirs import arrived

LETTER = b"From: %b\r\nTo: foi@wexbarrow.example\r\nMessage-ID: <%b@campaign.example>\r\n\r\n.\r\n..\r\nlast\r\n"


@pytest.fixture
def mailbox(mail_servers, account):
    server = Server(HOST, mail_servers.ports.submission, "starttls")
    plain = mailbox_at(1, timeout=20, answer_timeout=20)
    return replace(
        plain, address=account.address, user=account.address, login="password", smtp=server,
        ca_file=mail_servers.ca_file,
    )  # fmt: skip


def ways_in(mail_servers):
    return [("starttls", mail_servers.ports.submission), ("tls", mail_servers.ports.submissions)]


def test_a_letter_goes_out_over_either_way_of_tls(mail_servers, account, mailbox):
    for security, port in ways_in(mail_servers):
        connection = Connection(replace(mailbox, smtp=Server(HOST, port, security)), Secret(account.password))
        letter = LETTER % (account.address.encode(), f"{security}.{account.address}".encode().replace(b"@", b"-"))
        assert connection.offer("foi@wexbarrow.example", len(letter), account.address).code == 354
        answer = connection.hand_over(letter)
        assert (answer.code, answer.accepted) == (250, True)
        assert connection.reset()
        connection.quit()
    for raw in arrived(account.maildir, 2):
        assert raw.replace(b"\r\n", b"\n").endswith(b"\n\n.\n..\nlast\n")


def test_a_token_lets_us_in(mail_servers, account, mailbox):
    token = Secret(mail_servers.access_token(account), is_token=True)
    Connection(replace(mailbox, login="token"), token).quit()


@pytest.mark.parametrize("is_token", [False, True])
def test_a_wrong_secret_is_refused_and_stands_in_no_error(is_token, mailbox):
    with pytest.raises(Refused, match=r"did not let .* in: 535") as refused:
        Connection(mailbox, Secret("hunter2 is wrong", is_token=is_token))
    assert "hunter2" not in f"{refused.value} {refused.value.answer}"
    assert refused.value.exit_status == 3


def test_a_password_may_hold_any_letter(mail_servers, mailbox):
    strange = mail_servers.open_account("strange@campaign-strange.example", "pässwörd £ 密码")
    Connection(replace(mailbox, user=strange.address), Secret("pässwörd £ 密码")).quit()


def test_a_certificate_of_an_unknown_authority_ends_it_before_the_password_is_told(mail_servers, account, mailbox):
    for security, port in ways_in(mail_servers):
        stranger = replace(mailbox, smtp=Server(HOST, port, security), ca_file=None)
        with pytest.raises(OutsideFailure, match="certificate is not valid"):
            Connection(stranger, Secret(account.password))


def test_a_certificate_of_another_name_ends_it(mail_servers, account, mailbox):
    """The server is the same; its certificate names it otherwise."""
    named = replace(mailbox, smtp=Server("127.0.0.2", mail_servers.ports.submission, "starttls"))
    with pytest.raises(OutsideFailure):
        Connection(named, Secret(account.password))


def test_a_server_without_starttls_is_not_trusted_with_a_password(mail_servers, account, mailbox):
    bare = replace(mailbox, smtp=Server(HOST, mail_servers.ports.imap, "starttls"), timeout=2)
    with pytest.raises(OutsideFailure):
        Connection(bare, Secret(account.password))
