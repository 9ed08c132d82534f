"""授信退回: the approver sends the proposal back with words; another may be made."""

from datetime import datetime

from django.db import transaction

from kerong.cases.access import RETURN_CREDIT, take_up_for
from kerong.cases.credit import standing_proposal
from kerong.cases.errors import ChangedMeanwhile
from kerong.cases.models import CreditDecision, TakeUp
from kerong.cases.notes import Word, institution_of, note_take_up, say
from kerong.cases.shapes.open_take_up import require_stage
from kerong.cases.stages import move
from kerong.cases.words import checked_words
from kerong.jobs.contention import retried
from kerong.kernel.actor import Actor


@retried
def return_credit(*, actor: Actor, take_up_no: str, words: str, at: datetime) -> CreditDecision:
    """Send back what stands, saying why in at least four characters. Raises NoProposal."""
    RETURN_CREDIT.require(actor)
    take_up = take_up_for(actor, take_up_no)
    require_stage(take_up, "return_credit")
    decision = standing_proposal(take_up)
    decision.returned_by_id, decision.returned_at = actor.person_id, at
    decision.return_words = checked_words(words, field="words", least=4, most=500)
    with transaction.atomic():
        move(take_up, TakeUp.Stage.ACCEPTED)
        _return(decision)
        facts = {"words": decision.return_words}
        note_take_up(take_up, "credit_returned", actor=actor, at=at, facts=facts)
        word = Word(to=institution_of(take_up), kind="take_up.credit_returned", facts=facts)
        say(word, about=take_up, at=at)
    return decision


def _return(decision: CreditDecision) -> None:
    standing = CreditDecision.objects.filter(pk=decision.pk, approved_at=None, returned_at=None)
    if not standing.update(
        returned_by=decision.returned_by_id,
        returned_at=decision.returned_at,
        return_words=decision.return_words,
    ):
        raise ChangedMeanwhile(no=decision.take_up.no)
