"""整批重新支付: what a batch got back is ordered again wherever the payee corrected its account."""

from datetime import datetime

from django.db import transaction

from kerong.jobs.contention import retried
from kerong.kernel.actor import Actor
from kerong.payments.access import REISSUE, batch_for
from kerong.payments.errors import BatchMovedMeanwhile
from kerong.payments.models import Payment
from kerong.payments.models.payment import BACK
from kerong.payments.notes import note_batch, note_payment
from kerong.payments.order import accounts_of, place_payments
from kerong.payments.reissue_payment import successor_draft

ITEMS_A_CALL = 200


@retried
def reissue_batch(*, actor: Actor, batch_no: str, at: datetime) -> list[Payment]:
    """The new payments, at most 200 a call; those whose payee gave no other account stay returned.

    Called again it goes on with the rest; nothing is ordered twice. Raises BatchMovedMeanwhile
    when another officer does the same at this moment.
    """
    REISSUE.require(actor)
    batch = batch_for(actor, batch_no)
    back = {"state__in": BACK, "reissued_at": None, "given_up_at": None}
    waiting = batch.items.filter(**back).order_by("pk")
    stands = accounts_of(waiting.values_list("payee", flat=True))
    ready = [old for old in waiting if old.payee in stands]
    ready = [old for old in ready if stands[old.payee].pk != old.account_id][:ITEMS_A_CALL]
    if not ready:
        return []
    keys = [old.pk for old in ready]
    with transaction.atomic():
        marked = Payment.objects.filter(pk__in=keys, **back)
        if marked.update(reissued_at=at) != len(keys):
            raise BatchMovedMeanwhile(no=batch.no)
        drafts = [successor_draft(old, by=actor.reference, at=at) for old in ready]
        made = place_payments(drafts, actor=actor, at=at)
        for old, draft in zip(ready, drafts, strict=True):
            facts = {"by": made[draft.reference].no, "to_same_account": False}
            note_payment(old, "reissued", actor=actor, at=at, facts=facts)
        note_batch(batch, "reissued", actor=actor, at=at, facts={"payments": len(drafts)})
    return [made[draft.reference] for draft in drafts]
