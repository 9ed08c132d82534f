"""确认追回: an officer orders what the platform proposed, whole or less."""

from datetime import datetime

from django.db import transaction

from kerong.contracts.subsidies.access import ORDER_CLAW_BACK, claw_back_for
from kerong.contracts.subsidies.claw_backs import order_row
from kerong.contracts.subsidies.models import ClawBack
from kerong.contracts.subsidies.words import checked_words
from kerong.jobs.contention import retried
from kerong.kernel.actor import Actor


@retried
def confirm_claw_back(
    *, no: str, amount_fen: int, words: str, actor: Actor, at: datetime
) -> ClawBack:
    """Raises ClawBackMoved, TooMuchBack, WordsWanted."""
    ORDER_CLAW_BACK.require(actor)
    row, reason = claw_back_for(actor, no), checked_words(words, least=4, most=500)
    with transaction.atomic():
        order_row(row, amount_fen, reason, actor=actor, at=at)
    return row
