"""Who bears what of a claim: the split of its agreement, insurance first, caps last."""

from collections.abc import Sequence
from fractions import Fraction

from kerong.contracts.compensation.caps import HeldCap
from kerong.contracts.compensation.models import Claim, ClaimShare
from kerong.contracts.compensation.split_terms import split_terms
from kerong.finance.loss_sharing import Insurance, Loss, Share, Sharing, share_loss
from kerong.finance.splits import Split

MILLION = 1_000_000


def split_of(claim: Claim) -> Split:
    """The split as it was in force for the loan."""
    return split_terms(claim.split_key, claim.split_on).split


def share_claim(claim: Claim, loss: Loss, held: Sequence[HeldCap]) -> Sharing:
    caps = [each.for_sharing for each in held]
    return share_loss(split_of(claim), loss, caps=caps, insurance=_insurance(claim))


def _insurance(claim: Claim) -> Insurance | None:
    agreement = claim.agreement
    if agreement.insurer_id is None:
        return None
    return Insurance(
        most_fen=agreement.insured_most_fen,
        deductible_fen=agreement.insured_deductible_fen,
        cover=Fraction(agreement.insured_cover_ppm, MILLION),
    )


def shared(claim: Claim, stage: str = ClaimShare.Stage.SETTLE) -> Sharing:
    """The shares as they were agreed, read back; what recoveries are divided by."""
    rows = list(ClaimShare.objects.filter(claim=claim, stage=stage).order_by("pk"))
    shares = tuple(
        Share(payer=row.payer, principal_fen=row.principal_fen, interest_fen=row.interest_fen)
        for row in rows
    )
    loss = Loss(
        principal_fen=sum(row.principal_fen for row in rows),
        interest_fen=sum(row.interest_fen for row in rows),
    )
    return Sharing(shares=shares, loss=loss)
