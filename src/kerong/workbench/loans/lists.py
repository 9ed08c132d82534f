"""Loans the institution paid out: searchable, filtered by what needs attention, exported."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kerong.contracts.loans.access import loans_seen_by
from kerong.contracts.loans.filters import narrowed
from kerong.contracts.loans.reads import own_tasks
from kerong.web.clock import day_of
from kerong.web.columns import day_column, firm_column, money_column, rate_column, state_column
from kerong.web.exports import export_table, wanted_export
from kerong.web.loan_columns import category_column
from kerong.web.loan_filter import LoansForm, asked_for
from kerong.web.tables import Column, Table, show_table

LOANS = Table(
    columns=(
        Column(key="no", title=_("Loan"), cell="no"),
        firm_column(),
        Column(key="bank_no", title=_("Your number"), cell="bank_no", order_by=("bank_no",)),
        money_column("outstanding", _("Outstanding"), "outstanding_fen"),
        money_column("arrears", _("Arrears"), "arrears_fen"),
        rate_column("rate", _("Yearly rate"), "rate_now_ppm"),
        day_column("next", _("Next due"), "next_due_on"),
        day_column("matures", _("Matures"), "matures_on"),
        category_column(),
        state_column("loan_state"),
    ),
    order="matures",
    url=lambda row: reverse("workbench:loan", args=[row.no]),
)


def loans(request: HttpRequest) -> HttpResponse:
    form, on = LoansForm.of(request.GET), day_of(request)
    actor = request.actor  # type: ignore[attr-defined]
    rows = narrowed(loans_seen_by(actor), asked_for(form), on).select_related("enterprise")
    if wanted_export(request):
        return export_table(LOANS, rows, request, "loans")
    context = {"filters": form, "table": show_table(LOANS, rows, request.GET)}
    context |= {"tasks": own_tasks(actor)}
    return render(request, "workbench/loans/list.html", context)
