"""From the approved credit, or the granted renewal, to the letter: the bank asks, and sees the
answer at once.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from kerong.cases.access import take_up_for
from kerong.cases.ask_guarantee import ask_guarantee, credit_of
from kerong.cases.shapes.open_take_up import require_stage
from kerong.contracts.guarantees.ask_renewal import ask_renewal, renewal_credit
from kerong.contracts.guarantees.models import Guarantee
from kerong.contracts.guarantees.reads import usable_agreements
from kerong.contracts.loans.access import request_for
from kerong.web.clock import day_of, moment_of
from kerong.web.refusal import Refusal, attempted
from kerong.workbench.guarantees.forms import AskForm, agreement_title


@dataclass(frozen=True, slots=True)
class Asking:
    """What is to be guaranteed: the act, the amount that is offered first, where it came from."""

    act: Callable[..., Guarantee]
    amount_fen: int
    back: str
    title: str


def ask(request: HttpRequest, no: str) -> HttpResponse:
    """On a credit of a take-up."""
    take_up = take_up_for(request.actor, no)  # type: ignore[attr-defined]
    require_stage(take_up, "ask_guarantee")
    act, back = partial(ask_guarantee, take_up_no=no), reverse("workbench:take-up", args=[no])
    return _asked(request, Asking(act, credit_of(take_up).amount_fen, back, no))


def ask_for_renewal(request: HttpRequest, no: str) -> HttpResponse:
    """On a renewal that the bank granted, of a loan that is guaranteed."""
    asked = request_for(request.actor, no)  # type: ignore[attr-defined]
    act, back = partial(ask_renewal, request_no=no), reverse("workbench:loan-request", args=[no])
    return _asked(request, Asking(act, renewal_credit(asked).amount_fen, back, no))


def _asked(request: HttpRequest, asking: Asking) -> HttpResponse:
    """Choose the agreement and ask; the guarantee's page says what came of it."""
    actor, on = request.actor, day_of(request)  # type: ignore[attr-defined]
    usable = usable_agreements(actor.institution_id, on)
    offered = [(row.no, agreement_title(row)) for row in usable]
    form = AskForm(offered, request.POST or None, initial={"amount_fen": asking.amount_fen})
    fault: Any = None
    if request.method == "POST" and form.is_valid():
        made = attempted(asking.act, actor=actor, wish=form.wish(), at=moment_of(request))
        if not isinstance(made, Refusal):
            _tell(request, made)
            return HttpResponseRedirect(reverse("workbench:guarantee", args=[made.no]))
        fault = made
    status = fault.status if fault else (400 if form.errors else 200)
    context = {"asking": asking, "form": form, "fault": fault, "offered": offered}
    return render(request, "workbench/guarantees/ask.html", context, status=status)


def _tell(request: HttpRequest, made: Guarantee) -> None:
    if made.state == Guarantee.State.STOPPED:
        messages.error(request, _("No letter is given; the reasons stand below."))
    elif made.state == Guarantee.State.ISSUED:
        messages.success(request, _("The letter is given."))
    else:
        messages.success(request, _("The guarantor is asked."))
