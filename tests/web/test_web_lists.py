"""The list of requests: what it is narrowed to, how it is kept, and what a spreadsheet program gets of it."""

import csv
import io
import re
from pathlib import Path

import pytest
from factories.pages import main_text
from factories.studies import write_study

from askall.asking import services as asking
from askall.asking.models import Standing
from askall.asking.records import Event
from askall.asking.services import board
from askall.bodies.register import shipped
from askall.coding import services as coding
from askall.coding.forms import Entered
from askall.coding.models import CodingStanding
from askall.study import services as studies
from askall.team import services as team
from askall.web.lists import COLUMNS


def found(client, **given):
    """The names in the list, in order."""
    page = client.get("/requests/", given).content.decode()
    return re.findall(r'<th scope="row"[^>]*><a href="[^"]+">([^<]+)', page)


def rows(response):
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


EXEMPT = "it is exempt from disclosure under section 31(1)(a)"


def code(study, now, request, value, provisions, quote):
    """Two coders say the same of the outcome of a request."""
    for coder in ("anna", "ben"):
        coding.code_request(
            study=study,
            request=next(one for one in asking.requests() if one.id == request),
            coder=coder,
            role="coder",
            entered={"outcome": Entered(value, provisions, quote)},
            at=now,
        )


def test_requests_are_found_by_what_they_are(client):
    assert len(found(client)) == 5
    assert found(client, q="holm") == ["Holmdale District Council"]
    assert found(client, q="gln") == ["Glenmorra Council"]
    assert found(client, nation="Wales") == ["Pentrefan Council"]
    assert found(client, region="South West") == ["Starney City Council"]
    assert found(client, type="district") == ["Holmdale District Council", "Wexbarrow Borough Council"]
    assert found(client, state="waiting") == ["Pentrefan Council"]
    assert found(client, state="waiting", nation="Scotland") == []
    assert found(client, reached="accepted", nation="Wales") == ["Pentrefan Council"]
    assert found(client, reached="replied", nation="Wales") == []


def test_overdue_is_who_has_not_answered_as_far_as_confirmed(client, keys, now):
    assert len(found(client, overdue="1")) == 5
    events = [event.key for one in asking.requests() for event in one.events if event.suggested]
    asking.judge_events(events=events, accepted=True, by="alice", at=now)
    assert found(client, overdue="1") == ["Pentrefan Council"]


def test_requests_are_found_by_the_section_relied_on(client, workspace, now):
    code(workspace, now, "STN", "refused", "FOIA 31(1)(a)", EXEMPT)
    code(workspace, now, "WXB", "refused", "FOIA 12", "Please find our response below.")
    assert found(client, section="FOIA 31") == ["Starney City Council"]
    page = client.get("/requests/").content.decode()
    assert '<option value="FOIA 31">FOIA 31 Law enforcement</option>' in page
    assert found(client, section="FOIA 12") == ["Wexbarrow Borough Council"]
    assert found(client, section="FOIA 12", nation="Wales") == []
    assert found(client, section="FOIA 99") == []


def test_requests_that_are_replied_to_and_coded(client, workspace, keys, now):
    assert found(client, reached="coded") == []
    CodingStanding.objects.filter(request_id__in=[keys["HLM"], keys["PNT"]]).update(state="done")
    assert found(client, reached="coded") == ["Holmdale District Council"]
    assert found(client, reached="coded", nation="Wales") == []


def test_requests_with_something_to_confirm(client, keys, now):
    event = Event("extended", now, "a" * 64, suggested=True)
    asking.log_events(events=[asking.NewEvent(keys["PNT"], event)], by="machine:reader", at=now)
    assert "Pentrefan Council" in found(client, pending="1")
    assert "1 to confirm" in main_text(client.get("/requests/", {"q": "pentrefan"}))


def test_the_list_is_sorted_by_its_heads(client, keys, now):
    assert found(client)[0] == "Glenmorra Council"
    event = Event("replied", now, "b" * 64)
    asking.log_events(events=[asking.NewEvent(keys["PNT"], event)], by="alice", at=now)
    assert found(client, order="heard")[0] == "Pentrefan Council"
    page = client.get("/requests/", {"order": "heard", "state": "replied"}).content.decode()
    assert 'aria-sort="descending"><a href="?state=replied&amp;order=heard">Last heard' in page
    assert found(client, order="colour") == found(client)


