"""Lists and overview from the standings: right, and in the same number of queries however many requests there are."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from factories.studies import write_study

from askall.asking import services as asking
from askall.asking.models import Standing
from askall.asking.records import Event
from askall.asking.services import board
from askall.asking.services.board import Filters
from askall.bodies.register import shipped
from askall.foundation.errors import BadInput
from askall.study import services as studies

pytestmark = pytest.mark.django_db
TODAY = date(2022, 3, 1)


def at(month, day):
    return datetime(2022, month, day, 12, tzinfo=UTC)


@pytest.fixture
def study(tmp_path, now):
    record = studies.save_study(path=write_study(tmp_path), register=shipped(), by="alice", at=now)
    asking.open_requests(study=record.slug, by="alice", at=now)
    return record


@pytest.fixture
def keys(study):
    return {one.body.id: one.key for one in asking.requests(study=study.slug)}


@pytest.fixture
def log(keys, now):
    """Log events of one body: kind, month and day, then what else an event has."""

    def _log(body, *events, **more):
        new = [asking.NewEvent(keys[body], Event(kind, at(*when), **more)) for kind, when in events]
        asking.log_events(events=new, by="alice", at=now)

    return _log


@pytest.fixture
def told(log):
    """Wexbarrow is silent, Holmdale acknowledged, Starney refused late, Glenmorra asks back, Pentrefan is not asked."""
    log("WXB", ("sent", (1, 10)))
    log("HLM", ("sent", (1, 15)), ("acknowledged", (1, 17)))
    log("STN", ("sent", (1, 10)), ("refused", (2, 10)))
    log("GLN", ("sent", (1, 10)), ("clarification_asked", (1, 20)))


def names(today=TODAY, order="name", **filters):
    found, total = board.rows(filters=Filters(**filters), today=today, order=order)
    assert total == len(found)
    return [row.code for row in found]


def test_all_requests_by_name(told):
    assert names() == ["GLN", "HLM", "PNT", "STN", "WXB"]


def test_the_newest_first_and_what_never_happened_last(told):
    assert names(order="sent") == ["HLM", "GLN", "STN", "WXB", "PNT"]
    assert names(order="heard") == ["STN", "GLN", "HLM", "PNT", "WXB"]
    with pytest.raises(BadInput, match="not an order"):
        names(order="colour")


def test_overdue_means_past_the_latest_reading_and_not_waiting_for_us(told):
    assert names(overdue=True) == ["HLM", "WXB"]
    assert names(overdue=True, today=date(2022, 2, 14)) == ["WXB"]  # Holmdale's other date, from a Saturday
    assert names(overdue=True, today=date(2022, 2, 7)) == []


def test_an_acknowledgement_or_an_automatic_reply_takes_nobody_off_the_list(told, log):
    log("WXB", ("automatic_reply", (2, 20)), ("acknowledged", (2, 21)))
    assert "WXB" in names(overdue=True)


def test_what_nobody_confirmed_takes_nobody_off_the_list(told, log, keys, now):
    log("WXB", ("replied", (2, 20)), suggested=True, source="a" * 64)
    assert "WXB" in names(overdue=True)
    assert names(state="replied") == names(pending=True) == ["WXB"]
    event = asking.requests(keys=[keys["WXB"]])[0].events[-1]
    asking.judge_events(events=[event.key], accepted=True, by="alice", at=now)
    assert "WXB" not in names(overdue=True)


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({"nation": "Scotland"}, ["GLN"]),
        ({"region": "North West"}, ["HLM"]),
        ({"type": "district"}, ["HLM", "WXB"]),
        ({"q": "COUNCIL", "type": "unitary"}, ["STN"]),
        ({"q": "wxb"}, ["WXB"]),
        ({"q": "100%"}, []),
        ({"state": "refused"}, ["STN"]),
        ({"wave": 2}, []),
        ({"study": "cameras-in-five-councils", "state": "prepared"}, ["PNT"]),
        ({"reached": "accepted"}, ["GLN", "HLM", "STN", "WXB"]),
        ({"reached": "acknowledged"}, ["HLM", "STN"]),
        ({"reached": "replied"}, ["STN"]),
        ({"keys": frozenset()}, []),
    ],
)
def test_filters_narrow_the_list(told, filters, found):
    assert names(**filters) == found


def test_any_number_of_keys_narrows_the_list(told, keys):
    many = frozenset(range(10**9, 10**9 + 50_000)) | {keys["STN"]}
    assert names(keys=many) == ["STN"]


def test_an_unknown_study_is_said_so(told):
    with pytest.raises(BadInput, match="no study “other”"):
        names(study="other")


def test_a_page_of_a_list(told):
    found, total = board.rows(filters=Filters(), today=TODAY, offset=1, limit=2)
    assert ([row.code for row in found], total) == (["HLM", "PNT"], 5)
    assert len(board.rows(filters=Filters(), today=TODAY, limit=None)[0]) == 5


def test_a_row_is_the_standing_with_its_dates(told, keys):
    found, _ = board.rows(filters=Filters(q="HLM"), today=TODAY)
    row, stored = found[0], Standing.objects.get(code="HLM")
    for name in ("code", "state", "firm", "clock", "sent_on", "acknowledged_on", "chases", "messages", "region"):
        assert getattr(row, name) == getattr(stored, name)
    assert (row.key, row.study) == (keys["HLM"], "cameras-in-five-councils")
    assert (row.due, row.rival_due, row.late) == (date(2022, 2, 11), date(2022, 2, 14), "yes")


def test_the_overview(told):
    assert board.state_counts() == {
        "waiting": 2,
        "clarification_asked": 1,
        "prepared": 1,
        "refused": 1,
    }
    assert board.funnel() == board.Funnel(bodies=5, accepted=4, acknowledged=2, replied=1)
    english, scottish = board.reply_days()
    assert (english.law, english.asked, english.silent, english.days) == ("FOIA", 3, 2, ((23, 1),))
    assert (scottish.law, scottish.asked, scottish.silent) == ("FOISA", 1, 1)
    chosen = board.choices()
    assert chosen.nations == ("England", "Scotland", "Wales")
    assert chosen.waves == (1,)


def test_who_never_got_the_letter_is_not_called_silent(told, log):
    log("WXB", ("bounced", (1, 10)))
    assert board.reply_days()[0].silent == 1


def test_a_study_without_requests_has_an_empty_overview(db):
    assert board.rows(filters=Filters(overdue=True), today=TODAY) == ((), 0)
    assert board.choices() == board.Choices((), (), (), (), ())
    assert board.funnel() == board.Funnel(0, 0, 0, 0)
    assert board.reply_days() == ()


@pytest.mark.parametrize(
    ("look", "queries"),
    [
        (lambda: board.rows(filters=Filters(), today=TODAY), 3),
        (lambda: board.rows(filters=Filters(overdue=True), today=TODAY, order="heard"), 4),
        (lambda: board.count(filters=Filters(overdue=True, nation="Wales"), today=TODAY), 3),
        (board.state_counts, 2),
        (board.funnel, 2),
        (board.reply_days, 2),
        (board.choices, 2),
        (board.lists, 1),
    ],
    ids=["rows", "overdue", "count", "states", "funnel", "replies", "choices", "lists"],
)
def test_the_number_of_queries_stays_as_it_is(look, queries, tmp_path, told, now, study, django_assert_num_queries):
    with django_assert_num_queries(queries):
        look()
    asking.open_requests(study=study.slug, wave=2, by="alice", at=now)
    sent = [asking.NewEvent(one.key, Event("sent", at(1, 3 + n))) for n, one in enumerate(asking.requests())]
    asking.log_events(events=sent, by="alice", at=now)
    with django_assert_num_queries(queries):
        look()


def test_the_overdue_list_goes_by_the_index(told):
    """Without statistics, as in a workspace nobody has tuned."""
    found = board.standings(Filters(overdue=True), TODAY)
    if connection.vendor == "sqlite":
        assert "standings_by_clock" in found.explain()
    else:
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")  # a table of ten rows is otherwise read through
        assert "standings_by" in found.explain() or "request_standings_study" in found.explain()


def test_lists_are_kept_by_name(told, now):
    query = Filters(nation="Wales", overdue=True).as_query()
    board.save_list(name="Late in Wales", query=f"?{query}", by="alice", at=now)
    board.save_list(name="Late in Wales", query=query, by="bob", at=now)
    kept = board.lists()
    assert [(one.name, one.query, one.by) for one in kept] == [("Late in Wales", query, "bob")]
    assert kept[0].filters == Filters(nation="Wales", overdue=True)
    board.drop_list(name="Late in Wales", by="bob", at=now)
    assert board.lists() == ()
    with pytest.raises(BadInput, match="There is no list"):
        board.drop_list(name="Late in Wales", by="bob", at=now)
    with pytest.raises(BadInput, match="1 to 100 characters"):
        board.save_list(name=" ", query="", by="bob", at=now)
