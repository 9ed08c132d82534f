"""Loans with a life behind them (示例): one runs well, one is in arrears, one matures soon."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils.timezone import get_current_timezone, localdate

from kerong.contracts.loans.award import Award
from kerong.contracts.loans.figures import ReportDraft
from kerong.contracts.loans.models import Loan, ReportKind
from kerong.contracts.loans.open_loan import open_loan
from kerong.contracts.loans.remind import remind
from kerong.contracts.loans.report_loan import report_loan
from kerong.finance.dates import months_after
from kerong.kernel import roles
from kerong.kernel.actor import Actor
from kerong.parties.actors import actor_for
from kerong.parties.models import Enterprise, Institution, Mandate

WAN = 1_000_000
MATURES_IN = 45  # days: the renewal offer is open
LATE_MONTHS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """`firm` and `bank` count the demo's firms and banks with accounts."""

    no: int
    firm: int
    bank: int
    principal_fen: int
    rate_ppm: int
    months: int
    method: str
    paid_out_on: date


def load_loans(at: datetime) -> int:
    """Open and report every loan up to `at`; needs the accounts. Returns how many."""
    on = localdate(at)
    _paid_to_date(opened(_well(on)), on)
    in_arrears(opened(_late(on)), on)
    _paid_to_date(opened(_maturing(on)), on)
    remind(at)
    return 3


def _well(on: date) -> Plan:
    return Plan(
        no=1, firm=0, bank=1, principal_fen=240 * WAN, rate_ppm=33_000, months=24,
        method="equal-principal", paid_out_on=months_after(on, -7),
    )  # fmt: skip


def _late(on: date) -> Plan:
    return Plan(
        no=2, firm=1, bank=0, principal_fen=120 * WAN, rate_ppm=38_500, months=12,
        method="annuity", paid_out_on=months_after(on, -6) - timedelta(days=10),
    )  # fmt: skip


def _maturing(on: date) -> Plan:
    return Plan(
        no=3, firm=0, bank=0, principal_fen=300 * WAN, rate_ppm=34_500, months=12,
        method="interest-first", paid_out_on=months_after(on + timedelta(days=MATURES_IN), -12),
    )  # fmt: skip


def opened(plan: Plan) -> Loan:
    firms = Enterprise.objects.filter(is_sample=True, credit_code__isnull=False).order_by("pk")
    banks = Institution.objects.filter(is_sample=True, kind="bank", parent=None).order_by("pk")
    firm, bank = firms[plan.firm], banks[plan.bank]
    award = Award(
        reference=f"demo:loan-{plan.no}",
        origin=f"demo:loan-{plan.no}",
        bank_no=f"示例存量借据-{plan.no:04d}",
        enterprise_id=firm.pk,
        institution_id=bank.pk,
        listing_id=None,
        principal_fen=plan.principal_fen,
        rate_ppm=plan.rate_ppm,
        term_months=plan.months,
        method=plan.method,
        day_count="30/360",
        security="credit",
        disbursed_on=plan.paid_out_on,
        contract_on=plan.paid_out_on - timedelta(days=3),
    )
    return open_loan(award=award, actor=_clerk(bank), at=_noon(plan.paid_out_on))


def _clerk(bank: Institution) -> Actor:
    held = Mandate.objects.usable().get(institution=bank, role=roles.INSTITUTION_CLERK)
    return actor_for(held.person, held.pk, second_factor=True)


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), tzinfo=get_current_timezone())


def _paid_to_date(loan: Loan, on: date, *, but_last: int = 0) -> list[Any]:
    """Every instalment that fell due paid on its day; gives back the last `but_last`."""
    due = list(loan.instalments.filter(due_on__lte=on).order_by("no"))
    kept = due[: len(due) - but_last]
    for line in kept:
        _say(
            loan,
            ReportKind.REPAYMENT,
            line.due_on,
            principal_fen=line.principal_fen,
            interest_fen=line.interest_fen,
        )
    return due[len(kept) :]


def in_arrears(loan: Loan, on: date) -> None:
    """The last instalments stay unpaid; the bank charges penalty and watches the loan."""
    unpaid = _paid_to_date(loan, on, but_last=LATE_MONTHS)
    day = unpaid[-1].due_on + timedelta(days=1)
    _say(
        loan,
        ReportKind.ARREARS,
        day,
        principal_fen=sum(line.principal_fen for line in unpaid),
        interest_fen=sum(line.interest_fen for line in unpaid),
        due_on=unpaid[0].due_on,
    )
    _say(loan, ReportKind.PENALTY_INTEREST, day + timedelta(days=1), penalty_fen=186_40)
    _say(loan, ReportKind.CLASSIFICATION, day + timedelta(days=2), category="attention")


def _say(loan: Loan, kind: str, day: date, **figures: Any) -> None:
    reference = f"示例-{loan.bank_no}-{kind}-{day.isoformat()}"
    draft = ReportDraft(reference=reference, kind=kind, effective_on=day, **figures)
    report_loan(actor=_clerk(loan.institution), loan_no=loan.no, draft=draft, at=_noon(day))
