"""Loans the institution paid out: the list, and one with its plan."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kerong.contracts.loans.access import loans_seen_by
from kerong.contracts.loans.reads import loan_page
from kerong.web.clock import day_of
from kerong.web.columns import day_column, firm_column, money_column, rate_column
from kerong.web.exports import export_table, wanted_export
from kerong.web.forms import FilterForm
from kerong.web.loan_tables import REPAYMENT_PLAN
from kerong.web.tables import Column, Table, finding, show_table

LOANS = Table(
    columns=(
        Column(key="no", title=_("Loan"), cell="no"),
        firm_column(),
        Column(key="bank_no", title=_("Your number"), cell="bank_no", order_by=("bank_no",)),
        money_column("principal", _("Principal"), "principal_fen"),
        rate_column("rate", _("Yearly rate"), "rate_ppm"),
        day_column("disbursed", _("Paid out"), "disbursed_on"),
        day_column("matures", _("Matures"), "matures_on"),
    ),
    order="-disbursed",
    url=lambda row: reverse("workbench:loan", args=[row.no]),
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
    page = loan_page(request.actor, no, on=day_of(request))  # type: ignore[attr-defined]
    if wanted_export(request):
        return export_table(REPAYMENT_PLAN, page.instalments, request, no)
    table = show_table(REPAYMENT_PLAN, page.instalments, request.GET)
    return render(request, "workbench/loans/loan.html", {"loan": page.loan, "table": table})
