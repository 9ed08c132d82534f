"""What became of a payment: the handler by which subsidies follow their orders to the bank."""

from datetime import date, datetime

from django.db.models import F

from kerong.contracts.subsidies.errors import SubsidyMoved
from kerong.contracts.subsidies.models import Payout, Subsidy
from kerong.contracts.subsidies.notes import note_subsidy, tell_firm
from kerong.contracts.subsidies.totals import settle
from kerong.kernel.actor import Actor
from kerong.kernel.money import Money
from kerong.payments.reactions import CANCELLED, CONFIRMED, RETURNED, SENT, PaymentEvent
from kerong.payments.values import SUBSIDY

ORDER = 100
State = Payout.State
_OPEN = (State.ORDERED, State.SENT, State.RETURNED)


def follow_payment(event: PaymentEvent) -> None:
    """In the transaction of the act that sent, confirmed, took back or called off the payment."""
    if event.payment.kind != SUBSIDY:
        return
    rows = Payout.objects.select_related("subsidy", "subsidy__enterprise")
    payout = rows.filter(reference=event.payment.root).first()
    if payout is None:
        return
    if event.kind == SENT:
        _shift(payout, State.SENT)
        note_subsidy(
            payout.subsidy, "payment_sent", actor=event.actor, at=event.at, facts=_facts(payout)
        )
    elif event.kind == RETURNED:
        _shift(payout, State.RETURNED)
        note_subsidy(
            payout.subsidy, "payment_returned", actor=event.actor, at=event.at, facts=_facts(payout)
        )
    elif event.kind == CONFIRMED:
        _paid(payout, event.on, actor=event.actor, at=event.at)
    elif event.kind == CANCELLED:
        _called_off(payout, actor=event.actor, at=event.at)


def _shift(payout: Payout, to: str, **fields: object) -> None:
    held = Payout.objects.filter(pk=payout.pk, state__in=[str(state) for state in _OPEN])
    if not held.update(state=to, **fields):
        raise SubsidyMoved(no=payout.subsidy.no, state=payout.state)


def _paid(payout: Payout, on: date, *, actor: Actor, at: datetime) -> None:
    subsidy = payout.subsidy
    _shift(payout, State.PAID, settled_on=on)
    settle(subsidy, payout.payable_fen, sets={})
    whole = Subsidy.objects.filter(pk=subsidy.pk, settled_fen=F("granted_fen"))
    whole.update(state=Subsidy.State.PAID, ended_at=at)
    note_subsidy(payout.subsidy, "paid", actor=actor, at=at, facts=_facts(payout))
    paid = Money(payout.payable_fen).yuan_text()
    tell_firm(subsidy, "subsidy.paid", at=at, facts={"paid": paid})


def _called_off(payout: Payout, *, actor: Actor, at: datetime) -> None:
    """The money stays payable; it can be ordered again, or the subsidy be cancelled."""
    _shift(payout, State.CANCELLED)
    own = Subsidy.objects.filter(pk=payout.subsidy_id)
    own.update(ordered_fen=F("ordered_fen") - payout.payable_fen)
    note_subsidy(payout.subsidy, "payment_cancelled", actor=actor, at=at, facts=_facts(payout))


def _facts(payout: Payout) -> dict[str, object]:
    return {"payout": payout.no, "amount_fen": payout.payable_fen, "reference": payout.reference}
