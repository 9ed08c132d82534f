"""Loans of the firm: the list, and one with its plan of repayment and what the bank reported."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from kerong.contracts.loans.access import loans_seen_by
from kerong.contracts.loans.reads import loan_page
from kerong.web import formats
from kerong.web.clock import day_of
from kerong.web.exports import export_table, wanted_export
from kerong.web.tables import Column, Table
from kerong.web.words import said

PLAN = Table(
    columns=(
        Column(key="no", title=_("No."), cell="no"),
        Column(key="due_on", title=_("Due"), cell=lambda row: formats.day(row.due_on)),
        Column(key="days", title=_("Days"), cell="days", align="right"),
        Column(
            key="principal",
            title=_("Principal"),
            cell=lambda row: formats.money(row.principal_fen),
            align="right",
        ),
        Column(
            key="interest",
            title=_("Interest"),
            cell=lambda row: formats.money(row.interest_fen),
            align="right",
        ),
        Column(
            key="total",
            title=_("To pay"),
            cell=lambda row: formats.money(row.total_fen),
            align="right",
        ),
        Column(
            key="balance",
            title=_("Balance"),
            cell=lambda row: formats.money(row.balance_fen),
            align="right",
        ),
    )
)


def loans(request: HttpRequest) -> HttpResponse:
    """Every loan of the firm, newest first."""
    actor = request.actor  # type: ignore[attr-defined]
    rows = loans_seen_by(actor).select_related("institution").order_by("-disbursed_on", "-pk")
    return render(request, "portal/loans/list.html", {"rows": rows})


def loan(request: HttpRequest, no: str) -> HttpResponse:
    """The plan we computed beside what the bank reported; `export` gives the plan as a file."""
    actor = request.actor  # type: ignore[attr-defined]
    found = loan_page(actor, no)
    if wanted_export(request):
        return export_table(PLAN, found.instalments, request, no)
    rows = [[column.value(row) for column in PLAN.columns] for row in found.instalments]
    heads = [(column.title, column.align) for column in PLAN.columns]
    ahead = next((row for row in found.instalments if row.due_on >= day_of(request)), None)
    terms = (said(found.loan.method, "method"), said(found.loan.day_count, "day_count"))
    context = {"page": found, "loan": found.loan, "heads": heads, "rows": rows}
    context |= {"ahead": ahead, "terms": " · ".join(terms)}
    return render(request, "portal/loans/loan.html", context)
