"""The outbox in the browser: what waits, in which pace, what went wrong, and everything that can be taken back."""

import re
import threading
from datetime import timedelta
from functools import partial

import pytest
from django.test import Client
from factories.desk import give_mailbox, happens, queue_reminders
from factories.faulty_smtp import ACCEPT_AND_DROP, FaultySmtp
from factories.outboxes import counts, rows
from factories.pages import main_text, text_of
from factories.studies import OURS

from askall.asking.services import handing_over, outbox
from askall.foundation.clock import FixedClock
from askall.foundation.errors import OutsideFailure
from askall.foundation.workspace import CLOCK
from askall.web.sender import Sender

SAID = "5.1.1 <foi@holmdale.gov.uk>: Recipient address rejected: User unknown"


@pytest.fixture
def mailbox(settings, workspace):
    """Give the workspace a mailbox at this port of this computer."""

    def given(port=1):
        settings.WORKSPACE = give_mailbox(settings.WORKSPACE.root, port)

    given()
    return given


@pytest.fixture
def queued(settings, mailbox):
    """Queue a reminder to each of the five bodies; the batch."""
    return partial(queue_reminders, settings.WORKSPACE.root)


@pytest.fixture
def sender(monkeypatch):
    """The sender of the pages, which runs once and at once."""

    class AtOnce(Sender):
        def start(self, *, run, by, clock):
            self.report = run(lambda: False)
            return True

    made = AtOnce()
    monkeypatch.setattr("askall.web.outbox.SENDER", made)
    return made


def post(client, deed, **given):
    return client.post(f"/outbox/{deed}/", given, follow=True)


# --- What is shown --------------------------------------------------------------------------------------------------


def test_an_empty_outbox_says_how_to_begin(client, workspace):
    page = main_text(client.get("/outbox/"))
    assert "No letter has been queued yet. Ask a wave" in page
    assert "Nothing can be sent from here yet." in page
    assert "has no [mailbox] yet" in page
    assert "Start sending" not in page


def test_what_waits_is_shown_with_its_undo_window_and_the_pace(client, queued):
    queued()
    page = main_text(client.get("/outbox/"))
    assert "Waiting 5" in page
    assert "5 letters wait. None goes out before sending is on. Start sending" in page
    assert re.search(r"5 reminders, queued .* by alice\. None goes out before \d\d:\d\d: 10 minutes left", page)
    assert "From study@campaign.org.uk, within the limits for own server." in page
    assert "minute 0 600 hour 0 500 24 hours 0 5,000" in page


def test_what_was_sent_counts_against_the_limits(client, queued):
    queued()
    happens("accepted", 250, "2.0.0 Ok")
    page = main_text(client.get("/outbox/"))
    assert "minute 1 600 hour 1 500" in page
    assert "Accepted by the mail server 1" in page


def test_a_letter_is_shown_word_for_word_and_markup_in_it_is_text(client, queued):
    queued(body="Dear all,\n\n<script>alert(1)</script>\n", subject="Cameras <b>")
    page = client.get(f"/outbox/{rows()[0].key}/")
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page.content.decode()
    assert "<b>" not in page.content.decode()
    shown = main_text(page)
    assert f"To {rows()[0].recipient} Subject Cameras <b>" in shown
    assert "Message-ID askall." in shown
    assert client.get("/outbox/999999/").status_code == 404
    assert client.get(f"/outbox/{'9' * 30}/").status_code == 404


def test_letters_are_listed_by_state_and_by_batch(client, queued):
    batch = queued()
    happens("rejected", 550, SAID)
    assert "1 letter Body" in main_text(client.get("/outbox/", {"state": "rejected"}))
    page = main_text(client.get("/outbox/", {"batch": batch.id}))
    assert "4 waiting, 1 refused" in page
    assert "No letter fits." in main_text(client.get("/outbox/", {"batch": "<b>"}))
    assert "5 letters Body" in main_text(client.get("/outbox/", {"state": "nonsense", "page": "x"}))


def test_the_list_is_paged(client, queued, monkeypatch):
    monkeypatch.setattr("askall.web.outbox.PAGE", 2)
    queued()
    page = client.get("/outbox/").content.decode()
    assert 'rel="next" href="?page=2#letters"' in page
    assert 'rel="prev"' not in page
    page = client.get("/outbox/?page=3").content.decode()
    assert 'rel="prev" href="?page=2#letters"' in page
    assert 'rel="next"' not in page


