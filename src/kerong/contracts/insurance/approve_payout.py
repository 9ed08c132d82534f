"""核定赔款: a second person of the insurer decides; the loss is read again that day."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.timezone import localdate

from kerong.contracts.insurance.access import APPROVE_PAYOUT, INSURER, insurance_claim_of
from kerong.contracts.insurance.errors import ClaimMoved, NothingToPay, SamePerson
from kerong.contracts.insurance.models import InsuranceClaim
from kerong.contracts.insurance.moves import move_claim
from kerong.contracts.insurance.notes import bank_of, firm_of, note_insurance, say_insurance
from kerong.contracts.insurance.payout import agreed_elsewhere, payout_fen, require_reported
from kerong.contracts.loans.losses import loss_of
from kerong.contracts.loans.one_payer import require_unrepaid
from kerong.finance.loss_sharing import Loss
from kerong.kernel.actor import Actor
from kerong.kernel.money import Money

State, Kind = InsuranceClaim.State, InsuranceClaim.Proposal


def approve_payout(
    *, actor: Actor, claim_no: str, proposed_at: datetime, at: datetime
) -> InsuranceClaim:
    """`proposed_at` is of the proposal the second person saw: that one is decided or none.

    Raises SamePerson, ClaimMoved, NothingToPay, BeyondReports where the bank reported less lost
    since: the claim then stays proposed.
    """
    APPROVE_PAYOUT.require(actor)
    claim = insurance_claim_of(actor, claim_no, INSURER)
    if claim.proposed_by_id == actor.person_id:
        raise SamePerson()
    if claim.state != State.PROPOSED or claim.proposed_at != proposed_at:
        raise ClaimMoved(state=claim.get_state_display())
    with transaction.atomic():
        if claim.proposal == Kind.PAY:
            _agree(claim, actor=actor, at=at)
        else:
            _refuse(claim, actor=actor, at=at)
    return claim


def _agree(claim: InsuranceClaim, *, actor: Actor, at: datetime) -> None:
    loss = Loss(principal_fen=claim.loss_principal_fen, interest_fen=claim.loss_interest_fen)
    require_unrepaid(claim.loan)
    now = loss_of(claim.loan, localdate(at))
    require_reported(now, loss.principal_fen, loss.interest_fen)
    elsewhere = agreed_elsewhere(claim)
    payout = payout_fen(claim.policy, loss, elsewhere)
    if not payout:
        raise NothingToPay()
    _decide(
        claim, State.AGREED, actor=actor, at=at, agreed_no=elsewhere.count + 1, payout_fen=payout
    )
    facts = {
        "payout_fen": payout,
        "principal_fen": loss.principal_fen,
        "interest_fen": loss.interest_fen,
        "elsewhere_fen": elsewhere.paid_fen,
        "proposed_by": claim.proposed_by_id,
    }
    note_insurance(claim, "claim_agreed", actor=actor, at=at, facts=facts)
    amount = Money(payout).yuan_text()
    say_insurance(claim, "claim_agreed", to=[bank_of(claim), firm_of(claim)], at=at, amount=amount)


def _refuse(claim: InsuranceClaim, *, actor: Actor, at: datetime) -> None:
    words = claim.proposed_words
    _decide(claim, State.REFUSED, actor=actor, at=at, ended_at=at, end_words=words)
    note_insurance(claim, "claim_refused", actor=actor, at=at, facts={"words": words})
    say_insurance(claim, "claim_refused", to=bank_of(claim), at=at, words=words)


def _decide(
    claim: InsuranceClaim, to: str, *, actor: Actor, at: datetime, **fields: object
) -> None:
    """Two insurers of one loan at the same moment take the same number: one of them looks again."""
    seen = Q(proposed_at=claim.proposed_at, proposal=claim.proposal)
    seen &= ~Q(proposed_by=actor.person_id)
    fields |= {"approved_by_id": actor.person_id, "approved_at": at}
    try:
        with transaction.atomic():
            move_claim(claim, to, since=(State.PROPOSED,), where=seen, **fields)
    except IntegrityError as fault:
        raise ClaimMoved(state=claim.get_state_display()) from fault
