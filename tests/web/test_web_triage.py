"""Filing by hand: look first, move, take it back. Nothing is lost on the way."""

import pytest
from factories.pages import main_text

from askall.asking import services as asking
from askall.mail import services as mail


@pytest.fixture
def waiting(workspace):
    """The one message that waits in triage."""
    (message,) = mail.messages(in_triage=True)
    return message


def filed_to(message):
    return mail.messages(sha256=[message.sha256])[0].request


def test_triage_shows_what_waits(client, waiting):
    page = main_text(client.get("/triage/"))
    assert "1 message could not be filed for certain" in page
    assert "From someone@elsewhere.example to study@campaign.org.uk" in page
    assert "We spoke on Tuesday." in page


@pytest.mark.parametrize("typed", ["Pentrefan Council (PNT)", "pentrefan council", "PNT", " pnt "])
def test_a_body_is_found_by_its_name_or_id(client, keys, waiting, typed):
    page = client.get(f"/triage/{waiting.sha256}/", {"other": typed})
    assert "File it to Pentrefan Council?" in main_text(page)
    assert f'name="request" value="{keys["PNT"]}"' in page.content.decode()


def test_looking_moves_nothing(client, keys, waiting):
    page = main_text(client.get(f"/triage/{waiting.sha256}/", {"request": keys["WXB"]}))
    assert "Yours" not in page
    assert "What is there already Replied." in page
    assert "wexbarrow.gov.uk" in page
    assert filed_to(waiting) is None
    assert client.get(f"/triage/{waiting.sha256}/move/").status_code == 405


@pytest.mark.parametrize(
    "given", [{}, {"other": "Atlantis"}, {"request": "x"}, {"request": "9" * 30}, {"other": "a" * 9999}]
)
def test_a_body_that_is_not_there_moves_nothing(client, waiting, given):
    page = main_text(client.get(f"/triage/{waiting.sha256}/", given, follow=True))
    assert "Nothing was moved." in page
    assert filed_to(waiting) is None


def test_a_message_is_moved_and_the_log_says_by_whom_and_why(client, keys, waiting):
    given = {"request": keys["PNT"], "why": "They rang about it.\x00"}
    response = client.post(f"/triage/{waiting.sha256}/move/", given, follow=True)
    assert "Filed to Pentrefan Council. Undo" in main_text(response)
    assert filed_to(waiting) == keys["PNT"]
    last = mail.filing_log(sha256=waiting.sha256)[-1]
    assert (last.by, last.why) == ("researcher", "They rang about it.\ufffd")
    assert "They rang about it." in main_text(client.get(f"/requests/{keys['PNT']}/"))


def test_a_move_is_undone(client, keys, waiting):
    before = asking.requests(keys=[keys["PNT"]])[0].events
    client.post(f"/triage/{waiting.sha256}/move/", {"request": keys["PNT"]})
    client.post(f"/triage/{waiting.sha256}/move/", {"request": ""})
    assert filed_to(waiting) is None
    assert asking.requests(keys=[keys["PNT"]])[0].events == before
    assert len(mail.filing_log(sha256=waiting.sha256)) == 3, "both moves stay in the log"


def test_taking_a_message_out_of_a_request_can_be_undone_too(client, keys):
    message = next(one for one in mail.messages(requests=[keys["WXB"]]) if not one.outgoing)
    page = client.post(f"/triage/{message.sha256}/move/", {"request": ""}, follow=True).content.decode()
    assert filed_to(message) is None
    undo = page.split('class="notice"')[1].split("</form>")[0]
    assert f'action="/triage/{message.sha256}/move/"' in undo
    assert f'name="request" value="{keys["WXB"]}"' in undo


def test_a_move_to_nowhere_is_refused(client, waiting):
    for given in ("999999", "9" * 30, "-1", "1.0", "²"):
        page = main_text(client.post(f"/triage/{waiting.sha256}/move/", {"request": given}, follow=True))
        assert "Nothing was moved" in page
    assert filed_to(waiting) is None
    assert client.post(f"/triage/{'0' * 64}/move/", {"request": ""}).status_code == 404


def test_another_site_cannot_move_anything(workspace, keys, waiting):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    assert strict.post(f"/triage/{waiting.sha256}/move/", {"request": keys["PNT"]}).status_code == 403
    assert filed_to(waiting) is None
