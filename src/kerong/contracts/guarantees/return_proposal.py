"""退回审查意见: the second person of the guarantor sends the opinion back with a reason."""

from datetime import datetime
from typing import Any

from django.db import transaction

from kerong.contracts.guarantees.access import REFUSE_GUARANTEE, of_guarantor
from kerong.contracts.guarantees.models import Guarantee
from kerong.contracts.guarantees.moves import move
from kerong.contracts.guarantees.notes import guarantor_of, note_guarantee, say
from kerong.contracts.guarantees.words import checked_words
from kerong.kernel.actor import Actor

State = Guarantee.State


def return_proposal(*, actor: Actor, guarantee_no: str, words: str, at: datetime) -> Guarantee:
    """Raises WrongSide, GuaranteeMoved, WordsWanted."""
    REFUSE_GUARANTEE.require(actor)
    guarantee = of_guarantor(actor, guarantee_no)
    reason = checked_words(words, least=2, most=1000)
    with transaction.atomic():
        fields: dict[str, Any] = {"proposed_by_id": None, "proposed_at": None, "grounds": ""}
        move(guarantee, State.ASKED, since=(State.PROPOSED,), **fields)
        note_guarantee(guarantee, "returned", actor=actor, at=at, facts={"words": reason})
        told = {"words": reason}
        say(guarantee, "guarantee.returned", to=guarantor_of(guarantee), at=at, facts=told)
    return guarantee
