"""撤销转贷: an approved bridge is not used after all; nothing was paid to the old bank yet."""

from datetime import datetime
from typing import Any

from django.db import transaction

from kerong.contracts.bridges.access import CALL_OFF, bridge_for
from kerong.contracts.bridges.approve_bridge import hold_of_bridge
from kerong.contracts.bridges.closing import bring_back, end
from kerong.contracts.bridges.escrow import held_in
from kerong.contracts.bridges.models import Bridge
from kerong.contracts.bridges.moves import move
from kerong.contracts.bridges.notes import note_bridge
from kerong.contracts.bridges.paying import cancel_repayment, give_back
from kerong.contracts.bridges.words import checked_words
from kerong.kernel.actor import Actor
from kerong.ledger.void import void

_APPROVED, _RELEASED = Bridge.State.APPROVED, Bridge.State.RELEASED


def call_off_bridge(*, actor: Actor, bridge_no: str, words: str, at: datetime) -> Bridge:
    """The fund has its money again without a fee, the firm gets back what it brought.

    Raises WordsWanted, BridgeMoved, and PaymentUnderWay once the old bank is being paid.
    """
    CALL_OFF.require(actor)
    bridge = bridge_for(actor, bridge_no)
    said = checked_words(words, least=4, most=1000)
    was_released = bridge.state == _RELEASED
    with transaction.atomic():
        ended: dict[str, Any] = {"ended_by_id": actor.person_id, "end_words": said}
        since = _RELEASED if was_released else _APPROVED
        move(bridge, Bridge.State.SETTLING, since=(since,), **ended)
        if was_released:
            cancel_repayment(bridge, reason=said, actor=actor, at=at)
            bring_back(bridge, fee_fen=0, actor=actor, at=at)
        else:
            void(hold=hold_of_bridge(bridge), actor=actor, at=at)
        note_bridge(bridge, "given_up", actor=actor, at=at, facts={"words": said})
        left = held_in(bridge)
        if left:
            give_back(bridge, left, actor=actor, at=at)
        else:
            end(bridge, since=(Bridge.State.SETTLING,), actor=actor, at=at)
    return bridge
