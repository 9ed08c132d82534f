"""退回预算提请: a budget, or more money for one, that is not to be."""

from datetime import datetime

from django.db import transaction

from kerong.contracts.subsidies.access import RETURN_BUDGET, proposal_for
from kerong.contracts.subsidies.errors import SeenOtherwise
from kerong.contracts.subsidies.models import BudgetProposal
from kerong.contracts.subsidies.proposals import note_proposal
from kerong.contracts.subsidies.words import checked_words
from kerong.kernel.actor import Actor
from kerong.kernel.references import reference
from kerong.notices.tell import tell

State = BudgetProposal.State


def return_budget(*, pk: int, words: str, actor: Actor, at: datetime) -> BudgetProposal:
    """Also by whoever proposed, to take it back. Raises SeenOtherwise, WordsWanted."""
    RETURN_BUDGET.require(actor)
    row, reason = proposal_for(pk), checked_words(words, least=4, most=500)
    with transaction.atomic():
        waiting = BudgetProposal.objects.filter(pk=pk, state=State.ASKED)
        back = {"decided_by_id": actor.person_id, "decided_at": at, "return_words": reason}
        if not waiting.update(state=State.RETURNED, **back):
            raise SeenOtherwise()
        note_proposal(row, "proposal_returned", actor=actor, at=at, words=reason)
        if row.asked_by_id != actor.person_id:
            facts = {"budget": row.code, "words": reason}
            subject = reference("budget", row.code)
            kind = "budget.proposal_returned"
            tell(to=row.asked_by.reference, kind=kind, facts=facts, subject=subject, at=at)
    row.refresh_from_db()
    return row
