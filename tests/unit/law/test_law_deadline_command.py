"""`askall deadline`, and the sheet it reads in a batch."""

import json
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askall.cli.main import main
from askall.foundation.errors import InputFaults
from askall.law.sheet import read_sheet

BAD = (
    "law,received,events\n"
    "FOIA,2022-07-20,\n"
    "FOIX,2022-13-20,foo:2022-01-01\n"
    "\n"
    "FOISA,2022-03-01,clarification_asked:2022-03-08;clarified:2022-03-10\n"
    "FOISA,2022-03-01,clarified:2022-03-10\n"
)


@pytest.fixture
def askall(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    def run(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["askall", "deadline", *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
        out, err = capsys.readouterr()
        return int(ended.value.code or 0), out, err

    return run


def test_one_request_as_json(askall) -> None:
    status, out, _ = askall(
        "--law", "FOIA", "--received", "2022-06-30T23:30:00Z", "--event", "stated_due:2022-08-03", "--json"
    )
    printed = json.loads(out)
    assert status == 0
    assert (printed["received"], printed["due"], printed["stated_due"]) == ("2022-07-01", "2022-08-02", "2022-08-03")
    assert [day["date"] for day in printed["skipped"]] == ["2022-07-12", "2022-08-01"]


def test_one_request_in_words(askall) -> None:
    status, out, _ = askall("--law", "FOIA", "--received", "2022-01-15")
    assert status == 0
    assert out.startswith("Due Friday 11 February 2022")
    assert "Rival date: Monday 14 February 2022" in out
    assert "Late may be claimed only after Monday 14 February 2022" in out


def test_every_sentence_has_its_occasion(askall) -> None:
    given_events = ("fee_notice:2022-03-04", "extended:2022-03-29", "stated_due:2022-05-09")
    arguments = [part for one in given_events for part in ("--event", one)]
    _, out, _ = askall("--law", "FOIA", "--received", "2022-03-01", *arguments)
    for words in (
        "guidance, not statute",
        "own date",
        "Last day to pay",
        "had to be notified",
        "the applicant's (fee)",
    ):
        assert words in out


def test_schools_and_the_keeper(askall) -> None:
    _, out, _ = askall(
        "--law", "FOIA", "--received", "2021-07-19", "--school-closed", "2021-07-21..2021-09-07", "--json"
    )
    assert json.loads(out)["due"] == "2021-10-04"
    _, out, _ = askall("--law", "FOISA", "--received", "2022-01-10", "--keeper", "--json")
    assert json.loads(out)["due"] == "2022-02-21"


@pytest.mark.parametrize(
    "arguments",
    [
        ("--law", "FOIX", "--received", "2022-01-10"),
        ("--law", "FOIA", "--received", "2022-02-30"),
        ("--law", "FOIA", "--received", "20220210"),
        ("--law", "FOIA", "--received", "2022-02-10T10:00:00"),
        ("--law", "FOIA", "--received", "2022-02-10", "--event", "nothing"),
        ("--law", "FOIA", "--received", "2022-02-10", "--school-closed", "2022-02-10"),
        ("--law", "FOIA"),
        ("--batch", "x.csv", "--law", "FOIA"),
        ("--batch", "/nowhere/x.csv"),
        ("--batch", "/"),
    ],
)
def test_bad_input_is_one_sentence_and_status_2(askall, arguments: tuple[str, ...]) -> None:
    status, out, err = askall(*arguments)
    assert status == 2
    assert out == ""
    assert err.count("\n") == 1


def test_a_batch_lists_every_fault_and_prints_nothing_else(askall, tmp_path: Path) -> None:
    sheet = tmp_path / "requests.csv"
    sheet.write_text(BAD, encoding="utf-8")
    status, out, err = askall("--batch", str(sheet))
    assert (status, out) == (2, "")
    places = [line.removeprefix(f"{sheet}, ").partition(": ")[0] for line in err.splitlines()]
    assert places == [
        "row 3, column “law”",
        "row 3, column “received”",
        "row 3, column “events”",
        "row 6, column “events”",
    ]


def test_a_batch_as_json_reports_a_bad_row_in_its_place_and_goes_on(askall, tmp_path: Path) -> None:
    sheet = tmp_path / "requests.csv"
    sheet.write_text(BAD, encoding="utf-8")
    status, out, err = askall("--batch", str(sheet), "--json")
    lines = [json.loads(line) for line in out.splitlines()]
    assert status == 2
    assert [line["row"] for line in lines] == [2, 3, 5, 6]
    assert ["error" in line for line in lines] == [False, True, False, True]
    assert lines[1]["path"] == str(sheet)
    assert lines[2]["due"] == "2022-04-07"
    assert "2 rows" in err


def test_a_good_batch_in_columns(askall, tmp_path: Path) -> None:
    sheet = tmp_path / "requests.csv"
    sheet.write_text("received,law\n2022-01-15,FOIA\n", encoding="utf-8")
    status, out, _ = askall("--batch", str(sheet))
    assert status == 0
    assert out.splitlines()[1].split() == ["2", "FOIA", "2022-01-15", "2022-02-11", "2022-02-14", "2022-02-14"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_sheet_may_come_from_any_spreadsheet(encoding: str) -> None:
    content = "Law,Received,Events,Note\r\nEIR 2004,2022-03-01,,café\r\n".encode(encoding)
    assert [str(line.deadline and line.deadline.due) for line in read_sheet("x.csv", content)] == ["2022-03-30"]


def test_a_school_in_a_sheet() -> None:
    rows = ("law,received,school_closed", *(f"{law},2021-07-19,2021-07-21..2021-09-07" for law in ("FOIA", "FOISA")))
    content = "\n".join(rows).encode()
    good, bad = read_sheet("x.csv", content)
    assert str(good.deadline and good.deadline.due) == "2021-10-04"
    assert [fault.column for fault in bad.faults] == ["school_closed"]


@pytest.mark.parametrize("content", [b"", b"\n", b"a,b\n1,2\n", b"law;received\nFOIA;2022-01-01\n"])
def test_a_sheet_without_its_columns_is_refused(content: bytes) -> None:
    with pytest.raises(InputFaults, match="column"):
        list(read_sheet("x.csv", content))


def test_a_row_longer_than_the_header_is_a_fault() -> None:
    (line,) = read_sheet("x.csv", b"law,received\nFOIA,2022-01-01,x\n")
    assert line.deadline is None
    assert "more cells" in line.faults[0].why


@given(st.binary(max_size=300))
def test_no_bytes_crash_the_sheet(content: bytes) -> None:
    for head in (b"", b"law,received,events\n"):
        try:
            lines = list(read_sheet("x.csv", head + content))
        except InputFaults:
            continue
        assert all((line.deadline is None) == bool(line.faults) for line in lines)
