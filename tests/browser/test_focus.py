"""Tab through a page of each site: every stop is seen, none is skipped, none holds one captive."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.seeing import reader
from tests.browser.world import build_world
from tests.build.css import contrast

pytestmark = pytest.mark.django_db(transaction=True)

OF_A_SHAPE = 3.0
# All that can have the focus by Tab, numbered as it stands in the document; of radio buttons of
# one name only the one that is chosen, or the first.
NUMBERED = r"""() => {
  const radios = new Set();
  const open = (e) => e.checkVisibility({ visibilityProperty: true }) && !e.disabled;
  const first = (e) => {
    if (e.type !== 'radio') return true;
    const chosen = e.form?.querySelector(`[name="${e.name}"]:checked`);
    if (chosen) return chosen === e;
    return !radios.has(e.name) && radios.add(e.name);
  };
  const all = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]';
  const found = [...document.querySelectorAll(all)]
    .filter((e) => e.tabIndex >= 0 && open(e) && first(e));
  found.forEach((e, at) => { e.dataset.stop = at; });
  return { stops: found.length, forced: found.filter((e) => e.tabIndex > 0).length };
}"""
# The stop of the focus: its number, its ring and what the ring is drawn upon, what lies above it.
STOP = r"""async () => {
  const at = document.activeElement;
  if (!at || at === document.body) return null;
  await Promise.all(at.getAnimations().map((each) => each.finished));
  const style = getComputedStyle(at);
  const hex = (text) => '#' + text.match(/[\d.]+/g).slice(0, 3)
    .map((part) => Number(part).toString(16).padStart(2, '0')).join('');
  const painted = (one) => {
    const { backgroundImage, backgroundColor } = getComputedStyle(one);
    if (backgroundImage !== 'none') return backgroundImage.match(/rgba?\([^)]*\)/g);
    return /rgba\(.*, 0\)/.test(backgroundColor) ? null : [backgroundColor];
  };
  let around = at.parentElement;
  while (around && !painted(around)) around = around.parentElement;
  const box = at.getBoundingClientRect();
  const above = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  return {
    no: Number(at.dataset.stop ?? -1),
    said: `${at.tagName} ${(at.innerText || at.name || at.ariaLabel || '').trim().slice(0, 30)}`,
    wide: style.outlineStyle === 'none' ? 0 : parseFloat(style.outlineWidth),
    ring: hex(style.outlineColor),
    grounds: around ? painted(around).map(hex) : ['#ffffff'],
    seen: Boolean(above) && (at.contains(above) || above.contains(at) || above.control === at),
  };
}"""
UNNAMED = r"""() => [...document.querySelectorAll('input:not([type=hidden]), select, textarea')]
  .filter((e) => !e.labels.length && !e.ariaLabel && !e.getAttribute('aria-labelledby'))
  .map((e) => e.name)"""
SPOILT = """() => {
  const main = document.querySelector('main');
  main.append(document.createElement('input'));
  main.querySelector('a').tabIndex = 1;
  main.querySelectorAll('a').forEach((each) => { each.style.outline = 'none'; });
}"""
INSIDE = """() => document.activeElement === document.body
  || Boolean(document.activeElement.closest('dialog'))"""
HEADINGS = r"""() => [...document.querySelectorAll('h1, h2, h3, h4')]
  .filter((e) => e.checkVisibility()).map((e) => Number(e.tagName[1]))"""


def stops(page: Page, most: int) -> Iterator[dict[str, Any]]:
    """One Tab after another until the focus leaves the page; a date has stops of its own within."""
    last = None
    for _ in range(most):
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP)
        if stop is None:
            return
        if stop["no"] != last:
            yield stop
        last = stop["no"]
    raise AssertionError(f"the focus does not leave {page.url}")


def judge(page: Page) -> list[str]:
    """What is wrong with the way of the focus through this page."""
    counted = page.evaluate(NUMBERED)
    way = list(stops(page, 4 * counted["stops"]))
    faults = [] if not counted["forced"] else ["somebody forces an order of his own"]
    if [stop["no"] for stop in way] != list(range(counted["stops"])):
        faults.append(f"another way than the document: {[stop['said'] for stop in way]}")
    for stop in way:
        weakest = min(contrast(stop["ring"], ground) for ground in stop["grounds"])
        if stop["wide"] < 2 or weakest < OF_A_SHAPE:
            faults.append(f"no ring: {stop}")
        if not stop["seen"]:
            faults.append(f"covered: {stop}")
    return [f"{page.url} {each}" for each in faults]


def named(page: Page) -> list[str]:
    """Fields without a name, headings that skip a level."""
    levels = page.evaluate(HEADINGS)
    faults = [f"{page.url} {name} has no label" for name in page.evaluate(UNNAMED)]
    if levels[:1] != [1] or levels.count(1) != 1:
        faults.append(f"{page.url} its headings are {levels}")
    skips = [(one, two) for one, two in pairwise(levels) if two > one + 1]
    return faults + [f"{page.url} h{one} before h{two}" for one, two in skips]


def skips(page: Page) -> None:
    """The first stop leads over the head straight into the content."""
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def closes_by_escape(page: Page) -> None:
    """A dialog keeps the focus while it is open and gives it back to what opened it."""
    opener, dialog = page.locator("[data-opens]"), page.locator("dialog")
    opener.press("Enter")
    expect(dialog).to_be_visible()
    for _ in range(3):
        page.keyboard.press("Tab")
        assert page.evaluate(INSIDE)
    page.keyboard.press("Escape")
    expect(dialog).not_to_be_visible()
    expect(opener).to_be_focused()


def test_the_judge_finds_what_it_looks_for(browser: Browser, live_server: LiveServer) -> None:
    with reader(browser, live_server.url) as context:
        page = context.new_page()
        page.goto(live_server.url)
        page.evaluate(SPOILT)
        said = "\n".join(judge(page) + named(page))

    for fault in ("no ring", "order of his own", "another way", "no label"):
        assert fault in said


def test_a_page_of_each_site_is_walked_from_end_to_end_by_tab(
    browser: Browser, live_server: LiveServer, tmp_path: Path
) -> None:
    world = build_world(tmp_path)
    visits = (
        (world.owner, "/", skips),
        (world.clerk, f"/workbench/take-ups/{world.told['contacted'].take_up.no}/quote/", skips),
        (world.officer, "/console/payments/", skips),
        (world.operator, "/style/", closes_by_escape),
    )
    faults: list[str] = []
    for actor, path, tried in visits:
        with reader(browser, live_server.url, actor) as context:
            page = context.new_page()
            page.goto(live_server.url + path)
            if tried is skips:
                faults += judge(page) + named(page)
                page.reload()
            tried(page)

    assert faults == []
