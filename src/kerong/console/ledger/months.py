"""月结: months that wait or are closed, asking for one, and the second person's page."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kerong.console.ledger.words import PERIOD_STATES, book_choices, book_said
from kerong.ledger.access import ASK_CLOSING, CLOSE_PERIOD
from kerong.ledger.ask_closing import ask_closing
from kerong.ledger.close_period import close_period
from kerong.ledger.models import Period
from kerong.ledger.months import month_end, month_figures
from kerong.ledger.reads import period_for, periods_seen_by
from kerong.ledger.return_period import return_period
from kerong.web import formats
from kerong.web.clock import moment_of
from kerong.web.columns import moment_column, money_column
from kerong.web.exports import export_table, wanted_export
from kerong.web.fields import reason_field
from kerong.web.forms import FilterForm, KerongForm
from kerong.web.refusal import Refusal, attempted
from kerong.web.tables import Column, Table, show_table

PERIODS = Table(
    columns=(
        Column(
            key="month",
            title=gettext_lazy("Month"),
            cell=lambda row: f"{row.month_start:%Y-%m}",
            order_by=("month_start",),
        ),
        Column(key="book", title=gettext_lazy("Book"), cell=lambda row: book_said(row.book_id)),
        Column(key="state", title=gettext_lazy("State"), cell=lambda row: PERIOD_STATES[row.state]),
        Column(
            key="count",
            title=gettext_lazy("Transfers"),
            cell=lambda row: row.transfer_count if row.digest else formats.NOTHING,
            align="right",
        ),
        money_column("turnover", gettext_lazy("Turnover"), "turnover_fen"),
        Column(key="asked", title=gettext_lazy("Asked by"), cell="asked_by.name"),
        Column(
            key="closed",
            title=gettext_lazy("Second person"),
            cell=lambda row: row.closed_by.name if row.closed_by else formats.NOTHING,
        ),
        moment_column("at", gettext_lazy("When"), "closed_at"),
    ),
    url=lambda row: reverse("console:ledger-month", args=[row.pk]),
    tight=True,
)


class AskForm(KerongForm):
    book = forms.ChoiceField(label=gettext_lazy("Book"))
    month = forms.DateField(
        label=gettext_lazy("Month"),
        input_formats=["%Y-%m"],
        widget=forms.DateInput({"type": "month"}, format="%Y-%m"),
    )
    words = forms.CharField(label=gettext_lazy("Remark"), required=False, max_length=300)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["book"]
        field.choices = book_choices()


class ReturnForm(KerongForm):
    words = reason_field(gettext_lazy("Reason"), most=300)


def months(request: HttpRequest) -> HttpResponse:
    """Months, the latest first, and the form that asks for the next one."""
    actor = request.actor  # type: ignore[attr-defined]
    rows = periods_seen_by(actor)
    if wanted_export(request):
        return export_table(PERIODS, rows, request, "months")
    return _months(request, form=AskForm() if ASK_CLOSING.allows(actor) else None)


def month_ask(request: HttpRequest) -> HttpResponse:
    """Freeze a month that is over and lay it before a second person."""
    form, fault = AskForm(request.POST), None
    if form.is_valid():
        typed = form.cleaned_data
        made = attempted(
            ask_closing,
            book=typed["book"],
            month_start=typed["month"],
            words=typed["words"],
            actor=request.actor,  # type: ignore[attr-defined]
            at=moment_of(request),
        )
        if not isinstance(made, Refusal):
            return HttpResponseRedirect(reverse("console:ledger-month", args=[made.pk]))
        fault = made
    return _months(request, form=form, fault=fault, status=fault.status if fault else 400)


def _months(request: HttpRequest, *, status: int = 200, **given: Any) -> HttpResponse:
    rows = periods_seen_by(request.actor)  # type: ignore[attr-defined]
    context = {
        "filters": FilterForm.of(request.GET),
        "table": show_table(PERIODS, rows, request.GET),
        **given,
    }
    return render(request, "console/ledger/months.html", context, status=status)


def month(request: HttpRequest, pk: int) -> HttpResponse:
    """What the second person looks at: the month in figures, its rows one step away."""
    return _month(request, pk)


def month_close(request: HttpRequest, pk: int) -> HttpResponse:
    period = period_for(request.actor, pk)  # type: ignore[attr-defined]
    return _done(request, period, attempted(close_period, **_named(request, period)))


def month_return(request: HttpRequest, pk: int) -> HttpResponse:
    """Open the month again; the reason is told to whoever asked."""
    period, form = period_for(request.actor, pk), ReturnForm(request.POST)  # type: ignore[attr-defined]
    if not form.is_valid():
        return _month(request, pk, form=form, status=400)
    words = form.cleaned_data["words"]
    return _done(request, period, attempted(return_period, words=words, **_named(request, period)))


def _named(request: HttpRequest, period: Period) -> dict[str, Any]:
    return {
        "book": period.book_id,
        "month_start": period.month_start,
        "actor": request.actor,  # type: ignore[attr-defined]
        "at": moment_of(request),
    }


def _done(request: HttpRequest, period: Period, made: Any) -> HttpResponse:
    if isinstance(made, Refusal):
        return _month(request, period.pk, fault=made, status=made.status)
    messages.success(request, _("%(month)s: %(state)s") % {
        "month": f"{period.month_start:%Y-%m}", "state": PERIOD_STATES[made.state]
    })  # fmt: skip
    return HttpResponseRedirect(reverse("console:ledger-month", args=[period.pk]))


def _month(request: HttpRequest, pk: int, *, status: int = 200, **given: Any) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    period = period_for(actor, pk)
    waits = period.state == Period.State.ASKED
    context = {
        "period": period,
        "book": book_said(period.book_id),
        "state": PERIOD_STATES[period.state],
        "last": month_end(period.month_start),
        "figures": period if period.digest else month_figures(period.book_id, period.month_start),
        "may_close": waits and CLOSE_PERIOD.allows(actor) and actor.person_id != period.asked_by_id,
        "form": ReturnForm() if waits and ASK_CLOSING.allows(actor) else None,
        **given,
    }
    return render(request, "console/ledger/month.html", context, status=status)
