"""熔断人工决定: an officer asks to lift a stop until a day, or to stop by hand."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from kerong.contracts.compensation.access import ASK_BREAKER, breaker_for
from kerong.contracts.compensation.errors import FigureOutOfRange, MovedMeanwhile
from kerong.contracts.compensation.models import BreakerChange
from kerong.contracts.compensation.notes import OFFICERS, note_breaker
from kerong.contracts.compensation.words import checked_words
from kerong.kernel.actor import Actor
from kerong.kernel.references import reference
from kerong.notices.tell import tell

Kind = BreakerChange.Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class BreakerWish:
    """What is to become of the breaker, and why."""

    kind: str
    words: str
    lifted_until: date | None = None


def ask_breaker_change(
    *, actor: Actor, breaker_id: int, wish: BreakerWish, at: datetime
) -> BreakerChange:
    """A resumption names the day until which the breaker stops nothing; a stop names none.

    Raises FigureOutOfRange, and MovedMeanwhile while another decision waits.
    """
    ASK_BREAKER.require(actor)
    breaker = breaker_for(actor, breaker_id)
    words = checked_words(wish.words, most=500)
    kind, lifted_until = wish.kind, wish.lifted_until
    if kind not in Kind.values:
        raise FigureOutOfRange(field="kind")
    if (kind == Kind.RESUME) != (lifted_until is not None and lifted_until >= localdate(at)):
        raise FigureOutOfRange(field="lifted_until")
    change = BreakerChange(
        breaker=breaker,
        kind=kind,
        lifted_until=lifted_until,
        words=words,
        asked_by_id=actor.person_id,
        asked_at=at,
    )
    with transaction.atomic():
        try:
            with transaction.atomic():
                change.save(force_insert=True)
        except IntegrityError as fault:
            raise MovedMeanwhile(state=BreakerChange.State.ASKED.label) from fault
        facts = {"change": change.pk, "kind": str(kind), "until": lifted_until, "words": words}
        note_breaker(breaker, "change_asked", actor=actor, at=at, facts=facts)
        told = {"title": breaker.title}
        subject = reference("breaker", breaker.pk)
        tell(to=OFFICERS, kind="breaker.change_asked", facts=told, subject=subject, at=at)
    return change
