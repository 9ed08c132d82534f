"""Loans of the firm: the list, and one with its plan of repayment and what the bank reported."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kerong.contracts.loans.access import loans_seen_by
from kerong.contracts.loans.reads import loan_page
from kerong.web.clock import day_of
from kerong.web.exports import export_table, wanted_export
from kerong.web.loan_tables import REPAYMENT_PLAN
from kerong.web.tables import show_table
from kerong.web.words import said


def loans(request: HttpRequest) -> HttpResponse:
    """Every loan of the firm, newest first."""
    actor = request.actor  # type: ignore[attr-defined]
    rows = loans_seen_by(actor).select_related("institution").order_by("-disbursed_on", "-pk")
    return render(request, "portal/loans/list.html", {"rows": rows})


def loan(request: HttpRequest, no: str) -> HttpResponse:
    """The plan we computed beside what the bank reported; `export` gives the plan as a file."""
    actor = request.actor  # type: ignore[attr-defined]
    found = loan_page(actor, no, on=day_of(request))
    if wanted_export(request):
        return export_table(REPAYMENT_PLAN, found.instalments, request, no)
    table = show_table(REPAYMENT_PLAN, found.instalments, request.GET)
    ahead = next((row for row in found.instalments if row.due_on >= day_of(request)), None)
    terms = (said(found.loan.method, "method"), said(found.loan.day_count, "day_count"))
    context = {"page": found, "loan": found.loan, "table": table}
    context |= {"ahead": ahead, "terms": " · ".join(terms)}
    return render(request, "portal/loans/loan.html", context)
