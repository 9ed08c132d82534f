"""退还担保费: what was paid for days that never came goes back to the firm through payments."""

from datetime import datetime

from kerong.contracts.guarantees.accounts import fee_accounts, paid_out_account
from kerong.contracts.guarantees.models import FeeInvoice, Guarantee
from kerong.contracts.guarantees.notes import firm_of, guarantee_ref
from kerong.kernel.actor import SYSTEM
from kerong.payments.order import order_payment
from kerong.payments.reactions import CONFIRMED, RETURNED_LATE, PaymentEvent
from kerong.payments.values import FUND_RETURN, PaymentOrder

_REFERENCE = "guarantee_fee_refund:"


def order_refund(invoice: FeeInvoice, guarantee: Guarantee, *, at: datetime) -> None:
    """Ask for the payment, inside the transaction that made the invoice."""
    _, income = fee_accounts(guarantee, actor=SYSTEM, at=at)
    order = PaymentOrder(
        reference=f"{_REFERENCE}{invoice.pk}",
        kind=FUND_RETURN,
        payable=income,
        paid=paid_out_account(guarantee, actor=SYSTEM, at=at),
        payee=firm_of(guarantee),
        amount_fen=invoice.amount_fen,
        subject=guarantee_ref(guarantee),
        purpose=f"退还担保费 {guarantee.no}",
    )
    order_payment(order=order, actor=SYSTEM, at=at)


def heed_payment(event: PaymentEvent) -> None:
    """Registered with payments: the bank confirmed a refund, or sent it back afterwards."""
    root = event.payment.root
    if not root.startswith(_REFERENCE):
        return
    if event.kind == RETURNED_LATE:
        paid = FeeInvoice.objects.filter(
            pk=int(root.removeprefix(_REFERENCE)), state=FeeInvoice.State.PAID
        )
        paid.update(state=FeeInvoice.State.DUE, closed_at=None, closed_on=None, reference="")
    if event.kind != CONFIRMED:
        return
    FeeInvoice.objects.filter(
        pk=int(root.removeprefix(_REFERENCE)), state=FeeInvoice.State.DUE
    ).update(
        state=FeeInvoice.State.PAID,
        closed_at=event.at,
        closed_on=event.on,
        reference=event.payment.no,
    )
