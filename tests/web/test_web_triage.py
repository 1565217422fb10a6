"""Triage in the browser: read, decide, take back. Nothing is lost on the way, and nothing needs a script."""

import html
import re
from email.message import EmailMessage
from pathlib import Path

import pytest
from django.test import Client
from factories.pages import main_text, text_of
from factories.studies import OURS, write_mbox

from askall.asking import services as asking
from askall.foundation.files import FileStore
from askall.mail import services as mail
from askall.mail.filing_signals import WEIGHTS
from askall.web.seen import places_in
from askall.web.words import SIGNALS

VENDOR = "noreply@vendor.example"


@pytest.fixture
def waiting(workspace):
    """The one message that waits in triage."""
    (message,) = mail.messages(in_triage=True)
    return message


@pytest.fixture
def take(workspace, settings, tmp_path, now):
    """Import and file these mails: (Message-ID, sender, subject, text)."""

    def taken(*mails):
        box = write_mbox(tmp_path / "more.mbox", [vendor_mail(number, *one) for number, one in enumerate(mails)])
        mail.import_mail(paths=[box], store=FileStore(settings.WORKSPACE.files), own_addresses=[OURS], at=now)
        mail.file_messages(keywords=["Hikvision"], at=now)

    return taken


def vendor_mail(number, name, sender, subject, text):
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, OURS, subject
    message["Date"] = f"Thu, 16 Sep 2021 10:{number:02}:00 +0100"
    message["Message-ID"] = f"<{name}@vendor.example>"
    message.set_content(text)
    return message


@pytest.fixture
def three(take, waiting):
    """Three further mails from one sender, beside the one that waits."""
    take(*[(f"v{number}", VENDOR, f"Case {number}", "Please see our portal.") for number in range(3)])
    rows, total = mail.queue(sender=VENDOR)
    assert total == 3
    return [one.sha256 for one in rows]


def filed_to(sha256):
    return mail.messages(sha256=[sha256])[0].request


def sha_of(name):
    rows, _ = mail.queue(limit=100)
    return next(one.sha256 for one in rows if mail.messages(sha256=[one.sha256])[0].message_id.startswith(f"{name}@"))


def post(client, sha256, deed, **given):
    return client.post(f"/triage/{sha256}/{deed}/", given, follow=True)


def undo(client, response):
    """Press the Undo of the newest notice."""
    (form,) = re.findall(r'<form method="post" action="([^"]+)">.{0,300}?name="of" value="([^"]+)"', markup(response))
    return client.post(form[0], {"of": form[1]}, follow=True)


def markup(response):
    return response.content.decode()


# --- What is shown --------------------------------------------------------------------------------------------------


def test_triage_shows_the_message_and_what_else_waits(client, three):
    page = main_text(client.get("/triage/"))
    assert "1 of 4 that wait" in page
    assert "someone@elsewhere.example" in page
    assert "We spoke on Tuesday." in page
    assert "Case 0 noreply@vendor.example, 16 Sep 2021" in page
    assert "Nothing in it points at a request." in page


def test_a_candidate_says_how_likely_it_is_and_why_in_plain_words(client, keys, take):
    take(("ask", "clerk@wexbarrow.gov.uk", "A question", "Which room do you mean?"))
    page = client.get(f"/triage/{sha_of('ask')}/")
    shown = main_text(page)
    assert "Wexbarrow Borough Council 60 % it comes from the body’s domain wexbarrow.gov.uk" in shown
    assert "It goes to Wexbarrow Borough Council: replied, 2 messages there, last heard 14 Sep 2021." in shown
    assert "clerk@<mark>wexbarrow.gov.uk</mark>" in markup(page)


def test_every_signal_has_plain_words():
    assert set(WEIGHTS) <= set(SIGNALS)


@pytest.mark.parametrize(
    ("seen", "part", "text", "marked"),
    [
        ("FOI1306/25", False, "Our ref: FOI 1306 / 25.", ["FOI 1306 / 25"]),
        ("FOI1306/25", False, "FOI 1306/251", []),
        ("wexbarrow borough council", False, "The Wexbarrow\nBorough Council", ["Wexbarrow\nBorough Council"]),
        ("camera", True, "Two CAMERAS, one camera", ["CAMERA", "camera"]),
        ("foi@x.gov.uk", False, "write to foi@x.gov.uk!", ["foi@x.gov.uk"]),
        ("...", False, "... ...", []),
    ],
)
def test_words_a_signal_saw_are_found_as_they_are_written(seen, part, text, marked):
    assert [text[start:end] for start, end in sorted(places_in(text, [(seen, part)]))] == marked


