"""退回暂收款提请: the money stays held, for a claw-back to come or another proposal."""

from datetime import datetime

from django.db import transaction

from kerong.contracts.subsidies.access import RETURN_SURPLUS, surplus_for
from kerong.contracts.subsidies.errors import SeenOtherwise
from kerong.contracts.subsidies.models import SurplusReturn
from kerong.contracts.subsidies.notes import note_subsidy
from kerong.contracts.subsidies.surplus import subsidy_of
from kerong.contracts.subsidies.words import checked_words
from kerong.kernel.actor import Actor

State = SurplusReturn.State


def return_surplus(*, no: str, words: str, actor: Actor, at: datetime) -> SurplusReturn:
    """Whoever proposed it may take it back as well. Raises SeenOtherwise, WordsWanted."""
    RETURN_SURPLUS.require(actor)
    row, reason = surplus_for(actor, no), checked_words(words, least=4, most=500)
    decided = {"decided_by_id": actor.person_id, "decided_at": at, "return_words": reason}
    with transaction.atomic():
        waits = SurplusReturn.objects.filter(pk=row.pk, state=State.PROPOSED)
        if not waits.update(state=State.SENT_BACK, **decided):
            raise SeenOtherwise()
        subsidy = subsidy_of(row.receipt)
        facts = {"surplus": row.no, "words": reason}
        note_subsidy(subsidy, "surplus_sent_back", actor=actor, at=at, facts=facts)
    row.refresh_from_db()
    return row
