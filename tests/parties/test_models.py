"""What the database itself refuses."""

import pytest
from django.db import IntegrityError, transaction

from kerong.kernel import roles
from kerong.parties.models import Enterprise, Institution, Mandate
from tests import build

pytestmark = pytest.mark.both_databases


def refused(**fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        Mandate.objects.create(granted_at=build.MOMENT, **fields)


def test_a_role_must_fit_its_organisation():
    person, firm, bank = build.person(), build.enterprise(), build.institution()
    refused(person=person, role=roles.FIRM_OWNER)
    refused(person=person, role=roles.FIRM_OWNER, institution=bank)
    refused(person=person, role=roles.FIRM_CLERK, enterprise=firm, institution=bank)
    refused(person=person, role=roles.INSTITUTION_CLERK, enterprise=firm)
    refused(person=person, role=roles.OFFICER)
    refused(person=person, role=roles.OPERATOR, department=build.department())
    refused(person=person, role="emperor")


def test_a_firm_has_one_owner():
    firm = build.enterprise()
    build.person(roles.FIRM_OWNER, firm)
    refused(person=build.person(), role=roles.FIRM_OWNER, enterprise=firm)


def test_one_mandate_per_person_and_place():
    clerk = build.person(roles.FIRM_CLERK)
    firm = clerk.mandates.get().enterprise
    refused(person=clerk, role=roles.FIRM_CLERK, enterprise=firm)
    officer = build.person(roles.OFFICER)
    refused(person=officer, role=roles.OFFICER, department=build.department())


def test_an_ended_mandate_makes_room():
    firm = build.enterprise()
    first = build.person(roles.FIRM_OWNER, firm)
    first.mandates.update(ended_at=build.MOMENT)
    build.person(roles.FIRM_OWNER, firm)
    assert firm.mandates.count() == 2


def test_a_mandate_cannot_end_before_it_began():
    with pytest.raises(IntegrityError), transaction.atomic():
        build.person(roles.OPERATOR).mandates.update(ended_at=build.MOMENT.replace(year=2020))


def test_a_firm_needs_an_identity_and_keeps_it_alone():
    with pytest.raises(IntegrityError), transaction.atomic():
        Enterprise.objects.create(name="无名")
    known = build.enterprise()
    with pytest.raises(IntegrityError), transaction.atomic():
        Enterprise.objects.create(name="同码", credit_code=known.credit_code)
    build.enterprise(credit_code=None, scheme="stock", scheme_value="600000")
    with pytest.raises(IntegrityError), transaction.atomic():
        Enterprise.objects.create(name="同股", scheme="stock", scheme_value="600000")


def test_a_suspension_has_a_reason():
    with pytest.raises(IntegrityError), transaction.atomic():
        Institution.objects.create(
            name="甲", kind="bank", admitted_at=build.MOMENT, suspended_at=build.MOMENT
        )
