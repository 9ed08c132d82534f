"""拟批转贷: one officer proposes to lend; whatever stands in the way refuses here already."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from kerong.contracts.bridges.access import PROPOSE_APPROVAL, bridge_for
from kerong.contracts.bridges.checks import require_lendable
from kerong.contracts.bridges.models import Bridge
from kerong.contracts.bridges.moves import move
from kerong.contracts.bridges.notes import note_bridge, office_of, say
from kerong.contracts.bridges.words import checked_words
from kerong.kernel.actor import Actor


def propose_approval(*, actor: Actor, bridge_no: str, grounds: str, at: datetime) -> Bridge:
    """Raises what `require_lendable` raises, and BridgeMoved."""
    PROPOSE_APPROVAL.require(actor)
    bridge = bridge_for(actor, bridge_no)
    said = checked_words(grounds, least=4, most=1000)
    require_lendable(bridge, localdate(at))
    with transaction.atomic():
        done: dict[str, Any] = {"proposed_by_id": actor.person_id, "proposed_at": at}
        move(bridge, Bridge.State.PROPOSED, since=(Bridge.State.BACKED,), grounds=said, **done)
        facts = {"amount_fen": bridge.amount_fen, "grounds": said}
        note_bridge(bridge, "approval_proposed", actor=actor, at=at, facts=facts)
        say(bridge, "bridge.approval_waits", to=office_of(bridge), at=at)
    return bridge
