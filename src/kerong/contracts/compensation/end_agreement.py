"""终止协议: a draft goes back, or an agreement takes no new loans from a day on."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from kerong.contracts.compensation.access import END_AGREEMENT, agreement_for
from kerong.contracts.compensation.errors import MovedMeanwhile
from kerong.contracts.compensation.models import LossAgreement
from kerong.contracts.compensation.notes import note_agreement
from kerong.contracts.compensation.words import checked_words
from kerong.kernel.actor import Actor

State = LossAgreement.State


def end_agreement(*, actor: Actor, agreement_no: str, words: str, at: datetime) -> LossAgreement:
    """Loans that stand under it stay there, and their claims are decided. Raises MovedMeanwhile."""
    END_AGREEMENT.require(actor)
    agreement, on = agreement_for(actor, agreement_no), localdate(at)
    words = checked_words(words, most=500)
    fields: dict[str, object] = {"end_words": words}
    if agreement.state == State.DRAFTED:
        fields |= {"state": State.RETURNED, "decided_by": actor.person_id, "decided_at": at}
    else:
        last = max(on, agreement.in_force_from)
        fields |= {"state": State.ENDED, "in_force_until": last}
    with transaction.atomic():
        held = LossAgreement.objects.filter(pk=agreement.pk, state=agreement.state)
        open_states = (State.DRAFTED, State.IN_FORCE)
        if agreement.state not in open_states or not held.update(**fields):
            raise MovedMeanwhile(state=agreement.get_state_display())
        facts = {"agreement": agreement.no, "words": words}
        note_agreement(agreement, "ended", actor=actor, at=at, facts=facts)
    agreement.refresh_from_db()
    return agreement
