"""授权与终止授权."""

import pytest

from kerong.kernel import roles
from kerong.kernel.actor import SYSTEM
from kerong.parties.actors import actor_for
from kerong.parties.duties import Grant
from kerong.parties.end_mandate import end_mandate
from kerong.parties.errors import (
    DepartmentNotFound,
    DutiesConflict,
    FirmNotFound,
    InstitutionNotFound,
    InstitutionSuspended,
    LastOne,
    MandateEnded,
    MandateHeld,
    MandateNotFound,
    NotOneself,
    OwnerStays,
    PersonDisabled,
    PersonNotFound,
    RoleNotYours,
    RoleUnknown,
)
from kerong.parties.grant_mandate import grant_mandate
from kerong.parties.models import Mandate, Person
from tests import build


def granted(role, *, person=None, actor=SYSTEM, **at):
    person = person or build.person()
    return grant_mandate(person_id=person.pk, grant=Grant(role, **at), actor=actor, at=build.MOMENT)


def ended(mandate, actor=SYSTEM):
    end_mandate(mandate_id=mandate.pk, actor=actor, at=build.MOMENT)
    mandate.refresh_from_db()


def test_an_administrator_appoints_clerk_and_approver(kinds):
    bank = build.institution()
    admin = build.actor(roles.INSTITUTION_ADMIN, institution=bank)
    clerk = granted(roles.INSTITUTION_CLERK, actor=admin, institution_id=bank.pk)
    granted(roles.INSTITUTION_APPROVER, actor=admin, institution_id=bank.pk)
    assert clerk.granted_by_id == admin.person_id
    assert kinds(bank.reference) == ["mandate.granted", "mandate.granted"]


def test_a_grant_turns_the_epoch_so_sessions_read_anew():
    person = build.person()
    granted(roles.OPERATOR, person=person)
    assert Person.objects.get(pk=person.pk).access_epoch == person.access_epoch + 1


def test_what_is_not_yours_you_cannot_give():
    bank, other = build.institution(), build.institution()
    admin = build.actor(roles.INSTITUTION_ADMIN, institution=bank)
    for role, at in (
        (roles.INSTITUTION_CLERK, {"institution_id": other.pk}),
        (roles.FIRM_CLERK, {"enterprise_id": build.enterprise().pk}),
        (roles.OPERATOR, {}),
    ):
        with pytest.raises(RoleNotYours):
            granted(role, actor=admin, **at)
    with pytest.raises(RoleNotYours):
        granted(roles.FIRM_CLERK, enterprise_id=build.enterprise().pk, actor=build.actor("person"))


def test_nobody_appoints_themselves():
    bank = build.institution()
    admin = build.actor(roles.INSTITUTION_ADMIN, institution=bank)
    person = Person.objects.get(pk=admin.person_id)
    with pytest.raises(NotOneself):
        granted(roles.INSTITUTION_CLERK, person=person, actor=admin, institution_id=bank.pk)


def test_what_does_not_exist_cannot_be_given():
    with pytest.raises(PersonNotFound):
        grant_mandate(person_id=0, grant=Grant(roles.OPERATOR), actor=SYSTEM, at=build.MOMENT)
    with pytest.raises(FirmNotFound):
        granted(roles.FIRM_CLERK, enterprise_id=0)
    with pytest.raises(InstitutionNotFound):
        granted(roles.INSTITUTION_CLERK, institution_id=0)
    with pytest.raises(DepartmentNotFound):
        granted(roles.OFFICER, department_id=0)
    with pytest.raises(RoleUnknown):
        granted(roles.OFFICER)


def test_a_suspended_institution_and_a_disabled_person_receive_nothing():
    bank = build.institution(suspended_at=build.MOMENT, suspended_reason="整改")
    with pytest.raises(InstitutionSuspended):
        granted(roles.INSTITUTION_CLERK, institution_id=bank.pk)
    with pytest.raises(PersonDisabled):
        granted(roles.OPERATOR, person=build.person(is_active=False))


