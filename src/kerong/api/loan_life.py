"""/loans/{no}/reports and /loans/{no}/standing: what a bank reports, and what follows from it."""

from typing import Any

from django.http import HttpRequest
from ninja import Router, Status

from kerong.api.needs import actor_of
from kerong.api.operations import operation
from kerong.api.schemas.loans import LoanReportIn, LoanReportOut, StandingOut
from kerong.api.values import fen_of, ppm_of, rate_of, yuan_of
from kerong.contracts.loans import access
from kerong.contracts.loans.approve_report import approve_report
from kerong.contracts.loans.figures import ReportDraft
from kerong.contracts.loans.lines import Line
from kerong.contracts.loans.models import LoanReport, ProposedReport
from kerong.contracts.loans.reads import LoanPage, loan_page
from kerong.contracts.loans.report_loan import report_loan
from kerong.web.clock import day_of, moment_of

router = Router(tags=["loans"])


@operation(
    router,
    "POST",
    "/loans/{no}/reports",
    policy=access.REPORT_LOAN,
    answers={201: LoanReportOut},
)
def report(request: HttpRequest, no: str, body: LoanReportIn) -> Any:
    """Report on a loan; the same reference again changes nothing, other figures are a 409."""
    actor, at = actor_of(request), moment_of(request)
    made = report_loan(actor=actor, loan_no=no, draft=_draft(body), at=at)
    return Status(201, _report_out(made, no))


@operation(
    router,
    "POST",
    "/loan-reports/{waiting}/approval",
    policy=access.APPROVE_REPORT,
    answers={200: LoanReportOut},
)
def approve_waiting(request: HttpRequest, waiting: int) -> Any:
    """Approve a report that another person of the bank proposed."""
    at = moment_of(request)
    made = approve_report(actor=actor_of(request), proposal_id=waiting, at=at)
    return _report_out(made, made.loan.no)


@operation(
    router, "GET", "/loans/{no}/standing", policy=access.READ_LOAN, answers={200: StandingOut}
)
def standing(request: HttpRequest, no: str) -> Any:
    """Where a loan stands today, plan beside report."""
    return _standing_out(loan_page(actor_of(request), no, on=day_of(request)))


def _draft(body: LoanReportIn) -> ReportDraft:
    return ReportDraft(
        reference=body.reference,
        kind=body.kind,
        effective_on=body.effective_on,
        principal_fen=fen_of(body.principal_yuan),
        interest_fen=fen_of(body.interest_yuan),
        penalty_fen=fen_of(body.penalty_yuan),
        rate_ppm=None if body.annual_rate is None else ppm_of(body.annual_rate),
        due_on=body.due_on,
        category=body.category or "",
        effect=body.effect or "",
        words=body.words,
        source=LoanReport.Source.API,
        corrects=body.corrects,
    )


def _report_out(made: LoanReport | ProposedReport, no: str) -> dict[str, Any]:
    waits = isinstance(made, ProposedReport)
    return {
        "loan": no,
        "kind": made.kind,
        "effective_on": made.effective_on,
        "reference": made.reference,
        "no": made.no if isinstance(made, LoanReport) else None,
        "waiting": made.pk if waits else None,
    }


def _standing_out(page: LoanPage) -> dict[str, Any]:
    found, account, ahead = page.standing, page.standing.account, page.standing.next_line
    return {
        "no": page.loan.no,
        "on": found.on,
        "state": account.state,
        "outstanding_yuan": yuan_of(account.outstanding_fen),
        "drawn_yuan": yuan_of(account.drawn_fen),
        "repaid_yuan": yuan_of(account.repaid_fen),
        "written_off_yuan": yuan_of(account.written_off_fen),
        "arrears_yuan": yuan_of(account.arrears.total_fen),
        "arrears_from": account.arrears.since,
        "arrears_days": found.arrears_days,
        "annual_rate": rate_of(account.rate_ppm),
        "matures_on": account.matures_on,
        "category": account.category,
        "suggested_category": found.suggested_category,
        "suggestion_verified": page.class_rule.verified,
        "late_by_plan_yuan": yuan_of(found.late_fen),
        "next_due_on": ahead.due_on if ahead else None,
        "next_due_yuan": yuan_of(ahead.left_fen) if ahead else None,
        "lines": [_line_out(line) for line in found.lines],
    }


def _line_out(line: Line) -> dict[str, Any]:
    return {
        "no": line.no,
        "due_on": line.due_on,
        "principal_yuan": yuan_of(line.principal_fen),
        "interest_yuan": yuan_of(line.interest_fen),
        "paid_principal_yuan": yuan_of(line.paid_principal_fen),
        "paid_interest_yuan": yuan_of(line.paid_interest_fen),
        "state": line.state,
    }
