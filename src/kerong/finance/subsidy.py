"""贷款贴息: one engine for every programme's formula, on balance segments, with its steps."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from kerong.finance.dates import months_after
from kerong.finance.day_counts import DayCount
from kerong.finance.lpr import (
    CONTRACT_DATE,
    DISBURSEMENT_DATE,
    PREVIOUS_YEAR_END,
    REPAYMENT_DECEMBER,
    DayMissing,
    lpr_by_rule,
)
from kerong.finance.segments import Segment, within
from kerong.finance.steps import Step, exact_yuan, percent
from kerong.finance.subsidy_terms import (
    OF_AMOUNT,
    OF_INTEREST,
    OF_LPR,
    SubsidyClaim,
    SubsidyTerms,
)
from kerong.finance.terms import DAYS_OF_YEAR, require_choice
from kerong.kernel.errors import Invalid
from kerong.kernel.money import Money
from kerong.kernel.ratios import ratio_text, round_half_up


class InterestMissing(Invalid):
    code = "finance.subsidy_interest"
    zh = "这项贴息按实际支付利息计算：请给出实际支付利息。"
    en = "This subsidy is a part of the interest paid: give the interest paid."


class AmountMissing(Invalid):
    code = "finance.subsidy_amount"
    zh = "这项贴息只有核定金额，没有公式：请给出核定金额。"
    en = "This subsidy has a decided amount and no formula: give the amount."


_RULES_ZH = {
    CONTRACT_DATE: "合同签订日",
    DISBURSEMENT_DATE: "放款日",
    PREVIOUS_YEAR_END: "放款上年末",
    REPAYMENT_DECEMBER: "还款年度12月",
}


@dataclass(frozen=True, slots=True)
class Subsidy:
    """What is paid, and how it came about; the last step is the amount."""

    amount_fen: int
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class _Ceiling:
    zh: str
    en: str
    fen: int


def subsidy_of(terms: SubsidyTerms, claim: SubsidyClaim) -> Subsidy:
    """min(amount × share, interest paid, what is left under each cap), rounded half up once.

    300 万 from 2024-03-15 to 2025-03-14, 364 days, at the LPR of December 2023, 3.45 %:
    3,000,000 × 3.45 % × 364/365 = 103,216.44; half of it is 51,608.22 yuan, under act/360
    52,325.00. Overdue segments never count. Raises LprNotHeld, ShareNotAgreed, AmountMissing …
    """
    barred = _barred(terms, claim)
    if barred is not None:
        return Subsidy(0, (barred, _paid(0)))
    whole, steps = _amount(terms, claim)
    share = _share(terms, claim)
    worth = whole * share
    if share != 1:
        steps.append(
            Step(f"× 贴息比例 {percent(share)}", f"× share {percent(share)}", exact_yuan(worth))
        )
    if claim.interest_paid_fen is None:
        steps.append(_unpaid(worth))
    for ceiling in _ceilings(terms, claim):
        worth = min(worth, Fraction(ceiling.fen))
        steps.append(
            Step(
                f"不超过{ceiling.zh} {Money(ceiling.fen)}",
                f"at most {ceiling.en} {Money(ceiling.fen)}",
                exact_yuan(worth),
            )
        )
    amount = round_half_up(worth)
    return Subsidy(amount, (*steps, _paid(amount)))


def _barred(terms: SubsidyTerms, claim: SubsidyClaim) -> Step | None:
    others = sorted(claim.other_subsidies.intersection(terms.excludes))
    if claim.misused:
        return Step("贷款被挪用，不予贴息", "the loan was misused: no subsidy", "0.00")
    if others:
        named = ", ".join(others)
        return Step(
            f"同一贷款已享受其他贴息（{named}），不重复",
            f"the loan has another subsidy ({named}): none beside it",
            "0.00",
        )
    return None


def _amount(terms: SubsidyTerms, claim: SubsidyClaim) -> tuple[Fraction, list[Step]]:
    """The amount shares are taken of, exact."""
    if terms.kind == OF_AMOUNT:
        if claim.amount_fen is None:
            raise AmountMissing()
        fen = Fraction(claim.amount_fen)
        return fen, [Step("核定金额", "amount decided", exact_yuan(fen))]
    if terms.kind == OF_INTEREST:
        if claim.interest_paid_fen is None:
            raise InterestMissing()
        fen = Fraction(claim.interest_paid_fen)
        return fen, [Step("实际支付利息", "interest paid", exact_yuan(fen))]
    rate, steps = _rate(terms, claim)
    total = Fraction(0)
    for segment in _counted(terms, claim):
        worth, step = _of_segment(terms, claim, segment, rate)
        total += worth
        steps.append(step)
    steps.append(Step("各区间合计", "sum of the segments", exact_yuan(total)))
    return total, steps


def _rate(terms: SubsidyTerms, claim: SubsidyClaim) -> tuple[Fraction, list[Step]]:
    if terms.kind == OF_LPR:
        found = lpr_by_rule(terms.date_rule, claim.days, claim.lpr)
        rate = found.rate(terms.tenor)
        zh = f"{found.on.isoformat()} 公布的 LPR（{terms.tenor}，按{_RULES_ZH[terms.date_rule]}）"
        en = f"LPR ({terms.tenor}) published {found.on.isoformat()}, rule {terms.date_rule}"
        return rate, [Step(zh, en, ratio_text(rate))]
    rate = terms.rate or Fraction(0)
    return rate, [Step("贴息年利率", "yearly rate of the subsidy", ratio_text(rate))]


def _counted(terms: SubsidyTerms, claim: SubsidyClaim) -> Iterator[Segment]:
    """The segments on days that count, overdue ones too: their step says they do not."""
    first = terms.counts_from or date.min
    last = date.max
    if terms.months is not None:
        if claim.days.disbursed_on is None:
            raise DayMissing(field="disbursed_on", rule=f"{terms.months} months")
        last = months_after(claim.days.disbursed_on, terms.months)
    yield from within(claim.segments, first, last)


def _of_segment(
    terms: SubsidyTerms, claim: SubsidyClaim, segment: Segment, rate: Fraction
) -> tuple[Fraction, Step]:
    stretch = f"{segment.from_on.isoformat()} – {segment.to_on.isoformat()}"
    if segment.overdue:
        zh, en = f"{stretch} 逾期，不计", f"{stretch} overdue, not counted"
        return Fraction(0), Step(zh, en, exact_yuan(Fraction(0)))
    principal = segment.balance_fen
    if terms.principal_cap_fen is not None:
        principal = min(principal, max(0, terms.principal_cap_fen - claim.principal_used_fen))
    if terms.actual_rate_at_most:
        rate = min(rate, segment.rate)
    anchor = claim.days.disbursed_on or segment.from_on
    days = DayCount(terms.day_count, anchor).days(segment.from_on, segment.to_on)
    year = DAYS_OF_YEAR[terms.day_count]
    worth = principal * rate * Fraction(days, year)
    said = f"{stretch}: {Money(principal)} × {percent(rate)} × {days}/{year}"
    return worth, Step(said, said, exact_yuan(worth))


def _share(terms: SubsidyTerms, claim: SubsidyClaim) -> Fraction:
    """Σ part of the loan in a class × share of that class."""
    names = tuple(terms.shares)
    classes = claim.classes if claim.classes is not None else {names[0]: Fraction(1)}
    total = Fraction(0)
    for name, part in classes.items():
        require_choice("class", name, names)
        total += part * terms.shares[name].agreed(claim.share, name)
    return total


def _ceilings(terms: SubsidyTerms, claim: SubsidyClaim) -> Iterator[_Ceiling]:
    if claim.interest_paid_fen is not None:
        yield _Ceiling("实际支付利息", "the interest paid", claim.interest_paid_fen)
    if terms.firm_year_cap_fen is not None:
        left = max(0, terms.firm_year_cap_fen - claim.firm_year_paid_fen)
        yield _Ceiling("企业当年剩余额度", "what the firm has left this year", left)
    if terms.firm_cap_fen is not None:
        left = max(0, terms.firm_cap_fen - claim.firm_paid_fen)
        yield _Ceiling("企业累计剩余额度", "what the firm has left in all", left)
    if claim.budget_left_fen is not None:
        yield _Ceiling("预算余额", "what the budget has left", max(0, claim.budget_left_fen))


def _unpaid(worth: Fraction) -> Step:
    zh = "实际支付利息未提供，未以其为限"
    return Step(zh, "the interest paid is not known: no ceiling by it", exact_yuan(worth))


def _paid(fen: int) -> Step:
    return Step("贴息金额", "subsidy", Money(fen).yuan_text())


def with_day_count(terms: SubsidyTerms, day_count: str) -> SubsidyTerms:
    """The same formula under another day count, where the programme does not say one."""
    return replace(terms, day_count=day_count)
