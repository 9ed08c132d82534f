"""不予确认代位追偿: the other side knows nothing of this money."""

from datetime import datetime

from django.db import transaction

from kerong.contracts.insurance.access import CONFIRM_RECOVERY
from kerong.contracts.insurance.confirm_insurance_recovery import recovery_of_other_side
from kerong.contracts.insurance.errors import RecoveryMoved
from kerong.contracts.insurance.models import InsuranceRecovery
from kerong.contracts.insurance.notes import note_insurance, say_insurance
from kerong.contracts.insurance.words import checked_words
from kerong.kernel.actor import Actor
from kerong.kernel.references import reference

State = InsuranceRecovery.State


def reject_insurance_recovery(
    *, actor: Actor, claim_no: str, recovery_id: int, words: str, at: datetime
) -> InsuranceRecovery:
    """Raises RecoveryMoved, NotYourSide, WordsWanted."""
    CONFIRM_RECOVERY.require(actor)
    recovery = recovery_of_other_side(actor, claim_no, recovery_id)
    reason = checked_words(words, most=500)
    with transaction.atomic():
        waiting = InsuranceRecovery.objects.filter(pk=recovery.pk, state=State.REPORTED)
        fields = {"decided_by_id": actor.person_id, "decided_at": at, "end_words": reason}
        if not waiting.update(state=State.REJECTED, **fields):
            raise RecoveryMoved()
        recovery.refresh_from_db()
        claim = recovery.claim
        facts = {"recovery": recovery.pk, "words": reason}
        note_insurance(claim, "recovery_rejected", actor=actor, at=at, facts=facts)
        to = reference("institution", recovery.institution_id)
        say_insurance(claim, "recovery_rejected", to=to, at=at, words=reason)
    return recovery
