"""Keeping institutions and people, one's own account and tokens, through the pages."""

import pytest
from django.core.cache import cache

from kerong.kernel import roles
from kerong.parties.models import Department, FirmClaim, Institution, Mandate, Person
from tests import build
from tests.web.accounts_world import browser, sign_in, signed_in, text_of

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


def test_an_operator_admits_a_bank_and_invites_its_administrator(operator):
    given = {"name": "示例江北银行", "short_name": "江北银行", "kind": "bank", "credit_code": ""}
    response = operator.post("/accounts/institutions/new/", given)
    bank = Institution.objects.get()
    assert response["Location"] == f"/accounts/institutions/{bank.pk}/"
    invited = operator.post(
        f"/accounts/institutions/{bank.pk}/admin/",
        {"name": "赵岚", "role": roles.INSTITUTION_ADMIN},
    )
    path = link_in(invited).split("testserver", 1)[1]
    guest = as_person(login="zhaolan")
    guest.get(path, follow=True)
    assert guest.post("/accounts/invitation/")["Location"] == "/accounts/arrive/"
    assert guest.get("/accounts/arrive/")["Location"] == "/workbench/"
    assert guest.get("/accounts/institution/people/invite/").status_code == 200


def test_a_name_admitted_already_is_told_at_the_field(operator):
    build.institution("示例江北银行")
    given = {"name": "示例江北银行", "short_name": "", "kind": "bank", "credit_code": ""}
    response = operator.post("/accounts/institutions/new/", given)
    assert response.context["form"].errors["name"]


def test_suspending_needs_a_reason_and_can_be_undone(operator):
    bank = build.institution()
    address = f"/accounts/institutions/{bank.pk}"
    assert operator.post(f"{address}/suspension/", {"reason": ""}).status_code == 200
    bank.refresh_from_db()
    assert bank.suspended_at is None
    operator.post(f"{address}/suspension/", {"reason": "整改"})
    assert "整改" in text_of(operator.get(f"{address}/"))
    assert operator.post(f"{address}/suspension/", {"reason": "再次"}).status_code == 200
    operator.post(f"{address}/resumption/")
    bank.refresh_from_db()
    assert bank.suspended_at is None
    assert operator.post(f"{address}/resumption/").status_code == 409


def test_institutions_are_found_by_name_initials_and_code(operator):
    code = build.credit_code()
    build.institution("示例江北银行", credit_code=code)
    build.institution("示例渝中担保", kind="guarantor")
    for word in ("江北", "sljb", code.lower(), "ＳＬＪＢ"):
        page = text_of(operator.get("/accounts/institutions/", {"q": word}))
        assert "示例江北银行" in page
        assert "示例渝中担保" not in page


def test_lists_are_sorted_and_paged_by_the_address(operator):
    for number in range(25):
        build.institution(f"银行{number:02d}")
    first = text_of(operator.get("/accounts/institutions/", {"sort": "-name"}))
    assert "银行24" in first
    assert "银行00" not in first
    second = text_of(operator.get("/accounts/institutions/", {"sort": "-name", "page": "2"}))
    assert "银行00" in second
    for nonsense in ({"page": "x"}, {"page": "9" * 30}, {"sort": "password"}, {"size": "-1"}):
        assert operator.get("/accounts/institutions/", nonsense).status_code == 200


@pytest.mark.parametrize("path", ["institutions", "people", "claims"])
def test_a_longer_list_costs_no_more_queries(operator, path, django_assert_max_num_queries):
    for _ in range(30):
        build.person(roles.INSTITUTION_CLERK)
    with django_assert_max_num_queries(10):
        operator.get(f"/accounts/{path}/")


def test_an_officer_sees_institutions_and_keeps_none():
    bank = build.institution()
    officer = as_person(roles.OFFICER)
    page = officer.get(f"/accounts/institutions/{bank.pk}/")
    assert page.status_code == 200
    assert "suspension" not in page.content.decode()
    assert officer.post(f"/accounts/institutions/{bank.pk}/suspension/").status_code == 403
    assert officer.get("/accounts/people/").status_code == 403


