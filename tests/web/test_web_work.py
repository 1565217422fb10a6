"""The work list in the browser: what waits, letters to many bodies at once looked at before they go, news confirmed."""

import re

import pytest
from django.test import Client
from factories.desk import wave_of_a_day
from factories.outboxes import counts, rows
from factories.pages import main_text, text_of
from factories.studies import OURS, answer, write_mbox

from askall.asking import services as asking
from askall.asking.records import Event, Quoted
from askall.foundation.files import FileStore
from askall.foundation.workspace import read_workspace
from askall.mail import services as mail


@pytest.fixture
def wave(db, settings, tmp_path, now, monkeypatch):
    return wave_of_a_day(tmp_path, now, settings, monkeypatch)


@pytest.fixture
def client(wave):
    return Client()


@pytest.fixture
def overdue(wave):
    """Two overdue bodies under two laws, and one that has just written."""
    for body in ("WXB", "GLN", "HLM"):
        wave.log(body, ("sent", 1, 10))
    wave.log("HLM", ("acknowledged", 2, 17))
    return wave


def preview(client, kind, *keys, follow=True, **given):
    return client.post(f"/work/{kind}/letters/", {"request": keys, **given}, follow=follow)


def fields_of(response):
    """What the form of letters holds, as a browser would send it."""
    page = response.content.decode().split('action="/work/')[-1]
    found = {}
    for name, value in re.findall(r'<input[^>]*name="((?:to|subject)-\d+)"[^>]*value="([^"]*)"', page):
        found[name] = value.replace("&#x27;", "'").replace("&amp;", "&")
    for name, value in re.findall(r'<textarea[^>]*name="(body-\d+)"[^>]*>\n(.*?)</textarea>', page, re.DOTALL):
        found[name] = value.replace("&#x27;", "'").replace("&quot;", '"').replace("\n", "\r\n")
    keys = re.findall(r'name="request" value="(\d+)"', page)
    return {**found, "request": keys, "send": keys, "undo": "10"}


def queue(client, kind, given):
    return client.post(f"/work/{kind}/queue/", given, follow=True)


# --- The list -------------------------------------------------------------------------------------------------------


def test_the_work_list_says_what_waits_and_until_when(client, wave):
    wave.log("WXB", ("sent", 1, 10))
    wave.log("GLN", ("sent", 1, 10), ("refused", 2, 10))
    wave.log("STN", ("sent", 1, 10), ("clarification_asked", 1, 20))
    wave.suggest("HLM", "acknowledged", 1, 11)
    page = client.get("/work/")
    shown = main_text(page)
    assert "1 body asked what we mean Nothing runs against them until you answer." in shown
    assert "1 request can be put to an internal review" in shown
    assert "first by 7 April 2022" in shown
    assert "1 overdue body can be reminded" in shown
    assert "1 request has news that nobody has confirmed" in shown
    assert shown.index("asked what we mean") < shown.index("can be reminded"), "the most pressing first"
    assert f'href="/work/chase/?study={wave.study.slug}"' in page.content.decode()


def test_mail_in_triage_and_letters_that_failed_are_work_too(client, wave):
    wave.letter("WXB", "chase", "rejected")
    assert "1 letter needs a decision" in main_text(client.get("/work/"))
    wave.letter("WXB", "chase", "queued")
    assert "needs a decision" not in main_text(client.get("/work/")), "it goes out once more"
    assert "could not be filed" not in main_text(client.get("/work/"))


def test_no_work_is_said(client, wave):
    for body in wave.keys:
        wave.log(body, ("sent", 1, 10), ("replied", 1, 20))
    assert "Nothing waits for you." in main_text(client.get("/work/"))
    assert "No body fits." in main_text(client.get("/work/chase/"))


def test_no_study_is_said(db):
    assert "No study yet." in main_text(Client().get("/work/"))
    assert Client().get("/work/chase/").status_code == 404


def test_what_is_no_work_is_not_found(client, wave):
    for address in ("/work/nothing/", "/work/?study=nowhere", "/work/chase/?study=nowhere", "/work/unfiled/"):
        assert client.get(address).status_code == 404, address
    for address in ("/work/fee/letters/", "/work/nothing/queue/"):
        assert client.post(address).status_code == 404, address


