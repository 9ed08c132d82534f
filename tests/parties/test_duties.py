"""Duties kept apart."""

import pytest

from kerong.kernel import roles
from kerong.parties.duties import (
    Grant,
    family_of,
    may_end,
    may_grant,
    require_separate_duties,
    root_of,
)
from kerong.parties.errors import DutiesConflict
from kerong.parties.models import Mandate
from tests import build


def held_by(person):
    return list(Mandate.objects.live().filter(person=person))


def grant(role, at=None):
    return Grant(
        role,
        enterprise_id=at.pk if at and role in roles.FIRM else None,
        institution_id=at.pk if at and role in roles.INSTITUTION else None,
        department_id=at.pk if at and role == roles.OFFICER else None,
    )


SIDES = {
    "firm": roles.FIRM_CLERK,
    "institution": roles.INSTITUTION_CLERK,
    "officer": roles.OFFICER,
    "auditor": roles.AUDITOR,
    "operator": roles.OPERATOR,
}


@pytest.mark.parametrize("asked", SIDES)
@pytest.mark.parametrize("held", SIDES)
def test_each_side_excludes_every_other(held, asked):
    person = build.person(SIDES[held])
    at = {"firm": build.enterprise, "institution": build.institution, "officer": build.department}
    target = at[asked]() if asked in at else None
    if held == asked and asked != "institution":
        require_separate_duties(held_by(person), grant(SIDES[asked], target))  # two firms are fine
        return
    with pytest.raises(DutiesConflict) as refusal:
        require_separate_duties(held_by(person), grant(SIDES[asked], target))
    assert refusal.value.facts["held"] == SIDES[held]
    assert "不能再担任" in refusal.value.say()


@pytest.mark.parametrize(
    ("held", "asked", "apart"),
    [
        (roles.INSTITUTION_CLERK, roles.INSTITUTION_APPROVER, True),
        (roles.INSTITUTION_APPROVER, roles.INSTITUTION_CLERK, True),
        (roles.INSTITUTION_ADMIN, roles.INSTITUTION_APPROVER, True),
        (roles.INSTITUTION_APPROVER, roles.INSTITUTION_ADMIN, True),
        (roles.INSTITUTION_ADMIN, roles.INSTITUTION_CLERK, False),
        (roles.INSTITUTION_CLERK, roles.INSTITUTION_ADMIN, False),
    ],
)
def test_in_one_institution_the_approver_does_nothing_else(held, asked, apart):
    bank = build.institution()
    person = build.person(held, bank)
    if apart:
        with pytest.raises(DutiesConflict):
            require_separate_duties(held_by(person), grant(asked, bank))
    else:
        require_separate_duties(held_by(person), grant(asked, bank))


def test_a_branch_belongs_to_the_family_and_another_bank_does_not():
    head = build.institution()
    branch = build.institution(parent=head)
    deep = build.institution(parent=branch)
    person = build.person(roles.INSTITUTION_CLERK, branch)
    require_separate_duties(held_by(person), grant(roles.INSTITUTION_APPROVER, head))
    assert root_of(deep.pk) == root_of(head.pk) == head.pk
    assert family_of(head.pk) == {head.pk, branch.pk, deep.pk}
    assert family_of(branch.pk) == {branch.pk, deep.pk}
    assert family_of(None) == frozenset()


def test_who_may_hand_out_which_role():
    firm, bank = build.enterprise(), build.institution()
    branch = build.institution(parent=bank)
    owner = build.actor(roles.FIRM_OWNER, enterprise=firm)
    admin = build.actor(roles.INSTITUTION_ADMIN, institution=bank)
    operator = build.actor(roles.OPERATOR)
    family = family_of(bank.pk)

    assert may_grant(owner, grant(roles.FIRM_CLERK, firm), family=frozenset())
    assert not may_grant(owner, grant(roles.FIRM_CLERK, build.enterprise()), family=frozenset())
    assert not may_grant(owner, grant(roles.FIRM_OWNER, firm), family=frozenset())
    assert may_grant(admin, grant(roles.INSTITUTION_APPROVER, branch), family=family)
    assert not may_grant(admin, grant(roles.INSTITUTION_CLERK, build.institution()), family=family)
    assert not may_grant(admin, grant(roles.OFFICER, build.department()), family=family)
    assert may_grant(operator, grant(roles.INSTITUTION_ADMIN, bank), family=frozenset())
    assert may_grant(operator, grant(roles.AUDITOR), family=frozenset())
    assert not may_grant(operator, grant(roles.INSTITUTION_APPROVER, bank), family=frozenset())
    assert not may_grant(operator, grant(roles.FIRM_OWNER, firm), family=frozenset())
    assert may_end(operator, grant(roles.INSTITUTION_APPROVER, bank), family=frozenset())
    for role in (roles.FIRM_CLERK, roles.INSTITUTION_CLERK, roles.OFFICER, roles.AUDITOR):
        assert not may_grant(build.actor(role), grant(roles.FIRM_CLERK, firm), family=frozenset())


@pytest.mark.parametrize("role", sorted(roles.FIRM | roles.INSTITUTION | roles.GOVERNMENT))
def test_a_grant_names_exactly_the_organisation_of_its_role(role):
    fitting = {
        "enterprise_id": role in roles.FIRM,
        "institution_id": role in roles.INSTITUTION,
        "department_id": role == roles.OFFICER,
    }
    given = {name: 1 if asked else None for name, asked in fitting.items()}
    assert Grant(role, **given).fits
    for name in fitting:
        assert not Grant(role, **(given | {name: None if given[name] else 1})).fits
    assert not Grant("emperor").fits
