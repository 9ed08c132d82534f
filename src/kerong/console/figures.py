"""The list behind a figure: the same rows it counted, over any period, exported as shown."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kerong.cases.models import CreditDecision, Rating, TakeUp
from kerong.console.overview import period_of
from kerong.contracts.loans.models import Loan
from kerong.reporting.lists import figure_rows
from kerong.reporting.period import Period, month_of
from kerong.web import formats
from kerong.web.clock import day_of
from kerong.web.exports import export_table, wanted_export
from kerong.web.forms import FilterForm
from kerong.web.tables import Column, Table, show_table
from kerong.web.words import said

TITLES: Mapping[str, Any] = {
    "published": _("Needs published"),
    "taken": _("Needs taken"),
    "credited": _("Credit approved"),
    "disbursed": _("Loans paid out"),
    "decided_in_time": _("Decided within 7 working days"),
    "decided_late": _("Decided later than 7 working days"),
    "breach_take_up": _("Nobody took the need"),
    "breach_contact": _("Firm not contacted"),
    "breach_quote": _("No quote"),
    "breach_decision": _("No credit decision"),
    "breach_rating": _("Bad rating not answered"),
    "funnel_published": _("Of the needs published: all"),
    "funnel_taken": _("Of the needs published: taken"),
    "funnel_quoted": _("Of the needs published: quoted"),
    "funnel_accepted": _("Of the needs published: quote accepted"),
    "funnel_credited": _("Of the needs published: credit approved"),
    "funnel_disbursed": _("Of the needs published: paid out"),
}


def _need_url(no: str) -> str:
    return reverse("console:need", args=[no])


def _case_columns(path: str) -> tuple[Column, ...]:
    """Number, firm and amount of the need that a row is about."""
    lead = f"{path}." if path else ""
    under = lead.replace(".", "__")

    def amount(row: Any) -> str:
        for name in filter(None, path.split(".")):
            row = getattr(row, name)
        return formats.money(row.amount_fen)

    return (
        Column(key="no", title=_("Need"), cell=f"{lead}no", order_by=(f"{under}no",)),
        Column(
            key="firm",
            title=_("Firm"),
            cell=f"{lead}enterprise.name",
            order_by=(f"{under}enterprise__name",),
        ),
        Column(
            key="amount",
            title=_("Amount"),
            cell=amount,
            order_by=(f"{under}amount_fen",),
            align="right",
        ),
    )


CASES = Table(
    columns=(
        *_case_columns(""),
        Column(key="state", title=_("State"), cell=lambda row: said(row.state, "case_state")),
        Column(
            key="submitted",
            title=_("Published"),
            cell=lambda row: formats.moment(row.submitted_at),
            order_by=("submitted_at",),
        ),
        Column(
            key="due",
            title=_("Decision due"),
            cell=lambda row: formats.day(row.decision_due_on),
            order_by=("decision_due_on",),
        ),
    ),
    url=lambda row: _need_url(row.no),
)
TAKE_UPS = Table(
    columns=(
        *_case_columns("case"),
        Column(
            key="institution",
            title=_("Institution"),
            cell="institution.name",
            order_by=("institution__name",),
        ),
        Column(key="stage", title=_("Stage"), cell=lambda row: said(row.stage, "stage")),
        Column(
            key="taken",
            title=_("Taken"),
            cell=lambda row: formats.moment(row.taken_at),
            order_by=("taken_at",),
        ),
        Column(
            key="due",
            title=_("Deadline"),
            cell=lambda row: formats.day(row.due_on),
            order_by=("due_on",),
        ),
    ),
    url=lambda row: _need_url(row.case.no),
)
DECISIONS = Table(
    columns=(
        *_case_columns("take_up.case"),
        Column(key="institution", title=_("Institution"), cell="take_up.institution.name"),
        Column(
            key="credit",
            title=_("Credit amount"),
            cell=lambda row: formats.money(row.amount_fen),
            order_by=("amount_fen",),
            align="right",
        ),
        Column(
            key="days",
            title=_("Working days used"),
            cell="used_days",
            order_by=("used_days",),
            align="right",
        ),
        Column(
            key="approved",
            title=_("Approved"),
            cell=lambda row: formats.moment(row.approved_at),
            order_by=("approved_at",),
        ),
    ),
    url=lambda row: _need_url(row.take_up.case.no),
)
LOANS = Table(
    columns=(
        Column(key="no", title=_("Loan"), cell="no", order_by=("no",)),
        Column(key="firm", title=_("Firm"), cell="enterprise.name", order_by=("enterprise__name",)),
        Column(
            key="institution",
            title=_("Institution"),
            cell="institution.name",
            order_by=("institution__name",),
        ),
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
            key="paid",
            title=_("Paid out"),
            cell=lambda row: formats.day(row.disbursed_on),
            order_by=("disbursed_on",),
        ),
    ),
    url=lambda row: _need_url(row.origin.partition(":")[2]),
)
RATINGS = Table(
    columns=(
        *_case_columns("case"),
        Column(key="level", title=_("Rating"), cell=lambda row: said(row.level, "level")),
        Column(key="words", title=_("Words"), cell="words"),
        Column(
            key="due",
            title=_("Answer due"),
            cell=lambda row: formats.day(row.answer_due_on),
            order_by=("answer_due_on",),
        ),
    ),
    url=lambda row: _need_url(row.case.no),
)
TABLES: dict[type[Any], Table] = {
    TakeUp: TAKE_UPS,
    CreditDecision: DECISIONS,
    Loan: LOANS,
    Rating: RATINGS,
}


class PeriodForm(FilterForm):
    """From and to, both days included."""

    first = forms.DateField(label=_("From"), widget=forms.DateInput({"type": "date"}))
    last = forms.DateField(label=_("To"), widget=forms.DateInput({"type": "date"}))

    def add_prefix(self, field_name: str) -> str:
        return {"first": "from", "last": "to"}.get(field_name, field_name)


def figure(request: HttpRequest, name: str) -> HttpResponse:
    """One figure's rows; the period stands in the address and can be changed."""
    period = _period(request)
    shown = {"from": period.start.isoformat(), "to": period.last.isoformat()}
    form = PeriodForm(request.GET or shown, auto_id="filter_%s")
    _kind, rows = figure_rows(request.actor, name, period)  # type: ignore[attr-defined]
    table = TABLES.get(rows.model, CASES)
    if wanted_export(request):
        return export_table(table, rows, request, name)
    context = {
        "title": TITLES.get(name, name),
        "period": period,
        "filters": form,
        "table": show_table(table, rows, request.GET),
    }
    return render(request, "console/figure.html", context)


def _period(request: HttpRequest) -> Period:
    """The asked days; this month when none or nonsense was asked."""
    first, last = _day(request.GET.get("from", "")), _day(request.GET.get("to", ""))
    if first is None or last is None or first > last:
        return month_of(day_of(request))
    return period_of(first, last)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
