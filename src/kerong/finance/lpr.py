"""贷款市场报价利率: which publication a programme reads, by one of four named rules."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from kerong.finance.terms import require_choice
from kerong.kernel.errors import Invalid

CONTRACT_DATE, DISBURSEMENT_DATE, PREVIOUS_YEAR_END, REPAYMENT_DECEMBER = (
    "contract-date",
    "disbursement-date",
    "previous-year-end",
    "repayment-december",
)
DATE_RULES = (CONTRACT_DATE, DISBURSEMENT_DATE, PREVIOUS_YEAR_END, REPAYMENT_DECEMBER)
ONE_YEAR, FIVE_YEAR = "1y", "5y"
TENORS = (ONE_YEAR, FIVE_YEAR)

_PUBLISHED_ON = 20  # of each month or the next working day
_LONGEST_GAP = 45  # days between two publications with none missing


class LprNotHeld(Invalid):
    """Facts: `on`."""

    code = "finance.lpr_not_held"
    zh = "没有 {on} 适用的 LPR，请先导入。"
    en = "The LPR in force on {on} is not held: import it first."


class DayMissing(Invalid):
    """Facts: `field`, `rule`."""

    code = "finance.day_missing"
    zh = "按规则 {rule} 取 LPR 需要 {field}。"
    en = "The rule {rule} needs {field} to look up the LPR."


@dataclass(frozen=True, slots=True)
class Publication:
    """One published LPR, in force until the next: 3.45 % is 69/2000."""

    on: date
    one_year: Fraction
    five_year: Fraction

    def rate(self, tenor: str) -> Fraction:
        require_choice("tenor", tenor, TENORS)
        return self.one_year if tenor == ONE_YEAR else self.five_year


@dataclass(frozen=True, slots=True, kw_only=True)
class LoanDays:
    """The days of a loan a rule may ask for."""

    contract_on: date | None = None
    disbursed_on: date | None = None
    repaid_on: date | None = None


def lpr_by_rule(rule: str, days: LoanDays, published: Sequence[Publication]) -> Publication:
    """The publication a rule reads.

    A loan disbursed on 2024-03-15: `disbursement-date` reads 2024-02-20, `previous-year-end`
    2023-12-20. Repaid on 2025-03-14, `repayment-december` reads the publication of December 2025.
    Raises LprNotHeld, DayMissing.
    """
    require_choice("rule", rule, DATE_RULES)
    if rule == CONTRACT_DATE:
        return in_force(published, _asked(days.contract_on, "contract_on", rule))
    if rule == DISBURSEMENT_DATE:
        return in_force(published, _asked(days.disbursed_on, "disbursed_on", rule))
    if rule == PREVIOUS_YEAR_END:
        return _of_december(published, _asked(days.disbursed_on, "disbursed_on", rule).year - 1)
    return _of_december(published, _asked(days.repaid_on, "repaid_on", rule).year)


def in_force(published: Sequence[Publication], on: date) -> Publication:
    """The newest publication up to `on`, its day included.

    It is sure only where the next one is held too, or `on` lies before the 20th of the following
    month, when the next is due; a month left out in between is a hole. Raises LprNotHeld.
    """
    ordered = sorted(published, key=lambda each: each.on)
    at = sum(each.on <= on for each in ordered) - 1
    if at < 0:
        raise LprNotHeld(on=on.isoformat())
    found = ordered[at]
    if at + 1 < len(ordered):
        sure = (ordered[at + 1].on - found.on).days <= _LONGEST_GAP
    else:
        year, month = divmod(found.on.year * 12 + found.on.month, 12)
        sure = on < date(year, month + 1, _PUBLISHED_ON)
    if not sure:
        raise LprNotHeld(on=on.isoformat())
    return found


def _of_december(published: Sequence[Publication], year: int) -> Publication:
    for each in published:
        if (each.on.year, each.on.month) == (year, 12):
            return each
    raise LprNotHeld(on=f"{year}-12")


def _asked(day: date | None, field: str, rule: str) -> date:
    if day is None:
        raise DayMissing(field=field, rule=rule)
    return day
