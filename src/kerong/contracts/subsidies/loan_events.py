"""What became of a loan: where a paid period turns out to be overdue, a claw-back is proposed."""

from kerong.contracts.loans.reactions import ARREARS_WIDENED, OVERDUE, WRITTEN_OFF, LoanEvent
from kerong.contracts.subsidies.loan_matter import loans_of_matter
from kerong.contracts.subsidies.models import Subsidy
from kerong.contracts.subsidies.reviews import review

ORDER = 200
_ASKING = (OVERDUE, ARREARS_WIDENED, WRITTEN_OFF)


def follow_loan(event: LoanEvent) -> None:
    """In the transaction of the bank's report; nobody owes anything until an officer decides."""
    if event.kind not in _ASKING:
        return
    loans = loans_of_matter(event.loan)
    rows = Subsidy.objects.filter(loan__in=loans, state__in=Subsidy.LIVE).exclude(calculation="")
    for subsidy in rows.select_related("loan", "loan__enterprise", "enterprise").order_by("pk"):
        last = max(event.report_nos, default=0)
        reference = f"overdue:{subsidy.no}.{event.loan.no}.{last}"
        review(subsidy, event.on, reference, at=event.at)
