"""复核退还暂收款: a second officer orders the payment back to the payer."""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from kerong.contracts.subsidies.access import APPROVE_SURPLUS, surplus_for
from kerong.contracts.subsidies.errors import SamePerson, SeenOtherwise
from kerong.contracts.subsidies.models import ClawBackReceipt, SurplusReturn
from kerong.contracts.subsidies.notes import note_subsidy
from kerong.contracts.subsidies.surplus import PAID_OUT, stand_suspense, subsidy_of
from kerong.contracts.subsidies.surplus_errors import NoSurplus
from kerong.jobs.contention import retried
from kerong.kernel.actor import Actor
from kerong.payments.order import order_payment
from kerong.payments.values import FUND_RETURN, PaymentOrder

State = SurplusReturn.State


@retried
def approve_surplus(*, no: str, amount_fen: int, actor: Actor, at: datetime) -> SurplusReturn:
    """`amount_fen` is what the second person saw. Raises SamePerson, SeenOtherwise, and NoSurplus
    where a claw-back took of it meanwhile."""
    APPROVE_SURPLUS.require(actor)
    row = surplus_for(actor, no)
    receipt = row.receipt
    if row.proposed_by_id == actor.person_id:
        raise SamePerson()
    if row.amount_fen != amount_fen:
        raise SeenOtherwise()
    with transaction.atomic():
        held = ClawBackReceipt.objects.filter(
            pk=receipt.pk, amount_fen__gte=F("used_fen") + F("returned_fen") + amount_fen
        )
        if not held.update(returned_fen=F("returned_fen") + amount_fen):
            raise NoSurplus(bank_no=receipt.bank_no)
        waits = SurplusReturn.objects.filter(pk=row.pk, state=State.PROPOSED)
        decided = {"decided_by_id": actor.person_id, "decided_at": at}
        if not waits.update(state=State.ORDERED, **decided):
            raise SeenOtherwise()
        subsidy = subsidy_of(receipt)
        order = PaymentOrder(
            reference=row.reference,
            kind=FUND_RETURN,
            payable=stand_suspense(receipt.payer, actor=actor, at=at),
            paid=PAID_OUT,
            payee=receipt.payer,
            amount_fen=amount_fen,
            subject=subsidy.subject,
            purpose="退还多缴的追回款",
        )
        order_payment(order=order, actor=actor, at=at)
        facts = {"surplus": row.no, "amount_fen": amount_fen}
        note_subsidy(subsidy, "surplus_ordered", actor=actor, at=at, facts=facts)
    row.refresh_from_db()
    return row
