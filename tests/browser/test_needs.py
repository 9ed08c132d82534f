"""Drafts keep themselves; a second click is no second act; errors come first."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.utils.timezone import localdate
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from kerong.cases.models import Case, TakeUp
from tests.browser.seeing import PHONE, Seen, reader
from tests.browser.world import build_world

pytestmark = pytest.mark.django_db(transaction=True)


def test_what_is_typed_survives_a_closed_tab_and_is_published_once(
    browser: Browser, live_server: LiveServer, tmp_path: Path
) -> None:
    world = build_world(tmp_path)
    before = Case.objects.count()
    seen = Seen(live_server.url)
    with reader(browser, live_server.url, world.owner) as context:
        page = context.new_page()
        seen.watch(page)
        page.goto(f"{live_server.url}/needs/new/")
        page.get_by_label("金额").fill("120")
        page.get_by_label("补充说明").fill("先写一半")
        expect(page.locator("#draft-state")).to_have_text("已暂存，可离开后继续填写。")
        page.close()

        page = context.new_page()
        seen.watch(page)
        page.goto(f"{live_server.url}/needs/new/")
        expect(page.get_by_label("金额")).to_have_value("120")
        expect(page.get_by_label("补充说明")).to_have_value("先写一半")
        page.get_by_label("期限（月）").fill("12")
        page.get_by_label("信用", exact=True).check()
        page.get_by_label("日常经营周转").check()
        page.get_by_label("向全部机构公开").check()
        page.get_by_label("税款征收与申报").check()
        page.get_by_role("button", name="核对内容").click()
        expect(page.locator(".summary")).to_contain_text("120 万元")
        page.get_by_role("button", name="发布").dblclick()
        expect(page.locator(".messages")).to_contain_text("已发布")
    assert Case.objects.count() == before + 1
    assert not seen.faults, "\n".join(seen.faults)


def test_after_a_slip_the_summary_is_read_first_and_leads_to_the_field(
    browser: Browser, live_server: LiveServer, tmp_path: Path
) -> None:
    world = build_world(tmp_path)
    with reader(browser, live_server.url, world.owner) as context:
        page = context.new_page()
        page.goto(f"{live_server.url}/needs/new/")
        page.get_by_role("button", name="核对内容").click()
        expect(page.locator(".errors")).to_be_focused()
        page.locator(".errors a").first.click()
        expect(page.get_by_label("金额")).to_be_focused()


def test_language_and_large_text_are_two_clicks_and_stay(
    browser: Browser, live_server: LiveServer, tmp_path: Path
) -> None:
    world = build_world(tmp_path)
    with reader(browser, live_server.url, world.owner) as context:
        context.clear_cookies(name="django_language")
        page = context.new_page()
        page.goto(f"{live_server.url}/needs/")
        page.get_by_role("button", name="English").click()
        expect(page.locator("h1")).to_have_text("My needs")
        assert page.url.endswith("/needs/")
        page.get_by_role("button", name="Large text").click()
        page.goto(f"{live_server.url}/products/")
        assert page.locator("html").get_attribute("data-text") == "large"
        assert page.locator("html").get_attribute("lang") == "en"


def test_a_credited_need_offers_its_withdrawal_only_once_the_payout_is_late(
    browser: Browser, live_server: LiveServer, tmp_path: Path
) -> None:
    world = build_world(tmp_path)
    told = world.told["credited"]
    seen = Seen(live_server.url)
    with reader(browser, live_server.url, world.owner, size=PHONE) as context:
        page = context.new_page()
        seen.watch(page)
        address = f"{live_server.url}/needs/{told.case.no}/"
        page.goto(address)
        expect(page.locator(".notice.ask")).to_contain_text("期限内不能撤回需求")
        expect(page.get_by_role("link", name="撤回")).to_have_count(0)

        yesterday = localdate() - timedelta(days=1)
        TakeUp.objects.filter(pk=told.take_up.pk).update(due_on=yesterday)
        page.goto(address)
        page.get_by_role("link", name="撤回").click()
        page.locator("textarea").fill("逾期未放款，另寻机构")
        page.get_by_role("button", name="撤回").click()
        expect(page.locator(".messages")).to_contain_text("需求已撤回")
    assert Case.objects.get(pk=told.case.pk).state == Case.State.WITHDRAWN
    assert not seen.faults, "\n".join(seen.faults)
