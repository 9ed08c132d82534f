"""Loans the institution paid out: searchable, filtered by what needs attention, exported."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kerong.contracts.loans.access import loans_seen_by
from kerong.contracts.loans.models import Loan
from kerong.contracts.loans.parameters import renewal_rule
from kerong.contracts.loans.reads import own_tasks
from kerong.web.clock import day_of
from kerong.web.columns import day_column, firm_column, money_column, rate_column
from kerong.web.exports import export_table, wanted_export
from kerong.web.forms import FilterForm
from kerong.web.tables import Column, Table, finding, show_table
from kerong.web.words import choices, said

STANDINGS = (
    ("", _("all")),
    ("active", _("running")),
    ("overdue", _("in arrears")),
    ("maturing", _("maturing soon")),
    ("ended", _("ended")),
)
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
        Column(
            key="category",
            title=_("Class"),
            cell=lambda row: said(row.category, "five_categories"),
            order_by=("category",),
        ),
        Column(
            key="state",
            title=_("State"),
            cell=lambda row: said(row.state, "loan_state"),
            order_by=("state",),
        ),
    ),
    order="matures",
    url=lambda row: reverse("workbench:loan", args=[row.no]),
)


class LoansForm(FilterForm):
    find = forms.CharField(label=_("Number, firm or initials"), required=False, max_length=40)
    standing = forms.ChoiceField(label=_("Standing"), required=False, choices=STANDINGS)
    category = forms.ChoiceField(label=_("Class"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["category"]
        field.choices = [("", _("all")), *choices("five_categories")]


def loans(request: HttpRequest) -> HttpResponse:
    form, on = LoansForm.of(request.GET), day_of(request)
    actor = request.actor  # type: ignore[attr-defined]
    rows = chosen(loans_seen_by(actor).select_related("enterprise"), form, on)
    if wanted_export(request):
        return export_table(LOANS, rows, request, "loans")
    context = {"filters": form, "table": show_table(LOANS, rows, request.GET)}
    context |= {"tasks": own_tasks(actor)}
    return render(request, "workbench/loans/list.html", context)


def chosen(rows: QuerySet[Loan], form: FilterForm, on: date) -> QuerySet[Loan]:
    """The loans that the filter of a list asks for."""
    text, standing, category = (form.asked(name) for name in ("find", "standing", "category"))
    if text:
        rows = rows.filter(finding(text, "no", "bank_no", "enterprise__find_text"))
    if category:
        rows = rows.filter(category=category)
    if standing == "ended":
        return rows.exclude(state=Loan.State.ACTIVE)
    if standing:
        rows = rows.filter(state=Loan.State.ACTIVE)
    if standing == "overdue":
        rows = rows.filter(arrears_fen__gt=0)
    if standing == "maturing":
        rows = rows.filter(matures_on__lte=on + timedelta(days=renewal_rule(on).offer_days))
    return rows
