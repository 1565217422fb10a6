"""Bank holidays that a workspace names itself, and calendars as they were or would be."""

from datetime import date, datetime

import pytest

from askall.foundation.errors import BadInput
from askall.law.calendars import CALENDARS, END, FIRST, NATIONS, Proclaimed, calendar, of_days, proclaim, with_days
from askall.law.deadlines import due
from askall.law.proclaimed import proclaimed

DAY = date(2022, 9, 20)
RECEIVED = date(2022, 8, 31)


@pytest.fixture(autouse=True)
def nothing_proclaimed():
    yield
    proclaim([])


def test_a_table_is_a_day_its_name_and_its_nations():
    [one] = proclaimed([{"date": DAY, "name": " Day of a new reign ", "nations": ["Scotland"]}], "askall.toml")
    assert one == Proclaimed(DAY, ("Scotland",), "Day of a new reign")
    [everywhere] = proclaimed([{"date": DAY, "name": "Day of a new reign"}], "askall.toml")
    assert everywhere.nations == tuple(NATIONS.values())


@pytest.mark.parametrize(
    ("table", "why"),
    [
        ({"name": "A day"}, "“date” is a day"),
        ({"date": "2022-09-20", "name": "A day"}, "“date” is a day"),
        ({"date": datetime(2022, 9, 20, 12), "name": "A day"}, "“date” is a day"),
        ({"date": date(1999, 9, 20), "name": "A day"}, "“date” is a day"),
        ({"date": DAY}, "“name” is missing"),
        ({"date": DAY, "name": "  "}, "“name” is missing"),
        ({"date": DAY, "name": "A day", "nations": []}, "“nations” is a list"),
        ({"date": DAY, "name": "A day", "nations": "Scotland"}, "“nations” is a list"),
        ({"date": DAY, "name": "A day", "nations": ["Caledonia"]}, "“nations” is a list"),
        ({"date": DAY, "name": "A day", "nation": "Scotland"}, "“nation” is not a key"),
    ],
)
def test_a_table_that_is_none_is_named_with_its_place(table, why):
    with pytest.raises(BadInput, match=why) as refused:
        proclaimed([{"date": DAY, "name": "A day"}, table], "askall.toml")
    assert str(refused.value).startswith("askall.toml, [[holiday]] 2: ")


def test_a_day_off_in_one_nation_is_off_for_the_whole_country_but_not_for_the_others():
    proclaim([Proclaimed(DAY, ("Wales",), "Day of a new reign")])
    assert due("FOIA", RECEIVED).due == date(2022, 9, 30)
    assert due("FOISA", RECEIVED).due == date(2022, 9, 29)
    assert [one.title for one in due("FOIA", RECEIVED).skipped][-1] == "Day of a new reign"


def test_what_would_be_is_what_will_be():
    new = Proclaimed(DAY, ("Scotland", "Wales"), "Day of a new reign")
    would = {name: with_days(name, [new]) for name in CALENDARS}
    assert due("FOISA", RECEIVED).due == date(2022, 9, 29), "nothing was proclaimed by it"
    before = {law: due(law, RECEIVED, calendars=would).due for law in ("FOIA", "FOISA")}
    proclaim([new])
    assert {law: due(law, RECEIVED).due for law in before} == before
    for name in CALENDARS:
        assert would[name].skipped(FIRST, END) == calendar(name).skipped(FIRST, END)


def test_a_saturday_moves_nothing():
    assert with_days("Scotland", [Proclaimed(date(2022, 9, 24), ("Scotland",), "A day")]).skipped(FIRST, END) == (
        calendar("Scotland").skipped(FIRST, END)
    )


def test_a_calendar_is_known_again_by_its_days():
    days = [one.date for one in calendar("Scotland").skipped(FIRST, END)]
    again = of_days("Scotland", reversed(days))
    assert due("FOISA", RECEIVED, calendars={"Scotland": again}).due == due("FOISA", RECEIVED).due
