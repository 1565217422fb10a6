"""Several people on one PostgreSQL: whoever saves last sees what the others said."""

from threading import Barrier, Thread

import pytest
from django.db import connection
from factories.journeys import CODED, hand_in, read_all, request_of, take_in, take_over
from factories.studies import mailbox_messages, write_mbox

from askall.coding import services as coding
from askall.coding.models import CodingStanding, TeachingTurn

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.postgres,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time"),
]
CODERS = ("anna", "ben", "clara", "dan")


def at_once(deed):
    """Do it in four threads, each with a connection of its own; what went wrong."""
    start, faults = Barrier(len(CODERS)), []

    def one():
        try:
            start.wait()
            deed()
        except Exception as error:
            faults.append(error)
        finally:
            connection.close()

    threads = [Thread(target=one) for _ in CODERS]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    return faults


def test_coders_who_save_at_the_same_moment_leave_one_standing(tmp_path, store, now):
    study = take_over(tmp_path, now)
    take_in(write_mbox(tmp_path / "box.mbox", mailbox_messages()), store, now)
    read_all(study, store, now)
    coders = iter(CODERS)
    assert (
        at_once(lambda: hand_in(study, tmp_path, now, next(coders), {("STN", "outcome"): CODED["STN", "outcome"]}))
        == []
    )
    kept = CodingStanding.objects.get(request_id=request_of(study, "STN").key)
    assert (kept.state, tuple(kept.coders)) == ("done", CODERS)
    before = coding.coding_progress(study=study)
    coding.restate_all(study=study)
    assert coding.coding_progress(study=study) == before


def test_readers_who_order_the_queue_at_the_same_moment_leave_one_order(tmp_path, store, now):
    study = take_over(tmp_path, now)
    take_in(write_mbox(tmp_path / "box.mbox", mailbox_messages()), store, now)
    read_all(study, store, now)
    wanted = orders()
    for _ in range(5):
        TeachingTurn.objects.filter(turn__gt=1).delete()
        assert at_once(lambda: coding.save_suggestions(study=study, at=now)) == []
        assert orders() == wanted


def orders():
    return list(TeachingTurn.objects.order_by("turn").values_list("turn", "request_id", "alike"))
