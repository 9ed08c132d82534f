"""办理续贷与展期: granted by two people, refused with a reason, and never twice."""

from datetime import date, timedelta

import pytest

from kerong.contracts.loans.answers import Answer
from kerong.contracts.loans.approve_answer import approve_answer
from kerong.contracts.loans.errors import (
    FigureMissing,
    FigureOutOfRange,
    NormalNotKept,
    NotDowngraded,
    RefusalNeedsReason,
    ReportedOnWrongDay,
    RequestMoved,
    RequestNotFound,
    RequestNotPossible,
    RequestTooLate,
    SamePerson,
    TermTooLong,
    WordsWanted,
)
from kerong.contracts.loans.lapse_requests import lapse_requests
from kerong.contracts.loans.models import Loan, LoanReport
from kerong.contracts.loans.propose_answer import propose_answer
from kerong.contracts.loans.record_renewal import record_renewal
from kerong.contracts.loans.refuse_request import refuse_request
from kerong.contracts.loans.return_answer import return_answer
from kerong.contracts.loans.withdraw_request import withdraw_request
from kerong.kernel import roles
from kerong.notices.models import Outbox
from tests.build import loans, parties, renewals
from tests.build.cases import WAN
from tests.build.renewals import ALL, ASKED, GROUNDS, MATURES, TERMS, ask, firm, granted, moment

pytestmark = pytest.mark.django_db


@pytest.fixture
def loan() -> Loan:
    return renewals.ending()


def test_a_renewal_opens_a_new_loan_that_repays_the_old_one_the_same_day(loan):
    request, clerk, _ = granted(loan)
    told = Outbox.objects.get(kind="loan.renewal_granted")
    assert told.to == f"enterprise:{loan.enterprise_id}"

    day = ASKED.date()
    recorded = {"request_no": request.no, "bank_no": "借-2", "renewed_on": day, "at": ASKED}
    new = record_renewal(actor=clerk, **recorded, contract_on=day)
    loan.refresh_from_db()
    assert (loan.state, loan.outstanding_fen) == ("renewed", 0)
    assert (new.renews, new.principal_fen, new.disbursed_on) == (loan, 100 * WAN, day)
    assert new.contract_on == day
    assert (new.category, new.rate_ppm, new.term_months) == ("normal", 32_000, 12)
    last = loan.reports.order_by("-no")[0]
    assert (last.kind, last.principal_fen, last.effective_on) == ("renewal", 100 * WAN, day)
    assert Outbox.objects.get(kind="loan.renewed").facts["renewal"] == new.no

    assert record_renewal(actor=clerk, **recorded) == new
    assert Loan.objects.count() == 2
    with pytest.raises(RequestMoved):
        record_renewal(actor=clerk, **{**recorded, "bank_no": "借-3"})


@pytest.mark.parametrize(
    "day", [ASKED.date() - timedelta(days=1), ASKED.date() + timedelta(days=1)]
)
def test_a_renewal_is_paid_out_between_its_grant_and_today(loan, day):
    request, clerk, _ = granted(loan)
    with pytest.raises(ReportedOnWrongDay):
        record_renewal(actor=clerk, request_no=request.no, bank_no="借-2", renewed_on=day, at=ASKED)


def test_arrears_are_paid_before_a_renewal(loan):
    request, clerk, _ = granted(loan)
    due = {"interest_fen": 2_875_00, "due_on": "2027-01-06"}
    loans.report(loan, "arrears", "2027-01-31", at=ASKED, **due)
    with pytest.raises(RequestNotPossible):
        record_renewal(
            actor=clerk, request_no=request.no, bank_no="借-2", renewed_on=ASKED.date(), at=ASKED
        )
    assert Loan.objects.count() == 1


def test_normal_is_kept_only_with_all_five_and_never_lost_by_them(loan):
    from dataclasses import replace

    request, (clerk, _) = ask(loan), loans.people(loan)
    told = {"actor": clerk, "request_no": request.no, "at": ASKED}
    with pytest.raises(NormalNotKept):
        propose_answer(**told, answer=replace(TERMS, held=ALL[:4]))
    with pytest.raises(NotDowngraded):
        propose_answer(**told, answer=replace(TERMS, category="attention"))
    for missing in ({"rate_ppm": None}, {"months": None}, {"category": ""}):
        with pytest.raises(FigureMissing):
            propose_answer(**told, answer=replace(TERMS, **missing))
    for wrong in ({"rate_ppm": 360_001}, {"category": "fine"}, {"held": ("magic",)}):
        with pytest.raises(FigureOutOfRange):
            propose_answer(**told, answer=replace(TERMS, **wrong))
    with pytest.raises(TermTooLong):
        propose_answer(**told, answer=replace(TERMS, months=37))
    with pytest.raises(WordsWanted):
        propose_answer(**told, answer=replace(TERMS, grounds="同意"))
    propose_answer(**told, answer=replace(TERMS, held=ALL[:4], category="attention"))


