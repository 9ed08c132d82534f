"""不同意续贷或展期: the bank says no, with a reason and words the firm reads."""

from datetime import datetime

from django.db import transaction

from kerong.contracts.loans.access import REFUSE_REQUEST, request_for
from kerong.contracts.loans.errors import RefusalNeedsReason
from kerong.contracts.loans.models import LoanRequest
from kerong.contracts.loans.notes import firm_of, note_loan, say
from kerong.contracts.loans.refusals import REASONS
from kerong.contracts.loans.request_moves import move
from kerong.kernel.actor import Actor

State = LoanRequest.State
_MOST = 1000


def refuse_request(
    *, actor: Actor, request_no: str, code: str, words: str, at: datetime
) -> LoanRequest:
    """Raises RefusalNeedsReason, RequestMoved."""
    REFUSE_REQUEST.require(actor)
    request = request_for(actor, request_no)
    reason, said = REASONS.get(code), words.strip()
    if reason is None or not reason.least_words <= len("".join(said.split())) <= _MOST:
        raise RefusalNeedsReason(least=reason.least_words if reason else 10)
    with transaction.atomic():
        move(
            request,
            State.REFUSED,
            since=(State.SUBMITTED, State.PROPOSED),
            refusal_code=code,
            end_words=said,
            ended_by_id=actor.person_id,
            ended_at=at,
        )
        facts = {"request": request.no, "code": code, "words": said}
        note_loan(request.loan, "request_refused", actor=actor, at=at, facts=facts)
        told = {"no": request.no, "reason_zh": reason.zh, "reason_en": reason.en, "words": said}
        say(request.loan, "loan.request_refused", to=firm_of(request.loan), at=at, facts=told)
    return request
