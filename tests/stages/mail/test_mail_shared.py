"""One mail that speaks for several requests: in the thread of each, read once, its events in the log of each."""

from dataclasses import replace

import pytest
from factories.journeys import kinds_of, read_all, take_in, take_over
from factories.studies import answer, letter, mailbox_messages, write_mbox

from askall.asking import services as asking
from askall.coding import services as coding
from askall.coding.records import Coding, Quote
from askall.foundation.errors import BadInput
from askall.mail import services as mail
from askall.mail.models import SharedMessage
from askall.team import services as team

pytestmark = pytest.mark.django_db

TEXT = """Dear Test Society,

This is the answer of Wexbarrow Borough Council and of Pentrefan Council, who share one office.

1. Does the council use equipment made by Hikvision?
Yes, both councils use Hikvision equipment.

2. How many cameras made by Hikvision does the council use?
There are 7 cameras made by Hikvision.
"""


@pytest.fixture
def record(tmp_path, store, now):
    """A study in which one mail answers for two councils; it is filed to the first."""
    record = take_over(tmp_path, now)
    letters = [one for one in mailbox_messages() if one["Message-ID"].startswith("<letter")]
    both = answer(0, "foi@wexbarrow.gov.uk", TEXT)
    take_in(write_mbox(tmp_path / "both.mbox", [*letters, both]), store, now)
    return record


@pytest.fixture
def keys(record):
    return {one.body.id: one.key for one in asking.requests(study=record.slug)}


@pytest.fixture
def both(keys):
    return next(one for one in mail.messages(requests=[keys["WXB"]]) if not one.outgoing)


def share(message, request, now, **more):
    mail.share_message(sha256=message.sha256, request=request, by="alice", at=now, **more)


def thread(key):
    return [(one.sha256, one.request, one.shared_from) for one in mail.messages(requests=[key]) if not one.outgoing]


def test_it_stands_in_the_thread_of_each(keys, both, now):
    share(both, keys["PNT"], now, why="They share an office.")
    assert thread(keys["WXB"]) == [(both.sha256, keys["WXB"], None)]
    assert thread(keys["PNT"]) == [(both.sha256, keys["PNT"], keys["WXB"])]
    together = [one for one in mail.messages(requests=keys.values()) if one.sha256 == both.sha256]
    assert {one.request for one in together} == {keys["WXB"], keys["PNT"]}
    assert [one.key for one in mail.messages(sha256=[both.sha256])] == [both.key], "there is one message"
    (log,) = mail.share_log(sha256=both.sha256)
    assert (log.request, log.by, log.why, log.ended_at) == (keys["PNT"], "alice", "They share an office.", None)


def test_the_thread_stays_in_order_of_time(keys, both, now):
    share(both, keys["PNT"], now)
    dates = [one.sent_at for one in mail.messages(requests=[keys["PNT"]])]
    assert len(dates) == 2
    assert dates == sorted(dates)


def test_what_is_read_in_it_is_logged_for_each_and_it_is_read_once(record, keys, both, store, now):
    share(both, keys["PNT"], now)
    assert read_all(record, store, now) == 1
    assert read_all(record, store, now) == 0
    for body in ("WXB", "PNT"):
        assert "replied" in kinds_of(record, body)
    suggested = coding.suggestions(study=record)
    assert suggested["PNT"]["uses_hikvision"].value == suggested["WXB"]["uses_hikvision"].value == "yes"


def test_a_coding_of_either_may_quote_it(record, keys, both, now):
    share(both, keys["PNT"], now)
    words = "Yes, both councils use Hikvision equipment."
    start = both.text.index(words)
    quote = Quote(both.sha256, 0, "message", start, start + len(words), words)
    coded = Coding("PNT", "uses_hikvision", "yes", "anna", "coder", record.codebook.version, now, (quote,))
    assert coding.save_codings(study=record, codings=[coded, replace(coded, request="WXB")], by="anna", at=now) == 2
    with pytest.raises(BadInput):
        coding.save_codings(study=record, codings=[replace(coded, request="GLN")], by="anna", at=now)


def test_it_is_taken_back_with_all_that_followed(record, keys, both, store, now):
    before = kinds_of(record, "PNT")
    share(both, keys["PNT"], now)
    read_all(record, store, now)
    mail.unshare(sha256=both.sha256, request=keys["PNT"], by="bob", at=now)
    assert kinds_of(record, "PNT") == before
    assert "replied" in kinds_of(record, "WXB")
    assert thread(keys["PNT"]) == []
    assert mail.share_log(sha256=both.sha256)[0].ended_at == now
    read_all(record, store, now)
    assert kinds_of(record, "PNT") == before
    assert [one.action for one in team.trail(subject=f"message {both.sha256}")] == [
        "message unshared",
        "message shared",
    ]


def test_sharing_twice_is_once_and_with_its_own_request_is_nothing(keys, both, now):
    for request in (keys["PNT"], keys["PNT"], keys["WXB"]):
        share(both, request, now)
    assert SharedMessage.objects.count() == 1
    assert mail.shared_with(messages=[both.key]) == {both.key: (keys["PNT"],)}


def test_what_is_filed_nowhere_cannot_be_shared(keys, both, now):
    mail.move_message(sha256=both.sha256, to_request=None, by="alice", at=now)
    with pytest.raises(BadInput, match="filed to one request first"):
        share(both, keys["PNT"], now)
    with pytest.raises(BadInput, match="no message"):
        mail.share_message(sha256="0" * 64, request=keys["PNT"], by="alice", at=now)


def test_a_letter_of_ours_is_shared_as_a_letter(record, keys, now, tmp_path, store):
    further = letter(9, "foi@wexbarrow.gov.uk", "both councils")
    take_in(write_mbox(tmp_path / "further.mbox", [further]), store, now)
    ours = next(one for one in mail.messages(requests=[keys["WXB"]]) if one.message_id.startswith("letter-9@"))
    share(ours, keys["GLN"], now)
    assert "chased" in kinds_of(record, "GLN")
