"""退回拨付申请: a funding that is not to be."""

from datetime import datetime

from django.db import transaction

from kerong.contracts.compensation.access import RETURN_FUNDING, funding_for
from kerong.contracts.compensation.errors import MovedMeanwhile
from kerong.contracts.compensation.models import PoolFunding
from kerong.contracts.compensation.notes import note_pool
from kerong.contracts.compensation.words import checked_words
from kerong.kernel.actor import Actor

State = PoolFunding.State


def return_funding(*, actor: Actor, funding_id: int, words: str, at: datetime) -> PoolFunding:
    """Who asked may take it back as well. Raises MovedMeanwhile."""
    RETURN_FUNDING.require(actor)
    funding = funding_for(actor, funding_id)
    fields = {
        "return_words": checked_words(words, most=500),
        "decided_by": actor.person_id,
        "decided_at": at,
    }
    with transaction.atomic():
        asked = PoolFunding.objects.filter(pk=funding.pk, state=State.ASKED)
        if not asked.update(state=State.RETURNED, **fields):
            raise MovedMeanwhile(state=funding.get_state_display())
        facts = {"funding": funding.pk, "words": fields["return_words"]}
        note_pool(funding.account.pool, "funding_returned", actor=actor, at=at, facts=facts)
    funding.refresh_from_db()
    return funding
