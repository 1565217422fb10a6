"""Triage in a real browser: by its keys, by Tab alone, and without a script."""

import pytest
from test_web_browser import chromium, live_server, opened, press_until  # noqa: F401  # fixtures

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def focused(page, selector):
    return page.evaluate("one => document.activeElement.matches(one)", selector)


def test_a_message_is_filed_and_taken_back_by_keys(live_server, chromium, keys):  # noqa: F811
    with opened(chromium) as page:
        page.goto(live_server.url + "/triage/#desk")
        assert focused(page, "#desk")
        page.keyboard.press("/")
        assert focused(page, "#body")
        page.keyboard.type("pentrefan")
        page.keyboard.press("Enter")
        page.wait_for_selector("text=1 found.")
        assert focused(page, "#desk"), "the keys go on working"
        assert not page.locator(".would").is_visible()
        page.keyboard.press("1")
        assert page.locator(".would").inner_text().startswith("It goes to Pentrefan Council: waiting for an answer")
        page.keyboard.press("Enter")
        page.wait_for_selector("text=Filed to Pentrefan Council.")
        page.keyboard.press("u")
        page.wait_for_selector("text=Taken back: the message is as before.")


def test_a_message_is_split_by_keys(live_server, chromium, keys):  # noqa: F811
    with opened(chromium) as page:
        page.goto(live_server.url + "/triage/?body=pentrefan#desk")
        page.keyboard.press("s")
        page.wait_for_selector("text=Tick every request it speaks for")
        page.keyboard.press("1")
        page.keyboard.press("/")
        page.keyboard.press("Control+a")
        page.keyboard.type("wexbarrow")
        page.keyboard.press("Enter")
        page.wait_for_selector("text=Wexbarrow Borough Council")
        assert page.locator("input[name=request]:checked").count() == 1, "what was ticked stays"
        page.keyboard.press("1")
        assert page.locator("input[name=request]:checked").count() == 2
        page.keyboard.press("Enter")
        page.wait_for_selector("text=Filed to Wexbarrow Borough Council and Pentrefan Council.")


def test_keys_act_within_triage_only_and_not_while_one_types(live_server, chromium, keys):  # noqa: F811
    with opened(chromium) as page:
        page.goto(live_server.url + "/triage/")
        for key in ("x", "/", "?"):
            page.keyboard.press(key)
        assert focused(page, "body")
        page.locator("header.site nav a").first.focus()
        page.keyboard.press("/")
        assert focused(page, "header.site nav a")
        page.locator("#find").focus()
        page.keyboard.type("x/?")
        assert page.locator("#find").input_value() == "x/?"
        page.keyboard.press("Escape")
        assert focused(page, "#desk")
        page.keyboard.press("Control+x")
        assert focused(page, "#desk"), "what the browser does with Control is left to it"
        page.keyboard.press("x")
        assert focused(page, "#no-why"), "the fold around it opens"
        page.keyboard.type("Spam")
        page.keyboard.press("Enter")
        page.wait_for_selector("text=Set aside: it belongs to no request.")


@pytest.mark.parametrize("script", [True, False])
def test_a_message_is_filed_by_tab_alone(live_server, chromium, keys, script):  # noqa: F811
    with opened(chromium, java_script_enabled=script) as page:
        page.goto(live_server.url + "/triage/")
        page.keyboard.press("Tab")
        assert page.locator(".skip").is_visible()
        page.keyboard.press("Enter")
        press_until(page, "#body")
        page.keyboard.type("pentrefan")
        page.keyboard.press("Enter")
        page.wait_for_selector("text=1 found.")
        press_until(page, "input[name=request]")
        page.keyboard.press("Space")
        press_until(page, ".decide form button")
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineWidth")
        assert outline == "3px", "where the keyboard is can be seen"
        page.keyboard.press("Enter")
        page.wait_for_selector("text=Filed to Pentrefan Council.")
        press_until(page, ".notice button")
        page.keyboard.press("Enter")
        page.wait_for_selector("text=Taken back: the message is as before.")
