"""接口令牌."""

from datetime import date, timedelta

import pytest
from allauth.mfa.models import Authenticator

from kerong.kernel import roles
from kerong.kernel.policy import RoleNotAllowed, SecondFactorNeeded
from kerong.parties.disable_person import disable_person
from kerong.parties.enable_person import enable_person
from kerong.parties.errors import NameMissing, TokenNotFound, TokenRevoked, TokenTerm
from kerong.parties.issue_api_token import issue_api_token
from kerong.parties.models import ApiToken, Institution, Mandate, Person
from kerong.parties.remove_second_factor import remove_second_factor
from kerong.parties.revoke_api_token import revoke_api_token
from kerong.parties.set_password import set_password
from kerong.parties.tokens import actor_for_token, revoke_tokens_of
from kerong.trail.models import Event
from tests import build

TODAY = date(2026, 3, 6)
LATER = build.MOMENT + timedelta(hours=1)


def issued(actor, expires_on=TODAY + timedelta(days=30), name="核心系统"):
    return issue_api_token(name=name, expires_on=expires_on, actor=actor, at=build.MOMENT)


@pytest.fixture
def clerk():
    return build.actor(roles.INSTITUTION_CLERK)


def test_a_token_acts_as_its_mandate(clerk, kinds):
    made = issued(clerk)
    assert actor_for_token(made.text, at=LATER) == clerk
    assert kinds(f"person:{clerk.person_id}") == ["api_token.issued"]


def test_the_text_is_not_kept(clerk):
    made = issued(clerk)
    row = ApiToken.objects.get()
    assert made.text.startswith("krg_")
    assert row.prefix == made.text[:10]
    assert made.text not in (row.digest, row.name)
    assert made.text not in repr(made)


def test_it_works_through_its_last_day_in_china(clerk):
    made = issued(clerk, TODAY)
    assert actor_for_token(made.text, at=build.MOMENT.replace(hour=15, minute=59))  # 23:59
    assert actor_for_token(made.text, at=build.MOMENT.replace(hour=16)) is None  # next day


@pytest.mark.parametrize("end", ["revoked", "mandate", "person", "institution"])
def test_it_dies_with_whatever_it_stands_on(clerk, end):
    made = issued(clerk)
    if end == "revoked":
        revoke_api_token(token_id=made.token.pk, actor=clerk, at=build.MOMENT)
    elif end == "mandate":
        Mandate.objects.filter(pk=clerk.mandate_id).update(ended_at=build.MOMENT)
    elif end == "person":
        Person.objects.filter(pk=clerk.person_id).update(is_active=False)
    else:
        Institution.objects.filter(pk=clerk.institution_id).update(
            suspended_at=build.MOMENT, suspended_reason="x"
        )
    assert actor_for_token(made.text, at=LATER) is None


@pytest.mark.parametrize(
    "text", ["", "krg_", "krg_" + "x" * 43, "Bearer", "k" * 100_000, "krg_\x00"]
)
def test_a_foreign_text_is_nobody(clerk, text):
    issued(clerk)
    assert actor_for_token(text, at=LATER) is None


def test_it_costs_one_read_and_a_stamp_a_minute(clerk, django_assert_num_queries):
    made = issued(clerk)
    with django_assert_num_queries(2):
        actor_for_token(made.text, at=LATER)
    with django_assert_num_queries(1):
        actor_for_token(made.text, at=LATER + timedelta(seconds=60))
    with django_assert_num_queries(2):
        actor_for_token(made.text, at=LATER + timedelta(seconds=61))
    assert ApiToken.objects.get().last_seen_at == LATER + timedelta(seconds=61)


def test_the_second_factor_of_the_issuer_goes_with_it():
    firm_clerk = build.actor(roles.FIRM_CLERK)
    made = issued(firm_clerk)
    found = actor_for_token(made.text, at=LATER)
    assert found is not None
    assert found.second_factor


def test_who_may_not_issue(clerk):
    with pytest.raises(RoleNotAllowed):
        issued(build.actor(roles.PERSON))
    with pytest.raises(SecondFactorNeeded):
        issued(build.actor(roles.INSTITUTION_CLERK, second_factor=False))
    for wrong in (TODAY - timedelta(days=1), TODAY + timedelta(days=367)):
        with pytest.raises(TokenTerm):
            issued(clerk, wrong)
    with pytest.raises(NameMissing):
        issued(clerk, name="")


def test_a_strangers_token_cannot_be_revoked_and_ones_own_only_once(clerk):
    made = issued(clerk)
    with pytest.raises(TokenNotFound):
        revoke_api_token(
            token_id=made.token.pk,
            actor=build.actor(roles.INSTITUTION_CLERK),
            at=build.MOMENT,
        )
    revoke_api_token(token_id=made.token.pk, actor=clerk, at=build.MOMENT)
    with pytest.raises(TokenRevoked):
        revoke_api_token(token_id=made.token.pk, actor=clerk, at=build.MOMENT)


# what closes an account closes its programs


def closed_by(deed, person):
    """Each deed by which a stranger is put out of an account they had got into."""
    operator = build.actor(roles.OPERATOR)
    if deed == "password":
        own = build.actor(roles.PERSON, person=person)
        set_password(person=person, password="ming-Yue-2027", actor=own, at=LATER)
    elif deed == "factor":
        Authenticator.objects.create(
            user=person, type=Authenticator.Type.TOTP, data={"secret": "x"}
        )
        remove_second_factor(person_id=person.pk, reason="丢失", actor=operator, at=LATER)
    else:
        disable_person(person_id=person.pk, reason="离职", actor=operator, at=LATER)
        enable_person(person_id=person.pk, actor=operator, at=LATER)


@pytest.mark.parametrize("deed", ["password", "factor", "standing"])
def test_recovering_an_account_ends_the_tokens_of_whoever_held_it(clerk, deed):
    made, other = issued(clerk), issued(build.actor(roles.INSTITUTION_CLERK))
    earlier = issued(clerk)
    revoke_api_token(token_id=earlier.token.pk, actor=clerk, at=build.MOMENT)
    closed_by(deed, Person.objects.get(pk=clerk.person_id))
    assert actor_for_token(made.text, at=LATER) is None
    assert ApiToken.objects.get(pk=made.token.pk).revoked_at == LATER
    assert ApiToken.objects.get(pk=earlier.token.pk).revoked_at == build.MOMENT
    assert actor_for_token(other.text, at=LATER) is not None
    told = Event.objects.filter(stream=f"person:{clerk.person_id}")
    assert any('"tokens_revoked":1' in event.payload for event in told)


def test_a_token_issued_by_a_faster_clock_is_revoked_all_the_same(clerk):
    made = issued(clerk)
    assert revoke_tokens_of(clerk.person_id, at=build.MOMENT - timedelta(seconds=2)) == 1
    kept = ApiToken.objects.get(pk=made.token.pk)
    assert kept.revoked_at == kept.issued_at
