"""不承接评估: the institution asked does not value the right, and says why."""

from datetime import datetime

from django.db import transaction

from kerong.contracts.pledges.access import DECLINE_VALUATION, valuation_for
from kerong.contracts.pledges.models import Valuation
from kerong.contracts.pledges.moves import move
from kerong.contracts.pledges.notes import note_asset, say_asset
from kerong.contracts.pledges.words import checked_words
from kerong.kernel.actor import Actor
from kerong.kernel.references import reference


def decline_valuation(*, actor: Actor, valuation_no: str, words: str, at: datetime) -> Valuation:
    """Raises ValuationMoved, WordsWanted."""
    DECLINE_VALUATION.require(actor)
    row = valuation_for(actor, valuation_no)
    reason = checked_words(words, most=500)
    with transaction.atomic():
        move(
            row,
            Valuation.State.DECLINED,
            since=(Valuation.State.ORDERED,),
            answer=reason,
            answered_by_id=actor.person_id,
            answered_at=at,
        )
        facts = {"valuation": row.no, "words": reason}
        note_asset(row.asset, "valuation_declined", actor=actor, at=at, facts=facts)
        to = reference("enterprise", row.asset.enterprise_id)
        told = {"valuation": row.no, "words": reason}
        say_asset(row.asset, "pledge.valuation_declined", to=to, at=at, **told)
    return row