def test_overdue_bodies_are_ticked_and_those_left_out_say_why(client, overdue):
    page = client.get("/work/chase/")
    shown = main_text(page)
    assert "2 ready, 1 left out today." in shown
    assert "No answer by 7 February 2022 (FOIA 2000 s.10(1), s.10(6))." in shown
    assert "Left out today Body Why not today Holmdale District Council It wrote on 17 February 2022" in shown
    markup = page.content.decode()
    assert markup.count('name="request"') == 2
    assert markup.count(" checked") == 2
    assert "checked" not in client.get("/work/chase/?ticks=none").content.decode()
    assert "3 ready" in main_text(client.get("/work/chase/?days=0"))


def test_the_list_is_narrowed(client, overdue):
    assert "1 ready" in main_text(client.get("/work/chase/?nation=Scotland"))
    assert "1 ready" in main_text(client.get("/work/chase/?q=wex"))
    assert "No body fits." in main_text(client.get('/work/chase/?q="><script>'))
    assert "2 ready" in main_text(client.get("/work/chase/?days=x&wave=x"))


def test_each_law_has_its_letter_to_change(client, overdue):
    page = client.get("/work/chase/").content.decode()
    assert 'name="template-body-FOIA-chase"' in page
    assert 'name="template-body-FOISA-chase"' in page
    assert "{law.time_limit}" in page


def test_a_page_of_work_asks_the_database_no_more_for_more_bodies(client, overdue, django_assert_max_num_queries):
    for body in ("STN", "PNT", "CRG"):
        overdue.log(body, ("sent", 1, 10))
    with django_assert_max_num_queries(30):
        client.get("/work/chase/")
    with django_assert_max_num_queries(40):
        client.get("/work/")


# --- Letters, before they go ----------------------------------------------------------------------------------------


def test_every_letter_is_shown_as_it_would_go_and_nothing_is_queued(client, overdue):
    page = preview(client, "chase", overdue.keys["WXB"], overdue.keys["GLN"])
    shown = main_text(page)
    assert "2 letters, as they would go" in shown
    assert "1 under FOIA 1 under FOISA" in shown
    assert "under section 10(1) of the Freedom of Information Act 2000" in shown
    assert "section 10(1) of the Freedom of Information (Scotland) Act 2002" in shown
    assert counts() == {}


def test_the_wording_on_the_page_is_the_one_merged(client, overdue):
    given = {"template-subject-FOIA-chase": "Late: {body.name}", "template-body-FOIA-chase": "Hello {body.name}\r\n"}
    fields = fields_of(preview(client, "chase", overdue.keys["WXB"], overdue.keys["GLN"], **given))
    assert fields[f"subject-{overdue.keys['WXB']}"] == "Late: Wexbarrow Borough Council"
    assert fields[f"body-{overdue.keys['WXB']}"] == "Hello Wexbarrow Borough Council\r\n"
    assert "Dear Glenmorra Council" in fields[f"body-{overdue.keys['GLN']}"]


@pytest.mark.parametrize(
    "body", ["Dear {body.nmae}", "Dear {body.name", "{request.review_asked_on}", "{body.__class__}"]
)
def test_a_field_that_is_unknown_or_empty_stops_its_letter(client, overdue, body):
    given = {"template-subject-FOIA-chase": "s", "template-body-FOIA-chase": body}
    page = preview(client, "chase", overdue.keys["WXB"], overdue.keys["GLN"], **given)
    shown = main_text(page)
    assert "1 letter, as they would go" in shown
    assert "[letter.FOIA.chase]" in shown
    assert "Wexbarrow Borough Council" in shown
    assert fields_of(page)["request"] == [str(overdue.keys["GLN"])]


def test_who_is_left_out_gets_no_letter_even_if_ticked(client, overdue):
    page = preview(client, "chase", overdue.keys["HLM"])
    assert "0 letters, as they would go" in main_text(page)
    assert "It wrote on 17 February 2022, only days ago. Holmdale District Council" in main_text(page)


@pytest.mark.parametrize("keys", [[], ["x"], ["999999"], ["9" * 30]])
def test_nobody_ticked_leads_back(client, overdue, keys):
    assert "No body was ticked" in main_text(preview(client, "chase", *keys))


def test_a_step_without_a_letter_is_refused(client, overdue):
    page = preview(client, "chase", overdue.keys["WXB"], **{"template-body-FOIA-nothing": "x"})
    assert "is not a step that has a letter" in main_text(page)


