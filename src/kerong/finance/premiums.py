"""保险费: a premium by days of cover, and what of it is given back when cover ends early."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from kerong.finance.guarantee_fees import FeeTerms, fee_fen
from kerong.finance.terms import MOST_FEN, require_range
from kerong.kernel.money import Money


@dataclass(frozen=True, slots=True)
class Cover:
    """The days of cover: both ends in."""

    from_on: date
    to_on: date

    @property
    def days(self) -> int:
        return (self.to_on - self.from_on).days + 1

    def days_after(self, ended_on: date) -> int:
        """Days of cover left after the day; all of them when it ends before it began."""
        return min(self.days, max(0, (self.to_on - ended_on).days))


def premium_fen(insured_fen: int, rate: Fraction, cover: Cover) -> int:
    """Sum insured × yearly rate × days ÷ 365, rounded half up once.

    200 万 at 1.8 % for 200 days: 2,000,000 × 0.018 × 200 ÷ 365 = 19,726.03 yuan.
    """
    require_range("insured_fen", insured_fen, 1, MOST_FEN)
    return fee_fen(FeeTerms(rate=rate), insured_fen, cover.days)


def unearned_fen(paid_fen: int, cover: Cover, ended_on: date) -> int:
    """未到期保费: premium × days left ÷ days of cover, rounded half up once.

    19,726.03 yuan for 200 days, ended after 73 of them: × 127 ÷ 200 = 12,526.03 yuan.
    """
    require_range("paid_fen", paid_fen, 0, MOST_FEN)
    return Money(paid_fen).times(Fraction(cover.days_after(ended_on), cover.days)).fen
