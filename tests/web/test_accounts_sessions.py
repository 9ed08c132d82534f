"""How long a session lives, and ending it elsewhere."""

from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache

from tests import build
from tests.web.accounts_world import browser, sign_in, signed_in

pytestmark = pytest.mark.django_db
HALF_HOUR = timedelta(minutes=30)


@pytest.fixture(autouse=True)
def _fresh_counters():
    cache.clear()


@pytest.fixture
def clock():
    with time_machine.travel(build.MOMENT, tick=False) as held:
        build.person(login="linjing", password=build.PASSWORD)
        yield held


@pytest.fixture
def client(clock):
    held = browser()
    sign_in(held, "linjing")
    return held


def is_in(client) -> bool:
    return client.get("/accounts/home/").status_code == 200


def test_half_an_hour_without_a_request_ends_it(client, clock):
    clock.shift(HALF_HOUR)
    assert is_in(client)
    clock.shift(HALF_HOUR + timedelta(seconds=1))
    assert not is_in(client)
    assert not signed_in(client)


def test_a_page_that_looks_again_by_itself_keeps_nobody_signed_in(client, clock):
    assert is_in(client)
    for _ in range(3):
        clock.shift(timedelta(minutes=11))
        client.get("/accounts/home/", headers={"X-Kerong-Poll": "1"})
    assert not is_in(client)


def test_what_the_page_does_for_its_person_counts_as_work(client, clock):
    for _ in range(3):
        clock.shift(timedelta(minutes=11))
        client.get("/accounts/home/", headers={"HX-Request": "true"})
    assert is_in(client)


def test_who_keeps_working_stays_in_for_twelve_hours_and_no_longer(client, clock):
    for _ in range(24):
        clock.shift(HALF_HOUR)
        assert is_in(client)
    clock.shift(timedelta(seconds=1))
    assert not is_in(client)


def test_the_sign_in_page_says_why(client, clock):
    clock.shift(timedelta(hours=1))
    page = client.get("/accounts/login/").content.decode()
    assert "会话" in page


def test_signing_in_again_begins_both_limits_anew(client, clock):
    clock.shift(timedelta(hours=13))
    assert not is_in(client)
    sign_in(client, "linjing")
    clock.shift(HALF_HOUR)
    assert is_in(client)


def test_a_dead_session_is_dead_for_whoever_kept_the_cookie(client, clock):
    key = client.session.session_key
    clock.shift(timedelta(hours=1))
    is_in(client)
    thief = browser("10.6.6.6")
    thief.cookies["sessionid"] = key
    assert not is_in(thief)


def test_a_request_writes_the_stamp_at_most_once_a_minute(
    client, clock, django_assert_max_num_queries, django_assert_num_queries
):
    client.get("/accounts/arrive/")
    clock.shift(timedelta(seconds=59))
    with django_assert_num_queries(2):  # session, person
        client.get("/accounts/arrive/")
    clock.shift(timedelta(seconds=1))
    with django_assert_max_num_queries(6):  # and the session saved
        client.get("/accounts/arrive/")


def test_other_sessions_are_listed_and_ended(client):
    other = browser("10.0.0.2", HTTP_USER_AGENT="Another Browser")
    sign_in(other, "linjing")
    page = client.get("/accounts/home/").content.decode()
    assert "Another Browser" in page
    client.post("/accounts/home/sessions/end-others/")
    assert not is_in(other)
    assert is_in(client)


def test_one_session_is_ended_by_its_owner_only(client):
    from allauth.usersessions.models import UserSession

    other = browser("10.0.0.2")
    sign_in(other, "linjing")
    held = UserSession.objects.get(session_key=other.session.session_key)
    build.person(login="stranger", password=build.PASSWORD)
    stranger = browser("10.0.0.3")
    sign_in(stranger, "stranger")
    assert stranger.post(f"/accounts/home/sessions/{held.pk}/end/").status_code == 404
    assert is_in(other)
    client.post(f"/accounts/home/sessions/{held.pk}/end/")
    assert not is_in(other)
