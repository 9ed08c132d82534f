"""申请过期: an application still open when its loan has matured is over; both sides are told."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from kerong.contracts.loans.access import LAPSE_REQUESTS
from kerong.contracts.loans.errors import RequestMoved
from kerong.contracts.loans.models import LoanRequest
from kerong.contracts.loans.notes import firm_of, institution_of, note_loan, say
from kerong.contracts.loans.request_moves import move
from kerong.kernel.actor import SYSTEM

State = LoanRequest.State
MOST_AT_ONCE = 500


def lapse_requests(at: datetime) -> int:
    """How many lapsed. One that was granted stays: the bank may report the payout afterwards."""
    LAPSE_REQUESTS.require(SYSTEM)
    over = LoanRequest.objects.filter(
        state__in=(State.SUBMITTED, State.PROPOSED), loan__matures_on__lt=localdate(at)
    )
    rows = over.select_related("loan", "loan__institution").order_by("pk")[:MOST_AT_ONCE]
    return sum(_lapse(request, at=at) for request in rows)


def _lapse(request: LoanRequest, *, at: datetime) -> bool:
    """False when the bank answered in this very moment."""
    loan = request.loan
    try:
        with transaction.atomic():
            move(request, State.LAPSED, since=(State.SUBMITTED, State.PROPOSED), ended_at=at)
            facts = {"request": request.no}
            note_loan(loan, "request_lapsed", actor=SYSTEM, at=at, facts=facts)
            for to in (firm_of(loan), institution_of(loan)):
                say(loan, "loan.request_lapsed", to=to, at=at, facts={"no": request.no})
    except RequestMoved:
        return False
    return True
