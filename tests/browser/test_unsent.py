"""A session that ended while somebody wrote: the form comes back filled, and nothing was sent."""

from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from kerong.cases.models import Message
from kerong.parties.models import Person
from tests.browser.seeing import Seen, reader
from tests.browser.world import build_world
from tests.build.parties import PASSWORD

pytestmark = pytest.mark.django_db(transaction=True)
WORDS = "请补充最近三个月的流水\n以及纳税申报表"


def end_sessions() -> None:
    for row in Session.objects.all():
        held = row.get_decoded()
        if "kerong_seen" in held:
            held["kerong_seen"] -= 24 * 3600
            row.session_data = Session.get_session_store_class()().encode(held)
            row.save()


def test_the_message_stands_in_its_form_again_and_goes_out_once(
    browser: Browser, live_server: LiveServer, tmp_path: Path
) -> None:
    cache.clear()
    world = build_world(tmp_path)
    person = Person.objects.get(pk=world.clerk.person_id)
    person.set_password(PASSWORD)
    person.save()
    before = Message.objects.count()
    seen = Seen(live_server.url)
    address = f"{live_server.url}/workbench/take-ups/{world.told['contacted'].take_up.no}/"
    with reader(browser, live_server.url, world.clerk) as context:
        page = context.new_page()
        seen.watch(page)
        page.goto(address)
        box = page.locator("#message_words")
        box.fill(WORDS)
        end_sessions()
        page.locator("form", has=box).get_by_role("button").click()
        page.get_by_label("登录名").fill(person.login)
        page.get_by_label("密码", exact=True).fill(PASSWORD)
        page.get_by_role("button", name="登录").click()
        page.wait_for_url(address)

        expect(box).to_have_value(WORDS)
        expect(page.get_by_text("已放回表单")).to_be_visible()
        assert Message.objects.count() == before
        page.locator("form", has=box).get_by_role("button").click()
        expect(page.locator(".thread")).to_contain_text("以及纳税申报表")
        page.goto(address)
        expect(box).to_have_value("")
    assert Message.objects.count() == before + 1
    assert not seen.faults, "\n".join(seen.faults)
