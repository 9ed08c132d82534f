"""What became of payments that give a surplus back, in the transaction of the bank's answer."""

from django.db.models import F

from kerong.contracts.subsidies.models import ClawBackReceipt, SurplusReturn
from kerong.payments.reactions import CANCELLED, CONFIRMED, RETURNED_LATE, PaymentEvent
from kerong.payments.values import FUND_RETURN

ORDER = 110
State = SurplusReturn.State
_BECOMES = {
    CONFIRMED: (State.ORDERED, State.PAID),
    RETURNED_LATE: (State.PAID, State.ORDERED),
    CANCELLED: (State.ORDERED, State.CANCELLED),
}


def follow_surplus(event: PaymentEvent) -> None:
    """Given up for good, the money is held for the payer as before."""
    root, moved = event.payment.root, _BECOMES.get(event.kind)
    if event.payment.kind != FUND_RETURN or moved is None:
        return
    kind, _sep, no = root.partition(":")
    if kind != "surplus_return":
        return
    since, to = moved
    row = SurplusReturn.objects.get(no=no)
    if SurplusReturn.objects.filter(pk=row.pk, state=since).update(state=to) and to == (
        State.CANCELLED
    ):
        held = ClawBackReceipt.objects.filter(pk=row.receipt_id)
        held.update(returned_fen=F("returned_fen") - row.amount_fen)
