"""Bridges of the firm: asking for one, its state and what is next, taking it back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kerong.contracts.bridges import access
from kerong.contracts.bridges.apply_bridge import apply_bridge
from kerong.contracts.bridges.models import Bridge
from kerong.contracts.bridges.reads import BridgePage, funds_offered
from kerong.contracts.bridges.withdraw_bridge import withdraw_bridge
from kerong.contracts.loans.access import loan_for
from kerong.portal.bridges.forms import ApplicationForm, NothingForm
from kerong.web.bridge_pages import BridgeSite, Step, in_states, typed
from kerong.web.clock import day_of, moment_of
from kerong.web.refusal import Refusal, attempted


def _empty_form(page: BridgePage, request: HttpRequest) -> NothingForm:
    return NothingForm(request.POST if request.method == "POST" else None)


SITE = BridgeSite(
    "portal",
    (
        Step(
            key="withdrawal",
            title=_("Withdraw the application"),
            done=_("The application is withdrawn."),
            policy=access.WITHDRAW,
            act=withdraw_bridge,
            form=_empty_form,
            arguments=typed,
            offered=in_states(*Bridge.ASKED),
            tone="bad",
            words=_("Bank and office hear that you no longer need it."),
        ),
    ),
)


def ask(request: HttpRequest, no: str) -> HttpResponse:
    """Fill in and send; the conditions of each fund are shown before anything is sent."""
    actor, on = request.actor, day_of(request)  # type: ignore[attr-defined]
    loan, offered = loan_for(actor, no), funds_offered(on)
    form, fault = ApplicationForm(loan, offered, request.POST or None), None
    if request.method == "POST" and form.is_valid():
        told = {"loan_no": no, "application": form.application(), "at": moment_of(request)}
        made = attempted(apply_bridge, actor=actor, **told)
        if not isinstance(made, Refusal):
            messages.success(request, _("The bank has your application."))
            return HttpResponseRedirect(reverse("portal:bridge", args=[made.no]))
        fault = made
    status = fault.status if fault else (400 if form.errors else 200)
    context = {"loan": loan, "offered": offered, "form": form, "fault": fault}
    return render(request, "portal/bridges/ask.html", context, status=status)
