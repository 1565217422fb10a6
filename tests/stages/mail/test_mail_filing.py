"""Filing in the database: what goes where, what the log says, what a person decides and the machine leaves alone."""

from datetime import timedelta
from email.message import EmailMessage

import pytest
from factories.journeys import KEYWORDS, kinds_of, read_all, request_of, take_in, take_over
from factories.studies import ANSWERS, OURS, SENT, addressed, answer, letter, mailbox_messages, write_mbox

from askall.asking import services as asking
from askall.asking.models import RequestEvent
from askall.foundation.errors import BadInput
from askall.mail import services as mail
from askall.mail.models import Filing, LearntReference, Message
from askall.reading import services as reading
from askall.team import services as team

pytestmark = pytest.mark.django_db


@pytest.fixture
def record(tmp_path, now):
    return take_over(tmp_path, now)


@pytest.fixture
def take(tmp_path, store, now):
    """Import and file these messages."""
    boxes = []

    def taken(*messages):
        boxes.append(write_mbox(tmp_path / f"{len(boxes)}.mbox", messages))
        return take_in(boxes[-1], store, now)

    return taken


def body_of(record, message_id):
    """The body the message is filed to; "" for triage."""
    request = Message.objects.get(message_id=message_id).request_id
    names = {one.key: one.body.id for one in asking.requests(study=record.slug)}
    return names.get(request, "")


def sha_of(message_id):
    return Message.objects.get(message_id=message_id).sha256


def alone(mail_, **headers):
    """The message without what ties it to a letter, and with other headers."""
    for name in ("In-Reply-To", "Subject", *headers):
        del mail_[name.replace("_", "-")]
    for name, value in {"Subject": "Your enquiry", **headers}.items():
        mail_[name.replace("_", "-")] = value
    return mail_


# --- The pass -------------------------------------------------------------------------------------------------------


def test_letters_go_by_their_recipient_and_answers_by_their_letter(record, take):
    _, filed = take(*mailbox_messages())
    assert (filed.filed, filed.waiting) == (9, 0)
    for number, address, _ in addressed():
        code = {"wexbarrow": "WXB", "holmdale": "HLM", "starney": "STN", "glenmorra": "GLN", "pentrefan": "PNT"}
        body = code[address.partition("@")[2].partition(".")[0]]
        assert body_of(record, f"letter-{number}@campaign.org.uk") == body
        if address in ANSWERS:
            assert body_of(record, f"answer-{number}@{address.partition('@')[2]}") == body
    assert kinds_of(record, "WXB") == ["sent", "received", "opened"]
    assert kinds_of(record, "PNT") == ["sent", "opened"]
    assert request_of(record, "PNT").state.name == "waiting"
    assert request_of(record, "WXB").state.sent_on == SENT.date()


def bounce(number):
    letter_id = f"letter-{number}@campaign.org.uk"
    return (
        f"From: MAILER-DAEMON@campaign.org.uk\nTo: {OURS}\nSubject: Undelivered Mail Returned to Sender\n"
        "Date: Tue, 31 Aug 2021 11:00:00 +0100\nMessage-ID: <bounce@campaign.org.uk>\nMIME-Version: 1.0\n"
        f"In-Reply-To: <{letter_id}>\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\n\n'
        "--b\nContent-Type: text/plain\n\nThe letter could not be delivered.\n"
        "--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mail.campaign.org.uk\n\n"
        "Final-Recipient: rfc822; foi@pentrefan.gov.uk\nAction: failed\nStatus: 5.1.1\n"
        f"--b\nContent-Type: text/rfc822-headers\n\nMessage-ID: <{letter_id}>\n--b--\n"
    ).encode()


def away():
    reply = answer(0, "foi@wexbarrow.gov.uk", "I am away until Monday.", days=0)
    reply.replace_header("Message-ID", "<away@wexbarrow.gov.uk>")
    reply["Auto-Submitted"] = "auto-replied"
    return reply


