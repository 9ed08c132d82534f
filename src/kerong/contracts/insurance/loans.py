"""What insurance asks of a loan: can it be insured, and is a loss within a policy's cover."""

from datetime import date

from kerong.contracts.insurance.errors import (
    InsuredBeyondWhole,
    LoanUnfit,
    NothingLost,
    NotInsured,
    PledgeUnfit,
)
from kerong.contracts.insurance.models import InsurancePolicy
from kerong.contracts.loans.models import Loan
from kerong.contracts.pledges.models import Pledge

MILLION = 1_000_000


def require_insurable(loan: Loan) -> None:
    """Something is owed and nothing late: a loss that has begun is no risk. Raises LoanUnfit."""
    if not may_insure(loan):
        raise LoanUnfit()


def may_insure(loan: Loan) -> bool:
    """What a page asks before it offers it."""
    running = loan.state == Loan.State.ACTIVE and bool(loan.outstanding_fen)
    return running and loan.arrears_from is None


def require_pledged(pledge: Pledge, loan: Loan) -> None:
    """The pledge stands, or may come to stand, on this very loan. Raises PledgeUnfit."""
    if pledge.loan_id != loan.pk or pledge.state not in Pledge.OPEN:
        raise PledgeUnfit(no=pledge.no)


def require_within_whole(loan: Loan, cover_ppm: int, from_on: date, to_on: date) -> int:
    """The number a further policy of the loan takes; raises InsuredBeyondWhole.

    All policies whose days meet these together pay at most the whole of a loss.
    """
    rows = list(InsurancePolicy.objects.filter(loan=loan))
    meeting = [row for row in rows if row.state in InsurancePolicy.LIVE]
    meeting = [row for row in meeting if row.from_on <= to_on and from_on <= row.to_on]
    held = sum(row.cover_ppm for row in meeting)
    if held + cover_ppm > MILLION:
        raise InsuredBeyondWhole(held=_percent(held), wanted=_percent(cover_ppm))
    return len(rows) + 1


def covers(policy: InsurancePolicy, overdue_from: date) -> bool:
    """Whether arrears that began on the day are a loss of the policy: within its days, and not
    before its premium was in; days before a surrender stay covered."""
    last = covered_to(policy)
    if policy.premium_on is None or last is None:
        return False
    return max(policy.from_on, policy.premium_on) <= overdue_from <= last


def covered_to(policy: InsurancePolicy) -> date | None:
    """The last day of its cover; None while no premium was in."""
    if policy.premium_on is None:
        return None
    return min(policy.to_on, policy.ended_on) if policy.ended_on else policy.to_on


def require_covered(policy: InsurancePolicy, overdue_from: date | None) -> date:
    """The day the arrears began, one of its cover. Raises NothingLost, NotInsured."""
    if overdue_from is None:
        raise NothingLost()
    if not covers(policy, overdue_from):
        raise NotInsured(
            since=overdue_from.isoformat(),
            from_on=policy.from_on.isoformat(),
            to_on=policy.to_on.isoformat(),
        )
    return overdue_from


def _percent(ppm: int) -> str:
    """70 %, 33.3333 %: exact."""
    whole, rest = divmod(ppm, 10_000)
    return f"{whole}.{rest:04d}".rstrip("0").rstrip(".") + "%"
