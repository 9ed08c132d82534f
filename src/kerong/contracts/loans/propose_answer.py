"""提出办理意见: one person of the bank proposes to grant what the firm asks."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from kerong.contracts.loans.access import PROPOSE_ANSWER, request_for
from kerong.contracts.loans.answers import Answer, check_answer
from kerong.contracts.loans.models import LoanRequest
from kerong.contracts.loans.notes import institution_of, note_loan, say
from kerong.contracts.loans.request_moves import move
from kerong.contracts.loans.words import checked_words
from kerong.kernel.actor import Actor

State = LoanRequest.State


def propose_answer(*, actor: Actor, request_no: str, answer: Answer, at: datetime) -> LoanRequest:
    """A second person approves. Raises RequestMoved and what `check_answer` raises."""
    PROPOSE_ANSWER.require(actor)
    request = request_for(actor, request_no)
    grounds = checked_words(answer.grounds, least=10, most=1000)
    check_answer(request, answer, localdate(at))
    with transaction.atomic():
        move(
            request,
            State.PROPOSED,
            since=(State.SUBMITTED,),
            rate_ppm=answer.rate_ppm,
            granted_months=answer.months,
            matures_on=answer.matures_on,
            category=answer.category,
            held=" ".join(answer.held),
            grounds=grounds,
            proposed_by_id=actor.person_id,
            proposed_at=at,
        )
        facts = {
            "request": request.no,
            "rate_ppm": answer.rate_ppm,
            "months": answer.months,
            "matures_on": answer.matures_on,
            "category": answer.category,
            "held": list(answer.held),
            "grounds": grounds,
        }
        note_loan(request.loan, "answer_proposed", actor=actor, at=at, facts=facts)
        to = institution_of(request.loan)
        say(request.loan, "loan.answer_proposed", to=to, at=at, facts={"no": request.no})
    return request
