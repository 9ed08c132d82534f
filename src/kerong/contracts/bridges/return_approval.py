"""退回拟批: the second officer sends the proposal back with words."""

from datetime import datetime

from django.db import transaction

from kerong.contracts.bridges.access import RETURN_APPROVAL, bridge_for
from kerong.contracts.bridges.models import Bridge
from kerong.contracts.bridges.moves import move
from kerong.contracts.bridges.notes import note_bridge
from kerong.contracts.bridges.words import checked_words
from kerong.kernel.actor import Actor


def return_approval(*, actor: Actor, bridge_no: str, words: str, at: datetime) -> Bridge:
    """Raises WordsWanted, BridgeMoved."""
    RETURN_APPROVAL.require(actor)
    bridge = bridge_for(actor, bridge_no)
    said = checked_words(words, least=2, most=1000)
    with transaction.atomic():
        move(bridge, Bridge.State.BACKED, since=(Bridge.State.PROPOSED,))
        note_bridge(bridge, "approval_returned", actor=actor, at=at, facts={"words": said})
    return bridge
