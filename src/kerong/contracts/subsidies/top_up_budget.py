"""追加预算: more money for a budget that is open."""

from datetime import datetime

from django.db import IntegrityError, transaction

from kerong.contracts.subsidies.access import TOP_UP_BUDGET, budget_for
from kerong.contracts.subsidies.appropriate import appropriate
from kerong.contracts.subsidies.errors import AwardReferenceUsed, AwardUnsound
from kerong.contracts.subsidies.models import Appropriation
from kerong.contracts.subsidies.words import checked_words
from kerong.kernel.actor import Actor
from kerong.ledger.values import MOST_FEN


def top_up_budget(
    *, budget: str, amount_fen: int, words: str, client_key: str, actor: Actor, at: datetime
) -> Appropriation:
    """`client_key` is made by whoever asks: the same key again is the same money.

    Raises BudgetNotFound, AwardUnsound, WordsWanted, AwardReferenceUsed.
    """
    TOP_UP_BUDGET.require(actor)
    found = budget_for(budget)
    ground = checked_words(words, least=2, most=300)
    if type(amount_fen) is not int or not 0 < amount_fen <= MOST_FEN:
        raise AwardUnsound(field="amount_fen", text=str(amount_fen)[:40])
    reference = f"top_up:{found.code}.{client_key[:60]}"
    try:
        with transaction.atomic():
            return _same(reference, amount_fen) or appropriate(
                found, reference=reference, amount_fen=amount_fen, words=ground, actor=actor, at=at
            )
    except IntegrityError:  # two at once: the other was written first
        made = _same(reference, amount_fen)
        if made is None:
            raise
        return made


def _same(reference: str, amount_fen: int) -> Appropriation | None:
    made = Appropriation.objects.filter(reference=reference).first()
    if made is not None and made.amount_fen != amount_fen:
        raise AwardReferenceUsed(reference=reference, no=str(made))
    return made
