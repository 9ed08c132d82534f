"""From the approved credit to the letter: the bank asks, and sees the answer at once."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from kerong.cases.access import take_up_for
from kerong.cases.ask_guarantee import ask_guarantee, credit_of
from kerong.cases.shapes.open_take_up import require_stage
from kerong.contracts.guarantees.models import Guarantee
from kerong.contracts.guarantees.reads import usable_agreements
from kerong.web.clock import day_of, moment_of
from kerong.web.refusal import Refusal, attempted
from kerong.workbench.guarantees.forms import AskForm, agreement_title


def ask(request: HttpRequest, no: str) -> HttpResponse:
    """Choose the agreement and ask; the guarantee's page says what came of it."""
    actor, on = request.actor, day_of(request)  # type: ignore[attr-defined]
    take_up = take_up_for(actor, no)
    require_stage(take_up, "ask_guarantee")
    usable = usable_agreements(actor.institution_id, on)
    offered = [(row.no, agreement_title(row)) for row in usable]
    initial = {"amount_fen": credit_of(take_up).amount_fen}
    form, fault = AskForm(offered, request.POST or None, initial=initial), None
    if request.method == "POST" and form.is_valid():
        at = moment_of(request)
        made = attempted(ask_guarantee, actor=actor, take_up_no=no, wish=form.wish(), at=at)
        if not isinstance(made, Refusal):
            _tell(request, made)
            return HttpResponseRedirect(reverse("workbench:guarantee", args=[made.no]))
        fault = made
    status = fault.status if fault else (400 if form.errors else 200)
    context = {"take_up": take_up, "form": form, "fault": fault, "offered": offered}
    return render(request, "workbench/guarantees/ask.html", context, status=status)


def _tell(request: HttpRequest, made: Guarantee) -> None:
    if made.state == Guarantee.State.STOPPED:
        messages.error(request, _("No letter is given; the reasons stand below."))
    elif made.state == Guarantee.State.ISSUED:
        messages.success(request, _("The letter is given."))
    else:
        messages.success(request, _("The guarantor is asked."))
