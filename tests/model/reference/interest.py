"""贷款贴息: half of the published rate on the very balance, day by day, within the interest paid.

The rate is the one in force when the loan was paid out; days on which the bank says the loan was
in arrears do not count, nor does principal that is due. What a bank took for the whole life of a
loan is interest of the period by the part that accrued there.
"""

from collections.abc import Iterable
from datetime import date
from fractions import Fraction

from tests.model.reference.fen import half_up
from tests.model.reference.loans import ENDS, PAYING, Loan, standing_of

LPR, SHARE = Fraction(3, 100), Fraction(1, 2)
TOLERANCE = 100  # fen that a line may miss and count as paid
Period = tuple[date, date]  # from the first day until before the second


def matter_of(loans: Iterable[Loan], loan: Loan) -> list[Loan]:
    """A loan and its renewals are one matter: the first drawn first."""
    own = [each for each in loans if (each.firm, each.origin) == (loan.firm, loan.origin)]
    return sorted(own, key=lambda each: (each.started, each.key))


def stands_in(loan: Loan, period: Period, today: date) -> bool:
    """Whether anything was owed on a day of the period."""
    first, after = (
        day.toordinal() for day in (max(period[0], loan.started), min(period[1], today))
    )
    return any(loan.owed_on(date.fromordinal(day)) for day in range(first, after))


def subsidy_on(loan: Loan, period: Period, today: date) -> int:
    """min(Σ balance × rate ÷ 365 × share, interest paid in the period), rounded half up once."""
    first, after = period
    late = days_late(loan, today)
    balance = sum(
        owed
        for day, owed, _ in loan.balance_days(min(after, today))
        if day >= first and not any(since <= day < until for since, until in late)
    )
    worth = Fraction(balance) * LPR / 365 * SHARE
    return half_up(min(worth, Fraction(interest_paid(loan, period, today))))


def days_late(loan: Loan, today: date) -> list[Period]:
    """From the oldest unpaid due day the bank named until before it said something else."""
    told = loan.told(today)
    found = []
    for count in range(1, len(told) + 1):
        since = standing_of(loan, told[:count]).since
        until = told[count].on if count < len(told) else date.max
        if since is not None and since < until:
            found.append((since, until))
    return found


def interest_paid(loan: Loan, period: Period, today: date) -> int:
    """What the bank took on each line of the plan, as far as the line accrued in the period."""
    total, start = Fraction(0), loan.started
    for due, paid in _lines_paid(loan, today):
        whole = loan.interest(start, due, today)
        inside = loan.interest(max(start, period[0]), min(due, period[1]), today)
        if whole:
            total += paid * inside / whole
        elif period[0] < due <= period[1]:
            total += paid
        start = due
    return half_up(total)


def _lines_paid(loan: Loan, today: date) -> list[tuple[date, int]]:
    """The one line of the plan, and one of the day the loan ended after it was due; each with
    what was paid: lines due before that miss something first, then the one of the day.
    """
    told = loan.told(today)
    dues = _dues(loan, today)
    paid = dict.fromkeys(dues, 0)
    wanted, start = {}, loan.started
    for due in dues:
        wanted[due] = half_up(loan.interest(start, due, due)) if due > start else 0
        start = due
    for report in told:
        if report.kind not in PAYING or not report.interest:
            continue
        left = report.interest
        own = next((due for due in dues if due >= report.on), dues[-1])
        for due in dues[: dues.index(own)]:
            missing = wanted[due] - paid[due]
            if left and missing > TOLERANCE:
                paid[due] += min(left, missing)
                left -= min(left, missing)
        paid[own] += left
    return [(due, paid[due]) for due in dues]


def _dues(loan: Loan, today: date) -> list[date]:
    told = loan.told(today)
    matures = max([loan.matures, *(r.due for r in told if r.kind == "extension" and r.due)])
    ended = next((report.on for report in told if report.kind in ENDS), None)
    if ended is None:
        return [matures]
    return [ended] if ended <= matures else [matures, ended]
