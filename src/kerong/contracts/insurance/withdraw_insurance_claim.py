"""撤回保险索赔: before its insurer decides the bank may take the claim back."""

from datetime import datetime

from django.db import transaction

from kerong.contracts.insurance.access import BANK, FILE_CLAIM, insurance_claim_of
from kerong.contracts.insurance.models import InsuranceClaim
from kerong.contracts.insurance.moves import move_claim
from kerong.contracts.insurance.notes import insurer_of, note_insurance, say_insurance
from kerong.contracts.insurance.words import checked_words
from kerong.kernel.actor import Actor

State = InsuranceClaim.State


def withdraw_insurance_claim(
    *, actor: Actor, claim_no: str, words: str, at: datetime
) -> InsuranceClaim:
    """It can be filed again. Raises ClaimMoved, NotYourSide, WordsWanted."""
    FILE_CLAIM.require(actor)
    claim = insurance_claim_of(actor, claim_no, BANK)
    reason = checked_words(words)
    with transaction.atomic():
        move_claim(claim, State.WITHDRAWN, since=(State.FILED,), ended_at=at, end_words=reason)
        note_insurance(claim, "claim_withdrawn", actor=actor, at=at, facts={"words": reason})
        say_insurance(claim, "claim_withdrawn", to=insurer_of(claim), at=at)
    return claim
