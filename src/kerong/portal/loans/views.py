"""Loans of the firm: the list, and one with its plan beside what the bank reported."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kerong.contracts.bridges.reads import may_bridge
from kerong.contracts.insurance.loans import may_insure
from kerong.contracts.loans.access import loans_seen_by
from kerong.contracts.loans.eligibility import opens_on
from kerong.contracts.loans.models import Loan
from kerong.contracts.loans.reads import loan_page
from kerong.contracts.pledges.offerable import may_pledge
from kerong.web.clock import day_of
from kerong.web.exports import export_table, wanted_export
from kerong.web.loan_tables import PLAN_AND_REPORT, REPORTS
from kerong.web.tables import show_table
from kerong.web.words import said


def loans(request: HttpRequest) -> HttpResponse:
    """Every loan of the firm: what is in arrears first, then what falls due next."""
    actor = request.actor  # type: ignore[attr-defined]
    rows = loans_seen_by(actor).select_related("institution")
    on = day_of(request)
    running = list(rows.filter(state=Loan.State.ACTIVE).order_by("-arrears_fen", "next_due_on"))
    ended = list(rows.exclude(state=Loan.State.ACTIVE).order_by("-disbursed_on", "-pk"))
    context = {"running": [(loan, may_ask(loan, on)) for loan in running], "ended": ended}
    return render(request, "portal/loans/list.html", context)


def loan(request: HttpRequest, no: str) -> HttpResponse:
    """What is owed, what comes next, plan beside report; `export` gives the plan as a file."""
    actor = request.actor  # type: ignore[attr-defined]
    page, on = loan_page(actor, no, on=day_of(request)), day_of(request)
    lines = list(page.standing.lines)
    if wanted_export(request):
        return export_table(PLAN_AND_REPORT, lines, request, no)
    terms = (said(page.loan.method, "method"), said(page.loan.day_count, "day_count"))
    context = {
        "page": page,
        "loan": page.loan,
        "table": show_table(PLAN_AND_REPORT, lines, request.GET),
        "reports": show_table(REPORTS, page.reports, request.GET),
        "terms": " · ".join(terms),
        "may_ask": may_ask(page.loan, on) and page.open_request is None,
        "may_bridge": may_bridge(page.loan, on),
        "may_insure": may_insure(page.loan),
        "may_pledge": may_pledge(page.loan, on),
        "opens_on": opens_on(page.loan) if page.loan.state == Loan.State.ACTIVE else None,
    }
    return render(request, "portal/loans/loan.html", context)


def may_ask(loan: Loan, on: date) -> bool:
    """Whether renewal or extension can be asked for today."""
    running = loan.state == Loan.State.ACTIVE and loan.outstanding_fen > 0
    return running and opens_on(loan) <= on < loan.matures_on
