"""撤回担保申请: the bank gives up what nothing was drawn on; the firm's room is free again."""

from datetime import datetime

from django.db import transaction

from kerong.contracts.guarantees.access import WITHDRAW_LETTER, of_bank
from kerong.contracts.guarantees.letters import revoke_letter
from kerong.contracts.guarantees.models import Guarantee
from kerong.contracts.guarantees.moves import move
from kerong.contracts.guarantees.notes import firm_of, guarantor_of, note_guarantee, say
from kerong.contracts.guarantees.rooms import change_room
from kerong.contracts.guarantees.words import checked_words
from kerong.kernel.actor import Actor

State = Guarantee.State


def withdraw_letter(*, actor: Actor, guarantee_no: str, words: str, at: datetime) -> Guarantee:
    """A request, or a letter not drawn on, which is revoked. Raises WrongSide, GuaranteeMoved."""
    WITHDRAW_LETTER.require(actor)
    guarantee = of_bank(actor, guarantee_no)
    reason = checked_words(words, least=2, most=1000)
    with transaction.atomic():
        since = (*Guarantee.OPEN, State.ISSUED)
        move(guarantee, State.WITHDRAWN, since=since, end_words=reason)
        change_room(guarantee, 0)
        revoke_letter(guarantee, reason, actor=actor, at=at)
        note_guarantee(guarantee, "withdrawn", actor=actor, at=at, facts={"words": reason})
        for to in (guarantor_of(guarantee), firm_of(guarantee)):
            say(guarantee, "guarantee.withdrawn", to=to, at=at)
    return guarantee
