"""撤回转贷申请: the firm takes back what is not decided yet."""

from datetime import datetime
from typing import Any

from django.db import transaction

from kerong.contracts.bridges.access import WITHDRAW, bridge_for
from kerong.contracts.bridges.models import Bridge
from kerong.contracts.bridges.moves import move
from kerong.contracts.bridges.notes import bank_of, note_bridge, say
from kerong.kernel.actor import Actor


def withdraw_bridge(*, actor: Actor, bridge_no: str, at: datetime) -> Bridge:
    """Raises BridgeMoved once it is approved."""
    WITHDRAW.require(actor)
    bridge = bridge_for(actor, bridge_no)
    with transaction.atomic():
        ended: dict[str, Any] = {"ended_by_id": actor.person_id, "ended_at": at}
        move(bridge, Bridge.State.WITHDRAWN, since=Bridge.ASKED, **ended)
        note_bridge(bridge, "withdrawn", actor=actor, at=at, facts={})
        say(bridge, "bridge.withdrawn", to=bank_of(bridge), at=at)
    return bridge
