"""What `kerong share-loss` prints: who pays, who gets back; money in yuan text."""

from typing import Any

from kerong.finance.loss_sharing import Sharing
from kerong.finance.recoveries import Recovery
from kerong.kernel.money import Money


def sharing_document(sharing: Sharing) -> dict[str, Any]:
    """`{"shares": [{"payer", "amount_yuan"}], "total_yuan"}`.

    A share with sub-shares has `parts`, one that a cap cut `capped_by`; where interest was lost
    each says `principal_yuan` and `interest_yuan` too.
    """
    shares = []
    for share in sharing.shares:
        row: dict[str, Any] = {"payer": share.payer, "amount_yuan": _yuan(share.total_fen)}
        if sharing.loss.interest_fen:
            row |= {
                "principal_yuan": _yuan(share.principal_fen),
                "interest_yuan": _yuan(share.interest_fen),
            }
        if share.parts:
            row["parts"] = _parts(share.parts)
        if share.capped_by:
            row["capped_by"] = list(share.capped_by)
        shares.append(row)
    return {"shares": shares, "total_yuan": _yuan(sharing.total_fen)}


def recovery_document(recovery: Recovery) -> dict[str, Any]:
    """`{"costs_yuan", "net_yuan", "shares": [{"payer", "amount_yuan"}]}`."""
    shares = []
    for share in recovery.shares:
        row: dict[str, Any] = {"payer": share.payer, "amount_yuan": _yuan(share.amount_fen)}
        if share.parts:
            row["parts"] = _parts(share.parts)
        shares.append(row)
    return {
        "costs_yuan": _yuan(recovery.costs_fen),
        "net_yuan": _yuan(recovery.net_fen),
        "shares": shares,
    }


def _parts(parts: tuple[tuple[str, int], ...]) -> list[dict[str, str]]:
    return [{"payer": code, "amount_yuan": _yuan(fen)} for code, fen in parts]


def _yuan(fen: int) -> str:
    return Money(fen).yuan_text()
