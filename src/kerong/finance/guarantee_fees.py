"""担保费、再担保费与代偿率: fees by days, and the share of released guarantees that was claimed."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from kerong.finance.segments import Segment
from kerong.finance.terms import MOST_FEN, require_range
from kerong.kernel.ratios import round_half_up

YEAR_DAYS = 365


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeTerms:
    """A yearly rate on principal; `share` is the part a re-guarantor answers for."""

    rate: Fraction
    share: Fraction = Fraction(1)
    year_days: int = YEAR_DAYS

    def __post_init__(self) -> None:
        require_range("rate", self.rate, Fraction(0), Fraction(1))
        require_range("share", self.share, Fraction(0), Fraction(1))


def fee_fen(terms: FeeTerms, principal_fen: int, days: int) -> int:
    """principal × share × rate × days ÷ 365, rounded half up once.

    1,000 万 for 365 days at 1 %: 10 万. Re-guarantee of a share of 20 % at 0.3 %: 0.6 万.
    """
    require_range("principal_fen", principal_fen, 0, MOST_FEN)
    require_range("days", days, 0, 366 * 100)
    year_part = Fraction(days, terms.year_days)
    return round_half_up(principal_fen * terms.share * terms.rate * year_part)


def fee_on_segments_fen(terms: FeeTerms, segments: Sequence[Segment]) -> int:
    """The same on what was really outstanding, by actual days; one rounding over the whole sum.

    1,000 万 for 100 days and 600 万 for 265 at 1 %: (1,000 × 100 + 600 × 265) × 1 % ÷ 365 =
    70,958.90 yuan.
    """
    days = sum(each.balance_fen * (each.to_on - each.from_on).days for each in segments)
    return round_half_up(days * terms.share * terms.rate / terms.year_days)


@dataclass(frozen=True, slots=True)
class Released:
    """A guarantee whose liability ended: its principal and how many days it was carried."""

    principal_fen: int
    days: int


def annualised(released: Sequence[Released], year_days: int = YEAR_DAYS) -> Fraction:
    """Σ principal × days ÷ 365, exact: 1,000 万 carried for 73 days count 200 万."""
    return sum(
        (Fraction(each.principal_fen * each.days, year_days) for each in released),
        start=Fraction(0),
    )


def claim_rate(claims_fen: int, annualised_fen: Fraction, covered: Fraction) -> Fraction:
    """代偿率: claims paid (principal and normal interest) ÷ (annualised released × part covered).

    900 万 paid, 50,000 万 released, 80 % covered: 900 ÷ 40,000 = 2.25 %. Nothing released yet:
    0 where nothing was paid, else 1.
    """
    carried = annualised_fen * covered
    if carried <= 0:
        return Fraction(1 if claims_fen else 0)
    return claims_fen / carried
