"""试核: what an award would do, said before anybody decides; writes nothing."""

from dataclasses import dataclass
from datetime import date

from kerong.contracts.subsidies.award import SubsidyAward
from kerong.contracts.subsidies.award_subsidy import (
    awarded_before,
    budget_of,
    firm_of,
    waits_in,
)
from kerong.contracts.subsidies.entitlements import live_under, standing_entitlement
from kerong.contracts.subsidies.families import family_of
from kerong.contracts.subsidies.models import Budget
from kerong.contracts.subsidies.stacked import stacked
from kerong.kernel.errors import Fault
from kerong.ledger.models import Account
from kerong.parties.lineage import party_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """`granted_fen` of the amount asked would be paid; `refusal` says why not.

    `gives_way` and `returns` are numbers of subsidies that would end or be taken back; `waits`
    that the amount depends on a distribution; `left_fen` is what the budget has, None without.
    """

    granted_fen: int
    refusal: Fault | None = None
    gives_way: tuple[str, ...] = ()
    returns: tuple[str, ...] = ()
    waits: bool = False
    left_fen: int | None = None

    @property
    def is_enough(self) -> bool:
        return self.waits or self.left_fen is None or self.left_fen >= self.granted_fen


def preview_award(*, award: SubsidyAward, on: date) -> Preview:
    """What `award_subsidy` would answer on that day, as things stand."""
    try:
        made = awarded_before(award)
        if made is not None:
            return Preview(granted_fen=made.granted_fen)
        budget, firm = budget_of(award), firm_of(award)
        held = standing_entitlement(award, family_of(award, on), party_of(firm))
        result = stacked(award, held, live_under(held) if held else ())
    except Fault as fault:
        return Preview(granted_fen=0, refusal=fault)
    return Preview(
        granted_fen=result.pay_fen,
        gives_way=tuple(each.no for each in result.cancelled),
        returns=tuple(each.no for each in result.returned),
        waits=waits_in(budget),
        left_fen=_left(budget),
    )


def _left(budget: Budget | None) -> int | None:
    if budget is None:
        return None
    return Account.objects.get(code=budget.account).available_fen
