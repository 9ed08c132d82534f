"""开立贷款: an award becomes a loan with its schedule and the bank's first report."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.timezone import localdate

from kerong.contracts.loans.access import OPEN_LOAN
from kerong.contracts.loans.award import Award
from kerong.contracts.loans.errors import ContractOnWrongDay, LoanReferenceUsed
from kerong.contracts.loans.models import Instalment, Loan, LoanReport, ReportKind
from kerong.contracts.loans.moved import LoanMoved, tell_followers
from kerong.contracts.loans.report_facts import facts_of, opening_facts
from kerong.finance.schedules import Schedule, Terms, build_schedule
from kerong.kernel.actor import Actor
from kerong.kernel.ratios import ppm_from, ratio_from_ppm
from kerong.kernel.references import number_to_come, reference
from kerong.trail.record import record

LONGEST_WAIT = timedelta(days=5 * 366)  # a master contract (最高额合同) runs for some years
OPENING = "放款:"  # what the platform puts before the bank's number to name the first drawing


def open_loan(*, award: Award, actor: Actor, at: datetime) -> Loan:
    """Open the loan of this award; the same award again gives back the loan it opened.

    Raises ContractOnWrongDay, and LoanReferenceUsed when the reference stands for other terms.
    """
    OPEN_LOAN.require(actor)
    _require_contract_day(award)
    opened = Loan.objects.filter(reference=award.reference).first()
    if opened is not None:
        return _same(opened, award)
    schedule = schedule_of(award)
    with transaction.atomic():
        loan = _insert(award, schedule, actor=actor, at=at)
        Instalment.objects.bulk_create(_instalments(loan, schedule))
        first = _report(loan, actor=actor, at=at)
        record(
            stream=reference("loan", loan.no),
            kind="loan.opened",
            actor=actor,
            at=at,
            subject=reference("enterprise", award.enterprise_id),
            facts=opening_facts(loan) | {"report": facts_of(first)},
        )
        opened_on = loan.disbursed_on
        tell_followers(LoanMoved(loan=loan, on=opened_on, opened=True, actor=actor, at=at))
    return loan


def schedule_of(award: Award) -> Schedule:
    return build_schedule(
        Terms(
            principal_fen=award.principal_fen,
            annual_rate=ratio_from_ppm(award.rate_ppm),
            months=award.term_months,
            method=award.method,
            day_count=award.day_count,
            start_on=award.disbursed_on,
        )
    )


def _require_contract_day(award: Award) -> None:
    """A contract is signed before its money is paid out, and does not wait for years."""
    latest = award.disbursed_on
    earliest = latest - LONGEST_WAIT
    if award.contract_on is not None and not earliest <= award.contract_on <= latest:
        raise ContractOnWrongDay(earliest=earliest, latest=latest)


def _same(opened: Loan, award: Award) -> Loan:
    for name in ("origin", "bank_no", "institution_id", "principal_fen", "rate_ppm"):
        if getattr(opened, name) != getattr(award, name):
            raise LoanReferenceUsed(reference=award.reference)
    return opened


def _insert(award: Award, schedule: Schedule, *, actor: Actor, at: datetime) -> Loan:
    loan = Loan.objects.create(
        no=number_to_come(),
        reference=award.reference,
        origin=award.origin,
        bank_no=award.bank_no,
        enterprise_id=award.enterprise_id,
        institution_id=award.institution_id,
        listing_id=award.listing_id,
        principal_fen=award.principal_fen,
        rate_ppm=award.rate_ppm,
        term_months=award.term_months,
        method=award.method,
        day_count=award.day_count,
        security=award.security,
        disbursed_on=award.disbursed_on,
        contract_on=award.contract_on,
        line_fen=award.principal_fen if award.line_fen is None else award.line_fen,
        renews_id=award.renews_id,
        first_matures_on=schedule.instalments[-1].due_on,
        matures_on=schedule.instalments[-1].due_on,
        rate_now_ppm=award.rate_ppm,
        outstanding_fen=award.principal_fen,
        category=award.category,
        next_due_on=schedule.instalments[0].due_on,
        report_count=1,
        apr_ppm=ppm_from(schedule.apr),
        total_interest_fen=schedule.total_interest_fen,
        opened_by_id=actor.person_id,
        opened_at=at,
    )
    loan.no = f"L{localdate(at).year}-{loan.pk:06d}"
    Loan.objects.filter(pk=loan.pk).update(no=loan.no)
    return loan


def _instalments(loan: Loan, schedule: Schedule) -> list[Instalment]:
    return [
        Instalment(
            loan=loan,
            no=row.no,
            due_on=row.due_on,
            days=row.days,
            principal_fen=row.principal_fen,
            interest_fen=row.interest_fen,
            total_fen=row.total_fen,
            balance_fen=row.balance_fen,
        )
        for row in schedule.instalments
    ]


def _report(loan: Loan, *, actor: Actor, at: datetime) -> LoanReport:
    return LoanReport.objects.create(
        loan=loan,
        institution_id=loan.institution_id,
        no=1,
        kind=ReportKind.DRAWDOWN,
        effective_on=loan.disbursed_on,
        principal_fen=loan.principal_fen,
        category=loan.category,
        source=LoanReport.Source.PLATFORM,
        reference=f"{OPENING}{loan.bank_no}",
        reported_by_id=actor.person_id,
        reported_at=at,
    )
