"""恢复担保计划: an officer lets new guarantees be given again; the suspension stays on record."""

from datetime import datetime

from django.db import transaction

from kerong.contracts.guarantees.access import RESUME_PROGRAMME
from kerong.contracts.guarantees.errors import SuspensionMoved
from kerong.contracts.guarantees.models import ProgrammeSuspension
from kerong.contracts.guarantees.suspensions import tell_suspension
from kerong.contracts.guarantees.words import checked_words
from kerong.kernel.actor import Actor


def resume_programme(
    *, actor: Actor, suspension_id: int, words: str, at: datetime
) -> ProgrammeSuspension:
    """Raises SuspensionMoved, WordsWanted."""
    RESUME_PROGRAMME.require(actor)
    reason = checked_words(words, least=5, most=500)
    held = ProgrammeSuspension.objects.filter(pk=suspension_id, resumed_at=None)
    with transaction.atomic():
        if not held.update(resumed_by_id=actor.person_id, resumed_at=at, resume_words=reason):
            raise SuspensionMoved()
        row = ProgrammeSuspension.objects.get(pk=suspension_id)
        tell_suspension(row, reason, actor=actor, at=at)
    return row
