"""Automatic messages are told by their structure; an answer's words never make it one."""

import pytest

from askall.mail.parse import parse_message

DATE = "Date: Tue, 14 Sep 2021 09:12:44 +0100\n"


def automatic(headers, body="Text.", sender="foi@eastmere.example"):
    found = parse_message(f"From: {sender}\n{DATE}{headers}\n{body}\n".encode()).automatic
    return found and (found.kind, found.permanent)


@pytest.mark.parametrize(
    "headers",
    [
        "Auto-Submitted: auto-replied\n",
        "Auto-Submitted: auto-replied (vacation)\n",
        "X-Autoreply: yes\n",
        "X-Autorespond: vacation\n",
        "Precedence: auto_reply\n",
        "Subject: Automatic reply: Cameras\n",
        "Subject: Out of Office: Cameras\n",
        "Subject: =?utf-8?Q?R=C3=A9ponse_automatique_:_Cameras?=\n",
        "Subject: Automatische Antwort: Kameras\n",
        "Subject: Ateb awtomatig: Camerâu\n",
    ],
)
def test_automatic_replies(headers):
    assert automatic(headers) == ("auto_reply", None)


@pytest.mark.parametrize(
    "headers",
    [
        "",
        "X-Auto-Response-Suppress: All\n",
        "Auto-Submitted: no\n",
        "Auto-Submitted: auto-generated\n",
        "X-Autoreply: no\n",
        "Precedence: bulk\n",
        "Return-Path: <>\n",
        "Subject: RE: Automatic reply: Cameras\n",
        "Subject: Automatic reply systems in use\n",
        "Subject: Out of office hours cameras\n",
        "Subject: Undelivered Mail Returned to Sender\n",
    ],
)
def test_letters(headers):
    assert automatic(headers, "Your message could not be delivered: 550 5.1.1. I am out of the office.") is None


def report(*fields, kind="delivery-status", part="message/delivery-status"):
    return (
        f'Content-Type: multipart/report; report-type={kind}; boundary="r"\n',
        f"--r\nContent-Type: text/plain\n\nNotice.\n--r\nContent-Type: {part}\n\n" + "\n".join(fields) + "\n--r--",
    )


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        (("Action: failed", "Status: 5.1.1"), ("bounce", True)),
        (("Action: failed", "Status: 4.4.7 (expired)"), ("bounce", False)),
        (("Action: failed",), ("bounce", None)),
        (("Action: delayed", "Status: 4.4.1"), ("delay", None)),
        (("Action: delivered", "Status: 2.0.0"), ("receipt", None)),
        (("Action: delayed", "Status: 4.4.1", "", "Action: failed", "Status: 5.0.0"), ("bounce", True)),
        (("Status: 5.2.2",), ("bounce", True)),
        (("nothing of use",), ("bounce", None)),
    ],
)
def test_delivery_reports(fields, found):
    assert automatic(*report(*fields)) == found


def test_a_read_receipt():
    headers, body = report(
        "Original-Message-ID: <q1@study.example>",
        "Disposition: manual-action/MDN-sent-manually; displayed",
        kind="disposition-notification",
        part="message/disposition-notification",
    )
    message = parse_message(f"From: a@x.example\n{DATE}{headers}\n{body}\n".encode())
    assert message.automatic.kind == "receipt"
    assert message.about == ("q1@study.example",)


def test_a_report_that_a_person_forwards_is_a_letter():
    body = (
        "--m\n\nDid you mean this?\n--m\nContent-Type: message/delivery-status\n\nAction: failed\nStatus: 5.1.1\n--m--"
    )
    assert automatic("Content-Type: multipart/mixed; boundary=m\n", body) is None


DAEMON = "Mail Delivery System <MAILER-DAEMON@mx.example>"


@pytest.mark.parametrize(
    ("headers", "sender", "found"),
    [
        ("Return-Path: <>\n", DAEMON, ("bounce", None)),
        ("Return-Path: <>\n", "postmaster@eastmere.example", ("bounce", None)),
        ("X-Failed-Recipients: foi@westmere.example\n", DAEMON, ("bounce", True)),
        ("X-MS-Exchange-Message-Is-Ndr:\n", "x@eastmere.example", ("bounce", None)),
        ("", "postmaster@eastmere.example", None),
        ("X-Failed-Recipients: foi@westmere.example\n", "foi@eastmere.example", None),
    ],
)
def test_notices_of_mail_servers(headers, sender, found):
    assert automatic(headers, sender=sender) == found


def test_a_notice_in_the_fixed_form_of_qmail():
    body = (
        "Hi. This is the qmail-send program at mx.example.\nI'm afraid I wasn't able to deliver your message.\n\n"
        "<foi@westmere.example>:\nno such user\n\n--- Below this line is a copy of the message.\n\nSubject: Cameras\n"
    )
    assert automatic("Return-Path: <>\n", body, "mailer-daemon@mx.example") == ("bounce", True)
    assert automatic("", body) is None


def test_reasons_are_given():
    message = parse_message(
        f"From: a@x.example\n{DATE}Auto-Submitted: auto-replied\nSubject: Automatic reply: x\n\n".encode()
    )
    assert len(message.automatic.reasons) == 2
