"""同一贷款不重复支付: who repays a loan in the firm's place, and who bears its loss, exclude each
other. Packages that know nothing of one another register here and ask here.
"""

from collections.abc import Callable

from django.db.models import F

from kerong.contracts.loans.errors import LossClaimed, RepaidElsewhere
from kerong.contracts.loans.losses import borne_first, shared_under
from kerong.contracts.loans.models import Loan

Repaying = Callable[[Loan], str]
_repaying: dict[str, Repaying] = {}


def register_repaying(name: str, asked: Repaying) -> None:
    """Who repays loans in the firm's place: asked for the number of its record, empty where there
    is none. Raises ValueError."""
    if _repaying.setdefault(name, asked) != asked:
        raise ValueError(f"two packages repay loans as {name}")


def require_unrepaid(loan: Loan) -> None:
    """Asked in the transaction that claims or agrees a loss: whatever the bank has reported, money
    that was sent to repay the loan is not lost. Raises RepaidElsewhere."""
    _take_turn(loan)
    for name in sorted(_repaying):
        if no := _repaying[name](loan):
            raise RepaidElsewhere(loan=loan.no, no=no)


def require_unclaimed(loan: Loan) -> None:
    """Asked in the transaction that repays a loan: its bank does not claim its loss, and nobody
    has borne it. Raises LossClaimed."""
    _take_turn(loan)
    if no := claimed_under(loan):
        raise LossClaimed(loan=loan.no, no=no)


def claimed_under(loan: Loan) -> str:
    """The number under which the loss of the loan is claimed or was borne, or nothing."""
    if no := shared_under(loan):
        return no
    if loan.arrears_from is None:
        return ""
    return next((row.no for row in borne_first(loan, loan.arrears_from) if row.amount_fen), "")


def _take_turn(loan: Loan) -> None:
    """Write the loan's row: of two at one moment the second waits and sees the first."""
    Loan.objects.filter(pk=loan.pk).update(report_count=F("report_count"))
