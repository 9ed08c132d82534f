"""批量提请支付: every subsidy of a budget whose money is held is ordered, in short transactions."""

from collections.abc import Sequence
from datetime import datetime

from kerong.contracts.subsidies.access import ORDER, budget_for
from kerong.contracts.subsidies.errors import NothingLeft, SubsidyMoved
from kerong.contracts.subsidies.models import Subsidy
from kerong.contracts.subsidies.models.subsidy import PAID_FORMS
from kerong.contracts.subsidies.order_subsidy import order_subsidy
from kerong.contracts.subsidies.order_together import order_together
from kerong.kernel.actor import Actor

A_STEP = 20  # together in one transaction, well below 200 ms


def order_held(*, budget: str, actor: Actor, at: datetime, most: int = 200) -> int:
    """The oldest first, up to `most`; returns how many were ordered.

    One that somebody else orders at this moment is passed over. Raises BudgetNotFound.
    """
    ORDER.require(actor)
    held = Subsidy.objects.filter(
        budget=budget_for(budget), state=Subsidy.State.HELD, form__in=PAID_FORMS
    )
    waiting = list(held.order_by("pk").values_list("pk", "no")[:most])
    ordered = 0
    for start in range(0, len(waiting), A_STEP):
        part = waiting[start : start + A_STEP]
        done = order_together([pk for pk, _no in part], actor=actor, at=at)
        ordered += done or _one_by_one([no for _pk, no in part], actor=actor, at=at)
    return ordered


def _one_by_one(nos: Sequence[str], *, actor: Actor, at: datetime) -> int:
    ordered = 0
    for no in nos:
        try:
            order_subsidy(no=no, actor=actor, at=at)
            ordered += 1
        except (NothingLeft, SubsidyMoved):
            continue
    return ordered
