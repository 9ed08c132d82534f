"""退回办理意见: a second person of the bank sends the proposed answer back."""

from datetime import datetime

from django.db import transaction

from kerong.contracts.loans.access import RETURN_ANSWER, request_for
from kerong.contracts.loans.models import LoanRequest
from kerong.contracts.loans.notes import note_loan, say
from kerong.contracts.loans.request_moves import move
from kerong.contracts.loans.words import checked_words
from kerong.kernel.actor import Actor
from kerong.kernel.references import reference

State = LoanRequest.State


def return_answer(*, actor: Actor, request_no: str, words: str, at: datetime) -> LoanRequest:
    """Whoever proposed is told why. Raises RequestMoved, WordsWanted."""
    RETURN_ANSWER.require(actor)
    request = request_for(actor, request_no)
    reason = checked_words(words, least=2, most=500)
    with transaction.atomic():
        move(request, State.SUBMITTED, since=(State.PROPOSED,))
        facts = {"request": request.no, "words": reason}
        note_loan(request.loan, "answer_returned", actor=actor, at=at, facts=facts)
        if request.proposed_by_id is not None:
            to = reference("person", request.proposed_by_id)
            told = {"no": request.no, "words": reason}
            say(request.loan, "loan.answer_returned", to=to, at=at, facts=told)
    return request
