"""What became of a loan: where a paid period turns out to be overdue, a claw-back is proposed."""

from datetime import date, datetime

from django.db.models import Sum
from django.utils.timezone import localdate

from kerong.contracts.loans.reactions import OVERDUE, WRITTEN_OFF, LoanEvent
from kerong.contracts.subsidies.claw_backs import Found, proposed_claw_back
from kerong.contracts.subsidies.compute_interest import Computed, computed_interest
from kerong.contracts.subsidies.loan_matter import loans_of_matter
from kerong.contracts.subsidies.models import ClawBack, Subsidy
from kerong.contracts.subsidies.told import period_told, share_told
from kerong.kernel.actor import SYSTEM
from kerong.kernel.errors import Invalid
from kerong.kernel.money import Money

ORDER = 200


def follow_loan(event: LoanEvent) -> None:
    """In the transaction of the bank's report; nobody owes anything until an officer decides."""
    if event.kind not in (OVERDUE, WRITTEN_OFF):
        return
    loans = loans_of_matter(event.loan)
    rows = Subsidy.objects.filter(loan__in=loans, state__in=Subsidy.LIVE).exclude(calculation="")
    for subsidy in rows.select_related("loan", "loan__enterprise", "enterprise").order_by("pk"):
        last = max(event.report_nos, default=0)
        reference = f"overdue:{subsidy.no}.{event.loan.no}.{last}"
        review(subsidy, event.on, reference, at=event.at)


def review(subsidy: Subsidy, event_on: date, reference: str, *, at: datetime) -> ClawBack | None:
    """Compute the subsidy's own period anew; what it would not pay any more is proposed."""
    period = period_told(subsidy)
    if period is None or subsidy.loan is None:
        return None
    try:
        now = computed_interest(
            subsidy.loan,
            subsidy.programme,
            period,
            localdate(at),
            choice=share_told(subsidy),
            besides=[subsidy.pk],
        )
    except Invalid:  # a table is missing a row: nothing can be said against the subsidy
        return None
    return _proposed(subsidy, now, event_on, reference, at=at)


def _proposed(
    subsidy: Subsidy, now: Computed, event_on: date, reference: str, *, at: datetime
) -> ClawBack | None:
    waiting = subsidy.claw_backs.filter(state=ClawBack.State.PROPOSED)
    known = int(waiting.aggregate(fen=Sum("amount_fen", default=0))["fen"])
    kept = subsidy.granted_fen - subsidy.returned_fen - known
    amount = kept - now.subsidy.amount_fen
    if amount <= 0:
        return None
    less = Money(now.subsidy.amount_fen).yuan_text()
    found = Found(
        reference=reference,
        event=ClawBack.Event.OVERDUE,
        event_on=event_on,
        amount_fen=amount,
        words=f"逾期区间不予贴息：按银行最新报告应为 {less} 元",
        calculation=now.document,
    )
    return proposed_claw_back(subsidy, found, actor=SYSTEM, at=at)
