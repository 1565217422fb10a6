"""Lists of requests: filters as they stand in an address, rows with their dates, replies over time."""

from datetime import date
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askall.asking.lists import BoardRow, Filters, from_query, reply_curves, working_day


def row(clock="", *, outstanding=True, first_reply_on=None, today=date(2022, 3, 1), wave=1):
    body = ("WXB", "Wexbarrow Borough Council", "district", "England", "South East")
    state = ("waiting", "waiting", outstanding, 0, 1, 0, clock)
    return BoardRow(1, "study", wave, *body, *state, None, None, first_reply_on, None, None, None, today)


def test_filters_come_back_from_their_address():
    filters = Filters("study", "wex & barrow", "refused", "Wales", "Wales", "district", 2, True, True, "replied")
    assert from_query(dict(parse_qsl(filters.as_query()))) == filters
    assert Filters(keys=frozenset({1})).as_query() == ""


@pytest.mark.parametrize("wave", ["", "one", "-1", "1e9", "²", "٣", "9" * 5000])
def test_what_is_no_wave_filters_nothing(wave):
    assert from_query({"wave": wave}).wave == 0


def test_what_is_no_stage_of_the_funnel_filters_nothing():
    assert from_query({"reached": "the moon"}).reached == ""


@given(st.dictionaries(st.sampled_from(["q", "state", "wave", "overdue", "nonsense"]), st.text(max_size=20)))
def test_any_address_gives_filters(query):
    filters = from_query(query)
    assert "\0" not in filters.q


def test_a_row_computes_its_dates_when_it_is_looked_at():
    """Sent on a Saturday: 11 February by the letter of the Act, 14 February for a body that counts from the Monday."""
    one = row("FOIA 2022-01-15")
    assert (one.due, one.rival_due) == (date(2022, 2, 11), date(2022, 2, 14))
    assert one.overdue
    assert one.late == "yes"
    assert not row("FOIA 2022-01-15", today=date(2022, 2, 14)).overdue


def test_what_waits_for_us_is_not_overdue():
    assert not row("FOIA 2022-01-15 clarification_asked:2022-01-20").overdue


def test_an_answered_request_is_late_but_no_longer_overdue():
    answered = row("FOIA 2022-01-15", outstanding=False, first_reply_on=date(2022, 2, 20))
    assert answered.late == "yes"
    assert not answered.overdue


def test_before_any_letter_there_are_no_dates():
    assert (row().due, row().rival_due, row().late, row().overdue) == (None, None, "", False)
    assert (row().id, row(wave=2).id) == ("WXB", "WXB-2")


@pytest.mark.parametrize(
    ("clock", "day", "number"),
    [
        ("FOIA 2022-01-10", date(2022, 1, 10), 0),
        ("FOIA 2022-01-10", date(2022, 1, 11), 1),
        ("FOIA 2022-01-10", date(2022, 2, 7), 20),  # its due date
        ("FOIA 2022-01-10", date(2022, 2, 5), 20),  # a Saturday: on day 20, no longer on day 19
        ("FOIA 2022-01-10", date(2022, 2, 12), 25),
        ("FOIA 2022-01-08", date(2022, 1, 8), 1),  # asked on a Saturday, answered the same day
        ("FOISA 2022-04-15", date(2022, 4, 18), 1),  # Easter Monday is a working day in Scotland
        ("FOIA 2022-04-14", date(2022, 4, 18), 1),  # and not under FOIA: it counts as the Tuesday
        ("FOIA 2022-01-10 clarification_asked:2022-01-20 clarified:2022-02-03", date(2022, 3, 3), 20),
        ("FOIA 2022-01-10 clarification_asked:2022-01-20 clarified:2022-02-03", date(2022, 1, 25), 11),
        ("FOIA 2022-01-10 review_requested:2022-02-20", date(2022, 2, 7), 20),
        ("FOIA 2022-01-10", date(2022, 1, 5), 0),  # clocks of computers differ
    ],
)
def test_the_working_day_of_an_answer_is_counted_from_day_zero(clock, day, number):
    assert working_day(clock, day) == number


def test_replies_over_time_by_law():
    scottish, english = reply_curves(
        [
            ("FOISA 2022-01-10", date(2022, 2, 7), 3),
            ("FOISA 2022-01-10", None, 1),
            ("FOIA 2022-01-10", date(2022, 1, 20), 2),
            ("FOIA 2022-01-12", date(2022, 1, 24), 1),
            ("FOIA 2022-01-10", date(2022, 2, 8), 5),
            ("FOIA 2022-01-12 stated_due:2022-02-20", None, 4),
        ]
    )[::-1]
    assert (english.law, english.limit, english.source) == ("FOIA", 20, "FOIA 2000 s.10(1), s.10(6)")
    assert english.days == ((8, 3), (21, 5))
    assert (english.asked, english.silent, english.within(20), english.within(21)) == (12, 4, 3, 8)
    assert (scottish.law, scottish.days, scottish.silent) == ("FOISA", ((20, 3),), 1)
