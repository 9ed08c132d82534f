"""Who bears what of a claim: the split of its agreement, insurance first, caps last."""

from collections.abc import Sequence

from kerong.contracts.compensation.caps import HeldCap
from kerong.contracts.compensation.insured import InsuredPart
from kerong.contracts.compensation.models import Claim, ClaimShare
from kerong.contracts.compensation.split_terms import split_terms
from kerong.finance.loss_sharing import Insurance, Loss, Share, Sharing, share_loss
from kerong.finance.splits import Split


def split_of(claim: Claim) -> Split:
    """The split as it was in force for the loan."""
    return split_terms(claim.split_key, claim.split_on).split


def share_claim(
    claim: Claim, loss: Loss, held: Sequence[HeldCap], insured: Sequence[InsuredPart]
) -> Sharing:
    """`insured` is what insurers bear, principal before interest; the split shares the rest."""
    caps = [each.for_sharing for each in held]
    paid = sum(part.amount_fen for part in insured)
    first = Insurance(most_fen=paid, covers_interest=True) if insured else None
    return share_loss(split_of(claim), loss, caps=caps, insurance=first)


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
