"""送盘: an approved batch goes out step by step; each step moves its money whole or not at all."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import F
from django.utils.timezone import localdate

from kerong.jobs.progress import end_progress, report_progress
from kerong.kernel.actor import Actor
from kerong.kernel.errors import Fault
from kerong.ledger.errors import PeriodClosed
from kerong.ledger.move import move_all
from kerong.ledger.values import Movement
from kerong.payments.booking import booking_day
from kerong.payments.doers import approver_of
from kerong.payments.errors import BatchMovedMeanwhile
from kerong.payments.models import Payment, PaymentBatch
from kerong.payments.notes import note_batch, note_payment
from kerong.payments.reactions import SENT, PaymentEvent, announce
from kerong.payments.settle import close_when_settled
from kerong.payments.steps import SEND_STEP, progress_key

SENT_KIND = "payment_sent"
_NOT_THE_ITEMS = (PeriodClosed, BatchMovedMeanwhile)


def send_some(batch: PaymentBatch, *, at: datetime) -> bool:
    """One step inside the caller's transaction; whether there may be more.

    An item the ledger or a higher package refuses is dropped from the batch with the reason and
    is due again; the others go out. Raises BatchMovedMeanwhile when another worker took the step.
    """
    rows = batch.items.filter(state=Payment.State.BATCHED).order_by("pk")
    items = list(rows.select_related("payable", "paid", "account")[:SEND_STEP])
    if items:
        try:
            with transaction.atomic():
                _send(batch, items, at=at)
        except _NOT_THE_ITEMS:
            raise
        except Fault:
            _send_one_by_one(batch, items, at=at)
        report_progress(progress_key(batch), more=len(items), at=at)
    if len(items) == SEND_STEP:
        return True
    _finish(batch, at=at)
    return False


def _send(batch: PaymentBatch, items: Sequence[Payment], *, at: datetime) -> None:
    """The batch's row first: of two workers at once the second sees it moved and lets go."""
    here = PaymentBatch.objects.filter(
        pk=batch.pk, state=PaymentBatch.State.SENDING, sent_count=batch.sent_count
    )
    if not here.update(sent_count=F("sent_count") + len(items)):
        raise BatchMovedMeanwhile(no=batch.no)
    held = Payment.objects.filter(
        pk__in=[item.pk for item in items], batch=batch, state=Payment.State.BATCHED
    )
    if held.update(state=Payment.State.SENT, sent_at=at) != len(items):
        raise BatchMovedMeanwhile(no=batch.no)
    actor, on = approver_of(batch), _day(batch, at)
    movements = [_movement(batch, item, on) for item in items]
    move_all(movements=movements, actor=actor, at=at)
    for item in items:
        item.state, item.sent_at = Payment.State.SENT, at
    announce([PaymentEvent(kind=SENT, payment=item, on=on, actor=actor, at=at) for item in items])
    batch.sent_count += len(items)


def _send_one_by_one(batch: PaymentBatch, items: Sequence[Payment], *, at: datetime) -> None:
    for item in items:
        item.state, item.sent_at = Payment.State.BATCHED, None
    for item in items:
        try:
            with transaction.atomic():
                _send(batch, [item], at=at)
        except _NOT_THE_ITEMS:
            raise
        except Fault as fault:
            _drop(batch, item, fault, actor=approver_of(batch), at=at)


def _drop(batch: PaymentBatch, item: Payment, fault: Fault, *, actor: Actor, at: datetime) -> None:
    """What cannot go out is due again, with the reason on it; less is sent than was approved."""
    here = PaymentBatch.objects.filter(pk=batch.pk, sent_count=batch.sent_count)
    if not here.update(item_count=F("item_count") - 1, total_fen=F("total_fen") - item.amount_fen):
        raise BatchMovedMeanwhile(no=batch.no)
    reason = fault.say()[:300]
    Payment.objects.filter(pk=item.pk, batch=batch, state=Payment.State.BATCHED).update(
        state=Payment.State.DUE, batch=None, reason=reason
    )
    facts = {"batch": batch.no, "reason": reason, "code": fault.code}
    note_payment(item, "dropped", actor=actor, at=at, facts=facts)


def _finish(batch: PaymentBatch, *, at: datetime) -> None:
    sending = PaymentBatch.objects.filter(pk=batch.pk, state=PaymentBatch.State.SENDING)
    if not sending.update(state=PaymentBatch.State.SENT, sent_at=at):
        raise BatchMovedMeanwhile(no=batch.no)
    batch.refresh_from_db()
    end_progress(progress_key(batch), at=at)
    note_batch(batch, "sent", actor=approver_of(batch), at=at, facts={"sent": batch.sent_count})
    close_when_settled(batch, actor=approver_of(batch), at=at)


def _day(batch: PaymentBatch, at: datetime) -> date:
    return booking_day(batch, localdate(batch.approved_at or at), at)


def _movement(batch: PaymentBatch, item: Payment, on: date) -> Movement:
    return Movement(
        debit=item.payable.code,
        credit=batch.clearing.code if batch.clearing else "",
        amount_fen=item.amount_fen,
        kind=SENT_KIND,
        reference=f"{SENT_KIND}:{item.no}",
        effective_on=on,
        subject=item.subject,
        words=f"{item.payee_name} {item.purpose}"[:300],
    )
