"""The real Postfix and Dovecot of tests and of the live demo do what a mail provider does, and stay on this machine."""

import base64
import imaplib
import os
import re
import signal
import smtplib
import ssl
import subprocess
import sys
import time
from email.message import EmailMessage
from pathlib import Path

import pytest
from factories.mail_servers import deliver, need_mail_servers, new_account, verified

from askall.foundation.errors import BadInput, OutsideFailure
from askall.simulation import mail_programs
from askall.simulation.mail_servers import HOST, Behaviour, MailServers
from askall.simulation.maildirs import arrived, messages_in_inbox


def mail(sender, to, subject="Request"):
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, to, subject
    message.set_content("SYNTHETIC: a letter of a simulation.\n")
    return message


def submit(servers, account, to, context=None, password=None, message=None):
    """A letter as the researcher's own program sends it: STARTTLS, login, recipients refused."""
    with smtplib.SMTP(HOST, servers.ports.submission) as client:
        client.starttls(context=context or verified(servers))
        client.login(account.address, password or account.password)
        return client.send_message(message or mail(account.address, to), account.address, to)


def test_a_letter_sent_with_verified_tls_and_login_reaches_its_body(mail_servers, account):
    bodies = [f"{account.address.partition('@')[0]}@{domain}" for domain in ("wexbarrow.gov.uk", "holmdale.gov.uk")]
    refused = submit(mail_servers, account, bodies)
    assert refused == {}
    for address in bodies:
        [raw] = arrived(mail_servers.nation.maildir, 1, to=address)
        assert account.address.encode() in raw
        assert f"Delivered-To: {address}\n".encode() in raw


def test_an_answer_to_a_plus_address_arrives_in_the_same_mailbox(mail_servers, account):
    plus = account.address.replace("@", "+k3f9x2@")
    deliver(mail_servers, mail("foi@wexbarrow.gov.uk", plus, "first"), "foi@wexbarrow.gov.uk", plus)
    arrived(account.maildir, 1)
    deliver(mail_servers, mail("foi@holmdale.gov.uk", account.address, "second"), "", account.address)
    first, second = arrived(account.maildir, 2)
    assert b"Subject: first" in first
    assert f"Delivered-To: {plus}\n".encode() in first
    assert b"Subject: second" in second
    assert messages_in_inbox(account.maildir, to=plus) == [first]


def test_a_wrong_password_is_refused(mail_servers, account):
    with pytest.raises(smtplib.SMTPAuthenticationError):
        submit(mail_servers, account, "foi@wexbarrow.gov.uk", password="guessed")
    with (
        imaplib.IMAP4_SSL(HOST, mail_servers.ports.imaps, ssl_context=verified(mail_servers)) as client,
        pytest.raises(imaplib.IMAP4.error, match="AUTHENTICATIONFAILED"),
    ):
        client.login(account.address, "guessed")


def test_a_client_that_does_not_know_the_authority_refuses_the_servers(mail_servers, account):
    stranger = ssl.create_default_context()
    with pytest.raises(ssl.SSLCertVerificationError):
        submit(mail_servers, account, "foi@wexbarrow.gov.uk", context=stranger)
    with pytest.raises(ssl.SSLCertVerificationError):
        imaplib.IMAP4_SSL(HOST, mail_servers.ports.imaps, ssl_context=stranger)


def test_submission_without_login_is_refused(mail_servers):
    with smtplib.SMTP(HOST, mail_servers.ports.submission) as client:
        client.starttls(context=verified(mail_servers))
        with pytest.raises(smtplib.SMTPRecipientsRefused):
            client.sendmail("study@campaign.example", "foi@wexbarrow.gov.uk", b"Subject: x\n\nx\n")
    with smtplib.SMTP(HOST, mail_servers.ports.submission) as client:
        assert client.mail("study@campaign.example")[0] == 530, "without STARTTLS nothing is taken"


