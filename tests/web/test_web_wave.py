"""Asking a wave in the browser: every letter looked at, the wave refused while anything is wrong, queued as a whole."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from factories.desk import wave_of_a_day
from factories.outboxes import counts, rows
from factories.pages import main_text, text_of
from factories.studies import STUDY

from askall.asking import services as asking
from askall.asking.services.addresses import give_addresses

LETTERS = "".join(
    f'\n[letter.{law}]\nsubject = "Cameras"\nbody = """Dear {{body.name}},\n\n{{study.questions}}\n\nJane Doe"""\n'
    for law in ("FOIA", "FOISA", "EIR", "EISR")
)


@pytest.fixture
def wave(db, settings, tmp_path, now, monkeypatch):
    return wave_of_a_day(tmp_path, now, settings, monkeypatch, study=STUDY + LETTERS)


@pytest.fixture
def client(wave):
    return Client()


@pytest.fixture
def lacking(wave):
    """Holmdale has no address in the frame."""
    without_address(wave, "HLM")
    return wave


def without_address(wave, code):
    from askall.bodies.models import FrameBody

    row = FrameBody.objects.get(code=code)
    row.fields["emails"] = []
    row.save()


def post(client, deed, query="", **given):
    return client.post(f"/ask/{deed}/{query}", given, follow=True)


def test_every_letter_is_shown_as_its_body_would_get_it(client, wave):
    page = client.get("/ask/")
    shown = main_text(page)
    assert "6 letters 3 under FOIA" in shown
    assert "0 asked already" in shown
    assert page.content.decode().count('<details class="letter"') == 6
    assert "Dear Wexbarrow Borough Council, 1. Does the council use equipment made by Hikvision?" in shown
    assert "Queue 6 letters" in shown
    assert counts() == {}


def test_a_wave_is_queued_as_a_whole_and_taken_back(client, wave):
    response = post(client, "queue", undo="30")
    assert "6 letters queued. They wait while the undo window is open. Undo" in text_of(response.content.decode())
    assert counts() == {"queued": 6}
    assert {one.step for one in rows()} == {"ask"}
    assert (rows()[0].not_before - rows()[0].queued_at).total_seconds() == 1800
    assert "Everybody has been asked, or is about to be." in main_text(client.get("/ask/"))
    assert "There is nobody to ask." in main_text(post(client, "queue", undo="10"))
    assert "has not been asked" not in main_text(client.get("/work/")), "they are on their way"
    client.post("/outbox/undo/", {"of": rows()[0].batch})
    assert "6 letters" in main_text(client.get("/ask/"))
    assert "6 bodies have not been asked" in main_text(client.get("/work/"))


def test_who_was_asked_is_not_asked_again(client, wave):
    wave.log("WXB", ("sent", 1, 10))
    assert "1 asked already" in main_text(client.get("/ask/"))
    post(client, "queue", undo="0")
    assert "WXB" not in {one.body_id for one in rows()}


def test_a_body_without_an_address_stops_the_wave(client, lacking):
    shown = main_text(client.get("/ask/"))
    assert "The wave is stopped until what is wrong is mended." in shown
    assert "1 without an address" in shown
    assert "Queue" not in shown
    response = client.post("/ask/queue/", {"undo": "10"})
    assert response.status_code == 422
    assert "Nothing was queued Mend what is wrong first" in main_text(response)
    assert counts() == {}


def test_it_may_be_left_for_later(client, lacking):
    assert "5 letters" in main_text(client.get("/ask/?missing=1"))
    post(client, "queue", "?missing=1", undo="10")
    assert counts() == {"queued": 5}


def test_an_address_is_typed_on_the_page(client, lacking):
    response = post(client, "addresses", **{"email-HLM": " foi@holmdale.gov.uk ", "email-WXB": ""})
    assert "1 new address taken over." in main_text(response)
    assert "6 letters" in main_text(response)
    assert asking.requests(keys=[lacking.keys["HLM"]])[0].body.emails == ("foi@holmdale.gov.uk",)


@pytest.mark.parametrize(
    ("csv", "said"),
    [
        ("body,email\nHolmdale District Council,foi@holmdale.gov.uk\n", "1 new address taken over."),
        ("body,email\nAtlantis,foi@holmdale.gov.uk\n", "No address was taken over."),
        ("body,email\nHLM,nobody\n", "No address was taken over."),
        ("name\nHLM\n", "the column “body” is missing"),
        ("\x00\xff", "No address was taken over."),
    ],
)
def test_addresses_come_from_a_csv_all_or_none(client, lacking, csv, said):
    file = SimpleUploadedFile("<b>mine.csv", csv.encode("latin-1"))
    response = post(client, "addresses", file=file)
    assert said in main_text(response)
    assert "<b>mine" not in response.content.decode()


def test_a_wrong_address_is_named(client, lacking):
    assert "is no mail address" in main_text(post(client, "addresses", **{"email-HLM": "nobody"}))


def test_what_is_odd_is_shown_and_stops_nothing(client, wave, now):
    give_addresses(study=wave.study.slug, addresses={"HLM": "foi@wexbarrow.gov.uk"}, source="test", by="alice", at=now)
    shown = main_text(client.get("/ask/"))
    assert "Odd, but no obstacle" in shown
    assert "Holmdale District Council, Wexbarrow Borough Council: foi@wexbarrow.gov.uk stands for 2 bodies." in shown
    assert "Queue 6 letters" in shown


def test_domains_that_take_no_mail_stop_the_wave_once_asked(client, wave, monkeypatch):
    monkeypatch.setattr("askall.web.wave.resolver", lambda: "resolver")
    dead = {"holmdale.gov.uk": "there is no such domain."}
    monkeypatch.setattr("askall.web.wave.unreachable", lambda domains, asked: dead if asked else None)
    assert "take mail: not asked. Ask them" in main_text(client.get("/ask/"))
    shown = main_text(client.get("/ask/?dns=1"))
    assert "Holmdale District Council: foi@holmdale.gov.uk: there is no such domain." in shown
    post(client, "queue", "?dns=1", undo="10")
    assert counts() == {}


@pytest.mark.parametrize("undo", ["", "x", "-1", "1441", "1.5"])
def test_a_time_to_take_back_that_is_none_queues_nothing(client, wave, undo):
    response = client.post("/ask/queue/", {"undo": undo})
    assert response.status_code == 422
    assert "0 to 1440 minutes" in main_text(response)
    assert counts() == {}


def test_a_further_wave_is_opened_here(client, wave):
    page = main_text(client.get("/ask/?wave=2"))
    assert "No request of wave 2 is open yet." in page
    response = post(client, "open", "?wave=2", wave="2")
    assert "6 requests opened. Nothing has been sent." in main_text(response)
    assert "6 letters" in main_text(client.get("/ask/"))


def test_a_page_shows_some_letters_and_leads_to_the_others(client, wave, monkeypatch):
    monkeypatch.setattr("askall.web.wave.LETTERS", 4)
    assert client.get("/ask/").content.decode().count('<details class="letter"') == 4
    assert client.get("/ask/?page=2").content.decode().count('<details class="letter"') == 2


def test_no_study_leads_to_how_one_begins(db):
    assert Client().get("/ask/").url == "/"
    assert Client().post("/ask/queue/").status_code == 404


def test_another_site_can_ask_nobody(wave):
    strict = Client(enforce_csrf_checks=True)
    for deed in ("open", "addresses", "queue"):
        assert strict.post(f"/ask/{deed}/", {"undo": "10"}).status_code == 403
        assert strict.get(f"/ask/{deed}/").status_code == 405
    assert counts() == {}
