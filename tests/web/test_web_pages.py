"""Every page of the workspace: it is there, it is safe, and it does not ask the database more than it must."""

import re
from datetime import date
from itertools import pairwise

import pytest
from django.test import Client
from factories.pages import main_text, text_of

from askall.asking import services as asking
from askall.asking.services import calendar
from askall.foundation.workspace import CLOCK
from askall.law.calendars import Proclaimed, proclaim
from askall.mail import services as mail
from askall.web.pieces import pieces
from askall.web.security import POLICY


def addresses(keys):
    listed = ["/", "/requests/", "/triage/", "/triage/filed/", "/triage/aside/", "/code/"]
    for key in keys.values():
        listed += [f"/requests/{key}/", f"/code/{key}/", f"/code/{key}/settle/"]
    return listed


def test_every_page_is_there(client, keys):
    for address in addresses(keys):
        response = client.get(address)
        assert response.status_code == 200, address
        assert response.headers["Content-Security-Policy"] == POLICY
        assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_the_style_sheet_is_served_by_us(client):
    response = client.get("/static/askall.css")
    assert response.headers["Content-Type"] == "text/css"
    assert b":focus-visible" in response.getvalue()


def test_every_page_is_well_made(client, keys):
    for address in addresses(keys):
        page = client.get(address).content.decode()
        only_what_the_policy_allows(page)
        ids = re.findall(r'\bid="([^"]+)"', page)
        assert len(ids) == len(set(ids)), address
        levels = [int(one) for one in re.findall(r"<h([1-6])", page)]
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(after - before <= 1 for before, after in pairwise(levels)), (address, levels)
        every_control_has_a_label(page)


def only_what_the_policy_allows(page):
    """Our own script and nothing else: no style, no handler within the page, which the browser would drop. Nothing
    from elsewhere."""
    page = page.replace('<script src="/static/askall.js" defer></script>', "")
    assert not re.search(r"<(script|style|iframe|object|embed)\b|\sstyle=|<[^>]*\son\w+=", page)
    assert "http://" not in page
    assert "https://" not in page


def every_control_has_a_label(page):
    for control in re.findall(r"<(?:input|select|textarea)\b[^>]*>", page):
        named = re.search(r'\bid="([^"]+)"', control)
        wrapped = f'<label class="tick">{control}' in page
        assert 'type="hidden"' in control or wrapped or (named and f'for="{named[1]}"' in page), control


def test_markup_in_mail_is_text(client, keys):
    shown = client.get(f"/requests/{keys['STN']}/").content.decode()
    assert "&lt;script&gt;alert(" in shown
    assert "&lt;img src=x onerror=alert(1)&gt;" in shown
    assert "&lt;script&gt;" in client.get("/triage/").content.decode()
    assert "&lt;script&gt;" in client.get(f"/code/{keys['STN']}/").content.decode()


def test_markup_in_a_filter_is_text(client):
    for address in ("/requests/", "/code/"):
        page = client.get(address, {"q": '"><script>', "state": "'><b>", "nation": "<i>"}).content.decode()
        assert "<script>" not in page
        assert "<b>" not in page
        assert "No request fits." in page


@pytest.mark.parametrize("page", ["0", "-1", "9" * 40, "x", ""])
def test_a_page_that_is_not_there_is_the_nearest(client, page):
    assert "5 requests" in client.get("/requests/", {"page": page}).content.decode()


def test_what_is_not_there_is_not_found(client):
    missing = ["/requests/999999/", f"/requests/{'9' * 30}/", "/code/999999/", f"/code/{'9' * 30}/settle/"]
    missing += [f"/files/{'a' * 64}", "/files/short", f"/triage/{'b' * 64}/", "/static/nothing.css", "/nowhere/"]
    for address in missing:
        response = client.get(address)
        assert response.status_code == 404, address
        assert "There is no such page" in response.content.decode()


def test_a_report_is_missing_until_it_is_published(client, settings):
    assert "There is no report yet" in client.get("/report/").content.decode()
    settings.WORKSPACE.report.mkdir()
    (settings.WORKSPACE.report / "index.html").write_text("<h1>The report</h1>")
    response = client.get("/report/")
    assert b"The report" in response.getvalue()
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    assert client.get("/report/../askall.toml").status_code == 400


def test_received_files_are_downloads_only(client, keys):
    message = next(one for one in mail.messages(requests=[keys["STN"]]) if one.attachments)
    for sha256 in (message.sha256, message.attachments[0].sha256):
        response = client.get(f"/files/{sha256}")
        assert response.status_code == 200
        assert response.headers["Content-Type"] == "application/octet-stream"
        assert response.headers["Content-Disposition"].startswith("attachment;")


