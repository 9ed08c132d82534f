"""The plan of every method and day count, computed again another way: fifty decimal digits."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal, getcontext, localcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kerong.finance.schedules import build_schedule
from kerong.finance.terms import DAY_COUNTS, METHODS, Terms
from kerong.kernel.ratios import ratio_from_ppm

FEN = Decimal(1)
YEAR = {"30/360": 360, "act/365": 365, "act/360": 360}


def half_up(value: Decimal) -> int:
    return int(value.quantize(FEN, ROUND_HALF_UP))


def by_decimal(terms: Terms, ppm: int) -> list[tuple[int, int]]:
    """(principal, interest) a payment; written from the description, not from the module."""
    with localcontext() as context:
        context.prec = 80
        rate = Decimal(ppm) / 1_000_000
        days, before = [], terms.start_on
        for no in range(1, terms.months + 1):
            month = terms.start_on.month - 1 + no
            due = clipped(terms.start_on.year + month // 12, month % 12 + 1, terms.start_on.day)
            days.append(30 if terms.day_count == "30/360" else (due - before).days)
            before = due
        interest_of = [rate * count / YEAR[terms.day_count] for count in days]
        if terms.method == "bullet":
            whole = rate * sum(days) / YEAR[terms.day_count]
            return [(terms.principal_fen, half_up(terms.principal_fen * whole))]
        worth, factor = Decimal(0), Decimal(1)
        for share in interest_of:
            factor /= 1 + share
            worth += factor
        level = half_up(terms.principal_fen / worth)
        left, rows = terms.principal_fen, []
        for no, share in enumerate(interest_of, start=1):
            interest = half_up(left * share)
            principal = {
                "annuity": min(left, max(0, level - interest)),
                "equal-principal": terms.principal_fen // terms.months,
                "interest-first": 0,
            }[terms.method]
            principal = left if no == terms.months else principal
            left -= principal
            rows.append((principal, interest))
        return rows


def clipped(year: int, month: int, day: int) -> date:
    while True:
        try:
            return date(year, month, day)
        except ValueError:
            day -= 1


@given(
    st.integers(1, 10**12),
    st.integers(0, 240_000),
    st.integers(1, 120),
    st.sampled_from(METHODS),
    st.sampled_from(DAY_COUNTS),
    st.dates(date(2000, 1, 1), date(2090, 1, 1)),
)
def test_every_plan_agrees_with_decimal_arithmetic(
    principal: int, ppm: int, months: int, method: str, day_count: str, start: date
) -> None:
    terms = Terms(
        principal_fen=principal,
        annual_rate=ratio_from_ppm(ppm),
        months=months,
        method=method,
        day_count=day_count,
        start_on=start,
    )

    rows = build_schedule(terms).instalments

    assert [(row.principal_fen, row.interest_fen) for row in rows] == by_decimal(terms, ppm)


@pytest.mark.parametrize("months", [1, 2, 12, 36])
@pytest.mark.parametrize("ppm", [1, 34_500, 240_000])
def test_without_fees_the_annual_rate_of_a_monthly_loan_is_the_agreed_one(
    months: int, ppm: int
) -> None:
    """Under 30/360 the period rate is a twelfth, so period rate × 12 gives the rate back."""
    for method in ("annuity", "equal-principal", "interest-first"):
        schedule = build_schedule(
            Terms(
                principal_fen=10**13,
                annual_rate=ratio_from_ppm(ppm),
                months=months,
                method=method,
                day_count="30/360",
                start_on=date(2026, 3, 1),
            )
        )
        assert schedule.apr == ratio_from_ppm(ppm), method
        with localcontext():
            getcontext().prec = 60
            compounded = (1 + Decimal(ppm) / 12_000_000) ** 12 - 1
            assert half_up(compounded * 1_000_000) == schedule.effective_rate * 10**6
