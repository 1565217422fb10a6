"""What stored mail tells of requests, in a fixed number of queries."""

import pytest
from factories.journeys import request_of, take_in, take_over
from factories.studies import answer, letter, mailbox_messages, write_mbox

from askall.mail import services as mail

pytestmark = pytest.mark.django_db


def test_letters_and_answers_tell_subject_reference_and_sender(tmp_path, store, now, django_assert_num_queries):
    record = take_over(tmp_path, now)
    extra = answer(0, "foi@wexbarrow.gov.uk", "Our reference is FOI 1306/22. Which period do you mean?", days=20)
    take_in(write_mbox(tmp_path / "box.mbox", [*mailbox_messages(), extra]), store, now)
    keys = [request_of(record, code).key for code in ("WXB", "PNT")]
    with django_assert_num_queries(3):
        found = mail.known_of(keys)
    wexbarrow, silent = (found[key] for key in keys)
    assert wexbarrow.subject == "Freedom of information request: Hikvision cameras"
    assert wexbarrow.reply_to == "foi@wexbarrow.gov.uk"
    assert wexbarrow.reference == "FOI1306/22"
    assert (silent.subject, silent.reply_to, silent.seen) == (wexbarrow.subject, "", ())


def test_a_bounce_tells_which_address_failed(tmp_path, store, now):
    record = take_over(tmp_path, now)
    bounce = (
        b"From: MAILER-DAEMON@campaign.org.uk\nTo: study@campaign.org.uk\nReturn-Path: <>\nSubject: Undelivered\n"
        b"Date: Tue, 31 Aug 2021 09:10:00 +0000\nMessage-ID: <b1@campaign.org.uk>\nMIME-Version: 1.0\n"
        b'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\n\n--b\n'
        b"Content-Type: text/plain\n\nThe mailbox is closed. Please use information@wexbarrow.gov.uk instead.\n\n--b\n"
        b"Content-Type: message/delivery-status\n\nReporting-MTA: dns; x\n\n"
        b"Final-Recipient: rfc822; foi@wexbarrow.gov.uk\nAction: failed\nStatus: 5.1.1\n\n--b\n"
        b"Content-Type: message/rfc822\n\nMessage-ID: <letter-0@campaign.org.uk>\nSubject: x\n\nx\n--b--\n"
    )
    letters = [letter(0, "foi@wexbarrow.gov.uk", "Wexbarrow Borough Council"), bounce]
    take_in(write_mbox(tmp_path / "box.mbox", letters), store, now)
    key = request_of(record, "WXB").key
    (back,) = [one for one in mail.messages() if one.automatic == "bounce"]
    mail.move_message(sha256=back.sha256, to_request=key, by="alice", at=now)
    found = mail.known_of([key])[key]
    assert found.failed == ("foi@wexbarrow.gov.uk",)
    assert found.named == ("information@wexbarrow.gov.uk",)
