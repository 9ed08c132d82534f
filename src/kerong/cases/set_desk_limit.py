"""调整在办上限: an officer lets one institution hold more, or fewer, needs at once."""

from datetime import datetime

from django.db import transaction

from kerong.cases.access import SET_DESK_LIMIT
from kerong.cases.eligibility import lender_addressed
from kerong.cases.models import Desk
from kerong.cases.notes import reference_of_institution
from kerong.cases.words import DESK_LIMIT, checked_range, checked_words
from kerong.jobs.contention import retried
from kerong.kernel.actor import Actor
from kerong.trail.record import record


@retried
def set_desk_limit(
    *, actor: Actor, institution_id: int, limit: int | None, words: str, at: datetime
) -> Desk:
    """Set the institution's own limit, or None for the general one; what it holds stays.

    Raises AddressedToNobody for an institution that does not take needs.
    """
    SET_DESK_LIMIT.require(actor)
    institution = lender_addressed(institution_id)
    said = checked_words(words, field="words", least=4, most=500)
    if limit is not None:
        checked_range(limit, DESK_LIMIT)
    with transaction.atomic():
        desk, _ = Desk.objects.get_or_create(institution=institution)
        Desk.objects.filter(pk=desk.pk).update(own_limit=limit)
        record(
            stream=reference_of_institution(institution.pk),
            kind="desk.limit_set",
            actor=actor,
            at=at,
            subject=reference_of_institution(institution.pk),
            facts={"old": desk.own_limit, "new": limit, "words": said},
        )
    desk.own_limit = limit
    return desk
