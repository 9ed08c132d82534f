"""报送贷款情况: the bank says what happened to a loan; the same reference again changes nothing."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from kerong.contracts.loans.access import REPORT_LOAN, own_loan
from kerong.contracts.loans.apply_reports import Entry, apply_reports
from kerong.contracts.loans.errors import ReportReferenceUsed
from kerong.contracts.loans.figures import ReportDraft, check_figures, needs_second_person
from kerong.contracts.loans.models import Loan, LoanReport, ProposedReport
from kerong.contracts.loans.notes import institution_of, note_loan
from kerong.contracts.loans.report_checks import (
    corrected_by,
    figures_of,
    require_day,
    require_fit,
    require_term,
    told_before,
)
from kerong.kernel.actor import Actor
from kerong.notices.tell import tell


def report_loan(
    *, actor: Actor, loan_no: str, draft: ReportDraft, at: datetime
) -> LoanReport | ProposedReport:
    """Add the report, or set it before a second person where its kind asks for one.

    Raises ReportDoesNotFit, ReportReferenceUsed, ReportedOnWrongDay, CorrectedReportUnknown,
    TermTooLong, LoanMovedMeanwhile and what `check_figures` raises.
    """
    REPORT_LOAN.require(actor)
    loan = own_loan(actor, loan_no)
    check_figures(draft)
    require_day(loan, draft, at)
    require_term(loan, draft, at)
    told = told_before(loan, draft)
    if told is not None:
        return told
    entry = Entry(draft, corrected_by(loan, draft))
    with transaction.atomic():
        if needs_second_person(draft):
            return propose(loan, entry, actor=actor, at=at)
        return apply_reports(loan, [entry], actor=actor, at=at)[0]


def propose(loan: Loan, entry: Entry, *, actor: Actor, at: datetime) -> ProposedReport:
    """Keep the report for a second person; it must fit already now."""
    require_fit(loan, entry, localdate(at))
    try:
        row = ProposedReport.objects.create(
            loan=loan,
            institution_id=loan.institution_id,
            corrects=entry.corrects,
            proposed_by_id=actor.person_id,
            proposed_at=at,
            **figures_of(entry.draft),
        )
    except IntegrityError as fault:
        raise ReportReferenceUsed(reference=entry.draft.reference) from fault
    facts = {"kind": row.kind, "reference": row.reference, "proposal": row.pk}
    note_loan(loan, "report_proposed", actor=actor, at=at, facts=facts)
    tell(
        to=institution_of(loan),
        kind="loan.report_proposed",
        facts={"loan": loan.no, "kind": row.kind, "kind_zh": row.get_kind_display()},
        subject=f"loan:{loan.no}",
        at=at,
    )
    return row
