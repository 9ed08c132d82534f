"""Payments out of an escrow: to the bank of the old loan, and what is left back to the firm."""

from datetime import datetime

from kerong.contracts.bridges.accounts import given_back_by, paid_by
from kerong.contracts.bridges.models import Bridge
from kerong.contracts.bridges.notes import firm_of, old_bank_of
from kerong.kernel.actor import Actor
from kerong.payments.cancel import cancel_payment
from kerong.payments.order import order_payment
from kerong.payments.values import BRIDGE, FUND_RETURN, PaymentOrder


def repayment_of(bridge: Bridge) -> str:
    """The reference under which the old loan is paid."""
    return f"{bridge.reference}:repay"


def surplus_of(bridge: Bridge) -> str:
    """The reference under which the firm gets back what is left."""
    return f"{bridge.reference}:back"


def pay_old_bank(bridge: Bridge, *, actor: Actor, at: datetime) -> None:
    order = PaymentOrder(
        reference=repayment_of(bridge),
        kind=BRIDGE,
        payable=bridge.escrow,
        paid=paid_by(bridge.fund),
        payee=old_bank_of(bridge),
        amount_fen=bridge.repay_fen,
        subject=bridge.reference,
        purpose=f"归还贷款 {bridge.loan.bank_no}（转贷 {bridge.no}）",
    )
    order_payment(order=order, actor=actor, at=at)


def cancel_repayment(bridge: Bridge, *, reason: str, actor: Actor, at: datetime) -> None:
    """Raises PaymentUnderWay once it was sent to the bank."""
    cancel_payment(reference=repayment_of(bridge), reason=reason, actor=actor, at=at)


def give_back(bridge: Bridge, amount_fen: int, *, actor: Actor, at: datetime) -> None:
    order = PaymentOrder(
        reference=surplus_of(bridge),
        kind=FUND_RETURN,
        payable=bridge.escrow,
        paid=given_back_by(bridge.fund),
        payee=firm_of(bridge),
        amount_fen=amount_fen,
        subject=bridge.reference,
        purpose=f"转贷 {bridge.no} 余款退回",
    )
    order_payment(order=order, actor=actor, at=at)
