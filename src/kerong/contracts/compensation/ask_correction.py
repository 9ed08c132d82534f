"""要求补正: who reviews asks once for what is missing; the clock stands meanwhile."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from kerong.contracts.compensation.access import REVIEW, claim_to_review
from kerong.contracts.compensation.claim_moves import move_claim
from kerong.contracts.compensation.errors import CorrectionUsed
from kerong.contracts.compensation.models import Claim
from kerong.contracts.compensation.notes import lender_of, note_claim, say_claim
from kerong.contracts.compensation.words import checked_words
from kerong.kernel.actor import Actor

State = Claim.State


def ask_correction(*, actor: Actor, claim_no: str, words: str, at: datetime) -> Claim:
    """Raises CorrectionUsed the second time, MovedMeanwhile, NotYours."""
    REVIEW.require(actor)
    claim = claim_to_review(actor, claim_no)
    words = checked_words(words)
    if claim.correction_at is not None:
        raise CorrectionUsed()
    with transaction.atomic():
        move_claim(
            claim,
            State.CORRECTING,
            since=(State.FILED,),
            where=Q(correction_at=None),
            correction_words=words,
            correction_by_id=actor.person_id,
            correction_at=at,
        )
        note_claim(claim, "correction_asked", actor=actor, at=at, facts={"words": words})
        say_claim(claim, "correction_asked", to=lender_of(claim), at=at, words=words)
    return claim
