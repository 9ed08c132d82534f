"""Loans at the office: figures of what the filter shows, the list behind them, one loan."""

import pytest
import time_machine

from kerong.contracts.loans.approve_report import approve_report
from kerong.contracts.loans.models import Loan, ProposedReport
from kerong.contracts.loans.reads import loan_totals
from tests.build import cases, loans
from tests.build.web import signed_in

pytestmark = pytest.mark.django_db


def text_of(response) -> str:
    return response.content.decode()


@pytest.fixture
def told():
    """Two loans of two banks; one is in arrears and watched closely."""
    story, other = cases.story("disbursed"), loans.loan()
    due = {"interest_fen": 287_500, "due_on": "2026-04-06"}
    loans.report(other, "arrears", "2026-04-07", **due)
    loans.report(other, "classification", "2026-04-08", category="attention")
    story.other = other
    with time_machine.travel(loans.NOW, tick=False):
        yield story


def test_the_figures_and_the_list_speak_of_the_same_loans(told):
    officer = signed_in(cases.officer())
    whole, late = (text_of(officer.get(f"/console/loans/{q}")) for q in ("", "?standing=overdue"))
    assert "400 万元" in whole and told.loan.no in whole and told.other.no in whole
    assert "100 万元" in late and told.other.no in late and told.loan.no not in late
    assert "¥2,875.00" in late
    found = text_of(officer.get(f"/console/loans/?find={told.other.bank_no}"))
    assert told.other.no in found and told.loan.no not in found
    assert "¥2,875.00" in officer.get("/console/loans/?export=csv").content.decode()


def test_arrears_of_a_written_off_loan_are_lost_and_no_longer_summed(told):
    lost = told.other
    loans.report(lost, "write_off", "2026-05-06", principal_fen=lost.outstanding_fen)
    _, approver = loans.people(lost)
    waiting = ProposedReport.objects.get(loan=lost)
    assert loan_totals(Loan.objects.all()).arrears_fen == 287_500
    approve_report(actor=approver, proposal_id=waiting.pk, at=loans.NOW)
    found = loan_totals(Loan.objects.all())
    assert (found.count, found.arrears_count, found.arrears_fen) == (2, 0, 0)


def test_one_loan_is_read_with_plan_and_report(told):
    officer = signed_in(cases.officer())
    said = text_of(officer.get(f"/console/loans/{told.other.no}/"))
    assert "计划与报告对照" in said and "56 天" in said
    assert officer.get(f"/console/loans/{told.other.no}/?export=xlsx").content.startswith(b"PK")
    assert officer.get("/console/loans/L2026-999999/").status_code == 404


def test_the_list_asks_the_database_as_often_for_many_loans_as_for_few(told):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    officer = signed_in(cases.officer())
    officer.get("/console/loans/")
    counts = []
    for more in (0, 5):
        for no in range(more):
            loans.loan(reference=f"take_up:T2026-MORE{no}")
        with CaptureQueriesContext(
            connection,
        ) as asked:
            officer.get("/console/loans/")
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 15
