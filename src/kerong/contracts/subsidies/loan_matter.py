"""The very loan as the matter of a subsidy: a loan with its renewals and its other halves.

A loan split in two, or renewed, stays one matter: what one decision of a bank opened, and what
repaid it, carry one origin.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction

from kerong.contracts.loans.lines import Line
from kerong.contracts.loans.models import Loan
from kerong.contracts.loans.said import Agreed, Said, in_force
from kerong.contracts.loans.standing import Standing
from kerong.contracts.loans.walk import walk
from kerong.contracts.subsidies.period import Period
from kerong.finance.day_counts import DayCount
from kerong.finance.segments import Segment, interest_of, within
from kerong.kernel.ratios import round_half_up

FAMILY = "loan-interest"
MatterKey = tuple[int, str]


def loans_of_matter(loan: Loan) -> list[Loan]:
    """Every loan of the same firm and origin, the first drawn first."""
    return loans_of_matters([loan])[matter_key(loan)]


def loans_of_matters(loans: Sequence[Loan]) -> dict[MatterKey, list[Loan]]:
    """The same for several at once, by firm and origin; one query."""
    rows = Loan.objects.filter(
        enterprise__in={loan.enterprise_id for loan in loans},
        origin__in={loan.origin for loan in loans},
    )
    found: dict[MatterKey, list[Loan]] = {}
    for row in rows.order_by("disbursed_on", "pk"):
        found.setdefault(matter_key(row), []).append(row)
    return found


def matter_key(loan: Loan) -> MatterKey:
    return loan.enterprise_id, loan.origin


def matter_of(loans: Sequence[Loan]) -> str:
    return f"loan:{loans[0].no}"


def segments_in(
    standing: Standing, period: Period, late: Sequence[tuple[date, date]] = ()
) -> tuple[Segment, ...]:
    """The balance in the period; days on which the bank says it was in arrears are overdue."""
    found = within(standing.segments, period.from_on, period.to_on)
    for first, after in late:
        found = tuple(part for each in found for part in _marked(each, first, after))
    return found


def days_in_arrears(agreed: Agreed, reports: Sequence[Said]) -> list[tuple[date, date]]:
    """Stretches from the oldest unpaid due day the bank named until before it was paid.

    Arrears reported on 7 April as due since 10 March and paid on 20 April: 10 March until before
    20 April. What is not paid goes on.
    """
    found: list[tuple[date, date]] = []
    known = in_force(reports)
    for count, said in enumerate(known, start=1):
        since = walk(agreed, known[:count]).arrears.since
        ends = known[count].on if count < len(known) else date.max
        if since is not None and since < ends:
            found.append((since, ends))
        elif since is not None and said.on < ends:
            found.append((said.on, ends))
    return found


def _marked(segment: Segment, first: date, after: date) -> list[Segment]:
    """The segment in up to three parts, the one from `first` until before `after` overdue."""
    begin, end = max(segment.from_on, first), min(segment.to_on, after)
    if segment.overdue or begin >= end:
        return [segment]
    parts = [
        replace(segment, to_on=begin),
        replace(segment, from_on=begin, to_on=end, overdue=True),
        replace(segment, from_on=end),
    ]
    return [part for part in parts if part.from_on < part.to_on]


def interest_paid_in(loan: Loan, standing: Standing, period: Period) -> int:
    """Interest reported as paid for the days of the period, in fen.

    A line of the plan is paid for its own days; of one that only reaches into the period the
    part counts that accrued there. 6,200.00 paid for the 31 days to 15 February on an unchanged
    balance are 3,400.00 for the 17 days before 1 February. Rounded half up once, over the sum.
    """
    count = DayCount(loan.day_count, loan.disbursed_on)
    performing = [each for each in standing.segments if not each.overdue]
    total, start = Fraction(0), loan.disbursed_on
    for line in standing.lines:
        if line.paid_interest_fen:
            total += line.paid_interest_fen * _part(line, start, performing, count, period)
        start = line.due_on
    return round_half_up(total)


def _part(
    line: Line, start: date, performing: list[Segment], count: DayCount, period: Period
) -> Fraction:
    """Which part of the line's interest accrued within the period."""
    own = within(performing, start, line.due_on)
    whole = interest_of(own, count)
    if not whole:
        return Fraction(period.from_on < line.due_on <= period.to_on)
    return interest_of(within(own, period.from_on, period.to_on), count) / whole
