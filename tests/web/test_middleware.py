"""The actor of every request: resolved cheaply, renewed at once, by token under /api/ only."""

import pytest
from django.http import JsonResponse
from django.test import Client, override_settings
from django.urls import include, path

from kerong.kernel import roles
from kerong.kernel.actor import SYSTEM
from kerong.kernel.policy import Policy, Whose
from kerong.parties.duties import Grant
from kerong.parties.end_mandate import end_mandate
from kerong.parties.grant_mandate import grant_mandate
from kerong.parties.issue_api_token import issue_api_token
from kerong.parties.models import Mandate
from kerong.parties.suspend_institution import suspend_institution
from kerong.web.acting import acting_of, actor_of
from kerong.web.routes import route
from tests import build

pytestmark = pytest.mark.django_db
OPEN = Policy("test.open", roles.EVERYONE, Whose.PUBLIC)
CHANGE_PASSWORD = "/accounts/password/change/"


def who(request):
    actor, acting = actor_of(request), acting_of(request)
    return JsonResponse(
        {
            "role": actor.role,
            "reference": actor.reference,
            "enterprise": actor.enterprise_id,
            "institution": actor.institution_id,
            "factor": actor.second_factor,
            "organisation": acting.organisation,
            "others": [choice.mandate_id for choice in acting.others],
            "waiting": acting.waiting,
        }
    )


handler404 = "kerong.web.faults.not_found"
urlpatterns = [
    route("who/", who, name="who", policy=OPEN),
    route("api/who/", who, name="api-who", policy=OPEN),
    path("accounts/", include("kerong.web.urls")),
    path("", include("kerong.web.frame_urls")),
]


@pytest.fixture(autouse=True)
def _own_addresses():
    with override_settings(ROOT_URLCONF=__name__):
        yield


def client_of(person) -> Client:
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def seen(client, **headers):
    return client.get("/who/", headers=headers).json()


def test_a_visitor_is_anonymous():
    assert seen(Client())["role"] == roles.ANONYMOUS
    assert "no-store" not in Client().get("/who/").get("Cache-Control", "")


def test_with_one_mandate_one_acts_under_it():
    person = build.person(roles.FIRM_CLERK)
    mandate = person.mandates.get()
    found = seen(client_of(person))
    assert found["role"] == roles.FIRM_CLERK
    assert found["reference"] == f"person:{person.pk}/mandate:{mandate.pk}"
    assert found["organisation"] == mandate.enterprise.name
    assert found["others"] == []


def test_with_several_one_chooses(django_assert_num_queries):
    person = build.person(roles.FIRM_CLERK)
    second = build.mandate(person, roles.FIRM_CLERK)
    client = client_of(person)
    assert seen(client)["role"] == roles.PERSON
    assert client.get("/accounts/arrive/")["Location"] == "/accounts/choose/"
    assert second.enterprise.name in client.get("/accounts/choose/").content.decode()
    client.post("/accounts/choose/", {"mandate": second.pk})
    assert seen(client)["enterprise"] == second.enterprise_id
    assert len(seen(client)["others"]) == 1
    client.post("/accounts/choose/", {"mandate": 0})
    assert seen(client)["role"] == roles.PERSON


@pytest.mark.parametrize("mandate", ["999999", "-1", "", "x", "1" * 30, "１"])
def test_a_mandate_that_is_not_ones_own_cannot_be_chosen(mandate):
    client = client_of(build.person(roles.FIRM_CLERK))
    before = seen(client)
    assert client.post("/accounts/choose/", {"mandate": mandate}).status_code == 404
    assert seen(client) == before


def test_a_strangers_mandate_cannot_be_chosen():
    theirs = build.person(roles.OPERATOR).mandates.get()
    client = client_of(build.person(roles.FIRM_CLERK))
    assert client.post("/accounts/choose/", {"mandate": theirs.pk}).status_code == 404


def test_the_second_request_reads_session_and_person_only(django_assert_num_queries):
    client = client_of(build.person(roles.FIRM_CLERK))
    client.get("/who/")
    with django_assert_num_queries(2):
        client.get("/who/")


def test_a_turned_epoch_costs_one_query_more_and_the_session(django_assert_max_num_queries):
    person = build.person(roles.FIRM_CLERK)
    client = client_of(person)
    client.get("/who/")
    person.access_epoch += 1
    person.save()
    with django_assert_max_num_queries(6):  # session, person, mandates; session written
        client.get("/who/")
    with django_assert_max_num_queries(2):
        client.get("/who/")


def test_an_ended_mandate_has_no_power_on_the_next_request():
    person = build.person(roles.FIRM_CLERK)
    client = client_of(person)
    assert seen(client)["role"] == roles.FIRM_CLERK
    end_mandate(mandate_id=person.mandates.get().pk, actor=SYSTEM, at=build.MOMENT)
    assert seen(client)["role"] == roles.PERSON


def test_a_suspended_institution_has_no_hands_on_the_next_request():
    person = build.person(roles.INSTITUTION_CLERK)
    client = client_of(person)
    assert seen(client)["role"] == roles.INSTITUTION_CLERK
    bank = person.mandates.get().institution_id
    suspend_institution(institution_id=bank, reason="整改", actor=SYSTEM, at=build.MOMENT)
    assert seen(client)["role"] == roles.PERSON


