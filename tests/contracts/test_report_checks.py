"""What is looked at before a report counts: how far an extension may reach."""

from datetime import date

import pytest

from kerong.contracts.loans.approve_report import approve_report
from kerong.contracts.loans.errors import TermTooLong
from kerong.contracts.loans.models import Loan, ProposedReport
from tests.build import loans

pytestmark = pytest.mark.django_db


@pytest.fixture
def loan() -> Loan:
    """Twelve months, paid out on 2026-03-06."""
    return loans.loan()


def test_an_extension_beyond_what_any_loan_may_be_extended_is_refused(loan):
    """The first maturity is 2027-03-06; 36 months later is 2030-03-06."""
    with pytest.raises(TermTooLong) as refused:
        loans.report(loan, "extension", "2026-04-06", due_on="2030-03-07")
    assert refused.value.facts["latest"] == date(2030, 3, 6)
    assert not ProposedReport.objects.exists()
    waiting = loans.report(loan, "extension", "2026-04-06", due_on="2030-03-06")
    ProposedReport.objects.filter(pk=waiting.pk).update(due_on=date(2101, 3, 6))
    _, approver = loans.people(loan)
    with pytest.raises(TermTooLong):
        approve_report(actor=approver, proposal_id=waiting.pk, at=loans.NOW)
    loan.refresh_from_db()
    assert (loan.matures_on, loan.report_count) == (date(2027, 3, 6), 1)
