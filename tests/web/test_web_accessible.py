"""WCAG 2.2 AA on every page: axe-core's rules in light and dark, wide and at 400 %, reflow, text spacing, and the way
by keyboard alone. A new page is added to `every_page`."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from factories.desk import give_mailbox, letters_of_every_fate
from test_web_browser import PAGES, chromium, live_server, opened  # noqa: F401  # fixtures

from askall.asking import services as asking
from askall.asking.records import Event
from askall.asking.services import board, outbox
from askall.foundation.workspace import CLOCK
from askall.mail import services as mail

pytestmark = [pytest.mark.browser, pytest.mark.slow]

WIDE, ZOOMED = 1280, 320
"""CSS pixels: a window of 1280 pixels at 100 % and at 400 % (WCAG 2.2, 1.4.10)."""
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
SPACED = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
p { margin-bottom: 2em !important }"""

# What lies beyond the right edge of the screen and is no part of a region that scrolls by itself.
BEYOND = """() => [...document.querySelectorAll('body *')]
  .filter(one => one.checkVisibility() && !one.closest('.scroll, .skip, .unseen, svg'))
  .filter(one => one.getBoundingClientRect().right > innerWidth + 1)
  .map(one => one.outerHTML.slice(0, 90))"""

# Words cut off by the box they stand in.
CUT_OFF = """() => [...document.querySelectorAll('body *')]
  .filter(one => one.checkVisibility() && !one.closest('.scroll, .skip, .unseen, svg, select, textarea, input'))
  .filter(one => getComputedStyle(one).overflowX === 'hidden' && one.scrollWidth > one.clientWidth + 1)
  .map(one => one.outerHTML.slice(0, 90))"""

# Every control in the order of the page; of radio buttons that belong together the one that is chosen.
CONTROLS = """() => {
  const group = one => [...document.querySelectorAll('input[type=radio]')]
    .filter(other => other.name === one.name && other.form === one.form);
  const reached = one => one.type !== 'radio' || one.checked || (!group(one).some(other => other.checked)
    && group(one)[0] === one);
  const all = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]';
  window.controls = [...document.querySelectorAll(all)]
    .filter(one => one.checkVisibility() && !one.disabled && reached(one));
  return window.controls.map(one => one.outerHTML.slice(0, 100));
}"""

# Where the keyboard is: the number of the control, whether that can be seen, and whether it is on the screen.
FOCUSED = """() => {
  const one = document.activeElement, style = getComputedStyle(one), box = one.getBoundingClientRect();
  return {
    number: window.controls.indexOf(one),
    seen: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
    shown: box.bottom > 0 && box.right > 0 && box.top < innerHeight && box.left < innerWidth,
  };
}"""


@pytest.fixture
def every_page(keys, client, now, settings):
    """Every kind of page, with something in each place that may stay empty."""
    (message,) = [one for one in mail.messages(requests=[keys["WXB"]]) if not one.outgoing]
    events = [
        Event("extended", message.sent_at, message.sha256, suggested=True, confidence=0.9),
        Event("acknowledged", message.sent_at, message.sha256, suggested=True, confidence=0.9),
        Event("chased", now),
    ]
    asking.log_events(events=[asking.NewEvent(keys["WXB"], one) for one in events], by="machine:reader", at=now)
    rejected = next(one.key for one in asking.requests(keys=[keys["WXB"]])[0].events if one.kind == "acknowledged")
    asking.judge_events(events=[rejected], accepted=False, by="alice", at=now)
    board.save_list(name="Silent ones", query="state=waiting", by="alice", at=now)
    listed = [f"/{kind}/{keys[body]}/" for kind in ("requests", "code") for body in ("WXB", "STN", "PNT")]
    more = [
        "/code/learnt/",
        "/requests/?state=waiting&order=sent",
        "/requests/?q=nobody",
        "/code/?q=nobody",
        "/report/",
        "/nowhere/",
    ]
    return [*PAGES, *listed, f"/code/{keys['WXB']}/settle/", *more, *working_pages(settings)]


def working_pages(settings):
    """Triage, the outbox and the work list, with something in every part of them."""
    settings.WORKSPACE = give_mailbox(settings.WORKSPACE.root)
    letters_of_every_fate(settings.WORKSPACE.root)
    (waiting,) = mail.messages(in_triage=True)
    stray = next(one for one in mail.messages() if not one.outgoing and one.request)
    mail.set_aside(sha256=[stray.sha256], why="Spam", by="alice", at=CLOCK.now())
    triage = [f"/triage/{waiting.sha256}/?body=council{more}" for more in ("", "&split=1")]
    sender = f"/triage/from/?sender={waiting.sender.email}&body=council&all=1"
    letter = f"/outbox/{outbox.outbox(state='rejected')[0][0].key}/"
    tasks = [f"/work/{kind}/" for kind in ("chase", "review", "complain", "clarify", "readdress", "fee", "confirm")]
    asking.open_requests(study=asking.requests()[0].study, wave=2, by="alice", at=CLOCK.now())
    return [*triage, sender, "/triage/filed/?by=machine", f"/triage/{stray.sha256}/", letter, *tasks, "/ask/"]


def opened_whole(page, address):
    """The page with everything unfolded."""
    page.goto(address)
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [WIDE, ZOOMED])
def test_axe_finds_nothing(live_server, every_page, chromium, width, scheme):  # noqa: F811
    axe, told = Axe(), []
    with opened(chromium, width, color_scheme=scheme) as page:
        for address in every_page:
            opened_whole(page, live_server.url + address)
            found = axe.run(page, options=RULES).response["violations"]
            told += [(address, one["id"], node["html"][:150]) for one in found for node in one["nodes"][:3]]
    assert told == []


def test_at_400_percent_nothing_is_beyond_the_screen(live_server, every_page, chromium):  # noqa: F811
    with opened(chromium, ZOOMED) as page:
        for address in every_page:
            opened_whole(page, live_server.url + address)
            assert page.evaluate(BEYOND) == [], address
            assert page.evaluate("document.documentElement.scrollWidth") <= ZOOMED, address


def test_words_may_stand_further_apart(live_server, every_page, chromium):  # noqa: F811
    """As some people set their browsers (WCAG 2.2, 1.4.12): nothing is cut off, nothing goes beyond the screen."""
    with opened(chromium, ZOOMED, bypass_csp=True) as page:
        for address in every_page:
            opened_whole(page, live_server.url + address)
            page.add_style_tag(content=SPACED)
            assert page.evaluate(BEYOND) == [], address
            assert page.evaluate(CUT_OFF) == [], address


@pytest.mark.parametrize("width", [WIDE, ZOOMED])
def test_the_keyboard_reaches_every_control_in_order_and_is_seen_there(
    live_server,  # noqa: F811
    every_page,
    chromium,  # noqa: F811
    width,
):
    with opened(chromium, width, reduced_motion="reduce") as page:
        for address in every_page:
            page.goto(live_server.url + address)
            controls = page.evaluate(CONTROLS)
            assert len(controls) > 5, address
            for number, control in enumerate(controls):
                page.keyboard.press("Tab")
                found = page.evaluate(FOCUSED)
                assert found == {"number": number, "seen": True, "shown": True}, f"{address}: {control}"