def test_bounces_and_automatic_replies_are_logged_as_such(record, take):
    take(*[letter(*one) for one in addressed()], bounce(4), away())
    assert kinds_of(record, "PNT") == ["sent", "bounced", "opened"]
    assert request_of(record, "PNT").state.name == "undeliverable"
    assert kinds_of(record, "WXB") == ["sent", "automatic_reply", "opened"]
    assert request_of(record, "WXB").state.name == "waiting"


def test_a_clock_that_is_slow_does_not_leave_an_answer_in_triage(record, take):
    """The answer bears an earlier time than the letter it answers, and both come in one mailbox."""
    early = alone(answer(2, "jane@private.example", "Yes.", days=-1), In_Reply_To="<letter-2@campaign.org.uk>")
    take(letter(2, "foi@starney.gov.uk", "Starney"), letter(1, "foi@holmdale.gov.uk", "Holmdale"), early)
    assert body_of(record, "answer-2@private.example") == "STN"


def test_a_reply_address_of_its_own_is_learnt_a_shared_one_is_not(record, take):
    own = EmailMessage()
    for name, value in letter(3, "foi@glenmorra.gov.uk", "Glenmorra").items():
        own[name] = value if name != "From" else "study+glenmorra@campaign.org.uk"
    take(own, letter(0, "foi@wexbarrow.gov.uk", "Wexbarrow"), letter(1, "foi@holmdale.gov.uk", "Holmdale"))
    assert request_of(record, "GLN").reply_address == "study+glenmorra@campaign.org.uk"
    assert request_of(record, "WXB").reply_address == request_of(record, "HLM").reply_address == ""
    stranger = alone(answer(9, "noreply@casework.example", "Please see our portal."), To=own["From"])
    take(stranger)
    assert body_of(record, "answer-9@casework.example") == "GLN"


def test_a_reference_of_the_body_is_learnt_and_files_the_next_mail(record, take):
    first = answer(2, "foi@starney.gov.uk", "Our reference FOI-20931. We are looking into your request.")
    take(letter(1, "foi@holmdale.gov.uk", "Holmdale"), letter(2, "foi@starney.gov.uk", "Starney"), first)
    assert set(LearntReference.objects.values_list("reference", flat=True)) == {"FOI-20931"}
    later = alone(answer(7, "casework@portal.example", "The answer to FOI-20931 is attached."))
    take(later)
    assert body_of(record, "answer-7@portal.example") == "STN"
    log = mail.filing_log(sha256=sha_of("answer-7@portal.example"))
    assert [reason["signal"] for reason in log[0].reasons] == ["reference in text"]


def test_what_cannot_be_told_waits_with_its_candidates(record, take):
    take(*[letter(*one) for one in addressed()])
    unsure = alone(answer(5, "someone@starney.gov.uk", "Good morning."))
    _, filed = take(unsure)
    assert (filed.looked_at, filed.filed, filed.waiting) == (1, 0, 1)
    [waiting] = mail.messages(in_triage=True)
    listed = mail.candidates(keys=[waiting.key])[waiting.key]
    assert [one["request"] for one in listed] == [request_of(record, "STN").key]
    assert listed[0]["reasons"][0]["signal"] == "domain"
    _, again = take()
    assert (again.looked_at, again.filed, again.waiting) == (1, 0, 1)
    assert Filing.objects.filter(message_id=waiting.key).count() == 1, "looking again without news logs nothing"


def test_a_reply_that_comes_before_its_letter_is_filed_once_the_letter_is_there(record, take):
    orphan = answer(6, "jane@private.example", "Yes, we use Hikvision equipment.")
    orphan.replace_header("In-Reply-To", "<letter-2@campaign.org.uk>")
    del orphan["Subject"]
    take(orphan)
    assert body_of(record, "answer-6@private.example") == ""
    take(letter(2, "foi@starney.gov.uk", "Starney"))
    assert body_of(record, "answer-6@private.example") == "STN"
    assert kinds_of(record, "STN") == ["sent", "received", "opened"]
    log = mail.filing_log(sha256=sha_of("answer-6@private.example"))
    assert [one.request for one in log] == [None, request_of(record, "STN").key]


