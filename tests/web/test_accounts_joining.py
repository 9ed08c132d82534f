"""Registering, bringing a firm, inviting and being invited, through the pages."""

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.core.cache.backends import locmem

from kerong.kernel import roles
from kerong.parties.models import Enterprise, FirmClaim, Invitation, Mandate, Person
from tests import build
from tests.web.accounts_world import browser, sign_in, signed_in, text_of, visited

pytestmark = pytest.mark.django_db
STRONG = "qing-Feng-2026"


@pytest.fixture(autouse=True)
def _fresh_counters():
    cache.clear()


def as_person(role=None, at=None, login="somebody"):
    build.person(role, at, login=login, password=build.PASSWORD)
    client = browser()
    sign_in(client, login)
    return client


def register(client, **changes):
    given = {
        "name": "林静",
        "login": "LinJing",
        "phone": "13800138000",
        "email": "",
        "password": STRONG,
        "again": STRONG,
    }
    return client.post("/accounts/register/", given | changes)


def test_registering_signs_in_with_a_new_session():
    client = browser()
    before = visited(client)
    response = register(client)
    assert response["Location"] == "/accounts/home/"
    assert signed_in(client)
    assert client.session.session_key != before
    assert Person.objects.get().login == "linjing"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"login": "林"}, "login"),
        ({"password": "short", "again": "short"}, "password"),
        ({"again": "different-1A"}, "again"),
        ({"phone": "abc"}, "phone"),
        ({"email": "abc"}, "email"),
        ({"name": ""}, "name"),
    ],
)
def test_what_is_wrong_stands_at_its_field_and_nothing_typed_is_lost(changes, field):
    client = browser()
    response = register(client, **changes)
    assert response.status_code == 200
    assert response.context["form"].errors[field]
    page = response.content.decode()
    assert f'href="#id_{field}"' in page
    assert STRONG not in page
    assert not Person.objects.exists()


def test_a_taken_login_is_told_at_the_field():
    build.person(login="linjing")
    assert register(browser()).context["form"].errors["login"]


def test_five_taken_names_are_all_one_address_hears_for_a_while():
    for number in range(6):
        build.person(login=f"taken{number}")
    statuses = []
    for number in range(6):
        cache.clear()  # as if each guess met another process
        statuses.append(register(browser(), login=f"taken{number}").status_code)

    assert statuses == [200] * 4 + [429] * 2
    assert register(browser(), login="nobody-has-it").status_code == 429
    assert register(browser("10.0.0.2"), login="linjing").status_code == 302


def test_each_address_has_one_count_however_many_processes_answer_it(settings):
    settings.ACCOUNT_RATE_LIMITS = {"signup": "3/m/ip"}
    statuses = []
    for number in range(4):
        locmem._caches.clear()  # each request meets a process that remembers nothing
        statuses.append(register(browser(), login=f"newcomer{number}").status_code)

    assert statuses == [302, 302, 302, 429]
    assert register(browser("10.0.0.2"), login="elsewhere").status_code == 302


def test_names_nobody_has_are_not_counted():
    for number in range(7):
        cache.clear()
        assert register(browser(), login=f"newcomer{number}").status_code == 302


def test_an_invitation_nobody_sent_leaves_no_session_behind():
    client = browser()
    assert client.get("/accounts/invitation/abc/").status_code == 404
    assert "sessionid" not in client.cookies
    assert not Session.objects.exists()


def test_many_registrations_from_one_address_are_slowed_down():
    client = browser()
    statuses = [register(client, login="林").status_code for _ in range(22)]
    assert statuses == [200] * 20 + [429] * 2
    assert register(browser("10.0.0.2"), login="linjing").status_code == 302


def test_registering_leads_on_to_where_one_came_from():
    client = browser()
    given = {"next": "/accounts/firm/new/"}
    assert register(client, **given)["Location"] == "/accounts/firm/new/"
    assert (
        register(browser(), login="other", next="//evil.example")["Location"] == "/accounts/home/"
    )


def test_bringing_a_firm_makes_one_act_for_it():
    client = as_person()
    code = build.credit_code()
    given = {
        "credit_code": code,
        "name": "重庆示例科技有限公司",
        "legal_form": "",
        "industry_code": "",
    }
    response = client.post("/accounts/firm/new/", given)
    assert response["Location"] == "/accounts/firm/people/"
    page = client.get(response["Location"]).content.decode()
    assert "重庆示例科技有限公司" in page
    assert Mandate.objects.get().role == roles.FIRM_OWNER


def test_a_wrong_code_stands_at_the_code_and_an_owned_firm_shows_the_way_out():
    client = as_person()
    given = {"credit_code": "123", "name": "示例", "legal_form": "", "industry_code": ""}
    response = client.post("/accounts/firm/new/", given)
    assert response.context["form"].errors["credit_code"]
    owned = build.person(roles.FIRM_OWNER).mandates.get().enterprise
    given["credit_code"] = owned.credit_code
    page = client.post("/accounts/firm/new/", given)
    assert "邀请" in text_of(page)
    assert "/accounts/firm/ask/" in page.content.decode()


