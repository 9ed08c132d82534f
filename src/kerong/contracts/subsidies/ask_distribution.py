"""提请分配: one person lays before another how what waits shares what a budget has left."""

from datetime import datetime

from django.db import IntegrityError, transaction

from kerong.contracts.subsidies.access import ASK_DISTRIBUTION, budget_for
from kerong.contracts.subsidies.errors import DistributionWaits
from kerong.contracts.subsidies.models import Distribution
from kerong.contracts.subsidies.notes import note_budget
from kerong.contracts.subsidies.sharing import sharing_of
from kerong.kernel.actor import Actor


def ask_distribution(*, budget: str, actor: Actor, at: datetime) -> Distribution:
    """Raises NothingToDistribute, DistributionWaits, BudgetNotFound."""
    ASK_DISTRIBUTION.require(actor)
    found = budget_for(budget)
    sharing = sharing_of(found)
    try:
        with transaction.atomic():
            asked = Distribution.objects.create(
                budget=found,
                asked_fen=sharing.asked_fen,
                available_fen=sharing.available_fen,
                shares=sharing.text,
                digest=sharing.digest,
                asked_by_id=actor.person_id,
                asked_at=at,
            )
            facts = {"digest": asked.digest, "asked_fen": sharing.asked_fen}
            facts |= {"available_fen": sharing.available_fen, "count": len(sharing.shares)}
            note_budget(found, "distribution_asked", actor=actor, at=at, facts=facts)
    except IntegrityError as fault:
        raise DistributionWaits(budget=budget) from fault
    return asked
