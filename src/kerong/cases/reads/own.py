"""What one institution has in hand, in a few numbers for the head of its pages."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from kerong.cases.access import DESK
from kerong.cases.models import CreditDecision, TakeUp
from kerong.kernel.actor import Actor

_WORKING = (
    TakeUp.Stage.TAKEN,
    TakeUp.Stage.CONTACTED,
    TakeUp.Stage.QUOTED,
    TakeUp.Stage.ACCEPTED,
    TakeUp.Stage.CREDITED,
)


@dataclass(frozen=True, slots=True)
class OwnFigures:
    """`due` counts what is due today or late."""

    live: int
    due: int
    to_approve: int


def own_figures(actor: Actor, *, on: date) -> OwnFigures:
    """Two queries whatever the rows."""
    DESK.require(actor)
    live = TakeUp.objects.live().filter(institution_id=actor.institution_id, stage__in=_WORKING)
    counts = live.aggregate(
        live=Count("pk"),
        due=Count("pk", filter=Q(due_on__lte=on)),
    )
    decisions = CreditDecision.objects.filter(take_up__institution_id=actor.institution_id)
    return OwnFigures(
        live=counts["live"],
        due=counts["due"],
        to_approve=decisions.filter(approved_at=None, returned_at=None).count(),
    )