def test_the_part_that_changes_is_there_by_itself(client, queued):
    queued()
    page = client.get("/outbox/now/").content.decode()
    assert "<html" not in page
    assert "Waiting 5" in text_of(page)


def test_the_outbox_asks_the_database_no_more_for_more_letters(client, queued, django_assert_max_num_queries):
    queued()
    for _ in range(2):
        happens("rejected", 550, SAID)
    with django_assert_max_num_queries(24):
        client.get("/outbox/")


# --- Taking back, pausing -------------------------------------------------------------------------------------------


def test_a_batch_is_taken_back_while_it_waits(client, queued):
    batch = queued()
    assert "5 letters taken back. Nothing of them was sent." in main_text(post(client, "undo", of=batch.id))
    assert counts() == {"cancelled": 5}
    assert "Nothing was taken back" in main_text(post(client, "undo", of=batch.id))


def test_what_has_gone_out_is_not_taken_back(client, queued):
    batch = queued(undo_minutes=0)
    happens("accepted", 250, "Ok")
    page = main_text(client.get("/outbox/"))
    assert "4 of 5 reminders" in page
    assert "The undo window is over; what has not gone out can still be taken back." in page
    post(client, "undo", of=batch.id)
    assert counts() == {"accepted": 1, "cancelled": 4}


def test_one_letter_is_taken_back(client, queued):
    queued()
    assert "1 letter taken back. Nothing of it was sent." in main_text(post(client, "undo", letter=rows()[0].key))
    assert counts() == {"cancelled": 1, "queued": 4}


def test_sending_is_paused_and_goes_on(client, queued):
    queued()
    page = main_text(post(client, "pause", why="The wording is wrong.\x00"))
    assert "Sending is paused Until somebody ends the pause, because The wording is wrong.\ufffd." in page
    assert handing_over.claim(at=CLOCK.now() + timedelta(days=1)) is None
    assert "The pause is over." in main_text(post(client, "resume"))
    assert handing_over.claim(at=CLOCK.now() + timedelta(days=1)) is not None


def test_a_daily_limit_says_until_when(client, queued):
    queued()
    until = CLOCK.now() + timedelta(days=1)
    outbox.pause(until=until, why="a daily limit was reached (550 5.4.5)", by="machine:sender", at=CLOCK.now())
    page = main_text(client.get("/outbox/"))
    assert re.search(r"Until \d+ \w+ \d{4}, \d\d:\d\d, because a daily limit was reached \(550 5\.4\.5\)\.", page)


# --- What went wrong ------------------------------------------------------------------------------------------------


def test_a_refusal_is_shown_in_the_servers_words_and_goes_to_another_address(client, queued):
    queued()
    letter = happens("rejected", 550, SAID)
    page = main_text(client.get("/outbox/"))
    assert f"550 {SAID}" in page
    response = post(client, "retry", **{"letter": letter.key, f"to-{letter.key}": "new@holmdale.gov.uk"})
    assert "1 letter queued. It waits while the undo window is open. Undo" in main_text(response)
    newest = rows()[-1]
    assert (newest.recipient, newest.number, newest.state) == ("new@holmdale.gov.uk", 2, "queued")
    assert "What the server said" not in main_text(client.get("/outbox/")), "it is no failure any more"
    post(client, "undo", of=newest.batch)
    assert "What the server said" in main_text(client.get("/outbox/")), "until that is taken back"


@pytest.mark.parametrize(
    ("to", "why"), [("", "has no address"), ("nobody", "is no mail"), ("a@b.org c@b.org", "is no mail")]
)
def test_a_wrong_address_queues_nothing(client, queued, to, why):
    queued()
    letter = happens("rejected", 550, SAID)
    page = main_text(post(client, "retry", **{"letter": letter.key, f"to-{letter.key}": to}))
    assert "Nothing was queued." in page
    assert why in page
    assert counts() == {"queued": 4, "rejected": 1}


