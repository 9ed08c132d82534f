"""Weighty acts ask for the second factor once more when it was given too long ago."""

from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache

from kerong.cases import access as cases_access
from kerong.kernel import roles
from kerong.parties import access
from kerong.parties.models import Invitation
from tests import build
from tests.build import cases
from tests.build.web import signed_in
from tests.web.accounts_world import browser, code_for, enrol, sign_in

pytestmark = pytest.mark.django_db
QUARTER = timedelta(minutes=15)
INVITE = "/accounts/people/invite/"


@pytest.fixture(autouse=True)
def _production(settings):
    cache.clear()
    settings.SECOND_FACTOR_REQUIRED = True


@pytest.fixture
def clock():
    with time_machine.travel(build.MOMENT, tick=False) as held:
        yield held


@pytest.fixture
def secret():
    return enrol(build.person(roles.OPERATOR, login="linjing", password=build.PASSWORD))


@pytest.fixture
def operator(clock, secret):
    client = browser()
    sign_in(client, "linjing")
    client.post("/accounts/factor/step/", {"code": code_for(secret)})
    return client


def invited(client):
    return client.post(INVITE, {"name": "林静", "role": roles.AUDITOR, "department": ""})


def test_within_a_quarter_of_an_hour_nothing_is_asked_again(operator, clock):
    clock.shift(QUARTER)
    assert operator.get(INVITE).status_code == 200
    assert invited(operator).status_code == 200
    assert Invitation.objects.exists()


def test_later_the_code_is_asked_once_more_and_leads_back(operator, clock, secret):
    clock.shift(QUARTER + timedelta(seconds=1))
    asked = operator.get(INVITE)["Location"]
    assert asked == "/accounts/second-factor/?next=%2Faccounts%2Fpeople%2Finvite%2F"
    again = operator.get(asked)["Location"]
    assert operator.post(again, {"code": code_for(secret)})["Location"] == INVITE
    assert operator.get(INVITE).status_code == 200


def test_what_is_sent_too_late_is_not_done_and_leads_back_to_its_form(operator, clock):
    clock.shift(QUARTER + timedelta(seconds=1))
    answer = invited(operator)
    assert answer["Location"] == "/accounts/second-factor/?next=%2Faccounts%2Fpeople%2Finvite%2F"
    assert not Invitation.objects.exists()


def test_what_has_no_form_of_its_own_leads_nowhere_but_to_the_code(operator, clock):
    victim = build.person()
    clock.shift(QUARTER + timedelta(seconds=1))
    answer = operator.post(f"/accounts/people/{victim.pk}/disabling/", {"reason": "离职"})
    assert answer["Location"] == "/accounts/second-factor/"
    victim.refresh_from_db()
    assert victim.is_active


def test_looking_asks_for_nothing_again(operator, clock):
    clock.shift(QUARTER + timedelta(minutes=5))
    assert operator.get("/accounts/people/").status_code == 200


@pytest.mark.parametrize(("minutes", "state"), [(15, "credited"), (16, "accepted")])
def test_credit_is_approved_with_a_fresh_factor_only(minutes, state):
    cases.hold_calendar(2026, 2027)
    told = cases.story("proposed")
    approver = cases.approver(told.take_up.institution)
    client = signed_in(approver)
    session = client.session
    session["account_authentication_methods_user"] = str(approver.person_id)
    session["account_authentication_methods"] = [{"method": "mfa", "at": cases.FRIDAY.timestamp()}]
    session.save()
    page = f"/workbench/take-ups/{told.take_up.no}/"
    with time_machine.travel(cases.FRIDAY + timedelta(minutes=minutes), tick=False):
        assert client.get(page).status_code == 200  # the mandate is awake all the while
        client.post(f"{page}approval/")
    assert told.reload().case.state == state


def test_the_weightiest_acts_are_marked():
    marked = {
        cases_access.APPROVE_CREDIT,
        cases_access.RECORD_DISBURSEMENT,
        access.KEEP_PEOPLE,
        access.KEEP_INSTITUTIONS,
        access.KEEP_INSTITUTION_PEOPLE,
    }
    assert all(policy.fresh_factor for policy in marked)


def test_where_no_factor_is_asked_for_none_is_asked_for_again(settings, clock):
    settings.SECOND_FACTOR_REQUIRED = False
    build.person(roles.OPERATOR, login="operator", password=build.PASSWORD)
    client = browser()
    sign_in(client, "operator")
    clock.shift(QUARTER + timedelta(minutes=5))
    assert client.get(INVITE).status_code == 200
