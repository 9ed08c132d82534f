"""复核熔断决定: a second officer lets the stop, or its lifting, take effect, or sends it back."""

from datetime import datetime

from django.db import transaction

from kerong.contracts.compensation.access import DECIDE_BREAKER, breaker_for
from kerong.contracts.compensation.errors import MovedMeanwhile, SamePerson
from kerong.contracts.compensation.models import Breaker, BreakerChange, BreakerReading
from kerong.contracts.compensation.notes import note_breaker
from kerong.contracts.compensation.read_breakers import Why, take_reading
from kerong.kernel.actor import Actor

Kind, State = BreakerChange.Kind, BreakerChange.State


def decide_breaker_change(
    *, actor: Actor, breaker_id: int, change_id: int, agrees: bool, at: datetime
) -> BreakerChange:
    """`change_id` is of the wish the second person saw: that one is decided or none.

    Raises SamePerson, and MovedMeanwhile when it does not wait. Who asked may take it back.
    """
    DECIDE_BREAKER.require(actor)
    breaker = breaker_for(actor, breaker_id)
    change = BreakerChange.objects.filter(breaker=breaker, pk=change_id, state=State.ASKED).first()
    if change is None:
        raise MovedMeanwhile(state=breaker.get_state_display())
    if agrees and change.asked_by_id == actor.person_id:
        raise SamePerson()
    state = State.DONE if agrees else State.RETURNED
    with transaction.atomic():
        asked = BreakerChange.objects.filter(pk=change.pk, state=State.ASKED)
        if not asked.update(state=state, decided_by=actor.person_id, decided_at=at):
            raise MovedMeanwhile(state=change.get_state_display())
        facts = {"change": change.pk, "agreed": agrees}
        note_breaker(breaker, "change_decided", actor=actor, at=at, facts=facts)
        if agrees:
            _take_effect(breaker, change, actor=actor, at=at)
    change.refresh_from_db()
    return change


def _take_effect(breaker: Breaker, change: BreakerChange, *, actor: Actor, at: datetime) -> None:
    stops = change.kind == Kind.SUSPEND
    Breaker.objects.filter(pk=breaker.pk).update(
        is_held=stops, lifted_until=None if stops else change.lifted_until
    )
    breaker.refresh_from_db()
    why = Why(BreakerReading.Cause.DECISION, words=change.words)
    take_reading(breaker, why, actor=actor, at=at)
