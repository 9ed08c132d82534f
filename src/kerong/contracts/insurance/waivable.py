"""When a bank may give up a claim on its policy, and what it then bears itself."""

from datetime import date, timedelta

from kerong.contracts.insurance.errors import ClaimStands, TooEarlyToWaive
from kerong.contracts.insurance.loans import require_covered
from kerong.contracts.insurance.models import ClaimWaiver, InsuranceClaim, InsurancePolicy
from kerong.contracts.insurance.parameters import insurance_rule
from kerong.contracts.insurance.payout import agreed_on, payout_fen
from kerong.contracts.loans.losses import ReportedLoss, loss_of
from kerong.contracts.loans.models import Loan
from kerong.finance.loss_sharing import Loss


def waivable_from(policy: InsurancePolicy, overdue_from: date) -> date:
    """The days of waiting, and then those a bank has to claim.

    Unpaid since 6 April, 60 days of waiting and 30 to claim: 5 July.
    """
    days = policy.waiting_days + insurance_rule(overdue_from).claim_days
    return overdue_from + timedelta(days=days)


def require_waivable(policy: InsurancePolicy, loan: Loan, on: date) -> ReportedLoss:
    """The loss that would be left with the bank. Raises NothingLost, NotInsured, ClaimStands,
    TooEarlyToWaive."""
    loss = loss_of(loan, on)
    since = require_covered(policy, loss.overdue_from)
    standing = InsuranceClaim.objects.filter(policy=policy, state__in=InsuranceClaim.LIVE).first()
    if standing is not None:
        raise ClaimStands(first=standing.no)
    first = waivable_from(policy, since)
    if on < first:
        raise TooEarlyToWaive(first=first.isoformat())
    return loss


def would_pay_fen(policy: InsurancePolicy, reported: ReportedLoss) -> int:
    """What the policy pays of the whole reported loss, beside what others agreed."""
    loss = Loss(principal_fen=reported.principal_fen, interest_fen=reported.interest_fen)
    return payout_fen(policy, loss, agreed_on(policy.loan_id))


def approved_waivers(loan: Loan, overdue_from: date) -> dict[int, ClaimWaiver]:
    """By key of the policy; one query."""
    rows = ClaimWaiver.objects.filter(
        policy__loan=loan, overdue_from=overdue_from, state=ClaimWaiver.State.APPROVED
    )
    return {row.policy_id: row for row in rows}