def chaser():
    late = letter(2, "foi@starney.gov.uk", "Starney")
    late.replace_header("Message-ID", "<chaser@campaign.org.uk>")
    late.replace_header("Date", "Fri, 01 Oct 2021 09:00:00 +0100")
    return late


@pytest.mark.parametrize("chaser_first", [True, False])
def test_whichever_mailbox_comes_first_the_first_letter_is_the_request(record, take, chaser_first):
    letters = [letter(2, "foi@starney.gov.uk", "Starney"), chaser()]
    for one in reversed(letters) if chaser_first else letters:
        take(one)
    state = request_of(record, "STN").state
    assert (state.name, state.sent_on) == ("waiting", SENT.date())
    assert kinds_of(record, "STN") == ["sent", "chased", "opened"]


def test_a_letter_after_a_question_back_clarifies_whenever_it_was_imported(record, take, store, now):
    question = answer(
        2, "foi@starney.gov.uk",
        "We need clarification before we can proceed. Please clarify which period your request covers.", days=5,
    )  # fmt: skip
    take(letter(2, "foi@starney.gov.uk", "Starney"), question, chaser())
    read_all(record, store, now)
    assert [kind for kind in kinds_of(record, "STN") if kind != "opened"] == [
        "sent", "received", "clarification_asked", "clarified",
    ]  # fmt: skip
    assert request_of(record, "STN").state.name == "waiting"


def test_undated_mail_is_filed_too(record, take):
    undated = answer(2, "foi@starney.gov.uk", "Our reply about Hikvision.")
    del undated["Date"]
    take(letter(2, "foi@starney.gov.uk", "Starney"), undated)
    assert body_of(record, "answer-2@starney.gov.uk") == "STN"


# --- A person moves it ----------------------------------------------------------------------------------------------


def move(record, message_id, body, now, why="read it"):
    key = request_of(record, body).key if body else None
    mail.move_message(sha256=sha_of(message_id), to_request=key, by="bea", at=now, why=why)


ANSWER = "answer-0@wexbarrow.gov.uk"


def test_a_move_takes_its_events_along_and_is_reversible(record, take, store, now):
    take(*mailbox_messages())
    read_all(record, store, now)
    before = kinds_of(record, "WXB"), kinds_of(record, "PNT")
    assert "replied" in before[0]
    move(record, ANSWER, "PNT", now)
    assert kinds_of(record, "WXB") == ["sent", "opened"]
    assert [kind for kind in kinds_of(record, "PNT") if kind != "opened"] == ["sent", "received", "replied"]
    move(record, ANSWER, "WXB", now + timedelta(minutes=1), why="it was right")
    assert (kinds_of(record, "WXB"), kinds_of(record, "PNT")) == before
    said = {row.kind: row.by.username for row in RequestEvent.objects.filter(source=sha_of(ANSWER), withdrawn=False)}
    assert said == {"received": "machine:filing", "replied": "machine:reader"}, "who said it stays who said it"


def test_a_move_is_logged_and_in_the_audit_trail(record, take, now):
    take(*mailbox_messages())
    wexbarrow, pentrefan = request_of(record, "WXB").key, request_of(record, "PNT").key
    move(record, ANSWER, "PNT", now)
    log = mail.filing_log(sha256=sha_of(ANSWER))
    assert [(one.request, one.by, one.why) for one in log] == [
        (wexbarrow, "machine:filing", ""),
        (pentrefan, "bea", "read it"),
    ]
    [line] = team.trail(subject=f"message {sha_of(ANSWER)}")
    assert (line.by, line.action, line.detail) == (
        "bea",
        "message moved",
        {"from": wexbarrow, "to": pentrefan, "why": "read it"},
    )
    move(record, ANSWER, "PNT", now)
    assert len(mail.filing_log(sha256=sha_of(ANSWER))) == 2, "a move to where it is already is none"