def test_a_question_is_answered_one_by_one_or_all_alike(client, wave):
    for body in ("WXB", "GLN"):
        wave.log(body, ("sent", 1, 10))
        wave.suggest(body, "clarification_asked", 1, 20, "Which cameras do you mean?")
        wave.confirm(body)
    wxb, gln = wave.keys["WXB"], wave.keys["GLN"]
    assert "Which cameras do you mean?" in main_text(client.get("/work/clarify/"))
    page = preview(client, "clarify", wxb, gln)
    assert "uses {request.answer}, which is empty." in main_text(page)
    given = {"answer": "All of them.", f"answer-{wxb}": "Those in car parks.", f"to-{gln}": "new@glenmorra.gov.uk"}
    fields = fields_of(preview(client, "clarify", wxb, gln, **given))
    assert "Those in car parks." in fields[f"body-{wxb}"]
    assert "All of them." in fields[f"body-{gln}"]
    assert fields[f"to-{gln}"] == "new@glenmorra.gov.uk"
    assert "2 letters queued." in text_of(queue(client, "clarify", fields).content.decode())


def test_a_letter_that_came_back_goes_to_an_address_a_person_chose(client, wave):
    wave.log("WXB", ("sent", 2, 1), ("bounced", 2, 1))
    key = wave.keys["WXB"]
    assert "The letter came back on 1 February 2022." in main_text(client.get("/work/readdress/"))
    fields = fields_of(preview(client, "readdress", key, **{f"to-{key}": "requests@wexbarrow.gov.uk"}))
    queue(client, "readdress", fields)
    assert [(one.step, one.recipient) for one in rows()] == [("ask", "requests@wexbarrow.gov.uk")]


def test_a_fee_has_no_letter(client, wave):
    wave.log("WXB", ("sent", 1, 10), ("fee_notice", 1, 20))
    page = client.get("/work/fee/").content.decode()
    assert "Pay by" in page
    assert "Look at the letters" not in page


# --- Queued ---------------------------------------------------------------------------------------------------------


def test_what_was_seen_is_what_goes_out_and_can_be_taken_back(client, overdue):
    wxb, gln = overdue.keys["WXB"], overdue.keys["GLN"]
    fields = fields_of(preview(client, "chase", wxb, gln))
    fields |= {
        f"body-{gln}": "Dear Glenmorra,\r\n\r\nA word to you alone.\r\n",
        f"subject-{gln}": "  To you\r\n alone ",
    }
    response = queue(client, "chase", fields)
    assert "2 letters queued. They wait while the undo window is open. Undo" in text_of(response.content.decode())
    by_body = {one.body_id: one for one in rows()}
    assert by_body["GLN"].body == "Dear Glenmorra,\n\nA word to you alone.\n"
    assert by_body["GLN"].subject.startswith("To you alone")
    assert by_body["WXB"].body.startswith("Dear Wexbarrow Borough Council,")
    assert {(one.step, one.queued_by) for one in rows()} == {("chase", "researcher")}
    assert (rows()[0].not_before - rows()[0].queued_at).total_seconds() == 600
    assert "3 more are left out today" in main_text(client.get("/work/")), "two are on their way"
    client.post("/outbox/undo/", {"of": rows()[0].batch})
    assert counts() == {"cancelled": 2}


def test_only_what_is_ticked_goes(client, overdue):
    fields = fields_of(preview(client, "chase", overdue.keys["WXB"], overdue.keys["GLN"]))
    queue(client, "chase", fields | {"send": [str(overdue.keys["GLN"])]})
    assert [one.body_id for one in rows()] == ["GLN"]
    page = queue(client, "chase", fields | {"send": []})
    assert "No letter is ticked." in main_text(page)


def test_a_body_that_has_written_meanwhile_is_left_out(client, overdue):
    fields = fields_of(preview(client, "chase", overdue.keys["WXB"], overdue.keys["GLN"]))
    overdue.log("WXB", ("replied", 2, 21))
    response = queue(client, "chase", fields)
    assert "1 letter queued." in text_of(response.content.decode())
    assert "1 left out" in text_of(response.content.decode())
    assert [one.body_id for one in rows()] == ["GLN"]


