"""综合融资成本: the annual rate with every fee folded in."""

from collections.abc import Sequence
from fractions import Fraction

from kerong.finance.schedules import build_schedule
from kerong.finance.terms import Fee, Terms


def all_in_cost(terms: Terms, fees: Sequence[Fee]) -> Fraction:
    """The annual rate once fees are paid: upfront ones shrink what is received, yearly ones are
    paid at the start of each loan year, a started year counting whole.

    1,000,000 yuan for 12 months at 3.45 % bullet (30/360) with 8,000 upfront:
    (1,034,500 ÷ 992,000) − 1 = 4.2843 %.
    """
    return build_schedule(terms, fees=fees).apr
