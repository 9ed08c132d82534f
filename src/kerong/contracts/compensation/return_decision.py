"""退回审核意见: the second person does not agree; the claim stands where it stood before."""

from datetime import datetime

from django.db import transaction

from kerong.contracts.compensation.access import REVIEW, claim_for, is_approver, is_reviewer
from kerong.contracts.compensation.claim_moves import move_claim
from kerong.contracts.compensation.errors import NotYours
from kerong.contracts.compensation.models import Claim
from kerong.contracts.compensation.notes import note_claim, reviewers_of, say_claim
from kerong.contracts.compensation.words import checked_words
from kerong.kernel.actor import Actor

State = Claim.State


def return_decision(*, actor: Actor, claim_no: str, words: str, at: datetime) -> Claim:
    """Either side that has a say may send it back. Raises NotYours, MovedMeanwhile."""
    REVIEW.require(actor)
    claim = claim_for(actor, claim_no)
    if not (is_approver(actor, claim) or is_reviewer(actor, claim)):
        raise NotYours()
    words = checked_words(words)
    to = State.ADVANCED if claim.advanced_at else State.FILED
    with transaction.atomic():
        move_claim(claim, to, since=(State.PROPOSED,), return_words=words)
        note_claim(claim, "proposal_returned", actor=actor, at=at, facts={"words": words})
        say_claim(claim, "proposal_returned", to=reviewers_of(claim), at=at, words=words)
    return claim
