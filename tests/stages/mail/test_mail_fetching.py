"""Mail fetched from a real Dovecot: what is about the study is taken, once; the mailbox stays as it is."""

from dataclasses import replace
from datetime import timedelta
from email.message import EmailMessage

import pytest
from factories.journeys import KEYWORDS, request_of, take_over
from factories.mail_servers import deliver
from factories.mailboxes import CuttingProxy, everything_in, mailbox_of, opened, put, secret_for
from factories.outboxes import LATER, MovingClock, letters_to
from factories.studies import BODIES, OURS, SENT, STUDY, addressed, answer, letter, mailbox_messages, write_study

from askall.asking import services as asking
from askall.asking.models import RequestEvent
from askall.asking.services import outbox
from askall.bodies.register import shipped
from askall.foundation.errors import BadInput
from askall.mail import services as mail
from askall.mail.imap import Connection, Dropped
from askall.mail.mailbox import Server
from askall.mail.models import FetchedMail, MailFolder, Message
from askall.mail.secrets import Secret
from askall.mail.services import fetching, sending
from askall.mail.services.fetching import Refused, fetch_mail, plan_fetch, taken_mail
from askall.simulation.mail_servers import HOST
from askall.simulation.maildirs import arrived
from askall.study import services as studies

pytestmark = pytest.mark.django_db
WORDS = ("Hikvision", "HiLook")


def private(number, sender, subject, text, days=20):
    """A mail of the researcher's own life."""
    message = answer(number, sender, text, days=days)
    message.replace_header("Subject", subject)
    del message["In-Reply-To"]
    message.replace_header("Message-ID", f"<private-{number}@{sender.partition('@')[2]}>")
    return message


PRIVATE = (
    ("anna@friends.example", "Saturday?", "Shall we meet on Saturday? Bring the camera."),
    ("news@shop.example", "Cameras: 20 % off", "All cameras are cheaper today."),
    ("noreply@bank.example", "Your statement", "Your statement is ready."),
    ("mailer-daemon@friends.example", "Undelivered Mail Returned to Sender", "Your mail to bob could not be sent."),
    ("clerk@parish.example", "Automatic reply: the allotments", "I am away until Monday."),
    ("foi@elsewhere.gov.uk", "Your council tax", "The bill is attached."),
)


def private_mails():
    return [private(number, *one) for number, one in enumerate(PRIVATE)]


@pytest.fixture
def box(mail_servers, account):
    """A mailbox with letters under Sent, answers among private mail in the inbox, and flags on some."""
    letters, answers = mailbox_messages()[:5], mailbox_messages()[5:]
    put(mail_servers, account, letters, "Sent", [b"\\Seen"])
    put(mail_servers, account, private_mails()[:3], flags=[b"\\Flagged"])
    put(mail_servers, account, answers[:2])
    put(mail_servers, account, [*private_mails()[3:], *answers[2:]], flags=[b"\\Seen", b"\\Answered"])
    return mailbox_of(mail_servers, account)


@pytest.fixture
def fetch(box, account, store, now):
    """Fetch once; the report."""

    def run(mailbox=box, **changes):
        known = {"own_addresses": [OURS, account.address], "words": WORDS, "by": "alice", "at": now}
        return fetch_mail(mailbox=mailbox, store=store, **{"secret": secret_for(account), **known, **changes})

    return run


def totals(report):
    return tuple(sum(getattr(one, name) for one in report.folders) for name in ("new", "known", "left_alone"))


def subjects():
    return sorted(Message.objects.values_list("subject", flat=True))


