"""Questions of screens about loans."""

from dataclasses import dataclass

from kerong.contracts.loans.access import loan_for, loans_seen_by
from kerong.contracts.loans.models import Instalment, Loan, LoanReport
from kerong.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class LoanPage:
    """One loan with the plan we computed and what the bank reported, newest first."""

    loan: Loan
    instalments: list[Instalment]
    reports: list[LoanReport]


def loan_page(actor: Actor, no: str) -> LoanPage:
    """Three queries; raises LoanNotFound for a loan that is not the actor's to see."""
    loan = loan_for(actor, no)
    return LoanPage(
        loan=loan,
        instalments=list(loan.instalments.order_by("no")),
        reports=list(loan.reports.order_by("-no")),
    )


def loan_of(actor: Actor, origin: str) -> Loan | None:
    """The loan opened by the case "case:N…", when there is one the actor may see."""
    return loans_seen_by(actor).filter(origin=origin).first()