def test_a_word_is_marked_a_few_times_only():
    assert len(places_in("camera " * 10_000, [("camera", True)])) == 20


def test_markup_in_mail_is_text_everywhere(client, waiting):
    pages = ["/triage/", "/triage/from/?sender=someone@elsewhere.example"]
    post(client, waiting.sha256, "aside", why="<b>spam</b>")
    for address in (*pages, f"/triage/{waiting.sha256}/", "/triage/aside/"):
        page = markup(client.get(address))
        assert "<script>alert" not in page
        assert "<b>spam" not in page
    assert "&lt;b&gt;spam" in page


@pytest.mark.parametrize("typed", ["Pentrefan Council", "pentre", "PNT", " pnt "])
def test_a_body_is_found_by_its_name_or_id(client, keys, waiting, typed):
    page = client.get(f"/triage/{waiting.sha256}/", {"body": typed})
    assert "1 found." in main_text(page)
    assert f'name="request" value="{keys["PNT"]}" data-key="1"' in markup(page)


@pytest.mark.parametrize("typed", ["Atlantis", "a" * 9999, "\x00", "%", '"><script>'])
def test_a_body_that_is_not_there_is_not_found(client, waiting, typed):
    page = client.get(f"/triage/{waiting.sha256}/", {"body": typed})
    assert "No request’s body has" in main_text(page)
    assert '"><script>' not in markup(page)


def test_the_queue_is_narrowed_by_sender_or_subject_and_stays_so(client, three):
    page = client.get("/triage/", {"find": "case 1"})
    assert "1 of 1 that wait" in main_text(page)
    assert 'action="/triage/' + three[1] + '/aside/?find=case+1"' in markup(page)
    assert "No message that waits has “zzz”" in main_text(client.get("/triage/", {"find": "zzz"}))


def test_next_and_previous_go_through_the_queue(client, three):
    page = markup(client.get(f"/triage/{three[1]}/"))
    assert re.search(rf'rel="prev" href="/triage/{three[0]}/#desk"', page)
    assert re.search(rf'rel="next" href="/triage/{three[2]}/#desk"', page)
    assert 'rel="next"' not in markup(client.get(f"/triage/{three[2]}/"))


def test_a_long_queue_is_shown_around_the_message(client, take, waiting):
    take(*[(f"v{number}", VENDOR, f"Case {number:02}", "See our portal.") for number in range(60)])
    hashes = [one.sha256 for one in mail.queue(limit=100)[0]]
    page = markup(client.get(f"/triage/{hashes[30]}/"))
    assert '<ol start="26">' in page
    listed = re.findall(r'<a href="/triage/(\w{64})/#desk"', page.split('<ol start="26">')[1])
    assert listed == [*hashes[25:50], hashes[50]], "and a link to later ones"
    assert "Earlier ones" in page


def test_triage_asks_the_database_no_more_for_more_mail(client, take, waiting, django_assert_max_num_queries):
    take(*[(f"v{number}", VENDOR, f"Case {number:02}", "See our portal.") for number in range(40)])
    for address in ("/triage/", "/triage/?find=case", f"/triage/{waiting.sha256}/?body=council"):
        with django_assert_max_num_queries(22):
            client.get(address)
    for address in (f"/triage/from/?sender={VENDOR}", "/triage/filed/?by=machine", "/triage/aside/"):
        with django_assert_max_num_queries(14):
            client.get(address)


# --- What is decided ------------------------------------------------------------------------------------------------


def test_a_message_is_filed_and_the_next_one_comes(client, keys, three):
    response = post(client, three[0], "file", request=keys["PNT"], why="They rang about it.\x00")
    assert "Filed to Pentrefan Council. Undo" in main_text(response)
    assert response.redirect_chain[-1][0] == f"/triage/{three[1]}/#desk"
    assert filed_to(three[0]) == keys["PNT"]
    last = mail.filing_log(sha256=three[0])[-1]
    assert (last.by, last.why) == ("researcher", "They rang about it.\ufffd")
    assert "They rang about it." in main_text(client.get("/triage/filed/"))


