"""暂收款: what a receipt brought beyond any claw-back is owed to its payer until it is taken."""

from datetime import date, datetime

from kerong.contracts.subsidies.models import ClawBackMove, ClawBackReceipt, Subsidy
from kerong.contracts.subsidies.open_budget import RECEIPTS
from kerong.kernel.actor import Actor
from kerong.ledger.open_account import open_account
from kerong.ledger.values import Movement, NewAccount

PAID_OUT = "fiscal/paid-out/subsidies"


def suspense_code(payer: str) -> str:
    """`fiscal/suspense/enterprise-3`: one account a payer."""
    return f"fiscal/suspense/{payer.replace(':', '-')}"


def stand_suspense(payer: str, *, actor: Actor, at: datetime) -> str:
    """Open what a surplus needs, once; the payer's account."""
    code = suspense_code(payer)
    for account in (
        NewAccount(code=RECEIPTS, kind="receipts", title="补贴追回收款"),
        NewAccount(code=code, kind="suspense", title=f"暂收款 {payer}", owner=payer),
        NewAccount(code=PAID_OUT, kind="paid_out", title="退还暂收款"),
    ):
        open_account(account=account, actor=actor, at=at)
    return code


def surplus_received(
    receipt: ClawBackReceipt, fen: int, on: date, *, actor: Actor, at: datetime
) -> list[Movement]:
    """What a new receipt brought beyond the part taken of it; nothing where all was taken."""
    if not fen:
        return []
    code = stand_suspense(receipt.payer, actor=actor, at=at)
    return [
        Movement(
            debit=RECEIPTS,
            credit=code,
            amount_fen=fen,
            kind="surplus_received",
            reference=f"surplus_received:{receipt.pk}",
            effective_on=on,
            subject=receipt.payer,
            words=receipt.bank_no,
        )
    ]


def surplus_taken(part: ClawBackMove, receivable: str, on: date) -> Movement:
    """A later claw-back takes its part of what is held; without a budget it leaves the books."""
    assert part.receipt is not None
    return Movement(
        debit=suspense_code(part.receipt.payer),
        credit=receivable or RECEIPTS,
        amount_fen=part.amount_fen,
        kind="surplus_taken",
        reference=f"surplus_taken:{part.pk}",
        effective_on=on,
        subject=part.receipt.payer,
        words=part.reference,
    )


def subsidy_of(receipt: ClawBackReceipt) -> Subsidy:
    """Of the first claw-back it was recorded for."""
    parts = ClawBackMove.objects.filter(receipt=receipt).select_related("claw_back__subsidy")
    return parts.order_by("pk")[0].claw_back.subsidy
