"""A receipt that brought more than was owed: what is left, and giving it back by two."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kerong.contracts.subsidies.access import (
    APPROVE_SURPLUS,
    PROPOSE_SURPLUS,
    RETURN_SURPLUS,
    receipt_for,
    surplus_for,
)
from kerong.contracts.subsidies.approve_surplus import approve_surplus
from kerong.contracts.subsidies.models import SurplusReturn
from kerong.contracts.subsidies.propose_surplus import propose_surplus
from kerong.contracts.subsidies.return_surplus import return_surplus
from kerong.contracts.subsidies.surplus import subsidy_of
from kerong.web.forms import KerongForm
from kerong.web.one_step import Taken, take_step


class WordsForm(KerongForm):
    words = forms.CharField(
        label=_("Reason"), min_length=4, max_length=500, widget=forms.Textarea({"rows": 2})
    )


class SeenSurplusForm(KerongForm):
    """Carries the amount the second person saw."""

    amount_fen = forms.IntegerField(widget=forms.HiddenInput)


def receipt(request: HttpRequest, pk: int) -> HttpResponse:
    return _shown(request, pk)


def proposal(request: HttpRequest, pk: int) -> HttpResponse:
    form = WordsForm(request.POST)
    told = {"receipt_id": pk}
    return _step(request, pk, form, propose_surplus, told, _("Proposed; a second person decides."))


def approval(request: HttpRequest, no: str) -> HttpResponse:
    row = surplus_for(request.actor, no)  # type: ignore[attr-defined]
    form, done = SeenSurplusForm(request.POST), _("Ordered; it goes out with the next batch.")
    return _step(request, row.receipt_id, form, approve_surplus, {"no": no}, done)


def sending_back(request: HttpRequest, no: str) -> HttpResponse:
    row = surplus_for(request.actor, no)  # type: ignore[attr-defined]
    form, done = WordsForm(request.POST), _("The proposal went back.")
    return _step(request, row.receipt_id, form, return_surplus, {"no": no}, done)


def _step(
    request: HttpRequest, pk: int, form: KerongForm, act: Any, named: dict[str, Any], done: Any
) -> HttpResponse:
    taken = Taken(
        act=act,
        told=lambda: named | dict(form.cleaned_data),
        done=done,
        back=reverse("console:claw-back-surplus", args=[pk]),
    )

    def shown(*, status: int, **given: Any) -> HttpResponse:
        return _shown(request, pk, status=status, **given)

    return take_step(request, form, taken, shown)


def _shown(request: HttpRequest, pk: int, *, status: int = 200, **given: Any) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    held = receipt_for(actor, pk)
    rows = list(SurplusReturn.objects.filter(receipt=held).select_related("proposed_by"))
    waits = next((row for row in rows if row.state == SurplusReturn.State.PROPOSED), None)
    seen = {"amount_fen": waits.amount_fen} if waits else {}
    is_second = waits is not None and waits.proposed_by_id != actor.person_id
    context = {
        "receipt": held,
        "subsidy": subsidy_of(held),
        "rows": rows,
        "waits": waits,
        "may_propose": held.left_fen > 0 and waits is None and PROPOSE_SURPLUS.allows(actor),
        "may_approve": is_second and APPROVE_SURPLUS.allows(actor),
        "may_return": waits is not None and RETURN_SURPLUS.allows(actor),
        "words_form": WordsForm(),
        "seen_form": SeenSurplusForm(initial=seen),
        **given,
    }
    return render(request, "console/subsidies/surplus.html", context, status=status)
