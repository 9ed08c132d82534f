"""退回续贷意见: the second person of the bank sends the opinion back with words."""

from datetime import datetime

from django.db import transaction

from kerong.contracts.bridges.access import RETURN_OPINION, promised_by
from kerong.contracts.bridges.models import Bridge
from kerong.contracts.bridges.moves import move
from kerong.contracts.bridges.notes import bank_of, note_bridge, say
from kerong.contracts.bridges.words import checked_words
from kerong.kernel.actor import Actor


def return_opinion(*, actor: Actor, bridge_no: str, words: str, at: datetime) -> Bridge:
    """Raises WordsWanted, BridgeMoved."""
    RETURN_OPINION.require(actor)
    bridge = promised_by(actor, bridge_no)
    said = checked_words(words, least=2, most=1000)
    with transaction.atomic():
        move(bridge, Bridge.State.SUBMITTED, since=(Bridge.State.OPINED,))
        note_bridge(bridge, "opinion_returned", actor=actor, at=at, facts={"words": said})
        say(bridge, "bridge.opinion_returned", to=bank_of(bridge), at=at, facts={"words": said})
    return bridge
