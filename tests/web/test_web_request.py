"""A request's page: its clock, its history in one line of time, and what was read in its mail, to be confirmed."""

import io
import re
from datetime import UTC, datetime

import pytest
from factories.pages import main_text
from factories.studies import OURS, answer, write_mbox
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from askall.asking import services as asking
from askall.asking.models import OutgoingLetter
from askall.asking.records import Event, Quoted
from askall.documents import services as documents
from askall.foundation.files import FileStore
from askall.mail import services as mail
from askall.team import services as team
from askall.web import files as file_pages

HOSTILE = "<script>alert(1)</script>"
YES = "Yes, the council uses Hikvision equipment in its car parks."


@pytest.fixture
def extended(keys, now):
    """The machine read in Wexbarrow's answer that they take more time: an event that waits to be confirmed."""
    (message,) = [one for one in mail.messages(requests=[keys["WXB"]]) if not one.outgoing]
    start = message.text.index(YES)
    event = Event(
        "extended",
        message.sent_at,
        message.sha256,
        suggested=True,
        confidence=0.9,
        evidence=(Quoted(message.sha256, 0, start, start + len(YES), YES),),
    )
    asking.log_events(events=[asking.NewEvent(keys["WXB"], event)], by="machine:reader", at=now)
    return next(one for one in asking.requests(keys=[keys["WXB"]])[0].events if one.kind == "extended")


def history(client, key):
    """The words of each entry of the history."""
    page = client.get(f"/requests/{key}/").content.decode()
    listed = page.split('<ol class="history">')[1].split("</ol>\n</section>")[0]
    return [main_text_of(entry) for entry in re.split(r'<li class="(?:mail|letter|event|due)">', listed)[1:]]


def main_text_of(markup):
    return " ".join(re.sub(r"<[^>]+>", " ", markup).split())


def judge(client, key, **given):
    return client.post(f"/requests/{key}/judge/", given, follow=True)


def verdicts(key):
    return [(one.kind, one.verdict) for one in asking.requests(keys=[key])[0].events if one.suggested]


def test_the_history_is_one_line_of_time(client, keys, now):
    asking.log_events(
        events=[asking.NewEvent(keys["WXB"], Event("withdrawn", datetime(2021, 10, 15, 9, tzinfo=UTC)))],
        by="alice",
        at=now,
    )
    entries = history(client, keys["WXB"])
    assert [entry[:22] for entry in entries] == [
        "We wrote 31 August 202",
        "Wexbarrow wrote 14 Sep",
        "28 September 2021 Last",
        "15 October 2021 We wit",
    ]
    assert "Last day for an answer FOIA 2000 s.10(1), s.10(6)" in entries[2]


def test_what_was_read_in_a_mail_waits_beside_it_with_its_words(client, keys, extended):
    page = client.get(f"/requests/{keys['WXB']}/").content.decode()
    assert "They took more time" in history(client, keys["WXB"])[1]
    assert re.search(r'to be confirmed.*?<a class="quote" href="#q-[^"]+">“Yes, the council uses', page, re.DOTALL)
    assert "to be confirmed. No due date rests on" in main_text(client.get(f"/requests/{keys['WXB']}/"))
    assert "If what waits is confirmed" in main_text(client.get(f"/requests/{keys['WXB']}/"))


def test_a_person_says_that_it_is_so(client, keys, extended):
    response = judge(client, keys["WXB"], event=extended.key, accepted="yes")
    assert response.redirect_chain[-1][0] == f"/requests/{keys['WXB']}/#history"
    assert ("extended", "accepted") in verdicts(keys["WXB"])
    page = main_text(response)
    assert "Wexbarrow Borough Council: It is so." in page
    assert "They took more time confirmed" in page


def test_a_person_says_that_it_is_not_so_and_thinks_again(client, keys, extended):
    assert "They took more time not so" in main_text(judge(client, keys["WXB"], event=extended.key, accepted="no"))
    assert ("extended", "rejected") in verdicts(keys["WXB"])
    judge(client, keys["WXB"], event=extended.key, accepted="yes")
    assert ("extended", "accepted") in verdicts(keys["WXB"])


def test_all_that_waits_is_confirmed_at_once(client, keys, extended, now):
    event = Event("acknowledged", extended.at, extended.source, suggested=True)
    asking.log_events(events=[asking.NewEvent(keys["WXB"], event)], by="machine:reader", at=now)
    waiting = sum(not verdict for _, verdict in verdicts(keys["WXB"]))
    assert waiting > 1
    assert f"{waiting} confirmed at once" in main_text(judge(client, keys["WXB"], event="all", accepted="yes"))
    assert {verdict for _, verdict in verdicts(keys["WXB"])} == {"accepted"}
    assert "Nothing was left to say." in main_text(judge(client, keys["WXB"], event="all", accepted="yes"))


@pytest.mark.parametrize("event", ["", "x", "0", "9" * 30, "-1"])
def test_an_event_of_another_request_is_left_alone(client, keys, extended, event):
    judge(client, keys["WXB"], event=event, accepted="yes")
    judge(client, keys["HLM"], event=extended.key, accepted="yes")
    assert ("extended", "") in verdicts(keys["WXB"])


def posted(key, message_id, state, **more):
    """A letter of the outbox."""
    return OutgoingLetter.objects.create(
        **{
            "request_id": key,
            "step": "chase",
            "number": OutgoingLetter.objects.count() + 1,
            "batch": "b",
            "message_id": message_id,
            "sha256": "c" * 64,
            "recipient": "foi@wexbarrow.gov.uk",
            "subject": "Reminder",
            "body": "Dear Wexbarrow",
            "state": state,
            "not_before": datetime(2021, 10, 1, 9, tzinfo=UTC),
            "queued_at": datetime(2021, 10, 1, 8, tzinfo=UTC),
            "queued_by": team.person(handle="alice"),
        }
        | more
    )