def test_the_mailbox_opens_by_password_and_by_access_token(mail_servers, account):
    deliver(mail_servers, mail("foi@wexbarrow.gov.uk", account.address), "foi@wexbarrow.gov.uk", account.address)
    arrived(account.maildir)
    login = f"user={account.address}\1auth=Bearer {mail_servers.access_token(account)}\1\1"
    context = verified(mail_servers)
    with imaplib.IMAP4_SSL(HOST, mail_servers.ports.imaps, ssl_context=context) as client:
        client.authenticate("XOAUTH2", lambda _: login.encode())
        assert client.select("INBOX", readonly=True) == ("OK", [b"1"])
    with imaplib.IMAP4(HOST, mail_servers.ports.imap) as client:
        client.starttls(ssl_context=context)
        client.login(account.address, account.password)
        folders = b" ".join(client.list()[1])
        assert b"\\Sent" in folders
    with smtplib.SMTP_SSL(HOST, mail_servers.ports.submissions, context=context) as client:
        client.ehlo()
        assert client.docmd("AUTH", "XOAUTH2 " + base64.b64encode(login.encode()).decode())[0] == 235


def test_a_mailbox_is_opened_once_and_without_colons(mail_servers, account):
    with pytest.raises(BadInput, match="already"):
        mail_servers.open_account(account.address.upper())
    with pytest.raises(BadInput, match="colon"):
        mail_servers.open_account("odd@campaign.example", "a:b")


def test_nothing_can_leave_the_machine(mail_servers):
    """Every service of Postfix is one that stays: there is no SMTP client to reach another machine with."""
    lines = (mail_servers.folder / "postfix" / "master.cf").read_text().splitlines()
    commands = {line.split()[-1] for line in lines if line[:1].strip() and not line.startswith("#")}
    assert "smtpd" in commands
    assert not commands & {"smtp", "pipe", "virtual", "local", "spawn"}
    listening = [line.split()[0] for line in lines if " inet " in line]
    assert all(service.startswith("127.0.0.1:") for service in listening)


def test_it_refuses_bounces_and_limits_as_told():
    need_mail_servers()
    behaviour = Behaviour(
        message_size_limit=20_000,
        answers={"gone.example": "550 5.1.1 No such person", "busy@slow.example": "450 4.2.0 Come again"},
        bounced={"foi@old.example": "5.1.1 This mailbox is closed"},
    )
    with MailServers(behaviour) as servers:
        account = new_account(servers)
        refused = submit(servers, account, ["foi@gone.example", "busy@slow.example", "foi@fine.example"])
        assert {to: code for to, (code, _) in refused.items()} == {"foi@gone.example": 550, "busy@slow.example": 450}
        large = mail(account.address, "foi@fine.example")
        large.add_attachment(bytes(30_000), maintype="application", subtype="octet-stream", filename="plans.bin")
        with pytest.raises(smtplib.SMTPSenderRefused) as error:
            submit(servers, account, "foi@fine.example", message=large)
        assert error.value.smtp_code == 552
        assert submit(servers, account, "foi@old.example") == {}
        [report] = arrived(account.maildir)
        assert b"Content-Type: message/delivery-status" in report
        assert b"Status: 5.1.1" in report


def test_they_end_with_the_program_that_started_them_even_if_it_is_killed(tmp_path):
    need_mail_servers()
    source = (
        "import time; from askall.simulation.mail_servers import MailServers; servers = MailServers(); servers.start();"
        "print(servers.folder, servers.ports.smtp, servers.ports.imap, flush=True); time.sleep(600)"
    )
    process = subprocess.Popen([sys.executable, "-c", source], stdout=subprocess.PIPE, text=True)
    folder, *ports = process.stdout.readline().split()
    assert Path(folder).is_dir()
    os.kill(process.pid, signal.SIGKILL)
    process.communicate()
    deadline = time.monotonic() + 60
    while Path(folder).exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not Path(folder).exists()
    for port in ports:
        with pytest.raises(ConnectionRefusedError):
            smtplib.SMTP(HOST, int(port))


def test_what_is_missing_is_said_in_one_sentence(monkeypatch):
    monkeypatch.setattr(mail_programs, "_FOLDERS", "/nowhere")
    why = mail_programs.available()
    assert re.fullmatch(r"postconf is not installed \(Debian: apt-get install postfix\)\.", why)
    with pytest.raises(OutsideFailure, match="not installed"):
        MailServers().start()


def test_who_is_not_root_is_told(monkeypatch):
    need_mail_servers()
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert mail_programs.available() == "Postfix can be started only by root."
