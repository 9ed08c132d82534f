"""提请追加预算: one person says that more money came for a budget; another decides."""

from datetime import datetime

from django.db import IntegrityError, transaction

from kerong.contracts.subsidies.access import PROPOSE_TOP_UP, budget_for
from kerong.contracts.subsidies.errors import AwardUnsound
from kerong.contracts.subsidies.models import BudgetProposal
from kerong.contracts.subsidies.proposals import proposed, proposed_before
from kerong.contracts.subsidies.words import checked_words
from kerong.kernel.actor import Actor
from kerong.ledger.values import MOST_FEN


def propose_top_up(
    *, budget: str, amount_fen: int, words: str, client_key: str, actor: Actor, at: datetime
) -> BudgetProposal:
    """No money comes in before another person approves; the same `client_key` again is the same.

    Raises BudgetNotFound, AwardUnsound, WordsWanted, ProposalReferenceUsed.
    """
    PROPOSE_TOP_UP.require(actor)
    found = budget_for(budget)
    ground = checked_words(words, least=2, most=300)
    if type(amount_fen) is not int or not 0 < amount_fen <= MOST_FEN:
        raise AwardUnsound(field="amount_fen", text=str(amount_fen)[:40])
    draft = BudgetProposal(
        reference=f"top_up:{found.code}.{client_key[:60]}",
        kind=BudgetProposal.Kind.TOP_UP,
        key=found.key,
        year=found.year,
        amount_fen=amount_fen,
        words=ground,
        asked_by_id=actor.person_id,
        asked_at=at,
    )
    made = proposed_before(draft)
    if made is not None:
        return made
    try:
        with transaction.atomic():
            return proposed(draft, actor=actor, at=at)
    except IntegrityError:  # the same form a moment earlier
        made = proposed_before(draft)
        if made is None:
            raise
        return made
