"""Loans are read by their firm, their bank and by officers; to others they are not there."""

from datetime import date

import pytest

from kerong.contracts.loans.access import loans_seen_by
from kerong.contracts.loans.errors import LoanNotFound
from kerong.contracts.loans.models import Loan
from kerong.contracts.loans.reads import loan_of, loan_page
from kerong.kernel import roles
from kerong.kernel.actor import ANONYMOUS
from kerong.kernel.policy import RoleNotAllowed, Unauthenticated
from tests.build import loans, parties

ON = date(2026, 4, 1)
pytestmark = pytest.mark.django_db


@pytest.fixture
def loan():
    return loans.loan()


def test_firm_bank_officer_and_auditor_see_the_loan_with_its_plan(loan):
    readers = [
        parties.actor(roles.FIRM_OWNER, enterprise=loan.enterprise),
        parties.actor(roles.INSTITUTION_CLERK, institution=loan.institution),
        parties.actor(roles.OFFICER),
        parties.actor(roles.AUDITOR),
    ]

    for reader in readers:
        page = loan_page(reader, loan.no, on=ON)
        assert len(page.instalments) == 12
        assert len(page.reports) == 1
        assert loan_of(reader, loan.origin) == loan


@pytest.mark.parametrize("role", [roles.FIRM_OWNER, roles.INSTITUTION_CLERK])
def test_a_foreign_loan_reads_like_a_missing_one(loan, role):
    stranger = parties.actor(role)

    with pytest.raises(LoanNotFound) as foreign:
        loan_page(stranger, loan.no, on=ON)
    with pytest.raises(LoanNotFound) as missing:
        loan_page(stranger, "L2026-999999", on=ON)
    assert foreign.value.say() == missing.value.say()
    assert loan_of(stranger, loan.origin) is None
    assert not loans_seen_by(stranger).exists()


def test_operators_and_visitors_see_no_loans(loan):
    with pytest.raises(RoleNotAllowed):
        loan_page(parties.actor(roles.OPERATOR), loan.no, on=ON)
    with pytest.raises(Unauthenticated):
        loan_page(ANONYMOUS, loan.no, on=ON)
    assert not loans_seen_by(ANONYMOUS).exists()
    assert Loan.objects.count() == 1
