"""批量提请支付: every subsidy of a budget whose money is held is ordered, one transaction each."""

from datetime import datetime

from kerong.contracts.subsidies.access import ORDER, budget_for
from kerong.contracts.subsidies.errors import NothingLeft, SubsidyMoved
from kerong.contracts.subsidies.models import Subsidy
from kerong.contracts.subsidies.models.subsidy import PAID_FORMS
from kerong.contracts.subsidies.order_subsidy import order_subsidy
from kerong.kernel.actor import Actor


def order_held(*, budget: str, actor: Actor, at: datetime, most: int = 200) -> int:
    """The oldest first, up to `most`; returns how many were ordered.

    One that somebody else orders at this moment is passed over. Raises BudgetNotFound.
    """
    ORDER.require(actor)
    held = Subsidy.objects.filter(
        budget=budget_for(budget), state=Subsidy.State.HELD, form__in=PAID_FORMS
    )
    ordered = 0
    for no in held.order_by("pk").values_list("no", flat=True)[:most]:
        try:
            order_subsidy(no=no, actor=actor, at=at)
            ordered += 1
        except (NothingLeft, SubsidyMoved):
            continue
    return ordered