def test_asking_for_a_known_firm_and_the_answer():
    firm = build.enterprise("示例甲公司")
    client = as_person()
    given = {"credit_code": firm.credit_code, "reason": "本人为法定代表人"}
    client.post("/accounts/firm/ask/", given)
    assert "核实中" in text_of(client.get("/accounts/firm/ask/"))
    operator = as_person(roles.OPERATOR, login="operator")
    claim = FirmClaim.objects.get()
    assert "示例甲公司" in text_of(operator.get("/accounts/claims/"))
    answer = {"verdict": "confirm", "reason": "已核对"}
    operator.post(f"/accounts/claims/{claim.pk}/", answer)
    assert Mandate.objects.get(enterprise=firm).person.login == "somebody"
    assert "已确认" in text_of(client.get("/accounts/firm/ask/"))
    assert client.get("/accounts/firm/people/").status_code == 200


def link_in(response) -> str:
    return response.content.decode().split("<pre>", 1)[1].split("</pre>", 1)[0]


def test_an_owner_invites_a_newcomer():
    owner = as_person(roles.FIRM_OWNER, login="owner")
    response = owner.post("/accounts/firm/people/", {"name": "小王", "role": roles.FIRM_CLERK})
    path = link_in(response).split("testserver", 1)[1]
    assert path.startswith("/accounts/invitation/")
    assert "小王" in text_of(owner.get("/accounts/firm/people/"))

    guest = browser("10.0.0.9")
    assert guest.get(path)["Location"] == "/accounts/invitation/"
    assert "企业经办人" in text_of(guest.get("/accounts/invitation/"))
    register(guest, next="/accounts/invitation/")
    guest.post("/accounts/invitation/")
    assert guest.get("/accounts/firm/people/").status_code == 200
    assert Mandate.objects.get(role=roles.FIRM_CLERK).person.login == "linjing"
    assert browser().get(path, follow=True).status_code == 404  # used


def test_an_owner_cannot_invite_an_owner_or_a_banker():
    owner = as_person(roles.FIRM_OWNER)
    for role in (roles.FIRM_OWNER, roles.INSTITUTION_CLERK, roles.OPERATOR):
        response = owner.post("/accounts/firm/people/", {"name": "小王", "role": role})
        assert response.context["form"].errors["role"]
    assert not Invitation.objects.exists()


def test_a_clerk_sees_the_people_but_invites_nobody():
    clerk = as_person(roles.FIRM_CLERK)
    page = clerk.get("/accounts/firm/people/").content.decode()
    assert 'name="role"' not in page
    given = {"name": "小王", "role": roles.FIRM_CLERK}
    assert clerk.post("/accounts/firm/people/", given).status_code == 403


def test_an_invitation_is_withdrawn():
    owner = as_person(roles.FIRM_OWNER)
    response = owner.post("/accounts/firm/people/", {"name": "小王", "role": roles.FIRM_CLERK})
    path = link_in(response).split("testserver", 1)[1]
    row = Invitation.objects.get()
    address = f"/accounts/firm/invitations/{row.pk}/withdraw/"
    assert owner.get(address).status_code == 200
    owner.post(address)
    assert browser().get(path, follow=True).status_code == 404


def test_an_owner_ends_a_clerks_mandate():
    firm = build.enterprise()
    owner = as_person(roles.FIRM_OWNER, firm, login="owner")
    clerk = as_person(roles.FIRM_CLERK, firm, login="clerk")
    mandate = Mandate.objects.get(role=roles.FIRM_CLERK)
    address = f"/accounts/firm/people/{mandate.pk}/end/"
    assert "clerk" not in text_of(owner.get(address)) or owner.get(address).status_code == 200
    owner.post(address)
    assert clerk.get("/accounts/firm/people/").status_code == 403


def test_one_lays_down_ones_own_mandate_but_not_ownership():
    clerk = as_person(roles.FIRM_CLERK, login="clerk")
    mandate = Mandate.objects.get()
    clerk.post(f"/accounts/home/mandates/{mandate.pk}/end/")
    assert not Mandate.objects.live().exists()
    owner = as_person(roles.FIRM_OWNER, login="owner")
    own = Mandate.objects.live().get()
    page = owner.post(f"/accounts/home/mandates/{own.pk}/end/")
    assert "核实" in text_of(page)
    assert Mandate.objects.live().exists()


def test_nobody_lays_down_the_mandate_of_another():
    theirs = build.person(roles.FIRM_CLERK).mandates.get()
    operator = as_person(roles.OPERATOR)
    assert operator.post(f"/accounts/home/mandates/{theirs.pk}/end/").status_code == 404


def test_names_typed_by_strangers_do_not_become_markup():
    owner = as_person(roles.FIRM_OWNER)
    owner.post(
        "/accounts/firm/people/",
        {"name": "<script>alert(1)</script>", "role": roles.FIRM_CLERK},
    )
    Enterprise.objects.update(name='"><img src=x onerror=alert(1)>')
    page = owner.get("/accounts/firm/people/").content.decode()
    assert "<script>alert" not in page
    assert "<img src=x" not in page
