"""机构: admitted, branched, suspended, resumed."""

from datetime import timedelta

import pytest

from kerong.kernel import roles
from kerong.kernel.actor import SYSTEM
from kerong.kernel.policy import RoleNotAllowed, SecondFactorNeeded
from kerong.kernel.references import BadCreditCode
from kerong.parties.actors import actor_for
from kerong.parties.admit_institution import InstitutionDraft, admit_institution
from kerong.parties.errors import (
    CodeUnreadable,
    DepartmentExists,
    InstitutionActive,
    InstitutionExists,
    InstitutionKindUnknown,
    InstitutionNotFound,
    InstitutionSuspended,
    NameMissing,
    ParentSuspended,
    ReasonMissing,
)
from kerong.parties.found_department import found_department
from kerong.parties.models import Institution, Person
from kerong.parties.open_branch import open_branch
from kerong.parties.resume_institution import resume_institution
from kerong.parties.suspend_institution import suspend_institution
from tests import build


def admitted(actor=SYSTEM, **changes):
    draft = {"name": "示例江北银行", "short_name": "江北银行"} | changes
    return admit_institution(draft=InstitutionDraft(**draft), actor=actor, at=build.MOMENT)


def suspended(bank, actor=SYSTEM, reason="整改"):
    suspend_institution(institution_id=bank.pk, reason=reason, actor=actor, at=build.MOMENT)
    bank.refresh_from_db()


def resumed(bank, actor=SYSTEM):
    resume_institution(institution_id=bank.pk, actor=actor, at=build.MOMENT)
    bank.refresh_from_db()


def test_an_operator_admits_a_bank(kinds):
    bank = admitted(build.actor(roles.OPERATOR), credit_code=build.credit_code())
    assert (bank.kind, bank.short_name, bank.initials) == ("bank", "江北银行", "sljbyh")
    assert bank.admitted_at == build.MOMENT
    assert "江北银行" in bank.find_text
    assert kinds(bank.reference) == ["institution.admitted"]


def test_who_may_not_admit():
    with pytest.raises(RoleNotAllowed):
        admitted(build.actor(roles.OFFICER))
    with pytest.raises(SecondFactorNeeded):
        admitted(build.actor(roles.OPERATOR, second_factor=False))


def test_what_cannot_be_admitted():
    code = build.credit_code()
    admitted(credit_code=code)
    with pytest.raises(InstitutionExists):
        admitted()
    with pytest.raises(InstitutionExists):
        admitted(name="别的银行", credit_code=code)
    with pytest.raises(InstitutionKindUnknown):
        admitted(name="当铺", kind="pawnshop")
    with pytest.raises(BadCreditCode):
        admitted(name="错码", credit_code="123")
    with pytest.raises(NameMissing):
        admitted(name=" ")


def test_an_administrator_opens_branches_of_the_same_kind():
    fund = build.institution(kind="fund", is_sample=True)
    admin = build.actor(roles.INSTITUTION_ADMIN, institution=fund)
    draft = InstitutionDraft(name="示例基金渝中分部", kind="bank")
    branch = open_branch(parent_id=fund.pk, draft=draft, actor=admin, at=build.MOMENT)
    assert (branch.parent_id, branch.kind, branch.is_sample) == (fund.pk, "fund", True)
    deeper = InstitutionDraft(name="示例基金解放碑点")
    assert open_branch(parent_id=branch.pk, draft=deeper, actor=admin, at=build.MOMENT)
    with pytest.raises(InstitutionNotFound):
        open_branch(parent_id=build.institution().pk, draft=deeper, actor=admin, at=build.MOMENT)
    with pytest.raises(RoleNotAllowed):
        clerk = build.actor(roles.INSTITUTION_CLERK, institution=fund)
        open_branch(parent_id=fund.pk, draft=deeper, actor=clerk, at=build.MOMENT)


def test_suspending_stops_everyone_of_the_family_at_once(kinds):
    head = build.institution()
    branch = build.institution(parent=head)
    people = [build.person(roles.INSTITUTION_CLERK, at) for at in (head, branch)]
    suspended(head, build.actor(roles.OPERATOR))
    branch.refresh_from_db()
    assert head.suspended_at == branch.suspended_at == build.MOMENT
    for person in people:
        assert actor_for(person, person.mandates.get().pk).role == roles.PERSON
        assert Person.objects.get(pk=person.pk).access_epoch == 1
    assert kinds(head.reference) == ["institution.suspended"]


def test_resuming_brings_back_those_suspended_together():
    head = build.institution()
    branch = build.institution(parent=head)
    earlier = build.institution(
        parent=head, suspended_at=build.MOMENT - timedelta(days=9), suspended_reason="另案"
    )
    clerk = build.person(roles.INSTITUTION_CLERK, branch)
    suspended(head)
    resumed(head)
    assert head.suspended_at is None
    assert head.suspended_reason == ""
    assert Institution.objects.get(pk=earlier.pk).suspended_reason == "另案"
    assert actor_for(clerk, clerk.mandates.get().pk).role == roles.INSTITUTION_CLERK


def test_a_branch_does_not_come_back_before_its_parent():
    head = build.institution()
    branch = build.institution(parent=head)
    suspended(head)
    with pytest.raises(ParentSuspended):
        resumed(branch)


def test_the_state_says_no():
    bank = build.institution()
    with pytest.raises(InstitutionActive):
        resumed(bank)
    with pytest.raises(ReasonMissing):
        suspended(bank, reason="")
    suspended(bank)
    with pytest.raises(InstitutionSuspended):
        suspended(bank)
    with pytest.raises(InstitutionSuspended):
        open_branch(
            parent_id=bank.pk, draft=InstitutionDraft(name="新"), actor=SYSTEM, at=build.MOMENT
        )
    for act in (suspended, resumed):
        with pytest.raises(RoleNotAllowed):
            act(bank, build.actor(roles.INSTITUTION_ADMIN))
        with pytest.raises(InstitutionNotFound):
            act(Institution(pk=0))


def test_departments_have_one_name_and_one_code():
    made = found_department(name="科技局", code="Science", actor=SYSTEM, at=build.MOMENT)
    assert made.code == "science"
    with pytest.raises(DepartmentExists):
        found_department(name="科技局", code="other", actor=SYSTEM, at=build.MOMENT)
    for code in ("科技", "", "a b", "x" * 41):
        with pytest.raises(CodeUnreadable):
            found_department(name="局", code=code, actor=SYSTEM, at=build.MOMENT)
    with pytest.raises(RoleNotAllowed):
        found_department(name="局", code="ju", actor=build.actor("officer"), at=build.MOMENT)
