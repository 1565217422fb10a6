"""Several people or machines on one PostgreSQL: imports, filings and moves beside each other double nothing."""

from threading import Barrier, Thread

import pytest
from django.db import connection
from django.db.models import Count
from factories.journeys import KEYWORDS, read_all, request_of, take_in, take_over
from factories.studies import addressed, answer, letter, write_mbox

from askall.asking.models import RequestEvent
from askall.documents import services as documents
from askall.documents.models import ExtractedPart, Extraction
from askall.foundation.files import FileStore
from askall.foundation.work import Serial
from askall.mail import services as mail
from askall.mail.models import Attachment, Filing, Message

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.postgres,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer; test_power_cut has two of it"),
]
REPLIES = 240


def beside_each_other(*jobs):
    """Run the jobs at the same time, each with a connection of its own; raises what any of them raised."""
    start, faults = Barrier(len(jobs)), []

    def run(job):
        try:
            start.wait()
            job()
        except Exception as error:
            faults.append(error)
        finally:
            connection.close()

    threads = [Thread(target=run, args=(job,)) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    if faults:
        raise faults[0]


@pytest.fixture
def messages():
    found = [letter(*one) for one in addressed()]
    for number in range(REPLIES):
        reply = answer(number % 5, addressed()[number % 5][1], f"Reply {number}.\n", days=number % 30 + 1)
        reply.replace_header("Message-ID", f"<reply-{number}@council.gov.uk>")
        if number % 40 == 0:
            reply.add_attachment(f"{number},1\n".encode(), maintype="text", subtype="csv", filename="counts.csv")
        found.append(reply)
    return found


def test_imports_of_the_same_messages_in_other_orders(tmp_path, store, now, messages):
    """Each would wait for the other for ever if they wrote in the order of their mailboxes."""
    record = take_over(tmp_path, now)
    boxes = [write_mbox(tmp_path / "a", messages), write_mbox(tmp_path / "b", messages[::-1])]
    beside_each_other(*[lambda box=box: take_in(box, FileStore(store.root), now) for box in boxes * 2])
    assert Message.objects.count() == REPLIES + 5
    assert Attachment.objects.count() == 6
    assert set(store.hashes()) == mail.stored_hashes()
    doubled = Filing.objects.values("message").annotate(n=Count("pk")).filter(n__gt=1)
    assert not doubled.exists()
    assert Filing.objects.filter(request__isnull=False).count() == REPLIES + 5
    events = RequestEvent.objects.filter(withdrawn=False).exclude(source="")
    assert events.count() == REPLIES + 5
    assert request_of(record, "WXB").state.messages == REPLIES // 5 + 1


def test_a_person_moves_while_the_machine_files(tmp_path, store, now, messages):
    record = take_over(tmp_path, now)
    box = write_mbox(tmp_path / "a", messages)
    mail.import_mail(paths=[box], store=store, own_addresses=["study@campaign.org.uk"], at=now)
    target = request_of(record, "PNT").key
    chosen = list(Message.objects.filter(direction="in").values_list("sha256", flat=True)[:60])

    def move():
        for sha in chosen:
            mail.move_message(sha256=sha, to_request=target, by="bea", at=now)

    beside_each_other(lambda: mail.file_messages(keywords=KEYWORDS, at=now), move)
    for sha in chosen:
        assert Message.objects.get(sha256=sha).request_id == target
        assert mail.filing_log(sha256=sha)[-1].request == target
    active = RequestEvent.objects.filter(withdrawn=False, source__in=chosen)
    assert set(active.values_list("request_id", flat=True)) == {target}
    assert active.count() == len(chosen)


def test_extractions_and_readings_beside_each_other(tmp_path, store, now, messages):
    record = take_over(tmp_path, now)
    take_in(write_mbox(tmp_path / "a", messages), store, now)

    def extract():
        documents.extract_files(files=mail.attached_files(), store=store, work=Serial())

    beside_each_other(extract, extract)
    assert Extraction.objects.count() == 6
    assert ExtractedPart.objects.count() == 6
    beside_each_other(*[lambda: read_all(record, store, now)] * 2)
    from askall.reading.models import MessageReading

    assert MessageReading.objects.count() == REPLIES
