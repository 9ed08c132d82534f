"""保险费: a premium by days of cover, and what of it is given back when cover ends early."""

from dataclasses import dataclass
from datetime import date, timedelta
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


@dataclass(frozen=True, slots=True)
class PremiumPart:
    """One instalment of a premium: due on the day its share of the cover begins."""

    no: int
    due_on: date
    amount_fen: int


def premium_parts(whole_fen: int, cover: Cover, count: int) -> tuple[PremiumPart, ...]:
    """分期缴费: equal parts, each due as its share of the days begins; odd fen go to the first.

    36,000.01 yuan in four over the 365 days from 10 March 2026: 9,000.01 at once, 9,000.00 on 9
    June (91 days on), on 8 September (182) and on 8 December (273).
    """
    require_range("count", count, 1, cover.days)
    each, odd = divmod(whole_fen, count)
    return tuple(
        PremiumPart(
            no=no + 1,
            due_on=cover.from_on + timedelta(days=cover.days * no // count),
            amount_fen=each + (1 if no < odd else 0),
        )
        for no in range(count)
    )


def earned_back_fen(whole_fen: int, paid_fen: int, cover: Cover, ended_on: date) -> int:
    """应退保险费: what was paid beyond the premium of the days covered, never less than nothing.

    Of 19,726.03 yuan for 200 days half is paid, 9,863.02; ended after 73 days 7,200.00 are earned:
    2,663.02 go back.
    """
    earned = whole_fen - unearned_fen(whole_fen, cover, ended_on)
    return max(0, paid_fen - earned)


def unearned_fen(paid_fen: int, cover: Cover, ended_on: date) -> int:
    """未到期保费: premium × days left ÷ days of cover, rounded half up once.

    19,726.03 yuan for 200 days, ended after 73 of them: × 127 ÷ 200 = 12,526.03 yuan.
    """
    require_range("paid_fen", paid_fen, 0, MOST_FEN)
    return Money(paid_fen).times(Fraction(cover.days_after(ended_on), cover.days)).fen
