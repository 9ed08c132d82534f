"""How a bridge ends: the fund has its money back, the firm what is left, the escrow is zero."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate

from kerong.contracts.bridges.accounts import (
    close_escrow,
    fees_of,
    lent_by,
    memo_of,
)
from kerong.contracts.bridges.escrow import held_in
from kerong.contracts.bridges.models import Bridge
from kerong.contracts.bridges.moves import move
from kerong.contracts.bridges.notes import bank_of, firm_of, note_bridge, say
from kerong.kernel.actor import Actor
from kerong.kernel.money import Money
from kerong.ledger.move import move_all
from kerong.ledger.values import Movement
from kerong.payments.models import Payment


def bring_back(bridge: Bridge, *, fee_fen: int, actor: Actor, at: datetime) -> None:
    """What was lent goes back to the fund, the fee to its income; the memo says it is returned."""
    on = localdate(at)
    legs = [
        (bridge.escrow, bridge.fund.account, bridge.amount_fen, "bridge_returned", "returned"),
        (
            memo_of(bridge.fund),
            lent_by(bridge.fund),
            bridge.amount_fen,
            "bridge_repaid",
            "memo",
        ),
    ]
    if fee_fen:
        legs.append((bridge.escrow, fees_of(bridge.fund), fee_fen, "bridge_fee", "fee"))
    move_all(movements=[_leg(bridge, on, *leg) for leg in legs], actor=actor, at=at)


def _leg(
    bridge: Bridge, on: date, debit: str, credit: str, amount_fen: int, *named: str
) -> Movement:
    kind, last = named
    return Movement(
        debit=debit,
        credit=credit,
        amount_fen=amount_fen,
        kind=kind,
        reference=f"{bridge.reference}:{last}",
        effective_on=on,
        subject=bridge.reference,
    )


def end_settling(bridge: Bridge, *, actor: Actor, at: datetime) -> None:
    """The firm has what was left: the bridge is over, and its escrow closed but for what a bank
    sent back. Raises AccountNotEmpty where another fen is left.
    """
    end(bridge, since=(Bridge.State.SETTLING,), actor=actor, at=at)


def end(bridge: Bridge, *, since: tuple[str, ...], actor: Actor, at: datetime) -> None:
    """Closed where the money was used, called off where it was not."""
    used = bridge.returned_on is not None
    state = Bridge.State.CLOSED if used else Bridge.State.CALLED_OFF
    ended: dict[str, Any] = {"ended_at": at}
    if bridge.ended_by_id is None:
        ended["ended_by_id"] = actor.person_id
    move(bridge, state, since=since, **ended)
    close_when_paid(bridge, actor=actor, at=at)
    facts = {"days": bridge.days, "fee_fen": bridge.fee_fen}
    note_bridge(bridge, "closed" if used else "called_off", actor=actor, at=at, facts=facts)
    told: dict[str, object] = {"words": bridge.end_words}
    if used:
        told = {"days": bridge.days, "fee": Money(bridge.fee_fen or 0).yuan_text()}
    for to in (firm_of(bridge), bank_of(bridge)):
        say(bridge, f"bridge.{state}", to=to, at=at, facts=told)


def close_when_paid(bridge: Bridge, *, actor: Actor, at: datetime) -> None:
    """The escrow of a bridge that is over: closed at zero, open while what a bank sent back waits
    to be paid again. Raises AccountNotEmpty where another fen is left.
    """
    if not (held_in(bridge) and to_be_paid_again([bridge.reference])):
        close_escrow(bridge, actor=actor, at=at)


def to_be_paid_again(subjects: Sequence[str]) -> set[str]:
    """Of these bridges the ones a payment of which was sent back late and not paid since."""
    of_them = Payment.objects.filter(subject__in=subjects)
    paid = of_them.filter(state=Payment.State.CONFIRMED).values("root")
    back = of_them.filter(state=Payment.State.RETURNED_LATE).exclude(root__in=paid)
    return set(back.values_list("subject", flat=True))
