"""归还结清: what was lent and the fee go back, the rest to the firm; the escrow ends at zero."""

from datetime import datetime

from django.db import transaction

from kerong.contracts.bridges.access import SETTLE, bridge_for
from kerong.contracts.bridges.closing import bring_back, end
from kerong.contracts.bridges.errors import BridgeMoved, EscrowShort
from kerong.contracts.bridges.escrow import held_in
from kerong.contracts.bridges.models import Bridge
from kerong.contracts.bridges.moves import move
from kerong.contracts.bridges.notes import note_bridge
from kerong.contracts.bridges.paying import give_back
from kerong.kernel.actor import Actor
from kerong.kernel.money import Money

_SINCE = (Bridge.State.REPAID,)


def settle_bridge(*, actor: Actor, bridge_no: str, at: datetime) -> Bridge:
    """Raises BridgeMoved before the old loan is repaid, EscrowShort while money is missing."""
    SETTLE.require(actor)
    bridge = bridge_for(actor, bridge_no)
    if bridge.state not in _SINCE:
        raise BridgeMoved(no=bridge.no, state=bridge.get_state_display())
    fee = bridge.fee_fen or 0
    with transaction.atomic():
        move(bridge, Bridge.State.SETTLING, since=_SINCE, ended_by_id=actor.person_id)
        left = _left_over(bridge, fee)  # from here on no receipt comes in any more
        bring_back(bridge, fee_fen=fee, actor=actor, at=at)
        facts = {"amount_fen": bridge.amount_fen, "fee_fen": fee, "left_fen": left}
        note_bridge(bridge, "returned", actor=actor, at=at, facts=facts)
        if left:
            give_back(bridge, left, actor=actor, at=at)
        else:
            end(bridge, since=(Bridge.State.SETTLING,), actor=actor, at=at)
    return bridge


def _left_over(bridge: Bridge, fee_fen: int) -> int:
    """What the escrow holds beyond what goes back. Raises EscrowShort."""
    held, wanted = held_in(bridge), bridge.amount_fen + fee_fen
    if bridge.returned_on is None or held < wanted:
        raise EscrowShort(wanted=Money(wanted).yuan_text(), held=Money(held).yuan_text())
    return held - wanted
