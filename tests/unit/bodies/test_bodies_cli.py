"""askall bodies list."""

import json
from datetime import UTC, date, datetime

import pytest
from typer.testing import CliRunner

from askall.bodies.records import Body
from askall.bodies.register import shipped
from askall.cli.bodies import app, as_record, day_of
from askall.foundation.clock import FixedClock
from askall.foundation.errors import BadInput


def run(*arguments: str):
    return CliRunner().invoke(app, list(arguments), catch_exceptions=False)


def test_json_is_one_object_a_body_with_all_fields():
    result = run("list", "--as-at", "2022-02-07", "--type", "London borough", "--json")
    records = [json.loads(line) for line in result.stdout.splitlines()]
    assert len(records) == 32
    assert all(set(record) == set(Body.__dataclass_fields__) for record in records)
    hackney = next(record for record in records if record["id"] == "HCK")
    assert hackney["domains"] == ["hackney.gov.uk"]
    assert "32 bodies in force on 2022-02-07" in result.stderr
    assert "32 bodies" not in result.stdout


def test_dates_are_iso():
    record = as_record(shipped().get("TAU"))
    assert (record["start"], record["end"]) == (None, "2019-04-01")


def test_the_table_shows_whole_names():
    result = run("list", "--as-at", "2022-02-07", "--nation", "Northern Ireland")
    assert "Armagh City, Banbridge and Craigavon Borough Council" in result.stdout
    assert len(result.stdout.splitlines()) == 12


def test_options_can_be_repeated_and_combined():
    result = run("list", "--as-at", "2022-02-07", "--nation", "Scotland", "--nation", "wales", "--json")
    assert len(result.stdout.splitlines()) == 54
    result = run("list", "--as-at", "2022-02-07", "--region", "London", "--type", "City of London", "--json")
    assert json.loads(result.stdout)["id"] == "LND"


def test_another_register(tmp_path):
    path = tmp_path / "mine.csv"
    path.write_text("Name,E-mail\nBro Tawe Council,foi@brotawe.example\n", encoding="utf-8")
    result = run("list", "--register", str(path), "--json")
    assert json.loads(result.stdout)["name"] == "Bro Tawe Council"
    assert "1 body in force" in result.stderr


@pytest.mark.parametrize("arguments", [["--as-at", "yesterday"], ["--type", "borough"], ["--register", "none.csv"]])
def test_bad_input_is_refused(arguments):
    with pytest.raises(BadInput):
        run("list", *arguments)


def test_without_a_date_it_is_today_in_the_united_kingdom():
    late_in_june = FixedClock(datetime(2026, 6, 30, 23, 30, tzinfo=UTC))
    assert day_of("", late_in_june) == date(2026, 7, 1)
