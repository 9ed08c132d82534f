"""复核报告: a second person of the bank lets a weighty report count."""

from datetime import datetime

from django.db import transaction

from kerong.contracts.loans.access import APPROVE_REPORT, proposal_for
from kerong.contracts.loans.apply_reports import Entry, apply_reports
from kerong.contracts.loans.errors import ProposalDecided, SamePerson
from kerong.contracts.loans.models import LoanReport, ProposedReport
from kerong.contracts.loans.report_checks import corrected_by, draft_of, require_term, told_before
from kerong.kernel.actor import Actor


def approve_report(*, actor: Actor, proposal_id: int, at: datetime) -> LoanReport:
    """Approve what another person proposed. Raises SamePerson, ProposalDecided, ReportDoesNotFit
    when something was reported in between that it no longer fits, TermTooLong.
    """
    APPROVE_REPORT.require(actor)
    row = proposal_for(actor, proposal_id)
    if row.proposed_by_id == actor.person_id:
        raise SamePerson()
    draft = draft_of(row)
    require_term(row.loan, draft, at)
    waiting = ProposedReport.objects.filter(pk=row.pk, state=ProposedReport.State.WAITING)
    with transaction.atomic():
        if not waiting.update(
            state=ProposedReport.State.APPROVED, decided_by_id=actor.person_id, decided_at=at
        ):
            raise ProposalDecided()
        told_before(row.loan, draft)
        entry = Entry(draft, corrected_by(row.loan, draft), row.proposed_by_id)
        return apply_reports(row.loan, [entry], actor=actor, at=at)[0]
