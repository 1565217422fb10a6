"""Automatic messages are told by their structure; an answer's words never make it one."""

import pytest
from factories.automatic_mails import LETTER_ID, THEIRS, answers_that_look_automatic, automatic_mails

from askall.mail.parse import parse_message

DATE = "Date: Tue, 14 Sep 2021 09:12:44 +0100\n"


def kind_of(raw):
    found = parse_message(raw).automatic
    return found and (found.kind, found.permanent)


def automatic(headers, body="Text.", sender="foi@eastmere.example"):
    return kind_of(f"From: {sender}\n{DATE}{headers}\n{body}\n".encode())


# --- Two sets in the shapes of real programs --------------------------------------------------------------------------


@pytest.mark.parametrize("case", automatic_mails(), ids=lambda case: case.name)
def test_what_no_person_wrote(case):
    assert kind_of(case.raw) == (case.kind, case.permanent)


@pytest.mark.parametrize("case", answers_that_look_automatic(), ids=lambda case: case.name)
def test_an_answer_is_never_taken_for_automatic(case):
    message = parse_message(case.raw)
    assert message.automatic is None
    assert message.own_text().strip()


def test_the_sets_are_large_and_each_case_is_its_own():
    cases = [*automatic_mails(), *answers_that_look_automatic()]
    assert len(automatic_mails()) >= 120
    assert len(answers_that_look_automatic()) >= 60
    assert len({case.name for case in cases}) == len({case.raw for case in cases}) == len(cases)
    assert {case.kind for case in automatic_mails()} == {"auto_reply", "bounce", "delay", "receipt"}


@pytest.mark.parametrize(
    "case", [one for one in automatic_mails() if one.kind != "auto_reply"], ids=lambda one: one.name
)
def test_a_notice_says_which_letter_it_is_about(case):
    assert (LETTER_ID in parse_message(case.raw).about) == case.names


def test_bounces_say_whom_they_are_about():
    """Five of the programs return neither the address nor the letter."""
    bounces = [parse_message(case.raw) for case in automatic_mails() if case.kind == "bounce"]
    told = [message for message in bounces if THEIRS in message.failed_recipients]
    assert len(told) >= len(bounces) - 5


# --- Signs one by one -------------------------------------------------------------------------------------------------


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
        (("Action: failed", "Status: 2.0.0", "Diagnostic-Code: smtp; 452 4.2.2 full"), ("bounce", False)),
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


DAEMON = "Mail Delivery System <MAILER-DAEMON@mx.example>"
UNDELIVERED = "Subject: Undelivered Mail Returned to Sender\n"
WORDS = "Your message could not be delivered to one recipient."


@pytest.mark.parametrize(
    ("headers", "sender", "found"),
    [
        ("Return-Path: <>\n", DAEMON, ("bounce", None)),
        (UNDELIVERED, DAEMON, ("bounce", None)),
        (f"Return-Path: <>\n{UNDELIVERED}", "postmaster@eastmere.example", ("bounce", None)),
        ("X-Failed-Recipients: foi@westmere.example\n", DAEMON, ("bounce", True)),
        ("X-MS-Exchange-Message-Is-Ndr:\n", "x@eastmere.example", ("bounce", None)),
        ("Return-Path: <>\n", "foi@eastmere.example", None),
        ("X-Failed-Recipients: foi@westmere.example\n", "foi@eastmere.example", None),
    ],
)
def test_a_notice_in_words_needs_more_than_the_words(headers, sender, found):
    assert automatic(headers, WORDS, sender=sender) == found


def test_a_postmaster_may_answer():
    assert automatic("Return-Path: <>\nSubject: Cameras\n", "We have nine.", "postmaster@eastmere.example") is None


def test_a_notice_without_a_code_is_permanent_only_if_it_says_so():
    words = "Hi. This is the qmail-send program at mx.example.\n{}\n\n<foi@westmere.example>:\nno such user\n"
    gave_up = words.format("This is a permanent error; I've given up.")
    assert automatic("Return-Path: <>\n", gave_up, "mailer-daemon@mx.example") == ("bounce", True)
    assert automatic("Return-Path: <>\n", words.format("Sorry."), "mailer-daemon@mx.example") == ("bounce", None)
    assert automatic("", gave_up) is None


def test_reasons_are_given():
    message = parse_message(
        f"From: a@x.example\n{DATE}Auto-Submitted: auto-replied\nSubject: Automatic reply: x\n\n".encode()
    )
    assert message.automatic.reasons == (
        "Auto-Submitted: auto-replied",
        "the subject begins with “Automatic reply:”",
    )
