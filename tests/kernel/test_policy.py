"""Policies allow and refuse by role; actors say who they are."""

import pytest

from kerong.kernel import roles
from kerong.kernel.actor import ANONYMOUS, SYSTEM, Actor
from kerong.kernel.errors import Forbidden
from kerong.kernel.policy import (
    ANY_STATE,
    Policy,
    RoleNotAllowed,
    SecondFactorNeeded,
    Unauthenticated,
    Whose,
)

CLERK = Actor(
    person_id=12, name="王敏", role=roles.INSTITUTION_CLERK, mandate_id=5, institution_id=4
)
TAKE = Policy("cases.take_up", roles.INSTITUTION, Whose.ADDRESSED)


def test_a_listed_role_passes():
    assert TAKE.allows(CLERK)
    TAKE.require(CLERK)


def test_a_stranger_is_asked_to_sign_in_and_another_role_is_turned_away():
    firm = Actor(person_id=1, name="李强", role=roles.FIRM_OWNER, enterprise_id=3)
    assert not TAKE.allows(ANONYMOUS)
    with pytest.raises(Unauthenticated) as refusal:
        TAKE.require(ANONYMOUS)
    assert refusal.value.code == "auth.required"
    assert isinstance(refusal.value, Forbidden)
    with pytest.raises(RoleNotAllowed):
        TAKE.require(firm)


def test_the_second_factor_is_asked_for_where_declared():
    approve = Policy(
        "catalogue.approve",
        frozenset({roles.INSTITUTION_APPROVER}),
        Whose.OWN_INSTITUTION,
        second_factor=True,
    )
    once = Actor(person_id=2, name="赵芳", role=roles.INSTITUTION_APPROVER, institution_id=4)
    twice = Actor(
        person_id=2,
        name="赵芳",
        role=roles.INSTITUTION_APPROVER,
        institution_id=4,
        second_factor=True,
    )
    assert not approve.allows(once)
    with pytest.raises(SecondFactorNeeded):
        approve.require(once)
    assert approve.allows(twice)


def test_states_default_to_any():
    assert TAKE.states == ANY_STATE
    assert TAKE.allows_state("open")
    narrow = Policy("x", roles.FIRM, Whose.OWN_ENTERPRISE, states=frozenset({"open"}))
    assert narrow.allows_state("open") and not narrow.allows_state("closed")


def test_a_public_page_admits_everybody_but_the_worker():
    page = Policy("portal.home", roles.EVERYONE, Whose.PUBLIC)
    assert page.allows(ANONYMOUS) and page.allows(CLERK) and not page.allows(SYSTEM)


def test_references_of_actors():
    assert CLERK.reference == "person:12/mandate:5"
    assert Actor(person_id=7, name="陈", role=roles.PERSON).reference == "person:7"
    assert SYSTEM.reference == "system:worker"
    assert ANONYMOUS.reference == "anonymous" and ANONYMOUS.is_anonymous


def test_an_unknown_role_is_a_programming_error():
    with pytest.raises(ValueError):
        Actor(person_id=1, name="x", role="wizard")


def test_the_groups_cover_every_role_once():
    assert roles.EVERYONE | {roles.SYSTEM} == roles.ALL_ROLES
    assert not roles.FIRM & roles.INSTITUTION and not roles.INSTITUTION & roles.GOVERNMENT
    assert len(roles.ALL_ROLES) == 11