def test_an_auditor_sees_people_and_keeps_none():
    person = build.person()
    auditor = as_person(roles.AUDITOR)
    page = auditor.get(f"/accounts/people/{person.pk}/")
    assert page.status_code == 200
    assert "disabling" not in page.content.decode()
    assert auditor.post(f"/accounts/people/{person.pk}/disabling/").status_code == 403


def test_people_are_found_and_filtered(operator):
    build.person(roles.AUDITOR, name="孙莉", login="sunli", phone="13900001111")
    build.person(name="林静", login="linjing")
    for query in ({"q": "孙"}, {"q": "sl"}, {"q": "SUNLI"}, {"q": "1390000"}, {"role": "auditor"}):
        page = text_of(operator.get("/accounts/people/", query))
        assert "孙莉" in page, query
        assert "林静" not in page, query


def test_a_disabled_person_is_out_and_comes_back(operator):
    victim = as_person(login="victim")
    person = Person.objects.get(login="victim")
    operator.post(f"/accounts/people/{person.pk}/disabling/", {"reason": "离职"})
    assert victim.get("/accounts/home/").status_code == 302
    operator.post(f"/accounts/people/{person.pk}/enabling/")
    sign_in(victim, "victim")
    assert signed_in(victim)


def test_an_operator_grants_and_ends_a_role_in_government(operator):
    person = build.person()
    office = build.department("科技局")
    address = f"/accounts/people/{person.pk}"
    missing = operator.post(f"{address}/mandates/", {"role": roles.OFFICER, "department": ""})
    assert missing.status_code == 200
    operator.post(f"{address}/mandates/", {"role": roles.OFFICER, "department": office.pk})
    mandate = Mandate.objects.get(person=person)
    assert mandate.department == office
    assert "科技局" in text_of(operator.get(f"{address}/"))
    clash = operator.post(f"{address}/mandates/", {"role": roles.AUDITOR, "department": ""})
    assert "岗位" in text_of(clash)
    operator.post(f"/accounts/mandates/{mandate.pk}/end/")
    mandate.refresh_from_db()
    assert mandate.ended_at


def test_an_operator_invites_an_officer_into_a_new_department(operator):
    operator.post("/accounts/departments/new/", {"name": "金融局", "code": "finance"})
    office = Department.objects.get()
    given = {"name": "郑凯", "role": roles.OFFICER, "department": office.pk}
    path = link_in(operator.post("/accounts/people/invite/", given)).split("testserver", 1)[1]
    assert "邀请" in text_of(operator.get("/accounts/people/"))
    guest = as_person(login="zhengkai")
    guest.get(path)
    guest.post("/accounts/invitation/")
    assert guest.get("/accounts/institutions/").status_code == 200


def test_a_password_link_sets_a_new_password_and_keeps_the_factor(operator):
    person = build.person(login="linjing", password=build.PASSWORD)
    shown = operator.post(f"/accounts/people/{person.pk}/password-link/")
    path = link_in(shown).split("testserver", 1)[1]
    client = browser("10.0.0.7")
    form = client.get(path)["Location"]
    given = {"password1": "ming-Yue-2027", "password2": "ming-Yue-2027"}
    client.post(form, given)
    person.refresh_from_db()
    assert person.check_password("ming-Yue-2027")


def test_a_lost_app_is_removed_by_another_operator_than_the_password(operator):
    from tests.web.accounts_world import enrol

    person = build.person(login="linjing", password=build.PASSWORD)
    enrol(person)
    address = f"/accounts/people/{person.pk}"
    assert "factor-removal" in operator.get(f"{address}/").content.decode()
    operator.post(f"{address}/password-link/")
    refused = operator.post(f"{address}/factor-removal/", {"reason": "手机丢失"})
    assert "两名" in text_of(refused)
    other = as_person(roles.OPERATOR, login="operator2")
    other.post(f"{address}/factor-removal/", {"reason": "手机丢失"})
    assert "factor-removal" not in operator.get(f"{address}/").content.decode()
    assert "两名" in text_of(other.post(f"{address}/password-link/"))