def test_another_study_has_a_list_of_its_own(client, tmp_path, workspace, now):
    other = write_study(tmp_path, (tmp_path / "study.toml").read_text().replace("five councils", "other councils"))
    record = studies.save_study(path=other, register=shipped(), by="alice", at=now)
    asking.open_requests(study=record.slug, by="alice", at=now)
    assert len(found(client)) == 10
    assert len(found(client, study=record.slug)) == 5
    assert found(client, study=record.slug, state="replied") == []
    assert found(client, study="nowhere") == []
    page = main_text(client.get("/"))
    assert page.count("How far the requests have come") == 2
    assert main_text(client.get("/code/", {"study": record.slug})).count("0 requests") == 1


def test_a_filter_that_is_given_is_offered_again(client):
    page = client.get("/requests/", {"state": "withdrawn"}).content.decode()
    assert '<option value="withdrawn" selected>' in page


def test_a_list_is_kept_and_dropped(client, workspace):
    response = client.post("/requests/keep/", {"name": "  Silent   ones ", "state": "waiting", "q": ""}, follow=True)
    assert response.redirect_chain[-1][0] == "/requests/?state=waiting"
    assert "This list is kept as “Silent ones”." in main_text(response)
    page = client.get("/requests/?state=waiting").content.decode()
    assert '<a href="/requests/?state=waiting" aria-current="true">Silent ones</a>' in page
    (kept,) = board.lists()
    assert (kept.name, kept.filters.state, kept.by) == ("Silent ones", "waiting", "researcher")
    response = client.post("/requests/drop/", {"name": "Silent ones"}, follow=True)
    assert "is no longer kept" in main_text(response)
    assert board.lists() == ()
    assert [one.action for one in team.trail()][:2] == ["list dropped", "list saved"]


@pytest.mark.parametrize("name", ["", "   ", "x" * 101])
def test_a_list_needs_a_name(client, name):
    assert "a name of 1 to 100 characters" in main_text(client.post("/requests/keep/", {"name": name}, follow=True))
    assert board.lists() == ()


def test_what_is_not_kept_cannot_be_dropped(client):
    assert "There is no list “Other”." in main_text(client.post("/requests/drop/", {"name": "Other"}, follow=True))


def test_lists_are_changed_by_posting_only(client):
    assert client.get("/requests/keep/").status_code == client.get("/requests/drop/").status_code == 405


def test_the_file_holds_the_whole_list(client, keys, workspace, now):
    code(
        workspace,
        now,
        "STN",
        "refused",
        "FOIA 31(1)(a); FOIA 24",
        "it is exempt from disclosure under section 31(1)(a)",
    )
    response = client.get("/requests/list.csv", {"reached": "replied"})
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert response.headers["Content-Disposition"].startswith('attachment; filename="requests-20')
    listed = {row["request"]: row for row in rows(response)}
    assert list(listed) == ["GLN", "HLM", "STN", "WXB"]
    starney = listed["STN"]
    assert starney["name"] == "Starney City Council"
    assert (starney["law"], starney["sent_on"], starney["due_on"]) == ("FOIA", "2021-08-31", "2021-09-28")
    assert (starney["coding"], starney["outcome"], starney["outcome_is_final"]) == ("begun", "refused", "yes")
    assert starney["sections"] == "FOIA 31(1)(a); FOIA 24"
    assert listed["WXB"]["outcome_is_final"] == "no"
    assert (listed["GLN"]["law"], listed["GLN"]["late"], listed["GLN"]["overdue"]) == ("FOISA", "no", "yes")


def test_every_column_of_the_file_is_described():
    told = (Path(__file__).parents[2] / "docs" / "pages.md").read_text()
    rows = [line.split("|")[1] for line in told.splitlines() if line.startswith("| `")]
    assert tuple(re.findall(r"`(\w+)`", " ".join(rows))) == COLUMNS


def test_no_cell_of_the_file_is_a_formula(client, keys):
    Standing.objects.filter(pk=keys["WXB"]).update(name='=HYPERLINK("http://elsewhere.example","click")', region="+1")
    text = b"".join(client.get("/requests/list.csv").streaming_content).decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(text, newline="")) for cell in row]
    assert "'+1" in cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_the_file_is_read_in_the_same_number_of_queries(client, workspace, now, django_assert_num_queries):
    def read():
        return len(rows(client.get("/requests/list.csv")))

    with django_assert_num_queries(8):
        assert read() == 5
    asking.open_requests(study=workspace.slug, wave=2, by="alice", at=now)
    with django_assert_num_queries(8):
        assert read() == 10
