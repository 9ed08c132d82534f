"""What is pressed is within reach: under a finger 44 px high, and the account in sight."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from tests.browser.seeing import OVERFLOW, PHONE, reader
from tests.browser.world import World, build_world

pytestmark = pytest.mark.django_db(transaction=True)
WIDTHS = (1440, 1280, 1100)
# Links in running text are as high as their line; what is a target by itself is not.
TOO_LOW = """() => [...document.querySelectorAll(
    'main a, main button, main input, main select, main summary, header a, header summary')]
  .filter((e) => e.checkVisibility() && e.type !== 'hidden' && !e.closest('.unseen, p, thead'))
  .filter((e) => !e.closest('label') && !(e.tagName === 'A' && e.closest('.sub, .says')))
  .filter((e) => e.getBoundingClientRect().height < 43.5)
  .map((e) => `${e.tagName}.${e.className} ${e.innerText}`)"""
HEAD_IN_SIGHT = """() => {
  scrollTo(0, document.body.scrollHeight);
  const head = document.querySelector('.list thead th').getBoundingClientRect();
  const masthead = document.querySelector('.masthead').getBoundingClientRect();
  return Math.abs(head.top - masthead.bottom) < 3;
}"""
ACCOUNT = "() => document.querySelector('.tools .menu summary b').getBoundingClientRect().width"


@pytest.fixture
def world(tmp_path: Path) -> World:
    return build_world(tmp_path)


def pages(world: World) -> list[tuple[object, str]]:
    paid = world.told["disbursed"]
    return [
        (world.owner, "/calculator/"),
        (world.owner, f"/needs/{paid.case.no}/"),
        (world.clerk, "/workbench/"),
        (world.clerk, "/workbench/take-ups/"),
        (world.officer, "/console/"),
    ]


def test_on_a_phone_whatever_can_be_pressed_is_as_high_as_a_finger(
    browser: Browser, live_server: LiveServer, world: World
) -> None:
    low: dict[str, list[str]] = {}
    for actor, path in pages(world):
        with reader(browser, live_server.url, actor, size=PHONE) as context:  # type: ignore[arg-type]
            page = context.new_page()
            page.goto(live_server.url + path)
            if found := page.evaluate(TOO_LOW):
                low[path] = found[:5]

    assert low == {}


def test_the_account_is_in_sight_however_many_entries_stand_beside_it(
    browser: Browser, live_server: LiveServer, world: World
) -> None:
    for language in ("zh-hans", "en"):
        for large in (False, True):
            with reader(
                browser, live_server.url, world.owner, language=language, large=large
            ) as context:
                page = context.new_page()
                page.goto(f"{live_server.url}/needs/")
                for width in WIDTHS:
                    assert held(page, width), (language, large, width)


def held(page: Page, width: int) -> bool:
    """Nothing sticks out, and enough of the name is there to be read."""
    page.set_viewport_size({"width": width, "height": 900})
    return not page.evaluate(OVERFLOW) and page.evaluate(ACCOUNT) > 40


def test_the_head_of_a_long_table_stays_below_the_masthead(
    browser: Browser, live_server: LiveServer, world: World
) -> None:
    with reader(browser, live_server.url, world.operator) as context:
        page = context.new_page()
        page.goto(f"{live_server.url}/console/trail/")

        assert page.evaluate(HEAD_IN_SIGHT)
