"""A bridge follows its loan and its payments: repaid once both say so, closed once all is paid."""

from django.utils.timezone import localdate

from kerong.contracts.bridges.closing import close_when_paid, end_settling
from kerong.contracts.bridges.models import Bridge
from kerong.contracts.bridges.notes import bank_of, note_bridge, say
from kerong.contracts.bridges.paying import repayment_of, surplus_of
from kerong.contracts.loans.reactions import SETTLED, LoanEvent
from kerong.kernel.actor import Actor
from kerong.payments.reactions import CONFIRMED, RETURNED_LATE, PaymentEvent

ORDER = 300
_FOLLOWED = (CONFIRMED, RETURNED_LATE)
_NAMED = ("fund", "terms", "loan", "enterprise", "institution")


def follow_loan(event: LoanEvent) -> None:
    """The bank of the old loan reports it settled; its report is linked."""
    if event.kind != SETTLED:
        return
    lent = Bridge.objects.filter(loan=event.loan, state=Bridge.State.RELEASED, settled_on=None)
    bridge = lent.select_related(*_NAMED).first()
    if bridge is None:
        return
    settled = {"settled_on": event.on, "settled_report_no": event.report_nos[-1]}
    lent.update(**settled)
    note_bridge(bridge, "loan_settled", actor=event.actor, at=event.at, facts=settled)
    _advance(bridge, event)


def follow_payment(event: PaymentEvent) -> None:
    """The bank confirms what was paid out of the escrow, or sends it back afterwards."""
    if event.kind not in _FOLLOWED or not event.payment.subject.startswith("bridge:"):
        return
    named = Bridge.objects.filter(no=event.payment.subject.removeprefix("bridge:"))
    bridge = named.select_related(*_NAMED).first()
    if bridge is None:
        return
    if event.kind == RETURNED_LATE:
        _came_back(bridge, event)
    elif event.payment.root == repayment_of(bridge):
        named.filter(paid_on=None).update(paid_on=event.on)
        facts = {"payment": event.payment.no, "paid_on": event.on}
        note_bridge(bridge, "paid", actor=event.actor, at=event.at, facts=facts)
        _advance(bridge, event)
        if bridge.state in Bridge.ENDED:  # it was over when the bank sent this back
            close_when_paid(bridge, actor=event.actor, at=event.at)
    elif event.payment.root == surplus_of(bridge):
        if bridge.state == Bridge.State.SETTLING:
            end_settling(bridge, actor=event.actor, at=event.at)
        else:  # over before, and its surplus sent back and paid again since
            close_when_paid(bridge, actor=event.actor, at=event.at)


def _came_back(bridge: Bridge, event: PaymentEvent) -> None:
    """The escrow holds the money again. A loan that was not paid after all is not repaid; a
    bridge that is over stays so and closes its escrow once the firm has its money."""
    facts = {"payment": event.payment.no, "on": event.on}
    if event.payment.root == repayment_of(bridge):
        lent = Bridge.objects.filter(pk=bridge.pk, state__in=Bridge.LENT)
        lent.update(paid_on=None, state=Bridge.State.RELEASED)
    note_bridge(bridge, "payment_returned_late", actor=event.actor, at=event.at, facts=facts)


def _advance(bridge: Bridge, event: LoanEvent | PaymentEvent) -> None:
    """Repaid once the money went out and the old bank says the loan is settled."""
    both = Bridge.objects.filter(pk=bridge.pk, state=Bridge.State.RELEASED)
    both = both.exclude(paid_on=None).exclude(settled_on=None)
    if both.update(state=Bridge.State.REPAID):
        _tell(bridge, event.actor, event)


def _tell(bridge: Bridge, actor: Actor, event: LoanEvent | PaymentEvent) -> None:
    facts = {"on": localdate(event.at)}
    note_bridge(bridge, "repaid", actor=actor, at=event.at, facts=facts)
    say(bridge, "bridge.repaid", to=bank_of(bridge), at=event.at)
