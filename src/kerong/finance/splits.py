"""分担比例: who pays which part of a loss, by integer weights and named rules."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import lcm

from kerong.finance.terms import require_choice
from kerong.kernel.errors import Invalid
from kerong.kernel.money import Money

LARGEST_REMAINDER, LENDER = "largest-remainder", "lender"
RESTS = (LARGEST_REMAINDER, LENDER)
PRO_RATA = "pro-rata"
AGREED, PAID = "agreed", "paid"
RECOVERIES = (AGREED, PAID)


class SplitUnsound(Invalid):
    """Facts: `problem`, `problem_zh`."""

    code = "finance.split"
    zh = "分担比例有误：{problem_zh}"
    en = "The split is unsound: {problem}"


@dataclass(frozen=True, slots=True)
class Part:
    """A sub-share of a payer: city 40, district 60 of what the fund pays."""

    code: str
    weight: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Payer:
    """Pays `weight` parts of lost principal, and of lost interest where it covers interest."""

    code: str
    weight: int
    covers_interest: bool = True
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """One way to share losses.

    `lender` is the payer that made the loan: interest another payer does not cover stays with it.
    `rest` says who gets the fen a division leaves over: the largest remainders, the earlier payer
    first, or the lender. `overflow` says who takes what a cap cuts off: the lender, a named payer,
    or the others pro rata. `recovery` says whether money got back returns by the agreed weights
    or by what each really paid. Raises SplitUnsound.
    """

    payers: tuple[Payer, ...]
    lender: str
    rest: str = LARGEST_REMAINDER
    overflow: str = LENDER
    recovery: str = AGREED
    least_lender: Fraction = Fraction(0)

    def __post_init__(self) -> None:
        require_choice("rest", self.rest, RESTS)
        require_choice("recovery", self.recovery, RECOVERIES)
        codes = [payer.code for payer in self.payers]
        require_choice("overflow", self.overflow, (LENDER, PRO_RATA, *codes))
        if len(set(codes)) != len(codes) or self.lender not in codes:
            raise _unsound("each payer once, the lender among them", "各方不得重复，且须含贷款人")
        if any(payer.weight <= 0 for payer in self.payers):
            raise _unsound("every weight is more than nothing", "各方比例须大于零")
        for payer in self.payers:
            if payer.parts and min(part.weight for part in payer.parts) <= 0:
                raise _unsound("every weight is more than nothing", "各方比例须大于零")
        if self.share_of(self.lender) < self.least_lender:
            raise _unsound(
                f"the lender bears {self.share_of(self.lender)}, at least {self.least_lender}",
                f"贷款人承担 {self.share_of(self.lender)}，不得低于 {self.least_lender}",
            )

    @property
    def lending_payer(self) -> Payer:
        return self.payer(self.lender)

    def payer(self, code: str) -> Payer:
        """Raises TermsUnknown for a code that is no payer of this split."""
        require_choice("payer", code, tuple(payer.code for payer in self.payers))
        return next(payer for payer in self.payers if payer.code == code)

    def share_of(self, code: str) -> Fraction:
        """The agreed part of the principal: 2/5 for 40 of 100."""
        return Fraction(self.payer(code).weight, sum(payer.weight for payer in self.payers))

    def divide(self, fen: int, weights: Sequence[int], codes: Sequence[str]) -> list[int]:
        """Whole fen by weight, one for each code; the rest of the division by `rest`."""
        if self.rest == LENDER and self.lender in codes:
            total = sum(weights)
            cut = [fen * weight // total for weight in weights]
            cut[codes.index(self.lender)] += fen - sum(cut)
            return cut
        return [share.fen for share in Money(fen).split(weights)]


def split_of_shares(
    shares: Mapping[str, Fraction], payers: Sequence[Payer], **rules: object
) -> Split:
    """A split from fractions that must sum to exactly one; `payers` say the rest about each.

    {"bank": 1/5, "fund": 4/5} gives weights 1 and 4. Raises SplitUnsound.
    """
    total = sum(shares.values(), start=Fraction(0))
    if total != 1:
        raise _unsound(f"the shares sum to {total}, not to 1", f"各方比例合计为 {total}，应为 1")
    weights = whole_weights(shares)
    weighed = tuple(replace(payer, weight=weights[payer.code]) for payer in payers)
    return Split(payers=weighed, **rules)  # type: ignore[arg-type]


def whole_weights(shares: Mapping[str, Fraction]) -> dict[str, int]:
    """The smallest whole numbers in these proportions over their common denominator.

    A third and two fifths and four fifteenths: 5, 6 and 4 of 15.
    """
    under = lcm(*(share.denominator for share in shares.values()))
    return {code: int(share * under) for code, share in shares.items()}


def _unsound(problem: str, problem_zh: str) -> SplitUnsound:
    return SplitUnsound(problem=problem, problem_zh=problem_zh)
