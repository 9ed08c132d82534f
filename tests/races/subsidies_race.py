"""Threads with connections of their own award one matter at once, and order one subsidy twice."""

import time
from collections import Counter
from collections.abc import Callable
from typing import Any

from kerong.contracts.subsidies import award_subsidy as awarding
from kerong.contracts.subsidies.award import ONCE, SubsidyAward
from kerong.contracts.subsidies.families import Family
from kerong.contracts.subsidies.models import Entitlement, Payout, Subsidy
from kerong.contracts.subsidies.order_subsidy import order_subsidy
from kerong.kernel.actor import Actor
from kerong.kernel.errors import Fault
from tests.build import parties, subsidies
from tests.build.cases import WAN
from tests.build.invariants import invariants
from tests.races.together import at_once

WIDEN = 0.01  # seconds between looking and writing when the guard is off
Job = Callable[[], None]


def run_subsidies_race(*, guard: str, matters: int) -> dict[str, Any]:
    """Five people at each matter; what came of it. With the guard "off" months are only looked
    up, not claimed.
    """
    subsidies.budget()
    officers = [subsidies.officer() for _ in range(5)]
    if guard == "off":
        awarding.claimed = _looked_up  # type: ignore[assignment]
    outcomes: Counter[str] = Counter()
    referred = [_referrals(officers, outcomes) for _ in range(matters)]
    firms = [subsidies.payee() for _ in range(matters)]
    for firm in firms:
        asked = _asked(firm)
        at_once([lambda a=a, o=o: _award(a, o, outcomes) for a, o in zip(asked, officers)])  # type: ignore[misc]  # noqa: B905
    result = {"outcomes": dict(outcomes), "paid_twice": _paid_twice(), "referred": max(referred)}
    if guard == "on":
        result |= _ordered(officers)
    return result | {"broken": invariants()}


def _asked(firm: Any) -> list[SubsidyAward]:
    """One award sent twice, the same clause from another decision, another programme, and a
    period that overlaps.
    """
    first = subsidies.award(firm)
    again = subsidies.award(firm)
    overlap = subsidies.city(firm, first_month="2026-06", last_month="2027-05")
    return [first, first, again, subsidies.city(firm, stack_rule="difference"), overlap]


def _referrals(officers: list[Actor], outcomes: "Counter[str]") -> int:
    """Two firms say at once that they referred the same third one; how many are paid for it."""
    code = parties.enterprise().credit_code
    terms = {"family": "hnte-referrer", "matter": f"firm:{code}", "amount_fen": 5 * WAN}
    terms |= {"first_month": ONCE, "last_month": ONCE}
    asked = [subsidies.award(subsidies.payee(), **terms) for _ in range(2)]
    at_once([lambda a=a, o=o: _award(a, o, outcomes) for a, o in zip(asked, officers)])  # type: ignore[misc]  # noqa: B905
    paid = Subsidy.objects.filter(reference__in=[each.reference for each in asked])
    return paid.count()


def _award(award: SubsidyAward, officer: Actor, outcomes: "Counter[str]") -> None:
    try:
        awarding.award_subsidy(award=award, actor=officer, at=subsidies.AT)
        outcomes["done"] += 1
    except Fault as fault:
        outcomes[fault.code] += 1
    except Exception as crash:
        outcomes[f"crash {crash!r}"] += 1


def _paid_twice() -> int:
    """Matters for which more stands than their highest award."""
    found = 0
    for party in set(Entitlement.objects.values_list("party", flat=True)):
        live = Subsidy.objects.filter(entitlement__party=party, state__in=Subsidy.LIVE)
        rows = live.values_list("granted_fen", "asked_fen")
        if sum(granted for granted, _ in rows) > max(asked for _, asked in rows):
            found += 1
    return found


def _ordered(officers: list[Actor]) -> dict[str, Any]:
    """Two people order the same subsidy at the same moment."""
    said: Counter[str] = Counter()

    def order(no: str, officer: Actor) -> None:
        try:
            order_subsidy(no=no, actor=officer, at=subsidies.AT)
            said["done"] += 1
        except Fault as fault:
            said[fault.code] += 1

    nos = list(Subsidy.objects.filter(state="held").values_list("no", flat=True))
    for no in nos:
        at_once([lambda no=no, o=o: order(no, o) for o in officers[:2]])  # type: ignore[misc]
    return {"orders": dict(said), "held": len(nos), "payouts": Payout.objects.count()}


def _looked_up(award: SubsidyAward, family: Family, party: str) -> Entitlement:
    same = Entitlement.objects.filter(family__in=family.names, party=party, matter=award.matter)
    held = same.first()
    time.sleep(WIDEN)
    months = {"first_month": award.first_month, "last_month": award.last_month}
    return held or Entitlement.objects.create(
        family=family.key, party=party, matter=award.matter, **months
    )