@pytest.mark.parametrize(
    ("name", "value", "fault"),
    [
        ("body", " \r\n", "Wexbarrow Borough Council: it has no text."),
        ("subject", "", "Wexbarrow Borough Council: it has no subject."),
        ("to", "", "Wexbarrow Borough Council: it has no recipient."),
        ("to", "nobody", "is no mail address"),
        ("to", "a@b.org, c@d.org", "is no mail address"),
    ],
)
def test_a_fault_in_one_letter_queues_none_and_loses_no_word(client, overdue, name, value, fault):
    fields = fields_of(preview(client, "chase", overdue.keys["WXB"], overdue.keys["GLN"]))
    fields |= {f"{name}-{overdue.keys['WXB']}": value, f"body-{overdue.keys['GLN']}": "My own words."}
    response = client.post("/work/chase/queue/", fields)
    assert response.status_code == 422
    assert "Nothing was queued" in main_text(response)
    assert fault in main_text(response)
    assert "My own words." in main_text(response)
    assert counts() == {}


@pytest.mark.parametrize("undo", ["", "x", "-1", "1441", "9" * 30])
def test_a_time_to_take_back_that_is_none_queues_nothing(client, overdue, undo):
    fields = fields_of(preview(client, "chase", overdue.keys["WXB"]))
    response = client.post("/work/chase/queue/", fields | {"undo": undo})
    assert response.status_code == 422
    assert "0 to 1440 minutes" in main_text(response)
    assert counts() == {}


def test_without_a_mailbox_nothing_is_queued(client, overdue, settings):
    fields = fields_of(preview(client, "chase", overdue.keys["WXB"]))
    path = settings.WORKSPACE.settings
    path.write_text(path.read_text().partition("\n[mailbox]")[0])
    settings.WORKSPACE = read_workspace(settings.WORKSPACE.root)
    assert "has no [mailbox] yet" in main_text(client.post("/work/chase/queue/", fields))
    assert counts() == {}


def test_a_complaint_takes_its_chronology_along(client, wave, settings):
    wave.log("WXB", ("sent", 1, 10), ("refused", 1, 20), ("review_requested", 1, 21), ("review_upheld", 2, 1))
    key = wave.keys["WXB"]
    page = client.get("/work/complain/").content.decode()
    assert f'href="/work/complain/{key}/chronology.pdf"' in page
    response = client.get(f"/work/complain/{key}/chronology.pdf")
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.headers["Content-Disposition"] == 'attachment; filename="chronology-WXB.pdf"'
    assert response.content.startswith(b"%PDF")
    page = preview(client, "complain", key)
    assert "The chronology goes with it. Check at https://ico.org.uk" in main_text(page)
    queue(client, "complain", fields_of(page))
    (row,) = rows()
    assert (row.step, row.recipient) == ("complain", "icocasework@ico.org.uk")
    raw = FileStore(settings.WORKSPACE.files).get(row.sha256)
    assert b'filename="chronology-WXB.pdf"' in raw


def test_no_chronology_of_what_was_never_sent(client, wave):
    assert client.get(f"/work/complain/{wave.keys['WXB']}/chronology.pdf").status_code == 404
    assert client.get("/work/complain/999999/chronology.pdf").status_code == 404


def test_another_site_can_queue_nothing(overdue):
    strict = Client(enforce_csrf_checks=True)
    for address in ("/work/chase/letters/", "/work/chase/queue/", "/work/confirm/judge/", "/work/confirm/otherwise/"):
        assert strict.post(address, {"request": overdue.keys["WXB"], "send": overdue.keys["WXB"]}).status_code == 403
        assert strict.get(address).status_code == 405
    assert counts() == {}


# --- News to confirm ------------------------------------------------------------------------------------------------

WORDS = "Your answer will reach you by 28 March 2022. <script>alert(1)</script>"


@pytest.fixture
def told(wave, settings, tmp_path, now):
    """A mail filed to Wexbarrow in which the machine has read two things, and another body's acknowledgement."""
    letter = answer(0, "foi@wexbarrow.gov.uk", f"Dear Society,\n\nThank you. {WORDS}\n", days=135)
    box = write_mbox(tmp_path / "told.mbox", [letter])
    mail.import_mail(paths=[box], store=FileStore(settings.WORKSPACE.files), own_addresses=[OURS], at=now)
    message = mail.messages(in_triage=True)[0]
    wave.log("WXB", ("sent", 1, 10))
    mail.move_message(sha256=message.sha256, to_request=wave.keys["WXB"], by="alice", at=now)
    start = message.text.index(WORDS)
    quotes = (Quoted(message.sha256, 0, start, start + len(WORDS), WORDS),)
    events = [
        Event("stated_due", message.sent_at, message.sha256, "2022-03-28", True, confidence=0.9, evidence=quotes),
        Event("acknowledged", message.sent_at, message.sha256, "", True, confidence=0.95),
    ]
    asking.log_events(events=[asking.NewEvent(wave.keys["WXB"], one) for one in events], by="machine:reader", at=now)
    wave.suggest("GLN", "acknowledged", 1, 12)
    return wave


