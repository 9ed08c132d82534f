"""政策后的综合融资成本: what programmes give back on a loan by loan year, and its rate then."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from kerong.finance.dates import months_after
from kerong.finance.day_counts import DayCount
from kerong.finance.lpr import LoanDays
from kerong.finance.rates import Cost, cost_of, require_one_rate
from kerong.finance.schedules import Fee, Schedule, build_schedule, net_payments
from kerong.finance.segments import Segment, interest_fen, within
from kerong.finance.subsidy import subsidy_of
from kerong.finance.subsidy_terms import SubsidyClaim, SubsidyTerms
from kerong.finance.terms import BULLET, Terms

_YEAR = 12


@dataclass(frozen=True)
class PlannedLoan:
    """A loan as it would be drawn on `terms.start_on` and paid by its plan, with a yearly fee."""

    terms: Terms
    yearly_fee_fen: int = 0

    @cached_property
    def plan(self) -> Schedule:
        return build_schedule(self.terms, fees=self.fees)

    @property
    def fees(self) -> tuple[Fee, ...]:
        return _yearly(self.yearly_fee_fen)

    @property
    def years(self) -> int:
        """Loan years, a started one counting whole."""
        return -(-self.terms.months // _YEAR)

    @cached_property
    def segments(self) -> tuple[Segment, ...]:
        """Principal owed between the payments of the plan, equal stretches as one."""
        found: list[Segment] = []
        begins, owed = self.terms.start_on, self.terms.principal_fen
        for row in self.plan.instalments:
            if row.balance_fen != owed:
                found.append(Segment(begins, row.due_on, owed, self.terms.annual_rate))
                begins, owed = row.due_on, row.balance_fen
        return tuple(found)

    def of_year(self, no: int) -> tuple[Segment, ...]:
        """The stretches of one loan year, the first being 1."""
        return within(self.segments, self._month(_YEAR * (no - 1)), self._month(_YEAR * no))

    def interest_of_year(self, no: int) -> int:
        """Interest the plan asks for a loan year; the last year takes the rest of the whole.

        Paid at once at maturity, it is told apart by the loan's own day count.
        """
        if no == self.years:
            earlier = sum(self.interest_of_year(each) for each in range(1, no))
            return self.plan.total_interest_fen - earlier
        if self.terms.method == BULLET:
            days = DayCount(self.terms.day_count, self.terms.start_on)
            return interest_fen(self.of_year(no), days)
        rows = self.plan.instalments[_YEAR * (no - 1) : _YEAR * no]
        return sum(row.interest_fen for row in rows)

    def _month(self, months: int) -> date:
        return months_after(self.terms.start_on, min(months, self.terms.months))


@dataclass(frozen=True, slots=True)
class Relief:
    """A programme's formula on this loan; `of_fee`: it gives back the fee and not the interest."""

    code: str
    terms: SubsidyTerms
    of_fee: bool = False


def given_back(relief: Relief, loan: PlannedLoan) -> tuple[int, ...]:
    """What a programme gives for each loan year in fen, never more than that year's cost.

    1,000,000 yuan for 36 months at 4.35 %, interest first, drawn 2026-03-06; 1.5 % a year for 24
    months at most: 365 days 15,000.00, 366 days in the leap year 15,041.10, then nothing. Caps of
    a firm's year hold in each loan year, caps of a firm over all of them.
    """
    days = LoanDays(
        contract_on=loan.terms.start_on,
        disbursed_on=loan.terms.start_on,
        repaid_on=loan.plan.instalments[-1].due_on,
    )
    given: list[int] = []
    for no in range(1, loan.years + 1):
        cost = loan.yearly_fee_fen if relief.of_fee else loan.interest_of_year(no)
        claim = SubsidyClaim(
            segments=loan.of_year(no),
            days=days,
            interest_paid_fen=cost,
            firm_paid_fen=sum(given),
        )
        given.append(subsidy_of(relief.terms, claim).amount_fen)
    return tuple(given)


def cost_after(
    loan: PlannedLoan, years: Sequence[Sequence[int]], *, fee_saved_fen: int = 0
) -> Cost:
    """The annual rate with what programmes give back as money received; fees in.

    `years` holds for each programme what it gives by loan year. It arrives once the interest of
    that year is paid: with its last instalment, or at maturity where all interest is paid there.
    `fee_saved_fen` lowers the fee at the start of each loan year. 1,000,000 yuan for 12 months at
    4.35 %, bullet (30/360), 15,500 given back: (1,043,500 − 15,500) ÷ 1,000,000 − 1 = 2.8 %.
    Raises NoRate, and SeveralRates where money goes back and forth too often to name one rate.
    """
    fees = _yearly(loan.yearly_fee_fen - fee_saved_fen)
    payments = net_payments(loan.terms, loan.plan.instalments, fees)
    for month, fen in _arrivals(loan, years):
        payments[month] -= fen
    require_one_rate(loan.terms.principal_fen, payments)
    return cost_of(loan.terms.principal_fen, payments)


def _arrivals(loan: PlannedLoan, years: Sequence[Sequence[int]]) -> Iterator[tuple[int, int]]:
    months = loan.terms.months
    for given in years:
        for no, fen in enumerate(given, start=1):
            yield (months if loan.terms.method == BULLET else min(_YEAR * no, months)), fen


def _yearly(fee_fen: int) -> tuple[Fee, ...]:
    return (Fee(amount_fen=fee_fen, yearly=True),) if fee_fen else ()
