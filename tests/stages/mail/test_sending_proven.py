"""Letters nobody answered for: what mail that comes in proves of them, and what a person says."""

from email.message import EmailMessage

import pytest
from factories.faulty_smtp import ACCEPT_AND_DROP, DROP, FaultySmtp
from factories.journeys import take_over
from factories.outboxes import MovingClock, counts, queue, rows, send
from factories.studies import OURS

from askall.asking import services as asking
from askall.asking.services import handing_over
from askall.foundation.errors import BadInput
from askall.mail import services as mail
from askall.mail.services import sending

pytestmark = pytest.mark.django_db


@pytest.fixture
def study(tmp_path, now):
    return take_over(tmp_path, now)


@pytest.fixture
def lost(study, store, now):
    """A letter whose connection was lost after its content; whether the server took it, the test may know."""
    queue(study, store, now)
    with FaultySmtp(lambda stage, number: ACCEPT_AND_DROP if (stage, number) == ("end", 1) else None) as server:
        send(server, store, MovingClock(now))
    [row] = rows(state="unknown")
    return row, next(one.raw for one in server.accepted if one.message_id == row.message_id)


def come_in(folder, store, now, *raws):
    """Mail fetched, as `askall mail import` does it: settled before it is filed. The number settled."""
    for number, raw in enumerate(raws):
        (folder / f"{number}.eml").write_bytes(raw)
    mail.import_mail(paths=sorted(folder.glob("*.eml")), store=store, own_addresses=[OURS], at=now)
    settled = sending.settle_from_mail(store=store, at=now)
    mail.file_messages(keywords=[], at=now)
    return settled


def report_on(message_id):
    """A delivery report on a letter, as Postfix words it."""
    return (
        "From: MAILER-DAEMON@campaign.org.uk\r\nTo: study@campaign.org.uk\r\nSubject: Undelivered Mail Returned to "
        'Sender\r\nContent-Type: multipart/report; report-type=delivery-status; boundary="b"\r\nMIME-Version: 1.0\r\n'
        "\r\n--b\r\n\r\nIt could not be delivered.\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\n"
        "Reporting-MTA: dns; campaign.org.uk\r\n\r\nFinal-Recipient: rfc822; foi@wexbarrow.gov.uk\r\n"
        "Action: failed\r\nStatus: 5.1.1\r\n\r\n--b\r\nContent-Type: message/rfc822\r\n\r\n"
        f"From: study@campaign.org.uk\r\nMessage-ID: <{message_id}>\r\nSubject: x\r\n\r\n\r\n--b--\r\n"
    ).encode()


def reply_to(message_id):
    reply = EmailMessage()
    reply["From"], reply["To"], reply["Subject"] = "foi@wexbarrow.gov.uk", OURS, "Re: Cameras"
    reply["In-Reply-To"] = f"<{message_id}>"
    reply.set_content("We have received your request.")
    return reply.as_bytes()


HOW = {
    "copy": lambda row, raw: b"Delivered-To: study@campaign.org.uk\r\n" + raw,
    "sent folder": lambda row, raw: raw,
    "bounce": lambda row, raw: report_on(row.message_id),
    "reply": lambda row, raw: reply_to(row.message_id),
}


@pytest.mark.parametrize("how", HOW)
def test_mail_settles_a_letter_that_was_unknown(how, lost, study, store, now, tmp_path):
    row, raw = lost
    assert come_in(tmp_path, store, now, HOW[how](row, raw)) == 1
    assert counts() == {"accepted": 5}
    [settled] = rows(letters=[row.key])
    assert (settled.settled_by, settled.accepted_at) == (how, row.tried_at)
    one = asking.requests(keys=[row.request])[0]
    assert [event.kind for event in one.events if event.source == row.sha256] == ["sent"]
    assert one.state.chases == 0
    assert sum(letter.outgoing for letter in mail.messages(requests=[one.key])) == 1
    assert come_in(tmp_path, store, now) == 0


def test_copies_of_letters_are_no_further_letters(study, store, now, tmp_path):
    queue(study, store, now)
    with FaultySmtp() as server:
        send(server, store, MovingClock(now))
    copies = [b"Delivered-To: study@campaign.org.uk\r\n" + one.raw for one in server.accepted]
    come_in(tmp_path, store, now, *copies, *(one.raw for one in server.accepted))
    for one in asking.requests():
        assert [event.kind for event in one.events] == ["opened", "sent"]
        assert len(mail.messages(requests=[one.key])) == 1
    assert mail.counts()["triage"] == 0


def test_a_workspace_older_than_its_mailbox_sends_nothing_again(study, store, now, tmp_path):
    """A backup from before the wave was restored: the mailbox knows better."""
    queue(study, store, now)
    copies = [b"Delivered-To: study@campaign.org.uk\r\n" + store.get(row.sha256) for row in rows()[:3]]
    assert come_in(tmp_path, store, now, *copies) == 3
    with FaultySmtp() as server:
        assert send(server, store, MovingClock(now)).accepted == 2
    assert counts() == {"accepted": 5}


def test_a_letter_proven_while_it_is_handed_over_stays_accepted(study, store, now, tmp_path):
    queue(study, store, now)
    claimed = handing_over.claim(at=now)
    assert handing_over.begin_content(letter=claimed.key, at=now)
    come_in(tmp_path, store, now, store.get(claimed.sha256))
    assert handing_over.answered(letter=claimed.key, what="deferred", at=now, code=451, answer="later") == "accepted"
    other = handing_over.claim(at=now)
    come_in(tmp_path, store, now, store.get(claimed.sha256), store.get(other.sha256))
    assert not handing_over.begin_content(letter=other.key, at=now), "it must not go out again"


def test_a_message_id_that_is_none_of_ours_proves_nothing(lost, store, now, tmp_path):
    row, _ = lost
    guessed = row.message_id.replace(row.message_id.split(".")[3], "20220207-120000-00000000")
    assert come_in(tmp_path, store, now, reply_to(guessed)) == 0
    assert counts() == {"accepted": 4, "unknown": 1}


def test_a_person_says_that_it_went_out(lost, store, now):
    row, _ = lost
    sending.settle(letter=row.key, accepted=True, store=store, by="alice", at=now)
    [settled] = rows(letters=[row.key])
    assert (settled.state, settled.settled_by) == ("accepted", "person")
    assert asking.requests(keys=[row.request])[0].state.name == "waiting"
    with pytest.raises(BadInput, match="only an unknown one"):
        sending.settle(letter=row.key, accepted=False, store=store, by="alice", at=now)


def test_a_person_says_that_it_did_not_and_it_goes_out_as_it_was(study, store, now):
    queue(study, store, now)
    with FaultySmtp(lambda stage, number: DROP if (stage, number) == ("end", 1) else None) as server:
        send(server, store, MovingClock(now))
        [row] = rows(state="unknown")
        sending.settle(letter=row.key, accepted=False, store=store, by="alice", at=now)
        send(server, store, MovingClock(now))
    assert counts() == {"accepted": 5}
    assert server.letters(OURS)[row.message_id] == 1


def test_a_killed_sender_leaves_nothing_half_known(study, store, now):
    queue(study, store, now)
    first, second = handing_over.claim(at=now), handing_over.claim(at=now)
    handing_over.begin_content(letter=second.key, at=now)
    assert handing_over.recover(at=now) == (1, 1)
    states = {row.key: row.state for row in rows()}
    assert (states[first.key], states[second.key]) == ("queued", "unknown")
    assert handing_over.recover(at=now) == (0, 0)
