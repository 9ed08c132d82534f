"""撤回质押: the firm takes back an offer the bank has not signed."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from kerong.contracts.pledges.access import WITHDRAW, pledge_for
from kerong.contracts.pledges.models import Pledge
from kerong.contracts.pledges.moves import move
from kerong.contracts.pledges.notes import bank_of, note_pledge, say
from kerong.kernel.actor import Actor


def withdraw_pledge(*, actor: Actor, pledge_no: str, at: datetime) -> Pledge:
    """Raises PledgeMoved once the bank has signed."""
    WITHDRAW.require(actor)
    pledge = pledge_for(actor, pledge_no)
    with transaction.atomic():
        move(
            pledge,
            Pledge.State.WITHDRAWN,
            since=Pledge.ASKED,
            ended_on=localdate(at),
            ended_by_id=actor.person_id,
        )
        note_pledge(pledge, "withdrawn", actor=actor, at=at, facts={})
        say(pledge, "pledge.withdrawn", to=bank_of(pledge), at=at)
    return pledge