def test_only_mail_about_the_study_is_taken_and_the_mailbox_stays_as_it_is(
    mail_servers, account, fetch, tmp_path, now, store
):
    take_over(tmp_path, now)
    before = everything_in(mail_servers, account)
    report = fetch()
    assert totals(report) == (9, 0, len(PRIVATE))
    assert not report.faults
    assert not report.stopped
    assert everything_in(mail_servers, account) == before, "no flag, no name and no byte has changed"
    senders = set(Message.objects.values_list("sender_email", flat=True))
    assert senders == {OURS, *(address for _, address, _ in addressed() if not address.startswith("foi@pentrefan"))}
    assert set(store.hashes()) == mail.stored_hashes(), "what was only looked at is not stored either"
    assert FetchedMail.objects.filter(message=None).values_list("why", flat=True).distinct().get() == (
        "not about this study"
    )


def test_what_was_fetched_is_filed_like_imported_mail(fetch, tmp_path, now):
    record = take_over(tmp_path, now)
    fetch()
    filed = mail.file_messages(keywords=KEYWORDS, at=now)
    assert (filed.filed, filed.waiting) == (9, 0)
    assert request_of(record, "WXB").state.name == "received"
    assert request_of(record, "PNT").state.name == "waiting"


def test_the_same_mailbox_again_gives_nothing_new(fetch, tmp_path, now, mail_servers, account):
    take_over(tmp_path, now)
    fetch()
    assert totals(fetch()) == (0, 0, 0), "only what came since is looked at"
    put(mail_servers, account, [answer(4, "foi@pentrefan.gov.uk", "We do not hold this.", days=40)])
    assert totals(fetch()) == (1, 0, 0)
    assert Message.objects.count() == 10


def test_it_says_why_each_message_was_taken(fetch, tmp_path, now):
    take_over(tmp_path, now)
    report = fetch()
    taken = taken_mail()
    assert len(taken) == 9
    assert {one.folder for one in taken} == {"Sent", "INBOX"}
    by_sender = {one.sender: one.why for one in taken}
    assert by_sender["foi@starney.gov.uk"] == "answers: letter-2@campaign.org.uk"
    assert by_sender[OURS].startswith("to a body asked: foi@")
    assert taken_mail(limit=2) == taken[:2]
    assert {one.name: dict(one.why) for one in report.folders if one.why} == {
        "Sent": {"to a body asked": 5},
        "INBOX": {"answers": 4},
    }


def test_a_dry_run_shows_the_same_and_keeps_nothing(fetch, box, account, tmp_path, now, store):
    take_over(tmp_path, now)
    chosen = {"own_addresses": [OURS, account.address], "words": WORDS}
    planned = plan_fetch(mailbox=box, secret=secret_for(account), **chosen)
    assert not any(table.objects.exists() for table in (Message, FetchedMail, MailFolder))
    assert not list(store.hashes())
    # Before any letter is known to have gone out its text decides, and that is not downloaded.
    assert [one.certain for one in planned if one.folder == "Sent"] == [False] * 5
    fetch(only=["Sent"])
    planned = plan_fetch(mailbox=box, secret=secret_for(account), **chosen)
    assert {one.sender for one in planned if one.certain} == {
        "foi@wexbarrow.gov.uk", "foi@holmdale.gov.uk", "foi@starney.gov.uk", "foi@glenmorra.gov.uk"
    }  # fmt: skip
    assert totals(fetch())[0] == 4


# --- The mailbox changes ----------------------------------------------------------------------------------------------


def test_a_folder_made_anew_is_looked_through_again_and_nothing_is_doubled(fetch, tmp_path, now, mail_servers, account):
    take_over(tmp_path, now)
    fetch()
    letters = mailbox_messages()[:5]
    with opened(mail_servers, account) as client:
        client.delete_folder("Sent")
        client.create_folder("Sent")
    late = letter(7, "foi@pentrefan.gov.uk", "Pentrefan Council")
    put(mail_servers, account, [*letters, late], "Sent", [b"\\Seen"])
    assert totals(fetch()) == (1, 5, 0)
    assert Message.objects.count() == 10
    assert MailFolder.objects.filter(name="Sent").count() == 2


