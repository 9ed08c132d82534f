"""确认协调决定: a second officer confirms the minutes; what they lift stands no longer."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from kerong.contracts.bridges.access import CONFIRM_COORDINATION, bridge_for
from kerong.contracts.bridges.errors import SamePerson, SeenOtherwise
from kerong.contracts.bridges.models import Coordination
from kerong.contracts.bridges.notes import note_bridge
from kerong.kernel.actor import Actor


def confirm_coordination(
    *, actor: Actor, bridge_no: str, coordination_id: int, at: datetime
) -> Coordination:
    """Raises SamePerson, SeenOtherwise where it is not the one that waits."""
    CONFIRM_COORDINATION.require(actor)
    bridge = bridge_for(actor, bridge_no)
    waiting = Coordination.objects.filter(bridge=bridge, pk=coordination_id, confirmed_at=None)
    row = waiting.first()
    if row is None:
        raise SeenOtherwise()
    if row.recorded_by_id == actor.person_id:
        raise SamePerson()
    with transaction.atomic():
        mine = waiting.filter(~Q(recorded_by=actor.person_id))
        if not mine.update(confirmed_by_id=actor.person_id, confirmed_at=at):
            raise SeenOtherwise()
        facts = {"lifted": row.lifted, "held_on": row.held_on}
        note_bridge(bridge, "coordination_confirmed", actor=actor, at=at, facts=facts)
    row.refresh_from_db()
    return row
