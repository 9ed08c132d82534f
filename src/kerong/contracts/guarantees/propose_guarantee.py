"""审查担保申请: one person of the guarantor proposes to answer for the loan."""

from datetime import datetime
from typing import Any

from django.db import transaction

from kerong.contracts.guarantees.access import PROPOSE_GUARANTEE, of_guarantor
from kerong.contracts.guarantees.diligence import require_complete
from kerong.contracts.guarantees.errors import GuaranteeMoved
from kerong.contracts.guarantees.models import DiligenceRecord, Guarantee
from kerong.contracts.guarantees.moves import move
from kerong.contracts.guarantees.notes import guarantor_of, note_guarantee, say
from kerong.contracts.guarantees.words import checked_words
from kerong.kernel.actor import Actor

State = Guarantee.State


def propose_guarantee(*, actor: Actor, guarantee_no: str, grounds: str, at: datetime) -> Guarantee:
    """A second person decides. The guarantor's diligence record has to be complete.

    Raises WrongSide, GuaranteeMoved, DiligenceMissing, WordsWanted.
    """
    PROPOSE_GUARANTEE.require(actor)
    guarantee = of_guarantor(actor, guarantee_no)
    opinion = checked_words(grounds, least=10, most=1000)
    if guarantee.state != State.ASKED:
        raise GuaranteeMoved(state=guarantee.state)
    require_complete(guarantee, DiligenceRecord.Side.GUARANTOR)
    with transaction.atomic():
        fields: dict[str, Any] = {
            "grounds": opinion,
            "proposed_by_id": actor.person_id,
            "proposed_at": at,
        }
        move(guarantee, State.PROPOSED, since=(State.ASKED,), **fields)
        note_guarantee(guarantee, "proposed", actor=actor, at=at, facts={"grounds": opinion})
        say(guarantee, "guarantee.proposed", to=guarantor_of(guarantee), at=at)
    return guarantee
