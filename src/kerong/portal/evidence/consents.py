"""Whom the firm lets see its data: the list, a new consent, one with its looks, its end."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from kerong.evidence.access import consent_for
from kerong.evidence.consent import grant_consent, revoke_consent
from kerong.evidence.reads import consents_of, looks_under
from kerong.portal.evidence.forms import ConsentForm
from kerong.web.clock import day_of, moment_of
from kerong.web.refusal import Refusal, attempted


def consents(request: HttpRequest) -> HttpResponse:
    """Every consent, those in force first, with how often somebody looked."""
    rows = consents_of(request.actor, on=day_of(request))  # type: ignore[attr-defined]
    return render(request, "portal/evidence/consents.html", {"rows": rows})


def grant(request: HttpRequest) -> HttpResponse:
    """A consent that belongs to no need: receiver, purpose, categories, last day."""
    actor = request.actor  # type: ignore[attr-defined]
    form = ConsentForm(request.POST or None, today=day_of(request))
    fault = None
    if request.method == "POST" and form.is_valid():
        made = attempted(grant_consent, actor=actor, terms=form.terms(), at=moment_of(request))
        if not isinstance(made, Refusal):
            messages.success(request, _("The consent is in force; you can revoke it any time."))
            return HttpResponseRedirect(reverse("portal:consent", args=[made.no]))
        fault = made
    context = {"form": form, "fault": fault}
    return render(request, "portal/evidence/grant.html", context, status=_status(form, fault))


def consent(request: HttpRequest, no: str) -> HttpResponse:
    """What the consent opens, and who looked when."""
    found = consent_for(request.actor, no)  # type: ignore[attr-defined]
    live = found.ended_at is None and found.expires_on >= day_of(request)
    context = {"consent": found, "is_live": live, "looks": looks_under(found)}
    return render(request, "portal/evidence/consent.html", context)


def revocation(request: HttpRequest, no: str) -> HttpResponse:
    """What ends with it is said first; the next request of the institution sees nothing."""
    actor = request.actor  # type: ignore[attr-defined]
    found = consent_for(actor, no)
    fault = None
    if request.method == "POST":
        made = attempted(revoke_consent, actor=actor, consent_no=no, at=moment_of(request))
        if not isinstance(made, Refusal):
            messages.success(request, _("The consent is revoked."))
            return HttpResponseRedirect(reverse("portal:consents"))
        fault = made
    context = {"consent": found, "fault": fault}
    return render(request, "portal/evidence/revoke.html", context, status=_status(None, fault))


def _status(form: Any, fault: Refusal | None) -> int:
    if fault is not None:
        return fault.status
    return 400 if form is not None and form.errors else 200
