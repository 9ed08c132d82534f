"""退回核定意见: the insurer's second person does not agree; the claim waits for another one."""

from datetime import datetime

from django.db import transaction

from kerong.contracts.insurance.access import INSURER, PROPOSE_PAYOUT, insurance_claim_of
from kerong.contracts.insurance.models import InsuranceClaim
from kerong.contracts.insurance.moves import move_claim
from kerong.contracts.insurance.notes import insurer_of, note_insurance, say_insurance
from kerong.contracts.insurance.words import checked_words
from kerong.kernel.actor import Actor

State = InsuranceClaim.State


def return_payout(*, actor: Actor, claim_no: str, words: str, at: datetime) -> InsuranceClaim:
    """Raises ClaimMoved, NotYourSide, WordsWanted."""
    PROPOSE_PAYOUT.require(actor)
    claim = insurance_claim_of(actor, claim_no, INSURER)
    reason = checked_words(words)
    with transaction.atomic():
        move_claim(
            claim,
            State.FILED,
            since=(State.PROPOSED,),
            return_words=reason,
            loss_principal_fen=0,
            loss_interest_fen=0,
        )
        note_insurance(claim, "claim_returned", actor=actor, at=at, facts={"words": reason})
        say_insurance(claim, "claim_returned", to=insurer_of(claim), at=at, words=reason)
    return claim
