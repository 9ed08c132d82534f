"""退回放弃索赔: the bank does claim after all, or has to say more."""

from datetime import datetime

from django.db import transaction

from kerong.contracts.insurance.access import BANK, PROPOSE_WAIVER, policy_of
from kerong.contracts.insurance.approve_waiver import waiver_waiting
from kerong.contracts.insurance.errors import WaiverMoved
from kerong.contracts.insurance.models import ClaimWaiver
from kerong.contracts.insurance.notes import bank_of, note_insurance, say_insurance
from kerong.contracts.insurance.words import checked_words
from kerong.kernel.actor import Actor


def return_waiver(*, actor: Actor, policy_no: str, words: str, at: datetime) -> ClaimWaiver:
    """Raises WaiverMoved, WordsWanted, NotYourSide."""
    PROPOSE_WAIVER.require(actor)
    policy = policy_of(actor, policy_no, BANK)
    row, reason = waiver_waiting(policy.pk), checked_words(words)
    if row is None:
        raise WaiverMoved()
    with transaction.atomic():
        still = ClaimWaiver.objects.filter(pk=row.pk, state=ClaimWaiver.State.PROPOSED)
        if not still.update(
            state=ClaimWaiver.State.RETURNED,
            return_words=reason,
            decided_by_id=actor.person_id,
            decided_at=at,
        ):
            raise WaiverMoved()
        note_insurance(policy, "waiver_returned", actor=actor, at=at, facts={"words": reason})
        say_insurance(policy, "waiver_returned", to=bank_of(policy), at=at, words=reason)
    row.refresh_from_db()
    return row
