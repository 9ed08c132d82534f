"""What a budget still pays: pro rata at exhaustion, and part of an amount in advance."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from kerong.finance.terms import MOST_FEN, require_range
from kerong.kernel.money import Money


def pro_rata(approved_fen: Sequence[int], available_fen: int) -> tuple[int, ...]:
    """按比例兑付: each approved × min(1, available ÷ Σ approved), cut down to the fen.

    The fen left over go one each to the largest fractions, the earlier first. 100, 200 and 300
    yuan approved with 500 left: 83.33, 166.67 and 250.00. Raises TermsOutOfRange.
    """
    require_range("available_fen", available_fen, 0, MOST_FEN)
    for fen in approved_fen:
        require_range("approved_fen", fen, 0, MOST_FEN)
    if sum(approved_fen) <= available_fen:
        return tuple(approved_fen)
    return tuple(share.fen for share in Money(available_fen).split(approved_fen))


@dataclass(frozen=True, slots=True)
class Advance:
    """预拨: `now_fen` at once, `later_fen` when the papers are complete; they sum to the whole."""

    now_fen: int
    later_fen: int


def advance(amount_fen: int, share: Fraction) -> Advance:
    """The share paid first, cut down to the fen: 80 % of 100.01 yuan is 80.00, then 20.01."""
    require_range("share", share, Fraction(0), Fraction(1))
    now = amount_fen * share.numerator // share.denominator
    return Advance(now, amount_fen - now)
