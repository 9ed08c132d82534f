"""Bridges of the firm: asking for one, its state and what is next, taking it back."""

from django.http import HttpRequest, HttpResponse
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
from kerong.web.clock import day_of
from kerong.web.one_step import Taken, page_of, take_step


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
    form = ApplicationForm(loan, offered, request.POST or None)
    taken = Taken(
        act=apply_bridge,
        told=lambda: {"loan_no": no, "application": form.application()},
        done=_("The bank has your application."),
        back=lambda made: reverse("portal:bridge", args=[made.no]),
    )
    shown = page_of(request, "portal/bridges/ask.html", loan=loan, offered=offered)
    return take_step(request, form, taken, shown)
