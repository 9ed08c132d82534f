"""Loans the institution paid out: the list, and one with its plan."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kerong.contracts.loans.access import loans_seen_by
from kerong.contracts.loans.reads import loan_page
from kerong.web import formats
from kerong.web.exports import export_table, wanted_export
from kerong.web.forms import FilterForm
from kerong.web.tables import Column, Table, finding, show_table

LOANS = Table(
    columns=(
        Column(key="no", title=_("Loan"), cell="no"),
        Column(key="firm", title=_("Firm"), cell="enterprise.name", order_by=("enterprise__name",)),
        Column(key="bank_no", title=_("Your number"), cell="bank_no", order_by=("bank_no",)),
        Column(
            key="principal",
            title=_("Principal"),
            cell=lambda row: formats.money(row.principal_fen),
            order_by=("principal_fen",),
            align="right",
        ),
        Column(
            key="rate",
            title=_("Yearly rate"),
            cell=lambda row: formats.rate(row.rate_ppm),
            order_by=("rate_ppm",),
            align="right",
        ),
        Column(
            key="disbursed",
            title=_("Paid out"),
            cell=lambda row: formats.day(row.disbursed_on),
            order_by=("disbursed_on", "pk"),
        ),
        Column(
            key="matures",
            title=_("Matures"),
            cell=lambda row: formats.day(row.matures_on),
            order_by=("matures_on", "pk"),
        ),
    ),
    order="-disbursed",
    url=lambda row: reverse("workbench:loan", args=[row.no]),
)
PLAN = Table(
    columns=(
        Column(key="no", title=_("No."), cell="no", order_by=("no",)),
        Column(key="due_on", title=_("Due"), cell=lambda row: formats.day(row.due_on)),
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
    ),
    size=100,
)


class LoansForm(FilterForm):
    find = forms.CharField(label=_("Number, firm or initials"), required=False, max_length=40)


def loans(request: HttpRequest) -> HttpResponse:
    """Searchable, sortable, exported with the filter."""
    form = LoansForm.of(request.GET)
    rows = loans_seen_by(request.actor).select_related("enterprise")  # type: ignore[attr-defined]
    text = form.asked("find")
    if text:
        rows = rows.filter(finding(text, "no", "bank_no", "enterprise__find_text"))
    if wanted_export(request):
        return export_table(LOANS, rows, request, "loans")
    context = {"filters": form, "table": show_table(LOANS, rows, request.GET)}
    return render(request, "workbench/loans/list.html", context)


def loan(request: HttpRequest, no: str) -> HttpResponse:
    page = loan_page(request.actor, no)  # type: ignore[attr-defined]
    if wanted_export(request):
        return export_table(PLAN, page.instalments, request, no)
    table = show_table(PLAN, page.instalments, request.GET)
    return render(request, "workbench/loans/loan.html", {"loan": page.loan, "table": table})
