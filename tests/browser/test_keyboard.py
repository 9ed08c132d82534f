"""The whole job by keyboard alone: Tab, arrows, Space, Enter, Esc; the focus is always seen."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from kerong.cases.models import Case
from tests.browser.keyboard import FOCUSED, Keyboard
from tests.browser.seeing import PHONE, reader
from tests.browser.world import build_world

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_need_is_published_without_a_mouse(
    browser: Browser, live_server: LiveServer, tmp_path: Path
) -> None:
    world = build_world(tmp_path)
    before = Case.objects.count()
    with reader(browser, live_server.url, world.owner) as context:
        page = context.new_page()
        page.goto(f"{live_server.url}/needs/new/")
        keys = Keyboard(page)
        assert keys.tab() == "跳到正文"
        page.keyboard.press("Enter")
        keys.write("金额", "120")
        keys.write("期限（月）", "12")
        keys.choose("日常经营周转", "研发投入")
        keys.choose("信用", "信用")
        keys.choose("向全部机构公开", "向全部机构公开")
        keys.press("税款征收与申报", "Space")
        keys.press("核对内容")
        expect(page.locator(".summary")).to_contain_text("120 万元")
        keys.press("发布")
        expect(page.locator(".messages")).to_contain_text("已发布")
    assert Case.objects.count() == before + 1
    assert not keys.unseen, "\n".join(keys.unseen)


def test_the_menu_of_the_phone_opens_by_enter_and_esc_closes_it_and_gives_the_focus_back(
    browser: Browser, live_server: LiveServer, tmp_path: Path
) -> None:
    world = build_world(tmp_path)
    with reader(browser, live_server.url, world.owner, size=PHONE) as context:
        page = context.new_page()
        page.goto(f"{live_server.url}/needs/")
        keys = Keyboard(page)
        keys.tab()
        menu = page.locator("details.menu").first
        while not menu.locator("summary").evaluate("(one) => one === document.activeElement"):
            assert len(keys.stops) < 10, keys.stops
            keys.tab()
        page.keyboard.press("Enter")
        expect(menu).to_have_attribute("open", "")
        keys.tab()
        page.keyboard.press("Escape")
        expect(menu).not_to_have_attribute("open", "")
        assert menu.locator("summary").evaluate("(one) => one === document.activeElement")
        assert page.evaluate(FOCUSED)["drawn"]
    assert not keys.unseen, "\n".join(keys.unseen)