def test_through_triage_and_back_the_reading_catches_up(record, take, store, now):
    take(*mailbox_messages())
    read_all(record, store, now)
    before = kinds_of(record, "WXB")
    move(record, ANSWER, None, now)
    assert kinds_of(record, "WXB") == ["sent", "opened"]
    assert [one.message_id for one in mail.messages(in_triage=True)] == [ANSWER]
    move(record, ANSWER, "WXB", now)
    assert kinds_of(record, "WXB") == ["sent", "received", "opened"]
    read_all(record, store, now)
    assert kinds_of(record, "WXB") == before


def test_a_moved_message_is_read_again_for_its_new_request(record, take, store, now):
    take(*mailbox_messages())
    read_all(record, store, now)
    assert read_all(record, store, now) == 0
    move(record, ANSWER, "GLN", now)
    assert read_all(record, store, now) == 1
    key = Message.objects.get(message_id=ANSWER).pk
    assert key in reading.readings(study=record, messages=[key])


def test_the_machine_never_overrules_a_person(record, take, now):
    take(*mailbox_messages())
    move(record, ANSWER, None, now, why="not about this study")
    mail.file_messages(keywords=KEYWORDS, at=now)
    take(answer(3, "foi@glenmorra.gov.uk", "More about Hikvision.", days=20))
    assert body_of(record, ANSWER) == ""
    assert mail.filing_log(sha256=sha_of(ANSWER))[-1].by == "bea"


def test_what_was_learnt_from_a_message_moves_with_it(record, take, now):
    first = answer(2, "foi@starney.gov.uk", "Our reference FOI-20931. We are looking into your request.")
    take(letter(1, "foi@holmdale.gov.uk", "Holmdale"), letter(2, "foi@starney.gov.uk", "Starney"), first)
    move(record, "answer-2@starney.gov.uk", "HLM", now)
    take(alone(answer(7, "casework@portal.example", "The answer to FOI-20931 is attached.")))
    assert body_of(record, "answer-7@portal.example") == "HLM"


def test_an_address_learnt_from_a_wrongly_filed_letter_is_forgotten_when_it_moves(record, take, now):
    own = letter(3, "foi@glenmorra.gov.uk", "Glenmorra")
    own.replace_header("From", "study+one@campaign.org.uk")
    take(own)
    assert request_of(record, "GLN").reply_address == "study+one@campaign.org.uk"
    move(record, "letter-3@campaign.org.uk", "HLM", now, why="sent to the wrong address")
    assert request_of(record, "GLN").reply_address == ""
    assert request_of(record, "HLM").reply_address == "study+one@campaign.org.uk"
    take(alone(answer(8, "noreply@casework.example", "Please see our portal."), To="study+one@campaign.org.uk"))
    assert body_of(record, "answer-8@casework.example") == "HLM"


def test_a_message_that_is_not_there_cannot_be_moved(record, now):
    with pytest.raises(BadInput, match="no message abc"):
        mail.move_message(sha256="abc", to_request=None, by="bea", at=now)


def test_addresses_named_later_tell_our_letters_from_theirs(record, tmp_path, store, now):
    """The study forgot its own address at first: its letters came in as if bodies had written them."""
    box = write_mbox(tmp_path / "box.mbox", mailbox_messages())
    mail.import_mail(paths=[box], store=store, own_addresses=[], at=now)
    assert Message.objects.filter(direction="out").count() == 0
    mail.tell_sides(own_addresses=[OURS])
    assert Message.objects.filter(direction="out").count() == 5
    filed = mail.file_messages(keywords=KEYWORDS, at=now)
    assert (filed.filed, filed.waiting) == (9, 0)
    assert "sent" in kinds_of(record, "PNT")
