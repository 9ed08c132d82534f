"""Loans opened straight from an award, for tests that need no case."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import count
from typing import Any

from kerong.contracts.loans.award import Award
from kerong.contracts.loans.figures import ReportDraft
from kerong.contracts.loans.models import Loan, LoanRequest, ProposedReport
from kerong.contracts.loans.open_loan import open_loan
from kerong.contracts.loans.report_loan import report_loan
from kerong.contracts.loans.request_change import Wish, request_change
from kerong.kernel import roles
from kerong.kernel.actor import Actor
from kerong.parties.models import Enterprise, Institution
from tests.build import parties
from tests.build.cases import CHINA, WAN

AT = datetime(2026, 3, 6, 16, 0, tzinfo=CHINA)
AWARD = Award(
    reference="take_up:T2026-EXAMPLE1",
    origin="case:N2026-000001",
    bank_no="借-1",
    enterprise_id=0,
    institution_id=0,
    listing_id=None,
    principal_fen=100 * WAN,
    rate_ppm=34_500,
    term_months=12,
    method="annuity",
    day_count="30/360",
    security="credit",
    disbursed_on=date(2026, 3, 6),
)

NOW = datetime(2026, 6, 1, 10, 0, tzinfo=CHINA)
_references = count(1)


def award(
    bank: Institution | None = None, firm: Enterprise | None = None, **fields: object
) -> Award:
    known = {
        "institution_id": (bank or parties.institution()).pk,
        "enterprise_id": (firm or parties.enterprise()).pk,
    }
    return replace(AWARD, **(known | fields))  # type: ignore[arg-type]


def clerk_of(granted: Award) -> Actor:
    bank = Institution.objects.get(pk=granted.institution_id)
    return parties.actor(roles.INSTITUTION_CLERK, institution=bank)


def loan(**fields: object) -> Loan:
    granted = award(**fields)  # type: ignore[arg-type]
    return open_loan(award=granted, actor=clerk_of(granted), at=AT)


def people(held: Loan) -> tuple[Actor, Actor]:
    """Clerk and approver of the loan's bank."""
    bank = held.institution
    return (
        parties.actor(roles.INSTITUTION_CLERK, institution=bank),
        parties.actor(roles.INSTITUTION_APPROVER, institution=bank),
    )


def draft(kind: str, on: str, **figures: Any) -> ReportDraft:
    """A report with a reference of its own unless one is given; days as ISO text."""
    if isinstance(figures.get("due_on"), str):
        figures["due_on"] = date.fromisoformat(figures["due_on"])
    figures.setdefault("reference", f"报-{next(_references)}")
    return ReportDraft(kind=kind, effective_on=date.fromisoformat(on), **figures)


def report(held: Loan, kind: str, on: str, *, at: datetime = NOW, **figures: Any) -> Any:
    """The bank's clerk reports; the row, or what waits for a second person."""
    clerk, _ = people(held)
    made = report_loan(actor=clerk, loan_no=held.no, draft=draft(kind, on, **figures), at=at)
    held.refresh_from_db()
    return made


def proposal_on(held: Loan) -> ProposedReport:
    """A report on the loan that waits for a second person, made when first asked for."""
    waiting = ProposedReport.objects.filter(loan=held, state="waiting").first()
    if waiting is None:
        clerk, _ = people(held)
        day = held.disbursed_on.isoformat()
        said = draft("rate_change", day, rate_ppm=30_000)
        at = held.opened_at
        report_loan(actor=clerk, loan_no=held.no, draft=said, at=at)
        waiting = ProposedReport.objects.get(loan=held, state="waiting")
    return waiting


def request_on(held: Loan, kind: str = "renewal") -> LoanRequest:
    """An application on the loan, made on the 30th day before maturity when first asked for."""
    asked = LoanRequest.objects.filter(loan=held).first()
    if asked is None:
        firm = parties.actor(roles.FIRM_OWNER, enterprise=held.enterprise)
        at = datetime.combine(held.matures_on - timedelta(days=30), time(10), tzinfo=CHINA)
        wish = Wish(kind=kind, months=6, declared=("lawful", "stable", "credit"))
        asked = request_change(actor=firm, loan_no=held.no, wish=wish, at=at)
    return asked