@pytest.fixture
def bank():
    return build.institution("示例江北银行")


@pytest.fixture
def admin(bank):
    return as_person(roles.INSTITUTION_ADMIN, bank, login="admin")


def test_an_administrator_invites_staff_into_a_branch(admin, bank):
    given = {
        "parent": bank.pk,
        "name": "示例江北银行观音桥支行",
        "short_name": "",
        "credit_code": "",
    }
    admin.post("/accounts/institution/branches/new/", given)
    branch = Institution.objects.get(parent=bank)
    staff = {"name": "王敏", "role": roles.INSTITUTION_CLERK, "institution": branch.pk}
    path = link_in(admin.post("/accounts/institution/people/invite/", staff))
    guest = as_person(login="wangmin")
    guest.get(path.split("testserver", 1)[1])
    guest.post("/accounts/invitation/")
    page = text_of(admin.get("/accounts/institution/people/"))
    assert "wangmin" in page
    assert "观音桥" in page


def test_an_administrator_gives_a_colleague_a_further_role_within_the_duties(admin, bank):
    branch = build.institution(parent=bank)
    clerk = build.person(roles.INSTITUTION_CLERK, bank, name="王敏")
    given = {"person": clerk.pk, "role": roles.INSTITUTION_APPROVER}
    clash = admin.post("/accounts/institution/people/grant/", given | {"institution": bank.pk})
    assert "岗位" in text_of(clash)
    done = admin.post("/accounts/institution/people/grant/", given | {"institution": branch.pk})
    assert done.status_code == 302
    outsider = build.person()
    refused = admin.post(
        "/accounts/institution/people/grant/",
        {"person": outsider.pk, "role": roles.INSTITUTION_CLERK, "institution": bank.pk},
    )
    assert refused.context["form"].errors["person"]


def test_an_administrator_ends_mandates_of_the_family_only(admin, bank):
    clerk = build.person(roles.INSTITUTION_CLERK, bank).mandates.get()
    stranger = build.person(roles.INSTITUTION_CLERK).mandates.get()
    for mandate, status in ((clerk, 302), (stranger, 404)):
        address = f"/accounts/institution/people/{mandate.pk}/end/"
        assert admin.post(address).status_code == status


def test_an_operator_finds_the_firms_nobody_has_checked_and_the_request_to_answer(operator):
    asking = build.enterprise("重庆甲科技有限公司", unverified_since=build.MOMENT)
    build.enterprise("重庆乙科技有限公司", unverified_since=build.MOMENT)
    build.enterprise("重庆丙科技有限公司")
    claim = FirmClaim.objects.create(
        person=build.person(), enterprise=asking, words="法定代表人", asked_at=build.MOMENT
    )
    address = "/accounts/firms/unverified/"

    whole = operator.get(address).content.decode()
    waiting = operator.get(address, {"claim": "waits"}).content.decode()
    without = operator.get(address, {"claim": "none", "q": "cqy"}).content.decode()
    file = operator.get(address, {"export": "csv"}).content.decode()

    assert "甲科技" in whole and "乙科技" in whole and "丙科技" not in whole
    assert f'href="/accounts/claims/{claim.pk}/"' in whole
    assert "甲科技" in waiting and "乙科技" not in waiting
    assert "乙科技" in without and "甲科技" not in without
    assert file.count("\r\n") == 3
    assert asking.credit_code in file

    operator.post(f"/accounts/claims/{claim.pk}/", {"verdict": "confirm", "reason": "已核对执照"})
    assert "甲科技" not in operator.get(address).content.decode()
