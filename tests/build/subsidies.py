"""Budgets, awards and people for tests of subsidies."""

from dataclasses import replace
from datetime import date, datetime
from itertools import count
from typing import Any

from kerong.contracts.subsidies.approve_budget import approve_budget
from kerong.contracts.subsidies.award import SubsidyAward
from kerong.contracts.subsidies.award_subsidy import award_subsidy
from kerong.contracts.subsidies.check import check_subsidies
from kerong.contracts.subsidies.models import Budget, Payout, Subsidy
from kerong.contracts.subsidies.order_subsidy import order_subsidy
from kerong.contracts.subsidies.propose_budget import NewBudget, propose_budget
from kerong.kernel import roles
from kerong.kernel.actor import Actor
from kerong.ledger.check import check_ledger
from kerong.parties.models import Enterprise
from kerong.payments.models import Payment, PaymentBatch
from kerong.reference.loading import shipped_lpr
from kerong.reference.models import Lpr
from tests.build import parties, payments
from tests.build.cases import CHINA, WAN

AT = datetime(2026, 4, 7, 10, 0, tzinfo=CHINA)
MATTER = "project:P-1"
_numbers = count(1)


def officer() -> Actor:
    return parties.actor(roles.OFFICER, department=parties.department())


def budget(key: str = "upgrading", amount_fen: int = 1000 * WAN, **terms: Any) -> Budget:
    """Proposed by one, approved by another; one that stands is given back."""
    known = {"year": 2026, "title": "智能化改造补助", "mode": "first_come"}
    wanted = NewBudget(key=key, amount_fen=amount_fen, **(known | terms))
    stands = Budget.objects.filter(key=key, year=wanted.year).first()
    if stands is not None:
        return stands
    asked = propose_budget(budget=wanted, client_key="built", actor=officer(), at=AT)
    return approve_budget(pk=asked.pk, actor=officer(), at=AT)


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


def held_reference() -> None:
    """The published LPR as the product ships it, with two later months at 3.00 %."""
    later = [
        Lpr(published_on=day, one_year_ppm=30_000, five_year_ppm=35_000, source="示例")
        for day in (date(2025, 12, 22), date(2026, 1, 20))
    ]
    Lpr.objects.bulk_create([*shipped_lpr(), *later], ignore_conflicts=True)


def payee(firm: Enterprise | None = None) -> Enterprise:
    """A firm whose bank account two people confirmed."""
    known = firm or parties.enterprise()
    payments.account_of(known.reference, holder=known.name)
    return known


def ordered(subsidy: Subsidy, part: str = "whole") -> Payout:
    return order_subsidy(no=subsidy.no, part=part, actor=officer(), at=AT)


def payment_of(payout: Payout) -> Payment:
    return Payment.objects.filter(root=payout.reference).latest("attempt")


def sent(payout: Payout) -> PaymentBatch:
    """To the bank, in a batch of its own."""
    return payments.sent([payment_of(payout)])


def paid(subsidy: Subsidy, part: str = "whole") -> Subsidy:
    """Ordered, sent, and confirmed by the bank."""
    payout = ordered(subsidy, part)
    if payout.state != "paid":
        payments.settled(sent(payout))
    subsidy.refresh_from_db()
    return subsidy


def sound() -> None:
    """Every promise about the money of subsidies holds, and the ledger adds up."""
    assert list(check_subsidies()) == []
    assert check_ledger().faults == []
