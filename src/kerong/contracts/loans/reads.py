"""Questions of screens about loans."""

from dataclasses import dataclass
from datetime import date

from kerong.contracts.loans.access import loan_for, loans_seen_by
from kerong.contracts.loans.apply_reports import standing_of_loan
from kerong.contracts.loans.classification import ClassRule, rule_on
from kerong.contracts.loans.models import (
    Instalment,
    Loan,
    LoanReport,
    LoanRequest,
    ProposedReport,
)
from kerong.contracts.loans.standing import Standing
from kerong.kernel import roles
from kerong.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class LoanPage:
    """One loan: the first plan, the standing with the plan in force, reports newest first.

    `waiting` are reports before a second person (the bank alone sees them), `requests` the
    applications, `renews` and `renewed_by` its neighbours where a renewal links them.
    """

    loan: Loan
    instalments: list[Instalment]
    reports: list[LoanReport]
    standing: Standing
    class_rule: ClassRule
    waiting: list[ProposedReport]
    requests: list[LoanRequest]
    renewed_by: Loan | None

    @property
    def open_request(self) -> LoanRequest | None:
        return next((row for row in self.requests if row.state in LoanRequest.OPEN), None)


def loan_page(actor: Actor, no: str, *, on: date) -> LoanPage:
    """Eight queries at most; raises LoanNotFound for a loan that is not the actor's to see."""
    loan = loan_for(actor, no)
    held = loan.reports.select_related("corrects", "reported_by", "approved_by").order_by("no")
    reports = list(held)
    waiting = ProposedReport.objects.filter(loan=loan, state=ProposedReport.State.WAITING)
    return LoanPage(
        loan=loan,
        instalments=list(loan.instalments.order_by("no")),
        reports=reports[::-1],
        standing=standing_of_loan(loan, reports, on),
        class_rule=rule_on(on),
        waiting=list(waiting.select_related("proposed_by"))
        if actor.role in roles.INSTITUTION
        else [],
        requests=list(loan.requests.order_by("-pk")),
        renewed_by=Loan.objects.filter(renews=loan).first(),
    )


def loan_of(actor: Actor, origin: str) -> Loan | None:
    """The loan opened by the case "case:N…", when there is one the actor may see.

    A loan that was renewed gives way to none: the case's own loan is the one it opened.
    """
    return loans_seen_by(actor).filter(origin=origin, renews=None).first()
