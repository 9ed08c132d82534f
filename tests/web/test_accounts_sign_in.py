"""Signing in: fixation, enumeration, brute force, redirects, disabled people."""

from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache

from kerong.kernel import roles
from kerong.parties.models import Person
from tests import build
from tests.web.accounts_world import browser, sign_in, signed_in, text_of, visited

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh_counters():
    cache.clear()


@pytest.fixture
def person():
    return build.person(login="linjing", password=build.PASSWORD)


def test_login_in_any_spelling_and_home(person):
    client = browser()
    response = sign_in(client, " ＬinJing ")
    assert response.status_code == 302
    assert signed_in(client)
    assert client.get(response["Location"])["Location"] == "/"


@pytest.mark.parametrize(
    ("role", "home"),
    [
        (roles.FIRM_CLERK, "/"),
        (roles.INSTITUTION_CLERK, "/workbench/"),
        (roles.OFFICER, "/console/"),
        (roles.AUDITOR, "/console/"),
    ],
)
def test_each_role_arrives_where_its_work_is(role, home):
    build.person(role, login="somebody", password=build.PASSWORD)
    client = browser()
    sign_in(client, "somebody")
    assert client.get("/accounts/arrive/")["Location"] == home


def test_the_session_changes_its_name_at_sign_in(person):
    client = browser()
    planted = visited(client)
    sign_in(client, "linjing")
    assert client.session.session_key != planted
    stolen = browser()
    stolen.cookies["sessionid"] = planted
    assert stolen.get("/accounts/home/").status_code == 302


def test_signing_out_ends_the_session(person):
    client = browser()
    sign_in(client, "linjing")
    key = client.session.session_key
    assert client.get("/accounts/logout/").status_code == 200  # asks, does not act
    assert signed_in(client)
    client.post("/accounts/logout/")
    again = browser()
    again.cookies["sessionid"] = key
    assert again.get("/accounts/home/").status_code == 302


def test_known_and_unknown_accounts_are_refused_in_the_same_words(person):
    build.person(login="disabled", password=build.PASSWORD, is_active=False)
    pages = []
    for login in ("linjing", "nobody-here", "disabled"):
        response = sign_in(browser(f"10.0.1.{len(pages)}"), login, "Wrong-Password-1")
        assert response.status_code == 200
        pages.append(text_of(response).replace(login, "X"))
    assert pages[0] == pages[1] == pages[2]


def test_unknown_accounts_cost_a_hash_too(person, monkeypatch):
    made = []
    monkeypatch.setattr(Person, "set_password", lambda self, raw: made.append(raw))
    sign_in(browser(), "nobody-here", "Wrong-Password-1")
    assert made == ["Wrong-Password-1"]


def test_lost_passwords_are_answered_in_the_same_words(person):
    Person.objects.update(email="lin@example.com")
    answers = []
    for email in ("lin@example.com", "nobody@example.com"):
        response = browser().post("/accounts/password/reset/", {"email": email}, follow=True)
        answers.append(text_of(response))
    assert answers[0] == answers[1]


def test_a_disabled_person_is_out_on_the_next_request(person):
    client = browser()
    sign_in(client, "linjing")
    assert client.get("/accounts/home/").status_code == 200
    Person.objects.update(is_active=False)
    assert client.get("/accounts/home/")["Location"].startswith("/accounts/login/")
    assert not signed_in(sign_in_with_right_password())


def sign_in_with_right_password():
    client = browser()
    sign_in(client, "linjing")
    return client


@pytest.mark.parametrize(
    "evil",
    [
        "https://evil.example/",
        "//evil.example/",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "https:evil.example",
        "http:///evil.example",
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "ftp://testserver/",
        "https://testserver@evil.example/",
        "https://testserver.evil.example/",
        " https://evil.example",
        "\thttps://evil.example",
        "%2f%2fevil.example",
        "/%0d%0aLocation:https://evil.example",
        "https://evil.example#@testserver/",
        "//testserver\\@evil.example",
        "//evil.example/%2f..",
    ],
)
def test_after_signing_in_nobody_is_led_away(person, evil):
    client = browser()
    response = client.post(
        "/accounts/login/", {"login": "linjing", "password": build.PASSWORD, "next": evil}
    )
    location = response["Location"]
    assert location.startswith(("/", "%2f"))
    assert not location.startswith(("//", "/\\"))
    assert "\r" not in location
    for path in ("/accounts/choose/", "/accounts/second-factor/"):
        page = client.get(path, {"next": evil}).content.decode()
        assert 'href="https://evil' not in page
        answer = client.post(path, {"mandate": "0", "next": evil})
        if answer.status_code == 302:
            assert answer["Location"].startswith("/")
            assert not answer["Location"].startswith(("//", "/\\"))


def test_a_good_next_is_followed(person):
    client = browser()
    response = sign_in(client, "linjing", next="/accounts/home/?a=1")
    assert response["Location"] == "/accounts/home/?a=1"


def test_an_old_password_is_changed_before_anything_else(settings):
    settings.PASSWORD_PROFILE = "djbh3"
    with time_machine.travel(build.MOMENT, tick=False) as clock:
        build.person(login="linjing", password=build.PASSWORD)
        clock.shift(timedelta(days=91))
        client = browser()
        sign_in(client, "linjing")
        assert client.get("/")["Location"] == "/accounts/password/change/"
        given = {
            "oldpassword": build.PASSWORD,
            "password1": "ming-Yue-2027",
            "password2": "ming-Yue-2027",
        }
        client.post("/accounts/password/change/", given)
        assert client.get("/").status_code == 200


def test_a_changed_password_ends_every_other_session(person):
    here, there = browser(), browser("10.0.0.2")
    sign_in(here, "linjing")
    sign_in(there, "linjing")
    given = {
        "oldpassword": build.PASSWORD,
        "password1": "ming-Yue-2027",
        "password2": "ming-Yue-2027",
    }
    here.post("/accounts/password/change/", given)
    assert here.get("/accounts/home/").status_code == 200
    assert there.get("/accounts/home/").status_code == 302


def test_a_reset_link_by_mail_works_once(person, mailoutbox):
    Person.objects.update(email="lin@example.com")
    client = browser()
    client.post("/accounts/password/reset/", {"email": "LIN@example.com"})
    (mail,) = mailoutbox
    link = next(word for word in mail.body.split() if "/accounts/password/reset/" in word)
    path = link.split("testserver", 1)[1]
    form = client.get(path)["Location"]
    assert "set-password" in form
    given = {"password1": "ming-Yue-2027", "password2": "ming-Yue-2027"}
    assert client.post(form, given).status_code == 302
    assert Person.objects.get().check_password("ming-Yue-2027")
    assert "密码" in text_of(browser().get(path))  # says that it is used
    assert Person.objects.get().check_password("ming-Yue-2027")


def test_every_page_of_a_signed_in_person_is_kept_by_nobody(person):
    client = browser()
    sign_in(client, "linjing")
    for path in ("/accounts/home/", "/accounts/home/tokens/", "/accounts/factor/"):
        assert "no-store" in client.get(path)["Cache-Control"]
