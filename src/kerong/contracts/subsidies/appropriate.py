"""Money that comes into a budget: the row that says on what ground, and the transfer."""

from datetime import datetime

from django.db.models import Max
from django.utils.timezone import localdate

from kerong.contracts.subsidies.models import Appropriation, Budget, BudgetProposal
from kerong.contracts.subsidies.notes import note_budget
from kerong.kernel.actor import Actor
from kerong.kernel.references import reference as text_reference
from kerong.ledger.move import move
from kerong.ledger.values import Movement

TREASURY = "fiscal/treasury/city"


def appropriate(
    budget: Budget, proposal: BudgetProposal, *, actor: Actor, at: datetime
) -> Appropriation:
    """In the transaction that approves the proposal; its row makes the money come in once."""
    amount_fen, words = proposal.amount_fen, proposal.words
    last = budget.appropriations.aggregate(no=Max("no"))["no"] or 0
    row = Appropriation.objects.create(
        budget=budget,
        no=last + 1,
        reference=proposal.reference,
        amount_fen=amount_fen,
        words=words,
        proposal=proposal,
        appropriated_by_id=actor.person_id,
        appropriated_at=at,
    )
    movement = Movement(
        debit=TREASURY,
        credit=budget.account,
        amount_fen=amount_fen,
        kind="appropriated",
        reference=row.reference,
        effective_on=localdate(at),
        subject=text_reference("budget", budget.code),
        words=words,
    )
    move(movement=movement, actor=actor, at=at)
    facts = {"no": row.no, "proposal": proposal.pk, "amount_fen": amount_fen, "words": words}
    note_budget(budget, "appropriated", actor=actor, at=at, facts=facts)
    return row
