"""The outbox in the database and a server that misbehaves: what is sent once, what waits, what a person has to see."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from factories.faulty_smtp import (
    ACCEPT_AND_DROP,
    ACCEPT_AND_HANG,
    DROP,
    EARLY,
    ENDLESS,
    GARBAGE,
    HANG,
    FaultySmtp,
)
from factories.journeys import take_over
from factories.outboxes import LATER, MovingClock, counts, letters_to, mailbox_at, queue, rows, send
from factories.studies import OURS

from askall.asking import services as asking
from askall.asking.models import OutgoingLetter, RequestEvent, SendingAttempt
from askall.asking.records import Event, Limits
from askall.asking.services import outbox
from askall.foundation.errors import BadInput, InputFaults, OutsideFailure
from askall.foundation.files import hash_of
from askall.mail import services as mail
from askall.mail.services import sending
from askall.team import services as team

pytestmark = pytest.mark.django_db


@pytest.fixture
def study(tmp_path, now):
    return take_over(tmp_path, now)


@pytest.fixture
def clock(now):
    return MovingClock(now)


def once(stage, action, number=1):
    """Misbehave at one moment only."""
    return lambda at, count: action if (at, count) == (stage, number) else None


def always(stage, action):
    return lambda at, count: action if at == stage else None


def test_each_letter_goes_out_once_and_counts_as_sent_only_then(study, store, now, clock):
    queue(study, store, now)
    assert counts() == {"queued": 5}
    assert {one.state.name for one in asking.requests()} == {"prepared"}
    with FaultySmtp() as server:
        report = send(server, store, clock)
        assert send(server, store, clock).accepted == 0
    assert (report.accepted, report.stopped) == (5, "")
    assert set(server.letters(OURS).values()) == {1}
    assert sorted(server.letters(OURS)) == sorted(row.message_id for row in rows())
    for row in rows():
        assert (row.state, row.settled_by, row.code, row.answer) == ("accepted", "server", 250, "2.0.0 Ok: queued")
    for one in asking.requests():
        assert one.state.name == "waiting"
        [letter] = mail.messages(requests=[one.key])
        assert letter.outgoing
        assert [event.source for event in one.events if event.kind == "sent"] == [letter.sha256]
    assert server.sessions == 1


def test_what_is_sent_is_what_was_stored(study, store, now, clock):
    queue(study, store, now, body="One line\n.\n..two\n.three\nlast")
    with FaultySmtp() as server:
        send(server, store, clock)
    assert {hash_of(one.raw) for one in server.accepted} == {row.sha256 for row in rows()}


def test_a_copy_to_ourselves_is_the_same_handing_over(study, store, now, clock):
    queue(study, store, now)
    with FaultySmtp() as server:
        send(server, store, clock)
    assert sorted(server.taken_by(OURS)) == sorted(row.message_id for row in rows())


def test_a_refused_copy_does_not_keep_the_letter_back(study, store, now, clock):
    queue(study, store, now)
    with FaultySmtp(
        lambda stage, number: "452 4.2.2 full" if stage == "recipient" and number % 2 == 0 else None
    ) as one:
        assert send(one, store, clock).accepted == 5
    assert one.taken_by(OURS) == []


def test_nothing_goes_out_within_the_undo_window(study, store, now, clock):
    batch = queue(study, store, now, undo_minutes=10)
    with FaultySmtp() as server:
        report = send(server, store, clock, patience=timedelta(minutes=5))
        assert report.next_at == now + timedelta(minutes=10)
        assert outbox.cancel(batch=batch.id, by="alice", at=clock.now()) == 5
        clock.moment += LATER
        send(server, store, clock)
    assert server.accepted == []
    assert counts() == {"cancelled": 5}


def test_what_was_undone_can_be_queued_again(study, store, now, clock):
    outbox.cancel(batch=queue(study, store, now).id, by="alice", at=now)
    assert queue(study, store, now).queued == 5
    with FaultySmtp() as server:
        send(server, store, clock)
    assert set(server.letters(OURS).values()) == {1}
    assert len(server.letters(OURS)) == 5


def test_what_went_out_cannot_be_undone(study, store, now, clock):
    batch = queue(study, store, now)
    with FaultySmtp() as server:
        send(server, store, clock)
    assert outbox.cancel(batch=batch.id, by="alice", at=now) == 0
    assert counts() == {"accepted": 5}


def test_a_request_is_asked_once(study, store, now, clock):
    queue(study, store, now)
    again = queue(study, store, now)
    assert again.queued == 0
    assert {why for _, why in again.left_out} == {"a letter of this step is queued already"}
    with FaultySmtp() as server:
        send(server, store, clock)
    assert {why for _, why in queue(study, store, now).left_out} == {"it was asked on 2022-02-07 already"}
    row = OutgoingLetter.objects.first()
    row.pk, row.message_id, row.state = None, "askall.another@campaign.org.uk", "queued"
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


def test_the_database_refuses_a_sent_letter_without_the_servers_word(study, store, now):
    queue(study, store, now)
    with pytest.raises(IntegrityError), transaction.atomic():
        OutgoingLetter.objects.update(state="accepted")


def test_a_batch_with_one_bad_address_is_refused_whole(study, store, now):
    listed = letters_to(asking.requests())
    listed[2:4] = [
        letters_to(asking.requests()[2:3], recipient="foi@wexbarrow.gov.uk\r\nBcc: all@x.uk")[0],
        letters_to(asking.requests()[3:4], recipient="müller@x.uk")[0],
    ]
    with pytest.raises(InputFaults) as refused:
        sending.queue_letters(letters=listed, mailbox=mailbox_at(1), store=store, by="alice", at=now)
    assert len(refused.value.faults) == 2
    assert counts() == {}


# Stage, what the server does there the first time, what the first letter then is, how often in all it goes out.
BEFORE_CONTENT = [
    ("connect", "421 4.7.0 too many"),
    ("mail", DROP),
    ("mail", HANG),
    ("mail", GARBAGE),
    ("mail", "421 4.3.0 closing"),
    ("mail", "451 4.3.0 not now"),
    ("recipient", DROP),
    ("recipient", HANG),
    ("recipient", ENDLESS),
    ("recipient", "421 4.4.5 busy"),
    ("recipient", "450 4.2.1 greylisted"),
    ("data", DROP),
    ("data", HANG),
    ("data", EARLY),
    ("data", "250 what?"),
    ("data", "451 4.3.2 later"),
    ("end", "421 4.3.0 closing"),
    ("end", "450 4.2.1 later"),
    ("end", "452 4.3.1 full"),
]


@pytest.mark.parametrize(("stage", "action"), BEFORE_CONTENT)
def test_what_was_not_accepted_is_tried_again_by_itself(stage, action, study, store, now, clock):
    """One bad moment, and in the end each letter was accepted once."""
    queue(study, store, now)
    with FaultySmtp(once(stage, action)) as server:
        report = send(server, store, clock, mailbox_at(server.port, timeout=1, answer_timeout=1))
    assert report.stopped == ""
    assert counts() == {"accepted": 5}
    assert len(server.letters(OURS)) == 5
    assert set(server.letters(OURS).values()) == {1}


AFTER_CONTENT = [DROP, HANG, GARBAGE, ENDLESS, ACCEPT_AND_DROP, ACCEPT_AND_HANG, "354 go on"]


@pytest.mark.parametrize(
    ("stage", "action"), [("content", DROP), ("content", HANG), *(("end", a) for a in AFTER_CONTENT)]
)
def test_what_may_have_been_accepted_is_never_sent_again_by_itself(stage, action, study, store, now, clock):
    queue(study, store, now)
    with FaultySmtp(once(stage, action)) as server:
        box = mailbox_at(server.port, timeout=1, answer_timeout=1)
        send(server, store, clock, box)
        clock.moment += timedelta(days=30)
        send(server, store, clock, box)
    assert counts() == {"accepted": 4, "unknown": 1}
    [row] = rows(state="unknown")
    taken = server.letters(OURS)
    assert taken[row.message_id] == action.startswith("accept")
    assert set(taken.values()) <= {1}
    assert asking.requests(keys=[row.request])[0].state.name == "prepared"


@pytest.mark.parametrize(
    ("stage", "answer"),
    [
        ("recipient", "550 5.1.1 <foi@old.gov.uk>: no such user"),
        ("recipient", "552 5.2.2 mailbox full"),
        ("data", "554 5.5.1 no valid recipients"),
        ("end", "550 5.7.1 we do not like it"),
        ("end", "552 5.3.4 too large"),
        ("mail", "552 5.3.4 too large"),
    ],
)
def test_a_refusal_is_shown_with_the_servers_words(stage, answer, study, store, now, clock):
    queue(study, store, now)
    with FaultySmtp(once(stage, answer)) as server:
        report = send(server, store, clock)
    assert (report.accepted, report.rejected) == (4, 1)
    [row] = rows(state="rejected")
    assert f"{row.code} {row.answer}" == answer
    assert row.message_id not in server.letters(OURS)
    assert asking.requests(keys=[row.request])[0].state.name == "prepared"


def test_a_refused_letter_goes_out_again_when_the_user_says_so(study, store, now, clock):
    queue(study, store, now)
    with FaultySmtp(once("recipient", "550 5.1.1 no such user")) as server:
        send(server, store, clock)
        [row] = rows(state="rejected")
        sending.retry(
            letters=[row.key],
            mailbox=mailbox_at(server.port),
            store=store,
            recipients={row.key: "new@wexbarrow.gov.uk"},
            undo_minutes=0,
            by="alice",
            at=clock.now(),
        )
        send(server, store, clock)
    [again] = rows(state="accepted")[-1:]
    assert (again.request, again.number, again.recipient) == (row.request, 2, "new@wexbarrow.gov.uk")
    assert again.message_id != row.message_id
    assert again.subject == row.subject
    with pytest.raises(BadInput, match="only a rejected one"):
        sending.retry(letters=[again.key], mailbox=mailbox_at(1), store=store, by="alice", at=now)


@pytest.mark.parametrize("stage", ["mail", "recipient", "data", "end"])
def test_a_daily_limit_stops_the_wave_until_the_next_day_and_loses_nothing(stage, study, store, now, clock):
    queue(study, store, now)
    limit = "550 5.4.5 Daily user sending limit exceeded"
    with FaultySmtp(once(stage, limit, number=3)) as server:
        plain = mailbox_at(server.port, copy_to_self=False)
        report = send(server, store, clock, plain)
        assert "daily limit" in report.stopped
        assert limit in report.stopped
        assert (report.accepted, report.rejected) == (2, 0)
        assert counts() == {"accepted": 2, "queued": 3}
        assert report.next_at.isoformat() == "2022-02-08T08:00:00+00:00"
        assert send(server, store, clock, plain).accepted == 0
        clock.moment = report.next_at
        assert send(server, store, clock, plain).accepted == 3
    assert set(server.letters(OURS).values()) == {1}


def test_a_provider_that_counts_a_rolling_day_is_left_alone_for_one(study, store, now, clock):
    queue(study, store, now)
    with FaultySmtp(always("end", "550 5.4.5 limit")) as server:
        report = send(server, store, clock, mailbox_at(server.port, limit_ends="after a day"))
    assert report.next_at == now + timedelta(days=1)


@pytest.mark.parametrize("stage", ["connect", "ehlo", "mail"])
def test_a_server_that_does_not_let_us_send_ends_the_run_and_keeps_the_letters(stage, study, store, now, clock):
    queue(study, store, now)
    with FaultySmtp(always(stage, "554 5.7.1 go away")) as server, pytest.raises(OutsideFailure, match="go away"):
        send(server, store, clock)
    assert counts() == {"queued": 5}


def test_a_server_that_is_not_there_ends_the_run(study, store, now, clock):
    queue(study, store, now)
    with FaultySmtp() as gone:
        pass
    with pytest.raises(OutsideFailure, match="cannot be reached: connection refused"):
        send(gone, store, clock)
    assert counts() == {"queued": 5}


def test_a_busy_server_is_left_alone_longer_and_longer_and_then_given_up(study, store, now):
    queue(study, store, now)
    clock = MovingClock(now, least=60)
    with FaultySmtp(always("connect", "421 4.7.0 busy")) as server, pytest.raises(OutsideFailure, match="busy"):
        send(server, store, clock)
    assert clock.now() - now == timedelta(minutes=1 + 5 + 15 + 60)
    assert server.sessions == 5
    assert counts() == {"queued": 5}


def test_a_letter_put_off_for_five_days_is_given_up_with_the_servers_words(study, store, now):
    queue(study, store, now)
    clock = MovingClock(now, least=1800)
    with FaultySmtp(lambda stage, number: "450 4.2.1 later" if stage == "recipient" else None) as server:
        send(server, store, clock, patience=timedelta(days=10))
    assert counts() == {"rejected": 5}
    assert {row.answer for row in rows()} == {"Given up after five days. 4.2.1 later"}
    assert timedelta(days=4) < clock.now() - now <= timedelta(days=5)
    assert {row.tries for row in rows()} == {34}


def test_when_every_letter_is_refused_alike_the_wave_stops(study, store, now, clock, monkeypatch):
    monkeypatch.setattr(sending, "MOST_REJECTED", 3)
    queue(study, store, now)
    with FaultySmtp(always("recipient", "554 5.7.1 relay access denied")) as server:
        with pytest.raises(OutsideFailure, match=r"the last 3 letters were all rejected.*askall ask resume"):
            send(server, store, clock)
        assert counts() == {"queued": 2, "rejected": 3}
        assert "paused" in send(server, store, clock).stopped
        outbox.resume(by="alice", at=clock.now())
        send(server, store, clock)
    assert counts() == {"rejected": 5}


def test_when_no_answer_comes_for_letter_after_letter_the_wave_stops(study, store, now, clock):
    queue(study, store, now)
    with (
        FaultySmtp(always("end", ACCEPT_AND_DROP)) as server,
        pytest.raises(OutsideFailure, match="all unknown"),
    ):
        send(server, store, clock)
    assert counts() == {"queued": 2, "unknown": 3}


@pytest.mark.django_db(transaction=True)
def test_a_pause_is_heard_in_the_middle_of_a_run(study, store, now, clock):
    queue(study, store, now)

    def pausing(stage, number):
        if (stage, number) == ("end", 2):
            outbox.pause(until=None, why="the wrong letter", by="alice", at=now)
            connection.close()

    with FaultySmtp(pausing) as server:
        report = send(server, store, clock)
    assert (report.accepted, report.stopped) == (2, "Sending is paused: the wrong letter")
    assert counts() == {"accepted": 2, "queued": 3}


def test_stopping_finishes_the_letter_that_is_under_way(study, store, now, clock):
    queue(study, store, now)
    with FaultySmtp() as server:
        report = send(server, store, clock, stop=lambda: len(server.accepted) >= 2)
    assert report.stopped == "Stopped; letters still wait."
    assert counts() == {"accepted": 2, "queued": 3}


def test_the_pace_is_kept_across_restarts(study, store, now, clock):
    queue(study, store, now)
    with FaultySmtp() as server:
        slow = mailbox_at(server.port, limits=Limits(per_minute=2, per_day=4))
        for _ in range(5):
            report = send(server, store, clock, slow, stop=lambda: True)
            assert report.accepted == 0
        report = send(server, store, clock, slow)
    assert report.accepted == 4
    assert report.next_at == now + timedelta(days=1)
    assert clock.now() - now >= timedelta(seconds=90)
    view = outbox.pace_now(limits=Limits(2, 0, 4), now=clock.now())
    assert (view.sent_day, view.next_at) == (4, now + timedelta(days=1))


@pytest.mark.django_db(transaction=True)
def test_only_one_sends_at_a_time(study, store, now, clock):
    """From one folder by its lock file; from a PostgreSQL database by a lock of its own, whichever the folder."""
    queue(study, store, now)
    second, other = [], ".another" if connection.vendor == "postgresql" else ".sending"

    def intruding(stage, number):
        if (stage, number) == ("data", 1):
            with pytest.raises(OutsideFailure, match="Another program is sending") as refused:
                send(server, store, clock, lock=other)
            second.append(refused.value.exit_status)
            connection.close()

    with FaultySmtp(intruding) as server:
        assert send(server, store, clock).accepted == 5
    assert second == [3]


@pytest.mark.parametrize("step", ["chase", "clarify", "review"])
def test_a_letter_is_held_back_from_a_body_that_has_just_written(step, study, store, now, clock):
    queue(study, store, now, step=step)
    hasty = rows()[0]
    heard = asking.NewEvent(hasty.request, Event("received", now + timedelta(minutes=1), "a" * 64))
    asking.log_events(events=[heard], by="alice", at=now + timedelta(minutes=2))
    clock.moment += LATER
    with FaultySmtp() as server:
        report = send(server, store, clock)
    held = [row for row in rows() if row.state == "cancelled"]
    if step == "review":
        assert (report.accepted, held) == (5, [])
    else:
        assert report.accepted == 4
        assert [(row.key, row.answer) for row in held] == [
            (hasty.key, "not sent: the body wrote on 2022-02-07, after this letter was queued")
        ]


STEP_EVENTS = [
    ("chase", "chased"),
    ("clarify", "clarified"),
    ("review", "review_requested"),
    ("complain", "complained"),
    ("reply", None),
]


@pytest.mark.parametrize(("step", "event"), STEP_EVENTS)
def test_each_step_logs_its_event_when_it_is_accepted(step, event, study, store, now, clock):
    queue(study, store, now, step=step)
    with FaultySmtp() as server:
        send(server, store, clock)
    logged = RequestEvent.objects.exclude(kind="opened").values_list("kind", flat=True)
    assert list(logged) == ([event] * 5 if event else [])
    assert queue(study, store, now, step=step).queued == 5, "a step may be taken again once it is done"


def test_every_try_is_kept_with_the_servers_words(study, store, now, clock):
    queue(study, store, now)
    with FaultySmtp(once("recipient", "450 4.2.1 greylisted")) as server:
        send(server, store, clock)
    tries = list(SendingAttempt.objects.filter(letter=rows()[0].key).values_list("outcome", "code", "answer"))
    assert tries == [("deferred", 450, "4.2.1 greylisted"), ("accepted", 250, "2.0.0 Ok: queued")]


def test_a_damaged_letter_is_not_sent(study, store, now, clock):
    queue(study, store, now)
    store.path(rows()[0].sha256).write_bytes(b"something else")
    with FaultySmtp() as server:
        assert send(server, store, clock).accepted == 4
    [row] = rows(state="rejected")
    assert "is damaged" in row.answer


def test_the_audit_trail_tells_what_became_of_each_letter(study, store, now, clock):
    batch = queue(study, store, now)
    with FaultySmtp(once("recipient", "550 5.1.1 no such user")) as server:
        send(server, store, clock)
    told = [(entry.action, entry.subject) for entry in team.trail()]
    assert ("letters queued", f"batch {batch.id}") in told
    assert sum(action == "letter accepted" for action, _ in told) == 4
    assert sum(action == "letter rejected" for action, _ in told) == 1
