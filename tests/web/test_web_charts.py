"""Pictures as numbers: bars, shares, and the curves of replies."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askall.asking.services.board import ReplyCurve
from askall.web.charts import BETWEEN, SIZES, Stage, apart, drawings, last_day, percent, stacked


def curve(law="FOIA", limit=20, asked=10, silent=2, days=((0, 1), (10, 4), (20, 1), (25, 2))):
    return ReplyCurve(law, limit, "FOIA 2000 s.10(1)", asked, silent, days)


def test_a_bar_is_as_wide_as_its_parts():
    parts = stacked([("a", "A", 1, "good"), ("b", "B", 0, "bad"), ("c", "C", 3, "open")])
    assert [(one.name, one.x, one.width) for one in parts] == [("a", 0, 250), ("c", 250, 750)]
    assert stacked([("a", "A", 0, "good")]) == ()


@pytest.mark.parametrize(
    ("number", "base", "said"),
    [
        (0, 0, "–"),
        (0, 9, "0 %"),
        (9, 9, "100 %"),
        (1, 3, "33 %"),
        (1, 45_000, "under 1 %"),
        (44_999, 45_000, "over 99 %"),
    ],
)
def test_a_share_never_says_all_or_none_where_it_is_not_so(number, base, said):
    assert percent(number, base) == said


def test_a_stage_of_the_funnel_is_as_wide_as_its_share():
    assert (Stage("Replied", 3, 4, "/").width, Stage("Replied", 3, 4, "/").percent) == (750, "75 %")
    assert Stage("Replied", 0, 0, "/").width == 0


def test_a_curve_rises_on_the_day_of_each_answer_to_the_share_that_answered():
    broad, narrow = drawings([curve()])
    assert (broad.width, narrow.width) == (SIZES[0][0], SIZES[1][0])
    (line,) = broad.lines
    steps = [tuple(map(float, one)) for one in re.findall(r"H([\d.]+)V([\d.]+)", line.path)]
    days = [round((x - broad.left) / (broad.right - broad.left) * last_day([curve()])) for x, _ in steps]
    shares = [round((broad.bottom - y) / (broad.bottom - broad.top), 2) for _, y in steps]
    assert days == [0, 10, 20, 25]
    assert shares == [0.1, 0.5, 0.6, 0.8]
    assert (line.law, line.share) == ("FOIA", "80 %")
    assert [one.label for one in broad.limits] == ["20"]


def test_what_came_very_late_is_not_in_the_picture():
    late = curve(days=((10, 4), (300, 1)))
    assert last_day([late]) == 60
    assert drawings([late])[0].lines[0].share == "40 %"
    assert last_day([curve(days=())]) == 25, "the limit is in it in any case"


def test_each_law_has_a_line_and_each_limit_one_of_its_own():
    drawn = drawings([curve(), curve("FOISA", silent=0, days=((5, 10),)), curve("EIR", limit=40)])[0]
    assert [(one.kind, one.law) for one in drawn.lines] == [(0, "FOIA"), (1, "FOISA"), (2, "EIR")]
    assert [one.label for one in drawn.limits] == ["20", "40"]


def test_where_nobody_was_asked_there_is_no_picture():
    assert drawings([]) == drawings([curve(asked=0, silent=0, days=())]) == ()


@given(st.lists(st.floats(0, 250), max_size=4))
def test_labels_never_touch(places):
    found = apart(places, 250)
    ordered = sorted(found)
    assert all(after - before >= BETWEEN - 1e-6 for before, after in pairwise(ordered))
    assert max(found, default=0) <= 250
    assert [found[one] for one in sorted(range(len(places)), key=places.__getitem__)] == ordered, (
        "they keep their order"
    )