def test_mail_moved_to_another_folder_is_known(fetch, tmp_path, now, mail_servers, account):
    take_over(tmp_path, now)
    fetch()
    with opened(mail_servers, account) as client:
        client.create_folder("Council/Answers")
        client.select_folder("INBOX")
        client.move(client.search(["FROM", "gov.uk"]), "Council/Answers")
    report = fetch()
    assert totals(report) == (0, 4, 1)
    assert Message.objects.count() == 9
    assert mail.file_messages(keywords=KEYWORDS, at=now).filed == 9


def test_mail_deleted_meanwhile_is_no_fault(fetch, box, tmp_path, now, mail_servers, account, monkeypatch):
    take_over(tmp_path, now)
    fetch(only=["Sent"])
    judged = fetching._judged

    def judged_and_gone(run, uids):
        seen = list(judged(run, uids))
        with opened(mail_servers, account) as client:
            client.select_folder("INBOX")
            client.delete_messages(client.search(["FROM", "starney.gov.uk"]))
            client.expunge()
        return seen

    monkeypatch.setattr(fetching, "_judged", judged_and_gone)
    report = fetch(only=["INBOX"])
    assert totals(report) == (3, 0, len(PRIVATE))
    assert not report.faults
    assert FetchedMail.objects.get(why="no longer in the folder").message is None
    monkeypatch.undo()
    assert totals(fetch(again=True, only=["INBOX"])) == (0, 0, len(PRIVATE))


@pytest.mark.parametrize("name", ["Räte & Bürger", "Cyngor Môn/Atebion", "議会", 'quo"ted \\ name'])
def test_folders_with_any_name(name, fetch, tmp_path, now, mail_servers, account):
    take_over(tmp_path, now)
    put(mail_servers, account, [answer(2, "foi@starney.gov.uk", "Yes, Hikvision.", days=50)], name)
    report = fetch()
    assert totals(report)[0] == 10
    assert name in {one.folder for one in taken_mail()}
    assert fetch(only=[name], again=True).folders[0].name == name


def test_trash_and_drafts_are_left_out_and_junk_is_not(fetch, tmp_path, now, mail_servers, account):
    take_over(tmp_path, now)
    put(mail_servers, account, [answer(0, "foi@wexbarrow.gov.uk", "Thrown away.", days=51)], "Trash")
    put(mail_servers, account, [letter(8, "foi@wexbarrow.gov.uk", "Half a letter")], "Drafts")
    put(mail_servers, account, [answer(1, "foi@holmdale.gov.uk", "Taken for junk.", days=52)], "Junk")
    report = fetch()
    assert totals(report)[0] == 10
    assert [one.name for one in report.folders] == ["Sent", "INBOX", "Archive", "Junk"]
    assert totals(fetch(only=["Trash"])) == (1, 0, 0), "unless it is asked for by name"
    with pytest.raises(BadInput, match=r"no folder “Bin”. It has: .*Trash"):
        fetch(only=["Bin"])


# --- What is about the study ------------------------------------------------------------------------------------------


def test_what_was_left_alone_is_looked_at_again_when_more_bodies_are_asked(fetch, tmp_path, now):
    take_over(tmp_path, now)
    fetch()
    grown = tmp_path / "grown"
    grown.mkdir()
    bodies = BODIES + "ELS,Elsewhere Council,Elsewhere,district,England,South East,FOIA,elsewhere.gov.uk,\n"
    path = write_study(grown, STUDY.replace("Cameras in five", "Cameras in six"), bodies)
    record = studies.save_study(path=path, register=shipped(), by="alice", at=now)
    asking.open_requests(study=record.slug, by="alice", at=now)
    assert totals(fetch()) == (0, 0, 0)
    assert totals(fetch(again=True)) == (1, 0, len(PRIVATE) - 1)
    assert "foi@elsewhere.gov.uk" in set(Message.objects.values_list("sender_email", flat=True))


def test_before_anybody_is_asked_nothing_can_be_told(fetch):
    with pytest.raises(BadInput, match="No request is open yet"):
        fetch()
    assert not FetchedMail.objects.exists()


