"""复核办理意见: a second person grants it; an extension takes effect, a renewal may be paid out."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate

from kerong.contracts.loans.access import APPROVE_ANSWER, request_for
from kerong.contracts.loans.answers import check_answer, stored_answer
from kerong.contracts.loans.apply_reports import Entry, apply_reports
from kerong.contracts.loans.errors import AnswerReplaced, SamePerson
from kerong.contracts.loans.figures import ReportDraft
from kerong.contracts.loans.models import LoanReport, LoanRequest, ReportKind
from kerong.contracts.loans.notes import firm_of, note_loan, say
from kerong.contracts.loans.request_moves import move
from kerong.kernel.actor import Actor

State = LoanRequest.State


def approve_answer(
    *, actor: Actor, request_no: str, proposed_at: datetime, at: datetime
) -> LoanRequest:
    """`proposed_at` is of the answer the second person saw: that one is approved or none.

    Raises SamePerson, AnswerReplaced, RequestMoved, and what `check_answer` raises of the loan as
    it stands now; nothing is granted after maturity.
    """
    APPROVE_ANSWER.require(actor)
    request = request_for(actor, request_no)
    if request.proposed_by_id == actor.person_id:
        raise SamePerson()
    if request.state == State.PROPOSED and request.proposed_at != proposed_at:
        raise AnswerReplaced()
    seen = Q(proposed_at=proposed_at) & ~Q(proposed_by=actor.person_id)
    with transaction.atomic():
        extension = request.kind == LoanRequest.Kind.EXTENSION
        to = State.DONE if extension else State.APPROVED
        fields = {"approved_by_id": actor.person_id, "approved_at": at}
        fields |= {"ended_by_id": actor.person_id, "ended_at": at} if extension else {}
        move(request, to, since=(State.PROPOSED,), where=seen, **fields)
        request.loan.refresh_from_db()
        check_answer(request, stored_answer(request), localdate(at))
        facts = {"request": request.no, "kind": request.kind}
        note_loan(request.loan, "answer_approved", actor=actor, at=at, facts=facts)
        if extension:
            _extend(request, actor=actor, at=at)
        else:
            told = {"due_on": request.loan.matures_on}
            say(request.loan, "loan.renewal_granted", to=firm_of(request.loan), at=at, facts=told)
    return request


def _extend(request: LoanRequest, *, actor: Actor, at: datetime) -> None:
    draft = ReportDraft(
        reference=f"展期:{request.no}",
        kind=ReportKind.EXTENSION,
        effective_on=localdate(at),
        due_on=request.matures_on,
        source=LoanReport.Source.PLATFORM,
    )
    entry = Entry(draft, proposed_by_id=request.proposed_by_id)
    apply_reports(request.loan, [entry], actor=actor, at=at)