def test_after_the_last_one_comes_the_first_and_then_nothing(client, keys, waiting, take):
    take(("v", VENDOR, "Case", "See our portal."))
    assert post(client, sha_of("v"), "file", request=keys["PNT"]).redirect_chain[-1][0] == (
        f"/triage/{waiting.sha256}/#desk"
    )
    page = main_text(post(client, waiting.sha256, "file", request=keys["PNT"]))
    assert "Nothing waits. Every message is filed to a request." in page


def test_filing_is_undone(client, keys, waiting):
    before = asking.requests(keys=[keys["PNT"]])[0].events
    response = undo(client, post(client, waiting.sha256, "file", request=keys["PNT"]))
    assert "Taken back: the message is as before." in main_text(response)
    assert filed_to(waiting.sha256) is None
    assert asking.requests(keys=[keys["PNT"]])[0].events == before
    assert len(mail.filing_log(sha256=waiting.sha256)) == 3, "both moves stay in the log"
    page = main_text(client.get(f"/triage/{waiting.sha256}/"))
    assert "researcher filed it to Pentrefan Council" in page
    assert "researcher left it in triage Taken back." in page


def test_what_was_decided_again_since_is_not_taken_back(client, keys, waiting):
    first = post(client, waiting.sha256, "file", request=keys["PNT"])
    post(client, waiting.sha256, "file", request=keys["WXB"])
    assert "There was nothing to take back" in main_text(undo(client, first))
    assert filed_to(waiting.sha256) == keys["WXB"]


@pytest.mark.parametrize(
    "of", ["", "x", "2021-01-01", "9999-12-31T23:59:59+23:59", "2022-02-07T12:00:00+00:00", "\x00"]
)
def test_an_undo_of_nothing_says_so(client, workspace, of):
    assert "There was nothing to take back" in main_text(client.post("/triage/undo/", {"of": of}, follow=True))


def test_taking_a_message_out_of_a_request_can_be_undone_too(client, keys):
    message = next(one for one in mail.messages(requests=[keys["WXB"]]) if not one.outgoing)
    response = post(client, message.sha256, "move")
    assert "The message waits in triage again." in main_text(response)
    assert filed_to(message.sha256) is None
    undo(client, response)
    assert filed_to(message.sha256) == keys["WXB"]


@pytest.mark.parametrize("given", [[], ["999999"], ["9" * 30], ["-1"], ["1.0"], ["²"], [""]])
def test_filing_to_nowhere_is_refused(client, waiting, given):
    assert "Nothing was filed." in main_text(post(client, waiting.sha256, "file", request=given))
    assert filed_to(waiting.sha256) is None


def test_one_wrong_request_among_right_ones_files_nothing(client, keys, waiting):
    post(client, waiting.sha256, "file", request=[keys["PNT"], "999999"])
    assert filed_to(waiting.sha256) is None


def test_what_belongs_to_no_request_is_set_aside_with_a_reason_and_kept(client, keys, waiting):
    assert "Nothing was set aside. Say why" in main_text(post(client, waiting.sha256, "aside", why="  "))
    response = post(client, waiting.sha256, "aside", why="Not about this study")
    assert "Set aside: it belongs to no request. Undo" in main_text(response)
    assert mail.counts()["triage"] == 0
    assert "Not about this study" in main_text(client.get("/triage/aside/"))
    assert "Set aside: it belongs to no request" in main_text(client.get(f"/triage/{waiting.sha256}/"))
    post(client, waiting.sha256, "move")
    assert mail.counts()["triage"] == 1
    assert "Nothing is set aside." in main_text(client.get("/triage/aside/"))


def test_a_message_set_aside_can_be_filed_after_all_and_undone_to_where_it_was(client, keys, waiting):
    post(client, waiting.sha256, "aside", why="Spam")
    response = post(client, waiting.sha256, "file", request=keys["PNT"])
    assert filed_to(waiting.sha256) == keys["PNT"]
    undo(client, response)
    assert mail.number_aside() == 1


def test_the_machine_leaves_alone_what_a_person_set_aside(client, waiting, now):
    post(client, waiting.sha256, "aside", why="Spam")
    assert mail.file_messages(keywords=["Hikvision"], at=now).looked_at == 0
    assert mail.number_aside() == 1


