"""退回分配: a second person does not agree; everything goes on waiting."""

from datetime import datetime

from django.db import transaction

from kerong.contracts.subsidies.access import DECIDE_DISTRIBUTION, distribution_for
from kerong.contracts.subsidies.errors import SeenOtherwise
from kerong.contracts.subsidies.models import Distribution
from kerong.contracts.subsidies.notes import note_budget
from kerong.contracts.subsidies.words import checked_words
from kerong.kernel.actor import Actor


def return_distribution(*, pk: int, words: str, actor: Actor, at: datetime) -> Distribution:
    """Also by whoever asked, to take it back. Raises SeenOtherwise, WordsWanted."""
    DECIDE_DISTRIBUTION.require(actor)
    asked, reason = distribution_for(pk), checked_words(words, least=4, most=500)
    with transaction.atomic():
        waiting = Distribution.objects.filter(pk=pk, state=Distribution.State.ASKED)
        back = {"decided_by_id": actor.person_id, "decided_at": at, "return_words": reason}
        if not waiting.update(state=Distribution.State.RETURNED, **back):
            raise SeenOtherwise()
        note_budget(
            asked.budget, "distribution_returned", actor=actor, at=at, facts={"words": reason}
        )
    asked.refresh_from_db()
    return asked
