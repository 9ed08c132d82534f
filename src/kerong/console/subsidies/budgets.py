"""Budgets: what each was given, holds, owes, paid and has left; opened, topped up, shared out."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from kerong.console.subsidies import forms
from kerong.console.subsidies.deeds import Deed, answered
from kerong.contracts.subsidies.access import (
    APPROVE_BUDGET,
    ASK_DISTRIBUTION,
    DECIDE_DISTRIBUTION,
    ORDER,
    PROPOSE_BUDGET,
    PROPOSE_TOP_UP,
    RETURN_BUDGET,
    distribution_for,
    proposal_for,
)
from kerong.contracts.subsidies.approve_budget import approve_budget
from kerong.contracts.subsidies.approve_distribution import approve_distribution
from kerong.contracts.subsidies.ask_distribution import ask_distribution
from kerong.contracts.subsidies.models import Budget, BudgetProposal, Distribution
from kerong.contracts.subsidies.order_held import order_held
from kerong.contracts.subsidies.propose_budget import propose_budget
from kerong.contracts.subsidies.propose_top_up import propose_top_up
from kerong.contracts.subsidies.reads import budget_page, budget_standings, proposals_waiting
from kerong.contracts.subsidies.return_budget import return_budget
from kerong.contracts.subsidies.return_distribution import return_distribution
from kerong.contracts.subsidies.told import calculation_of
from kerong.kernel.actor import Actor
from kerong.web.clock import day_of
from kerong.web.policy_titles import policy_titles

OPEN = Deed(forms.BudgetForm, propose_budget, lambda form: form.proposal())
TOP_UP = Deed(forms.TopUpForm, propose_top_up)
AGREE = Deed(forms.NothingForm, approve_budget)
SEND_BACK = Deed(forms.ReasonForm, return_budget)
SHARE = Deed(forms.NothingForm, ask_distribution)
PAY = Deed(forms.NothingForm, order_held)
APPROVE = Deed(forms.SeenForm, approve_distribution)
RETURN = Deed(forms.ReasonForm, return_distribution)


def budgets(request: HttpRequest) -> HttpResponse:
    return _listed(request)


def proposal_approval(request: HttpRequest, pk: int) -> HttpResponse:
    return _decided(request, AGREE, pk)


def proposal_return(request: HttpRequest, pk: int) -> HttpResponse:
    proposal_for(pk)  # before its words are read: what is not there has no form
    return _decided(request, SEND_BACK, pk)


def _decided(request: HttpRequest, deed: Deed, pk: int) -> HttpResponse:
    def again(**given: Any) -> HttpResponse:
        return _listed(request, **given)

    return answered(request, deed, {"pk": pk}, again, reverse("console:budgets"))


def _listed(request: HttpRequest, *, status: int = 200, **given: Any) -> HttpResponse:
    """Every budget, and before them what waits for a second person or was sent back."""
    actor = request.actor  # type: ignore[attr-defined]
    context = {
        "standings": budget_standings(actor),
        "proposals": [_proposal(actor, row) for row in proposals_waiting(actor)],
        "may_open": PROPOSE_BUDGET.allows(actor),
    }
    return render(request, "console/subsidies/budgets.html", context | given, status=status)


def _proposal(actor: Actor, row: BudgetProposal) -> dict[str, Any]:
    waits = row.state == BudgetProposal.State.ASKED
    others = row.asked_by_id != actor.person_id
    return {
        "row": row,
        "may_approve": waits and others and APPROVE_BUDGET.allows(actor),
        "return_form": forms.ReasonForm().apart(f"proposal_{row.pk}")
        if waits and RETURN_BUDGET.allows(actor)
        else None,
    }


def budget_new(request: HttpRequest) -> HttpResponse:
    """The form, and on POST the proposal that another person decides."""
    if request.method == "POST":
        done = reverse("console:budgets")
        return answered(request, OPEN, {}, lambda **given: _new(request, **given), done)
    return _new(request, form=forms.BudgetForm(initial={"year": day_of(request).year}))


def _new(
    request: HttpRequest, *, form: Any = None, fault: Any = None, status: int = 200
) -> HttpResponse:
    context = {"form": form or forms.BudgetForm(request.POST), "fault": fault}
    return render(request, "console/subsidies/budget_new.html", context, status=status)


def budget(request: HttpRequest, code: str) -> HttpResponse:
    return _shown(request, code)


def top_up(request: HttpRequest, code: str) -> HttpResponse:
    return _step(request, code, TOP_UP, {"budget": code})


def orders(request: HttpRequest, code: str) -> HttpResponse:
    return _step(request, code, PAY, {"budget": code})


def distribution(request: HttpRequest, code: str) -> HttpResponse:
    return _step(request, code, SHARE, {"budget": code})


def distribution_approval(request: HttpRequest, pk: int) -> HttpResponse:
    return _step(request, distribution_for(pk).budget.code, APPROVE, {"pk": pk})


def distribution_return(request: HttpRequest, pk: int) -> HttpResponse:
    return _step(request, distribution_for(pk).budget.code, RETURN, {"pk": pk})


def _step(request: HttpRequest, code: str, deed: Deed, subject: dict[str, Any]) -> HttpResponse:
    def again(**given: Any) -> HttpResponse:
        return _shown(request, code, **given)

    return answered(request, deed, subject, again, reverse("console:budget", args=[code]))


def _shown(request: HttpRequest, code: str, *, status: int = 200, **given: Any) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    page = budget_page(actor, code)
    shared = page.standing.budget.mode == Budget.Mode.PRO_RATA
    waiting = next((d for d in page.distributions if d.state == Distribution.State.ASKED), None)
    told = calculation_of(waiting.shares) if waiting else None
    decides = waiting is not None and DECIDE_DISTRIBUTION.allows(actor)
    own = waiting is not None and waiting.asked_by_id == actor.person_id
    context = {
        "page": page,
        "budget": page.standing.budget,
        "policies": policy_titles(day_of(request)).policies_of(page.standing.budget.programmes),
        "waiting": waiting,
        "shares": told["shares"] if told else [],
        "may_order": page.standing.held_fen > 0 and ORDER.allows(actor),
        "top_up_form": forms.TopUpForm() if PROPOSE_TOP_UP.allows(actor) else None,
        "proposals": [_proposal(actor, row) for row in page.proposals],
        "may_share": shared and waiting is None and ASK_DISTRIBUTION.allows(actor),
        "seen_form": forms.SeenForm(initial={"digest": waiting.digest})
        if waiting is not None and decides and not own
        else None,
        "return_form": forms.ReasonForm().apart("return") if decides else None,
    }
    return render(request, "console/subsidies/budget.html", context | given, status=status)