def test_a_watched_loan_does_not_become_normal_by_being_renewed(loan):
    loans.report(loan, "classification", "2026-04-06", category="attention")
    request, (clerk, _) = ask(loan), loans.people(loan)
    with pytest.raises(NormalNotKept):
        propose_answer(actor=clerk, request_no=request.no, answer=TERMS, at=ASKED)


def test_an_extension_takes_effect_with_the_second_person(loan):
    answer = Answer(grounds=GROUNDS, matures_on=date(2027, 9, 6))
    request, clerk, approver = granted(loan, answer, "extension")

    loan.refresh_from_db()
    assert (request.state, loan.matures_on) == ("done", date(2027, 9, 6))
    assert loan.first_matures_on == MATURES
    report = LoanReport.objects.get(loan=loan, kind="extension")
    assert (report.reported_by_id, report.approved_by_id) == (clerk.person_id, approver.person_id)
    assert Outbox.objects.filter(kind="loan.extended").exists()
    with pytest.raises(RequestMoved):
        approve_answer(actor=approver, request_no=request.no, proposed_at=ASKED, at=ASKED)


def test_an_extension_stays_within_its_reach(loan):
    request, (clerk, _) = ask(loan, "extension", 6), loans.people(loan)
    for day, fault in ((date(2028, 3, 7), TermTooLong), (MATURES, FigureOutOfRange),
                       (None, FigureMissing)):  # fmt: skip
        answer = Answer(grounds=GROUNDS, matures_on=day)
        with pytest.raises(fault):
            propose_answer(actor=clerk, request_no=request.no, answer=answer, at=ASKED)


def test_nobody_approves_their_own_answer_and_nothing_is_granted_after_maturity(loan):
    request, (clerk, approver) = ask(loan), loans.people(loan)
    propose_answer(actor=approver, request_no=request.no, answer=TERMS, at=ASKED)
    with pytest.raises(SamePerson):
        approve_answer(actor=approver, request_no=request.no, proposed_at=ASKED, at=ASKED)
    _, other = loans.people(loan)
    with pytest.raises(RequestTooLate):
        approve_answer(
            actor=other, request_no=request.no, proposed_at=ASKED, at=moment(date(2027, 3, 7))
        )
    with pytest.raises(RequestMoved):
        propose_answer(actor=clerk, request_no=request.no, answer=TERMS, at=ASKED)


def test_a_returned_answer_is_proposed_again(loan):
    request, (clerk, approver) = ask(loan), loans.people(loan)
    propose_answer(actor=clerk, request_no=request.no, answer=TERMS, at=ASKED)
    return_answer(actor=approver, request_no=request.no, words="利率有误", at=ASKED)
    assert Outbox.objects.get(kind="loan.answer_returned").to == f"person:{clerk.person_id}"
    propose_answer(actor=clerk, request_no=request.no, answer=TERMS, at=ASKED)


def test_a_refusal_carries_a_code_and_words_the_firm_reads(loan):
    request, (clerk, _) = ask(loan), loans.people(loan)
    told = {"actor": clerk, "request_no": request.no, "at": ASKED}
    for code, words in (("L01", "太短"), ("X", "一" * 20), ("L99", "一" * 19)):
        with pytest.raises(RefusalNeedsReason):
            refuse_request(**told, code=code, words=words)
    refuse_request(**told, code="L02", words="近三个月经营收入持续下滑。")
    assert Outbox.objects.get(kind="loan.request_refused").facts["reason_zh"] == "经营不可持续"
    with pytest.raises(RequestMoved):
        withdraw_request(actor=firm(loan), request_no=request.no, at=ASKED)


def test_another_banks_application_is_not_there(loan):
    request = ask(loan)
    stranger = parties.actor(roles.INSTITUTION_APPROVER)
    with pytest.raises(RequestNotFound):
        propose_answer(actor=stranger, request_no=request.no, answer=TERMS, at=ASKED)
    with pytest.raises(RequestNotFound):
        approve_answer(actor=stranger, request_no=request.no, proposed_at=ASKED, at=ASKED)
    with pytest.raises(RequestNotFound):
        withdraw_request(actor=parties.actor(roles.FIRM_OWNER), request_no=request.no, at=ASKED)


def test_what_was_not_answered_lapses_after_maturity_and_both_are_told(loan):
    request = ask(loan)
    assert lapse_requests(moment(MATURES)) == 0
    assert lapse_requests(moment(MATURES + timedelta(days=1))) == 1
    assert lapse_requests(moment(MATURES + timedelta(days=1))) == 0
    request.refresh_from_db()
    assert request.state == "lapsed"
    told = set(Outbox.objects.filter(kind="loan.request_lapsed").values_list("to", flat=True))
    assert told == {f"enterprise:{loan.enterprise_id}", f"institution:{loan.institution_id}"}