def test_all_mail_of_a_mailbox_of_its_own(fetch, tmp_path, now):
    take_over(tmp_path, now)
    report = fetch(everything=True)
    assert totals(report) == (9 + len(PRIVATE), 0, 0)
    assert mail.file_messages(keywords=KEYWORDS, at=now).filed == 9


def test_a_bounce_and_an_automatic_reply_to_our_letter_are_taken(fetch, tmp_path, now, mail_servers, account):
    take_over(tmp_path, now)
    bounce = EmailMessage()
    bounce["From"], bounce["To"] = "MAILER-DAEMON@relay.example", account.address
    bounce["Subject"], bounce["Date"] = "Undelivered Mail Returned to Sender", answer(0, "a@b.example", "")["Date"]
    bounce["Message-ID"] = "<bounce-1@relay.example>"
    bounce.set_content("I'm sorry to have to inform you that your message could not be delivered.")
    bounce.add_attachment(letter(4, "foi@pentrefan.gov.uk", "Pentrefan Council"))
    away = private(
        90,
        "jo@holmdale-it.example",
        "Automatic reply: Freedom of information request: Hikvision cameras",
        "I am away. Holmdale District Council will answer.",
    )
    put(mail_servers, account, [bounce, away])
    fetch()
    assert {"MAILER-DAEMON@relay.example".lower(), "jo@holmdale-it.example"} <= set(
        Message.objects.values_list("sender_email", flat=True)
    )


def test_a_reply_passed_on_to_a_friend_is_no_letter(fetch, tmp_path, now, mail_servers, account):
    take_over(tmp_path, now)
    passed_on = answer(0, OURS, "Look, they use Hikvision!", days=30)
    passed_on.replace_header("Message-ID", "<passed-on@campaign.org.uk>")
    passed_on.replace_header("To", "anna@friends.example")
    written = answer(0, OURS, "Thank you. Which buildings?", days=31)
    written.replace_header("Message-ID", "<asked-back@campaign.org.uk>")
    written.replace_header("To", "foi@wexbarrow.gov.uk")
    put(mail_servers, account, [passed_on, written], "Sent")
    assert totals(fetch())[0] == 10
    assert not Message.objects.filter(message_id="passed-on@campaign.org.uk").exists()


def test_old_mail_of_a_body_counts_only_if_it_speaks_of_the_question(fetch, tmp_path, now, mail_servers, account):
    """Three years before the first letter the council wrote about bins, and once about its cameras."""
    take_over(tmp_path, now)
    old = [
        private(80, "press@wexbarrow.gov.uk", "Bins", "The bins are emptied on Monday.", days=-1000),
        private(81, "press@wexbarrow.gov.uk", "Cameras", "We bought Hikvision cameras.", days=-1000),
        private(82, "press@wexbarrow.gov.uk", "Bins", "The bins are emptied on Monday.", days=3),
    ]
    put(mail_servers, account, old)
    assert totals(fetch())[0] == 9 + 2
    assert not Message.objects.filter(message_id="private-80@wexbarrow.gov.uk").exists()


def test_mail_to_the_plus_address_of_a_request_is_taken_whoever_writes(fetch, tmp_path, now, mail_servers, account):
    record = take_over(tmp_path, now)
    plus = account.address.replace("@", f"+{request_of(record, 'PNT').token}@")
    message = private(85, "jo@consultants.example", "See attached", "Dear all")
    message.replace_header("To", "undisclosed-recipients:;")
    deliver(mail_servers, message, "jo@consultants.example", plus)
    arrived(account.maildir, 1, to=plus)
    fetch()
    assert FetchedMail.objects.get(message__sender_email="jo@consultants.example").why.startswith("token in address")


