"""未送出的表单: what was typed when a session ended or a page grew old comes back into its form."""

import json
import re
from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import urlencode

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client

from kerong.cases.models import Message
from kerong.parties.models import Person
from kerong.web.unsent import MOST_ALTOGETHER
from tests.build import cases
from tests.build.parties import PASSWORD
from tests.web.accounts_world import sign_in

pytestmark = pytest.mark.django_db
WORDS = "请补充 <b>最近三个月</b> 的流水"
OWN = "http://testserver"


class World:
    """A clerk on the page of a take-up, and a clock."""

    def __init__(self, clock: time_machine.Traveller) -> None:
        self.clock, self.told = clock, cases.story("contacted")
        self.page = f"/workbench/take-ups/{self.told.take_up.no}/"
        self.login = self.may_sign_in(self.told.clerk.person_id)
        self.client = Client(enforce_csrf_checks=False)
        sign_in(self.client, self.login)

    def may_sign_in(self, person_id: int | None) -> str:
        person = Person.objects.get(pk=person_id)
        person.set_password(PASSWORD)
        person.save()
        return str(person.login)

    def leave(self, **time: float) -> None:
        self.clock.shift(timedelta(**time))

    def send(self, words: str = WORDS, came_from: str | None = None, **more: str):
        referer = f"{OWN}{self.page}" if came_from is None else came_from
        return self.client.post(
            f"{self.page}messages/", {"words": words, **more}, headers={"Referer": referer}
        )

    def held(self) -> dict | None:
        """What the page hands to its script."""
        page = self.client.get(self.page).content.decode()
        found = re.search(r'<script id="unsent" type="application/json">(.*?)</script>', page)
        return json.loads(found[1]) if found else None


@pytest.fixture
def world() -> Iterator[World]:
    cache.clear()
    cases.hold_calendar(2026, 2027)
    with time_machine.travel(cases.FRIDAY + timedelta(minutes=30), tick=False) as clock:
        yield World(clock)


def test_after_the_session_ended_the_form_comes_back_filled_and_nothing_was_sent(world):
    world.leave(minutes=31)

    answer = world.send(password="geheim", csrfmiddlewaretoken="x")

    assert answer["Location"] == f"/accounts/login/?{urlencode({'next': world.page})}"
    after = sign_in(world.client, world.login, next=world.page)
    assert after["Location"] == world.page
    assert world.held() == {"to": f"{world.page}messages/", "fields": {"words": [WORDS]}}
    assert world.held() is None  # once
    assert not Message.objects.exists()


def test_the_page_cannot_be_broken_by_what_was_typed(world):
    world.leave(minutes=31)
    world.send("</script><script>alert(1)</script>")
    sign_in(world.client, world.login)

    page = world.client.get(world.page).content.decode()

    assert "<script>alert(1)" not in page
    assert 'src="/static/js/unsent' in page


def test_another_person_in_the_same_browser_does_not_see_it(world):
    world.leave(minutes=31)
    world.send()
    sign_in(world.client, world.may_sign_in(world.told.approver.person_id))

    assert world.held() is None


def test_it_is_not_kept_for_ever(world):
    world.leave(minutes=31)
    world.send()
    world.leave(minutes=31)
    sign_in(world.client, world.login)

    assert world.held() is None


@pytest.mark.parametrize("came_from", ["http://elsewhere.example/", ""])
def test_what_no_page_of_ours_sent_is_not_kept(world, came_from):
    world.leave(minutes=31)

    assert world.send(came_from=came_from)["Location"] == "/accounts/login/"
    sign_in(world.client, world.login)
    assert world.held() is None


def test_too_much_is_not_kept(world):
    world.leave(minutes=31)

    more = {f"field_{no}": "字" * 1_500 for no in range(MOST_ALTOGETHER // 1_500 + 1)}
    assert world.send(**more)["Location"] == "/accounts/login/"


def test_a_stranger_without_a_session_fills_no_table(world):
    before = Session.objects.count()
    world.client = Client()

    assert world.send()["Location"] == "/accounts/login/"
    assert Session.objects.count() == before


def test_a_page_older_than_the_last_sign_in_says_what_to_do_and_keeps_what_was_typed(world):
    world.client.handler.enforce_csrf_checks = True

    answer = world.send()

    page = answer.content.decode()
    assert answer.status_code == 403
    assert "页面已过期" in page and "form_stale" in page
    assert f'<a class="btn" href="{world.page}">' in page
    assert world.held() == {"to": f"{world.page}messages/", "fields": {"words": [WORDS]}}
    assert not Message.objects.exists()


def test_a_form_from_elsewhere_is_refused_and_nothing_of_it_is_kept(world):
    world.client.handler.enforce_csrf_checks = True

    answer = world.client.post(
        f"{world.page}messages/",
        {"words": "广告"},
        headers={"Referer": f"{OWN}{world.page}", "Origin": "http://elsewhere.example"},
    )

    assert answer.status_code == 403
    assert "unsent" not in answer.content.decode()
    assert world.held() is None
