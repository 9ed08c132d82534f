"""What a loan of the computed limit would cost: instalment and annual rates, from the schedule."""

from datetime import date
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from kerong.finance.reliefs import PlannedLoan
from kerong.finance.terms import MOST_FEN, MOST_MONTHS, THIRTY_360, Terms
from kerong.kernel.money import Money
from kerong.kernel.ratios import MILLION, ratio_from_ppm

_ANY_DAY = date(2000, 1, 1)  # 30/360 counts months: the day of drawing changes nothing


class LoanCost(NamedTuple):
    """First instalment in fen (interest alone where principal comes later) and annual rates."""

    instalment_fen: int
    interest_fen: int
    apr: Fraction
    effective_rate: Fraction


class Asked(NamedTuple):
    """What a cost is computed from; without a stated day count months count as 30 days."""

    limit_fen: int | None
    rate_ppm: int | None
    term_months: int | None
    method: str
    day_count: str
    fee_ppm: int


def cost_of_limit(asked: Asked, on: date) -> LoanCost | None:
    """None when limit, rate, term or method is not known, or the limit is no loan at all."""
    limit, rate, months = asked.limit_fen, asked.rate_ppm, asked.term_months
    if limit is None or rate is None or months is None or not asked.method:
        return None
    if not (0 < limit <= MOST_FEN and 0 <= rate <= MILLION and 0 < months <= MOST_MONTHS):
        return None
    by_months = asked.day_count in ("", THIRTY_360)
    return _cost(asked, _ANY_DAY if by_months else on)


def planned_loan(asked: Asked, start_on: date) -> PlannedLoan:
    """The loan `cost_of_limit` tells the cost of, drawn on this day; only where it can be told."""
    assert asked.limit_fen is not None and asked.rate_ppm is not None
    assert asked.term_months is not None
    terms = Terms(
        principal_fen=asked.limit_fen,
        annual_rate=ratio_from_ppm(asked.rate_ppm),
        months=asked.term_months,
        method=asked.method,
        day_count=asked.day_count or THIRTY_360,
        start_on=start_on,
    )
    return PlannedLoan(terms, Money(asked.limit_fen).times(ratio_from_ppm(asked.fee_ppm)).fen)


@lru_cache(maxsize=16_384)
def _cost(asked: Asked, start_on: date) -> LoanCost:
    plan = planned_loan(asked, start_on).plan
    first = plan.instalments[0].total_fen
    return LoanCost(first, plan.total_interest_fen, plan.apr, plan.effective_rate)
