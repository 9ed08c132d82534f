"""不同意担保: the guarantor says no to a request for a single guarantee, with a reason."""

from datetime import datetime
from typing import Any

from django.db import transaction

from kerong.contracts.guarantees.access import REFUSE_GUARANTEE, of_guarantor
from kerong.contracts.guarantees.models import Guarantee
from kerong.contracts.guarantees.moves import move
from kerong.contracts.guarantees.notes import bank_of, firm_of, note_guarantee, say
from kerong.contracts.guarantees.words import checked_words
from kerong.kernel.actor import Actor


def refuse_guarantee(*, actor: Actor, guarantee_no: str, words: str, at: datetime) -> Guarantee:
    """Raises WrongSide, GuaranteeMoved, WordsWanted."""
    REFUSE_GUARANTEE.require(actor)
    guarantee = of_guarantor(actor, guarantee_no)
    reason = checked_words(words, least=10, most=1000)
    with transaction.atomic():
        decided: dict[str, Any] = {"decided_by_id": actor.person_id, "decided_at": at}
        move(guarantee, Guarantee.State.REFUSED, since=Guarantee.OPEN, end_words=reason, **decided)
        note_guarantee(guarantee, "refused", actor=actor, at=at, facts={"words": reason})
        for to in (bank_of(guarantee), firm_of(guarantee)):
            say(guarantee, "guarantee.refused", to=to, at=at, facts={"words": reason})
    return guarantee
