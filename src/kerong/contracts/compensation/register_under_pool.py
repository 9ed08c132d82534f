"""贷款入池: a loan comes under the pool of the agreement in force on the day it was drawn."""

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from kerong.contracts.compensation.access import REGISTER
from kerong.contracts.compensation.errors import AlreadyBad, LentWhileStopped, NoAgreement
from kerong.contracts.compensation.in_force import agreement_on
from kerong.contracts.compensation.models import KeptOut, LossAgreement, PooledLoan
from kerong.contracts.compensation.stops import (
    STOPS_LENDING,
    require_running,
    standing_stop,
    suspension,
)
from kerong.contracts.loans.access import own_loan
from kerong.contracts.loans.models import Category, Loan
from kerong.contracts.loans.moved import LoanMoved
from kerong.kernel.actor import Actor
from kerong.kernel.references import reference
from kerong.notices.tell import tell
from kerong.trail.record import record


def register_under_pool(*, actor: Actor, loan_no: str, at: datetime) -> PooledLoan:
    """The bank asks for what was not done when the loan was opened; asking again gives the same.

    Raises NoAgreement, BreakerSuspended, LentWhileStopped for a loan that a breaker kept out, and
    AlreadyBad for one that is in arrears or over: a pool shares losses to come, not those that
    are there.
    """
    REGISTER.require(actor)
    loan = own_loan(actor, loan_no)
    agreement = agreement_on(loan)
    if agreement is None:
        raise NoAgreement(loan=loan.no, on=loan.disbursed_on.isoformat())
    held = PooledLoan.objects.filter(loan=loan).first()
    if held is not None:
        return held
    kept = KeptOut.objects.select_related("breaker").filter(loan=loan).first()
    if kept is not None:
        raise LentWhileStopped(
            loan=loan.no, breaker=kept.breaker.title, on=kept.kept_on.isoformat()
        )
    require_sound(loan)
    require_running(agreement, loan, STOPS_LENDING, localdate(at))
    with transaction.atomic():
        return take_up(loan, agreement, loan.disbursed_on, actor=actor, at=at)


def require_sound(loan: Loan) -> None:
    """Raises AlreadyBad."""
    if loan.state != Loan.State.ACTIVE or loan.arrears_fen or loan.category != Category.NORMAL:
        raise AlreadyBad(loan=loan.no)


def take_up_on_opening(moved: LoanMoved) -> None:
    """A loan that was just paid out is taken up where an agreement asks for it; where a breaker
    stands the loan is what it is, without a pool, and a row says so; the bank is told why.
    """
    loan = moved.loan
    agreement = agreement_on(loan) if moved.opened else None
    if agreement is None:
        return
    breaker = standing_stop(agreement, loan, STOPS_LENDING, localdate(moved.at))
    if breaker is None:
        take_up(loan, agreement, loan.disbursed_on, actor=moved.actor, at=moved.at)
        return
    stop, on = suspension(breaker), localdate(moved.at)
    KeptOut.objects.create(loan=loan, agreement=agreement, breaker=breaker, kept_on=on)
    told = {"loan": loan.no, "reason_zh": stop.say(), "reason_en": stop.say("en")}
    to = [reference("institution", loan.institution_id), "role:officer"]
    subject = reference("loan", loan.no)
    tell(to=to, kind="pool.not_taken_up", facts=told, subject=subject, at=moved.at)
    note_loan(loan, "pool_refused", {"reason": stop.say("en")}, actor=moved.actor, at=moved.at)


def take_up(
    loan: Loan, agreement: LossAgreement, covered_from: date, *, actor: Actor, at: datetime
) -> PooledLoan:
    """The row and its event, inside the act's transaction; once a loan."""
    row = PooledLoan(
        loan=loan,
        agreement=agreement,
        division_code=agreement.division_code or (loan.enterprise.division_code or "")[:12],
        covered_from=covered_from,
        registered_at=at,
        registered_by=actor.reference,
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        return PooledLoan.objects.get(loan=loan)
    facts = {"agreement": agreement.no, "covered_from": covered_from}
    note_loan(loan, "pooled", facts, actor=actor, at=at)
    return row


def note_loan(
    loan: Loan, what: str, facts: dict[str, object], *, actor: Actor, at: datetime
) -> None:
    stream, subject = reference("loan", loan.no), reference("enterprise", loan.enterprise_id)
    record(stream=stream, kind=f"loan.{what}", actor=actor, at=at, subject=subject, facts=facts)
