"""补正: the bank answers; amounts may only come down to what the reports say today."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.timezone import localdate

from kerong.contracts.compensation.access import ANSWER_CORRECTION, own_claim
from kerong.contracts.compensation.claim_moves import move_claim
from kerong.contracts.compensation.errors import AmountTooHigh, FigureOutOfRange
from kerong.contracts.compensation.loss_figures import require_reported
from kerong.contracts.compensation.models import Claim
from kerong.contracts.compensation.notes import note_claim, reviewers_of, say_claim
from kerong.contracts.compensation.words import checked_words
from kerong.contracts.loans.losses import loss_of
from kerong.kernel.actor import Actor
from kerong.kernel.money import Money

State = Claim.State


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What the bank puts right: amounts it now claims, and words."""

    principal_fen: int
    interest_fen: int
    words: str


def answer_correction(
    *, actor: Actor, claim_no: str, correction: Correction, at: datetime
) -> Claim:
    """The deadline moves by the days the clock stood. Raises MovedMeanwhile, AmountTooHigh,
    LossDiffers.
    """
    ANSWER_CORRECTION.require(actor)
    claim = own_claim(actor, claim_no)
    words = checked_words(correction.words)
    _require_less(claim, correction)
    loss = loss_of(claim.loan, localdate(at))
    require_reported(
        loss, principal_fen=correction.principal_fen, interest_fen=correction.interest_fen
    )
    since = claim.correction_at or at
    stood = (localdate(at) - localdate(since)).days
    with transaction.atomic():
        move_claim(
            claim,
            State.FILED,
            since=(State.CORRECTING,),
            principal_fen=correction.principal_fen,
            interest_fen=correction.interest_fen,
            correction_reply=words,
            corrected_at=at,
            due_on=claim.due_on + timedelta(days=stood),
        )
        facts = {
            "words": words,
            "principal_fen": correction.principal_fen,
            "interest_fen": correction.interest_fen,
            "due_on": claim.due_on,
        }
        note_claim(claim, "corrected", actor=actor, at=at, facts=facts)
        say_claim(claim, "corrected", to=reviewers_of(claim), at=at, due_on=claim.due_on)
    return claim


def _require_less(claim: Claim, correction: Correction) -> None:
    if correction.principal_fen <= 0 or correction.interest_fen < 0:
        raise FigureOutOfRange(field="principal_fen")
    for most, wanted in (
        (claim.principal_fen, correction.principal_fen),
        (claim.interest_fen, correction.interest_fen),
    ):
        if wanted > most:
            shown = Money(most).yuan_text()
            raise AmountTooHigh(most=shown, wanted=Money(wanted).yuan_text())
