"""转贷费用: a fee by the day in steps, a started day counting whole, and the cap of one use."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from math import ceil

from kerong.finance.terms import MOST_FEN, require_choice, require_range
from kerong.kernel.errors import Invalid
from kerong.kernel.ratios import round_half_up
from kerong.kernel.workdays import Calendar, Due, add_working_days, working_days_between

CALENDAR_DAYS, WORKING_DAYS = "calendar", "working"
DAY_KINDS = (CALENDAR_DAYS, WORKING_DAYS)
_MOST_DAYS = 3660


class FeeStepsUnsound(Invalid):
    code = "finance.bridge_steps"
    zh = "费率分段须从第 1 天开始，天数递增。"
    en = "Fee steps begin on day 1 and ascend."


@dataclass(frozen=True, slots=True)
class FeeStep:
    """From the `from_day`-th day on, a day costs `rate` of the amount."""

    from_day: int
    rate: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class BridgeTerms:
    """What one use may be and costs; `relief_until` waives what was given back by that day.

    The cap of a use is the smaller of `renewal_share` of the promised renewal and `most_fen`.
    `users` are the kinds of user served with the cap of each, none for anybody up to `most_fen`;
    `excludes` are codes of what the programme does not take.
    Raises FeeStepsUnsound.
    """

    steps: tuple[FeeStep, ...]
    day_kind: str
    most_fen: int
    most_days: int
    renewal_share: Fraction = Fraction(1)
    relief_until: date | None = None
    users: tuple[tuple[str, int], ...] = ()
    excludes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        require_choice("day_kind", self.day_kind, DAY_KINDS)
        require_range("renewal_share", self.renewal_share, Fraction(0), Fraction(1))
        ascending = all(one.from_day < other.from_day for one, other in pairwise(self.steps))
        if not self.steps or self.steps[0].from_day != 1 or not ascending:
            raise FeeStepsUnsound()


def bridge_fee_fen(
    terms: BridgeTerms, amount_fen: int, days: int | Fraction, *, returned_on: date | None = None
) -> int:
    """Amount × Σ rate of each day, a started day whole, rounded half up once.

    东海: 800 万 for 8 days at 0.02 % for five and 0.04 % beyond: 800 × (5 × 0.02 % + 3 × 0.04 %)
    = 1.76 万; for 5 days 0.80. 渝北: 1,000 万 for 7.2 working days at 0.01 %: 8 days, 0.80 万.
    """
    require_range("amount_fen", amount_fen, 0, MOST_FEN)
    require_range("days", days, 0, _MOST_DAYS)
    if terms.relief_until and returned_on and returned_on <= terms.relief_until:
        return 0
    return round_half_up(amount_fen * _rates(terms.steps, ceil(days)))


def with_late_rate(terms: BridgeTerms, rate: Fraction) -> BridgeTerms:
    """The terms with every day beyond the last costing `rate`, where there is one.

    东海 with 0.06 % beyond its 10 days: 800 万 for 12 days cost 800 × (5 × 0.02 % + 5 × 0.04 %
    + 2 × 0.06 %) = 3.36 万.
    """
    if not rate:
        return terms
    within = [step for step in terms.steps if step.from_day <= terms.most_days]
    return replace(terms, steps=(*within, FeeStep(terms.most_days + 1, rate)))


def last_day(terms: BridgeTerms, lent_on: date, calendar: Calendar) -> Due:
    """The last day of the money: lent Friday for 10 working days, the Friday after next."""
    if terms.day_kind == WORKING_DAYS:
        return add_working_days(lent_on, terms.most_days, calendar)
    return Due(lent_on + timedelta(days=terms.most_days), provisional=False)


def bridge_days(terms: BridgeTerms, lent_on: date, returned_on: date, calendar: Calendar) -> int:
    """Days of a use by the programme's kind of day; given back the same day it is one.

    Lent Thursday, back Monday: 4 calendar days, 2 working days.
    """
    require_range("days", (returned_on - lent_on).days, 0, _MOST_DAYS)
    if terms.day_kind == WORKING_DAYS:
        return max(1, working_days_between(lent_on, returned_on, calendar))
    return max(1, (returned_on - lent_on).days)


def bridge_cap_fen(terms: BridgeTerms, renewal_fen: int) -> int:
    """The most one use may be, cut down to the fen.

    东海, 1,000 万 at most: a renewal of 800 promised allows 95 %, 760; one of 1,200 allows 1,000.
    """
    require_range("renewal_fen", renewal_fen, 0, MOST_FEN)
    part = renewal_fen * terms.renewal_share
    return min(part.numerator // part.denominator, terms.most_fen)


def _rates(steps: Sequence[FeeStep], days: int) -> Fraction:
    ends = [*(step.from_day - 1 for step in steps[1:]), days]
    total = Fraction(0)
    for step, end in zip(steps, ends, strict=True):
        total += step.rate * max(0, min(end, days) - (step.from_day - 1))
    return total