def test_recently_filed_lists_what_people_did_and_what_the_machine_did(client, keys, waiting):
    post(client, waiting.sha256, "file", request=keys["PNT"])
    page = main_text(client.get("/triage/filed/"))
    assert "About our telephone call" in page
    assert "Pentrefan Council researcher" in page
    page = main_text(client.get("/triage/filed/?by=machine"))
    assert "it answers a message filed there" in page
    assert "About our telephone call" not in page
    post(client, waiting.sha256, "move")
    assert "moved since" in main_text(client.get("/triage/filed/"))


def test_the_log_is_paged_by_what_comes_before(client, keys, waiting, monkeypatch):
    monkeypatch.setattr("askall.web.triage_lists.PAGE", 3)
    page = html.unescape(markup(client.get("/triage/filed/?by=machine")))
    (older,) = re.findall(r'rel="next" href="\?([^"]+)"', page)
    first = re.findall(r'<th scope="row"><a href="/triage/(\w+)', page)
    second = re.findall(r'<th scope="row"><a href="/triage/(\w+)', markup(client.get(f"/triage/filed/?{older}")))
    assert len(first) == 3
    assert second
    assert not set(first) & set(second)


# --- One mail for several requests ----------------------------------------------------------------------------------


def test_one_mail_is_split_across_several_requests_and_undone(client, keys, waiting):
    page = markup(client.get(f"/triage/{waiting.sha256}/?split=1&body=council"))
    assert page.count('<input type="checkbox" name="request"') == 5
    assert "File it to all ticked" in page
    before = [one.events for one in asking.requests()]
    response = post(client, waiting.sha256, "file", request=[keys["PNT"], keys["WXB"]])
    assert "Filed to Pentrefan Council and Wexbarrow Borough Council. Undo" in main_text(response)
    assert mail.places(sha256=waiting.sha256) == (keys["PNT"], keys["WXB"])
    for body in ("PNT", "WXB"):
        events = asking.requests(keys=[keys[body]])[0].events
        assert [one.kind for one in events if one.source == waiting.sha256] == ["received"]
    page = client.get(f"/triage/{waiting.sha256}/")
    assert "Filed to Pentrefan Council Wexbarrow Borough Council" in main_text(page)
    assert "researcher shared it with Wexbarrow Borough Council" in main_text(page)
    assert markup(page).count(" checked") == 2, "what has it is ticked"
    undo(client, response)
    assert mail.places(sha256=waiting.sha256) == ()
    assert [one.events for one in asking.requests()] == before


def test_what_is_ticked_stays_while_further_bodies_are_searched(client, keys, waiting):
    given = {"do": "search", "body": "wexbarrow", "request": [keys["PNT"], "x"]}
    response = client.post(f"/triage/{waiting.sha256}/file/?find=call", given)
    expected = f"/triage/{waiting.sha256}/?find=call&split=1&body=wexbarrow&with={keys['PNT']}#desk"
    assert response.url == expected
    page = markup(client.get(expected.partition("#")[0]))
    assert f'value="{keys["PNT"]}" checked' in page
    assert f'value="{keys["WXB"]}" data-key="1"' in page
    assert filed_to(waiting.sha256) is None
    assert client.get(f"/triage/{waiting.sha256}/?split=1&with=999999&with={'9' * 40}").status_code == 200


def test_a_split_is_changed_and_undone_step_by_step(client, keys, waiting):
    pnt, wxb, gln = keys["PNT"], keys["WXB"], keys["GLN"]
    post(client, waiting.sha256, "file", request=[pnt, wxb])
    second = post(client, waiting.sha256, "file", request=[pnt, gln])
    assert mail.places(sha256=waiting.sha256) == (pnt, gln)
    undo(client, second)
    assert mail.places(sha256=waiting.sha256) == (pnt, wxb)
    third = post(client, waiting.sha256, "file", request=[wxb])
    assert mail.places(sha256=waiting.sha256) == (wxb,)
    undo(client, third)
    assert mail.places(sha256=waiting.sha256) == (pnt, wxb)
    kinds = [
        [one.kind for one in record.events if one.source == waiting.sha256]
        for record in asking.requests(keys=[pnt, wxb, gln])
    ]
    assert sorted(kinds) == [[], ["received"], ["received"]]


