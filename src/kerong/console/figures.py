"""The list behind a figure: the same rows it counted, over any period, exported as shown."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kerong.cases.models import Case, CreditDecision, Rating, TakeUp
from kerong.console.overview import period_of
from kerong.contracts.loans.models import Loan
from kerong.parties.models import Institution
from kerong.reporting.lists import figure_named, figure_rows
from kerong.reporting.period import Period, month_of
from kerong.web import formats
from kerong.web.clock import day_of
from kerong.web.columns import (
    day_column,
    firm_column,
    moment_column,
    money_column,
    rate_column,
    state_column,
)
from kerong.web.exports import export_table, wanted_export
from kerong.web.fields import day_field
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
    "breach_payout": _("Credit not paid out"),
    "breach_released": _("Released late"),
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

    return (
        Column(key="no", title=_("Need"), cell=f"{lead}no", order_by=(f"{under}no",)),
        Column(
            key="firm",
            title=_("Firm"),
            cell=f"{lead}enterprise.name",
            order_by=(f"{under}enterprise__name",),
        ),
        money_column("amount", _("Amount"), f"{lead}amount_fen"),
    )


CASES = Table(
    columns=(
        *_case_columns(""),
        state_column("case_state", order=False),
        moment_column("submitted", _("Published"), "submitted_at"),
        day_column("due", _("Decision due"), "decision_due_on"),
    ),
    url=lambda row: _need_url(row.no),
)
_LATE_BY = Column(
    key="institution",
    title=_("Institution"),
    cell="institution.name",
    order_by=("institution__name",),
)


def _holder(row: TakeUp) -> str:
    """Officers see how many hold an open need, not who, until the firm has accepted one."""
    return formats.NOTHING if row.case.state == Case.State.OPEN else row.institution.name


LATE = Table(
    columns=(
        *_case_columns("case"),
        _LATE_BY,
        Column(key="stage", title=_("Stage"), cell=lambda row: said(row.stage, "stage")),
        moment_column("taken", _("Taken"), "taken_at"),
        day_column("due", _("Deadline"), "due_on"),
    ),
    url=lambda row: _need_url(row.case.no),
)
_HELD_BY = Column(key="institution", title=_("Institution"), cell=_holder)
TAKE_UPS = replace(
    LATE, columns=tuple(_HELD_BY if each is _LATE_BY else each for each in LATE.columns)
)
DECISIONS = Table(
    columns=(
        *_case_columns("take_up.case"),
        Column(key="institution", title=_("Institution"), cell="take_up.institution.name"),
        money_column("credit", _("Credit amount"), "amount_fen"),
        Column(
            key="days",
            title=_("Working days used"),
            cell="used_days",
            order_by=("used_days",),
            align="right",
        ),
        moment_column("approved", _("Approved"), "approved_at"),
    ),
    url=lambda row: _need_url(row.take_up.case.no),
)
LOANS = Table(
    columns=(
        Column(key="no", title=_("Loan"), cell="no", order_by=("no",)),
        firm_column(),
        Column(
            key="institution",
            title=_("Institution"),
            cell="institution.name",
            order_by=("institution__name",),
        ),
        money_column("principal", _("Principal"), "principal_fen"),
        rate_column("rate", _("Yearly rate"), "rate_ppm"),
        day_column("paid", _("Paid out"), "disbursed_on"),
    ),
    url=lambda row: _need_url(row.origin.partition(":")[2]),
)
RATINGS = Table(
    columns=(
        *_case_columns("case"),
        Column(key="level", title=_("Rating"), cell=lambda row: said(row.level, "level")),
        Column(key="words", title=_("Words"), cell="words"),
        day_column("due", _("Answer due"), "answer_due_on"),
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
    """From and to, both days included; one institution where the rows have one."""

    first = day_field(_("From"))
    last = day_field(_("To"))

    institution = forms.ModelChoiceField(
        Institution.objects.order_by("name"), label=_("Institution"), required=False
    )

    def add_prefix(self, field_name: str) -> str:
        return {"first": "from", "last": "to"}.get(field_name, field_name)


def figure(request: HttpRequest, name: str) -> HttpResponse:
    """One figure's rows; the period stands in the address and can be changed."""
    period = _period(request)
    shown = {"from": period.start.isoformat(), "to": period.last.isoformat()}
    form = PeriodForm({**shown, **request.GET.dict()}, auto_id="filter_%s")
    actor, today = request.actor, day_of(request)  # type: ignore[attr-defined]
    if not figure_named(actor, name).held_by:
        del form.fields["institution"]
    one = form.asked("institution")
    key = one.pk if one else None
    _kind, rows = figure_rows(actor, name, period, today=today, institution_id=key)
    table = _table(name, rows)
    if wanted_export(request):
        return export_table(table, rows, request, name)
    context = {
        "title": TITLES.get(name, name),
        "period": period,
        "institution": one,
        "sealed": name == "taken" and one is not None,
        "filters": form,
        "table": show_table(table, rows, request.GET),
    }
    return render(request, "console/figure.html", context)


def _table(name: str, rows: QuerySet[Any]) -> Table:
    """Who is late is named; who merely holds an open need is not."""
    if name.startswith("breach_") and rows.model is TakeUp:
        return LATE
    return TABLES.get(rows.model, CASES)


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
