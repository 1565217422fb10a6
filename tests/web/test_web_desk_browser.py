"""Outbox, work list and news to confirm in a real browser: by their keys, without a script, and as letters go out."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from factories.desk import give_mailbox, happens, queue_reminders
from test_web_accessible import BEYOND, RULES, WIDE, ZOOMED
from test_web_browser import chromium, live_server, opened, press_until  # noqa: F401  # fixtures

from askall.asking import services as asking
from askall.asking.records import Event
from askall.mail import services as mail

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def root(settings, keys):
    settings.WORKSPACE = give_mailbox(settings.WORKSPACE.root)
    return settings.WORKSPACE.root


@pytest.fixture
def told(keys, now):
    """Two acknowledgements that nobody has confirmed."""
    for body in ("WXB", "HLM"):
        message = next(one for one in mail.messages(requests=[keys[body]]) if not one.outgoing)
        event = Event("acknowledged", message.sent_at, message.sha256, suggested=True, confidence=0.9)
        asking.log_events(events=[asking.NewEvent(keys[body], event)], by="machine:reader", at=now)


@pytest.fixture
def silent(keys, root):
    """Nothing stands in the way of a reminder to Pentrefan, which has not answered for years."""
    return keys["PNT"]


@pytest.fixture
def waiting(root):
    """A reminder to each of the five bodies, with nothing in its way."""
    queue_reminders(root, undo_minutes=0)


@pytest.fixture
def hostile(root):
    """Letters with markup in them, one of them refused in markup."""
    queue_reminders(root, body="<img src=x onerror=alert(1)>", subject="<script>alert(1)</script>")
    happens("rejected", 550, "<script>alert('server')</script>")


def test_news_is_confirmed_and_rejected_by_keys(live_server, told, chromium):  # noqa: F811
    with opened(chromium) as page:
        page.goto(live_server.url + "/work/confirm/#desk")
        page.keyboard.press("a")
        page.wait_for_selector("text=Confirmed: Holmdale District Council, “They acknowledged it”.")
        page.keyboard.press("u")
        page.wait_for_selector("text=Rejected after all: 1.")
        page.keyboard.press("r")
        page.wait_for_selector("text=Rejected: Wexbarrow Borough Council, “They acknowledged it”.")


@pytest.mark.parametrize("script", [True, False])
def test_a_reminder_is_changed_and_queued_by_tab_alone(live_server, silent, chromium, script):  # noqa: F811
    with opened(chromium, java_script_enabled=script) as page:
        page.goto(live_server.url + "/work/chase/")
        press_until(page, "form[method=post] .buttons button")
        page.keyboard.press("Enter")
        page.wait_for_selector("text=1 letter, as they would go")
        press_until(page, f"#body-{silent}")
        page.keyboard.press("Control+Home")
        page.keyboard.type("By hand. ")
        page.locator("#undo").focus()
        press_until(page, ".next button")
        page.keyboard.press("Enter")
        page.wait_for_selector("text=1 letter queued.")
        page.goto(live_server.url + "/outbox/")
        press_until(page, "#letters ~ .scroll th a, .scroll th a")
        page.keyboard.press("Enter")
        page.wait_for_selector("text=By hand. Dear Pentrefan Council,")
        press_until(page, "aside button")
        page.keyboard.press("Enter")
        page.wait_for_selector("text=1 letter taken back.")


@pytest.mark.parametrize("width", [WIDE, ZOOMED])
def test_the_letters_page_is_accessible(live_server, silent, chromium, width):  # noqa: F811
    with opened(chromium, width) as page:
        page.goto(live_server.url + "/work/chase/")
        page.locator("form[method=post] .buttons button").click()
        page.wait_for_selector("text=1 letter, as they would go")
        assert page.evaluate(BEYOND) == []
        assert Axe().run(page, options=RULES).response["violations"] == []


def test_the_outbox_keeps_up_while_its_box_is_ticked(live_server, waiting, chromium):  # noqa: F811
    with opened(chromium) as page:
        page.goto(live_server.url + "/outbox/")
        assert "5 letters wait." in page.inner_text("#now")
        page.get_by_label("Keep this up to date").check()
        with page.expect_response("**/outbox/now/"):
            pass
        page.wait_for_function("document.querySelector('#now').innerText.includes('Sending is off')")


def test_without_a_script_there_is_nothing_to_tick(live_server, root, chromium):  # noqa: F811
    with opened(chromium, java_script_enabled=False) as page:
        page.goto(live_server.url + "/outbox/")
        assert not page.get_by_label("Keep this up to date").is_visible()
        assert "Sending is off" in page.inner_text("#now")


def test_what_a_server_says_runs_nothing(live_server, hostile, chromium):  # noqa: F811
    with opened(chromium) as page:
        page.on("dialog", lambda dialog: pytest.fail(dialog.message))
        page.goto(live_server.url + "/outbox/")
        assert "<script>alert('server')</script>" in page.inner_text("main")
        page.locator(".scroll th a").last.click()
        assert "<img src=x onerror=alert(1)>" in page.inner_text("main")
        assert page.locator("script:not([src='/static/askall.js']), img").count() == 0
