"""撤销付款: what has not been approved for sending is not paid after all."""

from datetime import datetime

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils.timezone import localdate

from kerong.kernel.actor import Actor
from kerong.payments.errors import PaymentNotFound, PaymentUnderWay
from kerong.payments.models import Payment, PaymentBatch
from kerong.payments.models.payment import BACK
from kerong.payments.notes import note_payment
from kerong.payments.reactions import CANCELLED, PaymentEvent, announce

LONGEST_REASON = 300
_WAITING = (Payment.State.NO_ACCOUNT, Payment.State.DUE)
_NOT_APPROVED = (
    PaymentBatch.State.FILLING,
    PaymentBatch.State.DRAFT,
    PaymentBatch.State.EMPTYING,
)
_OVER = Q(state=Payment.State.CANCELLED) | Q(given_up_at__isnull=False)


def cancel_payment(*, reference: str, reason: str, actor: Actor, at: datetime) -> Payment:
    """Cancel the payment ordered under `reference`, whichever attempt it is at.

    One in a draft batch is taken out of it; one the bank returned, at once or late, stays so and
    is never paid again. Cancelling twice changes nothing. Raises PaymentNotFound, and
    PaymentUnderWay once its batch is approved. Access is the business of the act that calls.
    """
    payment = latest_attempt(reference)
    with transaction.atomic():
        if _cancelled(payment, reason[:LONGEST_REASON], at):
            payment.refresh_from_db()
            facts = {"reference": payment.reference, "reason": payment.cancel_reason}
            note_payment(payment, "cancelled", actor=actor, at=at, facts=facts)
            on = localdate(at)
            announce([PaymentEvent(kind=CANCELLED, payment=payment, on=on, actor=actor, at=at)])
        elif not Payment.objects.filter(pk=payment.pk).filter(_OVER).exists():
            raise PaymentUnderWay(no=payment.no)
    payment.refresh_from_db()
    return payment


def latest_attempt(root: str) -> Payment:
    """The newest payment under a root reference; raises PaymentNotFound."""
    found = Payment.objects.filter(root=root).select_related("account").order_by("-attempt").first()
    if found is None:
        raise PaymentNotFound()
    return found


def _cancelled(payment: Payment, reason: str, at: datetime) -> bool:
    """Each way is one conditional update; of a cancelling and an approval at once one wins."""
    row = Payment.objects.filter(pk=payment.pk)
    if row.filter(state__in=_WAITING).update(state=Payment.State.CANCELLED, cancel_reason=reason):
        return True
    returned = row.filter(state__in=BACK, reissued_at=None, given_up_at=None)
    if returned.update(given_up_at=at, cancel_reason=reason):
        return True
    return _taken_out(row, reason)


def _taken_out(row: QuerySet[Payment], reason: str) -> bool:
    """Out of a draft: the batch first, so that an approval at once is waited for or waits."""
    held = row.filter(state=Payment.State.BATCHED).first()
    if held is None:
        return False
    drafts = PaymentBatch.objects.filter(pk=held.batch_id, state__in=_NOT_APPROVED)
    if not drafts.update(
        item_count=F("item_count") - 1,
        total_fen=F("total_fen") - held.amount_fen,
        version=F("version") + 1,
    ):
        return False
    state = Payment.State.CANCELLED
    gone = row.filter(state=Payment.State.BATCHED, batch=held.batch_id)
    if not gone.update(state=state, batch=None, cancel_reason=reason):
        raise PaymentUnderWay(no=held.no)
    return True
