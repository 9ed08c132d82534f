"""提请核销: one person asks that what cannot be got back is given up."""

from datetime import datetime

from django.db import transaction

from kerong.contracts.subsidies.access import ASK_WAIVER, claw_back_for
from kerong.contracts.subsidies.claw_backs import shift
from kerong.contracts.subsidies.models import ClawBack
from kerong.contracts.subsidies.notes import note_subsidy
from kerong.contracts.subsidies.words import checked_words
from kerong.kernel.actor import Actor

State = ClawBack.State


def ask_waiver(*, no: str, words: str, actor: Actor, at: datetime) -> ClawBack:
    """A second person decides; asking anew replaces what was asked. Raises ClawBackMoved."""
    ASK_WAIVER.require(actor)
    row, reason = claw_back_for(actor, no), checked_words(words, least=10, most=500)
    with transaction.atomic():
        fields = {"waiver_asked_by_id": actor.person_id, "waiver_asked_at": at}
        shift(row, State.ORDERED, since=(State.ORDERED,), **fields, waiver_words=reason)
        facts = {"claw_back": no, "words": reason, "left_fen": row.left_fen}
        note_subsidy(row.subsidy, "claw_back_waiver_asked", actor=actor, at=at, facts=facts)
    return row