# --- The connection ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("after", [3_000, 3_500, 6_000, 9_000, 12_000, 15_000])
def test_a_connection_cut_anywhere_is_made_again(after, fetch, box, tmp_path, now, mail_servers):
    take_over(tmp_path, now)
    waits = []
    proxy = CuttingProxy(mail_servers.ports.imaps, after, cuts=2)
    report = fetch(_at(box, proxy), sleep=waits.append)
    proxy.close()
    assert len(proxy.carried) > 1, "it was cut"
    assert waits[0] == 1.0
    assert not report.stopped
    assert not report.faults
    assert totals(report) == (9, 0, len(PRIVATE))
    assert totals(fetch()) == (0, 0, 0)


def test_a_first_connection_that_fails_is_told_at_once(fetch, box, tmp_path, now, mail_servers):
    take_over(tmp_path, now)
    proxy = CuttingProxy(mail_servers.ports.imaps, 1_500, cuts=1)
    with pytest.raises(Dropped, match="localhost"):
        fetch(_at(box, proxy), sleep=None)
    proxy.close()
    with pytest.raises(Dropped, match="cannot be reached"):
        fetch(_at(box, proxy), sleep=None)


def test_a_server_that_stays_away_stops_the_fetch_with_what_it_has(fetch, box, tmp_path, now, mail_servers):
    take_over(tmp_path, now)
    waits = []
    proxy = CuttingProxy(mail_servers.ports.imaps, 9_000, cuts=1)

    def wait(seconds):
        waits.append(seconds)
        proxy.close()

    report = fetch(_at(box, proxy), sleep=wait)
    assert "cannot be reached" in report.stopped
    assert waits == [1.0, 2.0, 4.0, 8.0, 15.0]
    first = totals(report)
    rest = totals(fetch())
    assert first[0] + rest[0] == 9
    assert rest[1] == 0


def _at(mailbox, proxy):
    return replace(mailbox, imap=Server(HOST, proxy.port, "tls"))


def test_a_message_that_is_too_large_is_named_and_passed_over(fetch, tmp_path, now, monkeypatch, mail_servers, account):
    take_over(tmp_path, now)
    large = answer(3, "foi@glenmorra.gov.uk", "Hikvision. " * 20_000, days=60)
    put(mail_servers, account, [large])
    monkeypatch.setattr(fetching, "MOST_BYTES", 100_000)
    report = fetch()
    assert totals(report)[0] == 9
    [(place, why)] = report.faults
    assert place.startswith("INBOX#")
    assert why == "The message is larger than 150 MB."
    assert not fetch().faults, "it is told once"
    assert len(fetch(again=True).faults) == 1
    monkeypatch.undo()
    assert totals(fetch(again=True))[0] == 1


def test_a_message_that_breaks_the_connection_is_named_and_tried_again_next_time(
    fetch, tmp_path, now, monkeypatch, box
):
    take_over(tmp_path, now)
    fetch(only=["Sent"])
    whole = Connection.messages

    def breaks(self, uids):
        if 4 in uids:
            self._hang_up()
            raise Dropped("The connection to localhost was lost: it broke.")
        return whole(self, uids)

    monkeypatch.setattr(Connection, "messages", breaks)
    report = fetch(sleep=lambda seconds: None)
    assert [place for place, _ in report.faults] == ["INBOX#4"]
    assert totals(report)[0] == 3
    monkeypatch.undo()
    assert totals(fetch())[0] == 1, "without being asked for"


def test_a_wrong_password_is_refused_without_being_shown(fetch, tmp_path, now):
    take_over(tmp_path, now)
    with pytest.raises(Refused, match=r"refused the login of study@campaign\d+\.example") as error:
        fetch(secret=lambda: Secret("gu3ssed-wr0ngly"))
    assert "gu3ssed" not in str(error.value)
    assert not FetchedMail.objects.exists()


def test_a_token_opens_the_mailbox(fetch, box, tmp_path, now, mail_servers, account):
    take_over(tmp_path, now)
    token = Secret(mail_servers.access_token(account), is_token=True)
    report = fetch(replace(box, login="token"), secret=lambda: token)
    assert totals(report)[0] == 9


