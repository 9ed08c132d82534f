"""拟定核定意见: one person of the insurer recognises a loss, or proposes to refuse."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from kerong.contracts.insurance.access import INSURER, PROPOSE_PAYOUT, insurance_claim_of
from kerong.contracts.insurance.errors import FigureUnfit, NothingToPay
from kerong.contracts.insurance.models import InsuranceClaim
from kerong.contracts.insurance.moves import move_claim
from kerong.contracts.insurance.notes import insurer_of, note_insurance, say_insurance
from kerong.contracts.insurance.payout import agreed_elsewhere, payout_fen, require_reported
from kerong.contracts.insurance.words import checked_words
from kerong.contracts.loans.losses import loss_of
from kerong.finance.loss_sharing import Loss
from kerong.kernel.actor import Actor

State, Kind = InsuranceClaim.State, InsuranceClaim.Proposal


@dataclass(frozen=True, slots=True, kw_only=True)
class PayoutProposal:
    """The loss recognised of what was claimed; what is paid of it follows from the policy."""

    kind: str
    words: str
    principal_fen: int = 0
    interest_fen: int = 0


def propose_payout(
    *, actor: Actor, claim_no: str, proposal: PayoutProposal, at: datetime
) -> InsuranceClaim:
    """Raises FigureUnfit beyond the claim, BeyondReports, NothingToPay, ClaimMoved."""
    PROPOSE_PAYOUT.require(actor)
    claim = insurance_claim_of(actor, claim_no, INSURER)
    words = checked_words(proposal.words)
    principal, interest = _recognised(claim, proposal)
    if proposal.kind == Kind.PAY:
        require_reported(loss_of(claim.loan, localdate(at)), principal, interest)
        loss = Loss(principal_fen=principal, interest_fen=interest)
        if not payout_fen(claim.policy, loss, agreed_elsewhere(claim)):
            raise NothingToPay()
    fields: dict[str, Any] = {
        "proposal": proposal.kind,
        "loss_principal_fen": principal,
        "loss_interest_fen": interest,
        "proposed_words": words,
        "proposed_by_id": actor.person_id,
        "proposed_at": at,
        "approved_by_id": None,
        "approved_at": None,
        "return_words": "",
    }
    with transaction.atomic():
        move_claim(claim, State.PROPOSED, since=(State.FILED,), **fields)
        facts = {
            "proposal": str(proposal.kind),
            "principal_fen": principal,
            "interest_fen": interest,
            "words": words,
        }
        note_insurance(claim, "claim_proposed", actor=actor, at=at, facts=facts)
        say_insurance(claim, "claim_proposed", to=insurer_of(claim), at=at)
    return claim


def _recognised(claim: InsuranceClaim, proposal: PayoutProposal) -> tuple[int, int]:
    if proposal.kind not in Kind.values:
        raise FigureUnfit(field="kind")
    if proposal.kind == Kind.REFUSE:
        return 0, 0
    if not 0 < proposal.principal_fen <= claim.principal_fen:
        raise FigureUnfit(field="principal_fen")
    if not 0 <= proposal.interest_fen <= claim.interest_fen:
        raise FigureUnfit(field="interest_fen")
    return proposal.principal_fen, proposal.interest_fen
