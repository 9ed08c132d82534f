"""解除限制: an officer lets the firm apply again, with words."""

from datetime import datetime

from django.db import transaction

from kerong.contracts.bridges.access import LIFT_BAN, ban_for
from kerong.contracts.bridges.errors import BanNotFound, BridgeMoved
from kerong.contracts.bridges.models import Bridge, BridgeBan
from kerong.contracts.bridges.notes import firm_of, note_bridge, say
from kerong.contracts.bridges.words import checked_words
from kerong.kernel.actor import Actor


def lift_ban(*, actor: Actor, bridge_no: str, words: str, at: datetime) -> BridgeBan:
    """Once the money is back. Raises BanNotFound, BridgeMoved while it is not, WordsWanted."""
    LIFT_BAN.require(actor)
    ban = ban_for(actor, bridge_no)
    bridge, said = ban.bridge, checked_words(words, least=4, most=1000)
    if bridge.state in Bridge.OPEN:
        raise BridgeMoved(no=bridge.no, state=bridge.get_state_display())
    with transaction.atomic():
        standing = BridgeBan.objects.filter(pk=ban.pk, lifted_at=None)
        if not standing.update(lifted_by_id=actor.person_id, lifted_at=at, lift_words=said):
            raise BanNotFound()
        note_bridge(bridge, "ban_lifted", actor=actor, at=at, facts={"words": said})
        say(bridge, "bridge.ban_lifted", to=firm_of(bridge), at=at)
    ban.refresh_from_db()
    return ban