def test_what_the_mail_server_said_stands_with_its_letter(client, keys, now):
    letter = mail.messages(requests=[keys["WXB"]])[0]
    taken = {"code": 250, "answer": "2.0.0 Ok: queued as 4F", "accepted_at": letter.sent_at, "settled_by": "server"}
    posted(keys["WXB"], letter.message_id, "accepted", **taken)
    refused = posted(keys["WXB"], "other@campaign.org.uk", "rejected", code=550, answer=f"5.1.1 unknown {HOSTILE}")
    posted(keys["HLM"], "third@campaign.org.uk", "queued")
    entries = history(client, keys["WXB"])
    assert "Accepted by the mail server 31 Aug 2021, 10:00 250 2.0.0 Ok: queued as 4F" in entries[0]
    assert entries[3].startswith("1 October 2021, 09:00 Reminder to foi@wexbarrow.gov.uk: Refused 550 5.1.1 unknown")
    page = client.get(f"/requests/{keys['WXB']}/").content.decode()
    assert f'href="/outbox/{refused.pk}/"' in page
    assert HOSTILE not in page
    assert "Reminder to foi@wexbarrow.gov.uk: Waiting not before 1 Oct 2021, 10:00" in history(client, keys["HLM"])[3]


def test_the_days_are_counted_in_a_calendar(client, keys):
    page = client.get(f"/requests/{keys['WXB']}/").content.decode()
    cells = re.findall(r'<td class="([^"]*)">(.*?)</td>', page.split('<table class="weeks">')[1])
    counted = [re.search(r'class="count">(\d+)', cell)[1] for kind, cell in cells if "counted" in kind]
    assert counted == [str(number) for number in range(1, 21)]
    assert "due" in cells[-6][1]
    assert "last" in cells[-6][0]


# --- Pictures ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def scan(workspace, keys, settings, worker, now, monkeypatch):
    """A scanned letter of two pages and a photo, sent by Holmdale; the hash of each file by its name."""
    monkeypatch.setattr(file_pages, "DRAWERS", worker)
    out, photo = io.BytesIO(), io.BytesIO()
    canvas = Canvas(out)
    for number in (1, 2):
        canvas.drawString(72, 700, f"Page {number}")
        canvas.showPage()
    canvas.save()
    Image.new("RGB", (30, 20), "red").save(photo, "JPEG")
    message = answer(1, "foi@holmdale.gov.uk", "Please see the letter attached.", days=16)
    message.replace_header("Message-ID", "<scan@holmdale.gov.uk>")
    message.add_attachment(out.getvalue(), maintype="application", subtype="pdf", filename="letter.pdf")
    message.add_attachment(
        photo.getvalue(), maintype="image", subtype="jpeg", filename="photo.jpg", disposition="inline"
    )
    store = FileStore(settings.WORKSPACE.files)
    box = write_mbox(settings.WORKSPACE.root / "scan.mbox", [message])
    mail.import_mail(paths=[box], store=store, own_addresses=[OURS], at=now)
    mail.file_messages(keywords=["Hikvision"], at=now)
    documents.extract_files(files=mail.attached_files(), store=store, work=worker)
    thread = mail.messages(requests=[keys["HLM"]])
    return {file.filename: file.sha256 for one in thread for file in one.attachments}


def test_pages_of_files_are_shown_as_pictures(client, keys, scan):
    page = client.get(f"/requests/{keys['HLM']}/").content.decode()
    assert "Its 2 pages as pictures" in page
    shown = re.findall(
        r'<img src="([^"]+)"(?: width="1240" height="1754")? loading="lazy" decoding="async" alt="([^"]+)">', page
    )
    assert [alt for _, alt in shown] == [
        "Page 1 of letter.pdf as a picture; its words are in its text",
        "Page 2 of letter.pdf as a picture; its words are in its text",
        "photo.jpg as a picture",
    ]
    assert page.count('width="1240"') == 2  # the room of a page is kept; a photo is as large as it is
    for address, _ in shown:
        response = client.get(address)
        assert response.headers["Content-Type"] == "image/png"
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.headers["Content-Security-Policy"].startswith("default-src 'none'")
        assert response.content.startswith(b"\x89PNG")


def test_there_is_no_picture_of_anything_else(client, keys, scan):
    csv_file = next(file for one in mail.messages(requests=[keys["STN"]]) for file in one.attachments)
    mail_file = mail.messages(requests=[keys["HLM"]])[0]
    for sha256, number in (
        (scan["letter.pdf"], 0),
        (scan["letter.pdf"], 3),
        (scan["letter.pdf"], 10**9),
        (scan["photo.jpg"], 2),
        (csv_file.sha256, 1),
        (mail_file.sha256, 1),
        ("e" * 64, 1),
    ):
        assert client.get(f"/files/{sha256}/{number}.png").status_code == 404


def test_a_page_shows_no_file_as_it_was_sent(client, keys, scan):
    page = client.get(f"/requests/{keys['HLM']}/").content.decode()
    for address in re.findall(r'(?:src|href)="(/files/[^"]+)"', page):
        response = client.get(address)
        kind = response.headers["Content-Type"]
        assert kind == "image/png" or response.headers["Content-Disposition"].startswith("attachment;"), address