def test_an_event_is_logged_once_for_a_mail_found_in_two_forms(fetch, tmp_path, now, mail_servers, account):
    """The same answer, delivered to two of our addresses: its transport headers differ, its words do not."""
    record = take_over(tmp_path, now)
    twice = answer(0, "foi@wexbarrow.gov.uk", "Yes, Hikvision.", days=9)
    twice.replace_header("Message-ID", "<twice@wexbarrow.gov.uk>")
    plus = account.address.replace("@", "+k3@")
    deliver(mail_servers, twice, "foi@wexbarrow.gov.uk", account.address, plus)
    arrived(account.maildir, 1, to=plus)
    arrived(account.maildir, 1, to=account.address)
    fetch()
    mail.file_messages(keywords=KEYWORDS, at=now)
    copies = Message.objects.filter(message_id="twice@wexbarrow.gov.uk")
    assert copies.count() == 2
    assert {one.request_id for one in copies} == {request_of(record, "WXB").key}
    events = RequestEvent.objects.filter(source__in=[one.sha256 for one in copies])
    assert events.count() == 1


def test_copies_of_letters_from_the_outbox_are_no_second_letters(tmp_path, now, store, mail_servers, account):
    """Each letter comes back to our own address, and one stands in the Sent folder too; each was sent once."""
    record = take_over(tmp_path, now, STUDY.replace("study@campaign.org.uk", account.address))
    box = mailbox_of(mail_servers, account, copy_to_self=True)
    letters = letters_to(asking.requests(study=record.slug))
    sending.queue_letters(letters=letters, mailbox=box, store=store, undo_minutes=0, by="alice", at=now)
    known = {"mailbox": box, "secret": secret_for(account), "store": store}
    sent = sending.send_outbox(**known, clock=MovingClock(now + LATER), lock=tmp_path / ".sending")
    assert sent.accepted == 5
    copies = arrived(account.maildir, 5)
    put(mail_servers, account, copies[:1], "Sent", [b"\\Seen"])
    report = fetch_mail(**known, own_addresses=[account.address], words=WORDS, by="alice", at=now)
    assert report.folders[1].why == {"known already": 5}
    sending.settle_from_mail(store=store, at=now)
    mail.file_messages(keywords=KEYWORDS, at=now)
    assert not Message.objects.filter(request=None).exists()
    assert RequestEvent.objects.filter(kind="sent").count() == 5
    assert not RequestEvent.objects.filter(kind="chased").exists()
    assert outbox.outbox_counts()["accepted"] == 5


def test_batches_are_kept_one_by_one(fetch, tmp_path, now, monkeypatch, mail_servers, account):
    """A crash after the second batch leaves two batches and their record; the next fetch goes on with the third."""
    take_over(tmp_path, now)
    many = [answer(n, "foi@wexbarrow.gov.uk", f"Part {n}.", days=70) for n in range(100, 125)]
    put(mail_servers, account, many, "Many")
    fetch(only=["Sent"])
    monkeypatch.setattr(fetching, "BATCH_MESSAGES", 10)
    keep, calls = fetching.keep, []

    def crash(*args):
        calls.append(args)
        if len(calls) == 3:
            raise MemoryError
        keep(*args)

    monkeypatch.setattr(fetching, "keep", crash)
    with pytest.raises(MemoryError):
        fetch(only=["Many"])
    assert Message.objects.filter(subject__startswith="Re:").count() == 20
    assert MailFolder.objects.get(name="Many").last_uid == 20
    assert FetchedMail.objects.filter(folder__name="Many").count() == 20
    monkeypatch.setattr(fetching, "keep", keep)
    assert totals(fetch(only=["Many"])) == (5, 0, 0)
    assert SENT + timedelta(days=70) <= Message.objects.filter(message_id__startswith="answer-1").latest("pk").sent_at
