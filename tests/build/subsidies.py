"""Budgets, awards and people for tests of subsidies."""

from dataclasses import replace
from datetime import datetime
from itertools import count
from typing import Any

from kerong.contracts.subsidies.award import SubsidyAward
from kerong.contracts.subsidies.award_subsidy import award_subsidy
from kerong.contracts.subsidies.models import Budget, Subsidy
from kerong.contracts.subsidies.open_budget import NewBudget, open_budget
from kerong.kernel import roles
from kerong.kernel.actor import Actor
from kerong.parties.models import Enterprise
from tests.build import parties
from tests.build.cases import CHINA, WAN

AT = datetime(2026, 4, 7, 10, 0, tzinfo=CHINA)
MATTER = "project:P-1"
_numbers = count(1)


def officer() -> Actor:
    return parties.actor(roles.OFFICER, department=parties.department())


def budget(key: str = "upgrading", amount_fen: int = 1000 * WAN, **terms: Any) -> Budget:
    known = {"year": 2026, "title": "智能化改造补助", "mode": "first_come"}
    wanted = NewBudget(key=key, amount_fen=amount_fen, **(known | terms))
    return open_budget(budget=wanted, actor=officer(), at=AT)


def award(firm: Enterprise | None = None, **fields: Any) -> SubsidyAward:
    """30 万 of the district for one project of 2026, on the budget "upgrading-2026"."""
    no = next(_numbers)
    known = SubsidyAward(
        reference=f"decision:D{no}",
        origin=f"case:A2026-{no:06d}",
        programme="district-upgrading",
        clause="district-upgrading",
        enterprise_id=(firm or parties.enterprise()).pk,
        matter=MATTER,
        first_month="2026-01",
        last_month="2026-12",
        amount_fen=30 * WAN,
        form="cash",
        budget="upgrading-2026",
        stack_rule="max",
        family="upgrading",
    )
    return replace(known, **fields)


def city(firm: Enterprise, **fields: Any) -> SubsidyAward:
    """50 万 of the city for the same project."""
    terms = {"programme": "city-upgrading", "clause": "city-upgrading", "amount_fen": 50 * WAN}
    return award(firm, **(terms | fields))


def awarded(given: SubsidyAward | None = None, **fields: Any) -> Subsidy:
    return award_subsidy(award=given or award(**fields), actor=officer(), at=AT)
