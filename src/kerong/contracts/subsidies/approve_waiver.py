"""复核核销: a second person gives up what is left of a claw-back."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from kerong.contracts.subsidies.access import APPROVE_WAIVER, claw_back_for
from kerong.contracts.subsidies.claw_backs import close_if_settled, come_back, move_back
from kerong.contracts.subsidies.errors import ClawBackMoved, SamePerson, SeenOtherwise
from kerong.contracts.subsidies.models import ClawBack, ClawBackMove
from kerong.contracts.subsidies.notes import note_subsidy
from kerong.contracts.subsidies.totals import leave
from kerong.jobs.contention import retried
from kerong.kernel.actor import Actor


@retried
def approve_waiver(
    *, no: str, asked_at: datetime, left_fen: int, actor: Actor, at: datetime
) -> ClawBack:
    """`asked_at` and `left_fen` are what the second person saw: that is waived or nothing.

    Raises SamePerson, SeenOtherwise, ClawBackMoved.
    """
    APPROVE_WAIVER.require(actor)
    row = claw_back_for(actor, no)
    if row.state != ClawBack.State.ORDERED or row.waiver_asked_at is None:
        raise ClawBackMoved(no=no)
    if row.waiver_asked_by_id == actor.person_id:
        raise SamePerson()
    if row.waiver_asked_at != asked_at or row.left_fen != left_fen:
        raise SeenOtherwise()
    with transaction.atomic():
        seen = ClawBack.objects.filter(
            pk=row.pk, waiver_asked_at=asked_at, waiver_asked_by=row.waiver_asked_by_id
        )
        if not seen.update(waived_by_id=actor.person_id):
            raise SeenOtherwise()
        kind, on = ClawBackMove.Kind.WAIVED, localdate(at)
        come_back(row, kind, left_fen, "waiver", on, actor=actor, at=at)
        leave(row.subsidy, left_fen)
        reference = f"claw_back_waived:{no}"
        move_back(row, "claw_back_waived", left_fen, reference, actor=actor, at=at)
        facts = {"claw_back": no, "amount_fen": left_fen, "words": row.waiver_words}
        note_subsidy(row.subsidy, "claw_back_waived", actor=actor, at=at, facts=facts)
        close_if_settled(row, actor=actor, at=at)
    return row
