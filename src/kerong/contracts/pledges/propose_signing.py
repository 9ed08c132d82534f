"""审查质押: one person of the bank checks the offer and proposes to sign it."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from kerong.contracts.pledges.access import PROPOSE_SIGNING, pledge_for
from kerong.contracts.pledges.checks import hits_of_pledge, require_registrable
from kerong.contracts.pledges.models import Pledge
from kerong.contracts.pledges.moves import move
from kerong.contracts.pledges.notes import bank_of, note_pledge, say
from kerong.contracts.pledges.words import checked_words
from kerong.kernel.actor import Actor


def propose_signing(
    *, actor: Actor, pledge_no: str, contract_no: str, grounds: str, at: datetime
) -> Pledge:
    """Raises CheckFails, PledgeMoved, WordsWanted."""
    PROPOSE_SIGNING.require(actor)
    pledge = pledge_for(actor, pledge_no)
    require_registrable(hits_of_pledge(pledge, localdate(at)))
    with transaction.atomic():
        move(
            pledge,
            Pledge.State.PROPOSED,
            since=(Pledge.State.OFFERED,),
            contract_no=checked_words(contract_no, most=80),
            grounds=checked_words(grounds),
            proposed_by_id=actor.person_id,
            proposed_at=at,
        )
        facts = {"contract_no": pledge.contract_no, "words": pledge.grounds}
        note_pledge(pledge, "signing_proposed", actor=actor, at=at, facts=facts)
        say(pledge, "pledge.signature_waits", to=bank_of(pledge), at=at)
    return pledge
