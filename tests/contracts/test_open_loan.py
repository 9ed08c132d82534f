"""开立贷款: one award, one loan, with the plan computed from exactly these terms."""

from dataclasses import replace
from datetime import date, datetime

import pytest
from django.db import IntegrityError, transaction

from kerong.contracts.loans.check_loans import check_loans
from kerong.contracts.loans.errors import LoanReferenceUsed, ReportDoesNotFit
from kerong.contracts.loans.models import Instalment, Loan, LoanReport
from kerong.contracts.loans.open_loan import open_loan, schedule_of
from kerong.kernel import roles
from kerong.kernel.policy import RoleNotAllowed
from kerong.trail.models import Event
from tests.build import loans, parties
from tests.build.cases import CHINA, WAN

pytestmark = pytest.mark.django_db


def test_a_million_at_3_45_percent_pays_84_898_82_a_month():
    loan = loans.loan()

    first = loan.instalments.get(no=1)
    assert first.total_fen == 84_898_82
    assert loan.apr_ppm == 34_500
    assert loan.matures_on == date(2027, 3, 6)
    assert loan.total_interest_fen == sum(loan.instalments.values_list("interest_fen", flat=True))


@pytest.mark.parametrize("method", ["annuity", "equal-principal", "interest-first", "bullet"])
@pytest.mark.parametrize("day_count", ["30/360", "act/365", "act/360"])
def test_the_plan_repays_the_principal_to_the_fen(method, day_count):
    loan = loans.loan(method=method, day_count=day_count)

    rows = list(loan.instalments.order_by("no"))
    assert sum(row.principal_fen for row in rows) == loan.principal_fen
    assert rows[-1].balance_fen == 0
    assert all(row.total_fen == row.principal_fen + row.interest_fen for row in rows)
    assert rows[-1].due_on == loan.matures_on


def test_the_bank_reported_the_payout_and_the_trail_knows_it():
    loan = loans.loan()

    report = LoanReport.objects.get()
    assert (report.kind, report.principal_fen) == ("drawdown", loan.principal_fen)
    event = Event.objects.get(stream=f"loan:{loan.no}")
    assert event.kind == "loan.opened"
    assert event.facts["principal_fen"] == loan.principal_fen
    assert event.facts["report"]["reference"] == report.reference


def test_the_same_award_again_is_the_same_loan():
    granted = loans.award()
    actor = loans.clerk_of(granted)

    first = open_loan(award=granted, actor=actor, at=loans.AT)
    again = open_loan(award=granted, actor=actor, at=loans.AT)

    assert first == again
    assert Loan.objects.count() == LoanReport.objects.count() == 1
    assert Instalment.objects.count() == 12


@pytest.mark.parametrize(
    "change",
    [{"principal_fen": 1}, {"rate_ppm": 1}, {"bank_no": "借-2"}, {"origin": "case:N2026-9"}],
)
def test_the_same_reference_with_other_terms_is_refused(change):
    granted = loans.award()
    actor = loans.clerk_of(granted)
    open_loan(award=granted, actor=actor, at=loans.AT)

    with pytest.raises(LoanReferenceUsed):
        open_loan(award=replace(granted, **change), actor=actor, at=loans.AT)


def test_the_database_refuses_one_bank_number_for_two_loans():
    bank = parties.institution()
    loans.loan(bank=bank)

    with pytest.raises(IntegrityError), transaction.atomic():
        loans.loan(bank=bank, reference="take_up:T2026-EXAMPLE2")


@pytest.mark.parametrize("role", sorted(roles.FIRM | roles.GOVERNMENT))
def test_only_the_bank_opens_loans(role):
    with pytest.raises(RoleNotAllowed):
        open_loan(award=loans.award(), actor=parties.actor(role), at=loans.AT)


def test_the_plan_is_the_one_of_the_command_line():
    granted = loans.award(term_months=3, method="equal-principal")

    rows = schedule_of(granted).instalments

    assert [row.due_on for row in rows] == [
        date(2026, 4, 6),
        date(2026, 5, 6),
        date(2026, 6, 6),
    ]
    assert [row.principal_fen for row in rows] == [33_333_333, 33_333_333, 33_333_334]


def test_what_was_granted_may_be_drawn_in_parts_and_no_more():
    loan = loans.loan(principal_fen=60 * WAN, line_fen=100 * WAN)
    loans.report(loan, "drawdown", "2026-04-06", principal_fen=40 * WAN)
    assert loan.outstanding_fen == 100 * WAN
    with pytest.raises(ReportDoesNotFit):
        loans.report(loan, "drawdown", "2026-04-06", principal_fen=1)


def test_a_revolving_line_is_opened_drawn_repaid_drawn_again_and_settled():
    """随借随还 over 100 万: 40 万 drawn at first; what comes back may be drawn again."""
    loan = loans.loan(method="revolving", principal_fen=40 * WAN, line_fen=100 * WAN)
    assert (loan.outstanding_fen, loan.instalments.count()) == (40 * WAN, 12)
    loans.report(loan, "repayment", "2026-03-20", principal_fen=40 * WAN)
    assert (loan.state, loan.outstanding_fen) == ("active", 0)
    loans.report(loan, "drawdown", "2026-04-10", principal_fen=100 * WAN)
    with pytest.raises(ReportDoesNotFit):
        loans.report(loan, "drawdown", "2026-04-11", principal_fen=1)
    loans.report(loan, "settlement", "2026-05-06", principal_fen=100 * WAN)
    assert loan.state == "settled"
    assert check_loans(date(2026, 6, 1)).faults == ()


def test_a_loan_of_the_29th_of_february_falls_due_on_the_28th_where_there_is_none():
    at = datetime(2028, 3, 1, 9, tzinfo=CHINA)
    given = loans.award(disbursed_on=date(2028, 2, 29), day_count="act/365", term_months=24)
    loan = open_loan(award=given, actor=loans.clerk_of(given), at=at)
    days = list(loan.instalments.order_by("no").values_list("due_on", flat=True))
    assert days[0] == date(2028, 3, 29)
    assert (days[11], loan.matures_on) == (date(2029, 2, 28), date(2030, 2, 28))
