"""年化利率: the period rate that makes payments worth the money received, found exactly.

The rate is searched on a grid of 10⁻¹² by bisection on integers. A floating guess may narrow the
bracket, but the bracket is checked exactly and the last word is always an integer comparison.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import accumulate, pairwise
from math import gcd

from kerong.kernel.errors import Invalid
from kerong.kernel.ratios import ppm_from, ratio_from_ppm

GRID = 10**12
_MOST = 10 * GRID  # a period rate of 1,000 %
_NEAR = 1000


class NoRate(Invalid):
    """The payments never repay the money received, or there is nothing received."""

    code = "finance.no_rate"
    zh = "现金流无法算出年化利率：到手金额须大于零，且还款合计不少于到手金额。"
    en = "No rate fits these flows: money received must be positive and be repaid at least once."


class SeveralRates(Invalid):
    """Money goes back and forth, so more than one rate may solve the flows."""

    code = "finance.several_rates"
    zh = "现金流方向多次反转，可能有不止一个利率，无法给出唯一结果。"
    en = "The flows change direction several times; more than one rate may fit them."


@dataclass(frozen=True, slots=True)
class Cost:
    """`apr` = period rate × periods a year; `effective_rate` compounds it over a year."""

    apr: Fraction
    effective_rate: Fraction


def cost_of(received_fen: int, payments: Sequence[int]) -> Cost:
    """Cost of receiving an amount now and paying `payments[m]` at the end of month m (m = 0 now).

    The unit period is the longest stretch of whole months, at most a year, on which every
    payment falls: monthly payments give a month, one payment after 12 months gives a year.
    100 now for 101 after a month costs 12 % a year, compounded 12.6825 %. Both
    rates are rounded half up to the ppm. Raises NoRate.
    """
    unit = _unit_months(payments)
    by_unit = list(payments[::unit])
    net = received_fen - by_unit[0]
    rate = _period_rate(net, by_unit[1:])
    apr = Fraction(rate, GRID) * Fraction(12, unit)
    return Cost(to_ppm(apr), compounded(rate, Fraction(12, unit)))


def annual_rate(flows: Sequence[tuple[date, int]]) -> Fraction:
    """内部收益率 of dated flows (fen; negative paid in, positive received back), act/365.

    Searched as a daily rate, so every exponent is a whole number of days; returned compounded
    over 365 days and rounded half up to the ppm. 1,000 out and 900 back after 365 days: −10 %.
    Raises NoRate, and SeveralRates.
    """
    ordered = net_flows(flows)
    first = ordered[0][0]
    days = [(day - first).days for day, _ in ordered]
    amounts = [amount for _, amount in ordered]

    def worth_is_positive(rate: int) -> bool:
        total, power = 0, 1
        for index in range(len(days) - 1, -1, -1):
            total += amounts[index] * power
            if index:
                step = days[index] - days[index - 1]
                power_up = (GRID + rate) ** step
                total, power = total * GRID**step, power * power_up
        return total > 0

    loses = sum(amounts) < 0
    low, high = (1 - GRID, 0) if loses else (0, GRID // 10)
    rate = first_on_grid(worth_is_positive, low, high)
    return to_ppm(Fraction((GRID + rate) ** 365, GRID**365) - 1)


def require_one_rate(received_fen: int, payments: Sequence[int]) -> None:
    """Payments by month, some of them received back: one rate only may fit them.

    The running total of what was paid, less what was received, changes sign at most once
    (Norstrøm). Raises SeveralRates.
    """
    totals = [total for total in accumulate([-received_fen, *payments]) if total]
    if min(payments) < 0 and _changes(totals) > 1:
        raise SeveralRates()


def net_flows(flows: Sequence[tuple[date, int]]) -> list[tuple[date, int]]:
    """One flow a day, in order, without zeros; money goes out first and some comes back.

    One change of direction has one rate (Descartes); so have gains whose running total changes
    sign once (Norstrøm). Anything else raises SeveralRates.
    """
    by_day: dict[date, int] = {}
    for day, amount in flows:
        by_day[day] = by_day.get(day, 0) + amount
    net = [(day, amount) for day, amount in sorted(by_day.items()) if amount]
    amounts = [amount for _, amount in net]
    if not net or amounts[0] > 0 or max(amounts) < 0:
        raise NoRate()
    totals = [total for total in accumulate(amounts) if total]
    if _changes(amounts) > 1 and (sum(amounts) < 0 or _changes(totals) > 1):
        raise SeveralRates()
    return net


def _changes(amounts: Sequence[int]) -> int:
    return sum((one > 0) != (other > 0) for one, other in pairwise(amounts))


def _unit_months(payments: Sequence[int]) -> int:
    stretch = 0
    for month, amount in enumerate(payments):
        if amount:
            stretch = gcd(stretch, month)
    if stretch == 0:
        raise NoRate()
    return stretch if stretch <= 12 else gcd(stretch, 12)


def _period_rate(net: int, payments: list[int]) -> int:
    if net <= 0 or sum(payments) < net:
        raise NoRate()

    def worth_exceeds(rate: int) -> bool:
        """Are the payments, discounted at this rate, still worth more than was received?"""
        numerator, denominator = 0, 1
        for amount in reversed(payments):
            numerator = (numerator + amount * denominator) * GRID
            denominator *= GRID + rate
        return numerator > net * denominator

    low, high = 0, _MOST
    guess = _guess(net, payments)
    if guess is not None:
        near_low, near_high = max(0, guess - _NEAR), guess + _NEAR
        low = near_low if near_low == 0 or worth_exceeds(near_low) else low
        high = near_high if not worth_exceeds(near_high) else high
    return first_on_grid(worth_exceeds, low, high)


def _guess(net: int, payments: list[int]) -> int | None:
    """A few Newton steps in floating point; only ever used to place the bracket."""
    rate = 0.01
    for _ in range(50):
        worth, slope, factor = -1.0 * net, 0.0, 1.0
        for no, amount in enumerate(payments, start=1):
            factor /= 1.0 + rate
            worth += amount * factor
            slope -= no * amount * factor / (1.0 + rate)
        if slope == 0.0:
            return None
        step = worth / slope
        rate -= step
        if not -0.5 < rate < 10.0:
            return None
        if abs(step) < 1e-14:
            return max(0, round(rate * GRID))
    return None


def first_on_grid(is_too_low: Callable[[int], bool], low: int, high: int) -> int:
    """The first grid point that is no longer too low, between `low` and `high`. Raises NoRate."""
    if is_too_low(high):
        raise NoRate()
    if not is_too_low(low):
        return low
    while high - low > 1:
        middle = (low + high) // 2
        if is_too_low(middle):
            low = middle
        else:
            high = middle
    return high


def compounded(rate: int, a_year: Fraction) -> Fraction:
    """e with 1 + e = (1 + period rate)^periods a year, half up to the ppm; exact for whole ones.

    1 % a month: 1.01¹² − 1 = 12.6825 %; 5 % in five months: 1.05^(12/5) − 1 = 12.4228 %.
    """
    times, root = a_year.numerator, a_year.denominator
    target, scale = (GRID + rate) ** times, GRID**times
    if root == 1:
        return to_ppm(Fraction(target, scale) - 1)

    def is_too_low(effective: int) -> bool:
        return bool((GRID + effective) ** root * scale < target * GRID**root)

    return to_ppm(Fraction(first_on_grid(is_too_low, 0, 10**6 * GRID), GRID))


def to_ppm(rate: Fraction) -> Fraction:
    """Rounded half up to the ppm."""
    return ratio_from_ppm(ppm_from(rate))