def test_no_study_says_how_to_begin(db):
    page = Client().get("/").content.decode()
    assert "No study yet" in page
    assert "askall study import study.toml" in page
    assert Client().get("/code/").status_code == 200


def test_the_overview_says_what_to_do_next(client):
    page = main_text(client.get("/"))
    assert "1 message could not be filed for certain. Say where" in page
    assert "4 requests coded by nobody yet. Code them" in page
    assert "Replied 4" in page
    assert "Waiting for an answer 1" in page


def test_the_overview_shows_how_far_the_requests_have_come(client, keys):
    page = client.get("/").content.decode().split('<ol class="funnel">')[1]
    stage = r'<a href="([^"]+)">([^<]+)</a>.*?<strong>(\d+)</strong> <span class="soft">([^<]+)<'
    stages = re.findall(stage, page, re.DOTALL)
    assert stages[:5] == [
        ("/requests/?", "Bodies to ask", "5", "100 %"),
        ("/requests/?reached=accepted", "Letter accepted", "5", "100 %"),
        ("/requests/?reached=acknowledged", "Acknowledged", "4", "80 %"),
        ("/requests/?reached=replied", "Replied", "4", "80 %"),
        ("/requests/?reached=coded", "Coded", "0", "0 %"),
    ]
    shown = main_text(client.get("/"))
    assert "limit: 20 working days" in shown
    assert "FOIA 4 3 75 % 0 1" in shown, "asked, in time, later, silent"


def test_a_bank_holiday_that_moved_due_dates_is_told(client, keys):
    calendar.note_calendar(by="alice", at=CLOCK.now())
    before = main_text(client.get("/"))
    proclaim([Proclaimed(date(2021, 9, 9), ("England",), "a day of thanks")])
    try:
        calendar.note_calendar(by="alice", at=CLOCK.now())
        page = main_text(client.get("/"))
    finally:
        proclaim([])
    assert "Thursday 9 September 2021 is a bank holiday in England (a day of thanks)." in page
    assert "The due dates of 4 open requests moved." in page
    assert "The due dates of" not in before


def test_a_request_shows_its_thread_its_evidence_and_its_dates(client, keys):
    page = client.get(f"/requests/{keys['WXB']}/").content.decode()
    shown = text_of(page)
    assert "We wrote" in shown
    assert "Wexbarrow wrote" in shown
    assert "An answer is due 28 September 2021 FOIA 2000 s.10(1), s.10(6)" in shown
    assert "How 20 working days are counted from 31 August 2021" in shown
    assert "They replied" in shown
    assert re.search(r"<mark>[^<]*uses Hikvision equipment", page)
    assert "Why it lies here" in shown
    for link in set(re.findall(r'href="#(q-[^"]+)"', page)):
        assert page.count(f'id="{link}"') == 1, "each quote leads to its place"


def test_words_in_a_file_are_marked_there(client, keys):
    page = client.get(f"/requests/{keys['STN']}/").content.decode()
    files = page.split('<ul class="files">')[1]
    assert "with words that an answer rests on" in files
    assert re.search(r"<mark>[^<]*Yes we use Hikvision", files)


def test_lists_ask_the_database_no_more_for_more_rows(client, keys, workspace, now, django_assert_max_num_queries):
    asking.open_requests(study=workspace.slug, wave=2, by="alice", at=now)
    for address, most in (("/", 46), ("/requests/", 18), ("/code/", 33)):
        with django_assert_max_num_queries(most):
            client.get(address)
    for address, most in ((f"/requests/{keys['WXB']}/", 34), (f"/code/{keys['WXB']}/", 60)):
        with django_assert_max_num_queries(most):
            client.get(address)


def test_pieces_show_every_word():
    text = "\n\n  Yes, 56.\n\n\nJane"
    shown = pieces(text, (), [(4, 7), (9, 11)], "q")
    assert "".join(run.text for run in shown[0].runs) == "  Yes, 56.\n\n\nJane"
    assert [(run.text, run.anchors) for run in shown[0].runs if run.marked] == [("Yes", ("q-4",)), ("56", ("q-9",))]


def test_overlapping_marks_become_one_with_an_anchor_for_each():
    (piece,) = pieces("one two three", (), [(0, 7), (4, 13)], "q")
    assert [(run.text, run.anchors) for run in piece.runs] == [("one two three", ("q-0", "q-4"))]
