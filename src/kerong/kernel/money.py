"""Money as whole fen (分): exact sums, one rounding rule, shares that add up to the whole."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from kerong.kernel.errors import Invalid
from kerong.kernel.ratios import round_half_up

FEN_A_YUAN = 100
MOST_FEN = 2**63 - 1  # what a 64-bit column holds on both databases
_MOST_DIGITS = 40
_YUAN = re.compile(r"(-?)([0-9]{1,18})(?:\.([0-9]{1,2}))?", re.ASCII)


class NotMoney(Invalid):
    code = "money.unreadable"
    zh = "金额「{text}」无法识别：请填写元，最多两位小数。"
    en = "“{text}” is not an amount: give yuan with at most two decimals."


@dataclass(frozen=True, order=True, slots=True)
class Money:
    """An amount of fen; negative amounts are allowed, fractions of a fen are not."""

    fen: int

    def __post_init__(self) -> None:
        if type(self.fen) is not int:
            raise TypeError(f"fen are whole numbers, not {type(self.fen).__name__}")

    @classmethod
    def from_yuan(cls, value: str | int | Decimal) -> "Money":
        """Read yuan; refuses floats, more than two decimals, exponents, separators, NaN."""
        if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
            raise NotMoney(text=str(value)[:40])
        text = _plain_text(value)
        match = _YUAN.fullmatch(text)
        if match is None:
            raise NotMoney(text=text[:40])
        sign, whole, cents = match.groups()
        fen = int(whole) * FEN_A_YUAN + int((cents or "").ljust(2, "0"))
        if fen > MOST_FEN:
            raise NotMoney(text=text[:40])
        return cls(-fen if sign else fen)

    def yuan_text(self) -> str:
        """Yuan with two decimals: Money(1860000) reads "18600.00"."""
        yuan, fen = divmod(abs(self.fen), FEN_A_YUAN)
        return f"{'-' if self.fen < 0 else ''}{yuan}.{fen:02d}"

    def __str__(self) -> str:
        return self.yuan_text()

    def __add__(self, other: "Money") -> "Money":
        return Money(self.fen + other.fen) if isinstance(other, Money) else NotImplemented

    def __sub__(self, other: "Money") -> "Money":
        return Money(self.fen - other.fen) if isinstance(other, Money) else NotImplemented

    def __neg__(self) -> "Money":
        return Money(-self.fen)

    def __bool__(self) -> bool:
        return self.fen != 0

    def times(self, ratio: Fraction) -> "Money":
        """The exact product, rounded half up once."""
        if not isinstance(ratio, Fraction | int):
            raise TypeError("money is multiplied by a Fraction or a whole number")
        return Money(round_half_up(Fraction(self.fen) * ratio))

    def split(self, weights: Sequence[int]) -> tuple["Money", ...]:
        """Shares by weight that sum to the whole.

        Each share is cut down to the fen; what is left goes, one fen each, to the largest
        remainders, the earlier weight first. Weights are non-negative and not all zero.
        """
        total = sum(weights)
        if total <= 0 or min(weights) < 0:
            raise ValueError("weights are non-negative whole numbers, not all zero")
        sign = -1 if self.fen < 0 else 1
        cuts = [divmod(abs(self.fen) * weight, total) for weight in weights]
        left = abs(self.fen) - sum(share for share, _ in cuts)
        favoured = sorted(range(len(cuts)), key=lambda at: (-cuts[at][1], at))[:left]
        extra = set(favoured)
        return tuple(Money(sign * (cut[0] + (at in extra))) for at, cut in enumerate(cuts))


NOTHING = Money(0)


def _plain_text(value: str | int | Decimal) -> str:
    if not isinstance(value, Decimal):
        return str(value).strip()
    within = value.is_finite() and abs(value.adjusted()) < _MOST_DIGITS
    return f"{value:f}" if within else str(value)  # 1e999999999 written out would fill the memory
