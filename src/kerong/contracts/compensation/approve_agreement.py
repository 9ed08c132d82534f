"""协议生效: a second officer puts a drafted agreement in force."""

from datetime import datetime

from django.db import transaction

from kerong.contracts.compensation.access import APPROVE_AGREEMENT, agreement_for
from kerong.contracts.compensation.errors import MovedMeanwhile, SamePerson
from kerong.contracts.compensation.models import LossAgreement
from kerong.contracts.compensation.notes import note_agreement
from kerong.kernel.actor import Actor

State = LossAgreement.State


def approve_agreement(*, actor: Actor, agreement_no: str, at: datetime) -> LossAgreement:
    """Raises SamePerson, MovedMeanwhile."""
    APPROVE_AGREEMENT.require(actor)
    agreement = agreement_for(actor, agreement_no)
    if agreement.drafted_by_id == actor.person_id:
        raise SamePerson()
    with transaction.atomic():
        drafted = LossAgreement.objects.filter(pk=agreement.pk, state=State.DRAFTED)
        if not drafted.update(state=State.IN_FORCE, decided_by=actor.person_id, decided_at=at):
            raise MovedMeanwhile(state=agreement.get_state_display())
        note_agreement(agreement, "in_force", actor=actor, at=at, facts={"agreement": agreement.no})
    agreement.refresh_from_db()
    return agreement