def test_a_new_mandate_works_without_signing_in_again():
    person = build.person()
    client = client_of(person)
    assert seen(client)["role"] == roles.PERSON
    firm = build.enterprise()
    grant = Grant(roles.FIRM_CLERK, enterprise_id=firm.pk)
    grant_mandate(person_id=person.pk, grant=grant, actor=SYSTEM, at=build.MOMENT)
    assert seen(client)["enterprise"] == firm.pk


def test_losing_the_chosen_mandate_never_moves_one_into_another():
    person = build.person(roles.FIRM_CLERK)
    second = build.mandate(person, roles.FIRM_CLERK)
    client = client_of(person)
    client.post("/accounts/choose/", {"mandate": second.pk})
    end_mandate(mandate_id=second.pk, actor=SYSTEM, at=build.MOMENT)
    assert seen(client)["role"] == roles.PERSON


def test_another_person_in_the_same_browser_inherits_nothing():
    client = client_of(build.person(roles.OPERATOR))
    assert seen(client)["role"] == roles.OPERATOR
    client.force_login(build.person())
    assert seen(client)["role"] == roles.PERSON


def test_a_signed_in_answer_is_kept_by_nobody():
    assert client_of(build.person()).get("/who/")["Cache-Control"] == "no-store"


# under /api/


@pytest.fixture
def token():
    actor = build.actor(roles.INSTITUTION_CLERK)
    from django.utils import timezone

    now = timezone.now()
    made = issue_api_token(name="核心系统", expires_on=timezone.localdate(now), actor=actor, at=now)
    return made.text


def asked(client, text, scheme="Bearer"):
    return client.get("/api/who/", headers={"Authorization": f"{scheme} {text}"}).json()


def test_a_token_is_its_mandate(token):
    found = asked(Client(), token)
    assert found["role"] == roles.INSTITUTION_CLERK
    assert asked(Client(), token, "bearer") == found


@pytest.mark.parametrize("scheme", ["Basic", "Token", ""])
def test_only_bearer_counts(token, scheme):
    assert asked(Client(), token, scheme)["role"] == roles.ANONYMOUS


def test_a_cookie_opens_nothing_under_api(django_assert_num_queries):
    client = client_of(build.person(roles.OPERATOR))
    with django_assert_num_queries(0):
        assert client.get("/api/who/").json()["role"] == roles.ANONYMOUS


def test_a_token_opens_nothing_outside_api(token):
    client = Client()
    found = client.get("/who/", headers={"Authorization": f"Bearer {token}"}).json()
    assert found["role"] == roles.ANONYMOUS


def test_a_token_of_a_deciding_role_needs_the_factor_it_was_issued_with(settings):
    from django.utils import timezone

    now = timezone.now()
    actor = build.actor(roles.INSTITUTION_APPROVER)
    made = issue_api_token(name="核心系统", expires_on=timezone.localdate(now), actor=actor, at=now)
    settings.SECOND_FACTOR_REQUIRED = True
    assert asked(Client(), made.text)["role"] == roles.INSTITUTION_APPROVER
    made.token.second_factor = False
    made.token.save()
    assert asked(Client(), made.text)["role"] == roles.ANONYMOUS


def test_an_ended_mandate_silences_its_tokens(token):
    Mandate.objects.update(ended_at=build.MOMENT)
    assert asked(Client(), token)["role"] == roles.ANONYMOUS


# a password past its age


@pytest.fixture
def overdue(settings):
    settings.PASSWORD_PROFILE = "djbh3"
    person = build.person(
        roles.INSTITUTION_APPROVER, password=build.PASSWORD, password_set_at=build.MOMENT
    )
    return client_of(person)


@pytest.mark.parametrize("method", ["get", "head", "post", "put", "patch", "delete", "options"])
def test_with_an_overdue_password_nothing_is_read_and_nothing_is_done(overdue, method):
    answer = getattr(overdue, method)("/who/")
    assert (answer.status_code, answer["Location"]) == (302, CHANGE_PASSWORD)


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_part_of_a_page_sends_the_whole_page_to_change_the_password(overdue, method):
    answer = getattr(overdue, method)("/who/", headers={"HX-Request": "true"})
    assert (answer.status_code, answer["HX-Redirect"]) == (403, CHANGE_PASSWORD)
    assert answer.content == b""


def test_with_an_overdue_password_one_still_changes_it_or_leaves(overdue):
    assert "Location" not in overdue.get(CHANGE_PASSWORD)
    assert overdue.post("/accounts/logout/")["Location"] != CHANGE_PASSWORD


@pytest.mark.parametrize("page", ["home", "institution/people", "institutions", "people"])
def test_an_overdue_password_opens_no_page_of_accounts_either(overdue, page):
    answer = overdue.get(f"/accounts/{page}/")
    assert (answer.status_code, answer["Location"]) == (302, CHANGE_PASSWORD)


def test_with_a_password_in_time_one_acts(settings):
    settings.PASSWORD_PROFILE = "djbh3"
    assert client_of(build.person(roles.INSTITUTION_APPROVER)).post("/who/").status_code != 302
