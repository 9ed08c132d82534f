"""报送: what the bank says is added once, fits what was said before, and shows in the standing."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from kerong.contracts.loans.approve_report import approve_report
from kerong.contracts.loans.errors import (
    CorrectedReportUnknown,
    FigureMissing,
    FigureOutOfPlace,
    FigureOutOfRange,
    LoanMovedMeanwhile,
    LoanNotFound,
    ProposalDecided,
    ProposalNotFound,
    ReportDoesNotFit,
    ReportedOnWrongDay,
    ReportKindUnknown,
    ReportReferenceUsed,
    SamePerson,
    WordsWanted,
)
from kerong.contracts.loans.models import Loan, LoanReport, ProposedReport
from kerong.contracts.loans.models.report import NeverEdited
from kerong.contracts.loans.report_loan import report_loan
from kerong.contracts.loans.return_report import return_report
from kerong.kernel import roles
from kerong.kernel.policy import RoleNotAllowed
from kerong.notices.models import Outbox
from kerong.trail.models import Event
from tests.build import loans, parties
from tests.build.cases import WAN

pytestmark = pytest.mark.django_db
MILLION = 100 * WAN


@pytest.fixture
def loan() -> Loan:
    """1 000 000 yuan at 3.45 % over 12 months, paid out on 2026-03-06."""
    return loans.loan()


def test_a_repayment_lowers_what_is_owed_and_stands_on_the_trail(loan):
    paid = {"principal_fen": 8_202_382, "interest_fen": 287_500}
    row = loans.report(loan, "repayment", "2026-04-06", **paid)

    assert loan.outstanding_fen == MILLION - 8_202_382
    assert loan.next_due_on == date(2026, 6, 6)
    assert (row.no, loan.report_count) == (2, 2)
    event = Event.objects.filter(stream=f"loan:{loan.no}").order_by("-no")[0]
    assert event.kind == "loan.reported"
    assert event.facts["principal_fen"] == 8_202_382


def test_the_same_report_again_is_the_report_there_was(loan):
    said = {"principal_fen": 100, "reference": "流水-1"}
    first = loans.report(loan, "repayment", "2026-04-06", **said)
    again = loans.report(loan, "repayment", "2026-04-06", **said)

    assert first == again
    assert loan.reports.count() == 2


def test_one_reference_with_other_figures_is_refused(loan):
    loans.report(loan, "repayment", "2026-04-06", principal_fen=100, reference="流水-1")

    with pytest.raises(ReportReferenceUsed):
        loans.report(loan, "repayment", "2026-04-06", principal_fen=101, reference="流水-1")
    other = loans.loan(bank=loan.institution, reference="take_up:T2026-EXAMPLE2", bank_no="借-2")
    with pytest.raises(ReportReferenceUsed):
        loans.report(other, "repayment", "2026-04-06", principal_fen=100, reference="流水-1")


def test_the_database_keeps_one_reference_of_a_bank_once(loan):
    first = loan.reports.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        LoanReport.objects.create(
            loan=loan,
            institution=loan.institution,
            no=2,
            kind="repayment",
            effective_on=loan.disbursed_on,
            source="form",
            reference=first.reference,
            reported_by=first.reported_by,
            reported_at=loans.NOW,
        )


def test_two_who_read_the_same_loan_cannot_both_add_to_it(loan):
    """The second works on a loan that has moved: its count of reports is no longer true."""
    from kerong.contracts.loans.apply_reports import Entry, apply_reports

    clerk, _ = loans.people(loan)
    stale = Loan.objects.get(pk=loan.pk)
    loans.report(loan, "repayment", "2026-04-06", principal_fen=MILLION)

    entry = Entry(loans.draft("repayment", "2026-04-07", principal_fen=MILLION))
    with pytest.raises(LoanMovedMeanwhile), transaction.atomic():
        apply_reports(stale, [entry], actor=clerk, at=loans.NOW)
    loan.refresh_from_db()
    assert loan.outstanding_fen == 0


@pytest.mark.parametrize(
    ("kind", "on", "figures", "problem"),
    [
        ("repayment", "2026-04-06", {"principal_fen": MILLION + 1}, "more is repaid"),
        ("settlement", "2026-04-06", {"principal_fen": MILLION - 1}, "repays all"),
        ("write_off", "2026-04-06", {"principal_fen": MILLION - 1}, "written off whole"),
        ("drawdown", "2026-04-06", {"principal_fen": 1}, "more is drawn"),
        ("extension", "2026-04-06", {"due_on": "2027-03-06"}, "not later"),
        ("arrears", "2026-04-06", {"interest_fen": 1, "due_on": "2026-04-07"}, "lies ahead"),
        ("arrears", "2026-04-06", {"principal_fen": MILLION + 1, "due_on": "2026-04-06"}, "overd"),
    ],
)
def test_a_report_that_does_not_fit_is_refused(loan, kind, on, figures, problem):
    with pytest.raises(ReportDoesNotFit) as refused:
        loans.report(loan, kind, on, **figures)
    assert problem in refused.value.say("en")
    assert loan.reports.count() == 1
    assert not ProposedReport.objects.exists()


@pytest.mark.parametrize(
    ("kind", "figures", "fault"),
    [
        ("gift", {}, ReportKindUnknown),
        ("renewal", {"principal_fen": 1}, ReportKindUnknown),
        ("repayment", {}, FigureMissing),
        ("rate_change", {}, FigureMissing),
        ("early_repayment", {"principal_fen": 1}, FigureMissing),
        ("arrears", {"interest_fen": 1}, FigureMissing),
        ("void", {}, FigureMissing),
        ("repayment", {"principal_fen": 1, "reference": " "}, FigureMissing),
        ("repayment", {"principal_fen": 1, "rate_ppm": 1}, FigureOutOfPlace),
        ("classification", {"category": "normal", "principal_fen": 1}, FigureOutOfPlace),
        ("repayment", {"principal_fen": -1}, FigureOutOfRange),
        ("rate_change", {"rate_ppm": 360_001}, FigureOutOfRange),
        ("classification", {"category": "good"}, FigureOutOfRange),
        ("early_repayment", {"principal_fen": 1, "effect": "magic"}, FigureOutOfRange),
    ],
)
def test_each_kind_has_its_figures(loan, kind, figures, fault):
    with pytest.raises(fault):
        loans.report(loan, kind, "2026-04-06", **figures)
    assert loan.reports.count() == 1


@pytest.mark.parametrize("on", ["2026-03-05", "2026-06-02"])
def test_the_day_lies_between_payout_and_today(loan, on):
    with pytest.raises(ReportedOnWrongDay):
        loans.report(loan, "repayment", on, principal_fen=1)


def test_nothing_is_reported_of_a_settled_loan_but_its_class(loan):
    loans.report(loan, "settlement", "2026-04-06", principal_fen=MILLION, interest_fen=287_500)
    assert (loan.state, loan.outstanding_fen, loan.next_due_on) == ("settled", 0, None)

    with pytest.raises(ReportDoesNotFit):
        loans.report(loan, "penalty_interest", "2026-04-07", penalty_fen=1)
    loans.report(loan, "classification", "2026-04-07", category="attention")
    assert loan.category == "attention"


# --- two people ---


@pytest.mark.parametrize(
    ("kind", "figures"),
    [
        ("rate_change", {"rate_ppm": 30_000}),
        ("extension", {"due_on": "2027-06-06"}),
        ("write_off", {"principal_fen": MILLION}),
        ("classification", {"category": "substandard"}),
    ],
)
def test_weighty_reports_wait_for_a_second_person(loan, kind, figures):
    _, approver = loans.people(loan)
    waiting = loans.report(loan, kind, "2026-04-06", **figures)

    assert isinstance(waiting, ProposedReport)
    assert loan.report_count == 1
    row = approve_report(actor=approver, proposal_id=waiting.pk, at=loans.NOW)
    assert (row.kind, row.approved_by_id) == (kind, approver.person_id)
    assert row.reported_by_id == waiting.proposed_by_id != approver.person_id
    with pytest.raises(ProposalDecided):
        approve_report(actor=approver, proposal_id=waiting.pk, at=loans.NOW)
    assert loan.reports.count() == 2


def test_a_milder_class_needs_one_person(loan):
    assert isinstance(
        loans.report(loan, "classification", "2026-04-06", category="attention"), LoanReport
    )


def test_nobody_approves_their_own_report(loan):
    _, approver = loans.people(loan)
    said = loans.draft("rate_change", "2026-04-06", rate_ppm=1)
    waiting = report_loan(actor=approver, loan_no=loan.no, draft=said, at=loans.NOW)

    with pytest.raises(SamePerson):
        approve_report(actor=approver, proposal_id=waiting.pk, at=loans.NOW)


def test_a_returned_report_can_be_sent_again_and_its_author_is_told(loan):
    _, approver = loans.people(loan)
    said = {"rate_ppm": 30_000, "reference": "利率-1"}
    waiting = loans.report(loan, "rate_change", "2026-04-06", **said)

    with pytest.raises(WordsWanted):
        return_report(actor=approver, proposal_id=waiting.pk, words=" ", at=loans.NOW)
    return_report(actor=approver, proposal_id=waiting.pk, words="日期有误", at=loans.NOW)
    told = Outbox.objects.get(kind="loan.report_returned")
    assert told.to == f"person:{waiting.proposed_by_id}"
    again = loans.report(loan, "rate_change", "2026-04-07", **said)
    assert again.pk != waiting.pk
    with pytest.raises(ProposalDecided):
        return_report(actor=approver, proposal_id=waiting.pk, words="日期有误", at=loans.NOW)


def test_what_no_longer_fits_is_not_approved(loan):
    _, approver = loans.people(loan)
    waiting = loans.report(loan, "write_off", "2026-05-06", principal_fen=MILLION)
    loans.report(loan, "repayment", "2026-04-06", principal_fen=1)

    with pytest.raises(ReportDoesNotFit):
        approve_report(actor=approver, proposal_id=waiting.pk, at=loans.NOW)
    waiting.refresh_from_db()
    assert waiting.state == "waiting"


# --- corrections ---


def test_a_correction_replaces_and_both_rows_stay(loan):
    _, approver = loans.people(loan)
    loans.report(loan, "repayment", "2026-04-06", principal_fen=500, reference="错")
    waiting = loans.report(loan, "repayment", "2026-04-06", principal_fen=400, corrects="错")
    approve_report(actor=approver, proposal_id=waiting.pk, at=loans.NOW)

    loan.refresh_from_db()
    assert loan.outstanding_fen == MILLION - 400
    assert list(loan.reports.values_list("principal_fen", flat=True)) == [MILLION, 500, 400]
    with pytest.raises(CorrectedReportUnknown):
        loans.report(loan, "void", "2026-04-06", corrects="错")


def test_a_report_made_by_mistake_is_voided(loan):
    _, approver = loans.people(loan)
    loans.report(loan, "settlement", "2026-04-06", principal_fen=MILLION, reference="错")
    waiting = loans.report(loan, "void", "2026-04-07", corrects="错")
    approve_report(actor=approver, proposal_id=waiting.pk, at=loans.NOW)

    loan.refresh_from_db()
    assert (loan.state, loan.outstanding_fen) == ("active", MILLION)


@pytest.mark.parametrize("wanted", ["没有", "放款:借-1"])
def test_what_the_platform_made_or_nobody_said_is_not_corrected(loan, wanted):
    with pytest.raises(CorrectedReportUnknown):
        loans.report(loan, "void", "2026-04-06", corrects=wanted)


def test_rows_are_never_edited(loan):
    row = loan.reports.get()
    row.principal_fen = 1
    for edit in (row.save, row.delete, loan.reports.all().delete):
        with pytest.raises(NeverEdited):
            edit()
    with pytest.raises(NeverEdited):
        LoanReport.objects.filter(pk=row.pk).update(principal_fen=1)


# --- who ---


@pytest.mark.parametrize("role", sorted(roles.FIRM | roles.GOVERNMENT | {roles.INSTITUTION_ADMIN}))
def test_only_the_banks_clerks_report(loan, role):
    said = loans.draft("repayment", "2026-04-06", principal_fen=1)
    with pytest.raises(RoleNotAllowed):
        report_loan(actor=parties.actor(role), loan_no=loan.no, draft=said, at=loans.NOW)


def test_another_banks_loan_and_report_are_not_there(loan):
    stranger = parties.actor(roles.INSTITUTION_APPROVER)
    waiting = loans.report(loan, "rate_change", "2026-04-06", rate_ppm=1)
    said = loans.draft("repayment", "2026-04-06", principal_fen=1)

    with pytest.raises(LoanNotFound):
        report_loan(actor=stranger, loan_no=loan.no, draft=said, at=loans.NOW)
    with pytest.raises(ProposalNotFound):
        approve_report(actor=stranger, proposal_id=waiting.pk, at=loans.NOW)
    with pytest.raises(ProposalNotFound):
        return_report(actor=stranger, proposal_id=waiting.pk, words="无此", at=loans.NOW)