def test_the_same_mandate_is_given_once_and_duties_are_kept_apart():
    bank = build.institution()
    clerk = build.person(roles.INSTITUTION_CLERK, bank)
    with pytest.raises(MandateHeld):
        granted(roles.INSTITUTION_CLERK, person=clerk, institution_id=bank.pk)
    with pytest.raises(DutiesConflict):
        granted(roles.INSTITUTION_APPROVER, person=clerk, institution_id=bank.pk)
    assert Mandate.objects.filter(person=clerk).count() == 1
    assert Person.objects.get(pk=clerk.pk).access_epoch == 0


def test_ending_works_on_the_next_look(kinds):
    firm = build.enterprise()
    owner = build.actor(roles.FIRM_OWNER, enterprise=firm)
    mandate = build.person(roles.FIRM_CLERK, firm).mandates.get()
    ended(mandate, owner)
    assert (mandate.ended_at, mandate.ended_by_id) == (build.MOMENT, owner.person_id)
    assert actor_for(mandate.person, mandate.pk).role == roles.PERSON
    assert mandate.person.access_epoch == 1
    assert kinds(firm.reference) == ["mandate.ended"]
    with pytest.raises(MandateEnded):
        ended(mandate, owner)


def test_a_stranger_does_not_even_see_the_mandate():
    mandate = build.person(roles.FIRM_CLERK).mandates.get()
    for stranger in (
        build.actor(roles.FIRM_OWNER),
        build.actor(roles.INSTITUTION_ADMIN),
        build.actor(roles.OFFICER),
        build.actor(roles.PERSON),
    ):
        with pytest.raises(MandateNotFound):
            ended(mandate, stranger)


def test_who_sees_a_mandate_may_still_not_end_it():
    bank = build.institution()
    mandate = build.person(roles.INSTITUTION_APPROVER, bank).mandates.get()
    for looker in (
        build.actor(roles.INSTITUTION_CLERK, institution=bank),
        build.actor(roles.AUDITOR),
    ):
        with pytest.raises(RoleNotYours):
            ended(mandate, looker)


def test_one_may_lay_down_ones_own():
    clerk = build.actor(roles.FIRM_CLERK)
    ended(Mandate.objects.get(pk=clerk.mandate_id), clerk)


def test_an_owner_is_replaced_by_a_claim_only():
    owner = build.actor(roles.FIRM_OWNER)
    mandate = Mandate.objects.get(pk=owner.mandate_id)
    for actor in (owner, build.actor(roles.OPERATOR)):
        with pytest.raises(OwnerStays):
            ended(mandate, actor)


def test_the_last_administrator_and_the_last_operator_stay():
    bank = build.institution()
    admin = build.actor(roles.INSTITUTION_ADMIN, institution=bank)
    operator = build.actor(roles.OPERATOR)
    with pytest.raises(LastOne):
        ended(Mandate.objects.get(pk=admin.mandate_id), operator)
    with pytest.raises(LastOne):
        ended(Mandate.objects.get(pk=operator.mandate_id), operator)
    build.person(roles.INSTITUTION_ADMIN, bank)
    ended(Mandate.objects.get(pk=admin.mandate_id), operator)
    build.person(roles.OPERATOR, is_active=False)  # disabled does not count
    with pytest.raises(LastOne):
        ended(Mandate.objects.get(pk=operator.mandate_id), operator)


def test_an_operator_may_end_what_only_others_may_give():
    mandate = build.person(roles.INSTITUTION_APPROVER).mandates.get()
    ended(mandate, build.actor(roles.OPERATOR))
    assert mandate.ended_at


def test_a_parent_appoints_and_dismisses_in_its_branches():
    head = build.institution()
    branch = build.institution(parent=head)
    admin = build.actor(roles.INSTITUTION_ADMIN, institution=head)
    mandate = granted(roles.INSTITUTION_CLERK, actor=admin, institution_id=branch.pk)
    ended(mandate, admin)
    below = build.actor(roles.INSTITUTION_ADMIN, institution=branch)
    above = build.person(roles.INSTITUTION_CLERK, head).mandates.get()
    with pytest.raises(MandateNotFound):
        ended(above, below)
