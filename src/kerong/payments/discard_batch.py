"""撤回付款批次: a draft is given up and its payments are due again."""

from datetime import datetime

from django.db import transaction

from kerong.jobs.contention import retried
from kerong.jobs.queue import enqueue
from kerong.kernel.actor import Actor
from kerong.payments.access import DISCARD_BATCH, batch_for
from kerong.payments.errors import BatchChanged, BatchMovedMeanwhile
from kerong.payments.models import Payment, PaymentBatch
from kerong.payments.notes import note_batch
from kerong.payments.steps import GO_ON
from kerong.payments.words import checked_words

EMPTY_STEP = 1_000
_GIVEN_UP = (PaymentBatch.State.EMPTYING, PaymentBatch.State.DISCARDED)


@retried
def discard_batch(*, actor: Actor, batch_no: str, words: str, at: datetime) -> PaymentBatch:
    """Give the draft up; either of the two persons may. Doing it again changes nothing.

    Raises WordsWanted, BatchChanged once it is approved.
    """
    DISCARD_BATCH.require(actor)
    batch = batch_for(actor, batch_no)
    if batch.state in _GIVEN_UP:
        return batch
    said = checked_words(words)
    draft = PaymentBatch.objects.filter(pk=batch.pk, state=PaymentBatch.State.DRAFT)
    with transaction.atomic():
        if not draft.update(state=PaymentBatch.State.EMPTYING):
            raise BatchChanged(no=batch.no)
        note_batch(batch, "discarded", actor=actor, at=at, facts={"words": said})
        if empty_some(batch, at=at):
            enqueue(GO_ON, batch=batch.no)
    batch.refresh_from_db()
    return batch


def empty_some(batch: PaymentBatch, *, at: datetime) -> bool:
    """One step of setting payments free, inside the caller's transaction; whether there is more."""
    held = batch.items.filter(state=Payment.State.BATCHED).order_by("pk")
    part = list(held.values_list("pk", flat=True)[:EMPTY_STEP])
    rows = Payment.objects.filter(pk__in=part, batch=batch, state=Payment.State.BATCHED)
    rows.update(state=Payment.State.DUE, batch=None)
    if len(part) == EMPTY_STEP:
        return True
    emptying = PaymentBatch.objects.filter(pk=batch.pk, state=PaymentBatch.State.EMPTYING)
    if not emptying.update(state=PaymentBatch.State.DISCARDED):
        raise BatchMovedMeanwhile(no=batch.no)
    return False
