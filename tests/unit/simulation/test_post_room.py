"""The living nation at a real mail server: letters arrive, answers reach the study's mailbox."""

import smtplib
from datetime import timedelta
from email import message_from_bytes
from email.message import EmailMessage
from random import Random

import pytest
from factories.mail_servers import verified

from askall.foundation.errors import OutsideFailure
from askall.simulation import outgoing, post
from askall.simulation.council import without_token
from askall.simulation.live import LiveNation
from askall.simulation.mail_servers import HOST, MailServers
from askall.simulation.mail_settings import Account
from askall.simulation.maildirs import arrived
from askall.simulation.mails import render_message
from askall.simulation.nation import make_nation
from askall.simulation.noise import unrelated
from askall.simulation.plans import SENT_ON, MessagePlan
from askall.simulation.truth import draw_truth

NATION = make_nation(1)


@pytest.fixture
def room(mail_servers: MailServers) -> post.PostRoom:
    truths = [truth for truth in draw_truth(NATION) if truth.path in ("human_rights", "readdressed")]
    return post.PostRoom(LiveNation(NATION, truths), mail_servers.nation.maildir, HOST, mail_servers.ports.smtp)


def write(servers: MailServers, account: Account, room: post.PostRoom, to: str, number: int = 1) -> str:
    """A letter by way of the researcher's mail server; its Message-ID."""
    letter = EmailMessage()
    letter["From"], letter["To"] = f"Robin Hale <{account.address}>", to
    letter["Reply-To"] = account.address.replace("@", "+k3f9x2abcd@")
    letter["Subject"] = "Freedom of Information request: CCTV equipment [k3f9x2abcd]"
    letter["Message-ID"] = f"<{number}.{account.address}>"
    body = next(one.body for one in room.nation.councils.values() if to.endswith(one.domain))
    letter.set_content(outgoing.request(body).text)
    with smtplib.SMTP(HOST, servers.ports.submission) as client:
        client.starttls(context=verified(servers))
        client.login(account.address, account.password)
        client.send_message(letter, account.address, [to])
    return f"{number}.{account.address}"


def test_a_letter_that_arrived_is_answered_to_the_address_it_names(
    mail_servers: MailServers, account: Account, room: post.PostRoom
) -> None:
    council = room.nation.councils[NATION.ruled_out.id]
    name = write(mail_servers, account, room, council.address)
    room.take_in(1, SENT_ON)
    [letter] = room.letters
    assert (letter.message_id, letter.body, letter.to) == (name, council.body.id, council.address)
    sent = room.send_due(SENT_ON + timedelta(40))
    assert room.mails == list(sent)
    ours = [plan for plan in sent if plan.truth.request]
    reply = next(plan for plan in ours if plan.truth.kind == "reply")
    raws = arrived(account.maildir, sum(account.address in _mailbox(plan) for plan in ours))
    received = {one["Message-ID"]: one for one in map(message_from_bytes, raws)}
    assert ("ruled_out", "human_rights") in reply.truth.answers
    assert f"<{reply.message_id}>" in received
    assert {one["X-Synthetic"] for one in received.values()} == {"askall simulation"}


def _mailbox(plan: MessagePlan) -> set[str]:
    return {without_token(one) for one in plan.recipients}


def test_a_letter_to_an_old_address_comes_back_as_a_report(
    mail_servers: MailServers, account: Account, room: post.PostRoom
) -> None:
    council = next(one for one in room.nation.councils.values() if one.known_as[1:])
    name = write(mail_servers, account, room, council.known_as[0], 2)
    room.take_in(1, SENT_ON)
    [plan] = [one for one in room.send_due(SENT_ON + timedelta(1)) if one.truth.request]
    assert plan.truth.kind == "bounce"
    [raw] = arrived(account.maildir, 1)
    report = message_from_bytes(raw)
    assert report.get_content_type() == "multipart/report"
    assert raw.startswith(b"Return-Path: <>")
    assert f"Message-ID: <{name}>".encode() in raw
    assert f"Final-Recipient: rfc822; {council.known_as[0]}".encode() in raw


def test_a_letter_accepted_that_does_not_arrive_is_missed(room: post.PostRoom, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(post, "PATIENCE", 0.1)
    with pytest.raises(OutsideFailure, match="2 letters were accepted and have not arrived"):
        room.take_in(2, SENT_ON)


def test_a_mail_server_that_is_gone_is_said_so() -> None:
    plan = unrelated(SENT_ON, Random(1))
    with pytest.raises(OutsideFailure, match="mail server failed"):
        post.send_mails([(plan, render_message(plan))], HOST, 1)