def test_only_what_was_refused_is_queued_again(client, queued):
    queued()
    assert "Tick the letters" in main_text(post(client, "retry"))
    key = rows()[0].key
    page = main_text(post(client, "retry", **{"letter": key, f"to-{key}": OURS}))
    assert "only a rejected one is queued again" in page


@pytest.mark.parametrize(("was", "state", "said"), [("sent", "accepted", "counts as sent"), ("not", "queued", "again")])
def test_a_letter_of_unknown_fate_is_settled_by_a_person(client, queued, was, state, said):
    queued()
    letter = happens("lost", None, "the server closed the connection")
    page = main_text(client.get("/outbox/"))
    assert "Three things settle it" in page
    assert "the server closed the connection" in page
    assert said in main_text(post(client, "settle", letter=letter.key, was=was))
    (row,) = rows(letters=[letter.key])
    assert row.state == state
    assert "only an unknown one can be settled" in main_text(post(client, "settle", letter=letter.key, was=was))


def test_settling_what_is_not_there_is_not_found(client, mailbox):
    assert client.post("/outbox/settle/", {"letter": "x"}).status_code == 404


# --- Sending --------------------------------------------------------------------------------------------------------


def test_letters_are_sent_from_the_page(client, mailbox, queued, sender):
    queued(undo_minutes=0)
    with FaultySmtp() as server:
        mailbox(server.port)
        assert "Sending is on" in main_text(post(client, "run", do="start"))
    assert counts() == {"accepted": 5}
    assert len(server.accepted) == 5
    page = main_text(client.get(f"/outbox/{rows()[0].key}/"))
    assert re.search(r"Accepted by the mail server on .{10,30}: the mail server said so\.", page)


def test_a_lost_connection_leaves_an_unknown_letter_on_the_page(client, mailbox, queued, sender):
    queued(undo_minutes=0)
    with FaultySmtp(lambda stage, number: ACCEPT_AND_DROP if (stage, number) == ("content", 1) else None) as server:
        mailbox(server.port)
        post(client, "run", do="start")
    assert counts() == {"accepted": 4, "unknown": 1}
    assert "Fate unknown 1" in main_text(client.get("/outbox/"))


def test_nothing_starts_without_a_mailbox(client, workspace, sender):
    page = main_text(post(client, "run", do="start"))
    assert "Nothing can be sent yet." in page
    assert not hasattr(sender, "report")


def test_stopping_is_said(client, mailbox, sender):
    assert "Sending stops after the letter under way." in main_text(post(client, "run", do="stop"))


def test_another_site_can_do_nothing(queued):
    batch = queued()
    strict = Client(enforce_csrf_checks=True)
    for deed in ("undo", "pause", "resume", "run", "settle", "retry"):
        assert strict.post(f"/outbox/{deed}/", {"of": batch.id, "do": "start", "letter": "1"}).status_code == 403
        assert strict.get(f"/outbox/{deed}/").status_code == 405
    assert counts() == {"queued": 5}


# --- The sender's thread --------------------------------------------------------------------------------------------


@pytest.fixture
def thread():
    made = Sender()
    yield made
    made.end()
    assert made.now.state == "off"


def test_one_thread_sends_until_it_is_stopped(thread, now, db):
    begun, runs = threading.Event(), []

    def run(stop):
        runs.append(stop())
        begun.set()

    assert thread.now.state == "off"
    assert thread.start(run=run, by="alice", clock=FixedClock(now))
    assert begun.wait(10)
    assert not thread.start(run=run, by="bob", clock=FixedClock(now)), "there is one already"
    assert (thread.now.state, thread.now.by, thread.now.since) == ("on", "alice", now)
    thread.end()
    assert (thread.now.state, thread.now.why, runs) == ("off", "", [False])


def test_a_sender_that_cannot_go_on_says_why_and_can_be_started_again(thread, now, db):
    def run(stop):
        raise OutsideFailure("The mail server does not let us in: 535 Bad credentials")

    thread.start(run=run, by="alice", clock=FixedClock(now))
    thread._thread.join(10)
    assert thread.now.state == "off"
    assert thread.now.why == "The mail server does not let us in: 535 Bad credentials"
    assert thread.start(run=lambda stop: None, by="alice", clock=FixedClock(now))
    assert thread.now.why == ""
