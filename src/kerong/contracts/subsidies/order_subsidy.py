"""提请支付: what was awarded becomes payable and is ordered to be paid, whole or in parts."""

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.timezone import localdate

from kerong.contracts.subsidies.access import ORDER, subsidy_for
from kerong.contracts.subsidies.errors import NothingLeft, SubsidyMoved, WrongForm
from kerong.contracts.subsidies.holding import owe_money
from kerong.contracts.subsidies.models import Budget, Payout, Subsidy
from kerong.contracts.subsidies.notes import note_subsidy
from kerong.contracts.subsidies.offsets import kept_back
from kerong.contracts.subsidies.parameters import advance_rule
from kerong.contracts.subsidies.settle_by_reports import settle_by_reports
from kerong.contracts.subsidies.totals import settle
from kerong.finance.budgets import advance
from kerong.jobs.contention import retried
from kerong.kernel.actor import Actor
from kerong.kernel.references import reference
from kerong.payments.order import order_payment
from kerong.payments.values import SUBSIDY, PaymentOrder

Part = Payout.Part


@retried
def order_subsidy(*, no: str, part: str = Part.WHOLE, actor: Actor, at: datetime) -> Payout:
    """Order what is left of a subsidy (`whole`, `rest`), or first its `advance`.

    What the firm owes on claw-backs is kept from it, the oldest first. After an advance the
    loan's reports are read again and the rest is cut to what they bear; where they leave nothing
    the last part that was ordered is given back. Ordered twice it is refused: NothingLeft. Raises
    SubsidyMoved, WrongForm for what is not paid in money, Invalid where reports cannot be read.
    """
    ORDER.require(actor)
    subsidy = subsidy_for(actor, no)
    if subsidy.budget is None or not subsidy.is_paid_in_money:
        raise WrongForm(no=no, form=subsidy.form)
    with transaction.atomic():
        if part != Part.ADVANCE and subsidy.ordered_fen:
            cut = settle_by_reports(subsidy, actor=actor, at=at)
            if cut and not subsidy.left_fen:
                return subsidy.payouts.latest("no")
        amount = _claimed(subsidy, Part(part), at)
        if subsidy.state == Subsidy.State.HELD:
            owe_money(subsidy, actor=actor, at=at)
        payout = _payout(subsidy, Part(part), amount, actor=actor, at=at)
        payout.offset_fen = kept_back(payout, actor=actor, at=at)
        payout.save(update_fields=["offset_fen"])
        if payout.payable_fen:
            order = payment_order(subsidy, payout, subsidy.budget)
            order_payment(order=order, actor=actor, at=at)
        settle_offset(subsidy, payout, at)
        facts = {"payout": payout.no, "part": str(payout.part), "amount_fen": amount}
        facts |= {"offset_fen": payout.offset_fen}
        note_subsidy(subsidy, "ordered", actor=actor, at=at, facts=facts)
    return payout


def _claimed(subsidy: Subsidy, part: Payout.Part, at: datetime) -> int:
    """The amount, reserved on the subsidy by a conditional update: of two orders one wins."""
    amount = subsidy.left_fen
    if part == Part.ADVANCE:
        if subsidy.ordered_fen:
            raise SubsidyMoved(no=subsidy.no, state=subsidy.state)
        amount = advance(subsidy.granted_fen, advance_rule(localdate(at)).share).now_fen
    if amount <= 0:
        raise NothingLeft(no=subsidy.no)
    seen = Subsidy.objects.filter(
        pk=subsidy.pk,
        state=subsidy.state,
        ordered_fen=subsidy.ordered_fen,
        granted_fen=subsidy.granted_fen,
    ).filter(state__in=[Subsidy.State.HELD, Subsidy.State.ORDERED])
    if not seen.update(ordered_fen=F("ordered_fen") + amount, state=Subsidy.State.ORDERED):
        raise SubsidyMoved(no=subsidy.no, state=subsidy.state)
    return amount


def _payout(
    subsidy: Subsidy, part: Payout.Part, amount_fen: int, *, actor: Actor, at: datetime
) -> Payout:
    no = subsidy.payouts.count() + 1
    return Payout.objects.create(
        subsidy=subsidy,
        no=no,
        part=part,
        amount_fen=amount_fen,
        reference=f"subsidy_payout:{subsidy.no}.{no}",
        state=Payout.State.ORDERED,
        ordered_by_id=actor.person_id,
        ordered_at=at,
    )


def payment_order(subsidy: Subsidy, payout: Payout, budget: Budget) -> PaymentOrder:
    return PaymentOrder(
        reference=payout.reference,
        kind=SUBSIDY,
        payable=budget.payable_account,
        paid=budget.paid_account,
        payee=reference("enterprise", subsidy.enterprise_id),
        amount_fen=payout.payable_fen,
        subject=subsidy.subject,
        purpose=f"{budget.title} {subsidy.no}"[:120],
    )


def settle_offset(subsidy: Subsidy, payout: Payout, at: datetime) -> None:
    """What was kept back counts as paid; where nothing else was to pay the part is settled."""
    if not payout.offset_fen:
        return
    settle(subsidy, payout.offset_fen, sets={})
    if not payout.payable_fen:
        payout.state, payout.settled_on = Payout.State.PAID, localdate(at)
        payout.save(update_fields=["state", "settled_on"])
    subsidy.refresh_from_db()
    if subsidy.settled_fen == subsidy.granted_fen:
        Subsidy.objects.filter(pk=subsidy.pk).update(state=Subsidy.State.PAID, ended_at=at)
