"""A person brings a firm, or asks for one that is known already."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from kerong.parties.ask_for_firm import ask_for_firm
from kerong.parties.reads import own_claims
from kerong.parties.register_firm import FirmDraft, register_firm
from kerong.web.accounts.attempts import tried
from kerong.web.accounts.person_forms import AskForFirmForm, FirmForm
from kerong.web.accounts.titles import OUTCOME_TITLES
from kerong.web.acting import actor_of, choose_anew
from kerong.web.clock import moment_of


def new_firm(request: HttpRequest) -> HttpResponse:
    form = FirmForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        draft = FirmDraft(**form.cleaned_data)
        actor, at = actor_of(request), moment_of(request)
        mandate = tried(form, lambda: register_firm(draft=draft, actor=actor, at=at))
        if mandate is not None:
            choose_anew(request, mandate.pk)
            messages.success(request, _("The firm is registered; you are its owner here."))
            return HttpResponseRedirect(reverse("accounts:firm_people"))
    return render(request, "accounts/new_firm.html", {"form": form})


def ask_firm(request: HttpRequest) -> HttpResponse:
    start = {"credit_code": request.GET.get("credit_code", "")[:18]}
    form = AskForFirmForm(request.POST or None, initial=start)
    actor = actor_of(request)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        claim = tried(
            form,
            lambda: ask_for_firm(
                credit_code=given["credit_code"],
                words=given["reason"],
                actor=actor,
                at=moment_of(request),
            ),
        )
        if claim is not None:
            messages.success(request, _("Your request was sent; the platform will check it."))
            return HttpResponseRedirect(reverse("accounts:ask_firm"))
    asked = [(claim, OUTCOME_TITLES[claim.outcome]) for claim in own_claims(actor)[:20]]
    return render(request, "accounts/ask_firm.html", {"form": form, "asked": asked})
