"""撤回申请: the firm takes its application back while the bank has not granted it."""

from datetime import datetime
from typing import Any

from django.db import transaction

from kerong.contracts.loans.access import WITHDRAW_REQUEST, request_for
from kerong.contracts.loans.models import LoanRequest
from kerong.contracts.loans.notes import institution_of, note_loan, say
from kerong.contracts.loans.request_moves import move
from kerong.kernel.actor import Actor

State = LoanRequest.State


def withdraw_request(*, actor: Actor, request_no: str, at: datetime) -> LoanRequest:
    """Raises RequestMoved once it is granted, refused or over."""
    WITHDRAW_REQUEST.require(actor)
    request = request_for(actor, request_no)
    with transaction.atomic():
        ended: dict[str, Any] = {"ended_by_id": actor.person_id, "ended_at": at}
        move(request, State.WITHDRAWN, since=(State.SUBMITTED, State.PROPOSED), **ended)
        facts = {"request": request.no}
        note_loan(request.loan, "request_withdrawn", actor=actor, at=at, facts=facts)
        to = institution_of(request.loan)
        say(request.loan, "loan.request_withdrawn", to=to, at=at, facts={"no": request.no})
    return request
