"""不予追回: an officer decides against what the platform proposed, and says why."""

from datetime import datetime

from django.db import transaction

from kerong.contracts.subsidies.access import ORDER_CLAW_BACK, claw_back_for
from kerong.contracts.subsidies.claw_backs import shift
from kerong.contracts.subsidies.models import ClawBack
from kerong.contracts.subsidies.notes import note_subsidy
from kerong.contracts.subsidies.words import checked_words
from kerong.kernel.actor import Actor

State = ClawBack.State


def drop_claw_back(*, no: str, words: str, actor: Actor, at: datetime) -> ClawBack:
    """Only of a proposal: what was ordered is waived by two. Raises ClawBackMoved, WordsWanted."""
    ORDER_CLAW_BACK.require(actor)
    row, reason = claw_back_for(actor, no), checked_words(words, least=4, most=500)
    with transaction.atomic():
        fields = {"words": reason, "ordered_by_id": actor.person_id, "closed_at": at}
        shift(row, State.DROPPED, since=(State.PROPOSED,), **fields)
        facts = {"claw_back": no, "words": reason}
        note_subsidy(row.subsidy, "claw_back_dropped", actor=actor, at=at, facts=facts)
    return row
