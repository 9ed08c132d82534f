"""追偿回款: money got back after a loss was shared, returned to those who paid."""

from collections.abc import Mapping
from dataclasses import dataclass

from kerong.finance.loss_sharing import Sharing, parts_of
from kerong.finance.splits import PAID, Split
from kerong.finance.terms import MOST_FEN, require_range


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned:
    """Money got back that goes to one payer."""

    payer: str
    amount_fen: int
    parts: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Recovery:
    """Costs come off first; what is left is `net_fen`, the sum of `shares`."""

    costs_fen: int
    net_fen: int
    shares: tuple[Returned, ...]


def share_recovery(
    split: Split,
    sharing: Sharing,
    *,
    recovered_fen: int,
    costs_fen: int = 0,
    returned_before: Mapping[str, int] | None = None,
) -> Recovery:
    """Recoveries return in the agreed shares; nobody gets back more than it paid.

    What is left once all were made whole is the lender's: interest and penalty it was owed.
    200 lost by the knowledge-value split, 50 got back with nothing spent: fund 40 (16 and 24),
    bank 10. With 5 of costs 45 is shared: 36 and 9.
    """
    require_range("recovered_fen", recovered_fen, 0, MOST_FEN)
    require_range("costs_fen", costs_fen, 0, MOST_FEN)
    costs = min(costs_fen, recovered_fen)
    before = returned_before or {}
    weights = _recovery_weights(split, sharing)
    net = recovered_fen - costs
    cut = split.divide(net, list(weights.values()), list(weights))
    amounts = {
        payer: min(amount, max(0, sharing.paid_by(payer) - before.get(payer, 0)))
        for payer, amount in zip(weights, cut, strict=True)
    }
    amounts[split.lender] = amounts.get(split.lender, 0) + net - sum(amounts.values())
    parts = {payer.code: payer.parts for payer in split.payers}
    return Recovery(
        costs_fen=costs,
        net_fen=net,
        shares=tuple(
            Returned(payer=code, amount_fen=fen, parts=parts_of(fen, parts.get(code, ())))
            for code, fen in amounts.items()
        ),
    )


def _recovery_weights(split: Split, sharing: Sharing) -> dict[str, int]:
    """By agreement the weights of the split; by payment what each paid, the insurer too."""
    paid = {share.payer: share.total_fen for share in sharing.shares}
    if split.recovery == PAID and any(paid.values()):
        return paid
    return {payer.code: payer.weight for payer in split.payers}
