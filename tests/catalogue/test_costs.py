"""What a limit would cost: from the schedule of that very loan, and only when all is known."""

from datetime import date
from fractions import Fraction

import pytest

from kerong.catalogue.costs import Asked, cost_of_limit
from kerong.finance.schedules import build_schedule
from kerong.finance.terms import METHODS, Terms

ON = date(2026, 3, 6)
FULL = Asked(100_000_000, 34_500, 12, "annuity", "", 0)


def test_the_example_of_the_schedule_page() -> None:
    cost = cost_of_limit(FULL, ON)

    assert cost is not None
    assert cost.instalment_fen == 8_489_882  # 84,898.82 yuan a month on a million at 3.45 %
    assert cost.apr == Fraction(34_500, 1_000_000)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("day_count", ["30/360", "act/365", "act/360"])
def test_it_agrees_with_the_schedule_of_that_loan(method: str, day_count: str) -> None:
    asked = FULL._replace(method=method, day_count=day_count)
    terms = Terms(
        principal_fen=100_000_000,
        annual_rate=Fraction(34_500, 1_000_000),
        months=12,
        method=method,
        day_count=day_count,
        start_on=ON,
    )

    cost, plan = cost_of_limit(asked, ON), build_schedule(terms)

    assert cost is not None
    assert cost.instalment_fen == plan.instalments[0].total_fen
    assert (cost.apr, cost.effective_rate) == (plan.apr, plan.effective_rate)


@pytest.mark.parametrize(
    "gap",
    [
        {"limit_fen": None},
        {"rate_ppm": None},
        {"term_months": None},
        {"method": ""},
        {"limit_fen": 0},
        {"limit_fen": -5},
        {"limit_fen": 10**16},
        {"rate_ppm": 1_000_001},
        {"term_months": 601},
        {"term_months": 0},
    ],
)
def test_without_all_numbers_there_is_no_cost(gap: dict) -> None:  # type: ignore[type-arg]
    assert cost_of_limit(FULL._replace(**gap), ON) is None


def test_a_yearly_fee_raises_the_annual_rate_and_leaves_the_instalment() -> None:
    plain, dear = cost_of_limit(FULL, ON), cost_of_limit(FULL._replace(fee_ppm=10_000), ON)

    assert plain is not None and dear is not None
    assert dear.instalment_fen == plain.instalment_fen
    assert dear.apr > plain.apr + Fraction(1, 100)
