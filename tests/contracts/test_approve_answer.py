"""复核办理意见: only the terms that were seen, measured again when they count."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from kerong.contracts.loans import approve_answer as module
from kerong.contracts.loans import conditions
from kerong.contracts.loans.answers import Answer
from kerong.contracts.loans.approve_answer import approve_answer
from kerong.contracts.loans.approve_report import approve_report
from kerong.contracts.loans.errors import (
    AnswerReplaced,
    FigureOutOfRange,
    NormalNotKept,
    RequestMoved,
    RequestNotPossible,
)
from kerong.contracts.loans.models import Loan, LoanRequest
from kerong.contracts.loans.propose_answer import propose_answer
from kerong.contracts.loans.record_renewal import record_renewal
from kerong.contracts.loans.return_answer import return_answer
from tests.build import loans
from tests.build.cases import CHINA

pytestmark = pytest.mark.django_db
ASKED = datetime(2027, 2, 4, 10, tzinfo=CHINA)
"""What `loans.request_on` asks on: thirty days before 2027-03-06."""
GROUNDS = "经营稳定，资金周转正常，同意续贷。"
TERMS = Answer(grounds=GROUNDS, rate_ppm=32_000, months=12, category="normal", held=conditions.ALL)


@pytest.fixture
def loan() -> Loan:
    return loans.loan(method="interest-first")


def test_only_the_terms_that_were_seen_are_approved(loan):
    """Proposed, looked at, returned, and proposed again dearer: the old page approves nothing.

    Control: with the time of the new answer it is approved.
    """
    request, (clerk, approver) = loans.request_on(loan), loans.people(loan)
    propose_answer(actor=clerk, request_no=request.no, answer=TERMS, at=ASKED)
    return_answer(actor=approver, request_no=request.no, words="再核实", at=ASKED)
    later, dearer = ASKED + timedelta(minutes=1), replace(TERMS, rate_ppm=99_000)
    propose_answer(actor=clerk, request_no=request.no, answer=dearer, at=later)
    told = {"actor": approver, "request_no": request.no, "at": later}
    with pytest.raises(AnswerReplaced):
        approve_answer(**told, proposed_at=ASKED)
    request.refresh_from_db()
    assert (request.state, request.approved_by) == ("proposed", None)
    assert approve_answer(**told, proposed_at=later).rate_ppm == 99_000


def test_an_answer_replaced_while_it_is_approved_is_not_approved(loan, monkeypatch):
    """The row was read before it was replaced: by new terms, then by the approver's own terms."""
    request, (clerk, approver) = loans.request_on(loan), loans.people(loan)
    propose_answer(actor=clerk, request_no=request.no, answer=TERMS, at=ASKED)
    told = {"actor": approver, "request_no": request.no, "at": ASKED, "proposed_at": ASKED}
    for replaced in (
        {"proposed_at": ASKED + timedelta(minutes=1)},
        {"proposed_at": ASKED, "proposed_by": approver.person_id},
    ):
        read = module.request_for(approver, request.no)
        LoanRequest.objects.filter(pk=request.pk).update(**replaced)
        with monkeypatch.context() as patched, pytest.raises(RequestMoved):
            patched.setattr(module, "request_for", lambda actor, no, read=read: read)
            read.proposed_at = ASKED
            approve_answer(**told)
    request.refresh_from_db()
    assert request.state == "proposed"


def test_terms_are_looked_at_again_when_they_are_approved_and_when_they_are_paid_out(loan):
    """The class falls between the proposal and the approval, then between approval and payout."""
    request, (clerk, approver) = loans.request_on(loan), loans.people(loan)
    propose_answer(actor=clerk, request_no=request.no, answer=TERMS, at=ASKED)
    fallen = loans.report(loan, "classification", "2027-01-04", category="attention", at=ASKED)
    approve = {"actor": approver, "request_no": request.no, "proposed_at": ASKED, "at": ASKED}
    with pytest.raises(NormalNotKept):
        approve_answer(**approve)
    request.refresh_from_db()
    assert request.state == "proposed"

    loans.report(loan, "classification", "2027-01-05", category="normal", at=ASKED)
    approve_answer(**approve)
    loans.report(loan, "classification", "2027-01-06", category="attention", at=ASKED)
    paid = {"bank_no": "借-2", "renewed_on": ASKED.date(), "at": ASKED}
    with pytest.raises(NormalNotKept):
        record_renewal(actor=clerk, request_no=request.no, **paid)
    assert Loan.objects.get() == fallen.loan
    loans.report(loan, "classification", "2027-01-07", category="normal", at=ASKED)
    assert record_renewal(actor=clerk, request_no=request.no, **paid).category == "normal"


def test_an_extension_is_measured_again_when_it_is_approved(loan):
    """Until 2027-09-06; before the approval the bank reports one to 2027-12-06."""
    request, (clerk, approver) = loans.request_on(loan, "extension"), loans.people(loan)
    answer = Answer(grounds=GROUNDS, matures_on=date(2027, 9, 6))
    propose_answer(actor=clerk, request_no=request.no, answer=answer, at=ASKED)
    waiting = loans.report(loan, "extension", "2027-01-04", due_on="2027-12-06", at=ASKED)
    approve_report(actor=approver, proposal_id=waiting.pk, at=ASKED)
    with pytest.raises(FigureOutOfRange):
        approve_answer(actor=approver, request_no=request.no, proposed_at=ASKED, at=ASKED)
    request.refresh_from_db()
    assert request.state == "proposed"


def test_a_loan_of_which_nothing_is_owed_any_more_is_not_renewed(loan):
    """Repaid whole between the grant and the payout: a renewal of nothing would be no loan."""
    request, (clerk, approver) = loans.request_on(loan), loans.people(loan)
    propose_answer(actor=clerk, request_no=request.no, answer=TERMS, at=ASKED)
    told = {"request_no": request.no, "at": ASKED}
    approve_answer(actor=approver, proposed_at=ASKED, **told)
    loans.report(loan, "repayment", "2027-02-04", principal_fen=loan.principal_fen, at=ASKED)
    with pytest.raises(RequestNotPossible):
        record_renewal(actor=clerk, bank_no="借-2", renewed_on=ASKED.date(), **told)
    assert Loan.objects.get() == loan
