"""Loans that a breaker kept out of a pool: the list, one of them, and letting it in by two."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kerong.contracts.compensation.access import ASK_LET_IN, DECIDE_LET_IN, kept_out_for
from kerong.contracts.compensation.let_in import ask_let_in, decide_let_in
from kerong.contracts.compensation.models import KeptOut
from kerong.contracts.compensation.reads import kept_out_seen_by
from kerong.web.clock import moment_of
from kerong.web.columns import day_column, money_column, state_column
from kerong.web.fields import reason_field
from kerong.web.forms import KerongForm
from kerong.web.refusal import Refusal, attempted
from kerong.web.tables import Column, Table, show_table

KEPT_OUT = Table(
    columns=(
        Column(key="loan", title=gettext_lazy("Loan"), cell="loan.no", order_by=("loan__no",)),
        Column(key="firm", title=gettext_lazy("Firm"), cell="loan.enterprise.name"),
        Column(key="bank", title=gettext_lazy("Bank"), cell="loan.institution.name"),
        money_column("outstanding", gettext_lazy("Outstanding"), "loan.outstanding_fen"),
        day_column("kept", gettext_lazy("Kept out on"), "kept_on"),
        state_column("kept_out_state"),
    ),
    order="-kept",
    url=lambda row: reverse("console:kept-out-loan", args=[row.loan.no]),
)


class ReasonForm(KerongForm):
    words = reason_field(gettext_lazy("Grounds"), most=500)


class DecisionForm(KerongForm):
    asked_at = forms.DateTimeField()
    agrees = forms.TypedChoiceField(
        choices=[("yes", ""), ("no", "")], coerce=lambda text: text == "yes"
    )


def kept_out_loans(request: HttpRequest) -> HttpResponse:
    rows = kept_out_seen_by(request.actor)  # type: ignore[attr-defined]
    context = {"table": show_table(KEPT_OUT, rows, request.GET)}
    return render(request, "console/compensation/kept_out.html", context)


def kept_out_loan(request: HttpRequest, no: str) -> HttpResponse:
    return _page(request, no)


def asking(request: HttpRequest, no: str) -> HttpResponse:
    """One officer gives the reason."""
    actor, form = request.actor, ReasonForm(request.POST)  # type: ignore[attr-defined]
    kept_out_for(actor, no)
    if not form.is_valid():
        return _page(request, no, form=form, status=400)
    told = {"actor": actor, "loan_no": no, "at": moment_of(request)}
    return _done(request, no, attempted(ask_let_in, **told, **form.cleaned_data))


def deciding(request: HttpRequest, no: str) -> HttpResponse:
    """Another lets it in from today, or sends it back."""
    actor, form = request.actor, DecisionForm(request.POST)  # type: ignore[attr-defined]
    kept_out_for(actor, no)
    if not form.is_valid():
        return _page(request, no, status=400)
    told = {"actor": actor, "loan_no": no, "at": moment_of(request)}
    return _done(request, no, attempted(decide_let_in, **told, **form.cleaned_data))


def _done(request: HttpRequest, no: str, made: Any) -> HttpResponse:
    if isinstance(made, Refusal):
        return _page(request, no, fault=made, status=made.status)
    messages.success(request, _("Done."))
    return HttpResponseRedirect(reverse("console:kept-out-loan", args=[no]))


def _page(request: HttpRequest, no: str, *, status: int = 200, **given: Any) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    kept = kept_out_for(actor, no)
    waits = kept.state == KeptOut.State.ASKED
    asks = kept.state == KeptOut.State.OUT and ASK_LET_IN.allows(actor)
    context = {
        "kept": kept,
        "form": ReasonForm() if asks else None,
        "may_decide": waits and DECIDE_LET_IN.allows(actor),
        "mine": kept.asked_by_id == actor.person_id,
        **given,
    }
    return render(request, "console/compensation/kept_out_loan.html", context, status=status)
