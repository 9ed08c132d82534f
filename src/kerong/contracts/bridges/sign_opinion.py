"""签署续贷意见: a second person of the bank signs the promise; the office decides next."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from kerong.contracts.bridges.access import SIGN_OPINION, promised_by
from kerong.contracts.bridges.errors import SamePerson, SeenOtherwise
from kerong.contracts.bridges.models import Bridge
from kerong.contracts.bridges.moves import move
from kerong.contracts.bridges.notes import firm_of, note_bridge, office_of, say
from kerong.kernel.actor import Actor
from kerong.kernel.money import Money


def sign_opinion(*, actor: Actor, bridge_no: str, opined_at: datetime, at: datetime) -> Bridge:
    """`opined_at` is of the opinion the second person saw: that one is signed or none.

    Raises SamePerson, SeenOtherwise, BridgeMoved.
    """
    SIGN_OPINION.require(actor)
    bridge = promised_by(actor, bridge_no)
    if bridge.opined_by_id == actor.person_id:
        raise SamePerson()
    if bridge.state == Bridge.State.OPINED and bridge.opined_at != opined_at:
        raise SeenOtherwise()
    seen = Q(opined_at=opined_at) & ~Q(opined_by=actor.person_id)
    with transaction.atomic():
        signed: dict[str, Any] = {"signed_by_id": actor.person_id, "signed_at": at}
        move(bridge, Bridge.State.BACKED, since=(Bridge.State.OPINED,), where=seen, **signed)
        note_bridge(bridge, "backed", actor=actor, at=at, facts={"letter": bridge.letter_no})
        told = {
            "bank": bridge.institution.name,
            "promised": Money(bridge.promised_fen or 0).yuan_text(),
            "letter": bridge.letter_no,
        }
        for to in (firm_of(bridge), office_of(bridge)):
            say(bridge, "bridge.backed", to=to, at=at, facts=told)
    return bridge
