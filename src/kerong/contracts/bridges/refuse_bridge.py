"""不同意转贷: the bank will not renew, or the office does not lend; the firm reads why."""

from datetime import datetime
from typing import Any

from django.db import transaction

from kerong.contracts.bridges.access import DECLINE, REFUSE, bridge_for, promised_by
from kerong.contracts.bridges.models import Bridge
from kerong.contracts.bridges.moves import move
from kerong.contracts.bridges.notes import firm_of, note_bridge, say
from kerong.contracts.bridges.words import checked_words
from kerong.kernel import roles
from kerong.kernel.actor import Actor

_BANK = (Bridge.State.SUBMITTED, Bridge.State.OPINED)
_OFFICE = (Bridge.State.BACKED, Bridge.State.PROPOSED)


def refuse_bridge(*, actor: Actor, bridge_no: str, words: str, at: datetime) -> Bridge:
    """By the bank until it promised, by the office afterwards. Raises WordsWanted, BridgeMoved."""
    of_bank = actor.role in roles.INSTITUTION
    (DECLINE if of_bank else REFUSE).require(actor)
    bridge = promised_by(actor, bridge_no) if of_bank else bridge_for(actor, bridge_no)
    said = checked_words(words, least=4, most=1000)
    with transaction.atomic():
        ended: dict[str, Any] = {"ended_by_id": actor.person_id, "ended_at": at, "end_words": said}
        since = _BANK if of_bank else _OFFICE
        move(bridge, Bridge.State.REFUSED, since=since, **ended)
        note_bridge(bridge, "refused", actor=actor, at=at, facts={"words": said})
        say(bridge, "bridge.refused", to=firm_of(bridge), at=at, facts={"words": said})
    return bridge
