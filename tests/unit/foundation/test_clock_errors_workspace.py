"""Clock, errors and workspace."""

import os
from datetime import UTC, date, datetime, timedelta

import pytest

from askall.foundation.clock import FileClock, FixedClock, SystemClock, uk_date
from askall.foundation.errors import BadInput, CheckFailed, Fault, InputFaults, OutsideFailure
from askall.foundation.workspace import CLOCK, SYNTHETIC_FILE, create_workspace, find_workspace, read_workspace


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2022, 6, 30, 23, 30, tzinfo=UTC), date(2022, 7, 1)),  # 00:30 in summer time
        (datetime(2022, 1, 14, 23, 45, tzinfo=UTC), date(2022, 1, 14)),
    ],
)
def test_the_day_is_the_one_in_the_united_kingdom(moment, day):
    assert uk_date(moment) == day


def test_a_fixed_clock_stands_still():
    moment = datetime(2022, 2, 7, tzinfo=UTC)
    assert FixedClock(moment).now() == FixedClock(moment).now() == moment
    assert SystemClock().now().tzinfo is not None


def test_a_clock_set_by_a_file_runs_on_from_there(tmp_path):
    clock, moment = FileClock(tmp_path / "now"), datetime(2021, 9, 6, 9, tzinfo=UTC)
    clock.set(moment)
    assert moment <= clock.now() < moment + timedelta(hours=1)
    written = clock.path.stat().st_mtime
    os.utime(clock.path, (written - 7200, written - 7200))
    assert clock.now() >= moment + timedelta(hours=2)
    os.utime(clock.path, (written + 7200, written + 7200))  # the computer's clock was set back
    assert clock.now() == moment


@pytest.mark.parametrize("text", ["", "yesterday", "2021-09-06T09:00:00"])
def test_a_file_that_holds_no_moment_is_named(tmp_path, text):
    (tmp_path / "now").write_text(text)
    with pytest.raises(BadInput, match="holds no moment"):
        FileClock(tmp_path / "now").now()


def test_time_is_simulated_only_where_everything_is(tmp_path, monkeypatch):
    workspace, moment = create_workspace(tmp_path / "study"), datetime(2021, 9, 6, 9, tzinfo=UTC)
    monkeypatch.setenv("ASKALL_WORKSPACE", str(workspace.root))
    workspace.simulated_time.path.parent.mkdir()
    workspace.simulated_time.set(moment)
    assert not workspace.is_simulated
    assert CLOCK.now().year > 2024
    (workspace.root / SYNTHETIC_FILE).write_text("SYNTHETIC")
    assert workspace.is_simulated
    assert uk_date(CLOCK.now()) == uk_date(workspace.clock().now()) == date(2021, 9, 6)
    monkeypatch.delenv("ASKALL_WORKSPACE")
    assert CLOCK.now().year > 2024


def test_each_error_has_its_exit_status():
    assert (CheckFailed.exit_status, BadInput.exit_status, OutsideFailure.exit_status) == (1, 2, 3)


def test_faults_name_file_row_and_column():
    faults = InputFaults([Fault("bodies.csv", "no name.", 4, "name"), Fault("bodies.csv", "empty file.")])
    assert str(faults).splitlines() == ["bodies.csv, row 4, column “name”: no name.", "bodies.csv: empty file."]
    assert faults.exit_status == 2


def test_a_workspace_is_found_from_within(tmp_path, monkeypatch):
    made = create_workspace(tmp_path / "study")
    inner = tmp_path / "study" / "inner"
    inner.mkdir()
    monkeypatch.chdir(inner)
    monkeypatch.delenv("ASKALL_WORKSPACE", raising=False)
    assert find_workspace() == made


def test_the_database_address_may_come_from_the_environment(tmp_path, monkeypatch):
    create_workspace(tmp_path / "study")
    monkeypatch.setenv("ASKALL_DATABASE_URL", "postgres://someone@db/askall")
    assert read_workspace(tmp_path / "study").database == "postgres://someone@db/askall"


def test_a_folder_with_other_things_is_left_alone(tmp_path):
    (tmp_path / "thesis.doc").write_text("mine")
    with pytest.raises(BadInput, match="not empty"):
        create_workspace(tmp_path)


@pytest.mark.parametrize("settings", ["database = [", 'colour = "red"'])
def test_unreadable_settings_are_said_so(tmp_path, settings):
    (tmp_path / "askall.toml").write_text(settings)
    with pytest.raises(BadInput, match=r"askall\.toml"):
        read_workspace(tmp_path)


def test_no_workspace_is_said_so(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ASKALL_WORKSPACE", raising=False)
    with pytest.raises(BadInput, match="askall init"):
        find_workspace()
