"""Instalments that others published, to the fen: newspapers, provident funds and textbooks."""

from datetime import date
from fractions import Fraction
from itertools import pairwise

import pytest

from kerong.finance.plan_changes import EarlyRepayment, Extension
from kerong.finance.plans import build_plan
from kerong.finance.schedules import Schedule, build_schedule
from kerong.finance.terms import Terms


def plan(principal: int, rate: str, months: int, method: str = "annuity") -> Schedule:
    return build_schedule(
        Terms(
            principal_fen=principal * 100,
            annual_rate=Fraction(rate),
            months=months,
            method=method,
            day_count="30/360",
            start_on=date(2024, 5, 18),
        )
    )


@pytest.mark.parametrize(
    ("rate", "fen"),
    [
        ("0.049", 5_307_27),  # the benchmark of 2015 to 2019
        ("0.0325", 4_352_06),  # a provident fund's second home until 2024-05-17
        ("0.031", 4_270_16),  # its first home until then
        ("0.0285", 4_135_57),  # its first home from 2024-05-18
    ],
)
def test_a_million_over_thirty_years(rate: str, fen: int) -> None:
    assert plan(100_0000, rate, 360).instalments[0].total_fen == fen


def test_630_000_over_thirty_years_at_the_benchmark() -> None:
    """等额本息 3,343.58 a month; 等额本金 4,322.50 first, 7.15 less each month, 464,336.25 in all.

    By hand: 630,000 ÷ 360 = 1,750 and 630,000 × 4.9 % ÷ 12 = 2,572.50; 2,572.50 × 361 ÷ 2.
    """
    level = plan(63_0000, "0.049", 360)
    falling = plan(63_0000, "0.049", 360, "equal-principal")

    assert level.instalments[0].total_fen == 3_343_58
    # the published 573,688.20 multiplies the unrounded instalment; ours are rounded one by one
    assert abs(level.total_interest_fen - 573_688_20) <= 1_00
    totals = [row.total_fen for row in falling.instalments]
    assert totals[0] == 4_322_50
    assert {one - other for one, other in pairwise(totals)} <= {7_14, 7_15}
    assert abs(falling.total_interest_fen - 464_336_25) <= 1_00


def test_1_100_000_over_twenty_years_after_a_year_and_a_prepayment() -> None:
    """7,198.88 a month; after twelve 53,160.40 of interest and 33,226.16 of principal are paid.

    100,000 repaid then leave 966,773.84, over twenty years anew 6,326.99 a month.
    """
    rows = plan(110_0000, "0.049", 240).instalments[:12]

    assert rows[0].total_fen == 7_198_88
    assert abs(sum(row.interest_fen for row in rows) - 53_160_40) <= 6
    assert abs(rows[-1].balance_fen - 1_066_773_84) <= 6
    anew = build_plan(
        Terms(
            principal_fen=110_0000_00,
            annual_rate=Fraction("0.049"),
            months=240,
            method="annuity",
            day_count="30/360",
            start_on=date(2024, 5, 18),
        ),
        [
            EarlyRepayment(date(2025, 5, 18), 10_0000_00, "lower"),
            Extension(date(2025, 5, 18), 12),
        ],
    )
    assert anew.rows[14].total_fen == 6_326_99


@pytest.mark.parametrize(
    ("principal", "rate", "months", "fen"),
    [
        (100_000, "0.06", 360, 599_55),  # the textbook mortgage
        (200_000, "0.065", 360, 1_264_14),
        (10_000, "0.12", 12, 888_49),
        (1_000, "0.12", 3, 340_02),
    ],
)
def test_textbook_annuities(principal: int, rate: str, months: int, fen: int) -> None:
    assert plan(principal, rate, months).instalments[0].total_fen == fen
