"""不予确认追偿: the money did not arrive, or was reported wrongly."""

from datetime import datetime

from django.db import transaction

from kerong.contracts.compensation.access import REJECT_RECOVERY, recovery_for
from kerong.contracts.compensation.errors import MovedMeanwhile
from kerong.contracts.compensation.models import Recovery
from kerong.contracts.compensation.notes import note_claim, say_claim
from kerong.contracts.compensation.words import checked_words
from kerong.kernel.actor import Actor
from kerong.kernel.references import reference

State = Recovery.State


def reject_recovery(*, actor: Actor, recovery_id: int, words: str, at: datetime) -> Recovery:
    """The institution reports it again under another reference. Raises MovedMeanwhile."""
    REJECT_RECOVERY.require(actor)
    recovery = recovery_for(actor, recovery_id)
    words = checked_words(words, most=500)
    with transaction.atomic():
        reported = Recovery.objects.filter(pk=recovery.pk, state=State.REPORTED)
        fields = {"end_words": words, "decided_by": actor.person_id, "decided_at": at}
        if not reported.update(state=State.REJECTED, **fields):
            raise MovedMeanwhile(state=recovery.get_state_display())
        claim = recovery.claim
        facts = {"recovery": recovery.pk, "words": words}
        note_claim(claim, "recovery_rejected", actor=actor, at=at, facts=facts)
        to = reference("institution", recovery.institution_id)
        say_claim(claim, "recovery_rejected", to=to, at=at, words=words)
    recovery.refresh_from_db()
    return recovery