def verdicts(wave, body="WXB"):
    (record,) = asking.requests(keys=[wave.keys[body]])
    return {one.kind: one.verdict for one in record.events if one.suggested}


def keys_of(wave, kind):
    return [one.event.key for one in asking.suggestions(kinds=[kind])]


def test_news_is_shown_with_its_words_in_their_mail(client, told):
    page = client.get("/work/confirm/?kind=stated_due")
    shown = main_text(page)
    assert "They acknowledged it (2) They named a date (1)" in shown
    assert "Wexbarrow Borough Council: They named a date: 28 March 2022" in shown
    assert "10 January 2022, 90 % sure." in shown.replace("\xa0", " ").replace("13 January", "10 January")
    markup = page.content.decode()
    assert "<mark>Your answer will reach you by 28 March 2022. &lt;script&gt;" in markup
    assert "<script>alert" not in markup


def test_one_is_confirmed_and_the_next_comes(client, told):
    wxb = next(key for key in keys_of(told, "acknowledged"))
    response = client.post("/work/confirm/judge/?kind=acknowledged", {"event": wxb, "so": "yes"}, follow=True)
    assert "Confirmed: Glenmorra Council, “They acknowledged it”. Reject it instead" in main_text(response)
    assert response.redirect_chain[-1][0] == "/work/confirm/?kind=acknowledged#desk"
    assert verdicts(told, "GLN") == {"acknowledged": "accepted"}
    assert "Wexbarrow Borough Council: They acknowledged it" in main_text(response)


def test_a_verdict_is_turned_round(client, told):
    (key,) = keys_of(told, "stated_due")
    client.post("/work/confirm/judge/", {"event": key, "so": "no"})
    assert verdicts(told)["stated_due"] == "rejected"
    response = client.post("/work/confirm/otherwise/", {"of": f"yes:{key}"}, follow=True)
    assert "Confirmed after all: 1." in main_text(response)
    assert verdicts(told)["stated_due"] == "accepted"


def test_all_ticked_are_judged_together(client, told):
    assert client.get("/work/confirm/?kind=acknowledged&all=1").content.decode().count(" checked") == 2
    given = {"event": keys_of(told, "acknowledged"), "so": "yes"}
    response = client.post("/work/confirm/judge/?kind=acknowledged", given, follow=True)
    assert "Confirmed: 2 of them. Reject them instead" in main_text(response)
    assert asking.pending_kinds() == {"stated_due": 1}


def test_skipping_leaves_one_for_later(client, told):
    page = client.get("/work/confirm/?kind=acknowledged&skip=1").content.decode()
    assert "Wexbarrow Borough Council: They acknowledged it" in text_of(page)
    assert 'rel="prev" href="?kind=acknowledged&amp;skip=0#desk"' in page
    assert 'rel="next"' not in page
    assert client.get("/work/confirm/?kind=acknowledged&skip=99").status_code == 200


def test_news_of_one_request(client, told):
    page = main_text(client.get(f"/work/confirm/?request={told.keys['GLN']}"))
    assert "They acknowledged it (1)" in page
    assert "They named a date" not in page


@pytest.mark.parametrize("event", ["", "x", "999999", "9" * 40])
def test_judging_nothing_says_so(client, told, event):
    page = client.post("/work/confirm/judge/", {"event": event, "so": "yes"}, follow=True)
    assert "Nothing was judged" in main_text(page)
    assert client.post("/work/confirm/otherwise/", {"of": f"no:{event}"}, follow=True).status_code == 200


def test_nothing_to_confirm_is_said(client, wave):
    assert "Nothing waits to be confirmed." in main_text(client.get("/work/confirm/?kind=nonsense&skip=x&request=x"))


def test_confirming_asks_the_database_no_more_for_more_news(client, told, django_assert_max_num_queries):
    for body in ("STN", "PNT", "CRG", "HLM"):
        told.suggest(body, "acknowledged", 1, 12)
    with django_assert_max_num_queries(20):
        client.get("/work/confirm/?kind=acknowledged")
