"""代位追偿分配: what comes back after insurers paid returns to those who bore the loss."""

from collections.abc import Mapping

from django.db.models import Sum

from kerong.contracts.insurance.models import (
    InsuranceClaim,
    InsuranceRecovery,
    InsuranceRecoveryShare,
)
from kerong.contracts.insurance.payout import SETTLED
from kerong.contracts.loans.models import Loan
from kerong.finance.loss_sharing import Loss, Share, Sharing
from kerong.finance.recoveries import Recovery as Divided
from kerong.finance.recoveries import share_recovery
from kerong.finance.splits import PAID, Payer, Split


def borne(loan: Loan) -> Mapping[int, int]:
    """Institution → what it bears of the loss: insurers what they agreed to pay, the bank the
    rest of the largest loss one of them recognised."""
    claims = list(InsuranceClaim.objects.filter(loan=loan, state__in=SETTLED).order_by("agreed_no"))
    paid: dict[int, int] = {}
    for claim in claims:
        paid[claim.insurer_id] = paid.get(claim.insurer_id, 0) + claim.payout_fen
    whole = max((row.loss_principal_fen + row.loss_interest_fen for row in claims), default=0)
    rest = max(0, whole - sum(paid.values()))
    return {loan.institution_id: rest} | paid


def divide(recovery: InsuranceRecovery, returned: Mapping[int, int]) -> Divided:
    """By what each bore, after costs, until all are whole; what is left is the bank's.

    The insurer bore 1,975,555.48 of 2,922,222.11, the bank 946,666.63. Of 500,000 got back with
    12,000 spent 488,000 are shared: 329,910.27 and 158,089.73.
    """
    shares = borne(recovery.loan)
    split = Split(
        payers=tuple(Payer(code=str(pk), weight=max(1, fen)) for pk, fen in shares.items()),
        lender=str(recovery.loan.institution_id),
        recovery=PAID,
    )
    sharing = Sharing(
        shares=tuple(
            Share(payer=str(pk), principal_fen=fen, interest_fen=0) for pk, fen in shares.items()
        ),
        loss=Loss(principal_fen=sum(shares.values())),
    )
    return share_recovery(
        split,
        sharing,
        recovered_fen=recovery.recovered_fen,
        costs_fen=recovery.costs_fen,
        returned_before={str(pk): fen for pk, fen in returned.items()},
    )


def returned_so_far(loan: Loan) -> dict[int, int]:
    """Institution → what recoveries of the loan gave it back already."""
    rows = InsuranceRecoveryShare.objects.filter(recovery__loan=loan).order_by()
    grouped = rows.values_list("institution").annotate(fen=Sum("amount_fen"))
    return {pk: int(fen) for pk, fen in grouped}
