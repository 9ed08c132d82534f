"""不接受质押: the bank does not take the offer, and says why."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from kerong.contracts.pledges.access import DECLINE, pledge_for
from kerong.contracts.pledges.models import Pledge
from kerong.contracts.pledges.moves import move
from kerong.contracts.pledges.notes import firm_of, note_pledge, say
from kerong.contracts.pledges.words import checked_words
from kerong.kernel.actor import Actor


def decline_pledge(*, actor: Actor, pledge_no: str, words: str, at: datetime) -> Pledge:
    """Raises PledgeMoved once it is signed, WordsWanted."""
    DECLINE.require(actor)
    pledge = pledge_for(actor, pledge_no)
    reason = checked_words(words)
    with transaction.atomic():
        move(
            pledge,
            Pledge.State.DECLINED,
            since=Pledge.ASKED,
            ended_on=localdate(at),
            ended_by_id=actor.person_id,
            end_words=reason,
        )
        note_pledge(pledge, "declined", actor=actor, at=at, facts={"words": reason})
        say(pledge, "pledge.declined", to=firm_of(pledge), at=at, words=reason)
    return pledge
