"""贷款贴息: what a programme's rule says, and what one claim brings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from kerong.finance.lpr import DATE_RULES, ONE_YEAR, TENORS, LoanDays, Publication
from kerong.finance.segments import Segment
from kerong.finance.terms import ACT_365, DAY_COUNTS, MOST_FEN, require_choice, require_range
from kerong.kernel.errors import Invalid

OF_LPR, OF_RATE, OF_INTEREST, OF_AMOUNT = "lpr", "rate", "interest", "amount"
SUBSIDY_KINDS = (OF_LPR, OF_RATE, OF_INTEREST, OF_AMOUNT)


class ShareNotAgreed(Invalid):
    """Facts: `share_class`, `least`, `most`."""

    code = "finance.subsidy_share"
    zh = "贴息比例（{share_class}）须在 {least} 与 {most} 之间给定。"
    en = "The share for {share_class} has to be given between {least} and {most}."


class ClassesUnsound(Invalid):
    """Facts: `total`."""

    code = "finance.subsidy_classes"
    zh = "各类贷款占比合计为 {total}，应为 1。"
    en = "The parts of the loan by class sum to {total}, not to 1."


@dataclass(frozen=True, slots=True)
class ShareRange:
    """The share k of the amount a programme pays; where the ends differ the claim names it."""

    least: Fraction
    most: Fraction

    def agreed(self, share: Fraction | None, share_class: str) -> Fraction:
        """Raises ShareNotAgreed."""
        if share is None and self.least == self.most:
            return self.most
        if share is None or not self.least <= share <= self.most:
            raise ShareNotAgreed(
                share_class=share_class, least=str(self.least), most=str(self.most)
            )
        return share


@dataclass(frozen=True, slots=True, kw_only=True)
class SubsidyTerms:
    """One formula: amount × share, under its caps.

    `kind` says what the share is taken of: principal × LPR × days, principal × a fixed `rate` ×
    days, the interest paid, or an amount decided elsewhere. `shares` by class of loan; one class
    where a programme has no more.
    `actual_rate_at_most`: where the loan is cheaper than the LPR its own rate counts. Caps in fen;
    `months` from the first disbursement and `counts_from` bound the days that count;
    `excludes` names kinds of other subsidy on the same loan that leave nothing.
    """

    kind: str
    shares: Mapping[str, ShareRange]
    date_rule: str = ""
    tenor: str = ONE_YEAR
    rate: Fraction | None = None
    day_count: str = ACT_365
    actual_rate_at_most: bool = False
    principal_cap_fen: int | None = None
    firm_year_cap_fen: int | None = None
    firm_cap_fen: int | None = None
    months: int | None = None
    counts_from: date | None = None
    excludes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        require_choice("kind", self.kind, SUBSIDY_KINDS)
        require_choice("day_count", self.day_count, DAY_COUNTS)
        require_choice("tenor", self.tenor, TENORS)
        if self.kind == OF_LPR:
            require_choice("date_rule", self.date_rule, DATE_RULES)
        if self.kind == OF_RATE:
            require_range("rate", self.rate or Fraction(0), Fraction(1, 10**6), Fraction(1))


@dataclass(frozen=True, slots=True, kw_only=True)
class SubsidyClaim:
    """One claim: a loan's segments of the period claimed, and what was paid already.

    `classes` gives the part of the loan in each class (None: all in the first); `share` the share
    agreed where a programme leaves a range. `interest_paid_fen` is normal interest really paid in
    the period, None while nobody knows: then it is no ceiling, and a step says so.
    `principal_used_fen` is principal of the firm's other loans under the same cap.
    """

    segments: Sequence[Segment]
    days: LoanDays
    interest_paid_fen: int | None
    lpr: Sequence[Publication] = ()
    classes: Mapping[str, Fraction] | None = None
    share: Fraction | None = None
    amount_fen: int | None = None
    principal_used_fen: int = 0
    firm_year_paid_fen: int = 0
    firm_paid_fen: int = 0
    budget_left_fen: int | None = None
    misused: bool = False
    other_subsidies: frozenset[str] = field(default_factory=frozenset)

    def __post_init__(self) -> None:
        for name in ("interest_paid_fen", "amount_fen"):
            require_range(name, getattr(self, name) or 0, 0, MOST_FEN)
        for name in ("principal_used_fen", "firm_year_paid_fen", "firm_paid_fen"):
            require_range(name, getattr(self, name), 0, MOST_FEN)
        if self.classes is not None and sum(self.classes.values()) != 1:
            raise ClassesUnsound(total=str(sum(self.classes.values())))
