"""Guessing passwords: slowed down for strangers, never for ever, the same words for all."""

from datetime import timedelta

import pytest
import time_machine
from axes.models import AccessAttempt
from django.core.cache import cache

from tests import build
from tests.web.accounts_world import browser, sign_in, signed_in, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh_counters():
    cache.clear()


@pytest.fixture
def person():
    return build.person(login="linjing", password=build.PASSWORD)


def fail(client, login="linjing", times=1):
    return [sign_in(client, login, "Wrong-Password-1").status_code for _ in range(times)]


def test_five_wrong_guesses_from_one_address_lock_it(person):
    client = browser()
    assert fail(client, times=5) == [200, 200, 200, 200, 429]
    locked = sign_in(client, "linjing")
    assert locked.status_code == 429
    assert locked["Retry-After"] == "900"
    assert "auth.locked" in locked.content.decode()
    assert not signed_in(client)


def test_the_lock_says_the_same_of_accounts_that_do_not_exist(person):
    pages = []
    for number, login in enumerate(("linjing", "nobody-here")):
        client = browser(f"10.0.2.{number}")
        fail(client, login, 5)
        pages.append(text_of(sign_in(client, login)))
    assert pages[0] == pages[1]


def test_the_lock_opens_by_itself_after_a_quarter_of_an_hour(person):
    client = browser()
    with time_machine.travel(build.MOMENT, tick=False) as clock:
        fail(client, times=5)
        clock.shift(timedelta(minutes=14))
        assert fail(client) == [429]  # trying on does not prolong it
        clock.shift(timedelta(minutes=1, seconds=1))
        sign_in(client, "linjing")
        assert signed_in(client)


def test_many_addresses_give_no_more_guesses(person):
    statuses = [fail(browser(f"10.1.0.{n}"))[0] for n in range(8)]
    assert statuses == [200] * 4 + [429] * 4


def test_strangers_cannot_lock_a_person_out_of_their_usual_address(person):
    office = browser("10.9.9.9")
    sign_in(office, "linjing")
    office.post("/accounts/logout/")
    for n in range(8):
        fail(browser(f"10.1.0.{n}"))
    again = browser("10.9.9.9")
    sign_in(again, "linjing")
    assert signed_in(again)


def test_nor_by_more_guesses_than_any_other_counter_allows(person, settings):
    """Axes would be asked too late if something before it counted by account as well."""
    office = browser("10.9.9.9")
    sign_in(office, "linjing")
    office.post("/accounts/logout/")
    for n in range(24):
        fail(browser(f"10.1.0.{n}"))
    again = browser("10.9.9.9")
    sign_in(again, "linjing")
    assert signed_in(again)
    assert "key" not in settings.ACCOUNT_RATE_LIMITS["login_failed"]


def test_even_at_the_usual_address_five_guesses_are_all(person):
    office = browser("10.9.9.9")
    sign_in(office, "linjing")
    office.post("/accounts/logout/")
    assert fail(browser("10.9.9.9"), times=5)[-1] == 429


def test_a_forged_proxy_header_makes_no_new_address(person):
    for n in range(5):
        client = browser("10.0.0.1", HTTP_X_FORWARDED_FOR=f"1.2.3.{n}", HTTP_X_REAL_IP=f"4.4.4.{n}")
        fail(client)
    assert set(AccessAttempt.objects.values_list("ip_address", flat=True)) == {"10.0.0.1"}
    assert fail(browser("10.0.0.1")) == [429]


def test_behind_our_own_proxy_the_address_it_wrote_counts(person, settings):
    settings.TRUSTED_PROXIES = 1
    client = browser("10.0.0.1", HTTP_X_FORWARDED_FOR="6.6.6.6, 7.7.7.7")
    fail(client)
    assert AccessAttempt.objects.get().ip_address == "7.7.7.7"


def test_another_spelling_is_the_same_account(person):
    client = browser()
    for login in ("linjing", "LINJING", " linjing", "ＬＩＮＪＩＮＧ"):
        fail(client, login)
    assert fail(client) == [429]


def test_the_password_is_nowhere_in_the_records_of_attempts(person):
    fail(browser())
    row = AccessAttempt.objects.get()
    assert "Wrong-Password" not in f"{row.get_data} {row.post_data}"


@pytest.mark.parametrize("counter", ["second-factor:linjing", "Registering:10.0.0.1"])
def test_nobody_fills_a_counter_of_ours_by_signing_in_under_its_name(person, counter):
    for number in range(6):
        fail(browser(f"10.0.4.{number}"), counter)
    assert not AccessAttempt.objects.filter(username__contains=":").exists()
