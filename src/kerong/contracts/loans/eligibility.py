"""Whether a renewal or an extension may be asked for today, and how far it may reach."""

from dataclasses import dataclass
from datetime import date, timedelta

from kerong.contracts.loans.conditions import LARGE, MEDIUM
from kerong.contracts.loans.errors import (
    RequestNotPossible,
    RequestTooEarly,
    RequestTooLate,
    TermTooLong,
)
from kerong.contracts.loans.models import Loan
from kerong.contracts.loans.parameters import (
    extension_rule,
    most_extension_months,
    renewal_rule,
)
from kerong.finance.dates import months_after

LONGEST_RENEWAL = 36  # months
RENEWAL_SOURCE = "流动资金贷款管理办法：期限原则上不超过三年"


@dataclass(frozen=True, slots=True)
class Reach:
    """`latest` is the last day a new maturity may fall on, `most` the months to it."""

    most: int
    latest: date
    verified: bool
    source: str


def opens_on(loan: Loan) -> date:
    """The first day on which the platform takes an application on this loan."""
    return loan.matures_on - timedelta(days=renewal_rule(loan.matures_on).offer_days)


def require_open(loan: Loan, on: date) -> None:
    """Raises RequestNotPossible, RequestTooEarly, RequestTooLate."""
    require_owed(loan)
    if on < opens_on(loan):
        raise RequestTooEarly(opens_on=opens_on(loan))
    if on >= loan.matures_on:
        raise RequestTooLate(matures_on=loan.matures_on)


def require_owed(loan: Loan) -> None:
    """Raises RequestNotPossible."""
    if loan.state != Loan.State.ACTIVE or loan.outstanding_fen <= 0:
        raise RequestNotPossible(reason="nothing is owed on it", reason_zh="该笔贷款没有余额")


def require_size(loan: Loan, size: str) -> None:
    """Small and micro firms, medium ones while the window lasts; an unknown size is the bank's
    to look at. Raises RequestNotPossible.
    """
    rule = renewal_rule(loan.matures_on)
    if size == LARGE:
        raise RequestNotPossible(
            reason="it is for small, micro and medium firms", reason_zh="仅适用于中小微企业"
        )
    if size == MEDIUM and loan.matures_on > rule.medium_until:
        until = rule.medium_until.isoformat()
        raise RequestNotPossible(
            reason=f"for medium firms only loans maturing by {until}",
            reason_zh=f"中型企业仅限 {until} 前到期的贷款",
        )


def renewal_reach(start_on: date) -> Reach:
    latest = months_after(start_on, LONGEST_RENEWAL)
    return Reach(LONGEST_RENEWAL, latest, verified=False, source=RENEWAL_SOURCE)


def extension_reach(loan: Loan, on: date) -> Reach:
    """What the first term allows in all, less what was extended already."""
    rule = extension_rule(on)
    most = most_extension_months(loan.term_months, rule)
    latest = months_after(loan.first_matures_on, most)
    left = (latest.year - loan.matures_on.year) * 12 + latest.month - loan.matures_on.month
    return Reach(max(0, left), latest, rule.verified, f"{rule.source}{rule.clause}")


def require_reach(reach: Reach, matures_on: date) -> None:
    if matures_on > reach.latest:
        raise TermTooLong(most=reach.most, latest=reach.latest)
