"""One's own account through the pages: details, language, tokens; every page in one language."""

import pytest
from django.core.cache import cache
from django.utils import timezone, translation

from kerong.kernel import roles
from kerong.parties.models import ApiToken, Person
from kerong.web.accounts.templatetags.kerong_accounts import device
from tests import build
from tests.web.accounts_world import browser, sign_in, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh_counters():
    cache.clear()


def as_person(role=None, at=None, login="somebody"):
    build.person(role, at, login=login, password=build.PASSWORD)
    client = browser()
    sign_in(client, login)
    return client


@pytest.fixture
def operator():
    return as_person(roles.OPERATOR, login="operator")


def link_in(response) -> str:
    return response.content.decode().split("<pre>", 1)[1].split("</pre>", 1)[0]


def test_my_account_shows_and_changes_my_details():
    client = as_person(roles.FIRM_CLERK)
    page = text_of(client.get("/accounts/home/"))
    assert "企业经办人" in page
    given = {"name": "林静静", "phone": "13900001111", "email": "l@example.com"}
    client.post("/accounts/home/profile/", given)
    assert "林静静" in text_of(client.get("/accounts/home/"))
    wrong = client.post("/accounts/home/profile/", given | {"email": "x"})
    assert wrong.context["form"].errors["email"]


def test_the_language_follows_the_person_into_the_next_browser():
    client = as_person()
    client.post("/accounts/home/language/", {"language": "en"})
    assert "My account" in text_of(client.get("/accounts/home/"))
    other = browser("10.0.0.2")
    sign_in(other, "somebody")
    assert "My account" in text_of(other.get("/accounts/home/"))
    assert client.post("/accounts/home/language/", {"language": "xx"}).status_code == 400


def test_the_switch_in_the_head_of_every_page_is_remembered_too():
    client = as_person()
    client.post("/preferences/", {"language": "en", "next": "/accounts/home/"})
    assert Person.objects.get().language == "en"


def test_a_token_is_shown_once_works_and_is_revoked():
    client = as_person(roles.INSTITUTION_CLERK)
    day = timezone.localdate().isoformat()
    shown = client.post("/accounts/home/tokens/", {"name": "核心系统", "expires_on": day})
    text = link_in(shown)
    assert text.startswith("krg_")
    assert text not in client.get("/accounts/home/tokens/").content.decode()
    row = ApiToken.objects.get()
    assert f"/accounts/home/tokens/{row.pk}/drop/" in client.get("/accounts/home/tokens/").text
    assert "核心系统" in text_of(client.get(f"/accounts/home/tokens/{row.pk}/drop/"))
    assert ApiToken.objects.get().revoked_at is None  # the link only asks once more
    client.post(f"/accounts/home/tokens/{row.pk}/drop/")
    assert client.post(f"/accounts/home/tokens/{row.pk}/drop/").status_code == 409
    assert "已吊销" in text_of(client.get("/accounts/home/tokens/"))


def test_a_token_with_a_bad_term_is_told_at_the_field():
    client = as_person(roles.INSTITUTION_CLERK)
    given = {"name": "核心系统", "expires_on": "2020-01-01"}
    assert client.post("/accounts/home/tokens/", given).context["form"].errors["expires_on"]


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_page_of_accounts_speaks_one_language(operator, language):
    operator.cookies["django_language"] = language
    bank, person = build.institution(), build.person()
    for path in (
        "home/",
        "home/profile/",
        "home/tokens/",
        "choose/",
        "second-factor/",
        "factor/",
        "password/change/",
        "firm/new/",
        "firm/ask/",
        "institutions/",
        "institutions/new/",
        f"institutions/{bank.pk}/",
        "people/",
        "people/invite/",
        f"people/{person.pk}/",
        "departments/new/",
        "claims/",
        "logout/",
    ):
        response = operator.get(f"/accounts/{path}")
        assert response.status_code == 200, path
        page = response.content.decode()
        assert ('lang="en"' in page[:80]) == (language == "en")
        assert "<h1>" in page


def test_changing_the_password_says_first_that_tokens_stop_working():
    said = text_of(as_person(roles.OPERATOR).get("/accounts/password/change/"))
    assert "接口令牌全部失效" in said


@pytest.mark.parametrize(
    ("user_agent", "said"),
    [
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/131.0 Safari/537.36 Edg/131.0", "Edge · Windows"),
        ("Mozilla/5.0 (X11; Linux x86_64) Chrome/131.0 Safari/537.36", "Chrome · Linux"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Safari/604.1", "Safari · iPhone"),
        ("Mozilla/5.0 (Linux; Android 14) Chrome/1 MicroMessenger/8.0", "WeChat · Android"),
        ("curl/8.0", "unknown device"),
        ("", "unknown device"),
    ],
)
def test_devices_are_named_and_not_quoted(user_agent, said):
    with translation.override("en"):
        assert device(user_agent) == said


def test_who_is_refused_sees_for_whom_they_act_and_the_way_to_their_own_site():
    bank = build.institution("示例嘉陵银行")
    clerk = as_person(roles.INSTITUTION_CLERK, bank)

    answer = clerk.get("/console/")

    assert answer.status_code == 403
    assert "/accounts/arrive/" in answer.content.decode() and "示例嘉陵银行" in text_of(answer)
