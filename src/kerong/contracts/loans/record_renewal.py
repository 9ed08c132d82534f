"""办理续贷: the new loan is paid out and repays the old one the same day."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from kerong.contracts.loans.access import RECORD_RENEWAL, request_for
from kerong.contracts.loans.answers import require_class, stored_answer
from kerong.contracts.loans.apply_reports import Entry, apply_reports
from kerong.contracts.loans.award import Award
from kerong.contracts.loans.eligibility import require_owed
from kerong.contracts.loans.errors import ReportedOnWrongDay, RequestMoved, RequestNotPossible
from kerong.contracts.loans.figures import ReportDraft
from kerong.contracts.loans.models import Loan, LoanReport, LoanRequest, ReportKind
from kerong.contracts.loans.notes import note_loan
from kerong.contracts.loans.one_payer import require_unclaimed, require_unrepaid
from kerong.contracts.loans.open_loan import open_loan
from kerong.contracts.loans.request_moves import move
from kerong.contracts.loans.words import bank_number
from kerong.kernel.actor import Actor

State = LoanRequest.State


def record_renewal(
    *,
    actor: Actor,
    request_no: str,
    bank_no: str,
    renewed_on: date,
    contract_on: date | None = None,
    at: datetime,
) -> Loan:
    """The new loan under the bank's number; the same number again is the same loan. `contract_on`
    is the day its contract was signed, where the bank tells it.

    Raises ReportedOnWrongDay, ContractOnWrongDay, RequestNotPossible, RequestMoved,
    LoanReferenceUsed, and NormalNotKept or NotDowngraded where the old loan's class changed since
    the grant, RepaidElsewhere and LossClaimed where other money repays it or bears its loss.
    """
    RECORD_RENEWAL.require(actor)
    request = request_for(actor, request_no)
    number = bank_number(bank_no)
    if request.renewal is not None and request.renewal.bank_no == number:
        return request.renewal
    if request.kind != LoanRequest.Kind.RENEWAL or request.state != State.APPROVED:
        raise RequestMoved(state=request.state)
    old = request.loan
    _require_day(request, renewed_on, at)
    require_owed(old)
    if old.arrears_fen:
        raise RequestNotPossible(
            reason="what is in arrears is paid first", reason_zh="须先结清欠款"
        )
    require_class(old, stored_answer(request))
    with transaction.atomic():
        require_unrepaid(old)
        require_unclaimed(old)
        award = replace(_award(request, number, renewed_on), contract_on=contract_on)
        new = open_loan(award=award, actor=actor, at=at)
        ended: dict[str, Any] = {"ended_by_id": actor.person_id, "ended_at": at, "renewal": new}
        ended |= {"amount_fen": old.outstanding_fen}
        move(request, State.DONE, since=(State.APPROVED,), **ended)
        draft = ReportDraft(
            reference=f"续贷:{request.no}",
            kind=ReportKind.RENEWAL,
            effective_on=renewed_on,
            principal_fen=old.outstanding_fen,
            words=new.no,
            source=LoanReport.Source.PLATFORM,
        )
        apply_reports(old, [Entry(draft)], actor=actor, at=at)
        facts = {"request": request.no, "renewal": new.no, "category": new.category}
        note_loan(old, "renewed", actor=actor, at=at, facts=facts)
    return new


def _require_day(request: LoanRequest, renewed_on: date, at: datetime) -> None:
    """Not before it was granted, not after today, not after the old loan matured."""
    earliest = localdate(request.approved_at)
    latest = min(localdate(at), request.loan.matures_on)
    if not earliest <= renewed_on <= latest:
        raise ReportedOnWrongDay(earliest=earliest, latest=latest)


def award_reference(request: LoanRequest) -> str:
    """Under which the new loan is opened; who guarantees it names it too."""
    return f"loan_request:{request.no}"


def _award(request: LoanRequest, bank_no: str, renewed_on: date) -> Award:
    old = request.loan
    if request.rate_ppm is None or request.granted_months is None:
        raise RequestMoved(state=request.state)
    return Award(
        reference=award_reference(request),
        origin=old.origin,
        bank_no=bank_no,
        enterprise_id=old.enterprise_id,
        institution_id=old.institution_id,
        listing_id=old.listing_id,
        principal_fen=old.outstanding_fen,
        rate_ppm=request.rate_ppm,
        term_months=request.granted_months,
        method=old.method,
        day_count=old.day_count,
        security=old.security,
        disbursed_on=renewed_on,
        renews_id=old.pk,
        category=request.category,
    )
