"""批准转贷: a second officer approves; the money is set aside and the escrow opened."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate

from kerong.contracts.bridges.access import APPROVE, bridge_for
from kerong.contracts.bridges.accounts import open_escrow
from kerong.contracts.bridges.checks import require_lendable
from kerong.contracts.bridges.errors import SamePerson, SeenOtherwise
from kerong.contracts.bridges.models import Bridge
from kerong.contracts.bridges.moves import move
from kerong.contracts.bridges.notes import firm_of, note_bridge, say
from kerong.kernel.actor import Actor
from kerong.kernel.money import Money
from kerong.ledger.reserve import reserve
from kerong.ledger.values import Reservation


def approve_bridge(*, actor: Actor, bridge_no: str, proposed_at: datetime, at: datetime) -> Bridge:
    """`proposed_at` is of the proposal the second person saw: that one is approved or none.

    Raises SamePerson, SeenOtherwise, BridgeMoved, what `require_lendable` raises, and Overdrawn
    where the fund has not enough.
    """
    APPROVE.require(actor)
    bridge = bridge_for(actor, bridge_no)
    if bridge.proposed_by_id == actor.person_id:
        raise SamePerson()
    if bridge.state == Bridge.State.PROPOSED and bridge.proposed_at != proposed_at:
        raise SeenOtherwise()
    require_lendable(bridge, localdate(at))
    seen = Q(proposed_at=proposed_at) & ~Q(proposed_by=actor.person_id)
    with transaction.atomic():
        done: dict[str, Any] = {"approved_by_id": actor.person_id, "approved_at": at}
        move(bridge, Bridge.State.APPROVED, since=(Bridge.State.PROPOSED,), where=seen, **done)
        open_escrow(bridge, actor=actor, at=at)
        reserve(reservation=_reservation(bridge), actor=actor, at=at)
        facts = {"amount_fen": bridge.amount_fen, "own_fen": bridge.own_fen}
        note_bridge(bridge, "approved", actor=actor, at=at, facts=facts)
        told = {"own": Money(bridge.own_fen).yuan_text()}
        say(bridge, "bridge.approved", to=firm_of(bridge), at=at, facts=told)
    return bridge


def hold_of_bridge(bridge: Bridge) -> str:
    """The reference under which the fund's money is set aside."""
    return f"{bridge.reference}:hold"


def _reservation(bridge: Bridge) -> Reservation:
    return Reservation(
        debit=bridge.fund.account,
        credit=bridge.escrow,
        amount_fen=bridge.amount_fen,
        kind="bridge_released",
        reference=hold_of_bridge(bridge),
        subject=bridge.reference,
        words=f"转贷 {bridge.no}",
    )
