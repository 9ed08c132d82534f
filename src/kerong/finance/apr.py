"""年化利率（APR）of any dated flows by the actuarial method of 12 CFR 1026, Appendix J.

Σ advance ÷ ((1 + f·i)(1 + i)^t) = Σ payment ÷ ((1 + e·i)(1 + i)^q); APR = i × units a year.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import lcm, prod

from kerong.finance.rates import GRID, Cost, NoRate, compounded, first_on_grid, net_flows, to_ppm
from kerong.finance.unit_periods import Unit, unit_of

_MOST = 10 * GRID  # 1,000 % a unit


@dataclass(frozen=True, slots=True)
class DatedCost:
    """The two rates and the unit period they were found with."""

    cost: Cost
    unit: Unit


def dated_cost(flows: Sequence[tuple[date, int]]) -> DatedCost:
    """APR and effective rate of flows in fen: advances negative, payments positive.

    5,000 lent on 10 January, 24 payments of 230 from 10 February on: 9.69 %, example (c)(1)(i) of
    the regulation. Rounded half up to the ppm once. Raises NoRate, and SeveralRates.
    """
    net = net_flows(flows)
    if sum(amount for _, amount in net) < 0:
        raise NoRate()
    unit = unit_of(
        [day for day, amount in net if amount < 0], [day for day, amount in net if amount > 0]
    )
    rate = _unit_rate(net, unit)
    apr = to_ppm(Fraction(rate, GRID) * unit.a_year)
    return DatedCost(Cost(apr, compounded(rate, unit.a_year)), unit)


def _unit_rate(net: Sequence[tuple[date, int]], unit: Unit) -> int:
    """First grid point at which the flows are worth nothing any more, in exact integers.

    Every term is brought to one denominator: (1 + i) to the longest whole number of units, times
    a factor (D + r·i) for each different part r/D of a unit.
    """
    first = net[0][0]
    spans = [unit.between(first, day) for day, _ in net]
    under = lcm(*(part.denominator for _, part in spans))
    parts = [part.numerator * (under // part.denominator) for _, part in spans]
    last = max(whole for whole, _ in spans)

    def worth_is_positive(rate: int) -> bool:
        factors = {part: under * GRID + part * rate for part in set(parts)}
        others = {
            part: prod(value for each, value in factors.items() if each != part) for part in factors
        }
        by_whole: dict[int, int] = {}
        for (_, amount), (whole, _), part in zip(net, spans, parts, strict=True):
            by_whole[whole] = by_whole.get(whole, 0) + amount * others[part]
        total, power = 0, 1
        for whole in range(last, -1, -1):
            total += by_whole.get(whole, 0) * power
            if whole:
                total, power = total * GRID, power * (GRID + rate)
        return total > 0

    return first_on_grid(worth_is_positive, 0, _MOST)
