"""The second factor: offered to all, required of those who decide, never guessed, used once."""

from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.core.cache import cache

from kerong.kernel import roles
from kerong.web.accounts.sealing import sealing_keys
from tests import build
from tests.web.accounts_world import (
    browser,
    code_for,
    enrol,
    sign_in,
    signed_in,
    stored_secret,
    text_of,
)

pytestmark = pytest.mark.django_db
AGAIN = "/accounts/password/again/"


@pytest.fixture(autouse=True)
def _fresh_counters():
    cache.clear()


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(build.MOMENT, tick=False) as held:
        yield held


def someone(role=None, **fields):
    return build.person(role, login="linjing", password=build.PASSWORD, **fields)


def second_step(client, code):
    return client.post("/accounts/factor/step/", {"code": code})


def test_who_has_an_app_is_not_in_before_its_code():
    secret = enrol(someone())
    client = browser()
    assert sign_in(client, "linjing")["Location"] == "/accounts/factor/step/"
    assert not signed_in(client)
    assert client.get("/accounts/home/").status_code == 302
    second_step(client, code_for(secret))
    assert signed_in(client)


def test_a_code_opens_once_in_every_process(clock):
    secret = enrol(someone())
    code = code_for(secret)
    first = browser()
    sign_in(first, "linjing")
    second_step(first, code)
    assert signed_in(first)
    cache.clear()  # another process remembers nothing of it
    second = browser()
    sign_in(second, "linjing")
    assert "已使用" in text_of(second_step(second, code))
    assert not signed_in(second)
    clock.shift(timedelta(seconds=30))
    second_step(second, code_for(secret))
    assert signed_in(second)


def test_a_code_of_a_fast_phone_opens_once_too(clock):
    secret = enrol(someone())
    ahead = code_for(secret, 1)
    first = browser()
    sign_in(first, "linjing")
    second_step(first, ahead)
    assert signed_in(first)
    cache.clear()
    clock.shift(timedelta(seconds=30))
    second = browser()
    sign_in(second, "linjing")
    second_step(second, ahead)
    assert not signed_in(second)


def test_an_old_code_opens_nothing(clock):
    secret = enrol(someone())
    code = code_for(secret)
    client = browser()
    sign_in(client, "linjing")
    clock.shift(timedelta(seconds=61))
    second_step(client, code)
    assert not signed_in(client)


def test_five_wrong_codes_lock_the_second_step_whatever_the_address():
    secret = enrol(someone())
    for number in range(5):
        client = browser(f"10.3.0.{number}")
        sign_in(client, "linjing")
        cache.clear()  # as if each guess met another process
        second_step(client, "000000")
    late = browser("10.3.0.99")
    sign_in(late, "linjing")
    assert second_step(late, code_for(secret)).status_code == 429
    assert not signed_in(late)


def test_the_secret_lies_encrypted_in_the_database():
    person = someone()
    secret = enrol(person)
    held = Authenticator.objects.get(user=person)
    assert secret not in str(held.data)
    assert stored_secret(person) == secret


def test_an_old_key_still_reads(settings):
    person = someone()
    secret = enrol(person)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another key for a new year, long enough to be one"
    assert stored_secret(person) == secret
    assert len(set(sealing_keys())) == 2


def set_up(client) -> str:
    """Walk through the page as a person does; the secret of the app."""
    client.post(AGAIN, {"password": build.PASSWORD})
    page = client.get("/accounts/factor/app/")
    assert "data:image/svg+xml" in page.content.decode()
    secret = client.session["mfa.totp.secret"]
    done = client.post("/accounts/factor/app/", {"code": code_for(secret)})
    assert done["Location"] == "/accounts/factor/codes/"
    return secret


def test_anyone_may_set_up_an_app_after_the_password_once_more():
    someone()
    client = browser()
    sign_in(client, "linjing")
    assert client.get("/accounts/factor/app/")["Location"].startswith(AGAIN)
    set_up(client)
    page = client.get("/accounts/factor/codes/").content.decode()
    assert "<pre>" in page
    assert "<pre>" not in client.get("/accounts/factor/codes/").content.decode()  # shown once
    assert "已" in client.get("/accounts/home/").content.decode()


def test_a_recovery_code_opens_once(clock):
    someone()
    client = browser()
    sign_in(client, "linjing")
    set_up(client)
    page = client.get("/accounts/factor/codes/").content.decode()
    code = page.split("<pre>", 1)[1].split()[0]
    opened = []
    for number in range(2):
        cache.clear()
        other = browser(f"10.0.1.{number}")
        sign_in(other, "linjing")
        second_step(other, code)
        opened.append(signed_in(other))
    assert opened == [True, False]


def test_the_app_can_be_removed_with_the_password():
    someone()
    client = browser()
    sign_in(client, "linjing")
    set_up(client)
    client.post("/accounts/factor/app/drop/")
    assert not Authenticator.objects.exists()


REQUIRED = [
    roles.INSTITUTION_APPROVER,
    roles.INSTITUTION_ADMIN,
    roles.OFFICER,
    roles.AUDITOR,
    roles.OPERATOR,
]


@pytest.mark.parametrize("role", REQUIRED)
def test_in_production_a_deciding_role_sleeps_until_the_factor(role, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    someone(role)
    client = browser()
    sign_in(client, "linjing")
    page = {
        roles.INSTITUTION_APPROVER: "/accounts/institution/people/",
        roles.INSTITUTION_ADMIN: "/accounts/institution/people/",
    }.get(role, "/accounts/institutions/")
    assert client.get("/accounts/arrive/")["Location"] == "/accounts/second-factor/"
    led = client.get(page)["Location"]
    assert led.startswith("/accounts/second-factor/?next=")
    assert client.get("/accounts/home/").status_code == 200  # one's own account stays open
    assert "/accounts/factor/app/" in client.get(led).content.decode()
    set_up(client)
    assert client.get(page).status_code == 200


def test_who_has_an_app_is_asked_for_a_code_not_for_a_setup(settings, clock):
    settings.SECOND_FACTOR_REQUIRED = True
    person = someone(roles.OPERATOR)
    client = browser()
    sign_in(client, "linjing")
    secret = enrol(person)  # set up elsewhere meanwhile
    led = client.get(client.get("/accounts/people/")["Location"])["Location"]
    assert led == "/accounts/factor/again/?next=%2Faccounts%2Fpeople%2F"
    clock.shift(timedelta(seconds=30))
    assert client.post(led, {"code": code_for(secret)})["Location"] == "/accounts/people/"
    assert client.get("/accounts/people/").status_code == 200


def test_in_production_clerks_work_without_but_issue_no_token(settings):
    settings.SECOND_FACTOR_REQUIRED = True
    someone(roles.INSTITUTION_CLERK)
    client = browser()
    sign_in(client, "linjing")
    assert client.get("/accounts/institution/people/").status_code == 200
    given = {"name": "核心系统", "expires_on": "2026-04-01"}
    response = client.post("/accounts/home/tokens/", given)
    assert response["Location"] == "/accounts/second-factor/"


def test_where_it_is_only_offered_nobody_is_held_up():
    someone(roles.OPERATOR)
    client = browser()
    sign_in(client, "linjing")
    assert client.get("/accounts/people/").status_code == 200


def test_a_sleeping_role_has_no_power_anywhere(settings):
    settings.SECOND_FACTOR_REQUIRED = True
    someone(roles.OPERATOR)
    client = browser()
    sign_in(client, "linjing")
    victim = build.person()
    client.post(f"/accounts/people/{victim.pk}/disabling/", {"reason": "x"})
    victim.refresh_from_db()
    assert victim.is_active
