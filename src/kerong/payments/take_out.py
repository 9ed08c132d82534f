"""移出批次: payments are taken out of a draft and are due again."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import F

from kerong.jobs.contention import retried
from kerong.kernel.actor import Actor
from kerong.payments.access import TAKE_OUT, batch_for
from kerong.payments.errors import BatchChanged, PaymentNotFound, TooManyChosen
from kerong.payments.models import Payment, PaymentBatch
from kerong.payments.notes import note_batch

MOST_TAKEN_OUT = 500


@retried
def take_out(
    *, actor: Actor, batch_no: str, payment_nos: Sequence[str], at: datetime
) -> PaymentBatch:
    """The draft without these payments, under a new version. Raises PaymentNotFound for one that
    is not in it, BatchChanged when it is no draft any more, TooManyChosen.
    """
    TAKE_OUT.require(actor)
    batch = batch_for(actor, batch_no)
    wanted = sorted(set(payment_nos))
    if len(wanted) > MOST_TAKEN_OUT:
        raise TooManyChosen(most=MOST_TAKEN_OUT)
    with transaction.atomic():
        rows = batch.items.filter(no__in=wanted, state=Payment.State.BATCHED)
        found = list(rows.values_list("pk", "amount_fen"))
        if not found or len(found) < len(wanted):
            raise PaymentNotFound()
        draft = PaymentBatch.objects.filter(pk=batch.pk, state=PaymentBatch.State.DRAFT)
        if not draft.update(
            item_count=F("item_count") - len(found),
            total_fen=F("total_fen") - sum(fen for _pk, fen in found),
            version=F("version") + 1,
        ):
            raise BatchChanged(no=batch.no)
        held = Payment.objects.filter(
            pk__in=[pk for pk, _fen in found], batch=batch, state=Payment.State.BATCHED
        )
        if held.update(state=Payment.State.DUE, batch=None) != len(found):
            raise BatchChanged(no=batch.no)
        note_batch(batch, "taken_out", actor=actor, at=at, facts={"payments": wanted})
    batch.refresh_from_db()
    return batch
