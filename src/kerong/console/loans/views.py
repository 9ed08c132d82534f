"""Every loan of the platform: what is outstanding and in arrears, the list behind it, one loan."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kerong.contracts.loans.access import loans_seen_by
from kerong.contracts.loans.filters import narrowed
from kerong.contracts.loans.reads import loan_page, loan_totals
from kerong.web.clock import day_of
from kerong.web.columns import day_column, firm_column, money_column, state_column
from kerong.web.exports import export_table, wanted_export
from kerong.web.loan_columns import category_column
from kerong.web.loan_filter import LoansForm, asked_for
from kerong.web.loan_tables import PLAN_AND_REPORT, REPORTS
from kerong.web.tables import Column, Table, show_table

LOANS = Table(
    columns=(
        Column(key="no", title=_("Loan"), cell="no"),
        firm_column(),
        Column(
            key="institution",
            title=_("Institution"),
            cell="institution.name",
            order_by=("institution__name",),
        ),
        money_column("principal", _("Principal"), "principal_fen"),
        money_column("outstanding", _("Outstanding"), "outstanding_fen"),
        money_column("arrears", _("Arrears"), "arrears_fen"),
        day_column("matures", _("Matures"), "matures_on"),
        category_column(),
        state_column("loan_state"),
    ),
    order="-arrears",
    url=lambda row: reverse("console:loan", args=[row.no]),
)


def loans(request: HttpRequest) -> HttpResponse:
    """The figures speak of the filtered loans, as the list does."""
    form, on = LoansForm.of(request.GET), day_of(request)
    actor = request.actor  # type: ignore[attr-defined]
    rows = narrowed(loans_seen_by(actor), asked_for(form), on)
    rows = rows.select_related("enterprise", "institution")
    if wanted_export(request):
        return export_table(LOANS, rows, request, "loans")
    context = {"filters": form, "table": show_table(LOANS, rows, request.GET)}
    context |= {"totals": loan_totals(rows)}
    return render(request, "console/loans/list.html", context)


def loan(request: HttpRequest, no: str) -> HttpResponse:
    page = loan_page(request.actor, no, on=day_of(request))  # type: ignore[attr-defined]
    lines = list(page.standing.lines)
    if wanted_export(request):
        return export_table(PLAN_AND_REPORT, lines, request, no)
    context = {
        "page": page,
        "loan": page.loan,
        "table": show_table(PLAN_AND_REPORT, lines, request.GET),
        "reports": show_table(REPORTS, page.reports, request.GET),
    }
    return render(request, "console/loans/loan.html", context)
