"""撤回评估委托: the firm no longer waits for a valuation."""

from datetime import datetime

from django.db import transaction

from kerong.contracts.pledges.access import WITHDRAW_VALUATION, valuation_for
from kerong.contracts.pledges.models import Valuation
from kerong.contracts.pledges.moves import move
from kerong.contracts.pledges.notes import note_asset
from kerong.kernel.actor import Actor


def withdraw_valuation(*, actor: Actor, valuation_no: str, at: datetime) -> Valuation:
    """Raises ValuationMoved once it was answered."""
    WITHDRAW_VALUATION.require(actor)
    row = valuation_for(actor, valuation_no)
    with transaction.atomic():
        move(row, Valuation.State.WITHDRAWN, since=(Valuation.State.ORDERED,))
        facts = {"valuation": row.no}
        note_asset(row.asset, "valuation_withdrawn", actor=actor, at=at, facts=facts)
    return row