def test_putting_a_split_mail_back_takes_it_from_all(client, keys, waiting):
    post(client, waiting.sha256, "file", request=[keys["PNT"], keys["WXB"]])
    post(client, waiting.sha256, "move")
    assert mail.places(sha256=waiting.sha256) == ()
    assert mail.counts()["triage"] == 1


def test_setting_a_split_mail_aside_takes_it_from_all(client, keys, waiting):
    response = post(client, waiting.sha256, "file", request=[keys["PNT"], keys["WXB"]])
    response = post(client, waiting.sha256, "aside", why="Spam")
    assert mail.places(sha256=waiting.sha256) == ()
    undo(client, response)
    assert mail.places(sha256=waiting.sha256) == (keys["PNT"], keys["WXB"])


# --- Several at once ------------------------------------------------------------------------------------------------


def test_several_from_one_sender_go_to_one_request_together(client, keys, three):
    page = main_text(client.get(f"/triage/{three[0]}/"))
    assert "All 3 that wait from here" in page
    address = f"/triage/from/?sender={VENDOR}"
    assert "3 messages from noreply@vendor.example wait." in main_text(client.get(address))
    response = client.post(address, {"mail": three[:2], "request": keys["PNT"], "do": "file"}, follow=True)
    assert "2 messages filed to Pentrefan Council. Undo" in text_of(markup(response))
    assert [filed_to(one) for one in three] == [keys["PNT"], keys["PNT"], None]
    response = undo(client, response)
    assert "Taken back: 2 messages are as before." in text_of(markup(response))
    assert [filed_to(one) for one in three] == [None, None, None]


def test_several_are_set_aside_together_with_one_reason(client, three):
    address = f"/triage/from/?sender={VENDOR}&find=case"
    page = main_text(client.post(address, {"mail": three, "do": "aside"}, follow=True))
    assert "Nothing was set aside. Say why" in page
    client.post(address, {"mail": three, "do": "aside", "why": "A newsletter"})
    assert mail.number_aside() == 3


@pytest.mark.parametrize("given", [{}, {"mail": ["0" * 64]}, {"mail": ["x"], "request": "1"}])
def test_together_nothing_is_half_done(client, keys, three, given):
    given = {"request": keys["PNT"], **given, "mail": [*three, *given.get("mail", [])]} if given else {}
    page = main_text(client.post(f"/triage/from/?sender={VENDOR}", given, follow=True))
    assert "Nothing was filed." in page
    assert {filed_to(one) for one in three} == {None}


def test_ticking_all_is_a_link(client, three):
    address = f"/triage/from/?sender={VENDOR}"
    assert "checked" not in markup(client.get(address))
    assert markup(client.get(f"{address}&all=1")).count(" checked") == 3


def test_a_sender_of_whom_nothing_waits_leads_back(client, workspace):
    assert client.get("/triage/from/?sender=nobody@x.example").url == "/triage/"
    assert client.get("/triage/from/").url == "/triage/"


def test_every_key_is_listed_where_it_acts_and_in_the_docs(client, keys, three):
    pages = [client.get(f"/triage/{three[1]}/?body=council"), client.get(f"/triage/from/?sender={VENDOR}")]
    used = {key for page in pages for key in re.findall(r'data-key="([^"]+)"', markup(page))} | {"u"}
    listed = set(re.findall(r"<kbd>([^<]+)</kbd>", markup(pages[0]))) | set("2345678") | {"a"}
    assert used <= listed
    told = re.findall(r"`([^`]+)`", (Path(__file__).parents[2] / "docs" / "desk.md").read_text().split("## Keys")[1])
    assert used <= set(told) | set("2345678")


# --- Who may --------------------------------------------------------------------------------------------------------


def test_looking_decides_nothing(client, waiting):
    for deed in ("file", "aside", "move"):
        assert client.get(f"/triage/{waiting.sha256}/{deed}/").status_code == 405
        assert client.post(f"/triage/{'0' * 64}/{deed}/", {"why": "x"}).status_code == 404


def test_another_site_cannot_decide_anything(workspace, keys, waiting):
    strict = Client(enforce_csrf_checks=True)
    for deed in ("file", "aside", "move"):
        given = {"request": keys["PNT"], "why": "x"}
        assert strict.post(f"/triage/{waiting.sha256}/{deed}/", given).status_code == 403
    assert strict.post("/triage/from/?sender=someone@elsewhere.example", {"mail": waiting.sha256}).status_code == 403
    assert filed_to(waiting.sha256) is None
