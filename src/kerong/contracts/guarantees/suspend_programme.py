"""暂停担保计划: an officer stops new guarantees of a programme, whole or of one guarantor."""

from datetime import datetime

from django.db import IntegrityError, transaction

from kerong.contracts.guarantees.access import SUSPEND_PROGRAMME
from kerong.contracts.guarantees.errors import SuspensionMoved
from kerong.contracts.guarantees.models import ProgrammeSuspension
from kerong.contracts.guarantees.programmes import programme_table
from kerong.contracts.guarantees.suspensions import scope_of, tell_suspension
from kerong.contracts.guarantees.words import checked_words
from kerong.kernel.actor import Actor


def suspend_programme(
    *, actor: Actor, programme: str, guarantor_id: int | None, words: str, at: datetime
) -> ProgrammeSuspension:
    """Letters given before stay as they are. Raises ProgrammeUnknown, SuspensionMoved."""
    SUSPEND_PROGRAMME.require(actor)
    programme_table(programme)
    reason = checked_words(words, least=5, most=500)
    try:
        with transaction.atomic():
            row = ProgrammeSuspension.objects.create(
                programme=programme,
                guarantor_id=guarantor_id,
                scope=scope_of(programme, guarantor_id),
                words=reason,
                suspended_by_id=actor.person_id,
                suspended_at=at,
            )
            tell_suspension(row, reason, actor=actor, at=at)
    except IntegrityError as fault:
        raise SuspensionMoved() from fault
    return row
