"""退回报告: a second person of the bank sends a weighty report back with a reason."""

from datetime import datetime

from django.db import transaction

from kerong.contracts.loans.access import RETURN_REPORT, proposal_for
from kerong.contracts.loans.errors import ProposalDecided
from kerong.contracts.loans.models import ProposedReport
from kerong.contracts.loans.notes import note_loan, say
from kerong.contracts.loans.words import checked_words
from kerong.kernel.actor import Actor
from kerong.kernel.references import reference


def return_report(*, actor: Actor, proposal_id: int, words: str, at: datetime) -> ProposedReport:
    """Nothing is reported; whoever proposed is told. Raises ProposalDecided, WordsWanted."""
    RETURN_REPORT.require(actor)
    row = proposal_for(actor, proposal_id)
    reason = checked_words(words, least=2, most=500)
    waiting = ProposedReport.objects.filter(pk=row.pk, state=ProposedReport.State.WAITING)
    with transaction.atomic():
        if not waiting.update(
            state=ProposedReport.State.RETURNED,
            decided_by_id=actor.person_id,
            decided_at=at,
            return_words=reason,
        ):
            raise ProposalDecided()
        facts = {"kind": row.kind, "reference": row.reference, "words": reason}
        note_loan(row.loan, "report_returned", actor=actor, at=at, facts=facts)
        told = {"kind": row.kind, "kind_zh": row.get_kind_display(), "words": reason}
        to = reference("person", row.proposed_by_id)
        say(row.loan, "loan.report_returned", to=to, at=at, facts=told)
    row.refresh_from_db()
    return row
