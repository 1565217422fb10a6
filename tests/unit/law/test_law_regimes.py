"""The regimes as data, their names, and the applicant's own time limits."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askall.foundation.errors import BadInput
from askall.law.calendars import CALENDARS
from askall.law.regimes import LAWS, find_law, regime, regimes
from askall.law.windows import aggregation_until, appeal_by, ask_review_by, complain_by, pay_by


@pytest.mark.parametrize(
    ("name", "code", "variant"),
    [
        ("FOIA", "FOIA", ""),
        ("foia 2000", "FOIA", ""),
        ("Freedom of Information Act 2000", "FOIA", ""),
        ("FOIA (school)", "FOIA", "school"),
        ("FOISA", "FOISA", ""),
        ("Freedom of Information (Scotland) Act 2002", "FOISA", ""),
        ("FOISA (Keeper of the Records)", "FOISA", "keeper"),
        ("EIR 2004", "EIR", ""),
        ("EIRs", "EIR", ""),
        ("EI(S)R 2004", "EISR", ""),
        ("EISR", "EISR", ""),
        ("Environmental Information (Scotland) Regulations 2004", "EISR", ""),
    ],
)
def test_laws_are_found_by_their_usual_names(name: str, code: str, variant: str) -> None:
    found = find_law(name)
    assert (found.regime.code, found.variant) == (code, variant)


@pytest.mark.parametrize("name", ["", "GDPR", "FOIA 2002", "⚖"])
def test_other_names_are_refused(name: str) -> None:
    with pytest.raises(BadInput, match="FOIA, FOISA, EIR or EISR"):
        regime(name)


def test_the_regimes_point_at_one_another() -> None:
    assert tuple(regimes()) == LAWS
    for one in regimes().values():
        assert one.calendar in CALENDARS
        assert regimes()[one.other].other == one.code
        assert one.environmental in ("EIR", "EISR")
        assert one.regulator.url.startswith("https://")
        assert one.regulator.email.partition("@")[2] in one.regulator.url
        assert one.review_first == (one.calendar == "Scotland")
        assert all(limit.source for limit in (one.answer, one.review, one.ask_review, one.complain, one.pay))


def test_three_months_to_pay_begin_with_the_day_of_the_notice() -> None:
    assert pay_by("FOIA", date(2022, 2, 8)) == date(2022, 5, 7)
    assert pay_by("FOISA", date(2021, 11, 30)) == date(2022, 2, 28)
    assert pay_by("FOIA", date(2021, 11, 28)) == date(2022, 2, 27)
    assert pay_by("FOIA", date(2023, 11, 29)) == date(2024, 2, 28)
    assert pay_by("FOIA", date(2022, 10, 1)) == date(2022, 12, 31)
    assert pay_by("EIR", date(2022, 2, 8)) == date(2022, 5, 9)


def test_six_months_end_on_the_corresponding_day() -> None:
    assert complain_by("FOISA", review_answered=date(2022, 8, 31)) == date(2023, 2, 28)
    assert complain_by("FOISA", review_due=date(2022, 7, 4)) == date(2023, 1, 4)
    assert complain_by("EISR", review_answered=date(2022, 5, 4)) == date(2022, 11, 4)


def test_a_complaint_needs_a_day_to_count_from() -> None:
    with pytest.raises(BadInput, match="outcome"):
        complain_by("FOIA")


def test_an_early_answer_does_not_shorten_the_scottish_time_to_ask_for_review() -> None:
    allowed = date(2022, 2, 7)
    assert ask_review_by("FOISA", allowed, date(2022, 1, 20)) == ask_review_by("FOISA", allowed)
    assert ask_review_by("FOIA", allowed, date(2022, 1, 20)) < ask_review_by("FOIA", allowed)


def test_limits_a_law_does_not_know_are_refused() -> None:
    with pytest.raises(BadInput, match="Court of Session"):
        appeal_by("FOISA", date(2022, 9, 1))
    with pytest.raises(BadInput, match="added up"):
        aggregation_until("FOISA", date(2022, 9, 1))


@given(st.sampled_from(LAWS), st.dates(date(2005, 1, 1), date(2090, 1, 1)))
def test_the_last_day_to_pay_moves_on_with_the_notice(law: str, notice: date) -> None:
    last = pay_by(law, notice)
    assert timedelta(days=80) < last - notice < timedelta(days=110)
    assert pay_by(law, notice + timedelta(days=1)) >= last
