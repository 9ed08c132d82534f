"""What became of payments: the handler by which subsidies follow their orders to the bank."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from django.db.models import F

from kerong.contracts.subsidies.errors import SubsidyMoved
from kerong.contracts.subsidies.models import ClawBack, Payout, Subsidy
from kerong.contracts.subsidies.notes import note_subsidies, tell_firms
from kerong.contracts.subsidies.totals import settle_all, unsettle_all
from kerong.kernel.money import Money
from kerong.payments.cancel import cancel_payment
from kerong.payments.reactions import (
    CANCELLED,
    CONFIRMED,
    RETURNED,
    RETURNED_LATE,
    SENT,
    PaymentEvent,
)
from kerong.payments.values import SUBSIDY

ORDER = 100
State = Payout.State
_OPEN = (State.ORDERED, State.SENT, State.RETURNED)
TO_OFFSET = "退汇款先抵扣应归还的补贴，余额另行支付"
_NOTED = {
    SENT: "payment_sent",
    RETURNED: "payment_returned",
    RETURNED_LATE: "payment_returned_late",
    CONFIRMED: "paid",
    CANCELLED: "payment_cancelled",
}
# What the events need of a subsidy; its calculation may be long.
_READ = ("no", "state", "programme", "clause", "granted_fen", "enterprise_id", "entitlement_id")
Followed = tuple[PaymentEvent, Payout]


def follow_payments(events: Sequence[PaymentEvent]) -> None:
    """In the transaction of the act that sent, confirmed, took back or called off the payments.

    Statements do not grow with the events. Raises SubsidyMoved.
    """
    wanted = [event for event in events if event.payment.kind == SUBSIDY]
    if not wanted:
        return
    payouts = _payouts_of(wanted)
    followed = [(event, payouts[event.payment.root]) for event in wanted
                if event.payment.root in payouts]  # fmt: skip
    for kind, follow in _FOLLOW.items():
        if same := [each for each in followed if each[0].kind == kind]:
            follow(same)
            _tell(kind, same)


def _payouts_of(events: Iterable[PaymentEvent]) -> Mapping[str, Payout]:
    """By the reference they were ordered under; one query."""
    rows = Payout.objects.filter(reference__in=[event.payment.root for event in events])
    fields = [field.attname for field in Payout._meta.concrete_fields]
    read = [f"subsidy__{name}" for name in _READ]
    return {row.reference: row for row in rows.select_related("subsidy").only(*fields, *read)}


def _sent(followed: Sequence[Followed]) -> None:
    _shift([payout for _event, payout in followed], State.SENT)


def _returned(followed: Sequence[Followed]) -> None:
    _shift([payout for _event, payout in followed], State.RETURNED)


def _returned_late(followed: Sequence[Followed]) -> None:
    """What arrived has not arrived after all. Of a firm that owes on claw-backs the payment is
    given up: ordered anew, what is owed is kept from it."""
    payouts = [payout for _event, payout in followed]
    _shift(payouts, State.RETURNED, since=(State.PAID,), settled_on=None)
    unsettle_all([(payout.subsidy, payout.payable_fen) for payout in payouts])
    pks = {payout.subsidy_id for payout in payouts}
    whole = Subsidy.objects.filter(pk__in=pks, state=Subsidy.State.PAID)
    whole.update(state=Subsidy.State.ORDERED, ended_at=None)
    owing = _owing({payout.subsidy.enterprise_id for payout in payouts})
    for event, payout in followed:
        if payout.subsidy.enterprise_id in owing:
            reference = event.payment.root
            cancel_payment(reference=reference, reason=TO_OFFSET, actor=event.actor, at=event.at)


def _owing(firms: set[int]) -> set[int]:
    owed = ClawBack.objects.filter(
        state=ClawBack.State.ORDERED, subsidy__enterprise__in=firms, subsidy__budget__isnull=False
    )
    return set(owed.values_list("subsidy__enterprise_id", flat=True))


def _paid(followed: Sequence[Followed]) -> None:
    """A batch mostly has one day on which the bank paid, and one moment at which it says so."""
    days: dict[date, list[Payout]] = {}
    for event, payout in followed:
        days.setdefault(event.on, []).append(payout)
    for day, payouts in sorted(days.items()):
        _shift(payouts, State.PAID, settled_on=day)
    settle_all([(payout.subsidy, payout.payable_fen) for _event, payout in followed])
    pks = {payout.subsidy_id for _event, payout in followed}
    whole = Subsidy.objects.filter(pk__in=pks, settled_fen=F("granted_fen"))
    whole.update(state=Subsidy.State.PAID, ended_at=followed[0][0].at)


def _called_off(followed: Sequence[Followed]) -> None:
    """The money stays payable; it can be ordered again, or the subsidy be cancelled."""
    _shift([payout for _event, payout in followed], State.CANCELLED)
    less: Counter[int] = Counter()
    for _event, payout in followed:
        less[payout.subsidy_id] += payout.payable_fen
    for pk, fen in sorted(less.items()):
        Subsidy.objects.filter(pk=pk).update(ordered_fen=F("ordered_fen") - fen)


_FOLLOW: Mapping[str, Callable[[Sequence[Followed]], None]] = {
    SENT: _sent,
    RETURNED: _returned,
    RETURNED_LATE: _returned_late,
    CONFIRMED: _paid,
    CANCELLED: _called_off,
}


def _shift(
    payouts: Sequence[Payout], to: str, *, since: Sequence[State] = _OPEN, **fields: object
) -> None:
    """All of them or none; raises SubsidyMoved naming the first that was elsewhere."""
    rows = Payout.objects.filter(pk__in=[payout.pk for payout in payouts])
    held = rows.filter(state__in=[str(state) for state in since])
    if held.update(state=to, **fields) != len(payouts):
        moved = next((each for each in payouts if each.state not in since), payouts[0])
        raise SubsidyMoved(no=moved.subsidy.no, state=moved.state)


def _tell(kind: str, followed: Sequence[Followed]) -> None:
    event = followed[0][0]
    noted = [
        (payout.subsidy, {"payout": payout.no, "amount_fen": payout.payable_fen,
                          "reference": payout.reference})
        for _event, payout in followed
    ]  # fmt: skip
    note_subsidies(noted, _NOTED[kind], actor=event.actor, at=event.at)
    if kind == CONFIRMED:
        paid = [(payout.subsidy, {"paid": Money(payout.payable_fen).yuan_text()})
                for _event, payout in followed]  # fmt: skip
        tell_firms(paid, "subsidy.paid", at=event.at)
