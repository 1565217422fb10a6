"""The pages in a real browser: by keyboard alone, on a small screen, in the dark, without a script."""

from contextlib import contextmanager
from pathlib import Path

import pytest
from django.test import override_settings
from factories.needed import need
from playwright.sync_api import sync_playwright
from pytest_django.live_server_helper import LiveServer

CHROMIUM = Path("/usr/bin/chromium")
PAGES = ["/", "/requests/", "/triage/", "/triage/filed/", "/triage/aside/", "/outbox/", "/work/", "/code/"]

pytestmark = [pytest.mark.browser, pytest.mark.slow]

# The contrast of every piece of text against what lies behind it, by the formula of WCAG 2.2 (relative luminance).
CONTRASTS = """() => {
  const channel = value => { value /= 255; return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4 };
  const parse = text => (text.match(/[\\d.]+/g) || []).map(Number);
  const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
  const behind = element => {
    for (let one = element; one; one = one.parentElement) {
      const colour = parse(getComputedStyle(one).backgroundColor);
      if (colour.length === 3 || colour[3] === 1) return colour;
    }
    return [255, 255, 255];
  };
  const found = [];
  for (const element of document.querySelectorAll('body *')) {
    const words = [...element.childNodes].filter(one => one.nodeType === 3).map(one => one.data).join('').trim();
    if (!words || !element.checkVisibility() || element.closest('.unseen, .skip, datalist, option')) continue;
    const [a, b] = [light(parse(getComputedStyle(element).color)), light(behind(element))];
    found.push([(Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05), element.tagName + ' ' + words.slice(0, 40)]);
  }
  return found;
}"""

# Controls and links that stand on their own and are smaller than WCAG 2.2 asks for (24 by 24 CSS pixels).
SMALL = """() => [...document.querySelectorAll('nav a, .who a, button, .button, summary, select, textarea, label.tick,'
    + 'input:not([type=radio]):not([type=checkbox]):not([type=hidden])')]
  .filter(one => one.checkVisibility() && !one.closest('.skip'))
  .map(one => [one.getBoundingClientRect(), one.outerHTML.slice(0, 80)])
  .filter(([box]) => box.height < 24 || box.width < 24).map(([box, html]) => `${box.width}x${box.height} ${html}`)"""


@pytest.fixture(scope="session")
def live_server():
    """The pages on a real port. Django's test server would serve static files of its own; ours come from a view."""
    with override_settings(STATIC_URL="/unused/static/", MEDIA_URL="/unused/media/"):
        server = LiveServer("127.0.0.1")
    yield server
    server.stop()


@pytest.fixture
def chromium(live_server, keys):
    """Opened after the workspace is made and closed before it is dropped: while it drives the browser, its event loop
    runs in this thread, and Django refuses the database there."""
    need(CHROMIUM.is_file(), "Debian's Chromium")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@pytest.fixture
def all_pages(keys):
    """Every kind of page, with the address of one request that has mail, one with a file and one without mail."""
    listed = [f"/{kind}/{keys[body]}/" for kind in ("requests", "code") for body in ("WXB", "STN", "PNT")]
    return [*PAGES, *listed, f"/code/{keys['WXB']}/settle/", "/report/"]


@contextmanager
def opened(chromium, width=1200, **options):
    """A page whose complaints are gathered and must be none."""
    context = chromium.new_context(viewport={"width": width, "height": 900}, **options)
    page, complaints = context.new_page(), []
    page.on(
        "console", lambda message: complaints.append(message.text) if message.type in ("error", "warning") else None
    )
    page.on("pageerror", lambda error: complaints.append(str(error)))
    try:
        yield page
        assert [one for one in complaints if "the server responded with a status of 4" not in one] == []
    finally:
        context.close()


@pytest.mark.parametrize("width", [360, 1200])
def test_nothing_is_wider_than_the_screen(live_server, chromium, all_pages, width):
    with opened(chromium, width) as page:
        for address in all_pages:
            page.goto(live_server.url + address)
            wide = page.evaluate("document.documentElement.scrollWidth")
            assert wide <= width, f"{address} is {wide} px wide"
            assert page.evaluate(SMALL) == [], address


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_word_stands_out_from_its_ground(live_server, chromium, all_pages, scheme):
    with opened(chromium, color_scheme=scheme) as page:
        for address in all_pages:
            page.goto(live_server.url + address)
            contrasts = page.evaluate(CONTRASTS)
            assert len(contrasts) > 10, address
            faint = [text for ratio, text in contrasts if ratio < 4.5]
            assert faint == [], address


def test_hostile_mail_runs_nothing(live_server, chromium, keys):
    with opened(chromium) as page:
        page.on("dialog", lambda dialog: pytest.fail(dialog.message))
        for address in (f"/requests/{keys['STN']}/", f"/code/{keys['STN']}/", "/triage/"):
            page.goto(live_server.url + address)
            assert page.locator("script:not([src='/static/askall.js']), img").count() == 0
            assert "<script>alert('x')</script>" in page.content().replace("&lt;", "<").replace("&gt;", ">")


def test_a_request_is_coded_by_keyboard_alone(live_server, chromium, keys):
    with opened(chromium, 1300) as page:
        page.goto(f"{live_server.url}/code/{keys['WXB']}/")
        press_until(page, "#outcome-value")
        page.keyboard.type("Answered")
        press_until(page, "#outcome-quote")
        page.keyboard.type("We never wrote this.")
        press_until(page, "[name=uses_hikvision-value]")
        page.keyboard.press("ArrowDown")
        assert page.evaluate("document.activeElement.value") == "yes"
        press_until(page, "[name=uses_hikvision-from]")
        page.keyboard.press("ArrowDown")
        press_until(page, "button[name=stay]")
        page.keyboard.press("Enter")
        page.wait_for_selector("text=Nothing was saved")
        page.locator("#faults a").first.focus()
        page.keyboard.press("Enter")
        assert page.locator("#outcome-quote").input_value() == "We never wrote this."
        page.locator("#outcome-quote").fill("Please find our response below.")
        press_until(page, "button[name=stay]")
        page.keyboard.press("Enter")
        page.wait_for_selector("text=2 answers saved")
        assert page.locator("[name=uses_hikvision-value][value=yes]").is_checked()


def press_until(page, selector, most=120):
    """Tab on until the keyboard is at this control."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("one => document.activeElement.matches(one)", selector):
            return
    pytest.fail(f"{selector} cannot be reached by keyboard")


@pytest.mark.parametrize("width", [360, 1300])
def test_an_outline_lies_upon_its_picture_whatever_its_size(live_server, letter, keys, chromium, width):
    with opened(chromium, width) as page:
        page.goto(f"{live_server.url}/requests/{keys['HLM']}/")
        page.locator("summary", has_text="words outlined").click()
        sheet = page.locator(".sheet").nth(1)
        empty = sheet.bounding_box()
        sheet.scroll_into_view_if_needed()
        for shown in sheet.locator("img").all():
            shown.evaluate("one => one.decode()")  # done when it is loaded
        picture, outline = sheet.evaluate(f"sheet => [...sheet.querySelectorAll('img')].slice(0, 2).map({PLACE})")
        assert picture[2] > 250
        assert outline == pytest.approx(picture, abs=1.5)
        room = [empty["width"], empty["height"]]
        assert room == pytest.approx(picture[2:], rel=0.1)  # a page's room is kept while its picture loads


PLACE = "one => (({x, y, width, height}) => [x, y, width, height])(one.getBoundingClientRect())"
"""Measured all at once: pictures that load further up would move the page between two looks."""
